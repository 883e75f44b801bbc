// Secrets that stand in requests and answers of a run, learned before anything of them is kept or shown.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "adapters/compare/pseudonyms.hpp"
#include "core/contract/type_info.hpp"

namespace uag::compare {

/// Each text below the object that the contract marks as secret. Keys of dictionaries are words, no secrets.
void for_each_secret(const TypeInfo& type, const void* object, const std::function<void(const std::string&)>& visit);

/// Learns each text below the object that the contract marks as secret, but for those that have `name` in them: how a
/// run calls its objects is no secret, wherever it stands.
void learn_secrets(const TypeInfo& type, const void* object, std::string_view name, Pseudonyms& pseudonyms);

}  // namespace uag::compare
