// Bytes that have come and are not read yet, in one piece. There may be tickets and passwords among them: what is taken
// off the front, moved or given back is wiped.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>

#include "core/base/secret.hpp"

namespace uag::http {

class ReadBuffer {
public:
    /// Room that bytes come into at a time; more while some wait for what comes behind them.
    static constexpr std::size_t first_size = 8192;

    ~ReadBuffer() { wipe(bytes_.get(), capacity_); }
    ReadBuffer() = default;
    ReadBuffer(const ReadBuffer&) = delete;
    ReadBuffer& operator=(const ReadBuffer&) = delete;

    /// Until the next call of anything else.
    std::string_view text() const { return {bytes_.get() + begin_, size()}; }
    std::size_t size() const { return end_ - begin_; }
    bool empty() const { return size() == 0; }

    /// Where the next bytes go: half of first_size or more. Zeros, but for what was written there and not committed.
    std::span<char> room() {
        if (capacity_ - end_ < first_size / 2) make_room();
        return {bytes_.get() + end_, capacity_ - end_};
    }
    /// So many have come into room().
    void commit(std::size_t size) { end_ += size; }

    /// Takes so many off the front.
    void consume(std::size_t size) {
        wipe(bytes_.get() + begin_, size);
        begin_ += size;
        if (begin_ == end_) begin_ = end_ = 0;
    }

private:
    void make_room() {
        const std::size_t kept = size();
        const bool fits = capacity_ - kept >= first_size / 2;
        if (fits) {
            std::memmove(bytes_.get(), bytes_.get() + begin_, kept);
            wipe(bytes_.get() + kept, end_ - kept);
        } else {
            const std::size_t capacity = std::max(first_size, 2 * capacity_);
            auto larger = std::make_unique<char[]>(capacity);
            if (kept != 0) std::memcpy(larger.get(), bytes_.get() + begin_, kept);
            wipe(bytes_.get(), capacity_);
            bytes_ = std::move(larger);
            capacity_ = capacity;
        }
        begin_ = 0;
        end_ = kept;
    }

    std::unique_ptr<char[]> bytes_;
    std::size_t capacity_ = 0;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
};

}  // namespace uag::http
