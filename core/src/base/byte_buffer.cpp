#include "base/byte_buffer.h"

#include <algorithm>
#include <cstdlib>
#include <new>

namespace fasterapi {

namespace {

constexpr std::size_t smallest_allocation_bytes = 256;

}  // namespace

ByteBuffer::~ByteBuffer() {
    std::free(data_);
}

void ByteBuffer::make_room(std::size_t bytes) {
    const std::size_t held = size();
    if (begin_ > 0) {
        std::memmove(data_, data_ + begin_, held);
        begin_ = 0;
        end_ = held;
    }
    if (capacity_ - held >= bytes) {
        return;
    }
    const std::size_t wanted = std::max({held + bytes, capacity_ * 2, smallest_allocation_bytes});
    void* grown = std::realloc(data_, wanted);
    if (grown == nullptr) {
        throw std::bad_alloc();
    }
    data_ = static_cast<char*>(grown);
    capacity_ = wanted;
}

void ByteBuffer::shrink(std::size_t keep_bytes) noexcept {
    if (!empty() || capacity_ <= keep_bytes) {
        return;
    }
    std::free(data_);
    data_ = nullptr;
    begin_ = end_ = capacity_ = 0;
}

}  // namespace fasterapi
