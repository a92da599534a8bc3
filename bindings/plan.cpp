#include "plan.h"

#include <array>
#include <charconv>

#include "engine.h"
#include "json_encoder.h"
#include "module_state.h"
#include "pool.h"
#include "response.h"

namespace fasterapi::python {

namespace {

// Handlers of real services take a handful of arguments; more are passed by way of the heap.
constexpr std::size_t arguments_in_place = 16;

bool read_text(PyObject* object, std::string& into) {
    Py_ssize_t size = 0;
    const char* text = PyUnicode_AsUTF8AndSize(object, &size);
    if (text == nullptr) {
        return false;
    }
    into.assign(text, static_cast<std::size_t>(size));
    return true;
}

Object attribute(PyObject* object, const char* name) {
    return Object::steal(PyObject_GetAttrString(object, name));
}

Object sequence(PyObject* object, const char* name) {
    const Object value = attribute(object, name);
    return value ? Object::steal(PySequence_Tuple(value.get())) : Object();
}

constexpr std::string_view name_of(route::Converter converter) noexcept {
    switch (converter) {
        case route::Converter::integer: return "int";
        case route::Converter::number: return "float";
        case route::Converter::uuid: return "uuid";
        case route::Converter::path: return "path";
        case route::Converter::text: break;
    }
    return "str";
}

/// Decimal digits with an optional minus sign that fit a machine word: what nearly every client sends.
Object plain_integer(std::string_view text) {
    long long value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool plain = error == std::errc() && end == text.data() + text.size();
    return plain ? Object::steal(PyLong_FromLongLong(value)) : Object();
}

}  // namespace

bool Plan::set_kind(Value& value, Object kind) {
    std::string name;
    if (!read_text(kind.get(), name)) {
        return false;
    }
    value.kind = std::move(kind);
    value.is_text = name == "str" || name == "path";
    value.is_integer = name == "int";
    return true;
}

bool Plan::read(const ModuleState& state, PyObject* declaration) {
    declaration_ = Object::borrow(declaration);
    call_ = attribute(declaration, "call");
    response_class_ = attribute(declaration, "response_class");
    const Object pattern = attribute(declaration, "pattern");
    const Object run = attribute(declaration, "run");
    const Object status = attribute(declaration, "status_code");
    const Object methods = sequence(declaration, "methods");
    const Object arguments = sequence(declaration, "arguments");
    if (!call_ || !response_class_ || !pattern || !run || !status || !methods || !arguments) {
        return false;
    }
    std::string kind;
    if (!read_text(pattern.get(), pattern_) || !read_text(run.get(), kind)) {
        return false;
    }
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(methods.get()); ++i) {
        if (!read_text(PyTuple_GET_ITEM(methods.get(), i), methods_.emplace_back())) {
            return false;
        }
    }
    status_ = static_cast<int>(PyLong_AsLong(status.get()));
    if (PyErr_Occurred() != nullptr) {
        return false;
    }
    if (status_ < 200 || status_ > 599) {
        PyErr_Format(PyExc_ValueError, "Plan.status_code must be a final status, 200 to 599, not %d",
                     status_);
        return false;
    }
    if (kind == "async") {
        kind_ = Kind::async_call;
    } else if (kind == "inline") {
        kind_ = Kind::inline_call;
    } else if (kind == "pool") {
        kind_ = Kind::pool_call;
    } else {
        PyErr_Format(PyExc_ValueError, "Plan.run must be 'async', 'inline' or 'pool', not '%s'",
                     kind.c_str());
        return false;
    }

    const auto count = static_cast<std::size_t>(PyTuple_GET_SIZE(arguments.get()));
    Object keywords = Object::steal(PyTuple_New(static_cast<Py_ssize_t>(count)));
    for (std::size_t i = 0; keywords && i < count; ++i) {
        const char* name = nullptr;
        const char* source = nullptr;
        PyObject* value_kind = nullptr;
        PyObject* entry = PyTuple_GET_ITEM(arguments.get(), static_cast<Py_ssize_t>(i));
        if (PyArg_ParseTuple(entry, "ssU;Plan.arguments holds (name, source, kind)", &name, &source,
                             &value_kind) == 0) {
            return false;
        }
        Value value;
        value.name = Object::steal(PyUnicode_InternFromString(name));
        value.source = std::string_view(source) == "request" ? Source::request : Source::path;
        wants_request_ = wants_request_ || value.source == Source::request;
        if (!value.name || !set_kind(value, Object::borrow(value_kind))) {
            return false;
        }
        PyTuple_SET_ITEM(keywords.get(), static_cast<Py_ssize_t>(i), value.name.new_ref());
        arguments_.push_back(std::move(value));
    }
    if (!keywords) {
        return false;
    }
    keywords_ = count == 0 ? Object() : std::move(keywords);

    switch (rendering_of(state, response_class_.get())) {
        case Rendering::json: encoding_ = Encoding::json; break;
        case Rendering::text: encoding_ = Encoding::text; break;
        case Rendering::own: encoding_ = Encoding::response_class; break;
    }
    return content_type_of_class(state, response_class_.get(), content_type_);
}

