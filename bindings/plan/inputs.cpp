#include "plan/inputs.h"

#include <limits>

#include "engine.h"
#include "http/cookie.h"
#include "http/header_field.h"

namespace fasterapi::python {

namespace {

/// "application/json; charset=utf-8" -> "application/json"
std::string_view media_type_of(std::string_view content_type) noexcept {
    const std::string_view type = content_type.substr(0, content_type.find(';'));
    const std::size_t end = type.find_last_not_of(" \t");
    return type.substr(0, end == std::string_view::npos ? 0 : end + 1);
}

bool is_json(std::string_view media_type) noexcept {
    constexpr std::string_view application = "application/";
    constexpr std::string_view json = "json";
    if (media_type.size() <= application.size() ||
        !http::equals_ignoring_case(media_type.substr(0, application.size()), application)) {
        return false;
    }
    const std::string_view subtype = media_type.substr(application.size());
    if (http::equals_ignoring_case(subtype, json)) {
        return true;
    }
    return subtype.size() > json.size() && subtype[subtype.size() - json.size() - 1] == '+' &&
           http::equals_ignoring_case(subtype.substr(subtype.size() - json.size()), json);
}

}  // namespace

void Inputs::end() noexcept {
    exchange_ = nullptr;
    query_.clear();
    form_.clear();
    if (has_cookies_) {
        cookies_.clear();
        unquoted_.clear();
    }
    body_value_.reset();
    has_query_ = false;
    has_cookies_ = false;
}

const http::FormFields& Inputs::query() {
    if (!has_query_) {
        has_query_ = true;
        // The request line's limit bounds their number.
        static_cast<void>(query_.parse(exchange_->head().query, std::numeric_limits<std::size_t>::max()));
    }
    return query_;
}

const std::vector<http::FormFields::Field>& Inputs::cookies() {
    if (has_cookies_) {
        return cookies_;
    }
    has_cookies_ = true;
    for (const http::HeaderField& field : exchange_->head().headers) {
        if (!http::equals_ignoring_case(field.name, "cookie")) {
            continue;
        }
        http::CookieReader reader(field.value);
        while (const auto cookie = reader.next()) {
            std::string storage;
            std::string_view value = http::unquote_cookie(cookie->value, storage);
            if (value.data() == storage.data() && !value.empty()) {
                value = unquoted_.emplace_back(std::move(storage));
            }
            cookies_.push_back({cookie->name, value});
        }
    }
    return cookies_;
}

std::optional<InputText> Inputs::find(Source source, std::string_view name) {
    switch (source) {
        case Source::query:
        case Source::form: {
            const auto* field = (source == Source::query ? query() : form_).find_last(name);
            return field == nullptr ? std::nullopt : std::optional(InputText{.bytes = field->value});
        }
        case Source::header: {
            const http::HeaderField* field = exchange_->head().headers.find(name);
            return field == nullptr ? std::nullopt
                                    : std::optional(InputText{.bytes = field->value, .is_latin1 = true});
        }
        case Source::cookie:
            for (auto cookie = cookies().rbegin(); cookie != cookies_.rend(); ++cookie) {
                if (cookie->name == name) {
                    return InputText{.bytes = cookie->value, .is_latin1 = true};
                }
            }
            return std::nullopt;
        case Source::path:
        case Source::body: break;
    }
    return std::nullopt;
}

Object Inputs::all(Source source, std::string_view name) {
    Object list = Object::steal(PyList_New(0));
    for (const auto& [found, value] : pairs(source)) {
        const bool same =
            source == Source::header ? http::equals_ignoring_case(found.bytes, name) : found.bytes == name;
        if (!same) {
            continue;
        }
        const Object text = value.str();
        if (!list || !text || PyList_Append(list.get(), text.get()) < 0) {
            return {};
        }
    }
    return list;
}

std::vector<Inputs::Pair> Inputs::pairs(Source source) {
    std::vector<Pair> pairs;
    const auto add = [&pairs](const auto& fields, bool is_latin1) {
        for (const auto& field : fields) {
            pairs.emplace_back(InputText{field.name, is_latin1}, InputText{field.value, is_latin1});
        }
    };
    switch (source) {
        case Source::query: add(query().all(), false); break;
        case Source::form: add(form_.all(), false); break;
        case Source::header: add(exchange_->head().headers.all(), true); break;
        case Source::cookie: add(cookies(), true); break;
        case Source::path:
        case Source::body: break;
    }
    return pairs;
}

bool Inputs::body_is_json(bool strict_content_type) const noexcept {
    const http::HeaderField* field = exchange_->head().headers.find("content-type");
    if (field == nullptr || field->value.empty()) {
        return !strict_content_type;
    }
    return is_json(media_type_of(field->value));
}

bool Inputs::read_form(Engine& engine) {
    const http::HeaderField* field = exchange_->head().headers.find("content-type");
    const std::string_view type = field == nullptr ? std::string_view() : media_type_of(field->value);
    if (http::equals_ignoring_case(type, "multipart/form-data")) {
        engine.raise_http_error(415, "Forms are read as application/x-www-form-urlencoded, not multipart");
        return false;
    }
    if (!http::equals_ignoring_case(type, "application/x-www-form-urlencoded")) {
        return true;
    }
    const std::size_t most = limits_->form_fields;
    if (!form_.parse(exchange_->body(), most)) {
        const std::string detail =
            "Too many fields. Maximum number of fields is " + std::to_string(most) + ".";
        engine.raise_http_error(400, detail);
        return false;
    }
    return true;
}

}  // namespace fasterapi::python
