#include <fasterapi/responder.h>

#include <array>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>

#include "app/app_worker.h"
#include "app/callbacks.h"
#include "http/problem.h"
#include "net/descriptor.h"
#include "server/exchange.h"

namespace fasterapi {

namespace {

constexpr std::string_view text_type = "text/plain; charset=utf-8";
constexpr std::string_view json_type = "application/json";

void answer_problem(server::Exchange& exchange, int status) {
    exchange.respond({.status = status, .content_type = http::problem_content_type, .fields = {}},
                     http::problem_body(status));
}

/// The engine's view of a handler's fields: the first few in place.
class Fields {
public:
    explicit Fields(std::span<const Header> headers) : size_(headers.size()) {
        if (size_ > few_.size()) {
            more_.resize(size_);
        }
        http::HeaderField* to = data();
        for (const Header& header : headers) {
            valid_ = valid_ && http::is_token(header.name) && http::is_field_value(header.value);
            *to++ = {.name = header.name, .value = header.value};
        }
    }
    [[nodiscard]] bool valid() const noexcept { return valid_; }
    [[nodiscard]] std::span<const http::HeaderField> all() noexcept { return {data(), size_}; }

private:
    http::HeaderField* data() noexcept { return more_.empty() ? few_.data() : more_.data(); }

    std::size_t size_;
    bool valid_ = true;
    std::array<http::HeaderField, 8> few_;
    std::vector<http::HeaderField> more_;
};

}  // namespace

Responder::Responder(server::Exchange& exchange, AppWorker& worker) noexcept
    : exchange_(&exchange), worker_(&worker) {
    exchange_->retain();
}

Responder::Responder(Responder&& other) noexcept
    : exchange_(std::exchange(other.exchange_, nullptr)), worker_(other.worker_) {}

Responder& Responder::operator=(Responder&& other) noexcept {
    std::swap(exchange_, other.exchange_);
    std::swap(worker_, other.worker_);
    return *this;
}

Responder::~Responder() {
    if (!answered()) {
        if (exchange_->body_error()) {
            exchange_->refuse(*exchange_->body_error());
        } else {
            answer_problem(*exchange_, 500);
        }
    }
    release();
}

void Responder::release() noexcept {
    if (exchange_ != nullptr) {
        std::exchange(exchange_, nullptr)->release();
    }
}

bool Responder::answered() const noexcept {
    return exchange_ == nullptr || exchange_->started();
}

bool Responder::disconnected() const noexcept {
    return exchange_ != nullptr && exchange_->disconnected();
}

void Responder::text(std::string_view content, int status) {
    exchange_->respond({.status = status, .content_type = text_type, .fields = {}}, content);
}

void Responder::send(int status, std::span<const Header> headers, std::string_view content) {
    Fields fields(headers);
    if (fields.valid()) {
        exchange_->respond({.status = status, .content_type = {}, .fields = fields.all()}, content);
    } else {
        answer_problem(*exchange_, 500);
    }
}

JsonWriter Responder::begin_json() {
    return JsonWriter(worker_->take_json_memory());
}

void Responder::end_json(JsonWriter writer, int status) {
    if (writer.complete()) {
        exchange_->respond({.status = status, .content_type = json_type, .fields = {}}, writer.text());
    } else {
        answer_problem(*exchange_, 500);
    }
    worker_->give_back_json_memory(std::move(writer.out_));
}

void Responder::file(const std::string& path, std::string_view content_type) {
    net::Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat status{};
    if (!file || fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) {
        answer_problem(*exchange_, 404);
        return;
    }
    const auto length = static_cast<std::uint64_t>(status.st_size);
    exchange_->start({.status = 200, .content_type = content_type, .fields = {}}, length);
    exchange_->write_file(file.release(), 0, length);
    exchange_->end();
}

ResponseStream Responder::stream(int status, std::span<const Header> headers,
                                 std::optional<std::uint64_t> length) {
    Fields fields(headers);
    if (fields.valid()) {
        exchange_->start({.status = status, .content_type = {}, .fields = fields.all()}, length);
    } else {
        answer_problem(*exchange_, 500);
    }
    return ResponseStream(*exchange_);
}

void Responder::on_disconnect(std::function<void()> callback) {
    Callbacks::of(*exchange_).on_gone = std::move(callback);
}

Mailbox Responder::mailbox() const {
    return worker_->mailbox();
}

}  // namespace fasterapi
