// Where the pages and the program's embedded files stand, and how a file is served: an address with the content's own tag
// may be kept for a year.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "adapters/http/exchange.hpp"
#include "server/ui/assets.hpp"

namespace uag::ui {

/// What stands behind a segment, "/docs", that is the last of the path or the one before: nothing, "/" or "/name".
/// Nothing for any other path.
std::optional<std::string_view> behind_segment(std::string_view path, std::string_view segment);

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
