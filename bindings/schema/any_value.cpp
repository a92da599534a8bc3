#include <utility>

#include "json/writer.h"
#include "json_encoder.h"
#include "schema/any.h"
#include "schema/schema.h"
#include "schema/selection.h"

namespace fasterapi::python::schema {

namespace {

/// One collection more around what is written: it may hold itself.
class Around {
public:
    explicit Around(Choice& choice) : choice_(choice), is_allowed_(choice.depth < json::nesting_limit) {
        ++choice_.depth;
        if (!is_allowed_) {
            PyErr_SetString(PyExc_ValueError, "Circular reference detected");
        }
    }
    ~Around() { --choice_.depth; }
    Around(const Around&) = delete;
    Around& operator=(const Around&) = delete;

    explicit operator bool() const noexcept { return is_allowed_; }

private:
    Choice& choice_;
    bool is_allowed_;
};

/// The schema of what values of a type are; empty without an exception where that has none.
Object schema_of_value(PyObject* value) {
    const Object module = Object::steal(PyImport_ImportModule("fasterapi.schema.inferring"));
    Object schema = module ? Object::steal(PyObject_CallMethod(module.get(), "schema_of_type", "O",
                                                               reinterpret_cast<PyObject*>(Py_TYPE(value))))
                           : Object();
    return schema.get() == Py_None ? Object() : schema;
}

bool is_sequence(PyObject* value) {
    return PyList_Check(value) != 0 || PyTuple_Check(value) != 0;
}

bool write_items(PyObject* value, Writing& writing) {
    const Object items = Object::steal(PySequence_List(value));
    char separator = '[';
    for (Py_ssize_t i = 0; items && i < PyList_GET_SIZE(items.get()); ++i) {
        const Selection selection(writing, i, PyList_GET_SIZE(items.get()));
        if (selection.is_written()) {
            writing.out.append(std::exchange(separator, ','));
        }
        if (selection.is_written() ? !write_any(PyList_GET_ITEM(items.get(), i), writing)
                                   : PyErr_Occurred() != nullptr) {
            return false;
        }
    }
    writing.out.append(separator == '[' ? "[]" : "]");
    return static_cast<bool>(items);
}

bool write_members(PyObject* value, Writing& writing) {
    const Object items = Object::steal(PyDict_Items(value));
    char separator = '{';
    for (Py_ssize_t i = 0; items && i < PyList_GET_SIZE(items.get()); ++i) {
        PyObject* const key = PyTuple_GET_ITEM(PyList_GET_ITEM(items.get(), i), 0);
        PyObject* const member = PyTuple_GET_ITEM(PyList_GET_ITEM(items.get(), i), 1);
        const Selection selection(writing, key);
        if (!selection.is_written()) {
            if (PyErr_Occurred() != nullptr) {
                return false;
            }
            continue;
        }
        writing.out.append(std::exchange(separator, ','));
        const Object name = Object::steal(PyObject_Str(key));
        if (!name || !encode_json(name.get(), writing.out)) {
            return false;
        }
        writing.out.append(':');
        if (!write_any(member, writing)) {
            return false;
        }
    }
    writing.out.append(separator == '{' ? "{}" : "}");
    return static_cast<bool>(items);
}

Object dump_items(PyObject* value, Dumping& dumping) {
    const Object items = Object::steal(PySequence_List(value));
    Object dumped = Object::steal(PyList_New(0));
    for (Py_ssize_t i = 0; items && dumped && i < PyList_GET_SIZE(items.get()); ++i) {
        const Selection selection(dumping, i, PyList_GET_SIZE(items.get()));
        if (!selection.is_written()) {
            if (PyErr_Occurred() != nullptr) {
                return {};
            }
            continue;
        }
        const Object item = dump_any(PyList_GET_ITEM(items.get(), i), dumping);
        if (!item || PyList_Append(dumped.get(), item.get()) < 0) {
            return {};
        }
    }
    return items ? dumped : Object();
}

Object dump_members(PyObject* value, Dumping& dumping) {
    const Object items = Object::steal(PyDict_Items(value));
    Object dumped = Object::steal(PyDict_New());
    for (Py_ssize_t i = 0; items && dumped && i < PyList_GET_SIZE(items.get()); ++i) {
        PyObject* const key = PyTuple_GET_ITEM(PyList_GET_ITEM(items.get(), i), 0);
        const Selection selection(dumping, key);
        if (!selection.is_written()) {
            if (PyErr_Occurred() != nullptr) {
                return {};
            }
            continue;
        }
        const Object member = dump_any(PyTuple_GET_ITEM(PyList_GET_ITEM(items.get(), i), 1), dumping);
        if (!member || PyDict_SetItem(dumped.get(), key, member.get()) < 0) {
            return {};
        }
    }
    return items ? dumped : Object();
}

}  // namespace

bool write_any(PyObject* value, Writing& writing) {
    const std::size_t before = writing.out.size();
    if (writing.include == nullptr && writing.exclude == nullptr) {
        if (encode_json(value, writing.out, NonFinite::null)) {
            return true;
        }
        if (PyErr_ExceptionMatches(PyExc_TypeError) == 0) {
            return false;
        }
        PyErr_Clear();  // there is something in it that only a schema can write
        writing.out.truncate(before);
    }
    const Around around(writing);
    if (!around) {
        return false;
    }
    if (PyDict_Check(value) != 0) {
        return write_members(value, writing);
    }
    if (is_sequence(value) || PyAnySet_Check(value) != 0) {
        return write_items(value, writing);
    }
    const Object schema = schema_of_value(value);
    if (schema) {
        return schema_in(schema.get()).root().write(value, writing);
    }
    return PyErr_Occurred() == nullptr && encode_json(value, writing.out, NonFinite::null);
}

Object dump_any(PyObject* value, Dumping& dumping) {
    if (value == Py_None || PyUnicode_CheckExact(value) != 0 || PyLong_CheckExact(value) != 0 ||
        PyFloat_CheckExact(value) != 0 || PyBool_Check(value) != 0) {
        return Object::borrow(value);
    }
    const Around around(dumping);
    if (!around) {
        return {};
    }
    if (PyDict_Check(value) != 0) {
        return dump_members(value, dumping);
    }
    if (is_sequence(value) || PyAnySet_Check(value) != 0) {
        Object items = dump_items(value, dumping);
        return !items || PyList_Check(value) != 0 ? items
               : PyTuple_Check(value) != 0        ? Object::steal(PyList_AsTuple(items.get()))
               : PyFrozenSet_Check(value) != 0    ? Object::steal(PyFrozenSet_New(items.get()))
                                                  : Object::steal(PySet_New(items.get()));
    }
    const Object schema = schema_of_value(value);
    if (schema) {
        return schema_in(schema.get()).root().dump(value, dumping);
    }
    return PyErr_Occurred() == nullptr ? Object::borrow(value) : Object();
}

}  // namespace fasterapi::python::schema
