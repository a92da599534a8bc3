#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fasterapi {

/// Status and fields of a response on its way out, for filters.
class ResponseHead {
public:
    struct Field {
        std::string name;
        std::string value;
    };

    int status = 200;
    std::vector<Field> fields;

    /// The first value of that name, or nullptr.
    [[nodiscard]] std::string* find(std::string_view name);
    void add(std::string_view name, std::string_view value);
    /// Replaces all of that name.
    void set(std::string_view name, std::string_view value);
    void remove(std::string_view name);
};

}  // namespace fasterapi
