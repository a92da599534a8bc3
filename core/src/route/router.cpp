#include "route/router.h"

#include <utility>

#include "route/methods.h"
#include "route/tree.h"

namespace fasterapi::route {

void Match::clear() noexcept {
    outcome = Outcome::not_found;
    route = 0;
    implied_head = false;
    options = false;
    allow.clear();
    values.clear();
}

struct Router::Table {
    struct Route {
        std::vector<std::string> names;
        std::vector<Converter> converters;
    };
    MethodTable methods;
    Tree tree;
    std::vector<Route> routes;
};

Router::Router() : table_(std::make_unique<Table>()) {}
Router::~Router() = default;
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;

Result<std::uint32_t, PatternError> Router::add(std::string_view pattern,
                                                std::span<const std::string_view> methods) {
    auto parsed = parse_pattern(pattern);
    if (!parsed) {
        return parsed.error();
    }
    std::vector<MethodNumber> numbers;
    for (const std::string_view method : methods) {
        const auto number = table_->methods.add(method);
        if (!number) {
            return number.error();
        }
        numbers.push_back(*number);
    }
    const auto route = static_cast<std::uint32_t>(table_->routes.size());
    MethodRoutes& routes = table_->tree.insert(*parsed, route);
    for (const MethodNumber number : numbers) {
        routes.add(number, route);
    }
    table_->routes.push_back({std::move(parsed->names), std::move(parsed->converters)});
    return route;
}

std::span<const std::string> Router::parameters_of(std::uint32_t route) const noexcept {
    return table_->routes[route].names;
}

std::span<const Converter> Router::converters_of(std::uint32_t route) const noexcept {
    return table_->routes[route].converters;
}

void Router::find(std::string_view method, std::string_view path, Match& match) const {
    match.clear();
    const Table& table = *table_;
    Finding finding{table.methods.find(method), match.values};
    table.tree.search(path, match.memory_, finding);
    if (finding.route != none) {
        match.outcome = Match::Outcome::found;
        match.route = finding.route;
        match.implied_head = finding.implied_head;
        return;
    }
    if (finding.known) {
        match.outcome = Match::Outcome::method_not_allowed;
        match.options = finding.method == options_method;
        const bool head = (finding.methods & set_of(get_method)) != 0;
        table.methods.append_names(
            finding.methods | set_of(options_method) | (head ? set_of(head_method) : 0), match.allow);
        return;
    }
    if (path == "/") {
        return;
    }
    match.other_path_ = path.substr(0, path.find_last_not_of('/') + 1);
    if (match.other_path_.size() == path.size()) {
        match.other_path_.push_back('/');
    }
    Finding other{std::nullopt, match.values};
    table.tree.search(match.other_path_, match.memory_, other);
    if (other.known) {
        match.outcome = Match::Outcome::redirect;
    }
}

}  // namespace fasterapi::route
