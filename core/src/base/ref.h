#pragma once

#include <cstdint>
#include <utility>

namespace fasterapi {

/// Counts the owners of an object that lives on one thread; the last `Ref` deletes it.
template <class Derived>
class RefCounted {
public:
    RefCounted() noexcept = default;
    RefCounted(const RefCounted&) = delete;
    RefCounted& operator=(const RefCounted&) = delete;

    void retain() noexcept { ++owners_; }
    void release() noexcept {
        if (--owners_ == 0) {
            delete static_cast<Derived*>(this);
        }
    }
    [[nodiscard]] std::uint32_t owners() const noexcept { return owners_; }

protected:
    ~RefCounted() = default;

private:
    std::uint32_t owners_ = 0;
};

/// One owner's share of a RefCounted object.
template <class T>
class Ref {
public:
    Ref() noexcept = default;
    explicit Ref(T* object) noexcept : object_(object) {
        if (object_ != nullptr) {
            object_->retain();
        }
    }
    Ref(const Ref& other) noexcept : Ref(other.object_) {}
    Ref(Ref&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
    Ref& operator=(Ref other) noexcept {
        std::swap(object_, other.object_);
        return *this;
    }
    ~Ref() {
        if (object_ != nullptr) {
            object_->release();
        }
    }

    void reset() noexcept { *this = Ref(); }
    [[nodiscard]] T* get() const noexcept { return object_; }
    T* operator->() const noexcept { return object_; }
    T& operator*() const noexcept { return *object_; }
    explicit operator bool() const noexcept { return object_ != nullptr; }

private:
    T* object_ = nullptr;
};

}  // namespace fasterapi
