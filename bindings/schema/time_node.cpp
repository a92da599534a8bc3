#include "schema/time_node.h"

#include <string>

#include "schema/real_writer.h"
#include "schema/scalar_errors.h"

namespace fasterapi::python::schema {

Object fail_time(const char* type, const char* message, time::TimeError error, PyObject* input,
                 Validation& validation, const Location* where) {
    const std::string why(time::explanation_of(error));
    return fail_because(type, message, why.c_str(), input, validation, where);
}

void write_seconds(ByteBuffer& out, double seconds, bool is_name) {
    if (!is_name) {
        static_cast<void>(write_real(out, seconds));  // which is finite
        return;
    }
    out.append('"');
    write_real_name(out, seconds);
    out.append('"');
}

Awareness read_awareness(const Declaration& declaration) {
    const std::optional<bool> aware = declaration.optional_flag("aware");
    return !aware ? Awareness::any : *aware ? Awareness::aware : Awareness::naive;
}

bool check_awareness(Awareness awareness, const time::Time& value, PyObject* input, Validation& validation,
                     const Location* where) {
    if (awareness == Awareness::aware && !value.utc_offset_seconds) {
        validation.fail("timezone_aware", "Input should have timezone info", input, where);
        return false;
    }
    if (awareness == Awareness::naive && value.utc_offset_seconds) {
        validation.fail("timezone_naive", "Input should not have timezone info", input, where);
        return false;
    }
    return true;
}

}  // namespace fasterapi::python::schema
