// All of a text into an open file, however little of it the system takes at once.
#pragma once

#include <string_view>

namespace uag {

/// False: errno says why, and a part of the text may be there.
bool write_whole(int file, std::string_view text);

}  // namespace uag
