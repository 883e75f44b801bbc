#include "security/allocations.hpp"

#include <malloc.h>

#include <atomic>
#include <cstdlib>
#include <cstring>
#include <new>

namespace uag::test {
namespace {

thread_local std::size_t allocated = 0;
std::atomic<const std::string_view*> watched{nullptr};
std::atomic<std::size_t> found_freed{0};
std::string_view wanted;

void* take(std::size_t size) {
    allocated += size;
    void* const memory = std::malloc(size == 0 ? 1 : size);
    if (memory == nullptr) throw std::bad_alloc();
    // What stood there before is not what this block's owner leaves.
    if (watched.load(std::memory_order_relaxed) != nullptr) std::memset(memory, 0, malloc_usable_size(memory));
    return memory;
}

void give_back(void* memory) noexcept {
    if (memory == nullptr) return;
    const std::string_view* const needle = watched.load();
    if (needle != nullptr) {
        const std::string_view block(static_cast<const char*>(memory), malloc_usable_size(memory));
        if (block.find(*needle) != std::string_view::npos) ++found_freed;
    }
    std::free(memory);
}

}  // namespace

std::size_t allocated_here() { return allocated; }

WatchFreed::WatchFreed(std::string_view needle) {
    wanted = needle;
    found_freed = 0;
    watched = &wanted;
}

WatchFreed::~WatchFreed() { watched = nullptr; }

std::size_t WatchFreed::found() const { return found_freed; }

}  // namespace uag::test

void* operator new(std::size_t size) { return uag::test::take(size); }
void* operator new[](std::size_t size) { return uag::test::take(size); }
void operator delete(void* memory) noexcept { uag::test::give_back(memory); }
void operator delete[](void* memory) noexcept { uag::test::give_back(memory); }
void operator delete(void* memory, std::size_t) noexcept { uag::test::give_back(memory); }
void operator delete[](void* memory, std::size_t) noexcept { uag::test::give_back(memory); }
