#pragma once

#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>

#include "base/byte_buffer.h"
#include "json/writer.h"

namespace fasterapi::json {

/// The name of a member as it is written, with what stands around it: ,"name":. Made once and written often,
/// so it is kept in whole blocks, which are copied without looking at the length.
class MemberName {
public:
    MemberName() = default;
    /// @param name valid UTF-8.
    explicit MemberName(std::string_view name) {
        ByteBuffer out;
        write_name(out, ',', name);
        size_ = out.size();
        blocks_ = out.view();
        blocks_.resize((size_ + block_bytes - 1) / block_bytes * block_bytes);
    }

    /// Append it behind `separator`, which is "{" or ",".
    void write(ByteBuffer& out, char separator) const {
        char* const to = out.prepare(blocks_.size());
        for (std::size_t at = 0; at < blocks_.size(); at += block_bytes) {
            std::memcpy(to + at, blocks_.data() + at, block_bytes);
        }
        *to = separator;
        out.commit(size_);
    }

private:
    static constexpr std::size_t block_bytes = 16;

    std::string blocks_;
    std::size_t size_ = 0;
};

}  // namespace fasterapi::json
