#include "schema/attributes.h"
#include "schema/field_rule.h"
#include "schema/items.h"
#include "schema/length.h"
#include "schema/reference.h"

namespace fasterapi::python::schema {

namespace {

/// What a factory gets that asks for the fields before it.
Object no_data() {
    return Object::steal(PyDict_New());
}

/// A named tuple: from a tuple or list by place, from a dict by name. In JSON it is an array.
class NamedTupleNode final : public Definition {
public:
    [[nodiscard]] bool build(const Declaration& declaration, Builder& builder) {
        cls_ = declaration.object("cls");
        builder.add_definition(declaration.text("name"), *this);
        const Object fields = declaration.object("fields");
        for (Py_ssize_t i = 0; fields && i < PyTuple_GET_SIZE(fields.get()); ++i) {
            const Declaration field(PyTuple_GET_ITEM(fields.get(), i));
            if (!fields_.emplace_back().read(field, builder)) {
                return false;
            }
        }
        class_name_ = fields ? Object::steal(PyObject_GetAttrString(cls_.get(), "__name__")) : Object();
        if (class_name_ && !is_plain()) {
            builder.note_code();
        }
        return static_cast<bool>(class_name_);
    }

    [[nodiscard]] Object read(Reading& reading) const override {
        json::Reader& reader = reading.reader;
        if (reader.peek() != json::Kind::array || !reader.begin_array()) {
            return {};
        }
        Values values(fields_.size());
        std::size_t count = 0;
        while (reader.next_item()) {
            if (count == fields_.size()) {
                return {};
            }
            values[count] = fields_[count].node->read(reading);
            if (!values[count]) {
                return {};
            }
            ++count;
        }
        if (reader.error() != json::ReadError::none) {
            return {};
        }
        for (std::size_t i = count; i < fields_.size(); ++i) {
            if (fields_[i].is_required || fields_[i].validates_default) {
                return {};
            }
        }
        return make(values);
    }

    [[nodiscard]] Object validate(PyObject* input, Validation& validation,
                                  const Location* where) const override {
        return guarded(input, validation, where, [&] { return validate_inside(input, validation, where); });
    }

    [[nodiscard]] Taking taking(JsonKind kind) const override {
        return kind == JsonKind::array || kind == JsonKind::object ? Taking::strict : Taking::never;
    }
    [[nodiscard]] Suits suits(PyObject* value) const override {
        return is_one(value) ? Suits::yes : Suits::no;
    }

    [[nodiscard]] bool write(PyObject* value, Writing& writing) const override {
        if (!is_one(value) || static_cast<std::size_t>(PyTuple_GET_SIZE(value)) != fields_.size()) {
            PyErr_Format(PyExc_TypeError, "a %U is expected, not %.100s", class_name_.get(),
                         Py_TYPE(value)->tp_name);
            return false;
        }
        if (writing.depth == json::nesting_limit) {
            PyErr_Format(PyExc_ValueError, "nested deeper than %d levels", json::nesting_limit);
            return false;
        }
        ++writing.depth;
        char separator = '[';
        for (std::size_t i = 0; i < fields_.size(); ++i) {
            writing.out.append(std::exchange(separator, ','));
            PyObject* const item = PyTuple_GET_ITEM(value, static_cast<Py_ssize_t>(i));
            if (!fields_[i].node->write(item, writing)) {
                return false;
            }
        }
        --writing.depth;
        writing.out.append(separator == '[' ? "[]" : "]");
        return true;
    }

    [[nodiscard]] Object dump(PyObject* value, Dumping& dumping) const override {
        if (!is_one(value) || static_cast<std::size_t>(PyTuple_GET_SIZE(value)) != fields_.size()) {
            return Object::borrow(value);
        }
        Values values(fields_.size());
        for (std::size_t i = 0; i < fields_.size(); ++i) {
            values[i] = fields_[i].node->dump(PyTuple_GET_ITEM(value, static_cast<Py_ssize_t>(i)), dumping);
            if (!values[i]) {
                return {};
            }
        }
        return make(values);
    }

    int traverse(visitproc visit, void* arg) const override {
        if (const int stop = cls_.traverse(visit, arg); stop != 0) {
            return stop;
        }
        for (const FieldRule& field : fields_) {
            if (const int stop = field.traverse(visit, arg); stop != 0) {
                return stop;
            }
        }
        return 0;
    }
    void clear() noexcept override {
        cls_.reset();
        for (FieldRule& field : fields_) {
            field.clear();
        }
    }

private:
    using Values = std::vector<Object>;  ///< one for each field; empty where the input has none

    [[nodiscard]] bool is_one(PyObject* value) const {
        return PyObject_TypeCheck(value, reinterpret_cast<PyTypeObject*>(cls_.get())) != 0;
    }
    /// Its __new__ is the one that named tuples have, and does nothing of its own.
    [[nodiscard]] bool is_plain() const {
        const Object bases = Object::steal(PyObject_GetAttrString(cls_.get(), "__bases__"));
        PyErr_Clear();
        return bases && PyTuple_Check(bases.get()) != 0 && PyTuple_GET_SIZE(bases.get()) > 0 &&
               PyTuple_GET_ITEM(bases.get(), 0) == reinterpret_cast<PyObject*>(&PyTuple_Type);
    }

