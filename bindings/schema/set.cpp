#include "schema/items.h"
#include "schema/length.h"

namespace fasterapi::python::schema {

namespace {

/// set or frozenset of items of one type.
class SetNode final : public Node {
public:
    SetNode(const Declaration& declaration, Builder& builder)
        : strict_(declaration.optional_flag("strict")),
          is_frozen_(declaration.flag("frozen")),
          length_(declaration, is_frozen_ ? "Frozenset" : "Set"),
          fail_fast_(declaration.flag("fail_fast")),
          item_(builder.build(declaration.object("item"))) {}

    [[nodiscard]] Object read(Reading& reading) const override {
        json::Reader& reader = reading.reader;
        if (reader.peek() != json::Kind::array || !reader.begin_array()) {
            return {};
        }
        Object set = make();
        while (set && reader.next_item()) {
            const Object item = item_->read(reading);
            if (!item || PySet_Add(set.get(), item.get()) < 0) {
                PyErr_Clear();  // an item that cannot be hashed: validate() says so
                return {};
            }
        }
        const bool right =
            set && reader.error() == json::ReadError::none && length_.allow(PySet_GET_SIZE(set.get()));
        return right ? set : Object();
    }

    [[nodiscard]] Object validate(PyObject* input, Validation& validation,
                                  const Location* where) const override {
        const Object items = taken(input, validation);
        if (!items) {
            return PyErr_Occurred() != nullptr ? Object() : fail_type(input, validation, where);
        }
        const Py_ssize_t before = validation.mark();
        Object set = make();
        for (Py_ssize_t i = 0; set && i < PySequence_Fast_GET_SIZE(items.get()); ++i) {
            const Object kept = Object::borrow(PySequence_Fast_GET_ITEM(items.get(), i));
            const Location place{.outer = where, .index = i};
            const Object item = item_->validate(kept.get(), validation, &place);
            if (!item && PyErr_Occurred() != nullptr) {
                return {};
            }
            if (item && PySet_Add(set.get(), item.get()) < 0) {
                if (PyErr_ExceptionMatches(PyExc_TypeError) == 0) {
                    return {};
                }
                PyErr_Clear();
                validation.fail("set_item_not_hashable", "Set items should be hashable", kept.get(), &place);
            }
            if (fail_fast_ && validation.mark() != before) {
                return {};
            }
            if (length_.is_exceeded_by(PySet_GET_SIZE(set.get()))) {
                validation.forget_since(before);
                length_.fail_growing(input, validation, where);
                return {};
            }
        }
        if (!set || validation.mark() != before ||
            !length_.check_least(PySet_GET_SIZE(set.get()), input, validation, where)) {
            return {};
        }
        return set;
    }

    [[nodiscard]] Taking taking(JsonKind kind) const override {
        return kind == JsonKind::array ? Taking::strict : Taking::never;
    }
    [[nodiscard]] Suits suits(PyObject* value) const override {
        return (is_frozen_ ? PyFrozenSet_Check(value) : PySet_Check(value)) != 0 ? Suits::yes : Suits::no;
    }

    [[nodiscard]] bool write(PyObject* value, Writing& writing) const override {
        if (PyAnySet_Check(value) == 0) {
            PyErr_Format(PyExc_TypeError, "a set is expected, not %.100s", Py_TYPE(value)->tp_name);
            return false;
        }
        const Object items = Object::steal(PySequence_List(value));
        writing.out.append('[');
        for (Py_ssize_t i = 0; items && i < PyList_GET_SIZE(items.get()); ++i) {
            if (i > 0) {
                writing.out.append(',');
            }
            if (!item_->write(PyList_GET_ITEM(items.get(), i), writing)) {
                return false;
            }
        }
        writing.out.append(']');
        return static_cast<bool>(items);
    }

    [[nodiscard]] Object dump(PyObject* value, Dumping& dumping) const override {
        if (PyAnySet_Check(value) == 0) {
            return Object::borrow(value);
        }
        const Object items = Object::steal(PySequence_List(value));
        Object set = items ? make() : Object();
        for (Py_ssize_t i = 0; set && i < PyList_GET_SIZE(items.get()); ++i) {
            const Object item = item_->dump(PyList_GET_ITEM(items.get(), i), dumping);
            if (!item || PySet_Add(set.get(), item.get()) < 0) {
                return {};
            }
        }
        return set;
    }

    int traverse(visitproc visit, void* arg) const override {
        return item_ ? item_->traverse(visit, arg) : 0;
    }
    void clear() noexcept override {
        if (item_) item_->clear();
    }

private:
    [[nodiscard]] Object make() const {
        return Object::steal(is_frozen_ ? PyFrozenSet_New(nullptr) : PySet_New(nullptr));
    }

    [[nodiscard]] Object taken(PyObject* input, Validation& validation) const {
        const bool is_one = validation.mode() == Mode::json ? PyList_Check(input) != 0
                            : is_frozen_                    ? PyFrozenSet_Check(input) != 0
                                                            : PySet_Check(input) != 0;
        const bool lax = !validation.is_strict(strict_) && validation.mode() == Mode::python;
        if (!is_one || validation.mode() == Mode::json) {
            validation.lower_exactness(is_one ? Exactness::strict : Exactness::lax);
        }
        return is_one ? Object::steal(PySequence_Fast(input, "")) : lax ? items_of(input) : Object();
    }

    [[nodiscard]] Object fail_type(PyObject* input, Validation& validation, const Location* where) const {
        return validation.fail(is_frozen_ ? "frozen_set_type" : "set_type",
                               validation.in_words_of(is_frozen_ ? "Input should be a valid frozenset"
                                                                 : "Input should be a valid set",
                                                      "Input should be a valid array"),
                               input, where);
    }

    std::optional<bool> strict_;
    bool is_frozen_;
    LengthBounds length_;
    bool fail_fast_;
    NodePtr item_;
};

}  // namespace

NodePtr make_set(const Declaration& declaration, Builder& builder) {
    return std::make_unique<SetNode>(declaration, builder);
}

}  // namespace fasterapi::python::schema
