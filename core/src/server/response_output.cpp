#include "server/response_output.h"

#include <algorithm>
#include <cerrno>

#include <unistd.h>

namespace fasterapi::server {

namespace {

using Sent = ResponseOutput::Sent;

// Of one file in one turn, so that a fast reader of a big file does not hold up the other connections.
constexpr std::size_t file_bytes_per_turn = 1024 * 1024;

Sent send_failed() noexcept {
    return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR ? Sent::blocked : Sent::failed;
}

// `bytes` of the front of `buffer`. A short send means that the socket's buffer is full.
Sent send_front(net::Transport& connection, ByteBuffer& buffer, std::size_t bytes,
                bool more_follows) noexcept {
    const ssize_t sent = connection.send(buffer.view().substr(0, bytes), more_follows);
    if (sent < 0) {
        return send_failed();
    }
    buffer.consume(static_cast<std::size_t>(sent));
    return static_cast<std::size_t>(sent) == bytes ? Sent::all : Sent::blocked;
}

}  // namespace

void ResponseOutput::append_file(net::Descriptor file, std::uint64_t offset, std::uint64_t length) {
    if (length == 0) {
        return;
    }
    if (!files_) {
        files_ = std::make_unique<std::vector<FilePiece>>();
    }
    std::size_t ahead = bytes_.size();
    for (const FilePiece& piece : *files_) {
        ahead -= piece.bytes_ahead;
    }
    files_->push_back({.file = std::move(file), .offset = offset, .length = length, .bytes_ahead = ahead});
    file_bytes_ += length;
}

void ResponseOutput::append_all(ResponseOutput& other) {
    // Memory already held is better kept than swapped for a few bytes.
    if (empty() && (other.files_ || other.bytes_.size() > bytes_.capacity())) {
        std::swap(bytes_, other.bytes_);
        std::swap(file_bytes_, other.file_bytes_);
        std::swap(files_, other.files_);
        return;
    }
    if (other.files_) {
        for (FilePiece& piece : *other.files_) {
            bytes_.append(other.bytes_.view().substr(0, piece.bytes_ahead));
            other.bytes_.consume(piece.bytes_ahead);
            append_file(std::move(piece.file), piece.offset, piece.length);
        }
        other.files_.reset();
        other.file_bytes_ = 0;
    }
    bytes_.append(other.bytes_.view());
    other.bytes_.clear();
}

Sent ResponseOutput::send_to(net::Transport& connection) noexcept {
    if (files_) {
        return send_files_to(connection);
    }
    return bytes_.empty() ? Sent::all : send_front(connection, bytes_, bytes_.size(), false);
}

Sent ResponseOutput::send_to(net::Transport& connection, std::string_view& more) noexcept {
    if (files_) {
        return send_files_to(connection);
    }
    const std::string_view before = bytes_.view();
    const ssize_t sent = connection.send_both(before, more);
    if (sent < 0) {
        return send_failed();
    }
    const std::size_t of_before = std::min(static_cast<std::size_t>(sent), before.size());
    bytes_.consume(of_before);
    more.remove_prefix(static_cast<std::size_t>(sent) - of_before);
    return more.empty() ? Sent::all : Sent::blocked;
}

bool ResponseOutput::move_to(std::string& into, std::size_t most) {
    while (most > 0 && !empty()) {
        FilePiece* piece = files_ && !files_->empty() ? &files_->front() : nullptr;
        if (piece == nullptr || piece->bytes_ahead > 0) {
            const std::size_t bytes = std::min(most, piece == nullptr ? bytes_.size() : piece->bytes_ahead);
            into += bytes_.view().substr(0, bytes);
            bytes_.consume(bytes);
            most -= bytes;
            if (piece != nullptr) {
                piece->bytes_ahead -= bytes;
            }
            continue;
        }
        const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(most, piece->length));
        const std::size_t before = into.size();
        into.resize(before + wanted);
        const ssize_t got =
            pread(piece->file.get(), into.data() + before, wanted, static_cast<off_t>(piece->offset));
        const auto bytes = static_cast<std::size_t>(std::max<ssize_t>(got, 0));
        into.resize(before + bytes);
        if (bytes == 0) {
            return false;
        }
        piece->offset += bytes;
        piece->length -= bytes;
        file_bytes_ -= bytes;
        most -= bytes;
        if (piece->length == 0) {
            files_->erase(files_->begin());
        }
    }
    return true;
}

Sent ResponseOutput::send_files_to(net::Transport& connection) noexcept {
    std::size_t allowance = file_bytes_per_turn;
    while (!files_->empty()) {
        FilePiece& piece = files_->front();
        if (piece.bytes_ahead > 0) {
            const std::size_t before = bytes_.size();
            const Sent sent = send_front(connection, bytes_, piece.bytes_ahead, true);
            piece.bytes_ahead -= before - bytes_.size();
            if (sent != Sent::all) {
                return sent;
            }
        }
        while (piece.length > 0) {
            if (allowance == 0) {
                return Sent::some;
            }
            const auto bytes = static_cast<std::size_t>(std::min<std::uint64_t>(piece.length, allowance));
            const ssize_t sent = connection.send_file(piece.file.get(), piece.offset, bytes);
            if (sent < 0) {
                return send_failed();
            }
            if (sent == 0) {
                return Sent::failed;  // the file has become shorter: what was promised cannot be sent
            }
            piece.offset += static_cast<std::uint64_t>(sent);
            piece.length -= static_cast<std::uint64_t>(sent);
            file_bytes_ -= static_cast<std::size_t>(sent);
            allowance -= static_cast<std::size_t>(sent);
        }
        files_->erase(files_->begin());
    }
    files_.reset();
    return send_to(connection);
}

}  // namespace fasterapi::server
