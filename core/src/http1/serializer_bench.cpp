#include "http1/serializer.h"

#include <benchmark/benchmark.h>

#include <array>
#include <string>

namespace fasterapi::http1 {
namespace {

constexpr std::string_view content = R"({"message":"Hello, World!"})";

HeadContext context() {
    return {.content_length = content.size(), .date = "Sun, 06 Nov 1994 08:49:37 GMT", .server = "FasterAPI"};
}

void json_answer(benchmark::State& state) {
    ByteBuffer out;
    for (auto _ : state) {
        write_head(out, 200, "application/json", {}, context());
        out.append(content);
        benchmark::DoNotOptimize(out.view().data());
        out.clear();
    }
}
BENCHMARK(json_answer);

void answer_with_5_fields(benchmark::State& state) {
    constexpr std::array<http::HeaderField, 5> fields{{
        {"cache-control", "no-store"},
        {"etag", "\"33a64df551425fcc55e4d42a148795d9f25f89d4\""},
        {"x-request-id", "0f8fad5b-d9cb-469f-a165-70867728950e"},
        {"vary", "accept-encoding"},
        {"set-cookie", "session=2f9b0c1d7e5a4b38; HttpOnly; Path=/; SameSite=lax"},
    }};
    ByteBuffer out;
    for (auto _ : state) {
        write_head(out, 200, "application/json", fields, context());
        benchmark::DoNotOptimize(out.view().data());
        out.clear();
    }
}
BENCHMARK(answer_with_5_fields);

void chunk_of_1_kib(benchmark::State& state) {
    const std::string piece(1024, 'x');
    ByteBuffer out;
    for (auto _ : state) {
        write_chunk(out, piece);
        benchmark::DoNotOptimize(out.view().data());
        out.clear();
    }
}
BENCHMARK(chunk_of_1_kib);

}  // namespace
}  // namespace fasterapi::http1
