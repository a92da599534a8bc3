#include "http1/request_reader.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

namespace fasterapi::http1 {
namespace {

constexpr std::string_view wrk_head = "GET /json HTTP/1.1\r\nHost: 127.0.0.1:8000\r\n\r\n";

constexpr std::string_view browser_head =
    "GET /items/42?q=hello%20world&limit=20&lang=en HTTP/1.1\r\n"
    "Host: api.example.com\r\n"
    "Connection: keep-alive\r\n"
    "sec-ch-ua: \"Chromium\";v=\"130\", \"Google Chrome\";v=\"130\", \"Not?A_Brand\";v=\"99\"\r\n"
    "sec-ch-ua-mobile: ?0\r\n"
    "sec-ch-ua-platform: \"Linux\"\r\n"
    "Upgrade-Insecure-Requests: 1\r\n"
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 "
    "Safari/537.36\r\n"
    "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8\r\n"
    "Sec-Fetch-Site: none\r\n"
    "Sec-Fetch-Mode: navigate\r\n"
    "Sec-Fetch-User: ?1\r\n"
    "Sec-Fetch-Dest: document\r\n"
    "Accept-Encoding: gzip, deflate, br, zstd\r\n"
    "Accept-Language: en-GB,en;q=0.9\r\n"
    "Cookie: session=2f9b0c1d7e5a4b38; theme=dark\r\n"
    "\r\n";

std::string chunked_request(std::size_t chunks, std::size_t bytes_each) {
    std::string text = "POST /upload HTTP/1.1\r\nHost: example.com\r\nTransfer-Encoding: chunked\r\n\r\n";
    constexpr std::string_view digits = "0123456789abcdef";
    for (std::size_t i = 0; i < chunks; ++i) {
        for (int shift = 12; shift >= 0; shift -= 4) {
            text += digits[bytes_each >> shift & 15];
        }
        text.append("\r\n").append(bytes_each, 'x').append("\r\n");
    }
    return text + "0\r\n\r\n";
}

/// Reads the whole input, offered `step` bytes more at a time, and gives the number of events.
std::size_t read_all(RequestReader& reader, http::RequestHead& head, std::string_view input,
                     std::size_t step) {
    std::size_t events = 0;
    std::size_t begin = 0;
    for (std::size_t end = 0; end < input.size();) {
        end = std::min(input.size(), end + step);
        for (;;) {
            const auto next = reader.next(input.substr(begin, end - begin), head);
            begin += next.consumed;
            if (next.event == RequestReader::Event::need_data) break;
            if (next.event == RequestReader::Event::refused) return 0;
            ++events;
        }
    }
    return events;
}

void read(benchmark::State& state, std::string_view input, std::size_t requests, std::size_t step) {
    const http::Limits limits;
    RequestReader reader(limits);
    http::RequestHead head;
    for (auto _ : state) {
        if (read_all(reader, head, input, step) < requests) {
            state.SkipWithError("the input was refused");
            break;
        }
        benchmark::DoNotOptimize(head);
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(input.size()));
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(requests));
}

constexpr std::size_t whole = SIZE_MAX / 2;

void wrk(benchmark::State& state) {
    read(state, wrk_head, 1, whole);
}
BENCHMARK(wrk);

void wrk_pipelined_by_16(benchmark::State& state) {
    std::string input;
    for (int i = 0; i < 16; ++i) {
        input += wrk_head;
    }
    read(state, input, 16, whole);
}
BENCHMARK(wrk_pipelined_by_16);

void browser(benchmark::State& state) {
    read(state, browser_head, 1, whole);
}
BENCHMARK(browser);

void browser_byte_by_byte(benchmark::State& state) {
    read(state, browser_head, 1, 1);
}
BENCHMARK(browser_byte_by_byte);

void chunks_of_1_byte(benchmark::State& state) {
    read(state, chunked_request(4096, 1), 1, whole);
}
BENCHMARK(chunks_of_1_byte);

void chunks_of_8_kib(benchmark::State& state) {
    read(state, chunked_request(16, 8192), 1, whole);
}
BENCHMARK(chunks_of_8_kib);

}  // namespace
}  // namespace fasterapi::http1
