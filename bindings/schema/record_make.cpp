// Records out of the values of their fields.
#include "schema/model.h"
#include "schema/record.h"

namespace fasterapi::python::schema {

Object RecordNode::make_default(std::size_t index, PyObject** values) const {
    return fields_[index].by_default.make([&] { return data_of(values, index); });
}

Object RecordNode::data_of(PyObject** values, std::size_t count) const {
    Object data = Object::steal(PyDict_New());
    for (std::size_t i = 0; data && i < count; ++i) {
        if (values[i] != nullptr && PyDict_SetItem(data.get(), fields_[i].name.get(), values[i]) < 0) {
            data.reset();
        }
    }
    return data;
}

bool RecordNode::add_defaults(PyObject** values) const {
    for (std::size_t i = 0; i < fields_.size(); ++i) {
        const FieldRule& field = fields_[i];
        if (values[i] == nullptr && (field.is_init || field.by_default)) {
            put(values[i], make_default(i, values));
            if (values[i] == nullptr) {
                return false;
            }
        }
    }
    return true;
}

bool RecordNode::complete_model(PyObject* model, Object extra) const {
    PyObject** const values = slots_of(model);
    put(model_in(model).extra, std::move(extra));
    if (!add_defaults(values) || !set_privates(model)) {
        return false;
    }
    if (!post_init_) {
        return true;
    }
    const Object done = Object::steal(PyObject_CallMethodOneArg(model, post_init_.get(), Py_None));
    return static_cast<bool>(done);
}

bool RecordNode::set_privates(PyObject* model) const {
    for (const Private& attribute : privates_) {
        const Object value =
            attribute.by_default.make([&] { return data_of(slots_of(model), fields_.size()); });
        if (!value || PyObject_GenericSetAttr(model, attribute.name.get(), value.get()) < 0) {
            return false;
        }
    }
    return true;
}

Object RecordNode::make(PyObject** values, const Object& extra) const {
    return made_as_ == MadeAs::typed_dict ? make_dict(values, extra)
           : add_defaults(values)         ? make_instance(values, extra)
                                          : Object();
}

Object RecordNode::make_instance(PyObject** values, const Object& extra) const {
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
        } else if (values[i] == nullptr) {
            continue;  // __post_init__ makes it, perhaps
        } else if (field.slot_offset >= 0) {
            auto* place =
                reinterpret_cast<PyObject**>(reinterpret_cast<char*>(instance.get()) + field.slot_offset);
            put(*place, Object::steal(std::exchange(values[i], nullptr)));
        } else if (PyObject_GenericSetAttr(instance.get(), field.name.get(), values[i]) < 0) {
            return {};
        }
    }
    PyObject* name = nullptr;
    PyObject* value = nullptr;
    for (Py_ssize_t at = 0; extra && PyDict_Next(extra.get(), &at, &name, &value) != 0;) {
        if (PyObject_GenericSetAttr(instance.get(), name, value) < 0) {
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

Object RecordNode::make_dict(PyObject** values, const Object& extra) const {
    Object dict = Object::steal(PyDict_New());
    for (std::size_t i = 0; dict && i < fields_.size(); ++i) {
        if (values[i] != nullptr && PyDict_SetItem(dict.get(), fields_[i].name.get(), values[i]) < 0) {
            return {};
        }
    }
    return dict && extra && PyDict_Update(dict.get(), extra.get()) < 0 ? Object() : dict;
}

}  // namespace fasterapi::python::schema
