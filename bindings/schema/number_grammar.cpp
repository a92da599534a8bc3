#include "schema/number_grammar.h"

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <algorithm>
#include <array>

namespace fasterapi::python::schema {

namespace {

constexpr std::size_t most_digits = 4300;

constexpr std::array<std::string_view, 25> white_space{
    "\t",           "\n",           "\v",           "\f",           "\r",           " ",
    "\xc2\x85",     "\xc2\xa0",     "\xe1\x9a\x80", "\xe2\x80\x80", "\xe2\x80\x81", "\xe2\x80\x82",
    "\xe2\x80\x83", "\xe2\x80\x84", "\xe2\x80\x85", "\xe2\x80\x86", "\xe2\x80\x87", "\xe2\x80\x88",
    "\xe2\x80\x89", "\xe2\x80\x8a", "\xe2\x80\xa8", "\xe2\x80\xa9", "\xe2\x80\xaf", "\xe2\x81\x9f",
    "\xe3\x80\x80"};

bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

/// Between leading zeros any number of "_" is let through, as long as a digit ends them.
std::string_view without_leading_zeros(std::string_view digits) noexcept {
    if (!digits.starts_with('0')) {
        return digits;
    }
    const std::size_t rest = std::min(digits.find_first_not_of("0_"), digits.size());
    return rest < digits.size() && is_digit(digits[rest]) ? digits.substr(rest) : digits.substr(rest - 1);
}

/// "12_000" as "12000" behind what is in `out`; false for "_" that are not between digits, and for other
/// bytes.
bool append_digits(std::string_view text, std::string& out) {
    bool after_digit = false;
    for (const char c : text) {
        if (is_digit(c)) {
            out += c;
            after_digit = true;
        } else if (c == '_' && after_digit) {
            after_digit = false;
        } else {
            return false;
        }
    }
    return after_digit;
}

}  // namespace

std::string_view trim_white_space(std::string_view text) noexcept {
    const auto starts = [&text](std::string_view space) { return text.starts_with(space); };
    const auto ends = [&text](std::string_view space) { return text.ends_with(space); };
    for (auto space = white_space.begin();
         (space = std::find_if(white_space.begin(), white_space.end(), starts)) != white_space.end();) {
        text.remove_prefix(space->size());
    }
    for (auto space = white_space.begin();
         (space = std::find_if(white_space.begin(), white_space.end(), ends)) != white_space.end();) {
        text.remove_suffix(space->size());
    }
    return text;
}

IntegerText read_integer(std::string_view text, std::string& digits) {
    text = trim_white_space(text);
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+')) {
        text.remove_prefix(1);
    }
    text = without_leading_zeros(text);
    if (const std::size_t point = text.find('.'); point != std::string_view::npos) {
        const std::string_view fraction = text.substr(point + 1);
        if (fraction.empty() || fraction.find_first_not_of('0') != std::string_view::npos) {
            return IntegerText::no_integer;
        }
        text = text.substr(0, point);
    }
    digits.assign(negative ? "-" : "");
    if (!append_digits(text, digits)) {
        return IntegerText::no_integer;
    }
    return digits.size() - (negative ? 1 : 0) > most_digits ? IntegerText::too_long : IntegerText::integer;
}

bool read_real(std::string_view text, double& value) {
    std::string digits;
    if (text.find('_') == std::string_view::npos) {
        digits = trim_white_space(text);
    } else {
        if (text.starts_with('_') || text.ends_with('_') || text.find("__") != std::string_view::npos) {
            return false;
        }
        std::copy_if(text.begin(), text.end(), std::back_inserter(digits), [](char c) { return c != '_'; });
    }
    char* end = nullptr;
    const bool begins = !digits.empty() && trim_white_space(digits).size() == digits.size();
    value = begins ? PyOS_string_to_double(digits.c_str(), &end, nullptr) : 0;
    if (!begins || PyErr_Occurred() != nullptr) {
        PyErr_Clear();
        return false;
    }
    return end == digits.c_str() + digits.size();
}

}  // namespace fasterapi::python::schema
