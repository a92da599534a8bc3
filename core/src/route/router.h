#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "route/finding.h"
#include "route/pattern.h"

namespace fasterapi::route {

/// What was found for one request. Used again for the next it keeps its memory: finding does not allocate.
struct Match {
    enum class Outcome : std::uint8_t {
        found,
        not_found,           ///< 404
        method_not_allowed,  ///< the path is known, `allow` tells its methods: 405, but see `options`
        redirect,            ///< 307: unknown as it is, the path is known with or without a last slash
    };
    Outcome outcome = Outcome::not_found;
    std::uint32_t route = 0;    ///< number given by add(), where found
    bool implied_head = false;  ///< found, and it is a GET route that takes a HEAD request
    bool options = false;       ///< method_not_allowed, but the request is OPTIONS: answer 204 with Allow
    std::string allow;          ///< "GET, HEAD, OPTIONS, POST", where method_not_allowed
    std::string redirect_path;  ///< percent-decoded like the path that was given; where redirect
    /// In the order of the pattern's parameters; views into the path that was given to find().
    std::vector<std::string_view> values;

    void clear() noexcept;

private:
    friend class Router;
    SearchMemory memory_;
};

/// Finds the route of a method and a percent-decoded path: the first declared of those that match both, as
/// Starlette's users expect. What it costs depends on the path and not on how many routes there are.
class Router {
public:
    Router();
    ~Router();
    Router(Router&&) noexcept;
    Router& operator=(Router&&) noexcept;

    /// Declare "/items/{id:int}/{rest:path}". `methods` are tokens, in upper case by custom.
    /// @return the route's number, counted from 0 in the order of declaration.
    [[nodiscard]] Result<std::uint32_t, PatternError> add(std::string_view pattern,
                                                          std::span<const std::string_view> methods);

    /// Parameter names of a route, in the order of Match::values.
    [[nodiscard]] std::span<const std::string> parameters_of(std::uint32_t route) const noexcept;
    [[nodiscard]] std::span<const Converter> converters_of(std::uint32_t route) const noexcept;

    /// `match` is cleared and filled.
    /// A GET route answers HEAD, unless a route of the same pattern takes HEAD itself. Values are as long as
    /// they can be, from the left: "/{a}-{b}" takes "x-y" and "z" out of "/x-y-z". A path that no route
    /// knows, whatever its methods, is tried with a slash appended or without all those at its end: redirect.
    void find(std::string_view method, std::string_view path, Match& match) const;

private:
    struct Table;
    std::unique_ptr<Table> table_;
};

}  // namespace fasterapi::route
