#include "schema/field_rule.h"

namespace fasterapi::python::schema {

namespace {

std::string_view utf8_of(const Object& text) {
    Py_ssize_t size = 0;
    const char* bytes = PyUnicode_AsUTF8AndSize(text.get(), &size);
    return bytes == nullptr ? std::string_view() : std::string_view(bytes, static_cast<std::size_t>(size));
}

/// @return false with an exception set.
bool read_paths(const Object& declared, std::vector<Path>& paths) {
    const Object list = declared ? Object::steal(PySequence_Tuple(declared.get())) : Object();
    for (Py_ssize_t i = 0; list && i < PyTuple_GET_SIZE(list.get()); ++i) {
        const Object items = Object::steal(PySequence_Tuple(PyTuple_GET_ITEM(list.get(), i)));
        Path& path = paths.emplace_back();
        for (Py_ssize_t j = 0; items && j < PyTuple_GET_SIZE(items.get()); ++j) {
            path.push_back(Object::borrow(PyTuple_GET_ITEM(items.get(), j)));
        }
    }
    return PyErr_Occurred() == nullptr;
}

}  // namespace

bool FieldRule::read(const Declaration& declaration, Builder& builder) {
    name = declaration.object("name");
    alias = declaration.object("alias");
    dump_alias = declaration.object("dump_alias");
    node = builder.build(declaration.object("node"));
    validates_default = declaration.flag("validate_default");
    is_init = declaration.flag("init");
    is_init_only = declaration.flag("init_only");
    is_excluded = declaration.flag("exclude");
    is_required = declaration.flag("required");
    if (PyErr_Occurred() != nullptr || !node || !read_paths(declaration.object("paths"), paths)) {
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
    written = json::MemberName(utf8_of(name));
    written_by_alias = json::MemberName(utf8_of(dump_alias));
    const Object declared = declaration.object("serializer");
    if (declared && declared.get() != Py_None &&
        !serializer.emplace().read(Declaration(declared.get()), builder)) {
        return false;
    }
    return declared && by_default.read(declaration, builder);
}

int FieldRule::traverse(visitproc visit, void* arg) const {
    if (const int stop = serializer ? serializer->traverse(visit, arg) : 0; stop != 0) {
        return stop;
    }
    const int stop = by_default.traverse(visit, arg);
    return stop != 0 || !node ? stop : node->traverse(visit, arg);
}

void FieldRule::clear() noexcept {
    by_default.clear();
    if (serializer) {
        serializer->clear();
    }
    if (node) {
        node->clear();
    }
}

}  // namespace fasterapi::python::schema
