#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <new>

#include "route/router.h"

namespace {

std::atomic<std::size_t> allocations{0};

}  // namespace

// Not inlined: gcc would see malloc and free through them, and take them for a mismatched pair.
[[gnu::noinline]] void* operator new(std::size_t bytes) {
    allocations.fetch_add(1, std::memory_order_relaxed);
    if (void* memory = std::malloc(bytes == 0 ? 1 : bytes)) {
        return memory;
    }
    throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* memory) noexcept {
    std::free(memory);
}
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}

namespace fasterapi::route {

namespace {

TEST(RouterAllocation, FindingDoesNotAllocateOnceItHasBeenEverywhere) {
    Router router;
    for (const std::string_view pattern :
         {"/literal/of/some/length", "/items/{id}", "/{a}-{b}-{c}.json", "/files/{rest:path}/x/{name}"}) {
        ASSERT_TRUE(router.add(pattern, std::array<std::string_view, 2>{"GET", "POST"}));
    }
    struct Case {
        std::string_view method;
        std::string_view path;
        Match::Outcome outcome;
    };
    constexpr std::array<Case, 7> cases{{
        {"GET", "/literal/of/some/length", Match::Outcome::found},
        {"HEAD", "/items/12", Match::Outcome::found},
        {"POST", "/1-2-3-4.json", Match::Outcome::found},
        {"GET", "/files/a/b/c/d/e/f/x/y", Match::Outcome::found},
        {"DELETE", "/items/12", Match::Outcome::method_not_allowed},
        {"GET", "/literal/of/some/length/", Match::Outcome::redirect},
        {"GET", "/nowhere/at/all/in/this/router", Match::Outcome::not_found},
    }};
    Match match;
    for (int round = 0; round < 2; ++round) {
        const std::size_t before = allocations.load();
        for (const Case& each : cases) {
            router.find(each.method, each.path, match);
            ASSERT_EQ(match.outcome, each.outcome) << each.path;
        }
        if (round > 0) {
            EXPECT_EQ(allocations.load(), before);
        }
    }
}

}  // namespace

}  // namespace fasterapi::route
