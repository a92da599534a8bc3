#include "schema/time_types.h"

#include <datetime.h>

namespace fasterapi::python::schema {

namespace {

const PyDateTime_CAPI& api_of(const void* api) noexcept {
    return *static_cast<const PyDateTime_CAPI*>(api);
}

/// An attribute that is an int of at most 32 bits. @return false with an exception set.
template <class Integer>
bool read_attribute(PyObject* object, const char* name, Integer& value) {
    const Object attribute = Object::steal(PyObject_GetAttrString(object, name));
    const long number = attribute ? PyLong_AsLong(attribute.get()) : -1;
    value = static_cast<Integer>(number);
    return number != -1 || PyErr_Occurred() == nullptr;
}

}  // namespace

bool TimeTypes::import() {
    if (utc_) {
        return true;
    }
    // Not PyDateTime_IMPORT, which keeps one pointer for all interpreters.
    api_ = PyCapsule_Import(PyDateTime_CAPSULE_NAME, 0);
    PyErr_Clear();
    const Object module = Object::steal(PyImport_ImportModule("datetime"));
    const auto take = [&](const char* name, Object& into) {
        into = module ? Object::steal(PyObject_GetAttrString(module.get(), name)) : Object();
        return static_cast<bool>(into);
    };
    if (!take("date", date_) || !take("datetime", datetime_) || !take("time", time_) ||
        !take("timedelta", duration_) || !take("timezone", timezone_)) {
        return false;
    }
    if (api_ != nullptr) {
        // These are the classes also where a test has put others into the module.
        const PyDateTime_CAPI& api = api_of(api_);
        date_ = Object::borrow(reinterpret_cast<PyObject*>(api.DateType));
        datetime_ = Object::borrow(reinterpret_cast<PyObject*>(api.DateTimeType));
        time_ = Object::borrow(reinterpret_cast<PyObject*>(api.TimeType));
        duration_ = Object::borrow(reinterpret_cast<PyObject*>(api.DeltaType));
    }
    utc_ = Object::steal(PyObject_GetAttrString(timezone_.get(), "utc"));
    return static_cast<bool>(utc_);
}

Object TimeTypes::make(const time::Date& value) const {
    if (api_ == nullptr) {
        return Object::steal(PyObject_CallFunction(date_.get(), "iii", value.year, value.month, value.day));
    }
    const PyDateTime_CAPI& api = api_of(api_);
    return Object::steal(api.Date_FromDate(value.year, value.month, value.day, api.DateType));
}

Object TimeTypes::make(const time::Time& value) const {
    const Object zone = timezone_of(value.utc_offset_seconds);
    const auto microsecond = static_cast<int>(value.microsecond);
    if (!zone) {
        return {};
    }
    if (api_ == nullptr) {
        return Object::steal(PyObject_CallFunction(time_.get(), "iiiiO", value.hour, value.minute,
                                                   value.second, microsecond, zone.get()));
    }
    const PyDateTime_CAPI& api = api_of(api_);
    return Object::steal(
        api.Time_FromTime(value.hour, value.minute, value.second, microsecond, zone.get(), api.TimeType));
}

Object TimeTypes::make(const time::DateTime& value) const {
    const auto& [date, time] = value;
    const Object zone = timezone_of(time.utc_offset_seconds);
    const auto microsecond = static_cast<int>(time.microsecond);
    if (!zone) {
        return {};
    }
    if (api_ == nullptr) {
        return Object::steal(PyObject_CallFunction(datetime_.get(), "iiiiiiiO", date.year, date.month,
                                                   date.day, time.hour, time.minute, time.second, microsecond,
                                                   zone.get()));
    }
    const PyDateTime_CAPI& api = api_of(api_);
    return Object::steal(api.DateTime_FromDateAndTime(date.year, date.month, date.day, time.hour, time.minute,
                                                      time.second, microsecond, zone.get(),
                                                      api.DateTimeType));
}

Object TimeTypes::make(const time::Duration& value) const {
    if (api_ == nullptr) {
        return Object::steal(
            PyObject_CallFunction(duration_.get(), "iii", value.days, value.seconds, value.microseconds));
    }
    const PyDateTime_CAPI& api = api_of(api_);
    return Object::steal(
        api.Delta_FromDelta(value.days, value.seconds, value.microseconds, 0, api.DeltaType));
}

Object TimeTypes::timezone_of(const std::optional<std::int32_t>& offset_seconds) const {
    if (!offset_seconds) {
        return Object::borrow(Py_None);
    }
    if (*offset_seconds == 0) {
        return utc_;
    }
    const bool negative = *offset_seconds < 0;
    const Object offset = make(time::Duration{
        .days = negative ? -1 : 0, .seconds = *offset_seconds + (negative ? 86'400 : 0), .microseconds = 0});
    return offset ? Object::steal(PyObject_CallOneArg(timezone_.get(), offset.get())) : Object();
}

bool TimeTypes::read(PyObject* object, time::Date& value) const {
    if (api_ == nullptr) {
        return read_attribute(object, "year", value.year) && read_attribute(object, "month", value.month) &&
               read_attribute(object, "day", value.day);
    }
    value = {static_cast<std::int16_t>(PyDateTime_GET_YEAR(object)),
             static_cast<std::uint8_t>(PyDateTime_GET_MONTH(object)),
             static_cast<std::uint8_t>(PyDateTime_GET_DAY(object))};
    return true;
}

bool TimeTypes::read(PyObject* object, time::Time& value) const {
    const bool in_datetime = is_datetime(object);
    if (api_ == nullptr) {
        return read_attribute(object, "hour", value.hour) && read_attribute(object, "minute", value.minute) &&
               read_attribute(object, "second", value.second) &&
               read_attribute(object, "microsecond", value.microsecond) &&
               read_offset(object, value.utc_offset_seconds);
    }
    if (in_datetime) {
        value.hour = static_cast<std::uint8_t>(PyDateTime_DATE_GET_HOUR(object));
        value.minute = static_cast<std::uint8_t>(PyDateTime_DATE_GET_MINUTE(object));
        value.second = static_cast<std::uint8_t>(PyDateTime_DATE_GET_SECOND(object));
        value.microsecond = static_cast<std::uint32_t>(PyDateTime_DATE_GET_MICROSECOND(object));
    } else {
        value.hour = static_cast<std::uint8_t>(PyDateTime_TIME_GET_HOUR(object));
        value.minute = static_cast<std::uint8_t>(PyDateTime_TIME_GET_MINUTE(object));
        value.second = static_cast<std::uint8_t>(PyDateTime_TIME_GET_SECOND(object));
        value.microsecond = static_cast<std::uint32_t>(PyDateTime_TIME_GET_MICROSECOND(object));
    }
    PyObject* const zone =
        in_datetime ? PyDateTime_DATE_GET_TZINFO(object) : PyDateTime_TIME_GET_TZINFO(object);
    if (zone == Py_None || zone == utc_.get()) {
        value.utc_offset_seconds = zone == Py_None ? std::nullopt : std::optional<std::int32_t>(0);
        return true;
    }
    return read_offset(object, value.utc_offset_seconds);
}

bool TimeTypes::read(PyObject* object, time::DateTime& value) const {
    return read(object, value.date) && read(object, value.time);
}

bool TimeTypes::read(PyObject* object, time::Duration& value) const {
    if (api_ == nullptr) {
        return read_attribute(object, "days", value.days) &&
               read_attribute(object, "seconds", value.seconds) &&
               read_attribute(object, "microseconds", value.microseconds);
    }
    value = {PyDateTime_DELTA_GET_DAYS(object), PyDateTime_DELTA_GET_SECONDS(object),
             PyDateTime_DELTA_GET_MICROSECONDS(object)};
    return true;
}

bool TimeTypes::read_offset(PyObject* object, std::optional<std::int32_t>& offset_seconds) const {
    const Object offset = Object::steal(PyObject_CallMethod(object, "utcoffset", nullptr));
    if (!offset || offset.get() == Py_None) {
        offset_seconds = std::nullopt;
        return static_cast<bool>(offset);
    }
    time::Duration duration;
    if (!is_duration(offset.get()) || !read(offset.get(), duration)) {
        if (PyErr_Occurred() == nullptr) {
            PyErr_SetString(PyExc_TypeError, "utcoffset() has to return None or a timedelta");
        }
        return false;
    }
    offset_seconds = duration.days * 86'400 + duration.seconds;
    return true;
}

int TimeTypes::traverse(visitproc visit, void* arg) const {
    for (const Object* member : {&date_, &datetime_, &time_, &duration_, &timezone_, &utc_}) {
        if (const int stop = member->traverse(visit, arg); stop != 0) {
            return stop;
        }
    }
    return 0;
}

void TimeTypes::clear() noexcept {
    for (Object* member : {&date_, &datetime_, &time_, &duration_, &timezone_, &utc_}) {
        member->reset();
    }
}

}  // namespace fasterapi::python::schema
