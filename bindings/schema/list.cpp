#include "schema/items.h"
#include "schema/length.h"

namespace fasterapi::python::schema {

namespace {

/// list of items of one type.
class ListNode final : public Node {
public:
    ListNode(const Declaration& declaration, Builder& builder)
        : strict_(declaration.optional_flag("strict")),
          length_(declaration, "List"),
          fail_fast_(declaration.flag("fail_fast")),
          item_(builder.build(declaration.object("item"))),
          takes_any_(Declaration(declaration.object("item").get()).text("kind") == "any") {}

    [[nodiscard]] Object read(Reading& reading) const override {
        Object list = read_items(*item_, reading);
        return list && length_.allow(PyList_GET_SIZE(list.get())) ? list : Object();
    }

    [[nodiscard]] Object validate(PyObject* input, Validation& validation,
                                  const Location* where) const override {
        const Object items = taken(input, validation);
        if (!items) {
            return PyErr_Occurred() != nullptr
                       ? Object()
                       : validation.fail("list_type",
                                         validation.in_words_of("Input should be a valid list",
                                                                "Input should be a valid array"),
                                         input, where);
        }
        const Py_ssize_t count = PySequence_Fast_GET_SIZE(items.get());
        if (!length_.check_items(count, input, validation, where)) {
            return {};
        }
        // Of whatever they are, items are not looked at: none of them lowers how well the list fits.
        Object list = takes_any_ ? Object::steal(PySequence_List(items.get()))
                                 : validate_items(*item_, items.get(), validation, where, fail_fast_);
        return list && length_.check_least(count, input, validation, where) ? list : Object();
    }

    [[nodiscard]] Taking taking(JsonKind kind) const override {
        return kind == JsonKind::array ? Taking::exact : Taking::never;
    }
    [[nodiscard]] Suits suits(PyObject* value) const override {
        return PyList_Check(value) != 0 ? Suits::yes : Suits::no;
    }

    [[nodiscard]] bool write(PyObject* value, Writing& writing) const override {
        if (PyList_Check(value) == 0 && PyTuple_Check(value) == 0) {
            PyErr_Format(PyExc_TypeError, "a list is expected, not %.100s", Py_TYPE(value)->tp_name);
            return false;
        }
        return write_items(*item_, value, writing);
    }
    [[nodiscard]] bool write_validates() const noexcept override {
        return length_.empty() && item_->write_validates();
    }

    [[nodiscard]] Object dump(PyObject* value, Dumping& dumping) const override {
        if (PyList_Check(value) == 0 && PyTuple_Check(value) == 0) {
            return Object::borrow(value);
        }
        return dump_items(*item_, value, dumping);
    }

    int traverse(visitproc visit, void* arg) const override {
        return item_ ? item_->traverse(visit, arg) : 0;
    }
    void clear() noexcept override {
        if (item_) {
            item_->clear();
        }
    }

private:
    [[nodiscard]] Object taken(PyObject* input, Validation& validation) const {
        if (PyList_Check(input) != 0) {
            return Object::borrow(input);
        }
        const bool lax = !validation.is_strict(strict_) && validation.mode() == Mode::python;
        validation.lower_exactness(Exactness::lax);
        return lax ? items_of(input) : Object();
    }

    std::optional<bool> strict_;
    LengthBounds length_;
    bool fail_fast_;
    NodePtr item_;
    bool takes_any_;
};

}  // namespace

NodePtr make_list(const Declaration& declaration, Builder& builder) {
    return std::make_unique<ListNode>(declaration, builder);
}

}  // namespace fasterapi::python::schema
