// Functions of the user's that validate: before a type does, after it, around it or in its place.
#include <array>

#include "module_state.h"
#include "schema/builder.h"
#include "schema/schema.h"

namespace fasterapi::python::schema {

namespace {

/// What a function around a type calls to have a value validated by it, as long as the function runs.
struct Handling {
    const Node* inner = nullptr;
    Validation* validation = nullptr;
};

constexpr const char* capsule_name = "fasterapi.Handling";

PyObject* handle(PyObject* capsule, PyObject* const* arguments, Py_ssize_t count) {
    auto* handling = static_cast<Handling*>(PyCapsule_GetPointer(capsule, capsule_name));
    if (handling == nullptr) {
        return nullptr;
    }
    if (handling->inner == nullptr || count < 1 || count > 2) {
        PyErr_SetString(handling->inner == nullptr ? PyExc_RuntimeError : PyExc_TypeError,
                        handling->inner == nullptr
                            ? "a handler works only while the function runs that it was given to"
                            : "a handler takes a value and, if need be, where in the input it stands");
        return nullptr;
    }
    const Location place{.outer = nullptr, .item = count == 2 ? arguments[1] : nullptr};
    Validation validation(*handling->validation, Validation::Inner());
    validation.give_instance(handling->validation->take_instance().get());  // whose caller keeps it alive
    Object value = handling->inner->validate(arguments[0], validation, count == 2 ? &place : nullptr);
    if (value) {
        static_cast<void>(handling->validation->exchange_fit(validation.exchange_fit({})));
    } else if (PyErr_Occurred() == nullptr) {
        raise_errors(validation.take_errors(), Object::steal(PyUnicode_FromString("value")));
    }
    return value.release();
}

PyMethodDef handle_definition{"handler", reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(handle)),
                              METH_FASTCALL, nullptr};

/// The callable, and its end.
class Handler {
public:
    Handler(const Node& inner, Validation& validation) : handling_{&inner, &validation} {
        capsule_ = Object::steal(PyCapsule_New(&handling_, capsule_name, nullptr));
        function_ = capsule_ ? Object::steal(PyCFunction_New(&handle_definition, capsule_.get())) : Object();
    }
    ~Handler() {
        static Handling over;  // never written to
        if (capsule_) {
            PyCapsule_SetPointer(capsule_.get(), &over);
        }
    }
    Handler(const Handler&) = delete;
    Handler& operator=(const Handler&) = delete;

    [[nodiscard]] const Object& function() const noexcept { return function_; }

private:
    Handling handling_;
    Object capsule_;
    Object function_;
};

class FunctionNode final : public Node {
public:
    [[nodiscard]] bool build(const Declaration& declaration, Builder& builder) {
        const std::string mode = declaration.text("mode");
        mode_ = mode == "before"  ? When::before
                : mode == "after" ? When::after
                : mode == "wrap"  ? When::wrap
                                  : When::plain;
        function_ = declaration.object("function");
        info_ = declaration.object("info");
        inner_ = builder.build(declaration.object("inner"));
        if (info_.get() == Py_None) {
            info_.reset();
        }
        builder.note_code();
        return inner_ && PyErr_Occurred() == nullptr;
    }

    /// A function must not run twice for one input, and validate() would run it again.
    [[nodiscard]] Object read(Reading& /*reading*/) const override { return {}; }

    [[nodiscard]] Object validate(PyObject* input, Validation& validation,
                                  const Location* where) const override {
        switch (mode_) {
            case When::plain: return called({input, nullptr}, input, validation, where);
            case When::before: {
                const Object value = called({input, nullptr}, input, validation, where);
                const Validation::OfObjects objects(validation);
                return value ? inner_->validate(value.get(), validation, where) : Object();
            }
            case When::after: {
                const Object value = inner_->validate(input, validation, where);
                return value ? called({value.get(), nullptr}, input, validation, where) : Object();
            }
            case When::wrap: break;
        }
        const Validation::OfObjects objects(validation);
        const Handler handler(*inner_, validation);
        return handler.function() ? called({input, handler.function().get()}, input, validation, where)
                                  : Object();
    }

    [[nodiscard]] Suits suits(PyObject* value) const override { return inner_->suits(value); }
    [[nodiscard]] const RecordNode* record() const noexcept override { return inner_->record(); }
    [[nodiscard]] bool write(PyObject* value, Writing& writing) const override {
        return inner_->write(value, writing);
    }
    [[nodiscard]] Object dump(PyObject* value, Dumping& dumping) const override {
        return inner_->dump(value, dumping);
    }

    int traverse(visitproc visit, void* arg) const override {
        for (const Object* member : {&function_, &info_}) {
            if (const int stop = member->traverse(visit, arg); stop != 0) {
                return stop;
            }
        }
        return inner_->traverse(visit, arg);
    }
    void clear() noexcept override {
        function_.reset();
        info_.reset();
        inner_->clear();
    }

private:
    enum class When : std::uint8_t { before, after, wrap, plain };

    /// @param arguments but for the info; the second is there for a function around a type.
    [[nodiscard]] Object called(std::array<PyObject*, 2> arguments, PyObject* input, Validation& validation,
                                const Location* where) const {
        const Object info = info_ ? made_info(validation) : Object();
        if (info_ && !info) {
            return {};
        }
        std::array<PyObject*, 3> all{arguments[0], arguments[1], nullptr};
        std::size_t count = arguments[1] == nullptr ? 1 : 2;
        if (info) {
            all[count++] = info.get();
        }
        Object value = Object::steal(PyObject_Vectorcall(function_.get(), all.data(), count, nullptr));
        return value ? value : validation.fail_raised(input, where);
    }

    [[nodiscard]] Object made_info(const Validation& validation) const {
        const Validation::Surroundings* around = validation.surroundings();
        const Object name = around != nullptr ? around->name() : Object::borrow(Py_None);
        const Object data = around != nullptr ? around->data() : Object::steal(PyDict_New());
        const Object mode =
            Object::steal(PyUnicode_FromString(validation.words() == Mode::json ? "json" : "python"));
        return name && data && mode ? Object::steal(PyObject_CallFunctionObjArgs(
                                          info_.get(), mode.get(), name.get(), data.get(), nullptr))
                                    : Object();
    }

    When mode_ = When::after;
    Object function_;
    Object info_;  ///< the class of what the function is told of the validation; empty: nothing
    NodePtr inner_;
};

}  // namespace

NodePtr make_function(const Declaration& declaration, Builder& builder) {
    auto node = std::make_unique<FunctionNode>();
    return node->build(declaration, builder) ? std::move(node) : nullptr;
}

}  // namespace fasterapi::python::schema
