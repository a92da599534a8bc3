#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace fasterapi::python::schema {

/// From what an input may call the fields of a record to their places in it. Names are the developer's: a
/// client's are only looked up.
class FieldTable {
public:
    static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

    /// The first to have a name keeps it.
    void add(std::string_view name, std::size_t field);
    /// Before the first look-up, after the last name.
    void finish();

    /// The field of that name. `expected` is the entry that is tried first and, afterwards, the one behind
    /// that which was found: inputs mostly have their members in the order of the fields.
    [[nodiscard]] std::size_t find(std::string_view name, std::size_t& expected) const noexcept {
        if (expected < entries_.size() && entries_[expected].name == name) {
            return entries_[expected++].field;
        }
        return look_up(name, expected);
    }
    [[nodiscard]] std::size_t find(std::string_view name) const noexcept {
        std::size_t expected = entries_.size();
        return look_up(name, expected);
    }

    /// The name of the entry `expected` as it stands in JSON, "name": for one without escapes; empty for
    /// another, and behind the last.
    [[nodiscard]] std::string_view written(std::size_t expected) const noexcept {
        return expected < entries_.size() ? std::string_view(entries_[expected].written) : std::string_view();
    }
    /// The field of the entry `expected`, which is the one behind it afterwards.
    [[nodiscard]] std::size_t take(std::size_t& expected) const noexcept {
        return entries_[expected++].field;
    }

private:
    struct Entry {
        std::string name;
        std::string written;
        std::size_t field;
    };

    [[nodiscard]] std::size_t look_up(std::string_view name, std::size_t& expected) const noexcept;

    std::vector<Entry> entries_;
    std::vector<std::uint32_t> places_;  ///< open addressing by hash: entry + 1, or 0; none for a few entries
};

}  // namespace fasterapi::python::schema
