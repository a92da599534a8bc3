#pragma once

#include <memory>

#include "schema/builder.h"

namespace re2 {
class RE2;
}

namespace fasterapi::python::schema {

/// What has to be somewhere in a text. RE2 takes time that is linear in the text, whatever the pattern is;
/// Python's re, which has more to offer, takes over only where that was asked for.
class TextPattern {
public:
    TextPattern() noexcept;
    ~TextPattern();
    TextPattern(const TextPattern&) = delete;
    TextPattern& operator=(const TextPattern&) = delete;

    /// From `pattern`, a str, a compiled pattern or None, and `regex_engine`.
    /// @return false with an exception set: SchemaTypeError for a pattern that the engine does not
    /// understand.
    [[nodiscard]] bool read(const Declaration& declaration);

    [[nodiscard]] bool empty() const noexcept { return !shown_; }
    /// @return empty where the text does not match, after noting it; or with an exception set.
    [[nodiscard]] Object check(Object text, PyObject* input, Validation& validation,
                               const Location* where) const;
    /// -1 with an exception set.
    [[nodiscard]] int matches(PyObject* text) const;

    int traverse(visitproc visit, void* arg) const { return search_.traverse(visit, arg); }
    void clear() noexcept { search_.reset(); }

private:
    std::unique_ptr<re2::RE2> quick_;
    Object search_;  ///< of Python's re; empty where quick_ matches
    Object shown_;   ///< as messages have it; empty without a pattern
};

}  // namespace fasterapi::python::schema
