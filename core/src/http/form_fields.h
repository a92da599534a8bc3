#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fasterapi::http {

/// Names and values of application/x-www-form-urlencoded (WHATWG URL 5.1), which query strings are, too:
/// parted by "&", "+" is a space, an escape that is none ("%zz") stays as it is, a name without "=" has an
/// empty value, and what is empty between two "&" is nothing. Bytes are as they come: UTF-8, one hopes.
class FormFields {
public:
    struct Field {
        std::string_view name;
        std::string_view value;
    };

    /// Read `text`, into which the fields are views where nothing had to be decoded.
    /// @return false, with none, where there are more than `most`.
    [[nodiscard]] bool parse(std::string_view text, std::size_t most);
    void clear() noexcept { fields_.clear(); }

    /// In the order of the text.
    [[nodiscard]] std::span<const Field> all() const noexcept { return fields_; }
    /// The last of that name, or nullptr.
    [[nodiscard]] const Field* find_last(std::string_view name) const noexcept;

private:
    [[nodiscard]] std::string_view decode(std::string_view text);

    std::vector<Field> fields_;
    std::string decoded_;  ///< never grows while views into it are there
};

}  // namespace fasterapi::http
