// Records as JSON, and as dicts.
#include <utility>

#include "json/writer.h"
#include "schema/model.h"
#include "schema/record.h"

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
    const int is_one = Py_IS_TYPE(value, type()) != 0 ? 1 : PyObject_IsInstance(value, cls_.get());
    if (is_one == 0) {
        PyErr_Format(PyExc_TypeError, "a %U is expected, not %.100s", title_.get(), Py_TYPE(value)->tp_name);
    }
    return is_one == 1;
}

/// Call `visit` with each field that is to be written, and its value.
/// @return false with an exception set.
template <class Visit>
bool RecordNode::each_chosen(PyObject* value, const Choice& choice, Visit visit) const {
    const bool is_exact = Py_TYPE(value) == type();
    const bool is_dict = made_as_ == MadeAs::typed_dict;
    const bool tells_unset = choice.exclude_unset && made_as_ == MadeAs::model && is_exact;
    for (std::size_t i = 0; i < fields_.size(); ++i) {
        const FieldRule& field = fields_[i];
        if (field.is_init_only || field.is_excluded || (tells_unset && !is_field_set(value, i))) {
            continue;
        }
        Object member;
        if (is_exact && field.slot_offset >= 0) {
            member = Object::borrow(
                *reinterpret_cast<PyObject**>(reinterpret_cast<char*>(value) + field.slot_offset));
        } else if (is_dict) {
            member = Object::borrow(PyDict_GetItemWithError(value, field.name.get()));
        } else {
            member = Object::steal(PyObject_GetAttr(value, field.name.get()));
        }
        if (!member) {
            if (PyErr_Occurred() != nullptr) {
                return false;
            }
            continue;
        }
        if (choice.exclude_none && member.get() == Py_None) {
            continue;
        }
        if (choice.exclude_defaults && field.default_value) {
            const int is_default = PyObject_RichCompareBool(member.get(), field.default_value.get(), Py_EQ);
            if (is_default < 0) {
                return false;
            }
            if (is_default == 1) {
                continue;
            }
        }
        if (!visit(field, member.get())) {
            return false;
        }
    }
    return true;
}

bool RecordNode::write(PyObject* value, Writing& writing) const {
    const Deeper deeper(writing);
    return is_record(value, writing) && deeper.is_allowed() && write_fields(value, writing);
}

bool RecordNode::write_fields(PyObject* value, Writing& writing) const {
    const bool by_alias = writing.by_alias.value_or(dumps_by_alias_);
    char separator = '{';
    const bool written = each_chosen(value, writing, [&](const FieldRule& field, PyObject* member) {
        writing.out.append(std::exchange(separator, ','));
        writing.out.append(by_alias ? field.written_by_alias : field.written);
        return field.node->write(member, writing);
    });
    writing.out.append(separator == '{' ? "{}" : "}");
    return written;
}

Object RecordNode::dump(PyObject* value, Dumping& dumping) const {
    const Deeper deeper(dumping);
    if (!is_record(value, dumping) || !deeper.is_allowed()) {
        return {};
    }
    const bool by_alias = dumping.by_alias.value_or(dumps_by_alias_);
    Object dict = Object::steal(PyDict_New());
    const bool dumped =
        dict && each_chosen(value, dumping, [&](const FieldRule& field, PyObject* member) {
            const Object dumped_member = field.node->dump(member, dumping);
            PyObject* name = (by_alias ? field.dump_alias : field.name).get();
            return dumped_member && PyDict_SetItem(dict.get(), name, dumped_member.get()) == 0;
        });
    return dumped ? dict : Object();
}

}  // namespace fasterapi::python::schema
