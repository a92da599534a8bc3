#include "time/parse.h"
#include "time/parts.h"

namespace fasterapi::time {

Result<Time> parse_time(std::string_view text) noexcept {
    Reader in(text);
    const Time time = read_time(in);
    return in.result(time);
}

}  // namespace fasterapi::time
