#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "route/finding.h"
#include "route/methods.h"
#include "route/pattern.h"

namespace fasterapi::route {

/// The patterns of a router as a radix tree over their literals, with the parameters between them.
///
/// A search follows every branch that may match, but leaves out those whose routes were all declared after
/// one that is already found. For a given tree it takes time linear in the path, however many parameters
/// share a segment: values are tried longest first, so a node is reached at ever smaller positions of the
/// path, and each parameter remembers the smallest it was tried from, behind which there is nothing new.
class Tree {
public:
    Tree() : nodes_(1) {}

    /// Make a path of `pattern` lead to the routes of that pattern; `route` is not smaller than any before.
    [[nodiscard]] MethodRoutes& insert(const Pattern& pattern, std::uint32_t route);

    /// Show `finding` the routes of all patterns that match, but for those that could not come first.
    void search(std::string_view path, SearchMemory& memory, Finding& finding) const;

private:
    class Walk;

    struct Parameter {
        Converter converter;
        /// A literal behind it starts with what the value may contain: ends short of the longest are tried.
        bool has_many_ends = false;
        /// Its place in the SearchMemory, where a search may come here from several positions.
        std::uint32_t note = none;
        std::uint32_t node = none;
    };
    struct Node {
        std::string literal;      ///< consumed on the way in; empty behind a parameter
        std::string first_bytes;  ///< of the children's literals, all different
        std::vector<std::uint32_t> children;
        std::vector<Parameter> parameters;
        std::uint32_t first_route = none;  ///< the smallest in this node and below
        std::uint32_t leaf = none;
    };

    std::uint32_t make_node(std::string_view literal, std::uint32_t route);
    std::uint32_t follow_literal(std::uint32_t node, std::string_view literal, std::uint32_t route);
    Parameter& follow_parameter(std::uint32_t node, Converter converter, std::uint32_t route);
    void split(std::uint32_t node, std::size_t literal_bytes);

    std::vector<Node> nodes_;
    std::vector<MethodRoutes> leaves_;
    std::uint32_t notes_ = 0;
};

}  // namespace fasterapi::route
