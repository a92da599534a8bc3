#include "base/result.h"

#include <memory>

#include <gtest/gtest.h>

namespace fasterapi {
namespace {

enum class Error { bad };

TEST(Result, HoldsAValueOrAnError) {
    const Result<int, Error> good = 7;
    EXPECT_TRUE(good);
    EXPECT_EQ(*good, 7);
    EXPECT_EQ(good.to_optional(), 7);
    const Result<int, Error> bad = Error::bad;
    EXPECT_FALSE(bad);
    EXPECT_EQ(bad.error(), Error::bad);
    EXPECT_EQ(bad.to_optional(), std::nullopt);
}

TEST(Result, GivesAwayWhatCannotBeCopied) {
    Result<std::unique_ptr<int>, Error> result = std::make_unique<int>(7);
    const std::unique_ptr<int> taken = *std::move(result);
    EXPECT_EQ(*taken, 7);
}

}  // namespace
}  // namespace fasterapi
