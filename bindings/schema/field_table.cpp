#include "schema/field_table.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "base/hash.h"
#include "json/escape.h"

namespace fasterapi::python::schema {

namespace {

// Up to so many entries are compared one by one: that is as quick as a hash.
constexpr std::size_t few = 6;

}  // namespace

void FieldTable::add(std::string_view name, std::size_t field) {
    for (const Entry& entry : entries_) {
        if (entry.name == name) {
            return;
        }
    }
    const bool is_plain = std::none_of(name.begin(), name.end(), [](char byte) {
        return json::needs_escape(static_cast<unsigned char>(byte));
    });
    std::string written = is_plain ? '"' + std::string(name) + "\":" : std::string();
    entries_.push_back({std::string(name), std::move(written), field});
}

void FieldTable::finish() {
    if (entries_.size() <= few) {
        return;
    }
    places_.assign(std::bit_ceil(entries_.size() * 2), 0);
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        std::size_t place = hash_of(entries_[i].name) & (places_.size() - 1);
        while (places_[place] != 0) {
            place = (place + 1) & (places_.size() - 1);
        }
        places_[place] = static_cast<std::uint32_t>(i + 1);
    }
}

std::size_t FieldTable::look_up(std::string_view name, std::size_t& expected) const noexcept {
    const auto found = [&](std::size_t entry) {
        expected = entry + 1;
        return entries_[entry].field;
    };
    if (places_.empty()) {
        for (std::size_t i = 0; i < entries_.size(); ++i) {
            if (entries_[i].name == name) {
                return found(i);
            }
        }
        return nowhere;
    }
    for (std::size_t place = hash_of(name);; ++place) {
        const std::uint32_t entry = places_[place & (places_.size() - 1)];
        if (entry == 0) {
            return nowhere;
        }
        if (entries_[entry - 1].name == name) {
            return found(entry - 1);
        }
    }
}

}  // namespace fasterapi::python::schema
