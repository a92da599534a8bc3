#pragma once

#include <cstdint>

#include "schema/builder.h"

namespace fasterapi::python::schema {

/// A function of the user's that makes what is written in the place of a value: of a field, or of a whole
/// model.
class Serializer {
public:
    /// What the function is given beside the value, and in which order.
    struct Value {
        PyObject* owner;  ///< the model that a field is of; nullptr for a model itself
        PyObject* value;
        PyObject* field_name;  ///< nullptr for a model itself
    };

    /// @return false with an exception set.
    [[nodiscard]] bool read(const Declaration& declaration, Builder& builder);

    /// Instead of inner.write(); `inner` writes the values for which the function is not meant.
    [[nodiscard]] bool write(const Value& value, const Node& inner, Writing& writing) const;
    /// Instead of inner.dump().
    [[nodiscard]] Object dump(const Value& value, const Node& inner, Dumping& dumping) const;

    int traverse(visitproc visit, void* arg) const;
    void clear() noexcept;

private:
    [[nodiscard]] bool is_meant_for(PyObject* value, bool is_json) const noexcept {
        return (is_json || !only_json_) && (value != Py_None || !unless_none_);
    }
    [[nodiscard]] Object called(const Value& value, const Node& inner, Choice& choice, bool is_json) const;
    [[nodiscard]] Object info(const Value& value, const Choice& choice, bool is_json) const;

    ModuleState* state_ = nullptr;
    Object function_;
    Object info_type_;  ///< empty: the function does not ask
    NodePtr result_;    ///< what the function makes
    bool takes_owner_ = true;
    bool wraps_ = false;
    bool only_json_ = false;
    bool unless_none_ = false;
};

}  // namespace fasterapi::python::schema
