#include <vector>

#include "schema/items.h"
#include "schema/length.h"
#include "schema/selection.h"

namespace fasterapi::python::schema {

namespace {

/// tuple: items of types of their own, then any number of one type.
class TupleNode final : public Node {
public:
    TupleNode(const Declaration& declaration, Builder& builder)
        : strict_(declaration.optional_flag("strict")),
          length_(declaration, "Tuple"),
          fail_fast_(declaration.flag("fail_fast")) {
        const Object items = declaration.object("items");
        const Object list = items ? Object::steal(PySequence_Tuple(items.get())) : Object();
        for (Py_ssize_t i = 0; list && i < PyTuple_GET_SIZE(list.get()); ++i) {
            items_.push_back(builder.build(PyTuple_GET_ITEM(list.get(), i)));
        }
        if (const Object rest = declaration.object("rest"); rest && rest.get() != Py_None) {
            rest_ = builder.build(rest);
        }
    }

    [[nodiscard]] Object read(Reading& reading) const override {
        json::Reader& reader = reading.reader;
        if (reader.peek() != json::Kind::array || !reader.begin_array()) {
            return {};
        }
        Object list = Object::steal(PyList_New(0));
        while (list && reader.next_item()) {
            const Node* node = node_of(static_cast<std::size_t>(PyList_GET_SIZE(list.get())));
            const Object item = node != nullptr ? node->read(reading) : Object();
            if (!item || PyList_Append(list.get(), item.get()) < 0) {
                return {};
            }
        }
        if (!list || reader.error() != json::ReadError::none) {
            return {};
        }
        const Py_ssize_t count = PyList_GET_SIZE(list.get());
        const bool complete = static_cast<std::size_t>(count) >= items_.size();
        return complete && length_.allow(count) ? Object::steal(PyList_AsTuple(list.get())) : Object();
    }

    [[nodiscard]] Object validate(PyObject* input, Validation& validation,
                                  const Location* where) const override {
        const Object items = taken(input, validation);
        if (!items) {
            return PyErr_Occurred() != nullptr
                       ? Object()
                       : validation.fail("tuple_type",
                                         validation.in_words_of("Input should be a valid tuple",
                                                                "Input should be a valid array"),
                                         input, where);
        }
        const Py_ssize_t count = PySequence_Fast_GET_SIZE(items.get());
        if (rest_ ? !length_.check_items(count, input, validation, where)
                  : !check_count(count, input, validation, where)) {
            return {};
        }
        const Py_ssize_t before = validation.mark();
        Object list = Object::steal(PyList_New(0));
        for (Py_ssize_t i = 0; list && i < PySequence_Fast_GET_SIZE(items.get()); ++i) {
            const Object kept = Object::borrow(PySequence_Fast_GET_ITEM(items.get(), i));
            const Location place{.outer = where, .index = i};
            const Node* node = node_of(static_cast<std::size_t>(i));
            const Object item = node != nullptr ? node->validate(kept.get(), validation, &place) : Object();
            if ((!item && PyErr_Occurred() != nullptr) ||
                (item && PyList_Append(list.get(), item.get()) < 0) || (!item && fail_fast_)) {
                return {};
            }
        }
        for (Py_ssize_t i = count; i < static_cast<Py_ssize_t>(items_.size()); ++i) {
            const Location place{.outer = where, .index = i};
            validation.fail("missing", "Field required", input, &place);
            if (fail_fast_) {
                return {};
            }
        }
        if (!list || validation.mark() != before || !length_.check_least(count, input, validation, where)) {
            return {};
        }
        return Object::steal(PyList_AsTuple(list.get()));
    }

    [[nodiscard]] Taking taking(JsonKind kind) const override {
        return kind == JsonKind::array ? Taking::strict : Taking::never;
    }
    [[nodiscard]] Suits suits(PyObject* value) const override {
        return PyTuple_Check(value) != 0 ? Suits::yes : Suits::no;
    }

