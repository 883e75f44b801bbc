#include "server/http/inflate.hpp"

#include <zlib.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <string_view>

#include "core/base/secret.hpp"

namespace uag::http {
namespace {

constexpr int frame_of_gzip = 15 + 16;  // zlib's ways to ask for a frame
constexpr int frame_of_zlib = 15;
constexpr int no_frame = -15;
constexpr std::size_t first_size = 4096;

// zlib keeps what it has read last to refer to: blocks of its memory are wiped when they go.
struct Block {
    std::size_t size;
    std::max_align_t bytes[1];
};

void* take_block(void*, uInt count, uInt size) {
    const std::size_t bytes = std::size_t{count} * size;
    auto* const block = static_cast<Block*>(std::calloc(1, offsetof(Block, bytes) + bytes));
    if (block == nullptr) return nullptr;
    block->size = bytes;
    return block->bytes;
}

void drop_block(void*, void* bytes) {
    void* const start = static_cast<char*>(bytes) - offsetof(Block, bytes);
    wipe(bytes, static_cast<Block*>(start)->size);
    std::free(start);
}

// RFC 1950, 2.2: what else begins like this is deflate without a frame.
bool has_zlib_frame(std::string_view bytes) {
    if (bytes.size() < 2) return false;
    const auto first = static_cast<unsigned char>(bytes[0]);
    const auto second = static_cast<unsigned char>(bytes[1]);
    return (first & 0x0FU) == Z_DEFLATED && (first * 256U + second) % 31 == 0;
}

class Inflater {
public:
    Inflater(std::string_view packed, Coding coding) {
        stream_.zalloc = take_block;
        stream_.zfree = drop_block;
        // zlib reads through a pointer to non-const, and changes nothing.
        stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
        stream_.avail_in = static_cast<uInt>(packed.size());
        const int framed = has_zlib_frame(packed) ? frame_of_zlib : no_frame;
        made_ = inflateInit2(&stream_, coding == Coding::gzip ? frame_of_gzip : framed) == Z_OK;
    }
    ~Inflater() {
        if (made_) inflateEnd(&stream_);
    }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;

    bool made() const { return made_; }
    // Fills `out` from `used` on; how far it came.
    std::size_t fill(std::string& out, std::size_t used) {
        stream_.next_out = reinterpret_cast<Bytef*>(out.data() + used);
        stream_.avail_out = static_cast<uInt>(out.size() - used);
        state_ = inflate(&stream_, Z_NO_FLUSH);
        return out.size() - stream_.avail_out;
    }
    bool ended() const { return state_ == Z_STREAM_END; }
    bool failed() const { return state_ != Z_OK && state_ != Z_STREAM_END; }
    bool has_rest() const { return stream_.avail_in != 0; }

private:
    z_stream stream_{};
    bool made_ = false;
    int state_ = Z_OK;
};

// In one step, and without a copy of it left behind.
void grow(std::string& text, std::size_t size) {
    std::string larger;
    larger.reserve(size);
    larger.append(text);
    larger.resize(size);
    wipe(text);
    text.swap(larger);
}

}  // namespace

Inflated inflate_body(std::string& body, Coding coding, std::size_t limit, HeldMemory& memory) {
    limit = std::min(limit, max_inflation * body.size());
    Inflater inflater(body, coding);
    if (!inflater.made()) return Inflated::no_memory;
    std::string out;
    std::size_t used = 0;
    Inflated result = Inflated::done;
    while (true) {
        if (used == out.size()) {
            // One byte more than there may be: whether it is needed tells.
            const std::size_t size = std::min(std::max(first_size, 2 * out.size()), limit + 1);
            if (!memory.reach(body.capacity() + out.capacity() + size)) {
                result = Inflated::no_memory;
                break;
            }
            grow(out, size);
        }
        const std::size_t before = used;
        used = inflater.fill(out, used);
        if (used > limit)
            result = Inflated::too_large;
        else if (inflater.failed() || (!inflater.ended() && used == before))
            result = Inflated::malformed;
        if (result != Inflated::done || inflater.ended()) break;
    }
    if (result == Inflated::done && inflater.has_rest()) result = Inflated::malformed;
    if (result != Inflated::done) {
        wipe(out);
        return result;
    }
    out.resize(used);
    wipe(body);
    body.swap(out);
    return Inflated::done;
}

}  // namespace uag::http