    [[nodiscard]] Object validate_inside(PyObject* input, Validation& validation,
                                         const Location* where) const {
        const bool is_instance = validation.mode() == Mode::python && is_one(input);
        const Object items = is_instance ? Object::borrow(input) : placed(input, validation);
        if (!items && PyErr_Occurred() != nullptr) {
            return {};
        }
        const bool is_named = !items && has_members(input, validation.mode() == Mode::json);
        if (!items && !is_named) {
            return fail_type(input, validation, where);
        }
        const Py_ssize_t before = validation.mark();
        Values values(fields_.size());
        if (is_named) {
            by_name(input, values, validation, where);
        } else {
            by_place(items.get(), is_instance, values, input, validation, where);
        }
        if (PyErr_Occurred() != nullptr || validation.mark() != before) {
            return {};
        }
        if (!is_instance) {
            validation.lower_exactness(Exactness::strict);
        }
        return make(values);
    }

    /// Strict or not, other collections will do.
    [[nodiscard]] static Object placed(PyObject* input, Validation& validation) {
        if (validation.mode() == Mode::json) {
            return PyList_Check(input) != 0 ? Object::borrow(input) : Object();
        }
        if (PyTuple_Check(input) != 0) {
            return Object::borrow(input);
        }
        Object items = items_of(input);
        if (items) {
            validation.lower_exactness(Exactness::lax);
        }
        return items;
    }

    void by_place(PyObject* items, bool is_instance, Values& values, PyObject* input, Validation& validation,
                  const Location* where) const {
        const Py_ssize_t before = validation.mark();
        const Py_ssize_t count = PySequence_Fast_GET_SIZE(items);
        for (std::size_t i = 0; i < fields_.size() && PyErr_Occurred() == nullptr; ++i) {
            const auto index = static_cast<Py_ssize_t>(i);
            const Location place{
                .outer = where, .item = is_instance ? fields_[i].name.get() : nullptr, .index = index};
            const Object item = index < PySequence_Fast_GET_SIZE(items)
                                    ? Object::borrow(PySequence_Fast_GET_ITEM(items, index))
                                    : Object();
            values[i] = value_of(fields_[i], item, input, validation, &place);
        }
        const auto most = static_cast<Py_ssize_t>(fields_.size());
        if (count > most && PyErr_Occurred() == nullptr) {
            validation.forget_since(before);
            LengthBounds::fail_most("NamedTuple", most, known_count(input), input, validation, where);
        }
    }

    void by_name(PyObject* input, Values& values, Validation& validation, const Location* where) const {
        for (std::size_t i = 0; i < fields_.size() && PyErr_Occurred() == nullptr; ++i) {
            const Location place{.outer = where, .item = fields_[i].alias.get()};
            const Object item = member_of(input, fields_[i].alias.get());
            if (PyErr_Occurred() == nullptr) {
                values[i] = value_of(fields_[i], item, input, validation, &place);
            }
        }
        const Object pairs = PyErr_Occurred() == nullptr ? Object::steal(PyMapping_Items(input)) : Object();
        for (Py_ssize_t i = 0; pairs && i < PyList_GET_SIZE(pairs.get()); ++i) {
            PyObject* const pair = PyList_GET_ITEM(pairs.get(), i);
            if (PyTuple_Check(pair) == 0 || PyTuple_GET_SIZE(pair) != 2) {
                continue;
            }
            PyObject* const key = PyTuple_GET_ITEM(pair, 0);
            const Location place{.outer = where, .item = key};
            if (PyUnicode_Check(key) == 0) {
                validation.fail("invalid_key", "Keys should be strings", key, &place);
            } else if (!knows(key)) {
                validation.fail("extra_forbidden", "Extra inputs are not permitted",
                                PyTuple_GET_ITEM(pair, 1), &place);
            }
        }
    }

    [[nodiscard]] bool knows(PyObject* key) const {
        for (const FieldRule& field : fields_) {
            if (PyUnicode_Compare(key, field.alias.get()) == 0) {
                return true;
            }
        }
        return false;
    }

    [[nodiscard]] static Object value_of(const FieldRule& field, const Object& item, PyObject* input,
                                         Validation& validation, const Location* place) {
        if (item) {
            return field.node->validate(item.get(), validation, place);
        }
        if (field.is_required) {
            return validation.fail("missing", "Field required", input, place);
        }
        const Object value = field.validates_default ? field.by_default.make(no_data) : Object();
        return value ? field.node->validate(value.get(), validation, place) : Object();
    }

    /// From values whose missing ones have defaults. Empty with an exception set.
    [[nodiscard]] Object make(const Values& values) const {
        const Object tuple = Object::steal(PyTuple_New(static_cast<Py_ssize_t>(values.size())));
        for (std::size_t i = 0; tuple && i < values.size(); ++i) {
            Object value = values[i] ? values[i] : fields_[i].by_default.make(no_data);
            if (!value) {
                return {};
            }
            PyTuple_SET_ITEM(tuple.get(), static_cast<Py_ssize_t>(i), value.release());
        }
        return tuple ? Object::steal(PyObject_CallObject(cls_.get(), tuple.get())) : Object();
    }

    [[nodiscard]] Object fail_type(PyObject* input, Validation& validation, const Location* where) const {
        const Object message =
            validation.words() == Mode::json
                ? Object::steal(PyUnicode_FromString("Input should be an array or an object"))
                : Object::steal(PyUnicode_FromFormat(
                      "Input should be a tuple, list, dictionary or an instance of %U", class_name_.get()));
        const Object context =
            message ? Object::steal(Py_BuildValue("{s:O}", "class_name", class_name_.get())) : Object();
        return context ? validation.fail("named_tuple_type", message, context, input, where) : Object();
    }

    Object cls_;
    Object class_name_;
    std::vector<FieldRule> fields_;
};

}  // namespace

NodePtr make_named_tuple(const Declaration& declaration, Builder& builder) {
    auto node = std::make_unique<NamedTupleNode>();
    return node->build(declaration, builder) ? std::move(node) : nullptr;
}

}  // namespace fasterapi::python::schema
