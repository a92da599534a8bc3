#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "route/router.h"

namespace fasterapi::route {

namespace {

/// A route as Starlette has it: a regular expression, asked after those declared before. Here it is matched
/// by plain backtracking, longest values first.
struct Reference {
    Pattern pattern;
    std::string method;

    [[nodiscard]] std::optional<std::vector<std::string>> match(std::string_view path) const {
        std::vector<std::string> values;
        return match_from(0, path, values) ? std::optional(values) : std::nullopt;
    }

private:
    bool match_from(std::size_t parameter, std::string_view path, std::vector<std::string>& values) const {
        const std::string& literal = pattern.literals[parameter];
        if (!path.starts_with(literal)) {
            return false;
        }
        path.remove_prefix(literal.size());
        if (parameter == pattern.converters.size()) {
            return path.empty();
        }
        for (std::size_t size = path.size() + 1; size-- > 0;) {
            values.emplace_back(path.substr(0, size));
            if (is_value(pattern.converters[parameter], values.back()) &&
                match_from(parameter + 1, path.substr(size), values)) {
                return true;
            }
            values.pop_back();
        }
        return false;
    }

    static bool is_value(Converter converter, const std::string& text) {
        const auto consists_of = [](std::string_view part, std::string_view letters) {
            return !part.empty() && part.find_first_not_of(letters) == std::string_view::npos;
        };
        constexpr std::string_view digits = "0123456789";
        const std::size_t point = text.find('.');
        switch (converter) {
            case Converter::text: return !text.empty() && text.find('/') == std::string::npos;
            case Converter::integer: return consists_of(text, digits);
            case Converter::number:
                return consists_of(text.substr(0, point), digits) &&
                       (point == std::string::npos || consists_of(text.substr(point + 1), digits));
            case Converter::uuid:
                return text.size() == 36 && consists_of(text, "0123456789abcdefABCDEF-") &&
                       std::count(text.begin(), text.end(), '-') == 4 && text[8] == '-' && text[13] == '-' &&
                       text[18] == '-' && text[23] == '-';
            case Converter::path: return true;
        }
        return false;
    }
};

constexpr std::array<std::string_view, 5> converters{"", ":int", ":float", ":uuid", ":path"};
/// Few different pieces, so that patterns and paths often share some.
constexpr std::array<std::string_view, 7> literals{"/", "/", "/a", "-", ".", "1", "a/b"};
constexpr std::array<std::string_view, 9> path_pieces{
    "/", "/", "a", "-", ".", "1", "b", "12", "0123abcd-0000-1111-2222-0123456789AB"};

class Generator {
public:
    explicit Generator(std::uint32_t seed) : random_(seed) {}

    std::size_t below(std::size_t count) { return random_() % count; }

    std::string pattern() {
        std::string pattern = "/";
        const std::size_t parameters = below(4);
        for (std::size_t i = 0; i < parameters; ++i) {
            if (i > 0 || below(2) == 0) {
                pattern += literals[below(literals.size())];
            }
            const std::size_t converter = below(8) < 5 ? below(5) : 0;
            pattern += "{p" + std::to_string(i) + std::string(converters[converter]) + "}";
        }
        if (below(2) == 0) {
            pattern += literals[below(literals.size())];
        }
        return pattern;
    }

    std::string path() {
        std::string path = "/";
        for (std::size_t left = below(8); left > 0; --left) {
            path += path_pieces[below(below(4) == 0 ? path_pieces.size() : path_pieces.size() - 1)];
        }
        return path;
    }

private:
    std::mt19937 random_;
};

TEST(RouterReference, FindsWhatAskingOneRouteAfterTheOtherFinds) {
    constexpr std::array<std::string_view, 2> methods{"GET", "POST"};
    int found = 0;
    int not_allowed = 0;
    for (std::uint32_t seed = 0; seed < 1000; ++seed) {
        Generator generate(seed);
        Router router;
        std::vector<Reference> references;
        std::string table;
        for (std::size_t left = 1 + generate.below(12); left > 0; --left) {
            const std::string pattern = generate.pattern();
            const std::string_view method = methods[generate.below(2)];
            ASSERT_TRUE(router.add(pattern, std::array{method})) << pattern;
            references.push_back({*parse_pattern(pattern), std::string(method)});
            table += std::string(method) + " " + pattern + "\n";
        }
        Match match;
        for (int round = 0; round < 50; ++round) {
            const std::string path = generate.path();
            SCOPED_TRACE("path " + path + " in\n" + table);
            bool known = false;
            std::size_t first = references.size();
            std::vector<std::string> values;
            for (std::size_t i = 0; i < references.size() && first == references.size(); ++i) {
                if (const auto matched = references[i].match(path)) {
                    known = true;
                    if (references[i].method == "GET") {
                        first = i;
                        values = *matched;
                    }
                }
            }
            router.find("GET", path, match);
            if (first < references.size()) {
                ++found;
                ASSERT_EQ(match.outcome, Match::Outcome::found);
                ASSERT_EQ(match.route, first);
                ASSERT_EQ(std::vector<std::string>(match.values.begin(), match.values.end()), values);
            } else {
                not_allowed += known ? 1 : 0;
                ASSERT_EQ(match.outcome == Match::Outcome::method_not_allowed, known);
                ASSERT_NE(match.outcome, Match::Outcome::found);
            }
        }
    }
    // The tables and paths fit together often enough to say something.
    EXPECT_GT(found, 5000);
    EXPECT_GT(not_allowed, 1000);
}

}  // namespace

}  // namespace fasterapi::route