    [[nodiscard]] bool write(PyObject* value, Writing& writing) const override {
        if (PyTuple_Check(value) == 0) {
            PyErr_Format(PyExc_TypeError, "a tuple is expected, not %.100s", Py_TYPE(value)->tp_name);
            return false;
        }
        char separator = '[';
        for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(value); ++i) {
            const Node* node = node_of(static_cast<std::size_t>(i));
            if (node == nullptr) {
                PyErr_Format(PyExc_TypeError, "a tuple of %zu items is expected, not of %zd", items_.size(),
                             PyTuple_GET_SIZE(value));
                return false;
            }
            const Selection selection(writing, i, PyTuple_GET_SIZE(value));
            if (!selection.is_written()) {
                if (PyErr_Occurred() != nullptr) {
                    return false;
                }
                continue;
            }
            writing.out.append(std::exchange(separator, ','));
            if (!node->write(PyTuple_GET_ITEM(value, i), writing)) {
                return false;
            }
        }
        writing.out.append(separator == '[' ? "[]" : "]");
        return true;
    }

    [[nodiscard]] Object dump(PyObject* value, Dumping& dumping) const override {
        if (PyTuple_Check(value) == 0) {
            return Object::borrow(value);
        }
        Object list = Object::steal(PyList_New(0));
        for (Py_ssize_t i = 0; list && i < PyTuple_GET_SIZE(value); ++i) {
            const Selection selection(dumping, i, PyTuple_GET_SIZE(value));
            if (!selection.is_written()) {
                if (PyErr_Occurred() != nullptr) {
                    return {};
                }
                continue;
            }
            PyObject* const kept = PyTuple_GET_ITEM(value, i);
            const Node* node = node_of(static_cast<std::size_t>(i));
            const Object item = node != nullptr ? node->dump(kept, dumping) : Object::borrow(kept);
            if (!item || PyList_Append(list.get(), item.get()) < 0) {
                return {};
            }
        }
        return list ? Object::steal(PyList_AsTuple(list.get())) : Object();
    }

    int traverse(visitproc visit, void* arg) const override {
        for (const NodePtr& node : items_) {
            if (const int stop = node ? node->traverse(visit, arg) : 0; stop != 0) {
                return stop;
            }
        }
        return rest_ ? rest_->traverse(visit, arg) : 0;
    }
    void clear() noexcept override {
        for (const NodePtr& node : items_) {
            if (node) node->clear();
        }
        if (rest_) rest_->clear();
    }

private:
    /// nullptr: there is to be no such item.
    [[nodiscard]] const Node* node_of(std::size_t place) const noexcept {
        return place < items_.size() ? items_[place].get() : rest_.get();
    }

    [[nodiscard]] Object taken(PyObject* input, Validation& validation) const {
        const bool is_one =
            validation.mode() == Mode::json ? PyList_Check(input) != 0 : PyTuple_Check(input) != 0;
        if (!is_one || validation.mode() == Mode::json) {
            validation.lower_exactness(is_one ? Exactness::strict : Exactness::lax);
        }
        if (is_one) {
            return Object::borrow(input);
        }
        const bool lax = !validation.is_strict(strict_) && validation.mode() == Mode::python;
        return lax ? items_of(input) : Object();
    }

    [[nodiscard]] bool check_count(Py_ssize_t count, PyObject* input, Validation& validation,
                                   const Location* where) const {
        const auto most = static_cast<Py_ssize_t>(items_.size());
        if (count <= most) {
            return true;
        }
        LengthBounds::fail_most("Tuple", most, known_count(input), input, validation, where);
        return false;
    }

    std::optional<bool> strict_;
    LengthBounds length_;
    bool fail_fast_;
    std::vector<NodePtr> items_;
    NodePtr rest_;
};

}  // namespace

NodePtr make_tuple(const Declaration& declaration, Builder& builder) {
    return std::make_unique<TupleNode>(declaration, builder);
}

}  // namespace fasterapi::python::schema
