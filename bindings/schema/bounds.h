#pragma once

#include <array>
#include <cstdint>
#include <limits>

#include "schema/builder.h"

namespace fasterapi::python::schema {

/// gt, ge, lt, le and multiple_of of a number, a date, a time: whatever can be compared.
class Bounds {
public:
    /// @return false with an exception set.
    [[nodiscard]] bool read(const Declaration& declaration, bool with_multiple);

    /// @return `value`, or empty after noting the bound that it does not keep.
    [[nodiscard]] Object check(Object value, PyObject* input, Validation& validation,
                               const Location* where) const;
    /// Note the first bound, for a value that keeps none: NaN. @return an empty Object.
    Object refuse(PyObject* input, Validation& validation, const Location* where) const;
    /// Whether check() would let this integer through; false as well where that takes Python to find out.
    [[nodiscard]] bool allow(std::int64_t value) const noexcept {
        return is_simple_ && value >= least_ && value <= most_;
    }
    /// The same of a float; false for NaN where there are bounds.
    [[nodiscard]] bool allow(double value) const noexcept {
        return empty_ || (is_simple_real_ && value >= least_real_ && value <= most_real_);
    }
    [[nodiscard]] bool empty() const noexcept { return empty_; }

    int traverse(visitproc visit, void* arg) const;
    void clear() noexcept;

private:
    struct Rule;
    static const std::array<Rule, 4> rules;

    [[nodiscard]] bool simplify();
    [[nodiscard]] bool simplify_real();

    Object gt_;
    Object ge_;
    Object lt_;
    Object le_;
    Object multiple_of_;
    std::int64_t least_ = INT64_MIN;
    std::int64_t most_ = INT64_MAX;
    double least_real_ = -std::numeric_limits<double>::infinity();
    double most_real_ = std::numeric_limits<double>::infinity();
    bool empty_ = true;
    bool is_simple_ = true;       ///< all that is asked of an integer is least_ and most_
    bool is_simple_real_ = true;  ///< all that is asked of a float is least_real_ and most_real_
};

}  // namespace fasterapi::python::schema
