// What reader_bench measures, by simdjson's on-demand interface: tasks of the same names, in programs of
// their own. In its favour: the text is padded already, as a received one is not, and the parser keeps its
// memory.
#include <benchmark/benchmark.h>
#include <simdjson.h>

#include <string>
#include <string_view>
#include <vector>

#include "json/bench_documents.h"

namespace fasterapi::json {

namespace {

namespace ondemand = simdjson::ondemand;
using simdjson::error_code;

template <class Value>
error_code read(Value value);

error_code read_number(ondemand::number number) {
    benchmark::DoNotOptimize(number.as_double());
    return simdjson::SUCCESS;
}

error_code read_array(ondemand::array array) {
    for (auto item : array) {
        ondemand::value value;
        if (const auto error = item.get(value); error != simdjson::SUCCESS) return error;
        if (const auto error = read(value); error != simdjson::SUCCESS) return error;
    }
    return simdjson::SUCCESS;
}

error_code read_object(ondemand::object object) {
    for (auto member : object) {
        std::string_view name;
        if (const auto error = member.unescaped_key().get(name); error != simdjson::SUCCESS) return error;
        benchmark::DoNotOptimize(name.data());
        ondemand::value value;
        if (const auto error = member.value().get(value); error != simdjson::SUCCESS) return error;
        if (const auto error = read(value); error != simdjson::SUCCESS) return error;
    }
    return simdjson::SUCCESS;
}

/// `take` what `result` holds, or give its error.
template <class T, class Take>
error_code with(simdjson::simdjson_result<T> result, Take take) {
    T value;
    const error_code error = std::move(result).get(value);
    return error == simdjson::SUCCESS ? take(std::move(value)) : error;
}

/// Every value is looked at, as a decoder does. A document or a value in one.
template <class Value>
error_code read(Value value) {
    const auto look_at = [](auto found) {
        benchmark::DoNotOptimize(found);
        return simdjson::SUCCESS;
    };
    ondemand::json_type type;
    if (const auto error = value.type().get(type); error != simdjson::SUCCESS) return error;
    switch (type) {
        case ondemand::json_type::array: return with(value.get_array(), read_array);
        case ondemand::json_type::object: return with(value.get_object(), read_object);
        case ondemand::json_type::number: return with(value.get_number(), read_number);
        case ondemand::json_type::string: return with(value.get_string(), look_at);
        case ondemand::json_type::boolean: return with(value.get_bool(), look_at);
        case ondemand::json_type::null: return value.is_null() ? simdjson::SUCCESS : simdjson::N_ATOM_ERROR;
    }
    return simdjson::UNEXPECTED_ERROR;
}

error_code assign(ondemand::value value, std::string& into) {
    std::string_view text;
    const error_code error = value.get_string().get(text);
    into = text;
    return error;
}

error_code read_member(std::string_view name, ondemand::value value, bench::Record& record) {
    if (name == "id") return value.get_int64().get(record.id);
    if (name == "score") return value.get_double().get(record.score);
    if (name == "active") return value.get_bool().get(record.active);
    if (name == "name") return assign(value, record.name);
    if (name == "email") return assign(value, record.email);
    if (name == "quote") return assign(value, record.quote);
    return simdjson::SUCCESS;
}

error_code read_record(ondemand::object object, bench::Record& record) {
    for (auto member : object) {
        std::string_view name;
        if (const auto error = member.unescaped_key().get(name); error != simdjson::SUCCESS) return error;
        ondemand::value value;
        if (const auto error = member.value().get(value); error != simdjson::SUCCESS) return error;
        if (const auto error = read_member(name, value, record); error != simdjson::SUCCESS) return error;
    }
    return simdjson::SUCCESS;
}

error_code read_records(ondemand::document& document, std::vector<bench::Record>& into) {
    ondemand::array array;
    if (const auto error = document.get_array().get(array); error != simdjson::SUCCESS) return error;
    for (auto item : array) {
        ondemand::object object;
        if (const auto error = item.get_object().get(object); error != simdjson::SUCCESS) return error;
        if (const auto error = read_record(object, into.emplace_back()); error != simdjson::SUCCESS)
            return error;
    }
    const bool at_end = document.current_location().error() == simdjson::OUT_OF_BOUNDS;
    return at_end ? simdjson::SUCCESS : simdjson::TRAILING_CONTENT;
}

/// Times `task` on a document of `text`.
template <class Task>
void measure(benchmark::State& state, const std::string& text, Task task) {
    const simdjson::padded_string padded(text);
    ondemand::parser parser;
    for (auto _ : state) {
        ondemand::document document;
        error_code error = parser.iterate(padded).get(document);
        if (error == simdjson::SUCCESS) {
            error = task(document);
        }
        if (error != simdjson::SUCCESS) {
            state.SkipWithError(simdjson::error_message(error));
            return;
        }
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}

void read_text(benchmark::State& state, const std::string& text) {
    measure(state, text, [](ondemand::document& document) { return read<ondemand::document&>(document); });
}

void read_into_structs(benchmark::State& state, const std::string& text) {
    std::vector<bench::Record> list;
    measure(state, text, [&list](ondemand::document& document) {
        list.clear();
        const error_code error = read_records(document, list);
        benchmark::DoNotOptimize(list.data());
        return error;
    });
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

}  // namespace

}  // namespace fasterapi::json
