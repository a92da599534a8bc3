#include "schema/selection.h"

namespace fasterapi::python::schema {

namespace {

/// What an include or exclude says of one key.
struct Said {
    enum class Of : std::uint8_t { nothing, all, inner };
    Of what = Of::nothing;
    Object inner{};  ///< empty: nothing is said of what is inside
};

bool is_all(PyObject* value) {
    return value == Py_True || value == Py_Ellipsis;
}

/// {1, 2} as {1: ..., 2: ...}.
Object as_dict(PyObject* selection) {
    if (PyDict_Check(selection) != 0) {
        return Object::steal(PyDict_Copy(selection));
    }
    Object dict = Object::steal(PyDict_New());
    const Object items = Object::steal(PySequence_List(selection));
    for (Py_ssize_t i = 0; dict && items && i < PyList_GET_SIZE(items.get()); ++i) {
        if (PyDict_SetItem(dict.get(), PyList_GET_ITEM(items.get(), i), Py_Ellipsis) < 0) {
            dict.reset();
        }
    }
    return items ? dict : Object();
}

/// What is said of an item by itself goes before what is said of all.
Object merged(PyObject* own, PyObject* of_all) {
    Object result = as_dict(of_all);
    const Object more = result ? as_dict(own) : Object();
    if (!more) {
        return {};
    }
    PyObject* key = nullptr;
    PyObject* value = nullptr;
    Py_ssize_t at = 0;
    while (PyDict_Next(more.get(), &at, &key, &value) != 0) {
        PyObject* known = PyDict_GetItemWithError(result.get(), key);
        const Object both = known != nullptr && !is_all(value) && !is_all(known) ? merged(value, known)
                                                                                 : Object::borrow(value);
        if (!both || PyDict_SetItem(result.get(), key, both.get()) < 0) {
            return {};
        }
    }
    return result;
}

Object get(PyObject* dict, PyObject* key) {
    return key == nullptr ? Object() : Object::borrow(PyDict_GetItemWithError(dict, key));
}

/// @return nothing with an exception set, too.
Said said_by_dict(PyObject* dict, PyObject* key, PyObject* other_key) {
    const Object name_of_all = Object::steal(PyUnicode_FromString("__all__"));
    Object own = get(dict, key);
    if (!own && PyErr_Occurred() == nullptr) {
        own = get(dict, other_key);
    }
    const Object of_all =
        name_of_all && PyErr_Occurred() == nullptr ? get(dict, name_of_all.get()) : Object();
    if (PyErr_Occurred() != nullptr || (!own && !of_all)) {
        return {};
    }
    if (own && of_all && !is_all(own.get()) && !is_all(of_all.get())) {
        return {.what = Said::Of::inner, .inner = merged(own.get(), of_all.get())};
    }
    const Object& one = own ? own : of_all;
    return is_all(one.get())      ? Said{.what = Said::Of::all}
           : one.get() == Py_None ? Said{.what = Said::Of::inner}
                                  : Said{.what = Said::Of::inner, .inner = one};
}

Said said_by_set(PyObject* set, PyObject* key, PyObject* other_key) {
    const Object name_of_all = Object::steal(PyUnicode_FromString("__all__"));
    for (PyObject* name : {key, other_key, name_of_all.get()}) {
        const int has = name != nullptr ? PySequence_Contains(set, name) : 0;
        if (has != 0) {
            return has == 1 ? Said{.what = Said::Of::all} : Said{};
        }
    }
    return {};
}

Said said_by(PyObject* selection, const char* name, PyObject* key, PyObject* other_key) {
    if (PyDict_Check(selection) != 0) {
        return said_by_dict(selection, key, other_key);
    }
    const PySequenceMethods* methods = Py_TYPE(selection)->tp_as_sequence;
    if (methods == nullptr || methods->sq_contains == nullptr) {
        PyErr_Format(PyExc_TypeError, "`%s` argument must be a set or dict.", name);
        return {};
    }
    return said_by_set(selection, key, other_key);
}

}  // namespace

void Selection::select_place(Py_ssize_t place, Py_ssize_t count) {
    const Object from_start = Object::steal(PyLong_FromSsize_t(place));
    const Object from_end = Object::steal(PyLong_FromSsize_t(place - count));
    is_written_ = from_start && from_end;
    if (is_written_) {
        select(from_start.get(), from_end.get());
    }
}

void Selection::select(PyObject* key, PyObject* other_key) {
    Said exclude;
    Said include;
    if (choice_.exclude != nullptr) {
        exclude = said_by(choice_.exclude, "exclude", key, other_key);
        is_written_ = exclude.what != Said::Of::all;
    }
    if (choice_.include != nullptr && is_written_ && PyErr_Occurred() == nullptr) {
        include = said_by(choice_.include, "include", key, other_key);
        is_written_ = include.what != Said::Of::nothing;
    }
    is_written_ = is_written_ && PyErr_Occurred() == nullptr;
    narrowed_.emplace(Narrowed{.include = std::move(include.inner),
                               .exclude = std::move(exclude.inner),
                               .outer_include = choice_.include,
                               .outer_exclude = choice_.exclude});
    choice_.include = narrowed_->include.get();
    choice_.exclude = narrowed_->exclude.get();
}

}  // namespace fasterapi::python::schema
