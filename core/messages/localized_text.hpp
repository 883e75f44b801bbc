// Texts that hold several languages: multi-language strings `US:"Supplier";NO:"Leverandør"` and resource
// strings `[SR_...]`, as they stand in data that comes from the vendor's product.
#pragma once

#include <string>

#include "core/base/language.hpp"

namespace uag {

/// Puts a text into one language and says whether it changed. Each block of `LL:"..."` entries, between
/// semicolons, becomes its entry in the language, else in the one it derives from, in US, or its first one;
/// what stands around blocks is kept. A text with an entry that is not closed stays as it is. Known resource
/// strings become their text, others stay. Nothing changes for Language::none. Linear; a text with neither
/// `:"` nor `[SR_` costs one scan.
bool localize(std::string& text, Language language);

}  // namespace uag
