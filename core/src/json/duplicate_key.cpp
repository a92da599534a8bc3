#include "json/duplicate_key.h"

#include <set>
#include <string>

#include "json/reader.h"

namespace fasterapi::json {

namespace {

class Search {
public:
    explicit Search(std::string_view text) noexcept : text_(text), reader_(text) {}

    [[nodiscard]] std::optional<std::size_t> run() {
        look_into_value();
        return reader_.error() == ReadError::none && reader_.finish() ? found_ : std::nullopt;
    }

private:
    /// As deep as the reader lets it be.
    void look_into_value() {
        switch (reader_.peek()) {
            case Kind::object: look_into_object(); break;
            case Kind::array:
                if (reader_.begin_array()) {
                    while (reader_.next_item()) {
                        look_into_value();
                    }
                }
                break;
            case Kind::none: break;
            default: reader_.skip(); break;
        }
    }

    void look_into_object() {
        // Ordered: clients choose them, and could make hashes collide.
        std::set<std::string, std::less<>> names;
        Text name;
        if (!reader_.begin_object()) {
            return;
        }
        for (std::size_t before = reader_.position(); reader_.next_member(name);
             before = reader_.position()) {
            if (!found_ && !names.emplace(name.utf8).second) {
                found_ = text_.find('"', before);  // nothing but a comma and white space comes before it
            }
            look_into_value();
        }
    }

    std::string_view text_;
    Reader reader_;
    std::optional<std::size_t> found_;
};

}  // namespace

std::optional<std::size_t> find_duplicate_key(std::string_view text) {
    return Search(text).run();
}

}  // namespace fasterapi::json
