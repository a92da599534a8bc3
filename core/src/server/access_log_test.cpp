#include "server/access_log.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace fasterapi::server {
namespace {

struct Head : http::RequestHead {
    Head() = default;
    Head(std::string_view of, std::string_view agent) {
        method_token = "GET";
        target = of;
        headers.append({.name = "User-Agent", .value = agent});
        headers.append({.name = "Referer", .value = "http://example.org/"});
    }
};

std::string line_of(AccessLog format, const AccessLogEntry& entry) {
    AccessLogWriter log(format);
    std::string written;
    log.set_sink([&](std::string_view lines) { written += lines; });
    log.append(entry, 0);
    log.flush_all();
    return written;
}

constexpr std::int64_t second = 784'111'777;  // Sun, 06 Nov 1994 08:49:37 GMT

TEST(AccessLogWriter, WritesTheCombinedFormat) {
    const Head head("/a?b=c", "curl/8");
    EXPECT_EQ(line_of(AccessLog::combined, {.client = "192.0.2.7",
                                            .head = &head,
                                            .status = 200,
                                            .content_bytes = 12,
                                            .unix_seconds = second}),
              "192.0.2.7 - - [06/Nov/1994:08:49:37 +0000] \"GET /a?b=c HTTP/1.1\" 200 12 "
              "\"http://example.org/\" \"curl/8\"\n");
}

TEST(AccessLogWriter, WritesJson) {
    Head head("/a", "curl/8");
    head.version = http::Version::http_1_0;
    EXPECT_EQ(line_of(AccessLog::json, {.client = "::1",
                                        .head = &head,
                                        .status = 404,
                                        .content_bytes = 0,
                                        .duration_ms = 17,
                                        .unix_seconds = second}),
              "{\"time\":\"1994-11-06T08:49:37Z\",\"client\":\"::1\",\"method\":\"GET\",\"target\":\"/"
              "a\",\"version\":\"HTTP/1.0\","
              "\"status\":404,\"bytes\":0,\"duration_ms\":17,\"referer\":\"http://example.org/"
              "\",\"user_agent\":\"curl/8\"}\n");
}

TEST(AccessLogWriter, LetsNoRequestForgeALine) {
    const Head head("/\"\n\x1b[0m\\", "agent\r\n\xff\" 200");
    const AccessLogEntry entry{.client = "::1", .head = &head, .status = 200, .unix_seconds = second};
    EXPECT_EQ(line_of(AccessLog::combined, entry),
              "::1 - - [06/Nov/1994:08:49:37 +0000] \"GET /\\x22\\x0a\\x1b[0m\\x5c HTTP/1.1\" 200 - "
              "\"http://example.org/\" "
              "\"agent\\x0d\\x0a\\xff\\x22 200\"\n");
    const std::string json = line_of(AccessLog::json, entry);
    EXPECT_EQ(json.find('\n'), json.size() - 1);
    EXPECT_NE(json.find("agent\\\\x0d\\\\x0a\\\\xff\\\\x22 200"), std::string::npos) << json;
}

TEST(AccessLogWriter, TellsWhatCouldNotBeRead) {
    const Head none{};
    EXPECT_EQ(
        line_of(AccessLog::combined, {.client = {}, .head = &none, .status = 400, .unix_seconds = second}),
        "- - - [06/Nov/1994:08:49:37 +0000] \"-\" 400 - \"-\" \"-\"\n");
}

TEST(AccessLogWriter, HandsOverWhatIsOldOrLong) {
    AccessLogWriter log(AccessLog::combined);
    std::vector<std::size_t> batches;
    log.set_sink([&](std::string_view lines) { batches.push_back(lines.size()); });
    const Head head("/", "x");
    const AccessLogEntry entry{.client = "::1", .head = &head, .status = 200, .unix_seconds = second};
    EXPECT_EQ(log.next_ms(1000), -1);
    log.append(entry, 1000);
    log.append(entry, 1050);
    EXPECT_EQ(log.next_ms(1060), 40);
    log.flush(1099);
    EXPECT_TRUE(batches.empty());
    log.flush(1100);
    EXPECT_EQ(batches.size(), 1U);
    log.flush(2000);
    EXPECT_EQ(batches.size(), 1U);
    for (int i = 0; i < 1000 && batches.size() == 1; ++i) {
        log.append(entry, 3000);
        log.flush(3000);
    }
    ASSERT_EQ(batches.size(), 2U);
    EXPECT_GE(batches[1], AccessLogWriter::batch_bytes);
}

TEST(AccessLogWriter, IsOffWithoutAFormatOrASink) {
    AccessLogWriter off(AccessLog::off);
    off.set_sink([](std::string_view) {});
    EXPECT_FALSE(off.enabled());
    AccessLogWriter combined(AccessLog::combined);
    EXPECT_FALSE(combined.enabled());
    combined.set_sink([](std::string_view) {});
    EXPECT_TRUE(combined.enabled());
}

}  // namespace
}  // namespace fasterapi::server
