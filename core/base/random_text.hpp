// Texts that nobody can guess: 256 random bits in base64. Tickets, tokens, visits and mailed links are made
// of them.
#pragma once

#include <string_view>

#include "core/base/random.hpp"
#include "core/base/secret.hpp"

namespace uag {

/// 44 characters. What Random throws.
Secret make_random_text(Random& random);

/// Whether the text has the form of what make_random_text gives; another is not worth a look-up.
bool is_random_text(std::string_view text);

}  // namespace uag
