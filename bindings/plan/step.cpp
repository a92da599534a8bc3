#include "plan/step.h"

#include <algorithm>
#include <array>

#include "schema/builder.h"

namespace fasterapi::python {

namespace {

using schema::Declaration;

bool read_from(const std::string& name, Argument::From& from) {
    using From = Argument::From;
    constexpr std::array names{
        std::pair{"parameter", From::parameter},   std::pair{"step", From::step},
        std::pair{"request", From::request},       std::pair{"response", From::response},
        std::pair{"background", From::background}, std::pair{"constant", From::constant}};
    for (const auto& [known, value] : names) {
        if (name == known) {
            from = value;
            return true;
        }
    }
    PyErr_Format(PyExc_ValueError, "Argument.source must be 'parameter', 'step', ..., not '%s'",
                 name.c_str());
    return false;
}

}  // namespace

bool Step::read(PyObject* declaration) {
    const Declaration declared(declaration);
    call_ = declared.object("call");
    const std::string run = declared.text("run");
    const std::string scope = declared.text("scope");
    const Object parameters = declared.object("parameters");
    const Object arguments = declared.object("arguments");
    const Object needs = declared.object("needs");
    const Py_ssize_t same_as = declared.length("same_as").value_or(-1);
    yields_ = declared.flag("yields");
    if (PyErr_Occurred() != nullptr) {
        return false;
    }
    same_as_ = same_as < 0 ? none : static_cast<std::size_t>(same_as);
    ends_with_request_ = scope != "function";
    const Object parameter_list = Object::steal(PySequence_Tuple(parameters.get()));
    for (Py_ssize_t i = 0; parameter_list && i < PyTuple_GET_SIZE(parameter_list.get()); ++i) {
        if (!parameters_.emplace_back().read(PyTuple_GET_ITEM(parameter_list.get(), i))) {
            return false;
        }
    }
    const Object need_list = Object::steal(PySequence_Tuple(needs.get()));
    for (Py_ssize_t i = 0; need_list && i < PyTuple_GET_SIZE(need_list.get()); ++i) {
        needs_.push_back(PyLong_AsSize_t(PyTuple_GET_ITEM(need_list.get(), i)));
    }
    return PyErr_Occurred() == nullptr && read_run(run) && read_arguments(arguments.get());
}

bool Step::read_run(const std::string& run) {
    if (run == "async") {
        run_ = Run::async_call;
    } else if (run == "inline") {
        run_ = Run::inline_call;
    } else if (run == "pool") {
        run_ = Run::pool_call;
    } else {
        PyErr_Format(PyExc_ValueError, "Step.run must be 'async', 'inline' or 'pool', not '%s'", run.c_str());
        return false;
    }
    return true;
}

bool Step::read_arguments(PyObject* arguments) {
    const Object list = Object::steal(PySequence_Tuple(arguments));
    if (!list) {
        return false;
    }
    const Py_ssize_t count = PyTuple_GET_SIZE(list.get());
    Object keywords = Object::steal(PyTuple_New(count));
    for (Py_ssize_t i = 0; keywords && i < count; ++i) {
        const Declaration declared(PyTuple_GET_ITEM(list.get(), i));
        Argument& argument = arguments_.emplace_back();
        const std::string name = declared.text("name");
        const std::string from = declared.text("source");
        const Py_ssize_t index = declared.length("index").value_or(-1);
        argument.constant = declared.object("value");
        if (PyErr_Occurred() != nullptr || !read_from(from, argument.from)) {
            return false;
        }
        argument.index = index < 0 ? none : static_cast<std::size_t>(index);
        if (argument.from == Argument::From::parameter && argument.index >= parameters_.size()) {
            PyErr_Format(PyExc_ValueError, "there is no parameter %zd for the argument '%s'", index,
                         name.c_str());
            return false;
        }
        PyObject* keyword = PyUnicode_InternFromString(name.c_str());
        if (keyword == nullptr) {
            return false;
        }
        PyTuple_SET_ITEM(keywords.get(), i, keyword);
    }
    keywords_ = count == 0 ? Object() : std::move(keywords);
    return count == 0 || keywords_;
}

bool Step::resolve(const std::vector<std::string>& path_names) {
    for (Parameter& parameter : parameters_) {
        if (parameter.source() != Source::path) {
            continue;
        }
        const auto found = std::find(path_names.begin(), path_names.end(), parameter.name());
        if (found == path_names.end()) {
            PyErr_Format(PyExc_ValueError, "the path has no parameter '%s'", parameter.name().c_str());
            return false;
        }
        parameter.take_path_value(static_cast<std::size_t>(found - path_names.begin()));
    }
    return true;
}

bool Step::wants(Argument::From what) const noexcept {
    return std::any_of(arguments_.begin(), arguments_.end(),
                       [what](const Argument& argument) { return argument.from == what; });
}

PyObject* Step::call(PyObject* const* arguments) const {
    PyObject* const callable = call_.get();
    if (PyFunction_Check(callable)) [[likely]] {
        return reinterpret_cast<PyFunctionObject*>(callable)->vectorcall(callable, arguments, 0,
                                                                         keywords_.get());
    }
    return PyObject_Vectorcall(callable, arguments, 0, keywords_.get());
}

int Step::traverse(visitproc visit, void* arg) const {
    if (const int stop = call_.traverse(visit, arg); stop != 0) {
        return stop;
    }
    for (const Argument& argument : arguments_) {
        if (const int stop = argument.constant.traverse(visit, arg); stop != 0) {
            return stop;
        }
    }
    for (const Parameter& parameter : parameters_) {
        if (const int stop = parameter.traverse(visit, arg); stop != 0) {
            return stop;
        }
    }
    return 0;
}

void Step::clear() noexcept {
    call_.reset();
    for (Argument& argument : arguments_) {
        argument.constant.reset();
    }
    for (Parameter& parameter : parameters_) {
        parameter.clear();
    }
}

}  // namespace fasterapi::python
