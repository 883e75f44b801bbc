// The program's embedded files, and how one is served: an address with the content's own tag may be kept for a year.
#pragma once

#include <string>
#include <string_view>

#include "adapters/http/message.hpp"
#include "server/ui/assets.hpp"

namespace uag::ui {

/// An embedded file with what its answer says of it.
struct ServedFile {
    Asset asset;
    std::string tag;  ///< 16 hexadecimal digits of its content
};

/// Null if there is none of this name.
const ServedFile* find_file(std::string_view name);

/// Appends the file's address; `base` leads from the page's own to the folder of its files.
void append_file_address(std::string& out, std::string_view base, std::string_view name);

/// The answer to a GET: the file, or 304 where If-None-Match has its tag. `otherwise` is the Cache-Control of an address
/// without the content's tag: a later version may have it too.
void write_file(const HttpRequest& request, const ServedFile& file, HttpReply& reply,
                std::string_view otherwise = "no-cache");

}  // namespace uag::ui
