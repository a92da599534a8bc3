#include "schema/items.h"
#include "schema/length.h"

namespace fasterapi::python::schema {

namespace {

/// Sequence of items of one type: a list, tuple or whatever else comes, which stays what it is.
class SequenceNode final : public Node {
public:
    explicit SequenceNode(const Declaration& declaration) : length_(declaration, "Value") {}
    [[nodiscard]] bool build(const Declaration& declaration, Builder& builder) {
        cls_ = declaration.object("cls");
        strict_ = declaration.optional_flag("strict");
        item_ = builder.build(declaration.object("item"));
        takes_any_ = item_ && Declaration(declaration.object("item").get()).text("kind") == "any";
        return item_ && PyErr_Occurred() == nullptr;
    }

    [[nodiscard]] Object read(Reading& reading) const override {
        Object list = read_items(*item_, reading);
        return list && length_.allow(PyList_GET_SIZE(list.get())) ? list : Object();
    }

    [[nodiscard]] Object validate(PyObject* input, Validation& validation,
                                  const Location* where) const override {
        Object value = validation.mode() == Mode::json ? listed(input, validation, where)
                                                       : alike(input, validation, where);
        const Py_ssize_t count = value ? PyObject_Size(value.get()) : -1;
        const bool is_right = count >= 0 && length_.check_most(count, input, validation, where) &&
                              length_.check_least(count, input, validation, where);
        return is_right ? value : Object();
    }

    [[nodiscard]] Taking taking(JsonKind kind) const override {
        return kind == JsonKind::array ? Taking::exact : Taking::never;
    }
    [[nodiscard]] Suits suits(PyObject* value) const override {
        const int is = PyObject_IsInstance(value, cls_.get());
        PyErr_Clear();
        return is == 1 ? Suits::yes : Suits::no;
    }

    [[nodiscard]] bool write(PyObject* value, Writing& writing) const override {
        if (takes_any_ && is_text(value)) {
            return item_->write(value, writing);
        }
        if (suits(value) == Suits::no || is_text(value)) {
            PyErr_Format(PyExc_TypeError, "a Sequence is expected, not %.100s", Py_TYPE(value)->tp_name);
            return false;
        }
        const Object items = Object::steal(PySequence_Fast(value, ""));
        return items && write_items(*item_, items.get(), writing);
    }

    [[nodiscard]] Object dump(PyObject* value, Dumping& dumping) const override {
        if (suits(value) == Suits::no || is_text(value)) {
            return Object::borrow(value);
        }
        const Object items = Object::steal(PySequence_Fast(value, ""));
        Object list = items ? dump_items(*item_, items.get(), dumping) : Object();
        return list ? of_class(Py_TYPE(value), std::move(list)) : Object();
    }

    int traverse(visitproc visit, void* arg) const override {
        const int stop = cls_.traverse(visit, arg);
        return stop != 0 ? stop : item_->traverse(visit, arg);
    }
    void clear() noexcept override {
        cls_.reset();
        item_->clear();
    }

private:
    [[nodiscard]] static bool is_text(PyObject* value) noexcept {
        return PyUnicode_Check(value) != 0 || PyBytes_Check(value) != 0;
    }

    /// As a list takes it.
    [[nodiscard]] Object listed(PyObject* input, Validation& validation, const Location* where) const {
        Object items = Object::borrow(input);
        if (PyList_Check(input) == 0 && PyTuple_CheckExact(input) == 0) {
            validation.lower_exactness(Exactness::lax);
            const bool lax = !validation.is_strict(strict_) && validation.mode() == Mode::python;
            items = lax ? items_of(input) : Object();
        }
        if (!items) {
            return PyErr_Occurred() != nullptr
                       ? Object()
                       : validation.fail("list_type",
                                         validation.in_words_of("Input should be a valid list",
                                                                "Input should be a valid array"),
                                         input, where);
        }
        return takes_any_ ? Object::steal(PySequence_List(items.get()))
                          : validate_items(*item_, items.get(), validation, where);
    }

    [[nodiscard]] Object alike(PyObject* input, Validation& validation, const Location* where) const {
        const int is_sequence = PyObject_IsInstance(input, cls_.get());
        if (is_sequence <= 0) {
            return is_sequence < 0 ? Object() : fail_instance(input, validation, where);
        }
        if (takes_any_) {
            return Object::borrow(input);
        }
        if (is_text(input)) {
            return fail_text(input, validation, where);
        }
        Object list = listed(input, validation, where);
        return list ? of_class(Py_TYPE(input), std::move(list)) : Object();
    }

    /// A list as what the class makes of it; a range is left to be a list.
    [[nodiscard]] static Object of_class(PyTypeObject* type, Object list) {
        if (type == &PyList_Type || type == &PyRange_Type) {
            return list;
        }
        if (type == &PyTuple_Type) {
            return Object::steal(PyList_AsTuple(list.get()));
        }
        auto* cls = reinterpret_cast<PyObject*>(type);
        if (PyType_IsSubtype(type, &PyTuple_Type) != 0 && PyObject_HasAttrString(cls, "_fields") != 0) {
            const Object arguments = Object::steal(PyList_AsTuple(list.get()));
            return arguments ? Object::steal(PyObject_CallObject(cls, arguments.get())) : Object();
        }
        return Object::steal(PyObject_CallOneArg(cls, list.get()));
    }

    [[nodiscard]] static Object fail_instance(PyObject* input, Validation& validation,
                                              const Location* where) {
        const Object message = Object::steal(PyUnicode_FromString("Input should be an instance of Sequence"));
        const Object context =
            message ? Object::steal(Py_BuildValue("{s:s}", "class", "Sequence")) : Object();
        return context ? validation.fail("is_instance_of", message, context, input, where) : Object();
    }
    [[nodiscard]] static Object fail_text(PyObject* input, Validation& validation, const Location* where) {
        const char* name = PyUnicode_Check(input) != 0 ? "str" : "bytes";
        const Object message =
            Object::steal(PyUnicode_FromFormat("'%s' instances are not allowed as a Sequence value", name));
        const Object context = message ? Object::steal(Py_BuildValue("{s:s}", "type_name", name)) : Object();
        return context ? validation.fail("sequence_str", message, context, input, where) : Object();
    }

    Object cls_;  ///< collections.abc.Sequence
    std::optional<bool> strict_;
    LengthBounds length_;
    NodePtr item_;
    bool takes_any_ = false;
};

}  // namespace

NodePtr make_sequence(const Declaration& declaration, Builder& builder) {
    auto node = std::make_unique<SequenceNode>(declaration);
    return node->build(declaration, builder) ? std::move(node) : nullptr;
}

}  // namespace fasterapi::python::schema
