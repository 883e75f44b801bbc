// One text in the normal forms of Unicode (Unicode Standard Annex 15): what others may have made of a text that we know.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace uag {

/// Of a longer text, in bytes, there are none: ICU takes the square of a run of combining marks.
inline constexpr std::size_t longest_normalized = 4096;

/// NFC, NFD, NFKC and NFKD of the text, each that is another one than the text and those before it. None of what is no
/// well-formed UTF-8. They are as secret as the text.
std::vector<std::string> normal_forms(std::string_view text);

}  // namespace uag
