#pragma once

#include <optional>

#include "schema/builder.h"

namespace fasterapi::python::schema {

/// A compiled type as a whole: what parameters, bodies, responses and models are checked and written by.
class Schema {
public:
    explicit Schema(ModuleState& state) noexcept : state_(state) {}

    /// @return false with an exception set.
    [[nodiscard]] bool build(PyObject* declaration);

    /// A value, or nothing: then either `errors` is a list of what was wrong, or an exception is set.
    [[nodiscard]] Object validate(PyObject* input, Mode mode, std::optional<bool> strict,
                                  const Location* where, Object& errors) const;
    /// The same from JSON text; that it is none is an error of the type "json_invalid".
    [[nodiscard]] Object validate_json(std::string_view text, std::optional<bool> strict,
                                       const Location* where, Object& errors) const;
    /// @return false with an exception set.
    [[nodiscard]] bool write(PyObject* value, Writing& writing) const;

    int traverse(visitproc visit, void* arg) const { return root_ ? root_->traverse(visit, arg) : 0; }
    void clear() noexcept {
        if (root_) {
            root_->clear();
        }
    }

private:
    ModuleState& state_;
    NodePtr root_;
    bool reads_ = true;  ///< nothing would be done twice if Node::read() gave up
};

[[nodiscard]] Object make_schema_type(PyObject* module);

}  // namespace fasterapi::python::schema
