#include "json/reader.h"

#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "json/bench_documents.h"

namespace fasterapi::json {

namespace {

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

bool read_into(Reader& reader, std::string& into) {
    Text text;
    if (reader.peek() != Kind::string || !reader.read_string(text)) {
        return false;
    }
    into = text.utf8;
    return true;
}

bool read_member(Reader& reader, std::string_view name, bench::Record& record) {
    if (name == "id" || name == "score") {
        Number number;
        if (reader.peek() != Kind::number || !reader.read_number(number)) {
            return false;
        }
        if (name == "score") {
            record.score = number.to_double();
            return true;
        }
        record.id = number.value;
        return number.is_small;
    }
    if (name == "active") {
        return reader.peek() == Kind::boolean && reader.read_boolean(record.active);
    }
    if (name == "name") return read_into(reader, record.name);
    if (name == "email") return read_into(reader, record.email);
    if (name == "quote") return read_into(reader, record.quote);
    return reader.skip();
}

/// Straight into objects, as a program that knows the type does it.
bool read_records(std::string_view text, std::vector<bench::Record>& into) {
    Reader reader(text);
    if (reader.peek() != Kind::array || !reader.begin_array()) {
        return false;
    }
    while (reader.next_item()) {
        if (reader.peek() != Kind::object || !reader.begin_object()) {
            return false;
        }
        bench::Record& record = into.emplace_back();
        Text name;
        while (reader.next_member(name)) {
            if (!read_member(reader, name.utf8, record)) {
                return false;
            }
        }
    }
    return reader.finish();
}

void read_into_structs(benchmark::State& state, const std::string& text) {
    std::vector<bench::Record> list;
    for (auto _ : state) {
        list.clear();
        if (!read_records(text, list)) {
            state.SkipWithError("not read");
            return;
        }
        benchmark::DoNotOptimize(list.data());
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
BENCHMARK_CAPTURE(read_text, order, bench::order());
BENCHMARK_CAPTURE(read_text, records_of_1_kib, bench::records(8));
BENCHMARK_CAPTURE(read_text, records_of_1_mib, bench::records(8000));
BENCHMARK_CAPTURE(read_text, escaped_texts, bench::escaped(100));
BENCHMARK_CAPTURE(read_text, integers, bench::integers(1000));
BENCHMARK_CAPTURE(read_text, string_of_1_kib, "\"" + std::string(1024, 'a') + "\"");
BENCHMARK_CAPTURE(read_into_structs, records_of_1_kib, bench::records(8));
BENCHMARK_CAPTURE(read_into_structs, records_of_1_mib, bench::records(8000));
BENCHMARK_CAPTURE(skip_text, records_of_1_mib, bench::records(8000));

}  // namespace

}  // namespace fasterapi::json
