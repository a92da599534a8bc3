#include "schema/items.h"
#include "schema/length.h"

namespace fasterapi::python::schema {

namespace {

/// collections.deque of items of one type.
class DequeNode final : public Node {
public:
    DequeNode(const Declaration& declaration, Builder& builder)
        : cls_(declaration.object("cls")),
          strict_(declaration.optional_flag("strict")),
          length_(declaration, "Deque"),
          fail_fast_(declaration.flag("fail_fast")),
          item_(builder.build(declaration.object("item"))) {}

    [[nodiscard]] Object read(Reading& reading) const override {
        const Object list = read_items(*item_, reading);
        return list && length_.allow(PyList_GET_SIZE(list.get())) ? made_of(list, nullptr) : Object();
    }

    [[nodiscard]] Object validate(PyObject* input, Validation& validation,
                                  const Location* where) const override {
        const Object items = taken(input, validation);
        if (!items) {
            return PyErr_Occurred() != nullptr
                       ? Object()
                       : validation.fail("deque_type",
                                         validation.in_words_of("Input should be a valid deque",
                                                                "Input should be a valid array"),
                                         input, where);
        }
        const Py_ssize_t count = PySequence_Fast_GET_SIZE(items.get());
        const bool is_allowed = is_deque(input) ? length_.check_most(count, input, validation, where)
                                                : length_.check_items(count, input, validation, where);
        if (!is_allowed) {
            return {};
        }
        const Object list = validate_items(*item_, items.get(), validation, where, fail_fast_);
        return list && length_.check_least(count, input, validation, where) ? made_of(list, input) : Object();
    }

    [[nodiscard]] Taking taking(JsonKind kind) const override {
        return kind == JsonKind::array ? Taking::strict : Taking::never;
    }
    [[nodiscard]] Suits suits(PyObject* value) const override {
        return is_deque(value) ? Suits::yes : Suits::no;
    }

    [[nodiscard]] bool write(PyObject* value, Writing& writing) const override {
        if (!is_deque(value)) {
            PyErr_Format(PyExc_TypeError, "a deque is expected, not %.100s", Py_TYPE(value)->tp_name);
            return false;
        }
        const Object items = Object::steal(PySequence_List(value));
        return items && write_items(*item_, items.get(), writing);
    }

    [[nodiscard]] Object dump(PyObject* value, Dumping& dumping) const override {
        if (!is_deque(value)) {
            return Object::borrow(value);
        }
        const Object items = Object::steal(PySequence_List(value));
        const Object list = items ? dump_items(*item_, items.get(), dumping) : Object();
        return list ? made_of(list, value) : Object();
    }

    int traverse(visitproc visit, void* arg) const override {
        const int stop = cls_.traverse(visit, arg);
        return stop != 0 || !item_ ? stop : item_->traverse(visit, arg);
    }
    void clear() noexcept override {
        cls_.reset();
        if (item_) item_->clear();
    }

private:
    [[nodiscard]] bool is_deque(PyObject* value) const {
        return PyObject_TypeCheck(value, reinterpret_cast<PyTypeObject*>(cls_.get())) != 0;
    }

    [[nodiscard]] Object taken(PyObject* input, Validation& validation) const {
        const bool is_one = validation.mode() == Mode::json ? PyList_Check(input) != 0 : is_deque(input);
        const bool lax = !validation.is_strict(strict_) && validation.mode() == Mode::python;
        if (!is_one || validation.mode() == Mode::json) {
            validation.lower_exactness(is_one ? Exactness::strict : Exactness::lax);
        }
        return is_one ? Object::steal(PySequence_List(input)) : lax ? items_of(input) : Object();
    }

    /// With the bound that `like` has, where that is a deque.
    [[nodiscard]] Object made_of(const Object& list, PyObject* like) const {
        const Object bound = like != nullptr && is_deque(like)
                                 ? Object::steal(PyObject_GetAttrString(like, "maxlen"))
                                 : Object::borrow(Py_None);
        return bound
                   ? Object::steal(PyObject_CallFunctionObjArgs(cls_.get(), list.get(), bound.get(), nullptr))
                   : Object();
    }

    Object cls_;
    std::optional<bool> strict_;
    LengthBounds length_;
    bool fail_fast_;
    NodePtr item_;
};

}  // namespace

NodePtr make_deque(const Declaration& declaration, Builder& builder) {
    return std::make_unique<DequeNode>(declaration, builder);
}

}  // namespace fasterapi::python::schema
