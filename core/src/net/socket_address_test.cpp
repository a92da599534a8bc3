#include "net/socket_address.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>

namespace fasterapi::net {
namespace {

ClientAddress ipv6(const char* text, std::uint16_t port) {
    sockaddr_in6 address{};
    address.sin6_family = AF_INET6;
    address.sin6_port = htons(port);
    EXPECT_EQ(inet_pton(AF_INET6, text, &address.sin6_addr), 1);
    return ClientAddress(reinterpret_cast<const sockaddr&>(address));
}

TEST(ClientAddress, TellsHostAndPort) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(52044);
    ASSERT_EQ(inet_pton(AF_INET, "192.0.2.7", &address.sin_addr), 1);
    const ClientAddress ipv4(reinterpret_cast<const sockaddr&>(address));
    EXPECT_EQ(ipv4.host(), "192.0.2.7");
    EXPECT_EQ(ipv4.port(), 52044);

    EXPECT_EQ(ipv6("2001:db8::7", 443).host(), "2001:db8::7");
    EXPECT_EQ(ipv6("2001:db8::7", 443).port(), 443);
}

TEST(ClientAddress, ShowsMappedIpv4AsIpv4) {
    EXPECT_EQ(ipv6("::ffff:192.0.2.7", 1).host(), "192.0.2.7");
}

TEST(ClientAddress, AUnixSocketsClientHasNone) {
    const sockaddr address{.sa_family = AF_UNIX, .sa_data = {}};
    EXPECT_EQ(ClientAddress(address).host(), "");
    EXPECT_EQ(ClientAddress(address).port(), 0);
    EXPECT_EQ(ClientAddress().host(), "");
}

TEST(SocketAddress, OfNoSocketIsUnknown) {
    const SocketAddress address = SocketAddress::local_of(-1);
    EXPECT_EQ(address.host(), "");
    EXPECT_EQ(address.unix_path(), "");
}

}  // namespace
}  // namespace fasterapi::net
