#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "json/reader.h"
#include "object.h"

namespace fasterapi::python {

/// The names of members seen lately, as str: JSON says the same few again and again, and their hashes are
/// computed then. A name has one place, from where the next that comes there drives it out, so that texts
/// made to collide cost no more than others.
class NameCache {
public:
    [[nodiscard]] Object str_of(const json::Text& name);

    int traverse(visitproc visit, void* arg) const;
    void clear() noexcept;

private:
    static constexpr std::size_t places = 512;
    static constexpr std::size_t longest_bytes = 64;

    struct Entry {
        std::uint64_t hash = 0;
        Object name;
    };
    std::array<Entry, places> entries_;
};

/// A text as str. Empty with an exception set.
[[nodiscard]] Object str_of(const json::Text& text);

/// What becomes of a name that an object has more than once (RFC 8259 4 leaves it open).
enum class Duplicates : std::uint8_t { last_wins, refused };

/// The next value of `reader` as Python objects: dict, list, str, int, float, bool, None.
/// @return empty where the text is wrong, which reader.error() tells, without an exception; else with one
/// set: ValueError for an integer beyond sys.get_int_max_str_digits() and for a duplicate name, where those
/// are refused; MemoryError.
[[nodiscard]] Object decode_json(json::Reader& reader, NameCache& names,
                                 Duplicates duplicates = Duplicates::last_wins);

}  // namespace fasterapi::python
