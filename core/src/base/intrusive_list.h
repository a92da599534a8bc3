#pragma once

namespace fasterapi {

/// A place in at most one IntrusiveList; leaves it when destroyed. Tag tells several places of one object
/// apart.
template <class Tag = void>
class ListHook {
public:
    ListHook() noexcept = default;
    ListHook(const ListHook&) = delete;
    ListHook& operator=(const ListHook&) = delete;
    ~ListHook() { unlink(); }

    [[nodiscard]] bool linked() const noexcept { return next_ != nullptr; }
    void unlink() noexcept {
        if (linked()) {
            previous_->next_ = next_;
            next_->previous_ = previous_;
            next_ = previous_ = nullptr;
        }
    }

private:
    template <class, class>
    friend class IntrusiveList;

    ListHook* next_ = nullptr;
    ListHook* previous_ = nullptr;
};

/// First in, first out, without allocation; T derives from ListHook<Tag>. Owns nothing.
template <class T, class Tag = void>
class IntrusiveList {
    using Hook = ListHook<Tag>;

public:
    IntrusiveList() noexcept { head_.next_ = head_.previous_ = &head_; }
    IntrusiveList(const IntrusiveList&) = delete;
    IntrusiveList& operator=(const IntrusiveList&) = delete;
    ~IntrusiveList() {
        while (!empty()) {
            head_.next_->unlink();
        }
    }

    [[nodiscard]] bool empty() const noexcept { return head_.next_ == &head_; }
    /// Only where !empty().
    [[nodiscard]] T& front() noexcept { return *static_cast<T*>(head_.next_); }
    [[nodiscard]] T& back() noexcept { return *static_cast<T*>(head_.previous_); }
    [[nodiscard]] const T& front() const noexcept { return *static_cast<const T*>(head_.next_); }
    [[nodiscard]] const T& back() const noexcept { return *static_cast<const T*>(head_.previous_); }
    T& pop_front() noexcept {
        T& first = front();
        static_cast<Hook&>(first).unlink();
        return first;
    }
    /// Moves the object here if it is linked elsewhere under the same Tag.
    void push_back(T& object) noexcept {
        Hook& hook = object;
        hook.unlink();
        hook.previous_ = head_.previous_;
        hook.next_ = &head_;
        head_.previous_->next_ = &hook;
        head_.previous_ = &hook;
    }
    /// Moves everything of `other` behind what is here.
    void take_all(IntrusiveList& other) noexcept {
        while (!other.empty()) {
            push_back(other.front());
        }
    }

private:
    Hook head_;
};

}  // namespace fasterapi
