#include "schema/field_rule.h"

#include "json/writer.h"

namespace fasterapi::python::schema {

namespace {

std::string_view utf8_of(const Object& text) {
    Py_ssize_t size = 0;
    const char* bytes = PyUnicode_AsUTF8AndSize(text.get(), &size);
    return bytes == nullptr ? std::string_view() : std::string_view(bytes, static_cast<std::size_t>(size));
}

std::string as_member(const Object& name) {
    ByteBuffer out;
    json::write_string(out, utf8_of(name));
    out.append(':');
    return std::string(out.view());
}

/// nodes.MISSING is no default.
bool is_missing(const Object& value) {
    return std::string_view(Py_TYPE(value.get())->tp_name) == "Missing";
}

/// list, dict and set, which are what factories mostly are.
bool is_own_code(const Object& factory) {
    const PyObject* made = factory.get();
    const auto is = [made](const PyTypeObject& type) {
        return made == reinterpret_cast<const PyObject*>(&type);
    };
    return made != nullptr && !is(PyList_Type) && !is(PyDict_Type) && !is(PySet_Type);
}

/// What a default that two instances must not share is made of.
bool is_mutable(PyObject* value) {
    return !(value == Py_None || PyBool_Check(value) != 0 || PyLong_Check(value) != 0 ||
             PyFloat_Check(value) != 0 || PyUnicode_Check(value) != 0 || PyBytes_Check(value) != 0);
}

}  // namespace

bool FieldRule::read(const Declaration& declaration, Builder& builder) {
    name = declaration.object("name");
    alias = declaration.object("alias");
    dump_alias = declaration.object("dump_alias");
    node = builder.build(declaration.object("node"));
    default_value = declaration.object("default");
    default_factory = declaration.object("default_factory");
    factory_takes_data = declaration.flag("factory_takes_data");
    validates_default = declaration.flag("validate_default");
    is_init_only = declaration.flag("init_only");
    is_excluded = declaration.flag("exclude");
    is_frozen = declaration.flag("frozen");
    is_required = declaration.flag("required");
    if (PyErr_Occurred() != nullptr || !node) {
        return false;
    }
    for (Object* text : {&name, &alias, &dump_alias}) {
        if (text->get() == Py_None) {
            *text = name;
        }
        PyObject* interned = text->release();
        PyUnicode_InternInPlace(&interned);
        *text = Object::steal(interned);
    }
    written = as_member(name);
    written_by_alias = as_member(dump_alias);
    if (is_missing(default_value)) {
        default_value.reset();
    }
    if (default_factory.get() == Py_None) {
        default_factory.reset();
    }
    if (is_own_code(default_factory)) {
        builder.note_code();
    }
    copies_default = default_value && is_mutable(default_value.get());
    return PyErr_Occurred() == nullptr;
}

Object FieldRule::make_new_default() const {
    if (default_factory) {
        return Object::steal(PyObject_CallNoArgs(default_factory.get()));
    }
    const Object copy = Object::steal(PyImport_ImportModule("copy"));
    return copy ? Object::steal(PyObject_CallMethod(copy.get(), "deepcopy", "(O)", default_value.get()))
                : Object();
}

int FieldRule::traverse(visitproc visit, void* arg) const {
    for (const Object* member : {&default_value, &default_factory}) {
        if (const int stop = member->traverse(visit, arg); stop != 0) {
            return stop;
        }
    }
    return node ? node->traverse(visit, arg) : 0;
}

void FieldRule::clear() noexcept {
    default_value.reset();
    default_factory.reset();
    if (node) {
        node->clear();
    }
}

}  // namespace fasterapi::python::schema
