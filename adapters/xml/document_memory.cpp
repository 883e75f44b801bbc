#include "adapters/xml/document_memory.hpp"

#include <array>
#include <cstddef>
#include <cstdlib>
#include <pugixml.hpp>

namespace uag::xml {
namespace {

// Stands before each block, as large as the strictest alignment.
struct alignas(std::max_align_t) Header {
    std::size_t size;
};

// Blocks of up to this size are kept; pugixml's pages are a little over 32 KiB.
constexpr std::size_t kept_size = 40'000;

struct Kept {
    std::array<Header*, 2> blocks{};
    ~Kept() {
        for (Header* const block : blocks) std::free(block);
    }
};

Kept& kept() {
    thread_local Kept of_thread;
    return of_thread;
}

void* allocate(std::size_t size) {
    for (Header*& block : kept().blocks) {
        if (block == nullptr || block->size < size) continue;
        Header* const taken = block;
        block = nullptr;
        return taken + 1;
    }
    auto* const fresh = static_cast<Header*>(std::malloc(sizeof(Header) + size));
    if (fresh == nullptr) return nullptr;
    fresh->size = size;
    return fresh + 1;
}

void release(void* memory) {
    if (memory == nullptr) return;
    Header* const block = static_cast<Header*>(memory) - 1;
    for (Header*& place : kept().blocks) {
        if (place != nullptr || block->size > kept_size) continue;
        place = block;
        return;
    }
    std::free(block);
}

}  // namespace

void use_document_memory() {
    static const bool done = [] {
        pugi::set_memory_management_functions(allocate, release);
        return true;
    }();
    static_cast<void>(done);
}

}  // namespace uag::xml
