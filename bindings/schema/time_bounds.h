#pragma once

#include <array>
#include <compare>
#include <optional>
#include <string>

#include "schema/builder.h"
#include "schema/time_types.h"
#include "time/format.h"
#include "time/order.h"

namespace fasterapi::python::schema {

// A bound as messages and contexts of errors show it.
inline void show(ByteBuffer& out, const time::Date& value) {
    time::write_date(out, value);
}
inline void show(ByteBuffer& out, const time::Time& value) {
    time::write_time(out, value);
}
inline void show(ByteBuffer& out, const time::DateTime& value) {
    time::write_datetime(out, value);
}
inline void show(ByteBuffer& out, const time::Duration& value) {
    time::write_duration_in_words(out, value);
}

/// gt, ge, lt and le of a date, a time, a datetime or a duration. Not those of Bounds: a moment with an
/// offset from UTC and one without can be compared here, as they can in pydantic.
template <class Value>
class TimeBounds {
public:
    /// @return false with an exception set.
    [[nodiscard]] bool read(const Declaration& declaration, const TimeTypes& types) {
        for (std::size_t i = 0; i < rules.size(); ++i) {
            const Object bound = declaration.object(rules[i].name);
            if (!bound) {
                return false;
            }
            if (bound.get() != Py_None) {
                Value value;
                if (!types.read(bound.get(), value)) {
                    return false;
                }
                bounds_[i] = value;
                empty_ = false;
            }
        }
        return true;
    }

    /// The same for a value of the year 0, which is below all bounds.
    [[nodiscard]] bool check_year_zero(PyObject* input, Validation& validation, const Location* where) const {
        Value least;
        if constexpr (requires { least.date; }) {
            least.date.year = 0;
        } else if constexpr (requires { least.year; }) {
            least.year = 0;
        }
        return check(least, input, validation, where);
    }

    [[nodiscard]] bool empty() const noexcept { return empty_; }
    [[nodiscard]] bool allow(const Value& value) const noexcept { return broken_by(value) == rules.size(); }

    /// @return whether all are kept; else the first that is not was noted, in pydantic's order.
    [[nodiscard]] bool check(const Value& value, PyObject* input, Validation& validation,
                             const Location* where) const {
        const std::size_t i = broken_by(value);
        if (i == rules.size()) {
            return true;
        }
        ByteBuffer shown;
        show(shown, *bounds_[i]);
        const std::string text(shown.view());
        const Object message =
            Object::steal(PyUnicode_FromFormat("Input should be %s %s", rules[i].words, text.c_str()));
        const Object context =
            message ? Object::steal(Py_BuildValue("{s:s}", rules[i].name, text.c_str())) : Object();
        if (context) {
            validation.fail(rules[i].type, message, context, input, where);
        }
        return false;
    }

private:
    struct Rule {
        const char* name;
        const char* type;
        const char* words;
        bool (*keeps)(std::partial_ordering);
    };
    static constexpr std::array rules{
        Rule{"le", "less_than_equal", "less than or equal to", std::is_lteq},
        Rule{"lt", "less_than", "less than", std::is_lt},
        Rule{"ge", "greater_than_equal", "greater than or equal to", std::is_gteq},
        Rule{"gt", "greater_than", "greater than", std::is_gt},
    };

    /// @return the place of the rule in rules; their number if there is none.
    [[nodiscard]] std::size_t broken_by(const Value& value) const noexcept {
        for (std::size_t i = 0; i < rules.size(); ++i) {
            if (bounds_[i] && !rules[i].keeps(time::compare(value, *bounds_[i]))) {
                return i;
            }
        }
        return rules.size();
    }

    std::array<std::optional<Value>, rules.size()> bounds_;
    bool empty_ = true;
};

}  // namespace fasterapi::python::schema
