#include "server/response_output.h"

#include <array>
#include <filesystem>
#include <optional>
#include <string>

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net/reactor.h"
#include "net/socket_transport.h"

namespace fasterapi::server {
namespace {

using Sent = ResponseOutput::Sent;

net::Descriptor file_of(std::string_view content) {
    std::string path = std::filesystem::temp_directory_path() / "fasterapi-XXXXXX";
    net::Descriptor file(mkstemp(path.data()));
    unlink(path.c_str());
    EXPECT_EQ(write(file.get(), content.data(), content.size()), static_cast<ssize_t>(content.size()));
    return file;
}

struct Sockets {
    explicit Sockets(int send_buffer_bytes = 0) {
        std::array<int, 2> ends{};
        EXPECT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends.data()), 0);
        if (send_buffer_bytes > 0) {
            setsockopt(ends[0], SOL_SOCKET, SO_SNDBUF, &send_buffer_bytes, sizeof send_buffer_bytes);
        }
        here.emplace(reactor, net::Descriptor(ends[0]), net::ClientAddress());
        there = net::Descriptor(ends[1]);
    }
    std::string received() const {
        std::string all;
        std::array<char, 65536> buffer;
        for (ssize_t got = 0; (got = recv(there.get(), buffer.data(), buffer.size(), 0)) > 0;) {
            all.append(buffer.data(), static_cast<std::size_t>(got));
        }
        return all;
    }
    net::Reactor reactor;
    std::optional<net::SocketTransport> here;
    net::Descriptor there;
};

/// All of it, through a socket whose buffer is small, however often that takes.
std::string send_all(ResponseOutput& output) {
    Sockets sockets(4096);
    std::string all;
    Sent sent = Sent::some;
    while (sent != Sent::all && sent != Sent::failed) {
        sent = output.send_to(*sockets.here);
        all += sockets.received();
    }
    EXPECT_EQ(sent, Sent::all);
    EXPECT_TRUE(output.empty());
    return all;
}

TEST(ResponseOutput, SendsBytesAndFilesInOrder) {
    ResponseOutput output;
    EXPECT_TRUE(output.empty());
    const std::string long_text(100'000, 'b');
    output.bytes().append("<");
    output.append_file(file_of("0123456789"), 2, 5);
    output.append_file(file_of("abc"), 0, 3);
    output.append_file(file_of("never"), 0, 0);
    output.bytes().append(long_text);
    output.append_file(file_of(std::string(50'000, 'f')), 1, 49'999);
    output.bytes().append(">");
    EXPECT_EQ(output.size(), 1 + 5 + 3 + 100'000 + 49'999 + 1U);
    EXPECT_EQ(send_all(output), "<23456abc" + long_text + std::string(49'999, 'f') + ">");
}

TEST(ResponseOutput, MovesBytesAndFilesInOrder) {
    for (const std::size_t most : {1U, 3U, 7U, 1000U}) {
        ResponseOutput output;
        output.bytes().append("<<");
        output.append_file(file_of("0123456789"), 2, 5);
        output.append_file(file_of("abc"), 0, 3);
        output.bytes().append("-");
        output.append_file(file_of("end"), 1, 2);
        output.bytes().append(">");
        std::string all;
        while (!output.empty()) {
            const std::size_t before = all.size();
            ASSERT_TRUE(output.move_to(all, most));
            EXPECT_EQ(all.size() - before, std::min<std::size_t>(most, 14 - before));
        }
        EXPECT_EQ(all, "<<23456abc-nd>");
        // Nothing of the files is left in the way of what comes.
        output.bytes().append("more");
        EXPECT_EQ(send_all(output), "more");
    }
    ResponseOutput output;
    output.append_file(file_of("short"), 0, 6);
    std::string all;
    EXPECT_TRUE(output.move_to(all, 5));
    EXPECT_FALSE(output.move_to(all, 5));
    EXPECT_EQ(all, "short");
}

TEST(ResponseOutput, AppendsAnother) {
    for (const bool first_has_file : {false, true}) {
        for (const bool second_has_file : {false, true}) {
            ResponseOutput first;
            ResponseOutput second;
            first.bytes().append("a");
            if (first_has_file) {
                first.append_file(file_of("FILE"), 0, 4);
            }
            second.bytes().append("b");
            if (second_has_file) {
                second.append_file(file_of("file"), 0, 4);
            }
            second.bytes().append("c");
            first.append_all(second);
            EXPECT_TRUE(second.empty());
            EXPECT_EQ(send_all(first), std::string("a") + (first_has_file ? "FILE" : "") + "b" +
                                           (second_has_file ? "file" : "") + "c");
        }
    }
}

TEST(ResponseOutput, SaysWhenTheSocketIsFullOrGone) {
    Sockets sockets;
    ResponseOutput output;
    output.bytes().append(std::string(8'000'000, 'x'));
    EXPECT_EQ(output.send_to(*sockets.here), Sent::blocked);
    EXPECT_LT(output.size(), 8'000'000U);
    EXPECT_EQ(output.send_to(*sockets.here), Sent::blocked);
    sockets.there.reset();
    EXPECT_EQ(output.send_to(*sockets.here), Sent::failed);
}

TEST(ResponseOutput, GivesABigFileOneTurnAtATime) {
    Sockets sockets(8 * 1024 * 1024);
    ResponseOutput output;
    output.append_file(file_of(std::string(3'000'000, 'x')), 0, 3'000'000);
    const Sent first = output.send_to(*sockets.here);
    EXPECT_TRUE(first == Sent::some || first == Sent::blocked);
    EXPECT_GE(output.size(), 3'000'000U - 1024 * 1024);
}

TEST(ResponseOutput, BorrowsMemory) {
    ByteBuffer spare;
    spare.append(std::string(1000, 'x'));
    spare.clear();
    const std::size_t capacity = spare.capacity();
    ResponseOutput output;
    output.borrow_memory(spare);
    EXPECT_EQ(spare.capacity(), 0U);
    output.bytes().append("unsent");
    output.return_memory(spare);
    EXPECT_EQ(spare.capacity(), 0U);
    EXPECT_EQ(output.size(), 6U);
    output.bytes().clear();
    output.return_memory(spare);
    EXPECT_EQ(spare.capacity(), capacity);
    EXPECT_EQ(output.bytes().capacity(), 0U);
}

}  // namespace
}  // namespace fasterapi::server
