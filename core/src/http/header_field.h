#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <type_traits>

namespace fasterapi::http {

/// One header or trailer line: the name as it was sent, the value without the white space around it.
struct HeaderField {
    std::string_view name;
    std::string_view value;
};

/// ASCII case folded equality, as field names compare (RFC 9110 5.1).
[[nodiscard]] bool equals_ignoring_case(std::string_view left, std::string_view right) noexcept;

/// token (RFC 9110 5.6.2): what a field name or a method consists of; never empty.
[[nodiscard]] bool is_token(std::string_view text) noexcept;

/// field-value (RFC 9110 5.5) without leading or trailing white space: visible characters, obs-text, SP and
/// HTAB. What may be sent: CR, LF and NUL are refused, so that no value splits a response.
[[nodiscard]] bool is_field_value(std::string_view text) noexcept;

/// The fields of one head in the order received: the first few in place, more on the heap.
class HeaderFields {
public:
    HeaderFields() noexcept = default;
    HeaderFields(const HeaderFields&) = delete;
    HeaderFields& operator=(const HeaderFields&) = delete;

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] std::span<const HeaderField> all() const noexcept { return {fields_, size_}; }
    [[nodiscard]] const HeaderField* begin() const noexcept { return fields_; }
    [[nodiscard]] const HeaderField* end() const noexcept { return fields_ + size_; }

    /// The first field of that name, or nullptr.
    [[nodiscard]] const HeaderField* find(std::string_view name) const noexcept;

    void append(HeaderField field) {
        if (size_ == capacity_) [[unlikely]] {
            grow();
        }
        std::construct_at(fields_ + size_, field);
        ++size_;
    }
    void clear() noexcept { size_ = 0; }
    /// The bytes that all views point into have moved from `from` to `to`.
    void rebase(const char* from, const char* to) noexcept;

private:
    static constexpr std::size_t in_place = 24;  // browsers send about 15; benchmarks 1 to 10

    void grow();

    std::size_t size_ = 0;
    std::size_t capacity_ = in_place;
    std::unique_ptr<HeaderField[]> more_;
    // Raw, because setting up what is not used would cost each request 12 cache lines.
    alignas(HeaderField) std::array<std::byte, in_place * sizeof(HeaderField)> few_;
    HeaderField* fields_ = reinterpret_cast<HeaderField*>(few_.data());
};
static_assert(std::is_trivially_copyable_v<HeaderField> && std::is_trivially_destructible_v<HeaderField>);

}  // namespace fasterapi::http
