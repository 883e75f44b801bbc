// What a source's counter is called in the store, for whoever clears it there.
#pragma once

#include <string>
#include <string_view>

namespace uag {

/// The FailureRecord's key of a source (see throttle_source). clear_failures (stored_failures.hpp) takes it in the place of an account.
std::string source_key(std::string_view source);

}  // namespace uag
