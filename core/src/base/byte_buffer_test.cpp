#include "base/byte_buffer.h"

#include <string>

#include <gtest/gtest.h>

namespace fasterapi {
namespace {

TEST(ByteBuffer, HoldsNoMemoryUntilAppendedTo) {
    ByteBuffer buffer;
    buffer.append(std::string_view());
    EXPECT_EQ(buffer.capacity(), 0U);
    EXPECT_TRUE(buffer.empty());
}

TEST(ByteBuffer, GivesWhatWasAppendedInOrder) {
    ByteBuffer buffer;
    std::string expected;
    for (int i = 0; i < 5000; ++i) {
        const std::string piece = std::to_string(i);
        buffer.append(piece);
        buffer.append(',');
        expected += piece + ',';
    }
    EXPECT_EQ(buffer.view(), expected);
}

TEST(ByteBuffer, ForgetsTheFrontAndReusesItsRoom) {
    ByteBuffer buffer;
    buffer.append(std::string(200, 'a'));
    const std::size_t capacity = buffer.capacity();
    for (int i = 0; i < 100; ++i) {
        buffer.consume(150);
        buffer.append(std::string(150, static_cast<char>('b' + i % 20)));
        ASSERT_EQ(buffer.size(), 200U);
    }
    EXPECT_EQ(buffer.capacity(), capacity);
    EXPECT_EQ(buffer.view().substr(50), std::string(150, static_cast<char>('b' + 99 % 20)));
}

TEST(ByteBuffer, TruncatesTheBack) {
    ByteBuffer buffer;
    buffer.append("abcdef");
    buffer.consume(2);
    buffer.truncate(2);
    EXPECT_EQ(buffer.view(), "cd");
}

TEST(ByteBuffer, CommitsFewerBytesThanPrepared) {
    ByteBuffer buffer;
    char* room = buffer.prepare(100);
    room[0] = 'x';
    buffer.commit(1);
    EXPECT_EQ(buffer.view(), "x");
}

TEST(ByteBuffer, ShrinksOnlyWhatIsEmpty) {
    ByteBuffer buffer;
    buffer.append("abc");
    buffer.shrink();
    EXPECT_EQ(buffer.view(), "abc");
    buffer.consume(3);
    buffer.shrink(buffer.capacity());
    EXPECT_GT(buffer.capacity(), 0U);
    buffer.shrink();
    EXPECT_EQ(buffer.capacity(), 0U);
}

TEST(ByteBuffer, MovesItsMemory) {
    ByteBuffer first;
    first.append("abc");
    const char* bytes = first.view().data();
    ByteBuffer second(std::move(first));
    EXPECT_EQ(second.view().data(), bytes);
    ByteBuffer third;
    third = std::move(second);
    EXPECT_EQ(third.view(), "abc");
}

}  // namespace
}  // namespace fasterapi
