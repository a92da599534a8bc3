#include "schema/items.h"
#include "schema/length.h"

namespace fasterapi::python::schema {

namespace {

/// Iterable of items of one type, which becomes a list: all of them are there, and looked at, before the
/// value is.
class IterableNode final : public Node {
public:
    IterableNode(const Declaration& declaration, Builder& builder)
        : length_(declaration, "Generator"), item_(builder.build(declaration.object("item"))) {}

    [[nodiscard]] Object read(Reading& reading) const override {
        Object list = read_items(*item_, reading);
        return list && length_.allow(PyList_GET_SIZE(list.get())) ? list : Object();
    }

    [[nodiscard]] Object validate(PyObject* input, Validation& validation,
                                  const Location* where) const override {
        const bool can_be =
            validation.mode() == Mode::json ? PyList_Check(input) != 0 : Py_TYPE(input)->tp_iter != nullptr;
        if (!can_be) {
            return validation.fail(
                "iterable_type",
                validation.in_words_of("Input should be iterable", "Input should be a valid array"), input,
                where);
        }
        const Object items = Object::steal(PySequence_List(input));
        if (!items || !length_.check_most(PyList_GET_SIZE(items.get()), input, validation, where)) {
            return {};
        }
        Object list = validate_items(*item_, items.get(), validation, where);
        return list && length_.check_least(PyList_GET_SIZE(list.get()), input, validation, where) ? list
                                                                                                  : Object();
    }

    [[nodiscard]] Taking taking(JsonKind kind) const override {
        return kind == JsonKind::array ? Taking::exact : Taking::never;
    }
    [[nodiscard]] Suits suits(PyObject* value) const override {
        return Py_TYPE(value)->tp_iter != nullptr ? Suits::perhaps : Suits::no;
    }

    [[nodiscard]] bool write(PyObject* value, Writing& writing) const override {
        const Object items = Object::steal(PySequence_List(value));
        return items && write_items(*item_, items.get(), writing);
    }

    [[nodiscard]] Object dump(PyObject* value, Dumping& dumping) const override {
        const Object items = Object::steal(PySequence_List(value));
        return items ? dump_items(*item_, items.get(), dumping) : Object();
    }

    int traverse(visitproc visit, void* arg) const override {
        return item_ ? item_->traverse(visit, arg) : 0;
    }
    void clear() noexcept override {
        if (item_) item_->clear();
    }

private:
    LengthBounds length_;
    NodePtr item_;
};

}  // namespace

NodePtr make_iterable(const Declaration& declaration, Builder& builder) {
    return std::make_unique<IterableNode>(declaration, builder);
}

}  // namespace fasterapi::python::schema
