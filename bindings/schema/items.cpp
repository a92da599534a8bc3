#include "schema/items.h"

#include <array>
#include <utility>

#include "schema/selection.h"

namespace fasterapi::python::schema {

Object items_of(PyObject* input) {
    if (PyList_Check(input) != 0 || PyTuple_Check(input) != 0) {
        return Object::borrow(input);
    }
    const bool is_text =
        PyUnicode_Check(input) != 0 || PyBytes_Check(input) != 0 || PyByteArray_Check(input) != 0;
    const bool is_mapping = PyDict_Check(input) != 0 || PyObject_HasAttrString(input, "keys") != 0;
    if (is_text || is_mapping || Py_TYPE(input)->tp_iter == nullptr) {
        return {};
    }
    return Object::steal(PySequence_List(input));
}

Py_ssize_t known_count(PyObject* input) noexcept {
    const bool is_known = PyList_Check(input) != 0 || PyTuple_Check(input) != 0 || PyAnySet_Check(input) != 0;
    return is_known ? PyObject_Size(input) : -1;
}

namespace {

/// Items on their way into a list: the first of them on the stack, so that a short list is made at once, of
/// its size.
class GrowingList {
public:
    GrowingList() noexcept = default;
    ~GrowingList() {
        for (Py_ssize_t i = 0; i < count_; ++i) {
            Py_DECREF(few_[static_cast<std::size_t>(i)]);
        }
    }
    GrowingList(const GrowingList&) = delete;
    GrowingList& operator=(const GrowingList&) = delete;

    /// @return false with an exception set.
    [[nodiscard]] bool append(Object item) {
        if (list_) {
            return PyList_Append(list_.get(), item.get()) == 0;
        }
        if (count_ == few) {
            list_ = taken();
            return list_ && PyList_Append(list_.get(), item.get()) == 0;
        }
        few_[static_cast<std::size_t>(count_++)] = item.release();
        return true;
    }
    /// Empty with an exception set.
    [[nodiscard]] Object take() { return list_ ? std::move(list_) : taken(); }

private:
    static constexpr Py_ssize_t few = 16;

    [[nodiscard]] Object taken() {
        Object list = Object::steal(PyList_New(count_));
        for (Py_ssize_t i = 0; list && i < count_; ++i) {
            PyList_SET_ITEM(list.get(), i, few_[static_cast<std::size_t>(i)]);
        }
        count_ = list ? 0 : count_;
        return list;
    }

    std::array<PyObject*, few> few_;  // NOLINT(cppcoreguidelines-pro-type-member-init): only what is used is
    Py_ssize_t count_ = 0;
    Object list_;
};

}  // namespace

Object read_items(const Node& item, Reading& reading) {
    json::Reader& reader = reading.reader;
    if (reader.peek() != json::Kind::array || !reader.begin_array()) {
        return {};
    }
    GrowingList list;
    while (reader.next_item()) {
        Object value = item.read(reading);
        if (!value || !list.append(std::move(value))) {
            return {};
        }
    }
    return reader.error() == json::ReadError::none ? list.take() : Object();
}

Object validate_items(const Node& item, PyObject* items, Validation& validation, const Location* where,
                      bool fail_fast) {
    GrowingList list;
    const Py_ssize_t before = validation.mark();
    // What validates an item may change the list.
    for (Py_ssize_t i = 0; i < PySequence_Fast_GET_SIZE(items); ++i) {
        const Object kept = Object::borrow(PySequence_Fast_GET_ITEM(items, i));
        const Location place{.outer = where, .index = i};
        Object value = item.validate(kept.get(), validation, &place);
        if (value ? !list.append(std::move(value)) : fail_fast || PyErr_Occurred() != nullptr) {
            return {};
        }
    }
    return validation.mark() == before ? list.take() : Object();
}

bool write_items(const Node& item, PyObject* items, Writing& writing) {
    char separator = '[';
    for (Py_ssize_t i = 0; i < PySequence_Fast_GET_SIZE(items); ++i) {
        const Selection selection(writing, i, PySequence_Fast_GET_SIZE(items));
        if (!selection.is_written()) {
            if (PyErr_Occurred() != nullptr) {
                return false;
            }
            continue;
        }
        writing.out.append(std::exchange(separator, ','));
        const Object value = Object::borrow(PySequence_Fast_GET_ITEM(items, i));
        if (!item.write(value.get(), writing)) {
            return false;
        }
    }
    writing.out.append(separator == '[' ? "[]" : "]");
    return true;
}

Object dump_items(const Node& item, PyObject* items, Dumping& dumping) {
    Object list = Object::steal(PyList_New(0));
    for (Py_ssize_t i = 0; list && i < PySequence_Fast_GET_SIZE(items); ++i) {
        const Selection selection(dumping, i, PySequence_Fast_GET_SIZE(items));
        if (!selection.is_written()) {
            if (PyErr_Occurred() != nullptr) {
                return {};
            }
            continue;
        }
        const Object kept = Object::borrow(PySequence_Fast_GET_ITEM(items, i));
        const Object value = item.dump(kept.get(), dumping);
        if (!value || PyList_Append(list.get(), value.get()) < 0) {
            return {};
        }
    }
    return list;
}

}  // namespace fasterapi::python::schema
