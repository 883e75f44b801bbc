// What this program allocates and frees: its own operators new and delete, for all that it runs.
#pragma once

#include <cstddef>
#include <string_view>

namespace uag::test {

/// Bytes that the calling thread has allocated so far, freed or not.
std::size_t allocated_here();

/// While it lives, memory is handed out zeroed, and every block that any thread frees is searched for `needle`, which
/// outlives it. One at a time.
class WatchFreed {
public:
    explicit WatchFreed(std::string_view needle);
    ~WatchFreed();
    WatchFreed(const WatchFreed&) = delete;
    WatchFreed& operator=(const WatchFreed&) = delete;

    /// Blocks that were freed with the needle in them.
    std::size_t found() const;
};

}  // namespace uag::test
