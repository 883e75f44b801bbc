// Words of the most used passwords that zxcvbn's dictionaries, which are English, do not know.
#pragma once

#include <span>
#include <string_view>

namespace uag {

/// Lower case, UTF-8, each once.
std::span<const std::string_view> common_words();

}  // namespace uag
