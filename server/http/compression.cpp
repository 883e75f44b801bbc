#include "server/http/compression.hpp"

#include <zlib.h>

#include <string>
#include <string_view>

#include "adapters/http/media_type.hpp"

namespace uag::http {
namespace {

// The cheapest level: answers are repetitive, and the thread serves others too.
constexpr int level = 1;
constexpr int gzip_window = 15 + 16;  // zlib's way to ask for gzip's frame
constexpr int memory_level = 8;

// Kept for the life of its thread: making one takes longer than compressing an answer.
class Deflater {
public:
    Deflater() {
        made_ = deflateInit2(&stream_, level, Z_DEFLATED, gzip_window, memory_level, Z_DEFAULT_STRATEGY) == Z_OK;
    }
    ~Deflater() {
        if (made_) deflateEnd(&stream_);
    }
    Deflater(const Deflater&) = delete;
    Deflater& operator=(const Deflater&) = delete;

    /// In one step; false if it did not work. `packed` must not be `plain`.
    bool pack(std::string_view plain, std::string& packed) {
        if (!made_ || deflateReset(&stream_) != Z_OK) return false;
        packed.resize(deflateBound(&stream_, static_cast<uLong>(plain.size())));
        // zlib reads through a pointer to non-const, and changes nothing.
        stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data()));
        stream_.avail_in = static_cast<uInt>(plain.size());
        stream_.next_out = reinterpret_cast<Bytef*>(packed.data());
        stream_.avail_out = static_cast<uInt>(packed.size());
        if (deflate(&stream_, Z_FINISH) != Z_STREAM_END) return false;
        packed.resize(packed.size() - stream_.avail_out);
        return true;
    }

private:
    z_stream stream_{};
    bool made_ = false;
};

}  // namespace

// The header is looked for last: most answers are small, or may hold a secret.
void compress(const HttpRequest& request, HttpReply& reply) {
    if (!reply.may_compress) return;
    const std::string_view plain = reply.content();
    if (plain.size() < min_compressed || plain.size() > max_compressed) return;
    if (!accepts_gzip(request.header("Accept-Encoding"))) return;
    thread_local Deflater deflater;
    std::string packed;
    if (!deflater.pack(plain, packed)) return;
    reply.body.assign(packed);
    reply.file = {};
    for (auto& [name, value] : reply.headers)
        if (name == "ETag" && value.starts_with('"')) value.insert(0, "W/");
    reply.headers.emplace_back("Content-Encoding", "gzip");
}

}  // namespace uag::http
