#include "route/pattern.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace fasterapi::route {

namespace {

constexpr bool is_name_start(char byte) noexcept {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_';
}

/// An ASCII identifier: parameters become arguments of the same name.
bool is_name(std::string_view text) noexcept {
    return !text.empty() && is_name_start(text.front()) &&
           std::all_of(text.begin(), text.end(),
                       [](char byte) { return is_name_start(byte) || (byte >= '0' && byte <= '9'); });
}

std::optional<Converter> converter_from(std::string_view name) noexcept {
    constexpr std::pair<std::string_view, Converter> converters[] = {
        {"str", Converter::text},  {"int", Converter::integer}, {"float", Converter::number},
        {"uuid", Converter::uuid}, {"path", Converter::path},
    };
    for (const auto& [known, converter] : converters) {
        if (name == known) {
            return converter;
        }
    }
    return std::nullopt;
}

}  // namespace

std::string_view explanation_of(PatternError error) noexcept {
    switch (error) {
        case PatternError::no_leading_slash: return "a path starts with \"/\"";
        case PatternError::unbalanced_brace: return "a brace is not closed or was never opened";
        case PatternError::bad_parameter_name:
            return "a parameter's name is letters, digits and \"_\", no digit first";
        case PatternError::repeated_parameter_name: return "two parameters have the same name";
        case PatternError::unknown_converter: return "a converter is one of str, int, float, uuid and path";
        case PatternError::two_parameters_without_literal:
            return "two parameters need some text between them";
        case PatternError::bad_method: return "a method is a token, such as GET";
        case PatternError::too_many_methods: return "one router knows at most 64 different methods";
    }
    return {};
}

Result<Pattern, PatternError> parse_pattern(std::string_view text) {
    if (!text.starts_with('/')) {
        return PatternError::no_leading_slash;
    }
    Pattern pattern;
    for (;;) {
        const std::size_t open = text.find_first_of("{}");
        const std::string_view literal = text.substr(0, open);
        if (open == std::string_view::npos) {
            pattern.literals.emplace_back(literal);
            return pattern;
        }
        const std::size_t close = text.find('}', open);
        if (text[open] == '}' || close == std::string_view::npos) {
            return PatternError::unbalanced_brace;
        }
        if (literal.empty()) {
            return PatternError::two_parameters_without_literal;
        }
        const std::string_view parameter = text.substr(open + 1, close - open - 1);
        const std::size_t colon = parameter.find(':');
        const std::string_view name = parameter.substr(0, colon);
        if (!is_name(name)) {
            return PatternError::bad_parameter_name;
        }
        if (std::find(pattern.names.begin(), pattern.names.end(), name) != pattern.names.end()) {
            return PatternError::repeated_parameter_name;
        }
        const auto converter = colon == std::string_view::npos ? std::optional(Converter::text)
                                                               : converter_from(parameter.substr(colon + 1));
        if (!converter) {
            return PatternError::unknown_converter;
        }
        pattern.literals.emplace_back(literal);
        pattern.names.emplace_back(name);
        pattern.converters.push_back(*converter);
        text.remove_prefix(close + 1);
    }
}

}  // namespace fasterapi::route
