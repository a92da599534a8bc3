#pragma once

#include <cstdint>
#include <optional>

#include "object.h"
#include "time/value.h"

namespace fasterapi::python::schema {

/// The classes of the datetime module in one interpreter, and how its objects and our values become each
/// other. In an interpreter whose module is written in Python (a sub-interpreter with a GIL of its own on
/// CPython 3.12) that takes calls.
class TimeTypes {
public:
    /// Before anything else; again does nothing. @return false with an exception set.
    [[nodiscard]] bool import();

    // Whether `value` is an instance: a datetime is a date, too.
    [[nodiscard]] bool is_date(PyObject* value) const noexcept { return is(value, date_); }
    [[nodiscard]] bool is_datetime(PyObject* value) const noexcept { return is(value, datetime_); }
    [[nodiscard]] bool is_time(PyObject* value) const noexcept { return is(value, time_); }
    [[nodiscard]] bool is_duration(PyObject* value) const noexcept { return is(value, duration_); }

    // A new object, whose offset from UTC is a datetime.timezone. Empty with an exception set.
    [[nodiscard]] Object make(const time::Date& value) const;
    [[nodiscard]] Object make(const time::Time& value) const;
    [[nodiscard]] Object make(const time::DateTime& value) const;
    [[nodiscard]] Object make(const time::Duration& value) const;

    // What an instance holds; its tzinfo is asked for the offset. @return false with an exception set.
    [[nodiscard]] bool read(PyObject* object, time::Date& value) const;
    [[nodiscard]] bool read(PyObject* object, time::Time& value) const;
    [[nodiscard]] bool read(PyObject* object, time::DateTime& value) const;
    [[nodiscard]] bool read(PyObject* object, time::Duration& value) const;

    int traverse(visitproc visit, void* arg) const;
    void clear() noexcept;

private:
    [[nodiscard]] static bool is(PyObject* value, const Object& type) noexcept {
        return PyObject_TypeCheck(value, reinterpret_cast<PyTypeObject*>(type.get())) != 0;
    }
    [[nodiscard]] Object timezone_of(const std::optional<std::int32_t>& offset_seconds) const;
    [[nodiscard]] bool read_offset(PyObject* object, std::optional<std::int32_t>& offset_seconds) const;

    const void* api_ = nullptr;  ///< PyDateTime_CAPI; none where the module is written in Python
    Object date_;
    Object datetime_;
    Object time_;
    Object duration_;
    Object timezone_;
    Object utc_;
};

}  // namespace fasterapi::python::schema
