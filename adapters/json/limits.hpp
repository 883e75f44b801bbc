// What a JSON body may have at most; apart from the guard, so that settings need not know the JSON library.
#pragma once

#include <cstddef>

namespace uag {

/// Exceeding one of these is errc::malformed (400).
struct JsonLimits {
    std::size_t depth = 32;      ///< arrays and objects inside one another; codecs recurse no deeper
    std::size_t keys = 256;      ///< members an object
    std::size_t nodes = 20'000;  ///< values in the body, containers included
};

}  // namespace uag
