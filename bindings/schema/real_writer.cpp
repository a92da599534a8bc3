#include "schema/real_writer.h"

#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <string_view>

#include "json/writer.h"

namespace fasterapi::python::schema {

bool write_real(ByteBuffer& out, double value) {
    const std::size_t before = out.size();
    if (!json::write_double(out, value)) {
        return false;
    }
    constexpr double fixed_from = 1e-4;  // without an exponent
    if (std::fabs(value) >= fixed_from || value == 0) {
        return true;
    }
    const std::string_view written = out.view().substr(before);
    const std::size_t end = written.find("e-0");
    if (end == std::string_view::npos) {
        return true;
    }
    if (const char exponent = written.back(); exponent != '5') {
        out.truncate(before + end + 2);
        out.append(exponent);
        return true;
    }
    std::string digits(written.substr(0, end));
    std::erase(digits, '.');
    const std::string_view sign = digits.starts_with('-') ? "-" : "";
    out.truncate(before);
    out.append(sign);
    out.append("0.0000");
    out.append(std::string_view(digits).substr(sign.size()));
    return true;
}

void write_real_name(ByteBuffer& out, double value) {
    std::array<char, 400> digits{};  // the largest double has 309, the smallest some 340
    const auto end = std::to_chars(digits.begin(), digits.end(), value, std::chars_format::fixed).ptr;
    out.append(std::string_view(digits.data(), static_cast<std::size_t>(end - digits.data())));
}

}  // namespace fasterapi::python::schema
