// Classes of other libraries, which validate and write their values themselves.
#include <array>

#include "module_state.h"
#include "schema/builder.h"

namespace fasterapi::python::schema {

namespace {

Object as_object(std::optional<bool> value) {
    return Object::borrow(!value ? Py_None : *value ? Py_True : Py_False);
}

PyObject* or_none(PyObject* object) {
    return object != nullptr ? object : Py_None;
}

PyObject* truth(bool value) {
    return value ? Py_True : Py_False;
}

class ForeignNode final : public Node {
public:
    [[nodiscard]] bool build(const Declaration& declaration, Builder& builder) {
        strict_ = declaration.optional_flag("strict");
        const Object owner = declaration.object("owner");
        if (!owner) {
            return false;
        }
        classes_ = Object::steal(PyObject_GetAttrString(owner.get(), "classes"));
        validate_ = Object::steal(PyObject_GetAttrString(owner.get(), "validate"));
        write_ = Object::steal(PyObject_GetAttrString(owner.get(), "write"));
        dump_ = Object::steal(PyObject_GetAttrString(owner.get(), "dump"));
        builder.note_code();
        return classes_ && validate_ && write_ && dump_;
    }

    /// Its validators must not run twice for one input, and validate() would run them again.
    [[nodiscard]] Object read(Reading& /*reading*/) const override { return {}; }

    [[nodiscard]] Object validate(PyObject* input, Validation& validation,
                                  const Location* where) const override {
        const Asked& asked = validation.asked();
        const Object strict = as_object(asked.strict ? asked.strict : strict_);
        const Object from_attributes = as_object(asked.from_attributes);
        const Object by_alias = as_object(asked.by_alias);
        const Object by_name = as_object(asked.by_name);
        const std::array<PyObject*, 6> arguments{input,          truth(validation.mode() == Mode::json),
                                                 strict.get(),   from_attributes.get(),
                                                 by_alias.get(), by_name.get()};
        Object value =
            Object::steal(PyObject_Vectorcall(validate_.get(), arguments.data(), arguments.size(), nullptr));
        if (!value) {
            return validation.fail_raised(input, where);
        }
        if (value.get() != input) {
            validation.lower_exactness(Exactness::strict);  // how far it went only the library knows
        }
        return value;
    }

    [[nodiscard]] Suits suits(PyObject* value) const override {
        if (PyTuple_GET_SIZE(classes_.get()) == 0) {
            return Suits::perhaps;
        }
        const int is_one = PyObject_IsInstance(value, classes_.get());
        if (is_one < 0) {
            PyErr_Clear();  // a class that nothing can be told about
            return Suits::perhaps;
        }
        return is_one == 1 ? Suits::yes : Suits::no;
    }

    [[nodiscard]] bool write(PyObject* value, Writing& writing) const override {
        const Object text = called(write_, value, writing);
        if (!text) {
            return false;
        }
        if (PyBytes_Check(text.get()) == 0) {
            PyErr_Format(PyExc_TypeError, "JSON is expected as bytes, not %.100s",
                         Py_TYPE(text.get())->tp_name);
            return false;
        }
        writing.out.append(view_of_bytes(text.get()));
        return true;
    }

    [[nodiscard]] Object dump(PyObject* value, Dumping& dumping) const override {
        return called(dump_, value, dumping);
    }

    int traverse(visitproc visit, void* arg) const override {
        for (const Object* member : {&classes_, &validate_, &write_, &dump_}) {
            if (const int stop = member->traverse(visit, arg); stop != 0) {
                return stop;
            }
        }
        return 0;
    }
    void clear() noexcept override {
        for (Object* member : {&classes_, &validate_, &write_, &dump_}) {
            member->reset();
        }
    }

private:
    [[nodiscard]] static Object called(const Object& function, PyObject* value, const Choice& choice) {
        const Object by_alias = as_object(choice.by_alias);
        const std::array<PyObject*, 7> arguments{value,
                                                 or_none(choice.include),
                                                 or_none(choice.exclude),
                                                 by_alias.get(),
                                                 truth(choice.exclude_unset),
                                                 truth(choice.exclude_defaults),
                                                 truth(choice.exclude_none)};
        return Object::steal(
            PyObject_Vectorcall(function.get(), arguments.data(), arguments.size(), nullptr));
    }

    std::optional<bool> strict_;
    Object classes_;  ///< a tuple: what its values are instances of, as far as one knows
    Object validate_;
    Object write_;
    Object dump_;
};

}  // namespace

NodePtr make_foreign(const Declaration& declaration, Builder& builder) {
    auto node = std::make_unique<ForeignNode>();
    return node->build(declaration, builder) ? std::move(node) : nullptr;
}

}  // namespace fasterapi::python::schema
