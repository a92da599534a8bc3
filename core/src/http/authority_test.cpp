#include "http/authority.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>

namespace fasterapi::http {
namespace {

struct Case {
    std::string_view text, host, port;
};

TEST(Authority, IsCutAtThePort) {
    for (auto [text, host, port] : std::initializer_list<Case>{
             {"example.com", "example.com", ""},
             {"example.com:8000", "example.com", "8000"},
             {"example.com:", "example.com", ""},  // port is *DIGIT
             {"example.com:0", "example.com", "0"},
             {"example.com:65535", "example.com", "65535"},
             {"example.com:000080", "example.com", "000080"},
             {"EXAMPLE.com.", "EXAMPLE.com.", ""},
             {"a_b-c~d!$&'()*+,;=", "a_b-c~d!$&'()*+,;=", ""},
             {"%c3%A9.fr", "%c3%A9.fr", ""},
             {"127.0.0.1:80", "127.0.0.1", "80"},
             {"999.1", "999.1", ""},  // no IPv4 address, but a reg-name
             {"[::]", "[::]", ""},
             {"[::1]:443", "[::1]", "443"},
             {"[1:2:3:4:5:6:7:8]", "[1:2:3:4:5:6:7:8]", ""},
             {"[1::8]", "[1::8]", ""},
             {"[1:2:3:4:5:6:7::]", "[1:2:3:4:5:6:7::]", ""},
             {"[::2:3:4:5:6:7:8]", "[::2:3:4:5:6:7:8]", ""},
             {"[2001:DB8::abcd]", "[2001:DB8::abcd]", ""},
             {"[::ffff:192.0.2.1]", "[::ffff:192.0.2.1]", ""},
             {"[1:2:3:4:5:6:192.0.2.1]", "[1:2:3:4:5:6:192.0.2.1]", ""},
             {"[1:2:3:4:5::192.0.2.1]", "[1:2:3:4:5::192.0.2.1]", ""},
             {"[v1.a:b]", "[v1.a:b]", ""},
             {"[VF.~]:1", "[VF.~]", "1"},
         }) {
        SCOPED_TRACE(text);
        const auto authority = parse_authority(text);
        ASSERT_TRUE(authority);
        EXPECT_EQ(authority->host, host);
        EXPECT_EQ(authority->port, port);
    }
}

TEST(Authority, RefusesWhatIsNone) {
    for (const std::string_view text : {
             "",
             ":80",                // no host
             "example.com:65536",  // ports have 16 bits
             "example.com:99999999999999999999",
             "example.com:8o",
             "example.com:+1",
             "example.com: 80",
             "example.com :80",
             "a:1:2",
             "::1",        // an IPv6 address without its brackets
             "user@host",  // userinfo
             "user:pw@host",
             "a b",
             "a\tb",
             "a/b",
             "a?b",
             "a#b",
             "a\\b",
             "a<b",
             "caf\xc3\xa9.fr",  // not percent-encoded
             "%zz",
             "a%2",
             "a%",
             "[",
             "[]",
             "[::1",
             "::1]",
             "[::1]x",
             "[::1]80",
             "[[::1]]",
             "[:]",
             "[:::]",
             "[1:2:3:4:5:6:7]",
             "[1:2:3:4:5:6:7:8:9]",
             "[1:2:3:4:5:6:7:8::]",
             "[::1:2:3:4:5:6:7:8]",
             "[1::2::3]",
             "[:1:2:3:4:5:6:7:8]",
             "[1:2:3:4:5:6:7:8:]",
             "[1:2:3:4:5:6:7:]",
             "[12345::]",
             "[g::]",
             "[::1%25eth0]",  // zone identifiers mean nothing to a peer (RFC 6874 4)
             "[1.2.3.4]",
             "[::1.2.3]",
             "[::1.2.3.4.5]",
             "[::1.2.3.256]",
             "[::01.2.3.4]",
             "[::1.2.3.4:5]",
             "[1:2:3:4:5:6:7:1.2.3.4]",
             "[v.a]",
             "[v1.]",
             "[v1a]",
             "[vg.a]",
             "[v1.a/b]",
         }) {
        SCOPED_TRACE(text);
        EXPECT_FALSE(parse_authority(text));
    }
    EXPECT_FALSE(parse_authority(std::string_view("a\0b", 3)));
}

}  // namespace
}  // namespace fasterapi::http
