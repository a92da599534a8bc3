#include "engine_settings.h"

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace fasterapi::python {

namespace {

/// Calls `set(name, member)` for every limit.
template <class Set>
void each_limit(http::Limits& limits, Set set) {
    set("request_line_bytes", limits.request_line_bytes);
    set("header_bytes", limits.header_bytes);
    set("header_count", limits.header_count);
    set("chunk_line_bytes", limits.chunk_line_bytes);
    set("head_timeout_ms", limits.head_timeout_ms);
    set("keep_alive_timeout_ms", limits.keep_alive_timeout_ms);
    set("body_min_bytes_per_s", limits.body_min_bytes_per_s);
    set("body_rate_window_ms", limits.body_rate_window_ms);
    set("write_timeout_ms", limits.write_timeout_ms);
    set("shutdown_timeout_ms", limits.shutdown_timeout_ms);
    set("body_bytes", limits.body_bytes);
    set("body_buffer_bytes", limits.body_buffer_bytes);
    set("drain_bytes", limits.drain_bytes);
    set("pipelined_requests", limits.pipelined_requests);
    set("response_buffer_bytes", limits.response_buffer_bytes);
    set("form_fields", limits.form_fields);
    set("validation_errors", limits.validation_errors);
    set("connections", limits.connections);
}

bool set_limit(http::Limits& limits, std::string_view name, PyObject* number) {
    const unsigned long long value = PyLong_AsUnsignedLongLong(number);
    if (PyErr_Occurred() != nullptr) {
        return false;
    }
    bool found = false;
    bool fits = false;
    std::string known;
    each_limit(limits, [&](std::string_view candidate, auto& member) {
        known += known.empty() ? "" : ", ";
        known += candidate;
        if (candidate == name) {
            using Member = std::remove_reference_t<decltype(member)>;
            found = true;
            fits = value <= std::numeric_limits<Member>::max();
            member = static_cast<Member>(value);
        }
    });
    if (!found) {
        PyErr_Format(PyExc_ValueError, "there is no limit '%s'; the limits are: %s",
                     std::string(name).c_str(), known.c_str());
    } else if (!fits) {
        PyErr_Format(PyExc_ValueError, "limit '%s': %llu is too large", std::string(name).c_str(), value);
    }
    return found && fits;
}

}  // namespace

Object default_limits() {
    Object limits = Object::steal(PyDict_New());
    http::Limits defaults;
    each_limit(defaults, [&](const char* name, auto value) {
        const Object number = Object::steal(PyLong_FromUnsignedLongLong(value));
        if (limits && (!number || PyDict_SetItemString(limits.get(), name, number.get()) < 0)) {
            limits.reset();
        }
    });
    return limits;
}

bool read_settings(const Engine::Options& options, server::Settings& settings) {
    PyObject* name = nullptr;
    PyObject* value = nullptr;
    Py_ssize_t position = 0;
    const Object limits = Object::steal(PyDict_New());
    if (!limits || PyDict_Update(limits.get(), options.limits) < 0) {
        return false;
    }
    while (PyDict_Next(limits.get(), &position, &name, &value) != 0) {
        Py_ssize_t size = 0;
        const char* text = PyUnicode_AsUTF8AndSize(name, &size);
        if (text == nullptr || !set_limit(settings.limits, {text, static_cast<std::size_t>(size)}, value)) {
            return false;
        }
    }
    const std::string_view log(options.access_log);
    if (log != "off" && log != "combined" && log != "json") {
        PyErr_Format(PyExc_ValueError, "access_log must be 'off', 'combined' or 'json', not '%s'",
                     options.access_log);
        return false;
    }
    settings.access_log = log == "combined" ? server::AccessLog::combined
                          : log == "json"   ? server::AccessLog::json
                                            : server::AccessLog::off;
    settings.server_name = options.server_name;
    return true;
}

bool read_descriptors(PyObject* sequence, std::vector<int>& descriptors) {
    const Object list = Object::steal(PySequence_Tuple(sequence));
    for (Py_ssize_t i = 0; list && i < PyTuple_GET_SIZE(list.get()); ++i) {
        descriptors.push_back(static_cast<int>(PyLong_AsLong(PyTuple_GET_ITEM(list.get(), i))));
        if (PyErr_Occurred() != nullptr) {
            return false;
        }
    }
    return static_cast<bool>(list);
}

}  // namespace fasterapi::python