bool Plan::resolve(const route::Router& router, std::uint32_t route) {
    const auto names = router.parameters_of(route);
    const auto converters = router.converters_of(route);
    for (std::size_t i = 0; i < names.size(); ++i) {
        Value value;
        value.index = i;
        value.name = Object::steal(PyUnicode_InternFromString(names[i].c_str()));
        const std::string_view kind = name_of(converters[i]);
        Object kind_name =
            Object::steal(PyUnicode_FromStringAndSize(kind.data(), static_cast<Py_ssize_t>(kind.size())));
        if (!value.name || !kind_name || !set_kind(value, std::move(kind_name))) {
            return false;
        }
        path_parameters_.push_back(std::move(value));
    }
    for (Value& argument : arguments_) {
        if (argument.source == Source::request) {
            continue;
        }
        bool found = false;
        for (const Value& parameter : path_parameters_) {
            if (PyUnicode_Compare(parameter.name.get(), argument.name.get()) == 0) {
                argument.index = parameter.index;
                found = true;
            }
        }
        if (!found) {
            PyErr_Format(PyExc_ValueError, "the path '%s' has no parameter '%U'", pattern_.c_str(),
                         argument.name.get());
            return false;
        }
    }
    return true;
}

Object Plan::convert(const Engine& engine, const Value& value, std::string_view text) {
    if (value.is_text) {
        return utf8_lossy(text);
    }
    if (value.is_integer) {
        if (Object plain = plain_integer(text); plain) {
            return plain;
        }
    }
    const Object argument = utf8_lossy(text);
    return argument ? engine.convert(value.kind.get(), value.name.get(), argument.get()) : Object();
}

Object Plan::value_of(const Engine& engine, const Value& value, const server::Exchange& exchange,
                      PyObject* request) {
    return value.source == Source::request ? Object::borrow(request)
                                           : convert(engine, value, exchange.match().values[value.index]);
}

Object Plan::call(const Engine& engine, const server::Exchange& exchange, PyObject* request) const {
    if (arguments_.empty()) {
        return Object::steal(vectorcall(nullptr));
    }
    if (arguments_.size() > arguments_in_place) {
        std::vector<Object> arguments;
        return bind(engine, exchange, request, arguments) ? call_with(arguments) : Object();
    }
    std::array<PyObject*, arguments_in_place> stack{};
    std::size_t bound = 0;
    for (const Value& argument : arguments_) {
        stack[bound] = value_of(engine, argument, exchange, request).release();
        if (stack[bound] == nullptr) {
            break;
        }
        ++bound;
    }
    Object result;
    if (bound == arguments_.size()) {
        result = Object::steal(vectorcall(stack.data()));
    }
    while (bound > 0) {
        Py_DECREF(stack[--bound]);
    }
    return result;
}

bool Plan::bind(const Engine& engine, const server::Exchange& exchange, PyObject* request,
                std::vector<Object>& arguments) const {
    for (const Value& argument : arguments_) {
        Object value = value_of(engine, argument, exchange, request);
        if (!value) {
            return false;
        }
        arguments.push_back(std::move(value));
    }
    return true;
}

Object Plan::call_with(const std::vector<Object>& arguments) const {
    std::vector<PyObject*> stack;
    stack.reserve(arguments.size());
    for (const Object& argument : arguments) {
        stack.push_back(argument.get());
    }
    return Object::steal(vectorcall(stack.data()));
}

PyObject* Plan::vectorcall(PyObject* const* arguments) const {
    PyObject* const callable = call_.get();
    if (PyFunction_Check(callable)) [[likely]] {
        return reinterpret_cast<PyFunctionObject*>(callable)->vectorcall(callable, arguments, 0,
                                                                         keywords_.get());
    }
    return PyObject_Vectorcall(callable, arguments, 0, keywords_.get());
}

Object Plan::path_parameters(const Engine& engine, const server::Exchange& exchange) const {
    Object values = Object::steal(PyDict_New());
    for (const Value& parameter : path_parameters_) {
        const Object value = value_of(engine, parameter, exchange, nullptr);
        if (!values || !value || PyDict_SetItem(values.get(), parameter.name.get(), value.get()) < 0) {
            return {};
        }
    }
    return values;
}

bool Plan::answer(Engine& engine, server::Exchange& exchange, PyObject* result) const {
    if (is_instance_of_heap_type(result, engine.state().response_type.get())) {
        return send_response(engine, exchange, result);
    }
    if (encoding_ == Encoding::response_class) {
        const Object response =
            Object::steal(PyObject_CallFunction(response_class_.get(), "Oi", result, status_));
        return response && send_response(engine, exchange, response.get());
    }
    const server::ResponseHead head{.status = status_, .content_type = content_type_, .fields = {}};
    if (encoding_ == Encoding::text && PyBytes_CheckExact(result)) {
        exchange.respond(head, view_of_bytes(result));
        return true;
    }
    ByteBuffer& content = engine.scratch();
    content.clear();
    if (encoding_ == Encoding::json ? !encode_json(result, content) : !render_text(result, content)) {
        return false;
    }
    exchange.respond(head, content.view());
    return true;
}

int Plan::traverse(visitproc visit, void* arg) const {
    for (const Object* member : {&declaration_, &call_, &response_class_}) {
        if (const int stop = member->traverse(visit, arg); stop != 0) {
            return stop;
        }
    }
    return 0;
}

void Plan::clear() noexcept {
    for (Object* member : {&declaration_, &call_, &response_class_}) {
        member->reset();
    }
}

void PlanEndpoint::serve(server::Exchange& exchange) {
    if (plan_.kind() == Plan::Kind::pool_call) {
        engine_.pool().submit(exchange, plan_);
        return;
    }
    Run* run = engine_.tasks().current();
    if (run == nullptr) {
        engine_.answer_error(exchange, take_exception(), Py_None);
        return;
    }
    engine_.watch_step(plan_, [&] { run->serve(exchange, plan_); });
    engine_.tasks().settle(*run);
}

}  // namespace fasterapi::python
