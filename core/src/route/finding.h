#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

#include "route/methods.h"

namespace fasterapi::route {

/// No route, node or leaf; larger than all of them.
inline constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

/// The value of one parameter on the way to a leaf, and those before it.
struct Capture {
    const Capture* previous;
    std::string_view value;
};

/// What a search looks for, and the best it has seen so far.
struct Finding {
    std::optional<MethodNumber> method;
    std::vector<std::string_view>& values;  ///< of the route's parameters
    std::uint32_t rank = none;  ///< MethodRoutes::Choice::rank; routes from here on are of no interest
    std::uint32_t route = none;
    bool implied_head = false;  ///< the route takes GET, the request is HEAD
    bool known = false;         ///< some pattern matched
    MethodSet methods = 0;      ///< of the patterns that matched; all of them where no route was found

    void look_at(const MethodRoutes& routes, const Capture* last);
};

/// What a search notes about parameters that it may meet at several positions. Kept by the caller, so that
/// searching does not allocate; needs no clearing between searches, nor between trees.
class SearchMemory {
public:
    void begin(std::size_t parameters) {
        ++search_;
        if (notes_.size() < parameters) {
            notes_.resize(parameters);
        }
    }
    /// Where the parameter was last tried from in this search.
    [[nodiscard]] std::optional<std::size_t> tried_from(std::uint32_t parameter) const noexcept {
        const Note& note = notes_[parameter];
        return note.search == search_ ? std::optional(note.begin) : std::nullopt;
    }
    void set_tried_from(std::uint32_t parameter, std::size_t begin) noexcept {
        notes_[parameter] = {search_, begin};
    }

private:
    struct Note {
        std::uint64_t search = 0;
        std::size_t begin = 0;
    };
    std::vector<Note> notes_;
    std::uint64_t search_ = 0;
};

}  // namespace fasterapi::route
