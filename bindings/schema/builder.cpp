#include "schema/builder.h"

#include <array>

#include "schema/reference.h"

namespace fasterapi::python::schema {

namespace {

struct Kind {
    std::string_view name;
    NodePtr (*make)(const Declaration&, Builder&);
};

constexpr std::array kinds{
    Kind{"any", make_any},
    Kind{"bool", make_boolean},
    Kind{"bytes", make_bytes},
    Kind{"check", make_check},
    Kind{"date", make_date},
    Kind{"datetime", make_datetime},
    Kind{"decimal", make_decimal},
    Kind{"definition", make_definition},
    Kind{"deque", make_deque},
    Kind{"dict", make_dict},
    Kind{"email", make_checked_text},
    Kind{"enum", make_enumeration},
    Kind{"float", make_real},
    Kind{"foreign", make_foreign},
    Kind{"function", make_function},
    Kind{"int", make_integer},
    Kind{"ip", make_text_class},
    Kind{"iterable", make_iterable},
    Kind{"list", make_list},
    Kind{"literal", make_literal},
    Kind{"members", make_members},
    Kind{"model", make_model_reference},
    Kind{"named_tuple", make_named_tuple},
    Kind{"none", make_none},
    Kind{"nullable", make_nullable},
    Kind{"path", make_text_class},
    Kind{"record", make_record},
    Kind{"reference", make_reference},
    Kind{"sequence", make_sequence},
    Kind{"serializer", make_serializer},
    Kind{"set", make_set},
    Kind{"str", make_text},
    Kind{"tagged_union", make_tagged_union},
    Kind{"time", make_time_of_day},
    Kind{"timedelta", make_duration},
    Kind{"tuple", make_tuple},
    Kind{"unchecked", make_unchecked},
    Kind{"union", make_union},
    Kind{"url", make_checked_text},
    Kind{"uuid", make_uuid},
};

}  // namespace

Object Declaration::object(const char* name) const {
    return PyErr_Occurred() != nullptr ? Object() : Object::steal(PyObject_GetAttrString(node_, name));
}

std::string Declaration::text(const char* name) const {
    const Object value = object(name);
    Py_ssize_t size = 0;
    const char* text = value ? PyUnicode_AsUTF8AndSize(value.get(), &size) : nullptr;
    return text == nullptr ? std::string() : std::string(text, static_cast<std::size_t>(size));
}

bool Declaration::flag(const char* name) const {
    return optional_flag(name).value_or(false);
}

std::optional<bool> Declaration::optional_flag(const char* name) const {
    const Object value = object(name);
    if (!value || value.get() == Py_None) {
        return std::nullopt;
    }
    return PyObject_IsTrue(value.get()) == 1;
}

std::optional<Py_ssize_t> Declaration::length(const char* name) const {
    const Object value = object(name);
    if (!value || value.get() == Py_None) {
        return std::nullopt;
    }
    return PyNumber_AsSsize_t(value.get(), PyExc_OverflowError);
}

NodePtr Builder::build(PyObject* declaration) {
    const Declaration declared(declaration);
    const std::string name = declared.text("kind");
    if (PyErr_Occurred() != nullptr) {
        return nullptr;
    }
    for (const Kind& kind : kinds) {
        if (kind.name == name) {
            NodePtr node = kind.make(declared, *this);
            return PyErr_Occurred() == nullptr ? std::move(node) : nullptr;
        }
    }
    PyErr_Format(PyExc_ValueError, "there is no schema node of the kind '%s'", name.c_str());
    return nullptr;
}

bool Builder::resolve() {
    for (const auto& [name, reference] : references_) {
        const auto definition = definitions_.find(name);
        if (definition == definitions_.end()) {
            PyErr_Format(PyExc_ValueError, "a schema refers to '%s', which it does not have", name.c_str());
            return false;
        }
        definition->second->note_reference();
        reference->refer_to(*definition->second);
    }
    return true;
}

}  // namespace fasterapi::python::schema
