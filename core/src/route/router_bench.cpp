#include "route/router.h"

#include <benchmark/benchmark.h>

#include <array>
#include <cstdlib>
#include <string>
#include <vector>

namespace fasterapi::route {

namespace {

constexpr std::array<std::string_view, 1> get{"GET"};

void declare(Router& router, const std::string& pattern) {
    if (!router.add(pattern, get)) {
        std::abort();
    }
}

/// `routes` routes as services have them: of four, two are literal and two take parameters.
Router service(std::int64_t routes) {
    Router router;
    for (std::int64_t i = 0; i < routes; i += 4) {
        const std::string prefix = "/api/v1/resource" + std::to_string(i / 4);
        declare(router, prefix);
        declare(router, prefix + "/{id}");
        declare(router, prefix + "/{id}/members/{member:int}");
        declare(router, prefix + "/search/advanced");
    }
    return router;
}

/// Look up, in turn, `suffix` of 64 resources spread over the routes, so that caches see more than one of
/// them.
void find(benchmark::State& state, const std::string& suffix, Match::Outcome outcome) {
    const Router router = service(state.range(0));
    std::vector<std::string> paths;
    for (std::int64_t i = 0; i < 64; ++i) {
        paths.push_back("/api/v1/resource" + std::to_string(i * (state.range(0) / 4) / 64) + suffix);
    }
    Match match;
    std::size_t next = 0;
    for (auto _ : state) {
        router.find("GET", paths[next++ % 64], match);
        benchmark::DoNotOptimize(match.route);
    }
    if (match.outcome != outcome) {
        state.SkipWithError("an unexpected outcome");
    }
}

void find_literal(benchmark::State& state) {
    find(state, "/search/advanced", Match::Outcome::found);
}
void find_parameter(benchmark::State& state) {
    find(state, "/7f3a", Match::Outcome::found);
}
void find_two_parameters(benchmark::State& state) {
    find(state, "/7f3a/members/12", Match::Outcome::found);
}
void find_nothing(benchmark::State& state) {
    find(state, "/7f3a/nothing", Match::Outcome::not_found);
}
void find_wrong_method(benchmark::State& state) {
    const Router router = service(state.range(0));
    Match match;
    for (auto _ : state) {
        router.find("DELETE", "/api/v1/resource1/7f3a", match);
        benchmark::DoNotOptimize(match.allow.data());
    }
}

/// Four parameters in one segment, and a path that has all they look for a great many times, but not the end.
void find_hostile(benchmark::State& state) {
    Router router = service(1000);
    declare(router, "/{a}-{b}-{c}-{d}.json");
    declare(router, "/{p:path}/x/{q:path}/y");
    const auto bytes = static_cast<std::size_t>(state.range(0));
    std::string path = "/";
    while (path.size() < bytes) {
        path += path.size() % 3 == 0 ? "/x/" : "-.j";
    }
    Match match;
    for (auto _ : state) {
        router.find("GET", path, match);
        benchmark::DoNotOptimize(match.route);
    }
    state.SetComplexityN(state.range(0));
    state.SetBytesProcessed(state.iterations() * state.range(0));
}

BENCHMARK(find_literal)->Arg(12)->Arg(10000);
BENCHMARK(find_parameter)->Arg(12)->Arg(10000);
BENCHMARK(find_two_parameters)->Arg(12)->Arg(10000);
BENCHMARK(find_nothing)->Arg(12)->Arg(10000);
BENCHMARK(find_wrong_method)->Arg(12)->Arg(10000);
BENCHMARK(find_hostile)->RangeMultiplier(4)->Range(64, 16384)->Complexity(benchmark::oN);

}  // namespace

}  // namespace fasterapi::route
