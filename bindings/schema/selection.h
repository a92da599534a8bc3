#pragma once

#include <optional>

#include "schema/node.h"

namespace fasterapi::python::schema {

/// What `include` and `exclude` say of one member of a record or item of a collection while it is written:
/// whether it is, and what they say of what is in it, which the Choice says as long as this lives.
///
/// Both are sets of names or places, or dicts from them to True or ... (all of it) or to what is said of what
/// is inside; "__all__" stands for every item.
class Selection {
public:
    /// A member or key.
    Selection(Choice& choice, PyObject* key) : choice_(choice) {
        if (choice.include != nullptr || choice.exclude != nullptr) {
            select(key, nullptr);
        }
    }
    /// The item at `place` of `count`, which may also be counted from the end, as -1.
    Selection(Choice& choice, Py_ssize_t place, Py_ssize_t count) : choice_(choice) {
        if (choice.include != nullptr || choice.exclude != nullptr) {
            select_place(place, count);
        }
    }
    ~Selection() {
        if (narrowed_) [[unlikely]] {
            choice_.include = narrowed_->outer_include;
            choice_.exclude = narrowed_->outer_exclude;
        }
    }
    Selection(const Selection&) = delete;
    Selection& operator=(const Selection&) = delete;

    /// false: it is left out, or an exception is set.
    [[nodiscard]] bool is_written() const noexcept { return is_written_; }

private:
    void select_place(Py_ssize_t place, Py_ssize_t count);
    void select(PyObject* key, PyObject* other_key);

    /// What is said of what is inside, and what was said around it.
    struct Narrowed {
        Object include;
        Object exclude;
        PyObject* outer_include;
        PyObject* outer_exclude;
    };

    Choice& choice_;
    std::optional<Narrowed> narrowed_;
    bool is_written_ = true;
};

}  // namespace fasterapi::python::schema
