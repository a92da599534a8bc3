#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "http/method.h"

namespace fasterapi::route {

/// What a path parameter must look like; `path` alone may contain "/".
enum class Converter : std::uint8_t { text, integer, number, uuid, path };

enum class PatternError : std::uint8_t {
    no_leading_slash,
    unbalanced_brace,
    bad_parameter_name,
    repeated_parameter_name,
    unknown_converter,
    two_parameters_without_literal,  ///< "/{a}{b}": no one could say where a ends
};

/// For a message to the developer.
[[nodiscard]] std::string_view explanation_of(PatternError error) noexcept;

/// The values of one match, in the order of the pattern's parameters; views into the matched path.
struct Match {
    enum class Outcome : std::uint8_t {
        found,
        not_found,           ///< 404
        method_not_allowed,  ///< 405: the path is known; `allow` tells its methods
        redirect,            ///< 307: the same path with or without its last slash is known
    };
    Outcome outcome = Outcome::not_found;
    std::uint32_t route = 0;  ///< number given by add(), where found
    bool implied_head = false;  ///< a HEAD request matched a GET route
    bool options = false;       ///< an OPTIONS request for a known path that no route takes: answer 204 with Allow
    std::string allow;          ///< "GET, HEAD, OPTIONS, POST": for 405 and for options
    std::vector<std::string_view> values;

    void clear() noexcept;
};

/// Finds the route of a method and a percent-decoded path: a radix tree over the patterns' literals, in which the first
/// declared route wins where several match, as Starlette's users expect. Matching cost does not grow with the routes.
class Router {
public:
    Router();
    ~Router();
    Router(Router&&) noexcept;
    Router& operator=(Router&&) noexcept;

    /// Declare "/items/{id:int}/{rest:path}". `methods` are upper-case tokens.
    /// @return the route's number, counting from 0 in the order of declaration.
    [[nodiscard]] Result<std::uint32_t, PatternError> add(std::string_view pattern,
                                                          std::span<const std::string_view> methods);

    /// Parameter names of a route, in the order of Match::values.
    [[nodiscard]] std::span<const std::string> parameters_of(std::uint32_t route) const noexcept;
    [[nodiscard]] std::span<const Converter> converters_of(std::uint32_t route) const noexcept;

    /// `match` is cleared and filled; its vectors keep their memory, so that matching does not allocate.
    /// A GET route answers HEAD; an explicit HEAD or OPTIONS route goes first. A path that only differs by
    /// its last slash from one that is known gives redirect.
    void find(std::string_view method, std::string_view path, Match& match) const;

private:
    struct Tree;
    std::unique_ptr<Tree> tree_;
};

}  // namespace fasterapi::route
