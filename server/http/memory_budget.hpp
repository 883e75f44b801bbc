// The memory that the bodies under way, what is parsed of them and the answers not taken yet of all connections may take
// together. Each connection has a little of its own beside it, so that usual requests neither count nor fail when the rest is
// gone.
#pragma once

#include <algorithm>
#include <atomic>
#include <bit>
#include <cstddef>
#include <string>
#include <string_view>

#include "core/base/secret.hpp"

namespace uag::http {

/// Safe from any thread.
class MemoryBudget {
public:
    explicit MemoryBudget(std::size_t bytes) : left_(bytes) {}

    /// False, and nothing is taken: there is not that much left.
    bool take(std::size_t bytes) {
        std::size_t left = left_.load(std::memory_order_relaxed);
        while (bytes <= left)
            if (left_.compare_exchange_weak(left, left - bytes, std::memory_order_relaxed)) return true;
        return false;
    }
    void give_back(std::size_t bytes) { left_.fetch_add(bytes, std::memory_order_relaxed); }
    std::size_t left() const { return left_.load(std::memory_order_relaxed); }

private:
    std::atomic<std::size_t> left_;
};

/// What one body, its tree or one answer has taken. Given back once: with release(), or at the end.
class HeldMemory {
public:
    /// So many bytes of a body or an answer need nothing of the budget.
    static constexpr std::size_t own = 16384;

    /// The budget outlives this. `free_bytes` need nothing of it.
    explicit HeldMemory(MemoryBudget& budget, std::size_t free_bytes = own) : budget_(budget), free_(free_bytes) {}
    ~HeldMemory() { release(); }
    HeldMemory(const HeldMemory&) = delete;
    HeldMemory& operator=(const HeldMemory&) = delete;

    /// Takes what is missing for `bytes` in all. False, and nothing more is taken: there is not that much left.
    bool reach(std::size_t bytes) {
        if (bytes <= free_ || bytes <= held_) return true;
        if (!budget_.take(bytes - held_)) return false;
        held_ = bytes;
        return true;
    }
    void release() {
        if (held_ == 0) return;
        budget_.give_back(held_);
        held_ = 0;
    }

private:
    MemoryBudget& budget_;
    const std::size_t free_;
    std::size_t held_ = 0;
};

/// Appends to a text that will have `most` bytes at most. It grows with what comes, by powers of two, so that nobody holds
/// memory with an announcement, and what it grew out of is wiped. False, and nothing is appended: there is no memory left.
inline bool append_wiped(std::string& text, std::string_view more, std::size_t most, HeldMemory& memory) {
    const std::size_t size = text.size() + more.size();
    if (size > text.capacity()) {
        const std::size_t capacity = std::max(size, std::min(std::bit_ceil(size), most));
        if (!memory.reach(capacity)) return false;
        std::string larger;
        larger.reserve(capacity);
        larger.append(text);
        wipe(text.data(), text.size());
        text.swap(larger);
    }
    text.append(more);
    return true;
}

/// Wiped as far as it was used; what is more than HeldMemory::own is given back to the system.
inline void empty_wiped(std::string& text) {
    wipe(text.data(), text.size());
    text.clear();
    if (text.capacity() > HeldMemory::own) std::string().swap(text);
}

}  // namespace uag::http
