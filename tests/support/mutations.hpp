// Single changes of a value of the contract, one after another: what a comparison has to find, and where.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "core/contract/type_info.hpp"

namespace uag::test {

struct Mutation {
    std::string path;
    std::string_view what;  ///< "null", "text", "number", "word", "date", "zone", "drop", "add", "swap", ...
    bool is_secret = false;
    Varies varies = Varies::never;
    std::string secret{};  ///< of a secret text: what stood there
};

/// Changes an answer in the `index`th way there is, counted from 0 in the contract's order; nothing once there are no more.
/// `root` begins the path.
std::optional<Mutation> mutate(const TypeInfo& message, void* object, std::string_view root, std::size_t index);

}  // namespace uag::test
