#include "json/member_name.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>

namespace fasterapi::json {

namespace {

struct Case {
    std::string name;
    std::string written;  ///< behind the separator
};

TEST(MemberName, IsWrittenAsAStringWithAColon) {
    for (const auto& [name, written] : std::initializer_list<Case>{
             {"", R"("":)"},
             {"id", R"("id":)"},
             {"a\"b\\", R"("a\"b\\":)"},
             {"größe", R"("größe":)"},
             {std::string(12, 'x'), '"' + std::string(12, 'x') + "\":"},  // a block, to the byte
             {std::string(13, 'x'), '"' + std::string(13, 'x') + "\":"},
             {std::string(100, 'x'), '"' + std::string(100, 'x') + "\":"},
         }) {
        SCOPED_TRACE(name);
        const MemberName member(name);
        ByteBuffer out;
        member.write(out, '{');
        member.write(out, ',');
        EXPECT_EQ(out.view(), "{" + written + "," + written);
    }
}

}  // namespace

}  // namespace fasterapi::json
