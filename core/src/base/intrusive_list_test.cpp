#include "base/intrusive_list.h"

#include <memory>
#include <string>

#include <gtest/gtest.h>

namespace fasterapi {
namespace {

struct Second;

struct Item : ListHook<>, ListHook<Second> {
    explicit Item(char letter) : name(letter) {}
    char name;
};

std::string taken(IntrusiveList<Item>& list) {
    std::string names;
    while (!list.empty()) {
        names += list.pop_front().name;
    }
    return names;
}

TEST(IntrusiveList, IsFirstInFirstOut) {
    Item a('a'), b('b'), c('c');
    IntrusiveList<Item> list;
    for (Item* item : {&a, &b, &c}) {
        list.push_back(*item);
    }
    EXPECT_EQ(list.front().name, 'a');
    EXPECT_EQ(list.back().name, 'c');
    EXPECT_EQ(taken(list), "abc");
    EXPECT_TRUE(list.empty());
}

TEST(IntrusiveList, MovesWhatIsLinkedAlready) {
    Item a('a'), b('b');
    IntrusiveList<Item> list;
    list.push_back(a);
    list.push_back(b);
    list.push_back(a);
    EXPECT_EQ(taken(list), "ba");
}

TEST(IntrusiveList, LosesWhatIsDestroyed) {
    Item a('a'), c('c');
    auto b = std::make_unique<Item>('b');
    IntrusiveList<Item> list;
    for (Item* item : {&a, b.get(), &c}) {
        list.push_back(*item);
    }
    b.reset();
    EXPECT_EQ(taken(list), "ac");
}

TEST(IntrusiveList, TagsTellPlacesApart) {
    Item a('a');
    IntrusiveList<Item> first;
    IntrusiveList<Item, Second> second;
    first.push_back(a);
    second.push_back(a);
    first.pop_front();
    EXPECT_FALSE(a.ListHook<>::linked());
    EXPECT_TRUE(a.ListHook<Second>::linked());
}

TEST(IntrusiveList, TakesAllOfAnother) {
    Item a('a'), b('b'), c('c');
    IntrusiveList<Item> list;
    list.push_back(a);
    IntrusiveList<Item> other;
    other.push_back(b);
    other.push_back(c);
    list.take_all(other);
    EXPECT_TRUE(other.empty());
    EXPECT_EQ(taken(list), "abc");
}

TEST(IntrusiveList, LetsItsItemsGoAtItsEnd) {
    Item a('a');
    {
        IntrusiveList<Item> list;
        list.push_back(a);
    }
    EXPECT_FALSE(a.ListHook<>::linked());
}

}  // namespace
}  // namespace fasterapi
