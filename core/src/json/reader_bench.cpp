#include "json/reader.h"

#include <benchmark/benchmark.h>

#include <string>

namespace fasterapi::json {

namespace {

/// An array of records as `document_of_1_kib` of writer_bench writes them.
std::string records(int count) {
    std::string text = "[";
    for (int i = 0; i < count; ++i) {
        text += i == 0 ? "" : ",";
        text += R"({"id":)" + std::to_string(1000000 + i) +
                R"(,"name":"Grace Brewster Hopper","email":"grace@example.org","score":97.25,)"
                R"("active":true,"quote":"a \"nanosecond\""})";
    }
    return text + "]";
}

/// Every value is looked at, as a decoder does.
void read(Reader& reader) {
    switch (reader.peek()) {
        case Kind::none: break;
        case Kind::null: benchmark::DoNotOptimize(reader.read_null()); break;
        case Kind::boolean: {
            bool value = false;
            benchmark::DoNotOptimize(reader.read_boolean(value));
            break;
        }
        case Kind::number: {
            Number number;
            benchmark::DoNotOptimize(reader.read_number(number));
            benchmark::DoNotOptimize(number.is_small ? static_cast<double>(number.value)
                                                     : number.to_double());
            break;
        }
        case Kind::string: {
            Text text;
            benchmark::DoNotOptimize(reader.read_string(text));
            benchmark::DoNotOptimize(text.utf8.data());
            break;
        }
        case Kind::array:
            if (reader.begin_array()) {
                while (reader.next_item())
                    read(reader);
            }
            break;
        case Kind::object: {
            if (reader.begin_object()) {
                Text name;
                while (reader.next_member(name)) {
                    benchmark::DoNotOptimize(name.utf8.data());
                    read(reader);
                }
            }
            break;
        }
    }
}

void read_text(benchmark::State& state, const std::string& text) {
    for (auto _ : state) {
        Reader reader(text);
        read(reader);
        benchmark::DoNotOptimize(reader.finish());
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}

void skip_text(benchmark::State& state, const std::string& text) {
    for (auto _ : state) {
        Reader reader(text);
        benchmark::DoNotOptimize(reader.skip());
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}

BENCHMARK_CAPTURE(read_text, hello, R"({"message":"Hello, World!"})");
BENCHMARK_CAPTURE(read_text, records_of_1_kib, records(8));
BENCHMARK_CAPTURE(read_text, records_of_1_mib, records(8000));
BENCHMARK_CAPTURE(read_text, string_of_1_kib, "\"" + std::string(1024, 'a') + "\"");
BENCHMARK_CAPTURE(skip_text, records_of_1_mib, records(8000));

}  // namespace

}  // namespace fasterapi::json
