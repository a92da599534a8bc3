#pragma once

#include "object.h"

namespace fasterapi::python::schema {

/// What stands for a value that is not there: a value, a factory that makes one, or nothing.
class Default {
public:
    Default() noexcept = default;
    /// `value` may be nodes.MISSING and `factory` None: there is none of that kind.
    Default(Object value, Object factory) noexcept;

    [[nodiscard]] bool has_factory() const noexcept { return static_cast<bool>(factory_); }
    explicit operator bool() const noexcept { return value_ || factory_; }

    /// What two instances must not share is copied. Empty with an exception set.
    [[nodiscard]] Object make() const;

    int traverse(visitproc visit, void* arg) const;
    void clear() noexcept;

private:
    Object value_;
    Object factory_;
    bool copies_ = false;
};

}  // namespace fasterapi::python::schema
