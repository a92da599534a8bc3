#pragma once

#include <cstddef>
#include <cstring>
#include <string_view>
#include <utility>

namespace fasterapi {

/// Growing contiguous bytes with a read position: appended at the back, consumed at the front.
/// Holds no memory until something is appended, so that an idle connection costs nothing.
class ByteBuffer {
public:
    ByteBuffer() noexcept = default;
    ByteBuffer(ByteBuffer&& other) noexcept { swap(other); }
    ByteBuffer& operator=(ByteBuffer&& other) noexcept {
        swap(other);
        return *this;
    }
    ByteBuffer(const ByteBuffer&) = delete;
    ByteBuffer& operator=(const ByteBuffer&) = delete;
    ~ByteBuffer();

    [[nodiscard]] std::size_t size() const noexcept { return end_ - begin_; }
    [[nodiscard]] bool empty() const noexcept { return begin_ == end_; }
    [[nodiscard]] std::size_t capacity() const noexcept { return capacity_; }
    /// What was appended and not yet consumed; valid until the next call that is not const.
    [[nodiscard]] std::string_view view() const noexcept { return {data_ + begin_, size()}; }

    void append(std::string_view bytes) {
        if (bytes.empty()) {
            return;
        }
        std::memcpy(prepare(bytes.size()), bytes.data(), bytes.size());
        end_ += bytes.size();
    }
    void append(char byte) {
        *prepare(1) = byte;
        ++end_;
    }

    /// Room for `bytes` more at the back, to be written to and then committed (fewer are fine).
    [[nodiscard]] char* prepare(std::size_t bytes) {
        if (capacity_ - end_ < bytes) [[unlikely]] {
            make_room(bytes);
        }
        return data_ + end_;
    }
    void commit(std::size_t bytes) noexcept { end_ += bytes; }

    /// Forget the first `bytes`; at most size().
    void consume(std::size_t bytes) noexcept {
        begin_ += bytes;
        if (begin_ == end_) {
            begin_ = end_ = 0;
        }
    }
    /// Forget everything past the first `bytes`; at most size().
    void truncate(std::size_t bytes) noexcept { end_ = begin_ + bytes; }
    void clear() noexcept { begin_ = end_ = 0; }

    /// Give the memory back; only what is empty and larger than `keep_bytes` is freed.
    void shrink(std::size_t keep_bytes = 0) noexcept;

    void swap(ByteBuffer& other) noexcept {
        std::swap(data_, other.data_);
        std::swap(begin_, other.begin_);
        std::swap(end_, other.end_);
        std::swap(capacity_, other.capacity_);
    }

private:
    void make_room(std::size_t bytes);

    char* data_ = nullptr;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    std::size_t capacity_ = 0;
};

}  // namespace fasterapi
