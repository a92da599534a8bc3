// Whatever the interleaving of splits, slow reads, late answers and streams: each request gets its own
// answer, in order.
#include <charconv>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "server/test_server.h"

namespace fasterapi::server {
namespace {

/// Reads answers off a byte stream; those of this test are whole or chunked.
class Answers {
public:
    explicit Answers(std::string bytes) : bytes_(std::move(bytes)) {}

    /// The content of the next; nothing at the end.
    std::optional<std::string> next() {
        if (at_ == bytes_.size()) {
            return std::nullopt;
        }
        const std::size_t head_end = bytes_.find("\r\n\r\n", at_);
        EXPECT_EQ(bytes_.compare(at_, 15, "HTTP/1.1 200 OK"), 0) << bytes_.substr(at_, 40);
        if (head_end == std::string::npos) {
            return std::nullopt;
        }
        const std::string head = bytes_.substr(at_, head_end + 2 - at_);
        at_ = head_end + 4;
        return head.find("transfer-encoding: chunked\r\n") != std::string::npos ? chunks() : whole(head);
    }

private:
    std::size_t number(std::string_view text, int base) {
        std::size_t value = 0;
        std::from_chars(text.data(), text.data() + text.size(), value, base);
        return value;
    }
    std::string take(std::size_t bytes) {
        std::string taken = bytes_.substr(at_, bytes);
        at_ += bytes;
        return taken;
    }
    std::string whole(const std::string& head) {
        constexpr std::string_view name = "content-length: ";
        return take(number(std::string_view(head).substr(head.find(name) + name.size()), 10));
    }
    std::string chunks() {
        std::string content;
        for (;;) {
            const std::size_t size = number(std::string_view(bytes_).substr(at_), 16);
            at_ = bytes_.find("\r\n", at_) + 2;
            content += take(size);
            at_ += 2;
            if (size == 0) {
                return content;
            }
        }
    }

    std::string bytes_;
    std::size_t at_ = 0;
};

/// One connection, everything about it chosen by `seed`.
class Story {
public:
    Story(unsigned seed, Over over)
        : random_(seed),
          server_([this](Exchange& exchange) { serve(exchange); }, limits()),
          client_(server_, over) {}
    ~Story() { kept_.clear(); }
    Story(const Story&) = delete;
    Story& operator=(const Story&) = delete;

