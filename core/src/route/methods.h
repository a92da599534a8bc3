#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "route/pattern.h"

namespace fasterapi::route {

/// Different methods that one router can tell apart: one bit each. The IANA registry has about forty.
inline constexpr std::size_t max_methods = 64;

/// A method by its place in a MethodTable.
using MethodNumber = std::uint8_t;
/// Bit n stands for the method of number n.
using MethodSet = std::uint64_t;

[[nodiscard]] constexpr MethodSet set_of(MethodNumber method) noexcept {
    return MethodSet{1} << method;
}

inline constexpr MethodNumber get_method = 0;
inline constexpr MethodNumber head_method = 1;
inline constexpr MethodNumber options_method = 2;

/// Numbers the methods that a router's routes take. GET, HEAD and OPTIONS are always there.
class MethodTable {
public:
    MethodTable() : names_{"GET", "HEAD", "OPTIONS"} {}

    [[nodiscard]] Result<MethodNumber, PatternError> add(std::string_view token);
    [[nodiscard]] std::optional<MethodNumber> find(std::string_view token) const noexcept;

    /// Append the names of a set as an Allow field has them: "GET, HEAD, POST", sorted.
    void append_names(MethodSet methods, std::string& out) const;

private:
    std::vector<std::string> names_;
};

/// The route of each method, for the routes that have one pattern.
class MethodRoutes {
public:
    struct Choice {
        /// Where the choice stands in the order of declaration. A HEAD stands where the first route of its
        /// pattern stands that answers it, GET or HEAD.
        std::uint32_t rank;
        std::uint32_t route;
        bool implied_head;  ///< asked for HEAD, it is the GET route
    };

    /// The first route of a method stays; routes come with rising numbers.
    void add(MethodNumber method, std::uint32_t route);

    [[nodiscard]] MethodSet methods() const noexcept { return methods_; }
    /// A GET route answers HEAD where no route of the pattern takes HEAD itself.
    [[nodiscard]] std::optional<Choice> choose(MethodNumber method) const noexcept;

private:
    struct Entry {
        MethodNumber method;
        std::uint32_t route;
    };
    [[nodiscard]] std::uint32_t route_of(MethodNumber method) const noexcept;

    MethodSet methods_ = 0;
    std::vector<Entry> entries_;
};

}  // namespace fasterapi::route
