#include "plan/plan.h"

#include <algorithm>

#include "module_state.h"
#include "schema/builder.h"

namespace fasterapi::python {

namespace {

/// What makes a value of the text of a path's parameter; None: it stays text. Empty with an exception set.
Object type_of(route::Converter converter) {
    switch (converter) {
        case route::Converter::integer: return Object::borrow(reinterpret_cast<PyObject*>(&PyLong_Type));
        case route::Converter::number: return Object::borrow(reinterpret_cast<PyObject*>(&PyFloat_Type));
        case route::Converter::uuid: {
            const Object uuid = Object::steal(PyImport_ImportModule("uuid"));
            return uuid ? Object::steal(PyObject_GetAttrString(uuid.get(), "UUID")) : Object();
        }
        case route::Converter::path:
        case route::Converter::text: break;
    }
    return Object::borrow(Py_None);
}

}  // namespace

bool Plan::read(const ModuleState& state, PyObject* declaration) {
    const schema::Declaration declared(declaration);
    declaration_ = Object::borrow(declaration);
    app_ = declared.object("app");
    pattern_ = declared.text("pattern");
    const Object methods = declared.object("methods");
    const Object steps = declared.object("steps");
    const Object answer = declared.object("answer");
    const Object body = declared.object("body");
    if (PyErr_Occurred() != nullptr) {
        return false;
    }
    const Object names = Object::steal(PySequence_Tuple(methods.get()));
    for (Py_ssize_t i = 0; names && i < PyTuple_GET_SIZE(names.get()); ++i) {
        const char* name = PyUnicode_AsUTF8(PyTuple_GET_ITEM(names.get(), i));
        if (name == nullptr) {
            return false;
        }
        methods_.emplace_back(name);
    }
    if (!names || !read_steps(steps.get()) || !answer_.read(state, declaration, answer.get()) ||
        !read_body(body.get())) {
        return false;
    }
    find_shortcuts();
    return true;
}

bool Plan::read_steps(PyObject* steps) {
    const Object list = Object::steal(PySequence_Tuple(steps));
    if (!list) {
        return false;
    }
    const auto count = static_cast<std::size_t>(PyTuple_GET_SIZE(list.get()));
    if (count == 0) {
        PyErr_SetString(PyExc_ValueError, "a plan needs a step: its handler");
        return false;
    }
    steps_.reserve(count);  // parameters are pointed to
    for (std::size_t i = 0; i < count; ++i) {
        Step& step = steps_.emplace_back();
        if (!step.read(PyTuple_GET_ITEM(list.get(), static_cast<Py_ssize_t>(i)))) {
            return false;
        }
        const auto is_earlier = [i](std::size_t other) { return other < i; };
        const bool in_order =
            std::all_of(step.needs().begin(), step.needs().end(), is_earlier) &&
            (step.same_as() == Step::none || is_earlier(step.same_as())) &&
            std::all_of(step.arguments().begin(), step.arguments().end(), [&](const Argument& argument) {
                return argument.from != Argument::From::step || is_earlier(argument.index);
            });
        if (!in_order) {
            PyErr_SetString(PyExc_ValueError, "a step needs one that comes after it");
            return false;
        }
    }
    return true;
}

bool Plan::read_body(PyObject* body) {
    if (body == Py_None) {
        return true;
    }
    const schema::Declaration declared(body);
    const std::string kind = declared.text("kind");
    strict_content_type_ = declared.flag("strict_content_type");
    refuses_duplicate_keys_ = declared.text("duplicate_keys") == "error";
    if (PyErr_Occurred() != nullptr) {
        return false;
    }
    if (kind != "json" && kind != "form") {
        PyErr_Format(PyExc_ValueError, "Body.kind must be 'json' or 'form', not '%s'", kind.c_str());
        return false;
    }
    body_ = kind == "json" ? Body::json : Body::form;
    return true;
}

void Plan::find_shortcuts() {
    std::size_t body_parameters = 0;
    bool runs_code = false;
    for (const Step& step : steps_) {
        for (const Parameter& parameter : step.parameters()) {
            runs_code = runs_code || parameter.runs_code();
            if (parameter.source() == Source::body) {
                ++body_parameters;
                whole_body_ = parameter.is_whole() ? &parameter : nullptr;
            }
        }
    }
    if (body_parameters != 1) {
        whole_body_ = nullptr;
    }
    const Step& handler = steps_.back();
    is_one_pooled_call_ = steps_.size() == 1 && handler.run() == Step::Run::pool_call &&
                          body_ == Body::none && !runs_code && !handler.wants(Argument::From::response) &&
                          !handler.wants(Argument::From::background);
}

bool Plan::resolve(const route::Router& router, std::uint32_t route) {
    const auto names = router.parameters_of(route);
    const auto converters = router.converters_of(route);
    for (std::size_t i = 0; i < names.size(); ++i) {
        PathParameter& parameter = path_parameters_.emplace_back();
        parameter.name = Object::steal(PyUnicode_InternFromString(names[i].c_str()));
        parameter.type = type_of(converters[i]);
        if (PyErr_Occurred() != nullptr) {
            return false;
        }
    }
    const std::vector<std::string> path_names(names.begin(), names.end());
    return std::all_of(steps_.begin(), steps_.end(), [&](Step& step) { return step.resolve(path_names); });
}

Object Plan::path_parameters(const server::Exchange& exchange) const {
    Object values = Object::steal(PyDict_New());
    for (std::size_t i = 0; i < path_parameters_.size(); ++i) {
        const PathParameter& parameter = path_parameters_[i];
        const Object text = utf8_lossy(exchange.match().values[i]);
        const Object value = text && parameter.type.get() != Py_None
                                 ? Object::steal(PyObject_CallOneArg(parameter.type.get(), text.get()))
                                 : text;
        if (!values || !value || PyDict_SetItem(values.get(), parameter.name.get(), value.get()) < 0) {
            return {};
        }
    }
    return values;
}

int Plan::traverse(visitproc visit, void* arg) const {
    for (const Object* member : {&declaration_, &app_}) {
        if (const int stop = member->traverse(visit, arg); stop != 0) {
            return stop;
        }
    }
    for (const Step& step : steps_) {
        if (const int stop = step.traverse(visit, arg); stop != 0) {
            return stop;
        }
    }
    return answer_.traverse(visit, arg);
}

void Plan::clear() noexcept {
    declaration_.reset();
    app_.reset();
    for (Step& step : steps_) {
        step.clear();
    }
    answer_.clear();
}

}  // namespace fasterapi::python
