#include "route/router.h"

#include <functional>
#include <unordered_map>
#include <utility>

#include "base/hash.h"
#include "route/methods.h"
#include "route/tree.h"

namespace fasterapi::route {

void Match::clear() noexcept {
    outcome = Outcome::not_found;
    route = 0;
    implied_head = false;
    options = false;
    allow.clear();
    redirect_path.clear();
    values.clear();
}

struct Router::Table {
    struct Route {
        std::vector<std::string> names;
        std::vector<Converter> converters;
    };
    /// Looks up by a view as by a string. Only the program's own patterns are in the table, so that nobody
    /// else can fill a bucket.
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view path) const noexcept { return hash_of(path); }
    };

    /// A pattern without parameters.
    struct Literal {
        MethodRoutes routes;
        bool shadowed = false;  ///< a pattern declared before may match as well
    };

    [[nodiscard]] MethodRoutes& routes_of(const Pattern& pattern, std::uint32_t route) {
        if (!pattern.names.empty()) {
            return tree.insert(pattern, route);
        }
        Literal& literal = literals[pattern.literals.front()];
        std::vector<std::string_view> no_values;
        SearchMemory memory;
        Finding before{std::nullopt, no_values};
        tree.search(pattern.literals.front(), memory, before);
        literal.shadowed |= before.known;
        return literal.routes;
    }

    /// Show `finding` the routes whose pattern matches, but for those that could not come first.
    void search(std::string_view path, SearchMemory& memory, Finding& finding) const {
        if (const auto found = literals.find(path); found != literals.end()) {
            const Literal& literal = found->second;
            finding.look_at(literal.routes, nullptr);
            if (finding.route != none && !literal.shadowed) {
                return;
            }
        }
        tree.search(path, memory, finding);
    }

    MethodTable methods;
    /// By hash: so find_literal of router_bench takes 18 to 25 ns, and with these in the tree 58 to 98 ns.
    std::unordered_map<std::string, Literal, Hash, std::equal_to<>> literals;
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
    MethodRoutes& routes = table_->routes_of(*parsed, route);
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
    table.search(path, match.memory_, finding);
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
    match.redirect_path = path.substr(0, path.find_last_not_of('/') + 1);
    if (match.redirect_path.size() == path.size()) {
        match.redirect_path.push_back('/');
    }
    Finding other{std::nullopt, match.values};
    table.search(match.redirect_path, match.memory_, other);
    if (other.known) {
        match.outcome = Match::Outcome::redirect;
    } else {
        match.redirect_path.clear();
    }
}

}  // namespace fasterapi::route
