// Router patterns and paths. The last line is a path, those before it are patterns; "!" in front declares one
// for POST instead of GET. The router must find what asking one route after the other finds, and the values
// it takes out of the path must make it up again.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "require.h"
#include "route/router.h"

namespace {

using namespace fasterapi;
using Outcome = route::Match::Outcome;

struct Declared {
    std::string_view pattern;
    std::string_view method;
};

/// What becomes of a GET where there is only that route.
Outcome outcome_of(const Declared& route, std::string_view path, route::Match& match) {
    route::Router alone;
    fuzz::require(alone.add(route.pattern, std::array{route.method}).has_value());
    alone.find("GET", path, match);
    return match.outcome;
}

void require_made_of_values(const Declared& route, std::string_view path, const route::Match& match) {
    const auto pattern = route::parse_pattern(route.pattern);
    fuzz::require(pattern && match.values.size() == pattern->names.size());
    std::string again = pattern->literals.front();
    for (std::size_t i = 0; i < match.values.size(); ++i) {
        again += match.values[i];
        again += pattern->literals[i + 1];
    }
    fuzz::require(again == path);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view text(reinterpret_cast<const char*>(data), size);
    route::Router router;
    std::vector<Declared> declared;
    for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
        std::string_view pattern = text.substr(0, end);
        text.remove_prefix(end + 1);
        const bool post = pattern.starts_with('!');
        pattern.remove_prefix(post ? 1 : 0);
        const Declared route{pattern, post ? "POST" : "GET"};
        const auto number = router.add(route.pattern, std::array{route.method});
        fuzz::require(number.has_value() == route::parse_pattern(pattern).has_value());
        if (number) {
            fuzz::require(*number == declared.size());
            declared.push_back(route);
        } else {
            fuzz::require(!route::explanation_of(number.error()).empty());
        }
    }

    route::Match match;
    router.find("GET", text, match);
    route::Match alone;
    bool known = false;
    for (std::uint32_t number = 0; number < declared.size(); ++number) {
        const Outcome outcome = outcome_of(declared[number], text, alone);
        known |= outcome == Outcome::method_not_allowed;
        if (outcome == Outcome::found) {
            fuzz::require(match.outcome == Outcome::found && match.route == number);
            fuzz::require(match.values == alone.values);
            require_made_of_values(declared[number], text, match);
            return 0;
        }
    }
    fuzz::require(match.outcome != Outcome::found);
    fuzz::require((match.outcome == Outcome::method_not_allowed) == known);
    return 0;
}
