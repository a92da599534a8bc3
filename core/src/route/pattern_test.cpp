#include "route/pattern.h"

#include <gtest/gtest.h>

#include <initializer_list>

namespace fasterapi::route {

namespace {

using enum Converter;

struct Taken {
    std::string_view text;
    std::vector<std::string> literals;
    std::vector<std::string> names;
    std::vector<Converter> converters;
};

TEST(Pattern, IsTakenApart) {
    for (const auto& [given, literals, names, converters] : std::initializer_list<Taken>{
             {"/", {"/"}, {}, {}},
             {"/items", {"/items"}, {}, {}},
             {"/{name}", {"/", ""}, {"name"}, {text}},
             {"/{name:str}", {"/", ""}, {"name"}, {text}},
             {"/{a:int}/{b:float}", {"/", "/", ""}, {"a", "b"}, {integer, number}},
             {"/u/{id:uuid}/x", {"/u/", "/x"}, {"id"}, {uuid}},
             {"/files/{rest:path}", {"/files/", ""}, {"rest"}, {path}},
             {"/files/{name}.json", {"/files/", ".json"}, {"name"}, {text}},
             {"/{_a1}-{B}", {"/", "-", ""}, {"_a1", "B"}, {text, text}},
             {"/caf\xc3\xa9//", {"/caf\xc3\xa9//"}, {}, {}},
         }) {
        SCOPED_TRACE(given);
        const auto pattern = parse_pattern(given);
        ASSERT_TRUE(pattern);
        EXPECT_EQ(pattern->literals, literals);
        EXPECT_EQ(pattern->names, names);
        EXPECT_EQ(pattern->converters, converters);
    }
}

struct Refused {
    std::string_view text;
    PatternError error;
};

TEST(Pattern, SaysWhatIsWrong) {
    using enum PatternError;
    for (const auto& [given, error] : std::initializer_list<Refused>{
             {"", no_leading_slash},
             {"items", no_leading_slash},
             {"{path:path}", no_leading_slash},
             {"/{", unbalanced_brace},
             {"/{name", unbalanced_brace},
             {"/name}", unbalanced_brace},
             {"/{a}}", unbalanced_brace},
             {"/{}", bad_parameter_name},
             {"/{:int}", bad_parameter_name},
             {"/{1a}", bad_parameter_name},
             {"/{a-b}", bad_parameter_name},
             {"/{a b}", bad_parameter_name},
             {"/{ a}", bad_parameter_name},
             {"/{{a}}", bad_parameter_name},
             {"/{caf\xc3\xa9}", bad_parameter_name},
             {"/{a}/{a}", repeated_parameter_name},
             {"/{a:int}/{a:path}", repeated_parameter_name},
             {"/{a:}", unknown_converter},
             {"/{a:Int}", unknown_converter},
             {"/{a:int:int}", unknown_converter},
             {"/{a: int}", unknown_converter},
             {"/{a}{b}", two_parameters_without_literal},
             {"/{a:path}{b:int}", two_parameters_without_literal},
         }) {
        SCOPED_TRACE(given);
        const auto pattern = parse_pattern(given);
        ASSERT_FALSE(pattern);
        EXPECT_EQ(pattern.error(), error);
        EXPECT_FALSE(explanation_of(error).empty());
    }
}

}  // namespace

}  // namespace fasterapi::route
