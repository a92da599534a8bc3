#include "route/router.h"

#include <gtest/gtest.h>

#include <array>
#include <initializer_list>
#include <string>
#include <utility>

namespace fasterapi::route {

namespace {

using enum Match::Outcome;
using Values = std::vector<std::string_view>;

struct Declared {
    std::string_view pattern;
    std::vector<std::string_view> methods;
};

Router router_of(std::initializer_list<Declared> routes) {
    Router router;
    for (const auto& [pattern, methods] : routes) {
        EXPECT_TRUE(router.add(pattern, methods)) << pattern;
    }
    return router;
}

Match find(const Router& router, std::string_view method, std::string_view path) {
    Match match;
    router.find(method, path, match);
    return match;
}

struct Found {
    std::string_view path;
    std::uint32_t route;
    Values values;
};

void expect_found(const Router& router, std::initializer_list<Found> cases) {
    Match match;
    for (const auto& [path, route, values] : cases) {
        SCOPED_TRACE(path);
        router.find("GET", path, match);
        EXPECT_EQ(match.outcome, found);
        EXPECT_EQ(match.route, route);
        EXPECT_EQ(match.values, values);
    }
}

void expect_unknown(const Router& router, std::initializer_list<std::string_view> paths) {
    for (const std::string_view path : paths) {
        SCOPED_TRACE(path);
        const Match match = find(router, "GET", path);
        EXPECT_EQ(match.outcome, not_found);
        EXPECT_TRUE(match.values.empty());
    }
}

TEST(Router, FindsLiterals) {
    const Router router =
        router_of({{"/", {"GET"}}, {"/items", {"GET"}}, {"/items/all", {"GET"}}, {"/it", {"GET"}}});
    expect_found(router, {{"/", 0, {}}, {"/items", 1, {}}, {"/items/all", 2, {}}, {"/it", 3, {}}});
    expect_unknown(router,
                   {"/i", "/item", "/items/al", "/items/alls", "/Items", "//items", "*", "/it/all//"});
}

TEST(Router, TakesParametersOutOfPaths) {
    const Router router = router_of({
        {"/users/{id:int}", {"GET"}},
        {"/users/{name}", {"GET"}},
        {"/users/{name}/posts/{post:int}", {"GET"}},
        {"/prices/{value:float}", {"GET"}},
        {"/keys/{key:uuid}/x", {"GET"}},
        {"/files/{rest:path}", {"GET"}},
    });
    expect_found(
        router,
        {
            {"/users/42", 0, {"42"}},
            {"/users/42a", 1, {"42a"}},
            {"/users/-1", 1, {"-1"}},
            {"/users/a b\xff", 1, {"a b\xff"}},
            {"/users/42/posts/7", 2, {"42", "7"}},
            {"/prices/10", 3, {"10"}},
            {"/prices/10.50", 3, {"10.50"}},
            {"/keys/00000000-0000-0000-0000-00000000000F/x", 4, {"00000000-0000-0000-0000-00000000000F"}},
            {"/files/", 5, {""}},
            {"/files/a", 5, {"a"}},
            {"/files/a//b/", 5, {"a//b/"}},
        });
    expect_unknown(router,
                   {"/users/42/posts/x", "/users//posts/1", "/prices/10.", "/prices/.5", "/prices/1.5.2",
                    "/keys/0/x", "/keys/00000000-0000-0000-0000-00000000000F", "/file"});
}

TEST(Router, TakesSegmentsApartAsAGreedyExpressionDoes) {
    const Router router = router_of({
        {"/files/{name}.json", {"GET"}},
        {"/files/{name}.{extension}", {"GET"}},
        {"/{a}-{b}", {"GET"}},
        {"/v{major:int}.{minor:int}/x", {"GET"}},
        {"/n/{value:float}.5", {"GET"}},
        {"/{head:path}/edit/{rest:path}/end", {"GET"}},
    });
    expect_found(router, {
                             {"/files/a.json", 0, {"a"}},
                             {"/files/a.json.json", 0, {"a.json"}},
                             {"/files/a.tar.gz", 1, {"a.tar", "gz"}},
                             {"/x-y-z", 2, {"x-y", "z"}},
                             {"/---", 2, {"-", "-"}},
                             {"/v1.20/x", 3, {"1", "20"}},
                             {"/n/1.5", 4, {"1"}},
                             {"/n/1.5.5", 4, {"1.5"}},
                             {"/n/12.55.5", 4, {"12.55"}},
                             {"/a/edit/b/edit/c/end/end", 5, {"a/edit/b", "c/end"}},
                             {"//edit//end", 5, {"", ""}},
                         });
    expect_unknown(router,
                   {"/files/.json", "/files/json", "/-y", "/x-", "/v1./x", "/n/.5", "/n/5", "/a/edit/end"});
}

TEST(Router, FirstDeclaredWins) {
    expect_found(router_of({{"/{name}", {"GET"}}, {"/me", {"GET"}}}), {{"/me", 0, {"me"}}});
    expect_found(router_of({{"/me", {"GET"}}, {"/{name}", {"GET"}}}), {{"/me", 0, {}}, {"/you", 1, {"you"}}});
    expect_found(router_of({{"/{rest:path}", {"GET"}}, {"/a/{b}", {"GET"}}, {"/a/b", {"GET"}}}),
                 {{"/a/b", 0, {"a/b"}}});
    expect_found(router_of({{"/a/{b}", {"GET"}}, {"/{a}/b", {"GET"}}, {"/{a}/{b}", {"GET"}}}),
                 {{"/a/b", 0, {"b"}}, {"/x/b", 1, {"x"}}, {"/x/y", 2, {"x", "y"}}});
    expect_found(router_of({{"/{a}/{b}", {"GET"}}, {"/{a}/b", {"GET"}}, {"/a/{b}", {"GET"}}}),
                 {{"/a/b", 0, {"a", "b"}}});
    expect_found(router_of({{"/{a:int}", {"GET"}}, {"/{a:float}", {"GET"}}, {"/{a}", {"GET"}}}),
                 {{"/1", 0, {"1"}}, {"/1.5", 1, {"1.5"}}, {"/x", 2, {"x"}}});
    expect_found(router_of({{"/same", {"GET"}}, {"/same", {"GET"}}}), {{"/same", 0, {}}});
    expect_found(router_of({{"/{a}", {"GET"}}, {"/{b}", {"GET"}}}), {{"/same", 0, {"same"}}});
}

TEST(Router, ARouteThatDoesNotTakeTheMethodIsPassedOver) {
    const Router router = router_of({
        {"/me", {"POST"}},
        {"/{name}", {"GET"}},
        {"/me", {"PUT", "GET"}},
        {"/{rest:path}", {"DELETE"}},
    });
    EXPECT_EQ(find(router, "POST", "/me").route, 0U);
    EXPECT_EQ(find(router, "GET", "/me").route, 1U);
    EXPECT_EQ(find(router, "PUT", "/me").route, 2U);
    EXPECT_EQ(find(router, "DELETE", "/me").route, 3U);
    EXPECT_EQ(find(router, "DELETE", "/me").values, Values{"me"});
}

TEST(Router, AnswersKnownPathsWithTheMethodsOfAllRoutes) {
    const Router router = router_of({
        {"/me", {"POST"}},
        {"/{name}", {"GET", "PURGE"}},
        {"/x", {"HEAD"}},
        {"/only/options", {"OPTIONS"}},
        {"/nobody", {}},
    });
    struct Case {
        std::string_view method;
        std::string_view path;
        std::string_view allow;
    };
    for (const auto& [method, path, allow] : std::initializer_list<Case>{
             {"PUT", "/me", "GET, HEAD, OPTIONS, POST, PURGE"},
             {"POST", "/you", "GET, HEAD, OPTIONS, PURGE"},
             {"get", "/you", "GET, HEAD, OPTIONS, PURGE"},
             {"", "/you", "GET, HEAD, OPTIONS, PURGE"},
             {"UNHEARD-OF", "/x", "GET, HEAD, OPTIONS, PURGE"},
             {"GET", "/only/options", "OPTIONS"},
             {"PUT", "/nobody", "GET, HEAD, OPTIONS, PURGE"},
         }) {
        SCOPED_TRACE(path);
        const Match match = find(router, method, path);
        EXPECT_EQ(match.outcome, method_not_allowed);
        EXPECT_EQ(match.allow, allow);
        EXPECT_FALSE(match.options);
        EXPECT_TRUE(match.values.empty());
    }
}

TEST(Router, AnswersOptionsWhereNoRouteDoes) {
    const Router router = router_of({{"/a", {"GET"}}, {"/b", {"GET"}}, {"/{name:path}b", {"OPTIONS"}}});
    const Match automatic = find(router, "OPTIONS", "/a");
    EXPECT_EQ(automatic.outcome, method_not_allowed);
    EXPECT_TRUE(automatic.options);
    EXPECT_EQ(automatic.allow, "GET, HEAD, OPTIONS");

    const Match declared = find(router, "OPTIONS", "/b");
    EXPECT_EQ(declared.outcome, found);
    EXPECT_EQ(declared.route, 2U);
    EXPECT_FALSE(declared.options);

    EXPECT_EQ(find(router, "OPTIONS", "/c").outcome, not_found);
}

TEST(Router, AGetRouteAnswersHead) {
    const Router router = router_of({
        {"/implied", {"GET"}},
        {"/explicit", {"GET"}},
        {"/{any}", {"GET", "HEAD"}},
        {"/explicit", {"HEAD"}},
        {"/late/{name}", {"POST"}},
        {"/late/{name}", {"HEAD"}},
        {"/late/{name}", {"GET"}},
    });
    struct Case {
        std::string_view path;
        std::uint32_t route;
        bool implied;
    };
    for (const auto& [path, route, implied] : std::initializer_list<Case>{
             {"/implied", 0, true}, {"/explicit", 3, false}, {"/other", 2, false}, {"/late/x", 5, false}}) {
        SCOPED_TRACE(path);
        const Match match = find(router, "HEAD", path);
        EXPECT_EQ(match.outcome, found);
        EXPECT_EQ(match.route, route);
        EXPECT_EQ(match.implied_head, implied);
    }
    EXPECT_FALSE(find(router, "GET", "/implied").implied_head);
}

TEST(Router, RedirectsToTheOtherSideOfASlash) {
    const Router router = router_of({
        {"/without", {"POST"}},
        {"/with/", {"GET"}},
        {"/both", {"GET"}},
        {"/both/", {"GET"}},
        {"/items/{id}", {"GET"}},
        {"/posts/{id:int}/", {"GET"}},
        {"/files/{rest:path}", {"GET"}},
    });
    struct Case {
        std::string_view path;
        Match::Outcome outcome;
        std::string_view redirect_path;
    };
    for (const auto& [path, outcome, redirect_path] : std::initializer_list<Case>{
             {"/without/", redirect, "/without"},
             {"/without///", redirect, "/without"},
             {"/with", redirect, "/with/"},
             {"/with//", not_found, ""},
             {"/both", found, ""},
             {"/both/", found, ""},
             {"/items/1/", redirect, "/items/1"},
             {"/items/", not_found, ""},
             {"/items", not_found, ""},
             {"/posts/1", redirect, "/posts/1/"},
             {"/posts/x", not_found, ""},
             {"/files", redirect, "/files/"},
             {"/files/a/", found, ""},
             {"/", not_found, ""},
             {"//", not_found, ""},
         }) {
        SCOPED_TRACE(path);
        const Match match = find(router, "GET", path);
        EXPECT_EQ(match.outcome, outcome);
        EXPECT_EQ(match.redirect_path, redirect_path);
        EXPECT_EQ(match.values.empty(), path != "/files/a/");
    }
    // A path that is known, if only with another method, is not redirected.
    EXPECT_EQ(find(router, "DELETE", "/both").outcome, method_not_allowed);
    EXPECT_EQ(find(router, "OPTIONS", "/without/").outcome, redirect);
    EXPECT_EQ(find(router_of({{"/a/", {"GET"}}}), "GET", "/").outcome, not_found);
}

TEST(Router, KnowsNothingWithoutRoutes) {
    const Router router;
    for (const std::string_view path : {"", "/", "/a", "/a/", "*"}) {
        EXPECT_EQ(find(router, "GET", path).outcome, not_found) << path;
    }
}

TEST(Router, TellsTheParametersOfARoute) {
    Router router = router_of({{"/a", {"GET"}}, {"/{b}/{c:int}", {"GET"}}, {"/{d}/{e:int}", {"POST"}}});
    EXPECT_TRUE(router.parameters_of(0).empty());
    EXPECT_EQ(router.parameters_of(1)[0], "b");
    EXPECT_EQ(router.parameters_of(2)[1], "e");
    ASSERT_EQ(router.converters_of(2).size(), 2U);
    EXPECT_EQ(router.converters_of(2)[0], Converter::text);
    EXPECT_EQ(router.converters_of(2)[1], Converter::integer);

    const Router moved = std::move(router);
    expect_found(moved, {{"/x/1", 1, {"x", "1"}}});
}

TEST(Router, RefusesWhatItCannotDeclare) {
    Router router;
    constexpr std::array<std::string_view, 1> get{"GET"};
    EXPECT_EQ(router.add("/{a", get).error(), PatternError::unbalanced_brace);
    for (const std::string_view method : {"", "G T", "GET\r\nX: y", "GET,"}) {
        EXPECT_EQ(router.add("/a", std::array{method}).error(), PatternError::bad_method) << method;
    }
    EXPECT_EQ(find(router, "GET", "/a").outcome, not_found);
    EXPECT_EQ(*router.add("/a", get), 0U);
}

TEST(Router, TellsSixtyFourMethodsApart) {
    Router router;
    std::vector<std::string> methods;
    for (int i = 0; i < 61; ++i) {  // and GET, HEAD and OPTIONS, which are always known
        methods.push_back(std::string("M").append(std::to_string(i)));
        ASSERT_EQ(*router.add("/a", std::array{std::string_view(methods.back())}),
                  static_cast<std::uint32_t>(i));
    }
    EXPECT_EQ(router.add("/a", std::array<std::string_view, 1>{"M61"}).error(),
              PatternError::too_many_methods);
    for (std::uint32_t i = 0; i < 61; ++i) {
        EXPECT_EQ(find(router, methods[i], "/a").route, i);
    }
}

TEST(Router, OneMatchServesManyRouters) {
    const Router small = router_of({{"/{a}-{b}", {"GET"}}});
    const Router large = router_of({{"/{a}.{b}.{c}-{d}", {"GET"}}, {"/x", {"POST"}}});
    Match match;
    for (int round = 0; round < 3; ++round) {
        small.find("GET", "/1-2-3", match);
        EXPECT_EQ(match.values, (Values{"1-2", "3"}));
        large.find("GET", "/1.2.3.4-5-6", match);
        EXPECT_EQ(match.values, (Values{"1.2", "3", "4-5", "6"}));
        large.find("GET", "/x", match);
        EXPECT_EQ(match.outcome, method_not_allowed);
        EXPECT_TRUE(match.values.empty());
    }
    match.clear();
    EXPECT_EQ(match.outcome, not_found);
    EXPECT_TRUE(match.allow.empty());
}

/// 1 MiB paths that make a backtracking matcher try every way to share them out among the parameters: work
/// that grows with the square of the path already takes hours here.
TEST(Router, HostilePathsTakeLinearTime) {
    constexpr std::size_t path_bytes = 1 << 20;
    const Router router = router_of({
        {"/t/{a}-{b}-{c}-{d}.json", {"GET"}},
        {"/t/{a}-{b}x{c}/y", {"GET"}},
        {"/i/{a:int}1{b:int}1{c:int}x", {"GET"}},
        {"/n/{a:float}.{b:float}.{c:float}x", {"GET"}},
        {"/p/{a:path}/x/{b:path}/x/{c:path}/y", {"GET"}},
        {"/p/{a:path}/x/{b}/{c:int}/{d:path}z", {"GET"}},
    });
    struct Case {
        std::string_view start;
        std::string_view repeated;
    };
    for (const auto& [start, repeated] : std::initializer_list<Case>{
             {"/t/", "-"},
             {"/t/", "-a"},
             {"/t/", "-x"},
             {"/t/", ".json-"},
             {"/i/", "1"},
             {"/n/", "1."},
             {"/n/", "11"},
             {"/p/", "/x/"},
             {"/p/", "/x/1"},
             {"/p/", "x/1/"},
             {"/p/", "/"},
         }) {
        SCOPED_TRACE(repeated);
        std::string path(start);
        while (path.size() < path_bytes) {
            path += repeated;
        }
        EXPECT_EQ(find(router, "GET", path).outcome, not_found);
    }
}

}  // namespace

}  // namespace fasterapi::route
