#include "schema/serializer.h"

#include <array>
#include <optional>
#include <utility>

#include "module_state.h"

namespace fasterapi::python::schema {

namespace {

/// What a function around the usual way of writing calls to have that done, as long as the function runs.
struct Handling {
    const Node* inner;
    Choice* choice;
    ModuleState* state;
    bool is_json;
};

constexpr const char* capsule_name = "fasterapi.Serializing";

Object as_json(const Handling& handling, PyObject* value) {
    ByteBuffer out;
    Writing writing{*handling.choice, out};
    if (!handling.inner->write(value, writing)) {
        return {};
    }
    json::Reader reader(out.view());
    return decode_json(reader, handling.state->names_seen);
}

PyObject* handle(PyObject* capsule, PyObject* const* arguments, Py_ssize_t count) {
    if (PyCapsule_GetContext(capsule) == nullptr) {
        PyErr_SetString(PyExc_RuntimeError,
                        "a handler works only while the function runs that it was given to");
        return nullptr;
    }
    if (count < 1 || count > 2) {
        PyErr_SetString(PyExc_TypeError, "a handler takes a value and, if need be, its place");
        return nullptr;
    }
    const auto* handling = static_cast<Handling*>(PyCapsule_GetPointer(capsule, capsule_name));
    if (handling->is_json) {
        return as_json(*handling, arguments[0]).release();
    }
    Dumping dumping{*handling->choice};
    return handling->inner->dump(arguments[0], dumping).release();
}

// CPython keeps a pointer to it and writes nothing.
PyMethodDef handle_definition{"handler", reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(handle)),
                              METH_FASTCALL, nullptr};

/// The callable, which works as long as this lives.
class Handler {
public:
    explicit Handler(Handling handling) : handling_(handling) {
        capsule_ = Object::steal(PyCapsule_New(&handling_, capsule_name, nullptr));
        if (capsule_ && PyCapsule_SetContext(capsule_.get(), &handling_) == 0) {
            function_ = Object::steal(PyCFunction_New(&handle_definition, capsule_.get()));
        }
    }
    ~Handler() {
        if (capsule_) {
            PyCapsule_SetContext(capsule_.get(), nullptr);
        }
    }
    Handler(const Handler&) = delete;
    Handler& operator=(const Handler&) = delete;

    [[nodiscard]] PyObject* function() const noexcept { return function_.get(); }

private:
    Handling handling_;
    Object capsule_;
    Object function_;
};

/// What a function made is written as it is: it knows what was to be included.
class WithoutSelection {
public:
    explicit WithoutSelection(Choice& choice) noexcept
        : choice_(choice),
          include_(std::exchange(choice.include, nullptr)),
          exclude_(std::exchange(choice.exclude, nullptr)) {}
    ~WithoutSelection() {
        choice_.include = include_;
        choice_.exclude = exclude_;
    }
    WithoutSelection(const WithoutSelection&) = delete;
    WithoutSelection& operator=(const WithoutSelection&) = delete;

private:
    Choice& choice_;
    PyObject* include_;
    PyObject* exclude_;
};

PyObject* or_none(PyObject* object) {
    return object != nullptr ? object : Py_None;
}

PyObject* truth(bool value) {
    return value ? Py_True : Py_False;
}

}  // namespace

bool Serializer::read(const Declaration& declaration, Builder& builder) {
    state_ = &builder.state();
    function_ = declaration.object("function");
    info_type_ = declaration.object("info");
    takes_owner_ = declaration.flag("takes_owner");
    wraps_ = declaration.flag("wraps");
    only_json_ = declaration.flag("only_json");
    unless_none_ = declaration.flag("unless_none");
    result_ = builder.build(declaration.object("result"));
    if (info_type_.get() == Py_None) {
        info_type_.reset();
    }
    return result_ && PyErr_Occurred() == nullptr;
}

bool Serializer::write(const Value& value, const Node& inner, Writing& writing) const {
    if (!is_meant_for(value.value, true)) {
        return inner.write(value.value, writing);
    }
    const Object made = called(value, inner, writing, true);
    const WithoutSelection all(writing);
    return made && result_->write(made.get(), writing);
}

Object Serializer::dump(const Value& value, const Node& inner, Dumping& dumping) const {
    if (!is_meant_for(value.value, false)) {
        return inner.dump(value.value, dumping);
    }
    const Object made = called(value, inner, dumping, false);
    const WithoutSelection all(dumping);
    return made ? result_->dump(made.get(), dumping) : Object();
}

Object Serializer::called(const Value& value, const Node& inner, Choice& choice, bool is_json) const {
    std::array<PyObject*, 4> arguments{};
    std::size_t count = 0;
    std::optional<Handler> handler;
    if (value.owner != nullptr && takes_owner_) {
        arguments[count++] = value.owner;
    }
    arguments[count++] = value.value;
    if (wraps_) {
        handler.emplace(Handling{.inner = &inner, .choice = &choice, .state = state_, .is_json = is_json});
        if (handler->function() == nullptr) {
            return {};
        }
        arguments[count++] = handler->function();
    }
    const Object told = info_type_ ? info(value, choice, is_json) : Object();
    if (info_type_) {
        if (!told) {
            return {};
        }
        arguments[count++] = told.get();
    }
    return Object::steal(PyObject_Vectorcall(function_.get(), arguments.data(), count, nullptr));
}

Object Serializer::info(const Value& value, const Choice& choice, bool is_json) const {
    PyObject* by_alias = choice.by_alias ? truth(*choice.by_alias) : Py_None;
    return Object::steal(PyObject_CallFunction(info_type_.get(), "sOOOOOOO", is_json ? "json" : "python",
                                               or_none(choice.include), or_none(choice.exclude), by_alias,
                                               truth(choice.exclude_unset), truth(choice.exclude_defaults),
                                               truth(choice.exclude_none), or_none(value.field_name)));
}

int Serializer::traverse(visitproc visit, void* arg) const {
    for (const Object* member : {&function_, &info_type_}) {
        if (const int stop = member->traverse(visit, arg); stop != 0) {
            return stop;
        }
    }
    return result_ ? result_->traverse(visit, arg) : 0;
}

void Serializer::clear() noexcept {
    function_.reset();
    info_type_.reset();
    if (result_) {
        result_->clear();
    }
}

}  // namespace fasterapi::python::schema
