#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "module_state.h"
#include "object.h"

namespace fasterapi::python::schema {

class Schema;

/// A class of models: what type objects have, and what makes and reads its instances without a look-up.
struct ModelClass {
    PyHeapTypeObject heap_type;
    PyObject* schema;         ///< the Schema of its instances; nullptr until the class is complete
    const Schema* compiled;   ///< in `schema`
    PyObject* field_names;    ///< tuple of str
    PyMemberDef* members;     ///< what its descriptors refer to
    std::size_t field_count;  ///< of the class: it does not change
    std::size_t fields_set_words;
};

/// An instance. Behind it stand, as items of a variable-size object, the words of `fields_set`, a bit for
/// each field, and then the fields' values, each nullptr or a reference.
///
/// So a field is one store to set and one load to get, and member descriptors, which the interpreter
/// specialises on, read it. As items do not belong to a type's basic size, classes of models have the same
/// layout to Python, whatever fields they have, and can be inherited from side by side; every class has its
/// own descriptors for all of its fields, those inherited too.
struct ModelObject {
    PyVarObject base;
    PyObject* dict;  ///< private attributes, and what users store; nullptr until there is any
    PyObject* weak_references;
    PyObject* extra;  ///< dict of what the input had beside the fields, or nullptr
};

[[nodiscard]] inline ModelObject& model_in(PyObject* object) noexcept {
    return *reinterpret_cast<ModelObject*>(object);
}

/// Whether `type` is a class of models, by its metaclass.
[[nodiscard]] inline bool is_model_class(PyTypeObject* type, const ModuleState& state) noexcept {
    return PyObject_TypeCheck(reinterpret_cast<PyObject*>(type), as_type(state.model_class_type)) != 0;
}

[[nodiscard]] inline ModelClass& model_class(PyTypeObject* type) noexcept {
    return *reinterpret_cast<ModelClass*>(type);
}
[[nodiscard]] inline ModelClass& class_of_model(PyObject* model) noexcept {
    return model_class(Py_TYPE(model));
}

[[nodiscard]] inline std::uint64_t* fields_set_of(PyObject* model) noexcept {
    return reinterpret_cast<std::uint64_t*>(&model_in(model) + 1);
}
[[nodiscard]] inline PyObject** slots_of(PyObject* model) noexcept {
    return reinterpret_cast<PyObject**>(fields_set_of(model) + class_of_model(model).fields_set_words);
}
[[nodiscard]] inline std::span<PyObject*> fields_of(PyObject* model) noexcept {
    return {slots_of(model), class_of_model(model).field_count};
}

constexpr std::size_t bits_in_word = 64;

[[nodiscard]] inline bool is_field_set(PyObject* model, std::size_t field) noexcept {
    return (fields_set_of(model)[field / bits_in_word] >> (field % bits_in_word) & 1U) != 0;
}
inline void note_field_set(PyObject* model, std::size_t field) noexcept {
    fields_set_of(model)[field / bits_in_word] |= std::uint64_t{1} << (field % bits_in_word);
}

/// An instance without any value. Empty with an exception set.
[[nodiscard]] inline Object make_model(PyTypeObject* type) noexcept {
    const ModelClass& made = model_class(type);
    return Object::steal(
        PyType_GenericAlloc(type, static_cast<Py_ssize_t>(made.fields_set_words + made.field_count)));
}

/// tp_dealloc of all instances. What Python gives the classes that it makes would track and untrack an
/// instance twice, and look for what they cannot have: slots of their own.
void destroy_model(PyObject* model);

/// The schema of a class, which is completed now if it was not yet. @return nullptr with an exception set: it
/// refers to what is not defined.
[[nodiscard]] const Schema* schema_of_class(PyTypeObject* type);

/// The metaclass, and the class of which all models are.
[[nodiscard]] Object make_model_class_type(PyObject* module);
[[nodiscard]] Object make_model_type(PyObject* module);

}  // namespace fasterapi::python::schema
