// Objects that are taken as they are: of a class, a class, a function; or unseen.
#include "module_state.h"
#include "schema/any.h"
#include "schema/builder.h"

namespace fasterapi::python::schema {

namespace {

/// Values that nobody has converted to the type `inner`: they are written as that where they are of it, and
/// as what they are where they are not.
[[nodiscard]] bool write_as(const Node& inner, PyObject* value, Writing& writing) {
    const std::size_t before = writing.out.size();
    const int depth = writing.depth;
    if (inner.suits(value) != Node::Suits::no) {
        if (inner.write(value, writing)) {
            return true;
        }
        if (PyErr_ExceptionMatches(PyExc_TypeError) == 0) {
            return false;
        }
        PyErr_Clear();
        writing.out.truncate(before);
        writing.depth = depth;
    }
    return write_any(value, writing);
}

[[nodiscard]] Object dump_as(const Node& inner, PyObject* value, Dumping& dumping) {
    return inner.suits(value) == Node::Suits::no ? dump_any(value, dumping) : inner.dump(value, dumping);
}

/// What a function of Python's says of an object; JSON is what `inner` takes, if there is one.
class CheckNode final : public Node {
public:
    [[nodiscard]] bool build(const Declaration& declaration, Builder& builder) {
        const std::string asks = declaration.text("asks");
        asks_ = asks == "instance" ? Asks::instance : asks == "subclass" ? Asks::subclass : Asks::callable;
        cls_ = declaration.object("cls");
        error_ = declaration.text("error");
        message_ = declaration.text("message");
        shown_ = declaration.object("shown");
        method_ = declaration.text("method");
        const Object inner = declaration.object("inner");
        if (inner && inner.get() != Py_None) {
            inner_ = builder.build(inner);
        }
        return PyErr_Occurred() == nullptr;
    }

    [[nodiscard]] Object read(Reading& reading) const override {
        return inner_ ? inner_->read(reading) : Object();
    }

    [[nodiscard]] Object validate(PyObject* input, Validation& validation,
                                  const Location* where) const override {
        if (validation.mode() == Mode::json && inner_) {
            return inner_->validate(input, validation, where);
        }
        if (validation.mode() == Mode::json && !method_.empty()) {
            const Object message = Object::steal(PyUnicode_FromFormat(
                "Cannot check `%s` when validating from json, use a JsonOrPython validator instead",
                method_.c_str()));
            const Object context =
                message ? Object::steal(Py_BuildValue("{s:s}", "method_name", method_.c_str())) : Object();
            return context ? validation.fail("needs_python_object", message, context, input, where)
                           : Object();
        }
        const int is_one = answer(input);
        return is_one < 0 ? Object() : is_one > 0 ? Object::borrow(input) : refuse(input, validation, where);
    }

    [[nodiscard]] Suits suits(PyObject* value) const override {
        const int is_one = answer(value);
        if (is_one < 0) {
            PyErr_Clear();  // a class that nothing can be told about
            return Suits::perhaps;
        }
        return is_one > 0 ? Suits::yes : Suits::no;
    }
    [[nodiscard]] bool write(PyObject* value, Writing& writing) const override {
        return inner_ ? write_as(*inner_, value, writing) : write_any(value, writing);
    }
    [[nodiscard]] Object dump(PyObject* value, Dumping& dumping) const override {
        return inner_ ? dump_as(*inner_, value, dumping) : dump_any(value, dumping);
    }

    int traverse(visitproc visit, void* arg) const override {
        for (const Object* member : {&cls_, &shown_}) {
            if (const int stop = member->traverse(visit, arg); stop != 0) {
                return stop;
            }
        }
        return inner_ ? inner_->traverse(visit, arg) : 0;
    }
    void clear() noexcept override {
        cls_.reset();
        shown_.reset();
        if (inner_) {
            inner_->clear();
        }
    }

private:
    enum class Asks : std::uint8_t { instance, subclass, callable };

    /// @return -1 with what the class raised.
    [[nodiscard]] int answer(PyObject* value) const {
        switch (asks_) {
            case Asks::callable: return PyCallable_Check(value);
            case Asks::instance: return PyObject_IsInstance(value, cls_.get());
            case Asks::subclass: break;
        }
        return PyType_Check(value) != 0 ? PyObject_IsSubclass(value, cls_.get()) : 0;
    }

    Object refuse(PyObject* input, Validation& validation, const Location* where) const {
        if (shown_.get() == Py_None) {
            return validation.fail(error_.c_str(), message_.c_str(), input, where);
        }
        const Object message = Object::steal(PyUnicode_FromString(message_.c_str()));
        const Object context =
            message ? Object::steal(Py_BuildValue("{s:O}", "class", shown_.get())) : Object();
        return context ? validation.fail(error_.c_str(), message, context, input, where) : Object();
    }

    Asks asks_ = Asks::instance;
    Object cls_;
    std::string error_;
    std::string message_;
    Object shown_;
    std::string method_;
    NodePtr inner_;
};

/// Whatever comes, written as what `inner` takes.
class UncheckedNode final : public Node {
public:
    explicit UncheckedNode(NodePtr inner) : inner_(std::move(inner)) {}

    [[nodiscard]] Object read(Reading& reading) const override {
        return decode_json(reading.reader, reading.names);
    }
    [[nodiscard]] Object validate(PyObject* input, Validation& validation,
                                  const Location* /*where*/) const override {
        validation.lower_exactness(Exactness::strict);  // any other type is nearer
        return Object::borrow(input);
    }
    [[nodiscard]] Taking taking(JsonKind /*kind*/) const override { return Taking::strict; }
    [[nodiscard]] Suits suits(PyObject* /*value*/) const override { return Suits::yes; }
    [[nodiscard]] bool write(PyObject* value, Writing& writing) const override {
        return write_as(*inner_, value, writing);
    }
    [[nodiscard]] Object dump(PyObject* value, Dumping& dumping) const override {
        return dump_as(*inner_, value, dumping);
    }

    int traverse(visitproc visit, void* arg) const override { return inner_->traverse(visit, arg); }
    void clear() noexcept override { inner_->clear(); }

private:
    NodePtr inner_;
};

}  // namespace

NodePtr make_check(const Declaration& declaration, Builder& builder) {
    auto node = std::make_unique<CheckNode>();
    return node->build(declaration, builder) ? std::move(node) : nullptr;
}

NodePtr make_unchecked(const Declaration& declaration, Builder& builder) {
    NodePtr inner = builder.build(declaration.object("inner"));
    return inner ? std::make_unique<UncheckedNode>(std::move(inner)) : nullptr;
}

}  // namespace fasterapi::python::schema
