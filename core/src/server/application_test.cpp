#include "server/application.h"

#include <string>

#include <gtest/gtest.h>

#include "server/test_server.h"

namespace fasterapi::server {
namespace {

/// Answers with its name and the parameters it was given.
class Named final : public Endpoint {
public:
    explicit Named(std::string name) : name_(std::move(name)) {}
    void serve(Exchange& exchange) override {
        std::string text = name_;
        for (const std::string_view value : exchange.match().values) {
            text += ' ';
            text += value;
        }
        answer(exchange, text);
    }

private:
    std::string name_;
};

class Applications : public testing::Test {
protected:
    Applications() {
        add("/", "GET", "root");
        add("/items/{id:int}", "GET", "item");
        add("/items/{id:int}", "DELETE", "deleted");
        add("/slash/", "GET", "slash");
        add("/files/{rest:path}", "GET", "files");
    }
    void add(std::string_view pattern, std::string_view method, std::string name) {
        ASSERT_TRUE(application_.add(pattern, std::array{method}, std::make_unique<Named>(std::move(name))));
    }
    std::string talk(std::string_view request) {
        TestServer server([this](Exchange& exchange) { application_.serve(exchange); });
        TestClient client(server);
        return client.talk(request);
    }
    std::string talk(std::string_view method, std::string_view path) {
        return talk(std::string(method) + " " + std::string(path) + " HTTP/1.1\r\nHost: example.org\r\n\r\n");
    }
    Application application_;
};

TEST_F(Applications, FindTheRoute) {
    EXPECT_EQ(talk("GET", "/"), ok("root"));
    EXPECT_EQ(talk("GET", "/items/7?x=1"), ok("item 7"));
    EXPECT_EQ(talk("DELETE", "/items/7"), ok("deleted 7"));
    EXPECT_EQ(talk("GET", "/files/a%20b/../c"), ok("files a b/../c"));
    EXPECT_EQ(talk("GET http://example.org/items/8 HTTP/1.1\r\nHost: example.org\r\n\r\n"), ok("item 8"));
}

TEST_F(Applications, AnswerHeadFromGet) {
    EXPECT_EQ(talk("HEAD", "/items/7"), "HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\n");
}

TEST_F(Applications, AnswerWhatIsNotThere) {
    EXPECT_EQ(talk("GET", "/nothing"),
              "HTTP/1.1 404 Not Found\r\ncontent-type: application/json\r\ncontent-length: 22\r\n\r\n"
              "{\"detail\":\"Not Found\"}");
    EXPECT_EQ(talk("POST", "/items/7"),
              "HTTP/1.1 405 Method Not Allowed\r\ncontent-type: application/json\r\nallow: DELETE, GET, "
              "HEAD, OPTIONS\r\n"
              "content-length: 31\r\n\r\n{\"detail\":\"Method Not Allowed\"}");
}

TEST_F(Applications, AskBeforeTheyAnswerWhatIsNotThere) {
    application_.on_unmatched([](Exchange& exchange, int status, std::string_view allow) {
        if (exchange.path() == "/other") {
            return false;
        }
        answer(exchange, std::to_string(status) + " " + std::string(allow));
        return true;
    });
    EXPECT_EQ(talk("GET", "/nowhere"), ok("404 "));
    EXPECT_EQ(talk("PUT", "/"), ok("405 GET, HEAD, OPTIONS"));
    EXPECT_TRUE(talk("GET", "/other").starts_with("HTTP/1.1 404 Not Found\r\n"));
    EXPECT_TRUE(talk("OPTIONS", "/").starts_with("HTTP/1.1 204 No Content\r\n"));
    EXPECT_EQ(talk("GET", "/"), ok("root"));
}

TEST_F(Applications, AnswerOptions) {
    EXPECT_EQ(talk("OPTIONS", "/items/7"),
              "HTTP/1.1 204 No Content\r\nallow: DELETE, GET, HEAD, OPTIONS\r\n\r\n");
    EXPECT_EQ(talk("OPTIONS", "*"),
              "HTTP/1.1 204 No Content\r\nallow: GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE\r\n\r\n");
}

TEST_F(Applications, RefuseToBeAProxy) {
    EXPECT_TRUE(talk("CONNECT example.org:443 HTTP/1.1\r\nHost: example.org:443\r\n\r\n")
                    .starts_with("HTTP/1.1 501 "));
}

TEST_F(Applications, RedirectToTheOtherSideOfASlash) {
    EXPECT_EQ(talk("GET", "/items/7/?q=%20"),
              "HTTP/1.1 307 Temporary Redirect\r\nlocation: "
              "http://example.org/items/7?q=%20\r\ncontent-length: 0\r\n\r\n");
    EXPECT_EQ(talk("GET", "/slash"),
              "HTTP/1.1 307 Temporary Redirect\r\nlocation: http://example.org/slash/\r\ncontent-length: "
              "0\r\n\r\n");
    // An escaped slash is a slash to the router, and would come back for ever if only the last byte counted.
    EXPECT_EQ(talk("GET", "/items/7%2F"),
              "HTTP/1.1 307 Temporary Redirect\r\nlocation: "
              "http://example.org/items/7\r\ncontent-length: 0\r\n\r\n");
}

TEST_F(Applications, NeedNotRedirect) {
    application_.redirect_slashes(false);
    EXPECT_TRUE(talk("GET", "/slash").starts_with("HTTP/1.1 404 Not Found\r\n"));
    EXPECT_EQ(talk("GET", "/slash/"), ok("slash"));
}

TEST_F(Applications, RefuseABadPattern) {
    const auto refused =
        application_.add("items", std::array<std::string_view, 1>{"GET"}, std::make_unique<Named>("x"));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), route::PatternError::no_leading_slash);
    EXPECT_EQ(talk("GET", "/"), ok("root"));
}

TEST_F(Applications, AKeptRequestKeepsItsParameters) {
    struct Keeping final : Endpoint {
        explicit Keeping(Ref<Exchange>& place) : kept(place) {}
        void serve(Exchange& exchange) override { kept = Ref(&exchange); }
        Ref<Exchange>& kept;
    };
    Ref<Exchange> kept;
    ASSERT_TRUE(application_.add("/kept/{a}/{b}", std::array<std::string_view, 1>{"GET"},
                                 std::make_unique<Keeping>(kept)));
    TestServer server([this](Exchange& exchange) { application_.serve(exchange); });
    TestClient client(server);
    client.send(get("/kept/one/t%77o"));
    TestClient other(server);
    other.talk(get("/items/99999999999999999"));
    ASSERT_TRUE(kept);
    ASSERT_EQ(kept->match().values.size(), 2U);
    EXPECT_EQ(kept->match().values[0], "one");
    EXPECT_EQ(kept->match().values[1], "two");
    client.send(get("/kept/three/four"));
    EXPECT_EQ(kept->match().values[0], "three");
    EXPECT_EQ(kept->match().values[1], "four");
}

}  // namespace
}  // namespace fasterapi::server
