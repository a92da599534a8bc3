#include "base/ref.h"

#include <gtest/gtest.h>

namespace fasterapi {
namespace {

struct Counted : RefCounted<Counted> {
    explicit Counted(int& destroyed) : destroyed_(destroyed) {}
    ~Counted() { ++destroyed_; }
    int& destroyed_;
};

TEST(Ref, TheLastOwnerDeletes) {
    int destroyed = 0;
    {
        Ref<Counted> first(new Counted(destroyed));
        const Ref<Counted> second = first;
        EXPECT_EQ(first->owners(), 2U);
        first.reset();
        EXPECT_FALSE(first);
        EXPECT_EQ(second->owners(), 1U);
        EXPECT_EQ(destroyed, 0);
    }
    EXPECT_EQ(destroyed, 1);
}

TEST(Ref, MovingChangesNoCount) {
    int destroyed = 0;
    Ref<Counted> first(new Counted(destroyed));
    Ref<Counted> second(std::move(first));
    EXPECT_FALSE(first);  // NOLINT(bugprone-use-after-move): what it leaves behind is what is tested
    EXPECT_EQ(second->owners(), 1U);
}

TEST(Ref, AssigningReleasesWhatWasHeld) {
    int destroyed = 0;
    Ref<Counted> ref(new Counted(destroyed));
    ref = Ref<Counted>(new Counted(destroyed));
    EXPECT_EQ(destroyed, 1);
    const Ref<Counted>& same = ref;
    ref = same;
    EXPECT_EQ(ref->owners(), 1U);
}

}  // namespace
}  // namespace fasterapi
