// The catalogue as the build makes it of *.po.
#pragma once

#include <span>
#include <string_view>

namespace uag {

/// The texts of a language (`nb`), one for each of message_ids, in their order; empty if there is no such file.
std::span<const std::string_view> message_texts(std::string_view tag);

}  // namespace uag
