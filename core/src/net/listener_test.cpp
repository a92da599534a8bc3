#include "net/listener.h"

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "net/descriptor.h"
#include "net/socket_address.h"

namespace fasterapi::net {
namespace {

int option(int descriptor, int level, int name) {
    int value = 0;
    socklen_t size = sizeof value;
    EXPECT_EQ(getsockopt(descriptor, level, name, &value, &size), 0);
    return value;
}

class TemporaryFolder {
public:
    TemporaryFolder() {
        std::string pattern = std::filesystem::temp_directory_path() / "fasterapi-XXXXXX";
        path_ = mkdtemp(pattern.data());
    }
    ~TemporaryFolder() { std::filesystem::remove_all(path_); }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    [[nodiscard]] std::string file(const char* name) const { return path_ / name; }

private:
    std::filesystem::path path_;
};

TEST(Listener, ListensOnAPortThatTheSystemChooses) {
    const auto listening = listen_on({.host = "127.0.0.1", .port = 0}, false);
    ASSERT_TRUE(listening);
    const Descriptor listener(*listening);
    const SocketAddress address = SocketAddress::local_of(listener.get());
    EXPECT_EQ(address.host(), "127.0.0.1");
    EXPECT_NE(address.port(), 0);
    EXPECT_EQ(describe_listener(listener.get()), "http://127.0.0.1:" + std::to_string(address.port()));
    EXPECT_NE(fcntl(listener.get(), F_GETFL) & O_NONBLOCK, 0);
    EXPECT_NE(fcntl(listener.get(), F_GETFD) & FD_CLOEXEC, 0);
    EXPECT_EQ(option(listener.get(), SOL_SOCKET, SO_REUSEPORT), 0);
    EXPECT_GT(option(listener.get(), IPPROTO_TCP, TCP_DEFER_ACCEPT), 0);
}

TEST(Listener, AcceptedSocketsDoNotDelaySmallPieces) {
    const auto listening = listen_on({.host = "127.0.0.1", .port = 0}, false);
    ASSERT_TRUE(listening);
    const Descriptor listener(*listening);
    SocketAddress address = SocketAddress::local_of(listener.get());
    const Descriptor client(socket(AF_INET, SOCK_STREAM, 0));
    ASSERT_EQ(connect(client.get(), address.data(), sizeof(sockaddr_in)), 0);
    ASSERT_EQ(send(client.get(), "x", 1, 0), 1);  // it is accepted when its first bytes are there
    fcntl(listener.get(), F_SETFL, 0);
    const Descriptor accepted(accept4(listener.get(), nullptr, nullptr, 0));
    ASSERT_TRUE(accepted);
    EXPECT_NE(option(accepted.get(), IPPROTO_TCP, TCP_NODELAY), 0);
}

TEST(Listener, ListensOnIpv6) {
    const auto listening = listen_on({.host = "::1", .port = 0}, false);
    if (!listening && listening.error().code == std::errc::address_not_available) {
        SUCCEED() << "no IPv6 here: the error says so";
        return;
    }
    ASSERT_TRUE(listening);
    const Descriptor listener(*listening);
    EXPECT_TRUE(describe_listener(listener.get()).starts_with("http://[::1]:"));
}

TEST(Listener, SharesAPortAmongThoseWhoMeanTo) {
    const auto first = listen_on({.host = "127.0.0.1", .port = 0}, true);
    ASSERT_TRUE(first);
    const Descriptor kept(*first);
    const std::uint16_t port = SocketAddress::local_of(kept.get()).port();
    const auto second = listen_on({.host = "127.0.0.1", .port = port}, true);
    ASSERT_TRUE(second);
    const Descriptor shared(*second);
    const auto third = listen_on({.host = "127.0.0.1", .port = port}, false);
    ASSERT_FALSE(third);
    EXPECT_EQ(third.error().code, std::errc::address_in_use);
    EXPECT_STREQ(third.error().call, "bind");
}

TEST(Listener, SaysWhatWentWrong) {
    const auto unknown = listen_on({.host = "no-such-host.invalid", .port = 0}, false);
    ASSERT_FALSE(unknown);
    EXPECT_STREQ(unknown.error().call, "getaddrinfo");
    EXPECT_STREQ(unknown.error().code.category().name(), "getaddrinfo");
    const auto not_here = listen_on({.host = "192.0.2.1", .port = 0}, false);
    ASSERT_FALSE(not_here);
    EXPECT_EQ(not_here.error().code, std::errc::address_not_available);
}

TEST(Listener, ReplacesAStaleUnixSocketAndNothingElse) {
    const TemporaryFolder folder;
    const std::string path = folder.file("app.sock");
    {
        const auto first = listen_on({.unix_path = path}, false);
        ASSERT_TRUE(first);
        const Descriptor alive(*first);
        EXPECT_EQ(describe_listener(alive.get()), "unix:" + path);
        const auto second = listen_on({.unix_path = path}, false);
        ASSERT_FALSE(second);
        EXPECT_EQ(second.error().code, std::errc::address_in_use);
    }
    const auto again = listen_on({.unix_path = path}, false);
    ASSERT_TRUE(again);
    const Descriptor listener(*again);

    const std::string file = folder.file("data");
    std::ofstream(file) << "precious";
    const auto refused = listen_on({.unix_path = file}, false);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, std::errc::address_in_use);
    EXPECT_EQ(std::filesystem::file_size(file), 8U);

    const auto too_long = listen_on({.unix_path = std::string(200, 'x')}, false);
    ASSERT_FALSE(too_long);
    EXPECT_EQ(too_long.error().code, std::errc::filename_too_long);
}

TEST(Listener, TakesOverADescriptorThatListens) {
    const auto listening = listen_on({.host = "127.0.0.1", .port = 0}, false);
    ASSERT_TRUE(listening);
    const Descriptor listener(*listening);
    fcntl(listener.get(), F_SETFL, 0);
    const auto inherited = listen_on({.descriptor = listener.get()}, false);
    ASSERT_TRUE(inherited);
    EXPECT_EQ(*inherited, listener.get());
    EXPECT_NE(fcntl(listener.get(), F_GETFL) & O_NONBLOCK, 0);

    const Descriptor plain(socket(AF_INET, SOCK_STREAM, 0));
    const auto refused = listen_on({.descriptor = plain.get()}, false);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, std::errc::invalid_argument);
}

TEST(Listener, RaisesTheLimitOfDescriptors) {
    rlimit before{};
    ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &before), 0);
    const rlimit low{.rlim_cur = 128, .rlim_max = before.rlim_max};
    ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &low), 0);
    EXPECT_EQ(raise_descriptor_limit(), before.rlim_max);
    rlimit after{};
    ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &after), 0);
    EXPECT_EQ(after.rlim_cur, before.rlim_max);
}

}  // namespace
}  // namespace fasterapi::net
