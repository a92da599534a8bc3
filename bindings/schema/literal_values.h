#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "object.h"

namespace fasterapi::python::schema {

/// Some values of which an input is to be one: a Literal's, or the tags of a union.
class LiteralValues {
public:
    /// @return false with an exception set.
    [[nodiscard]] bool build(const Object& values);

    [[nodiscard]] Py_ssize_t size() const noexcept { return PyTuple_GET_SIZE(values_.get()); }
    [[nodiscard]] PyObject* get(Py_ssize_t place) const noexcept {
        return PyTuple_GET_ITEM(values_.get(), place);
    }
    /// The place of the one that `input` is. One of the same type comes before one that only compares equal:
    /// of True and 1, the one that was meant.
    /// @return -1 for none, with an exception set where comparing raised one.
    [[nodiscard]] Py_ssize_t find(PyObject* input) const;
    /// The value that a text is, where it is one of them and a str; nullptr: find() decides.
    [[nodiscard]] PyObject* find_text(std::string_view utf8) const noexcept {
        const auto found = std::find_if(texts_.begin(), texts_.end(),
                                        [utf8](const Text& text) { return text.utf8 == utf8; });
        return found != texts_.end() ? get(found->place) : nullptr;
    }
    /// "'a', 'b'" + `last` + "3", as messages list them. Empty with an exception set.
    [[nodiscard]] Object listed(const char* last) const;

    int traverse(visitproc visit, void* arg) const { return values_.traverse(visit, arg); }
    void clear() noexcept { values_.reset(); }

private:
    struct Text {
        std::string utf8;
        Py_ssize_t place;
    };

    Object values_;
    std::vector<Text> texts_;  ///< of those that are exactly str
};

}  // namespace fasterapi::python::schema
