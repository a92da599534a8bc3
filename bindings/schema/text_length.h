#pragma once

#include "schema/builder.h"

namespace fasterapi::python::schema {

/// min_length and max_length of a text or of bytes.
class TextLength {
public:
    /// How errors speak of it.
    struct Words {
        const char* too_short;  ///< a type of error, as too_long
        const char* too_long;
        const char* name;  ///< "String"
        const char* unit;  ///< "character"
    };
    TextLength(const Declaration& declaration, const Words& words)
        : words_(words),
          least_(declaration.length("min_length").value_or(0)),
          most_(declaration.length("max_length").value_or(PY_SSIZE_T_MAX)) {}

    [[nodiscard]] bool empty() const noexcept { return least_ == 0 && most_ == PY_SSIZE_T_MAX; }
    [[nodiscard]] bool allow(Py_ssize_t length) const noexcept { return length >= least_ && length <= most_; }

    /// @return whether the length is right; else that was noted.
    [[nodiscard]] bool check(Py_ssize_t length, PyObject* input, Validation& validation,
                             const Location* where) const;

private:
    Words words_;
    Py_ssize_t least_;
    Py_ssize_t most_;
};

}  // namespace fasterapi::python::schema