    void tell() {
        const std::size_t requests = 1 + pick(60);
        std::string unsent;
        for (std::size_t i = 0; i < requests; ++i) {
            unsent += request(i);
        }
        std::string received;
        const auto is_done = [&] {
            return unsent.empty() && kept_.empty() && server_.worker().stats().requests == requests;
        };
        for (int step = 0; step < 200'000 && !is_done(); ++step) {
            switch (pick(4)) {
                case 0: {
                    const std::size_t bytes = 1 + pick(pick(2) == 0 ? 20 : 5000);
                    unsent.erase(0, client_.send(std::string_view(unsent).substr(0, bytes)));
                    break;
                }
                case 1: received += client_.read_raw(1 + pick(20'000)); break;
                default: advance_one(); break;
            }
        }
        received += client_.read_raw(std::string::npos);
        Answers answers(received);
        for (std::size_t i = 0; i < requests; ++i) {
            ASSERT_EQ(answers.next(), expected_[i]) << "answer " << i << " of " << requests;
        }
        EXPECT_EQ(answers.next(), std::nullopt);
        EXPECT_FALSE(client_.closed());
        EXPECT_EQ(server_.worker().stats().requests, requests);
        EXPECT_EQ(server_.worker().stats().requests_running, 0U);
        client_.close();
        EXPECT_EQ(server_.worker().stats().connections_open, 0U);
    }

private:
    struct Kept {
        Ref<Exchange> exchange;
        std::string left;  ///< of what it answers
        std::string body;  ///< received and consumed
    };

    Settings limits() {
        Settings settings = TestServer::quiet();
        settings.limits.body_buffer_bytes = 1 + pick(10'000);
        settings.limits.response_buffer_bytes = 1000 + pick(100'000);
        settings.limits.pipelined_requests = static_cast<std::uint32_t>(1 + pick(8));
        return settings;
    }
    std::size_t pick(std::size_t below) { return random_() % below; }
    std::string bytes(std::size_t size) {
        std::string text(size, ' ');
        for (char& c : text) {
            c = static_cast<char>('a' + pick(26));
        }
        return text;
    }

    /// What is answered is the path and the body.
    std::string request(std::size_t number) {
        const std::string path = "/" + std::to_string(number) + bytes(pick(3) == 0 ? pick(3000) : 0);
        const std::string body = pick(3) == 0 ? bytes(pick(30'000)) : std::string();
        expected_.push_back(path + body);
        std::string text =
            (body.empty() || pick(4) == 0 ? "GET " : "POST ") + path + " HTTP/1.1\r\nHost: a\r\n";
        if (pick(2) == 0) {
            return text + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
        }
        text += "Transfer-Encoding: chunked\r\n\r\n";
        for (std::size_t at = 0; at < body.size();) {
            const std::size_t size = std::min(1 + pick(4000), body.size() - at);
            std::array<char, 16> hex{};
            char* const end = std::to_chars(hex.data(), hex.data() + hex.size(), size, 16).ptr;
            text += std::string(hex.data(), end) + "\r\n" + body.substr(at, size) + "\r\n";
            at += size;
        }
        return text + "0\r\n\r\n";
    }

    void serve(Exchange& exchange) {
        if (exchange.body_complete() && pick(2) == 0) {
            answer(exchange, std::string(exchange.path()) + std::string(exchange.body()));
            return;
        }
        exchange.want_body(Exchange::unlimited);
        kept_.push_back({.exchange = Ref(&exchange), .left = {}, .body = {}});
    }

    /// Some exchange does one thing.
    void advance_one() {
        if (kept_.empty()) {
            return;
        }
        const std::size_t which = pick(kept_.size());
        Kept& kept = kept_[which];
        Exchange& exchange = *kept.exchange;
        if (exchange.started()) {
            const std::size_t size = std::min(1 + pick(5000), kept.left.size());
            exchange.write(std::string_view(kept.left).substr(0, size));
            kept.left.erase(0, size);
        } else {
            const std::size_t size = pick(exchange.body().size() + 1);
            kept.body += exchange.body().substr(0, size);
            exchange.consume_body(size);
            if (!exchange.body_complete() || !exchange.body().empty()) {
                server_.spin();
                return;
            }
            kept.left = std::string(exchange.path()) + kept.body;
            const bool tells_length = pick(2) == 0;
            exchange.start({.status = 200, .content_type = {}, .fields = {}},
                           tells_length ? std::optional<std::uint64_t>(kept.left.size()) : std::nullopt);
        }
        if (kept.left.empty()) {
            exchange.end();
            kept_.erase(kept_.begin() + static_cast<std::ptrdiff_t>(which));
        }
        server_.spin();
    }

    std::mt19937 random_;
    std::vector<std::string> expected_;
    std::vector<Kept> kept_;
    TestServer server_;
    TestClient client_;
};

TEST(SessionRandom, EachRequestGetsItsOwnAnswerInOrder) {
    for (const Over over : {Over::socket, Over::memory}) {
        for (unsigned seed = 1; seed <= 100 && !HasFailure(); ++seed) {
            SCOPED_TRACE(seed);
            Story(seed, over).tell();
        }
    }
}

/// Clients and endpoints that do anything at all, at any moment.
class Mess {
public:
    explicit Mess(unsigned seed)
        : random_(seed), server_([this](Exchange& exchange) { serve(exchange); }, TestServer::quiet()) {}

    void make() {
        for (int step = 0; step < 300; ++step) {
            if (clients_.size() < 3) {
                clients_.push_back(
                    std::make_unique<TestClient>(server_, pick(3) == 0 ? Over::memory : Over::socket));
            }
            const std::size_t which = pick(clients_.size());
            TestClient& client = *clients_[which];
            switch (pick(10)) {
                case 0: client.send(get("/") + get("/")); break;
                case 1: client.send(post("/", std::string(pick(100'000), 'x'))); break;
                case 2:
                    client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel");
                    break;
                case 3:
                    client.send(
                        "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n");
                    break;
                case 4: client.send(std::string_view("garbage\r\n\r\n").substr(pick(12))); break;
                case 5: client.read_raw(pick(500'000)); break;
                case 6: client.finish(); break;
                case 7: clients_.erase(clients_.begin() + static_cast<std::ptrdiff_t>(which)); break;
                case 8: server_.advance(pick(12'000)); break;
                default: act(); break;
            }
        }
        server_.worker().close_all();
        EXPECT_EQ(server_.worker().stats().connections_open, 0U);
        EXPECT_EQ(server_.worker().stats().requests_running, 0U);
        for (const auto& [exchange, watcher] : kept_) {
            EXPECT_TRUE(exchange->disconnected());
            EXPECT_EQ(watcher->disconnects, exchange->finished() ? 0 : 1);
        }
    }

private:
    struct Kept {
        Ref<Exchange> exchange;
        std::unique_ptr<Watcher> watcher;
    };

    std::size_t pick(std::size_t below) { return random_() % below; }

    void serve(Exchange& exchange) {
        if (pick(3) == 0) {
            use(exchange);
            return;
        }
        kept_.push_back({.exchange = Ref(&exchange), .watcher = std::make_unique<Watcher>()});
        exchange.observe(kept_.back().watcher.get());
    }

    void act() {
        if (kept_.empty()) {
            return;
        }
        const std::size_t which = pick(kept_.size());
        use(*kept_[which].exchange);
        if (kept_[which].exchange->finished()) {
            kept_.erase(kept_.begin() + static_cast<std::ptrdiff_t>(which));
        }
        if (pick(2) == 0) {
            server_.spin();
        }
    }

    void use(Exchange& exchange) {
        switch (pick(10)) {
            case 0: exchange.abort(); break;
            case 1: exchange.refuse(http::Error::body_too_large); break;
            case 2: exchange.start({.status = 200, .content_type = {}, .fields = {}}, {}); break;
            case 3: exchange.start({.status = 200, .content_type = {}, .fields = {}}, pick(1000)); break;
            case 4: exchange.write(std::string(pick(300'000), 'x')); break;
            case 5: exchange.end(); break;
            case 6: exchange.want_body(pick(2) == 0 ? Exchange::unlimited : pick(100'000)); break;
            case 7: exchange.consume_body(exchange.body().size()); break;
            default: answer(exchange, std::string(pick(100'000), 'x')); break;
        }
    }

    std::mt19937 random_;
    std::vector<Kept> kept_;
    TestServer server_;
    std::vector<std::unique_ptr<TestClient>> clients_;
};

TEST(SessionRandom, SurvivesAnything) {
    for (unsigned seed = 1; seed <= 200; ++seed) {
        SCOPED_TRACE(seed);
        Mess(seed).make();
        if (HasFailure()) {
            break;
        }
    }
}

}  // namespace
}  // namespace fasterapi::server
