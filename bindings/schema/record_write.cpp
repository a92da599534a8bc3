// Records as JSON, and as dicts.
#include <utility>

#include "json/writer.h"
#include "json_encoder.h"
#include "schema/any.h"
#include "schema/model.h"
#include "schema/record.h"
#include "schema/selection.h"

namespace fasterapi::python::schema {

namespace {

/// One record more around what is written.
class Deeper {
public:
    explicit Deeper(Choice& choice) noexcept : choice_(choice) { ++choice_.depth; }
    ~Deeper() { --choice_.depth; }
    Deeper(const Deeper&) = delete;
    Deeper& operator=(const Deeper&) = delete;

    /// false with an exception set.
    [[nodiscard]] bool is_allowed() const {
        if (choice_.depth > json::nesting_limit) {
            PyErr_Format(PyExc_ValueError, "nested deeper than %d records", json::nesting_limit);
        }
        return choice_.depth <= json::nesting_limit;
    }

private:
    Choice& choice_;
};

}  // namespace

Node::Suits RecordNode::suits(PyObject* value) const {
    if (made_as_ == MadeAs::typed_dict) {
        return PyDict_Check(value) != 0 ? Suits::yes : Suits::no;
    }
    return Py_IS_TYPE(value, type()) != 0           ? Suits::yes
           : PyObject_TypeCheck(value, type()) != 0 ? Suits::perhaps
                                                    : Suits::no;
}

bool RecordNode::has_its_keys(PyObject* dict) const {
    Py_ssize_t known = 0;
    for (const FieldRule& field : fields_) {
        const Object member = Object::borrow(PyDict_GetItemWithError(dict, field.name.get()));
        if (!member && (PyErr_Occurred() != nullptr || field.is_required)) {
            return false;
        }
        known += member ? 1 : 0;
    }
    return known == PyDict_GET_SIZE(dict);
}

/// @return false with an exception set.
bool RecordNode::is_record(PyObject* value, const Choice& choice) const {
    if (made_as_ == MadeAs::typed_dict) {
        const bool is_one = PyDict_Check(value) != 0 && (!choice.is_choosing || has_its_keys(value));
        if (!is_one && PyErr_Occurred() == nullptr) {
            PyErr_Format(PyExc_TypeError, "a dict with the members of %U is expected", title_.get());
        }
        return is_one;
    }
    const int is_one = PyObject_TypeCheck(value, type()) != 0 ? 1 : PyObject_IsInstance(value, cls_.get());
    if (is_one == 0) {
        PyErr_Format(PyExc_TypeError, "a %U is expected, not %.100s", title_.get(), Py_TYPE(value)->tp_name);
    }
    return is_one == 1;
}

namespace {

/// 1: `value` is what the field has by default. -1 with an exception set.
int is_default(const FieldRule& field, PyObject* value) {
    if (field.is_required || !field.by_default || field.by_default.takes_data()) {
        return 0;
    }
    const Object by_default = field.by_default.make();
    return by_default ? PyObject_RichCompareBool(value, by_default.get(), Py_EQ) : -1;
}

}  // namespace

/// Gets the fields out of one value.
class RecordNode::Fields {
public:
    Fields(const RecordNode& record, PyObject* value) noexcept
        : record_(record),
          value_(value),
          is_exact_(Py_IS_TYPE(value, record.type()) != 0),
          is_model_(record.is_model() && (is_exact_ || PyObject_TypeCheck(value, record.type()) != 0)) {}

    /// Empty without an exception where the value has none.
    [[nodiscard]] Object get(std::size_t index) const {
        const FieldRule& field = record_.fields_[index];
        if (is_exact_ && field.slot_offset >= 0) {
            return Object::borrow(
                *reinterpret_cast<PyObject**>(reinterpret_cast<char*>(value_) + field.slot_offset));
        }
        if (const std::size_t place = place_of(index); place != FieldTable::nowhere) {
            return Object::borrow(slots_of(value_)[place]);
        }
        if (record_.made_as_ == MadeAs::typed_dict) {
            return Object::borrow(PyDict_GetItemWithError(value_, field.name.get()));
        }
        Object found = Object::steal(PyObject_GetAttr(value_, field.name.get()));
        // Made without checking it, a model may lack some.
        if (!found && record_.is_model() && PyErr_ExceptionMatches(PyExc_AttributeError) != 0) {
            PyErr_Clear();
        }
        return found;
    }

