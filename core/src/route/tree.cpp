#include "route/tree.h"

#include <algorithm>

#include "route/value.h"

namespace fasterapi::route {

namespace {

std::size_t common_prefix(std::string_view left, std::string_view right) noexcept {
    const auto [at, other] = std::mismatch(left.begin(), left.end(), right.begin(), right.end());
    return static_cast<std::size_t>(at - left.begin());
}

}  // namespace

MethodRoutes& Tree::insert(const Pattern& pattern, std::uint32_t route) {
    nodes_.front().first_route = std::min(nodes_.front().first_route, route);
    std::uint32_t node = follow_literal(0, pattern.literals.front(), route);
    // Behind a parameter with many ends, a search may come to the next one from several positions. (Not worth
    // a note for UUIDs: from different positions they never end at the same one.)
    bool repeated = false;
    for (std::size_t i = 0; i < pattern.converters.size(); ++i) {
        const std::string_view literal = pattern.literals[i + 1];
        Parameter& parameter = follow_parameter(node, pattern.converters[i], route);
        if (repeated && parameter.note == none && parameter.converter != Converter::uuid) {
            parameter.note = notes_++;
        }
        const bool many_ends = !literal.empty() && may_contain(parameter.converter, literal.front());
        parameter.has_many_ends |= many_ends;
        repeated |= many_ends;
        node = follow_literal(parameter.node, literal, route);
    }
    if (nodes_[node].leaf == none) {
        nodes_[node].leaf = static_cast<std::uint32_t>(leaves_.size());
        leaves_.emplace_back();
    }
    return leaves_[nodes_[node].leaf];
}

std::uint32_t Tree::make_node(std::string_view literal, std::uint32_t route) {
    Node& node = nodes_.emplace_back();
    node.literal = literal;
    node.first_route = route;
    return static_cast<std::uint32_t>(nodes_.size() - 1);
}

std::uint32_t Tree::follow_literal(std::uint32_t node, std::string_view literal, std::uint32_t route) {
    while (!literal.empty()) {
        const std::size_t place = nodes_[node].first_bytes.find(literal.front());
        if (place == std::string::npos) {
            const std::uint32_t made = make_node(literal, route);
            nodes_[node].first_bytes.push_back(literal.front());
            nodes_[node].children.push_back(made);
            return made;
        }
        const std::uint32_t child = nodes_[node].children[place];
        const std::size_t common = common_prefix(nodes_[child].literal, literal);
        if (common < nodes_[child].literal.size()) {
            split(child, common);
        }
        literal.remove_prefix(common);
        node = child;
    }
    return node;
}

Tree::Parameter& Tree::follow_parameter(std::uint32_t node, Converter converter, std::uint32_t route) {
    std::vector<Parameter>& parameters = nodes_[node].parameters;
    for (Parameter& parameter : parameters) {
        if (parameter.converter == converter) {
            return parameter;
        }
    }
    const std::uint32_t made = make_node({}, route);
    Parameter& parameter = nodes_[node].parameters.emplace_back();
    parameter.converter = converter;
    parameter.node = made;
    return parameter;
}

void Tree::split(std::uint32_t node, std::size_t literal_bytes) {
    const std::string literal = std::move(nodes_[node].literal);
    Node lower = std::move(nodes_[node]);
    lower.literal = literal.substr(literal_bytes);
    Node upper;
    upper.literal = literal.substr(0, literal_bytes);
    upper.first_bytes.push_back(literal[literal_bytes]);
    upper.first_route = lower.first_route;
    upper.children.push_back(static_cast<std::uint32_t>(nodes_.size()));
    nodes_[node] = std::move(upper);
    nodes_.push_back(std::move(lower));
}

/// One search.
class Tree::Walk {
public:
    Walk(const Tree& tree, std::string_view path, SearchMemory& memory, Finding& finding)
        : tree_(tree), path_(path), memory_(memory), finding_(finding) {}

    void enter(std::uint32_t number, std::size_t at, const Capture* last) {
        for (;;) {
            const Node& node = tree_.nodes_[number];
            if (node.first_route >= finding_.rank || !path_.substr(at).starts_with(node.literal)) {
                return;
            }
            at += node.literal.size();
            std::uint32_t child = none;
            if (at < path_.size()) {
                child = child_of(node, path_[at]);
            } else if (node.leaf != none) {
                finding_.look_at(tree_.leaves_[node.leaf], last);
            }
            if (node.parameters.empty()) {
                if (child == none) {
                    return;
                }
                number = child;
                continue;
            }
            if (child != none) {
                enter(child, at, last);
            }
            for (const Parameter& parameter : node.parameters) {
                try_values(parameter, at, last);
            }
            return;
        }
    }

private:
    static std::uint32_t child_of(const Node& node, char first_byte) noexcept {
        // A loop, as children are few: a call of memchr takes longer.
        const std::string& bytes = node.first_bytes;
        for (std::size_t place = 0; place < bytes.size(); ++place) {
            if (bytes[place] == first_byte) {
                return node.children[place];
            }
        }
        return none;
    }

    void try_values(const Parameter& parameter, std::size_t begin, const Capture* last) {
        const Node& behind = tree_.nodes_[parameter.node];
        if (behind.first_route >= finding_.rank) {
            return;
        }
        // Ends behind the position this parameter was tried from last have had their turn, and so had that
        // position itself where a value may be empty.
        std::string_view path = path_;
        if (parameter.note != none) {
            if (const auto tried = memory_.tried_from(parameter.note)) {
                path = path.substr(0, parameter.converter == Converter::path ? *tried - 1 : *tried);
            }
        }
        std::size_t end = longest_end(parameter.converter, path, begin);
        if (end == no_end) {
            return;
        }
        if (parameter.note != none) {
            memory_.set_tried_from(parameter.note, begin);
        }
        do {
            if (end == path_.size() || child_of(behind, path_[end]) != none) {
                const Capture capture{last, path_.substr(begin, end - begin)};
                enter(parameter.node, end, &capture);
            }
            end = shorter_end(parameter.converter, path, begin, end);
        } while (end != no_end && parameter.has_many_ends);
    }

    const Tree& tree_;
    std::string_view path_;
    SearchMemory& memory_;
    Finding& finding_;
};

void Tree::search(std::string_view path, SearchMemory& memory, Finding& finding) const {
    memory.begin(notes_);
    Walk(*this, path, memory, finding).enter(0, 0, nullptr);
}

}  // namespace fasterapi::route
