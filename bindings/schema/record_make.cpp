// Records out of the values of their fields.
#include "schema/model.h"
#include "schema/record.h"

namespace fasterapi::python::schema {

Object RecordNode::make_default(std::size_t index, PyObject** values) const {
    return fields_[index].make_default([&] {
        Object data = Object::steal(PyDict_New());
        for (std::size_t i = 0; data && i < index; ++i) {
            if (values[i] != nullptr && PyDict_SetItem(data.get(), fields_[i].name.get(), values[i]) < 0) {
                data.reset();
            }
        }
        return data;
    });
}

bool RecordNode::add_defaults(PyObject** values) const {
    for (std::size_t i = 0; i < fields_.size(); ++i) {
        if (values[i] == nullptr) {
            put(values[i], make_default(i, values));
            if (values[i] == nullptr) {
                return false;
            }
        }
    }
    return true;
}

bool RecordNode::complete_model(PyObject* model) const {
    PyObject** const values = slots_of(model);
    for (std::size_t i = 0; i < fields_.size(); ++i) {
        if (values[i] != nullptr) {
            note_field_set(model, i);
        }
    }
    if (!add_defaults(values)) {
        return false;
    }
    if (!post_init_) {
        return true;
    }
    const Object done = Object::steal(PyObject_CallMethodOneArg(model, post_init_.get(), Py_None));
    return static_cast<bool>(done);
}

Object RecordNode::make(PyObject** values) const {
    return made_as_ == MadeAs::typed_dict ? make_dict(values)
           : add_defaults(values)         ? make_instance(values)
                                          : Object();
}

Object RecordNode::make_instance(PyObject** values) const {
    const Object nothing = Object::steal(PyTuple_New(0));
    Object instance = nothing ? Object::steal(type()->tp_new(type(), nothing.get(), nullptr)) : Object();
    if (!instance) {
        return {};
    }
    std::vector<PyObject*> arguments;
    for (std::size_t i = 0; i < fields_.size(); ++i) {
        const FieldRule& field = fields_[i];
        if (field.is_init_only) {
            arguments.push_back(values[i]);
        } else if (field.slot_offset >= 0) {
            auto* place =
                reinterpret_cast<PyObject**>(reinterpret_cast<char*>(instance.get()) + field.slot_offset);
            put(*place, Object::steal(std::exchange(values[i], nullptr)));
        } else if (PyObject_GenericSetAttr(instance.get(), field.name.get(), values[i]) < 0) {
            return {};
        }
    }
    if (!post_init_) {
        return instance;
    }
    arguments.insert(arguments.begin(), instance.get());
    const Object done = Object::steal(
        PyObject_VectorcallMethod(post_init_.get(), arguments.data(), arguments.size(), nullptr));
    return done ? instance : Object();
}

Object RecordNode::make_dict(PyObject** values) const {
    Object dict = Object::steal(PyDict_New());
    for (std::size_t i = 0; dict && i < fields_.size(); ++i) {
        if (values[i] != nullptr && PyDict_SetItem(dict.get(), fields_[i].name.get(), values[i]) < 0) {
            return {};
        }
    }
    return dict;
}

}  // namespace fasterapi::python::schema