    /// Whether a model had it from its default.
    [[nodiscard]] bool is_unset(std::size_t index) const noexcept {
        const std::size_t place = record_.made_as_ == MadeAs::model ? place_of(index) : FieldTable::nowhere;
        return place != FieldTable::nowhere && !is_field_set(value_, place);
    }

private:
    /// Where a model keeps a field. A class that inherits from the record's has the same ones first, unless
    /// it has several bases.
    [[nodiscard]] std::size_t place_of(std::size_t index) const noexcept {
        if (!is_model_ || is_exact_) {
            return is_model_ ? index : FieldTable::nowhere;
        }
        PyObject* const names = class_of_model(value_).field_names;
        const auto is_there = [names, name = record_.fields_[index].name.get()](std::size_t place) {
            return PyTuple_GET_ITEM(names, static_cast<Py_ssize_t>(place)) == name;
        };
        const auto count = static_cast<std::size_t>(PyTuple_GET_SIZE(names));
        if (index < count && is_there(index)) {
            return index;
        }
        std::size_t place = 0;
        while (place < count && !is_there(place)) {
            ++place;
        }
        return place < count ? place : FieldTable::nowhere;
    }

    const RecordNode& record_;
    PyObject* value_;
    bool is_exact_;
    bool is_model_;
};

Object RecordNode::root_of(PyObject* record) const {
    Object value = Fields(*this, record).get(0);
    if (!value && PyErr_Occurred() == nullptr) {
        PyErr_Format(PyExc_TypeError, "the %U has no root", title_.get());
    }
    return value;
}

template <class Visit>
bool RecordNode::each_chosen(PyObject* value, Choice& choice, Visit visit) const {
    const Fields fields(*this, value);
    for (std::size_t i = 0; i < fields_.size(); ++i) {
        const FieldRule& field = fields_[i];
        if (field.is_init_only || field.is_excluded || (choice.exclude_unset && fields.is_unset(i))) {
            continue;
        }
        const Object member = fields.get(i);
        const Selection selection(choice, field.name.get());
        if (!member || !selection.is_written()) {
            if (PyErr_Occurred() != nullptr) {
                return false;
            }
            continue;
        }
        if (choice.exclude_none && member.get() == Py_None) {
            continue;
        }
        const int is_left_out = choice.exclude_defaults ? is_default(field, member.get()) : 0;
        if (is_left_out < 0 || (is_left_out == 0 && !visit(field.name.get(), member.get(), &field))) {
            return false;
        }
    }
    return extra_ != Extra::kept || each_extra(value, choice, visit);
}

template <class Visit>
bool RecordNode::each_extra(PyObject* value, Choice& choice, Visit visit) const {
    PyObject* const kept = made_as_ == MadeAs::model && PyType_IsSubtype(Py_TYPE(value), type()) != 0
                               ? model_in(value).extra
                           : made_as_ == MadeAs::typed_dict ? value
                                                            : nullptr;
    const Object members = Object::steal(kept != nullptr ? PyDict_Items(kept) : PyList_New(0));
    for (Py_ssize_t i = 0; members && i < PyList_GET_SIZE(members.get()); ++i) {
        PyObject* const key = PyTuple_GET_ITEM(PyList_GET_ITEM(members.get(), i), 0);
        PyObject* const member = PyTuple_GET_ITEM(PyList_GET_ITEM(members.get(), i), 1);
        const bool is_field = made_as_ == MadeAs::typed_dict && place_of(key) != FieldTable::nowhere;
        if (is_field || (choice.exclude_none && member == Py_None)) {
            continue;
        }
        const Selection selection(choice, key);
        if (PyErr_Occurred() != nullptr || (selection.is_written() && !visit(key, member, nullptr))) {
            return false;
        }
    }
    return static_cast<bool>(members);
}

template <class Visit>
bool RecordNode::each_computed(PyObject* value, Choice& choice, Visit visit) const {
    for (const FieldRule& field : computed_) {
        const Selection selection(choice, field.name.get());
        if (!selection.is_written()) {
            if (PyErr_Occurred() != nullptr) {
                return false;
            }
            continue;
        }
        const Object member = Object::steal(PyObject_GetAttr(value, field.name.get()));
        if (!member || ((!choice.exclude_none || member.get() != Py_None) &&
                        !visit(field.name.get(), member.get(), &field))) {
            return false;
        }
    }
    return true;
}

/// A record for a function that writes around the usual way.
class RecordNode::AsUsual final : public Node {
public:
    explicit AsUsual(const RecordNode& record) noexcept : record_(record) {}

