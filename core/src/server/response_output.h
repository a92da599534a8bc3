#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_buffer.h"
#include "net/descriptor.h"
#include "net/transport.h"

namespace fasterapi::server {

/// What is to be sent on one connection, in order: bytes, and pieces of files among them.
class ResponseOutput {
public:
    enum class Sent : std::uint8_t {
        all,      ///< nothing is left
        some,     ///< the connection takes more, but this was enough for one turn
        blocked,  ///< the connection takes no more now
        failed,   ///< nobody will ever take the rest
    };

    /// Where to append to.
    [[nodiscard]] ByteBuffer& bytes() noexcept { return bytes_; }
    void append_file(net::Descriptor file, std::uint64_t offset, std::uint64_t length);
    /// Everything of `other` behind what is here.
    void append_all(ResponseOutput& other);

    /// Bytes not sent yet, those of files included.
    [[nodiscard]] std::size_t size() const noexcept { return bytes_.size() + file_bytes_; }
    [[nodiscard]] bool empty() const noexcept { return bytes_.empty() && file_bytes_ == 0; }

    /// Send as much as the connection takes.
    [[nodiscard]] Sent send_to(net::Transport& connection) noexcept;
    /// The same and then `more`, in one go; what was sent of it is taken off its front.
    [[nodiscard]] Sent send_to(net::Transport& connection, std::string_view& more) noexcept;

    /// Move at most `most` bytes from the front to the end of `into`. @return false where a file has become
    /// shorter than what was promised of it.
    [[nodiscard]] bool move_to(std::string& into, std::size_t most);

    /// Write into the memory of `spare` for now, so that a connection owns none while nothing is unsent.
    void borrow_memory(ByteBuffer& spare) noexcept {
        if (bytes_.capacity() == 0) {
            bytes_.swap(spare);
        }
    }
    /// Hand it back, or free what was grown instead; what is unsent keeps its memory.
    void return_memory(ByteBuffer& spare) noexcept {
        if (bytes_.empty()) {
            if (spare.capacity() == 0) {
                bytes_.swap(spare);
                spare.shrink(most_spare_bytes);
            } else {
                bytes_.shrink();
            }
        }
    }

private:
    struct FilePiece {
        net::Descriptor file;
        std::uint64_t offset;
        std::uint64_t length;
        std::size_t bytes_ahead;  ///< of bytes_, since the piece before
    };

    static constexpr std::size_t most_spare_bytes = 1024 * 1024;

    [[nodiscard]] Sent send_files_to(net::Transport& connection) noexcept;

    ByteBuffer bytes_;
    std::size_t file_bytes_ = 0;
    std::unique_ptr<std::vector<FilePiece>> files_;  ///< in order; none for nearly all connections
};

}  // namespace fasterapi::server
