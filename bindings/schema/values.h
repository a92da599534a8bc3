#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "object.h"

namespace fasterapi::python::schema {

/// The values of a record's fields on their way into it: each nullptr or a reference, owned here until it is
/// taken. On the stack, but for the widest records.
class Values {
public:
    explicit Values(std::size_t count) : count_(count) {
        if (count > few) {
            many_.resize(count);
        } else {
            for (std::size_t i = 0; i < count; ++i) {
                few_[i] = nullptr;
            }
        }
    }
    ~Values() {
        for (std::size_t i = 0; i < count_; ++i) {
            Py_XDECREF(begin()[i]);
        }
    }
    Values(const Values&) = delete;
    Values& operator=(const Values&) = delete;

    [[nodiscard]] PyObject** begin() noexcept { return count_ > few ? many_.data() : few_.data(); }

private:
    static constexpr std::size_t few = 32;

    std::size_t count_;
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init): only what is used is set
    std::array<PyObject*, few> few_;
    std::vector<PyObject*> many_;
};

/// Put `value` into a place that may have one already.
inline void put(PyObject*& place, Object value) noexcept {
    const Object old = Object::steal(std::exchange(place, value.release()));
}

}  // namespace fasterapi::python::schema