    [[nodiscard]] Object read(Reading& reading) const override { return record_.read(reading); }
    [[nodiscard]] Object validate(PyObject* input, Validation& validation,
                                  const Location* where) const override {
        return record_.validate(input, validation, where);
    }
    [[nodiscard]] bool write(PyObject* value, Writing& writing) const override {
        return record_.write_as_usual(value, writing);
    }
    [[nodiscard]] Object dump(PyObject* value, Dumping& dumping) const override {
        return record_.dump_as_usual(value, dumping);
    }

private:
    const RecordNode& record_;
};

bool RecordNode::write(PyObject* value, Writing& writing) const {
    const Deeper deeper(writing);
    if (!is_record(value, writing) || !deeper.is_allowed()) {
        return false;
    }
    return serializer_ ? serializer_->write({nullptr, value, nullptr}, AsUsual(*this), writing)
                       : write_as_usual(value, writing);
}

bool RecordNode::write_as_usual(PyObject* value, Writing& writing) const {
    if (made_as_ == MadeAs::root) {
        const Object root = root_of(value);
        return root && fields_[0].write(value, root.get(), writing);
    }
    const bool by_alias = writing.by_alias.value_or(dumps_by_alias_);
    char separator = '{';
    const auto write_member = [&](PyObject* name, PyObject* member, const FieldRule* field) {
        const char before = std::exchange(separator, ',');
        if (field != nullptr) {
            (by_alias ? field->written_by_alias : field->written).write(writing.out, before);
            return field->write(value, member, writing);
        }
        writing.out.append(before);
        if (!encode_text(name, writing.out)) {
            return false;
        }
        writing.out.append(':');
        return extra_node_ ? extra_node_->write(member, writing) : write_any(member, writing);
    };
    const bool written =
        each_chosen(value, writing, write_member) && each_computed(value, writing, write_member);
    writing.out.append(separator == '{' ? "{}" : "}");
    return written;
}

Object RecordNode::dump(PyObject* value, Dumping& dumping) const {
    const Deeper deeper(dumping);
    if (!is_record(value, dumping) || !deeper.is_allowed()) {
        return {};
    }
    return serializer_ ? serializer_->dump({nullptr, value, nullptr}, AsUsual(*this), dumping)
                       : dump_as_usual(value, dumping);
}

Object RecordNode::dump_as_usual(PyObject* value, Dumping& dumping) const {
    if (made_as_ == MadeAs::root) {
        const Object root = root_of(value);
        return root ? fields_[0].dump(value, root.get(), dumping) : Object();
    }
    const bool by_alias = dumping.by_alias.value_or(dumps_by_alias_);
    Object dict = Object::steal(PyDict_New());
    const auto dump_member = [&](PyObject* name, PyObject* member, const FieldRule* field) {
        const Object part = field != nullptr ? field->dump(value, member, dumping)
                            : extra_node_    ? extra_node_->dump(member, dumping)
                                             : dump_any(member, dumping);
        PyObject* const key = field != nullptr && by_alias ? field->dump_alias.get() : name;
        return part && PyDict_SetItem(dict.get(), key, part.get()) == 0;
    };
    const bool dumped =
        dict && each_chosen(value, dumping, dump_member) && each_computed(value, dumping, dump_member);
    return dumped ? dict : Object();
}

}  // namespace fasterapi::python::schema
