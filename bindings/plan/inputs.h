#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/form_fields.h"
#include "http/limits.h"
#include "object.h"
#include "server/exchange.h"

namespace fasterapi::python {

class Engine;

/// Where in a request a parameter is looked for.
enum class Source : std::uint8_t { path, query, header, cookie, form, body };

/// A name or value as the request has it: in UTF-8 mostly, header fields in Latin-1.
struct InputText {
    std::string_view bytes;
    bool is_latin1 = false;

    [[nodiscard]] Object str() const { return is_latin1 ? latin1(bytes) : utf8_lossy(bytes); }
};

/// What parameters are taken out of: the parts of one request, each read when somebody first asks for it. One
/// of these serves one request after the other, and keeps its memory.
class Inputs {
public:
    void begin(server::Exchange& exchange, const http::Limits& limits) noexcept {
        exchange_ = &exchange;
        limits_ = &limits;
    }
    void end() noexcept;

    [[nodiscard]] server::Exchange& exchange() const noexcept { return *exchange_; }
    [[nodiscard]] const http::Limits& limits() const noexcept { return *limits_; }

    /// The value that counts of several: the first of the header fields, the last of others. Not for paths.
    [[nodiscard]] std::optional<InputText> find(Source source, std::string_view name);
    /// All of them, as a list of str. Empty with an exception set.
    [[nodiscard]] Object all(Source source, std::string_view name);
    /// Names and values, as the request has them.
    using Pair = std::pair<InputText, InputText>;
    [[nodiscard]] std::vector<Pair> pairs(Source source);

    // --- the body, once it is there
    /// Whether the request says that it is JSON, or says nothing and that is enough.
    [[nodiscard]] bool body_is_json(bool strict_content_type) const noexcept;
    /// Read an urlencoded body; one of another type is a form without fields.
    /// @return false with an exception set: a form that cannot be read.
    [[nodiscard]] bool read_form(Engine& engine);
    /// JSON as objects, or bytes; empty while nobody has asked for it, and where there is no body.
    [[nodiscard]] const Object& body_value() const noexcept { return body_value_; }
    void keep_body_value(Object value) noexcept { body_value_ = std::move(value); }

private:
    [[nodiscard]] const http::FormFields& query();
    [[nodiscard]] const std::vector<http::FormFields::Field>& cookies();

    server::Exchange* exchange_ = nullptr;
    const http::Limits* limits_ = nullptr;
    http::FormFields query_;
    http::FormFields form_;
    std::vector<http::FormFields::Field> cookies_;
    std::deque<std::string> unquoted_;  ///< cookies' values that are not as they were sent
    Object body_value_;
    bool has_query_ = false;
    bool has_cookies_ = false;
};

}  // namespace fasterapi::python
