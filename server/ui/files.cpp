#include "server/ui/files.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace uag::ui {
namespace {

// FNV-1a: it only has to differ when the content does.
std::string content_tag(std::string_view data) {
    std::uint64_t hash = 0xcbf29ce484222325;
    for (const char c : data) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    std::string tag(16, '0');
    for (auto digit = tag.rbegin(); digit != tag.rend(); ++digit, hash >>= 4U) *digit = "0123456789abcdef"[hash & 15U];
    return tag;
}

const std::vector<ServedFile>& files() {
    static const std::vector<ServedFile> all = [] {
        std::vector<ServedFile> list;
        for (const Asset& asset : assets()) list.push_back({asset, content_tag(asset.data)});
        return list;
    }();
    return all;
}

}  // namespace

const ServedFile* find_file(std::string_view name) {
    const auto at =
        std::find_if(files().begin(), files().end(), [&](const ServedFile& file) { return file.asset.name == name; });
    return at == files().end() ? nullptr : &*at;
}

void append_file_address(std::string& out, std::string_view base, std::string_view name) {
    (out += base) += name;
    if (const ServedFile* const file = find_file(name)) (out += "?v=") += file->tag;
}

void write_file(const HttpRequest& request, const ServedFile& file, HttpReply& reply, std::string_view otherwise) {
    const std::string quoted = '"' + file.tag + '"';
    reply.may_compress = true;
    reply.headers.emplace_back("ETag", quoted);
    const bool is_versioned = request.query == "v=" + file.tag;
    reply.headers.emplace_back("Cache-Control",
                               is_versioned ? std::string_view("public, max-age=31536000, immutable") : otherwise);
    if (request.header("If-None-Match").find(quoted) != std::string_view::npos) {
        reply.status = 304;
        reply.content_type = {};
        return;
    }
    reply.status = 200;
    reply.content_type = file.asset.content_type;
    reply.file = file.asset.data;
}

}  // namespace uag::ui
