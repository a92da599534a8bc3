// Records out of Python objects.
#include "schema/attributes.h"
#include "schema/model.h"
#include "schema/record_source.h"

namespace fasterapi::python::schema {

/// Of a member being validated.
class RecordNode::Around final : public Validation::Surroundings {
public:
    Around(const RecordNode& record, std::size_t index, PyObject** values) noexcept
        : record_(record), index_(index), values_(values) {}

    [[nodiscard]] Object name() const override { return record_.fields_[index_].name; }
    [[nodiscard]] Object data() const override { return record_.data_of(values_, index_); }

private:
    const RecordNode& record_;
    std::size_t index_;
    PyObject** values_;
};

bool RecordNode::is_instance(PyObject* input) const {
    switch (made_as_) {
        case MadeAs::typed_dict: return false;
        case MadeAs::model:
        case MadeAs::root: return PyType_IsSubtype(Py_TYPE(input), type()) != 0;
        case MadeAs::dataclass: return PyObject_IsInstance(input, cls_.get()) == 1;
    }
    return false;
}

/// Anything may be one, where it is asked for, that is no value by itself.
bool RecordNode::takes_attributes(PyObject* input, const Validation& validation) const {
    return made_as_ == MadeAs::model && validation.mode() == Mode::python &&
           validation.asked().from_attributes.value_or(takes_attributes_) && has_attributes(input);
}

Object RecordNode::validate(PyObject* input, Validation& validation, const Location* where) const {
    if (validation.mode() == Mode::python && is_instance(input)) {
        return Object::borrow(input);
    }
    return before_ ? before_->validate(input, validation, where) : validate_members(input, validation, where);
}

Object RecordNode::validate_members(PyObject* input, Validation& validation, const Location* where) const {
    if (made_as_ == MadeAs::root) {
        Object model = validation.has_instance() ? validation.take_instance() : make_model(type());
        return model && fill_root(model.get(), input, validation, where) ? model : Object();
    }
    const bool is_strict = validation.is_strict(strict_) && validation.words() == Mode::python;
    const bool has_its_members = made_as_ == MadeAs::dataclass
                                     ? PyDict_Check(input) != 0 && !is_strict
                                     : has_members(input, is_strict || validation.mode() == Mode::json);
    if (!has_its_members && !takes_attributes(input, validation)) {
        return PyErr_Occurred() == nullptr ? fail_type(input, validation, where) : Object();
    }
    const Source source{.input = input,
                        .has_members = has_its_members,
                        .by_alias = validation.asked().by_alias.value_or(by_alias_),
                        .by_name = validation.asked().by_name.value_or(by_name_)};
    return guarded(input, validation, where, [&] { return validate_fields(source, validation, where); });
}

Object RecordNode::validate_fields(const Source& source, Validation& validation,
                                   const Location* where) const {
    Object extra;
    if (calls_init_ && source.has_members && !validation.has_instance()) {
        return make_by_init(source, validation, where);
    }
    if (made_as_ == MadeAs::model) {
        Object model = validation.has_instance() ? validation.take_instance() : make_model(type());
        Source into_model = source;
        into_model.model = model.get();
        const bool is_right = model && collect(into_model, slots_of(model.get()), extra, validation, where);
        return is_right && complete_model(model.get(), std::move(extra)) ? model : Object();
    }
    Values values(fields_.size());
    if (!collect(source, values.begin(), extra, validation, where)) {
        return {};
    }
    return factory_ ? make_by_factory(values.begin(), source.input, validation, where)
                    : make(values.begin(), extra);
}

/// By a function, which knows the defaults itself and may refuse the values.
Object RecordNode::make_by_factory(PyObject** values, PyObject* input, Validation& validation,
                                   const Location* where) const {
    const Object data = data_of(values, fields_.size());
    Object made = data ? Object::steal(PyObject_CallOneArg(factory_.get(), data.get())) : Object();
    return made || !data ? made : validation.fail_raised(input, where);
}

bool RecordNode::fill_root(PyObject* model, PyObject* input, Validation& validation,
                           const Location* where) const {
    const FieldRule& field = fields_[0];
    if (input == nullptr) {
        if (field.is_required) {
            const Object nothing = Object::steal(PyDict_New());
            validation.fail("missing", "Field required", nothing.get(), where);
            return false;
        }
        return complete_model(model, {});
    }
    Object value = field.node->validate(input, validation, where);
    if (!value) {
        return false;
    }
    put(slots_of(model)[0], std::move(value));
    note_field_set(model, 0);
    return complete_model(model, {});
}

Object RecordNode::validate_field(std::size_t field, PyObject* input, Validation& validation) const {
    const Location place{.outer = nullptr, .item = fields_[field].name.get()};
    return fields_[field].node->validate(input, validation, &place);
}

std::size_t RecordNode::place_of(PyObject* name) const {
    for (std::size_t i = 0; i < fields_.size(); ++i) {
        if (fields_[i].name.get() == name || PyUnicode_Compare(fields_[i].name.get(), name) == 0) {
            return i;
        }
    }
    return FieldTable::nowhere;
}

/// By the __init__ that a class has itself, which hands on what it likes.
Object RecordNode::make_by_init(const Source& source, Validation& validation, const Location* where) const {
    const Object keywords = Object::steal(PyDict_New());
    const Object nothing = Object::steal(PyTuple_New(0));
    if (!keywords || !nothing || PyDict_Update(keywords.get(), source.input) < 0) {
        return {};
    }
    Object made = Object::steal(PyObject_Call(cls_.get(), nothing.get(), keywords.get()));
    return made ? made : validation.fail_raised(source.input, where);
}

/// @return false with an exception set, or when something was wrong.
bool RecordNode::collect(const Source& given, PyObject** values, Object& extra, Validation& validation,
                         const Location* where) const {
    const Py_ssize_t before = validation.mark();
    validation.add_fields_set(0);
    const bool tells_extra = extra_ != Extra::ignored && given.has_members;
    const Object used = Object::steal(tells_extra ? PySet_New(nullptr) : nullptr);
    Source source = given;
    source.used = used.get();
    if (extra_ == Extra::kept) {
        extra = Object::steal(PyDict_New());
    }
    if (PyErr_Occurred() != nullptr) {
        return false;
    }
    for (std::size_t i = 0; i < fields_.size(); ++i) {
        if (fields_[i].is_init && !collect_field(i, source, values, before, validation, where)) {
            return false;
        }
    }
    if (used && !collect_extra(source, extra, validation, where)) {
        return false;
    }
    if (made_as_ != MadeAs::typed_dict) {
        validation.lower_exactness(Exactness::strict);
    }
    return validation.mark() == before;
}

/// @return false with an exception set.
bool RecordNode::collect_field(std::size_t index, const Source& source, PyObject** values,
                               Py_ssize_t errors_before, Validation& validation,
                               const Location* where) const {
    const FieldRule& field = fields_[index];
    Source::Found found;
    if (!source.find(field, found)) {
        if (!source.has_members) {
            const MemberLocation place(source.missing(field), where);
            fail_attribute(source.input, validation, place.get());
        }
        return PyErr_Occurred() == nullptr;
    }
    if (found.value) {
        validation.add_fields_set(1);
        if (source.model != nullptr) {
            note_field_set(source.model, index);
        }
        const MemberLocation place(found, where);
        put(values[index], validate_member(index, values, found.value.get(), validation, place.get()));
        return PyErr_Occurred() == nullptr;
    }
    const MemberLocation place(source.missing(field), where);
    if (field.is_required) {
        validation.fail("missing", "Field required", source.input, place.get());
    } else if (field.validates_default || makes_defaults_of_data_) {
        put(values[index], make_validated_default(index, values, errors_before, validation, place.get()));
    }
    return PyErr_Occurred() == nullptr;
}

/// A default that is checked, or made of the fields before it.
Object RecordNode::make_validated_default(std::size_t index, PyObject** values, Py_ssize_t errors_before,
                                          Validation& validation, const Location* where) const {
    const FieldRule& field = fields_[index];
    if (field.by_default.takes_data() && validation.mark() != errors_before) {
        return validation.fail(
            "default_factory_not_called",
            "The default factory uses validated data, but at least one validation error occurred", Py_None,
            where);
    }
    Object value = make_default(index, values);
    return value && field.validates_default ? validate_member(index, values, value.get(), validation, where)
                                            : value;
}

Object RecordNode::validate_member(std::size_t index, PyObject** values, PyObject* input,
                                   Validation& validation, const Location* where) const {
    const Around around(*this, index, values);
    const auto* outer = validation.exchange_surroundings(&around);
    Object value = fields_[index].node->validate(input, validation, where);
    static_cast<void>(validation.exchange_surroundings(outer));
    return value;
}

/// What the input has beside the fields. @return false with an exception set.
bool RecordNode::collect_extra(const Source& source, Object& extra, Validation& validation,
                               const Location* where) const {
    const Object members = Object::steal(PyMapping_Items(source.input));
    for (Py_ssize_t i = 0; members && i < PyList_GET_SIZE(members.get()); ++i) {
        PyObject* const key = PyTuple_GET_ITEM(PyList_GET_ITEM(members.get(), i), 0);
        PyObject* const value = PyTuple_GET_ITEM(PyList_GET_ITEM(members.get(), i), 1);
        const Location place{.outer = where, .item = key};
        const int is_used = PySet_Contains(source.used, key);
        if (is_used == 1) {
            continue;
        }
        if (is_used == 0 && PyUnicode_Check(key) == 0) {
            validation.fail("invalid_key", "Keys should be strings", key, &place);
        } else if (is_used == 0 && extra_ == Extra::refused) {
            const bool is_dataclass = made_as_ == MadeAs::dataclass;
            validation.fail(is_dataclass ? "unexpected_keyword_argument" : "extra_forbidden",
                            is_dataclass ? "Unexpected keyword argument" : "Extra inputs are not permitted",
                            value, &place);
        } else if (is_used == 0) {
            const Object checked = validate_extra(value, validation, &place);
            if (checked && PyDict_SetItem(extra.get(), key, checked.get()) < 0) {
                return false;
            }
        }
        if (PyErr_Occurred() != nullptr) {
            return false;
        }
    }
    return static_cast<bool>(members);
}

Object RecordNode::validate_extra(PyObject* value, Validation& validation, const Location* where) const {
    return extra_node_ ? extra_node_->validate(value, validation, where) : Object::borrow(value);
}

Object RecordNode::fail_type(PyObject* input, Validation& validation, const Location* where) const {
    if (made_as_ == MadeAs::typed_dict) {
        return validation.fail(
            "dict_type",
            validation.in_words_of("Input should be a valid dictionary", "Input should be an object"), input,
            where);
    }
    if (is_model() && validation.mode() == Mode::python &&
        validation.asked().from_attributes.value_or(takes_attributes_)) {
        return validation.fail("model_attributes_type",
                               "Input should be a valid dictionary or object to extract fields from", input,
                               where);
    }
    const bool is_exact = !is_model() && validation.is_strict(strict_) && validation.words() == Mode::python;
    const char* words = is_exact     ? "Input should be an instance of %U"
                        : is_model() ? "Input should be a valid dictionary or instance of %U"
                                     : "Input should be a dictionary or an instance of %U";
    const Object message = validation.words() == Mode::json
                               ? Object::steal(PyUnicode_FromString("Input should be an object"))
                               : Object::steal(PyUnicode_FromFormat(words, class_name_.get()));
    const Object context =
        message ? Object::steal(Py_BuildValue("{s:O}", "class_name", class_name_.get())) : Object();
    const char* error = is_model() ? "model_type" : is_exact ? "dataclass_exact_type" : "dataclass_type";
    return context ? validation.fail(error, message, context, input, where) : Object();
}

}  // namespace fasterapi::python::schema
