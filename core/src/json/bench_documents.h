#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace fasterapi::json::bench {

/// What one of records() is read into.
struct Record {
    std::int64_t id = 0;
    std::string name;
    std::string email;
    double score = 0;
    bool active = false;
    std::string quote;
};

/// An array of records as `document_of_1_kib` of writer_bench writes them.
inline std::string records(int count) {
    std::string text = "[";
    for (int i = 0; i < count; ++i) {
        text += i == 0 ? "" : ",";
        text += R"({"id":)" + std::to_string(1000000 + i) +
                R"(,"name":"Grace Brewster Hopper","email":"grace@example.org","score":97.25,)"
                R"("active":true,"quote":"a \"nanosecond\""})";
    }
    return text + "]";
}

/// Objects in each other, as a shop is sent them.
inline std::string order() {
    std::string text =
        R"({"reference":"SO-2026-004217","currency":"USD","customer":{"name":"Grace Brewster Hopper",)"
        R"("email":"grace@example.org","points":1906,"address":{"street":"1 Harbour Road",)"
        R"("city":"Arlington","postcode":"22201","country":"US"}},"lines":[)";
    for (int i = 0; i < 3; ++i) {
        text += i == 0 ? "" : ",";
        text += R"({"sku":"WIRE-3)" + std::to_string(i) +
                R"(","title":"Nanosecond of copper wire","quantity":30,"unit_price":1.25})";
    }
    return text + R"(],"express":true,"note":null})";
}

/// Texts of which every line has something to unescape.
inline std::string escaped(int count) {
    std::string text = "[";
    for (int i = 0; i < count; ++i) {
        text += i == 0 ? "" : ",";
        text += R"("say \"hello\"\n to the caf\u00e9 at C:\\naive and go on for a while")";
    }
    return text + "]";
}

inline std::string integers(int count) {
    std::string text = "[";
    for (int i = 0; i < count; ++i)
        text += (i == 0 ? "" : ",") + std::to_string(i * 7919);
    return text + "]";
}

}  // namespace fasterapi::json::bench
