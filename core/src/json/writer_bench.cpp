#include "json/writer.h"

#include <benchmark/benchmark.h>

#include <string>

namespace fasterapi::json {

namespace {

void write_key(ByteBuffer& out, char separator, std::string_view key) {
    out.append(separator);
    write_string(out, key);
    out.append(':');
}

void hello(benchmark::State& state) {
    ByteBuffer out;
    for (auto _ : state) {
        out.clear();
        write_key(out, '{', "message");
        write_string(out, "Hello, World!");
        out.append('}');
        benchmark::DoNotOptimize(out.view().data());
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(out.size()));
}

/// An array of eight records of 128 bytes: texts, integers, doubles and constants.
void document_of_1_kib(benchmark::State& state) {
    ByteBuffer out;
    for (auto _ : state) {
        out.clear();
        char separator = '[';
        for (std::int64_t i = 0; i < 8; ++i) {
            out.append(separator);
            separator = ',';
            write_key(out, '{', "id");
            write_int(out, 1000000 + i);
            write_key(out, ',', "name");
            write_string(out, "Grace Brewster Hopper");
            write_key(out, ',', "email");
            write_string(out, "grace@example.org");
            write_key(out, ',', "score");
            (void)write_double(out, 97.25 + static_cast<double>(i) / 8);
            write_key(out, ',', "active");
            write_bool(out, true);
            write_key(out, ',', "quote");
            write_string(out, "a \"nanosecond\"");
            out.append('}');
        }
        out.append(']');
        benchmark::DoNotOptimize(out.view().data());
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(out.size()));
}

void string(benchmark::State& state) {
    const std::string text(static_cast<std::size_t>(state.range(0)), 'a');
    ByteBuffer out;
    for (auto _ : state) {
        out.clear();
        write_string(out, text);
        benchmark::DoNotOptimize(out.view().data());
    }
    state.SetBytesProcessed(state.iterations() * state.range(0));
}

void double_number(benchmark::State& state, double first, double step) {
    ByteBuffer out;
    double value = first;
    for (auto _ : state) {
        out.clear();
        (void)write_double(out, value);
        value += step;
        benchmark::DoNotOptimize(out.view().data());
    }
}

BENCHMARK(hello);
BENCHMARK(document_of_1_kib);
BENCHMARK(string)->Arg(3)->Arg(7)->Arg(13)->Arg(30)->Arg(100)->Arg(1000)->Arg(100000);
BENCHMARK_CAPTURE(double_number, whole, 0, 1);
BENCHMARK_CAPTURE(double_number, decimal, 97.25, 0.125);
BENCHMARK_CAPTURE(double_number, of_17_digits, 0.1, 0.3);

}  // namespace

}  // namespace fasterapi::json
