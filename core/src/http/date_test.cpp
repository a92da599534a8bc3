#include "http/date.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>

namespace fasterapi::http {
namespace {

struct Case {
    std::int64_t unix_seconds;
    std::string_view text;
};

TEST(Date, IsImfFixdate) {
    DateCache date;
    for (auto [unix_seconds, text] : std::initializer_list<Case>{
             {784111777, "Sun, 06 Nov 1994 08:49:37 GMT"},  // the example of RFC 9110 5.6.7
             {0, "Thu, 01 Jan 1970 00:00:00 GMT"},
             {951782400, "Tue, 29 Feb 2000 00:00:00 GMT"},
             {951868799, "Tue, 29 Feb 2000 23:59:59 GMT"},
             {951868800, "Wed, 01 Mar 2000 00:00:00 GMT"},
             {2147483648, "Tue, 19 Jan 2038 03:14:08 GMT"},
             {4107542400, "Mon, 01 Mar 2100 00:00:00 GMT"},  // 2100 is no leap year
             {253402300799, "Fri, 31 Dec 9999 23:59:59 GMT"},
         }) {
        EXPECT_EQ(date.at(unix_seconds), text);
        EXPECT_EQ(date.at(unix_seconds), text);
    }
}

TEST(Date, NamesEveryMonthAndWeekday) {
    constexpr std::string_view days = "Thu Fri Sat Sun Mon Tue Wed ";
    constexpr std::string_view months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec ";
    constexpr int first_of_month[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    constexpr std::int64_t day = 24 * 60 * 60;
    DateCache date;
    for (std::size_t i = 0; i < 7; ++i) {
        EXPECT_EQ(date.at(static_cast<std::int64_t>(i) * day).substr(0, 3), days.substr(i * 4, 3));
    }
    for (std::size_t i = 0; i < 12; ++i) {
        EXPECT_EQ(date.at(first_of_month[i] * day).substr(5, 6),
                  "01 " + std::string(months.substr(i * 4, 3)));
    }
}

}  // namespace
}  // namespace fasterapi::http
