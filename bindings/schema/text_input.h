#pragma once

#include <cstdint>
#include <string_view>

#include "object.h"
#include "schema/validation.h"

namespace fasterapi::python::schema {

/// An input as text, where lax mode takes it for one: str, bytes and bytearray.
struct TextInput {
    enum class Is : std::uint8_t {
        text,
        other,        ///< no text at all
        not_unicode,  ///< a str with unpaired surrogates
        not_utf8,     ///< bytes
    };
    Is is = Is::other;
    std::string_view utf8{};  ///< as long as the input lives and is not changed
};

[[nodiscard]] TextInput text_of(PyObject* input);

/// A str of what is known to be UTF-8.
[[nodiscard]] Object str_of_utf8(std::string_view text);

/// What lax mode takes a member of an enumeration for: its value. Empty for anything else, without an
/// exception, and where there is none, with one.
[[nodiscard]] Object value_of_member(PyObject* input);

/// Note that the input is a str that is no Unicode text.
Object fail_unicode(PyObject* input, Validation& validation, const Location* where);

}  // namespace fasterapi::python::schema
