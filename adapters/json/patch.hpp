// Changes of a carrier told as a difference: JSON Patch (RFC 6902) with its pointers (RFC 6901), and merge patch
// (RFC 7396). The document is the carrier as it is shown; the contract says what its members are, in any ASCII
// case, and which of them are secrets.
#pragma once

#include "adapters/json/rapidjson.hpp"
#include "core/base/error.hpp"
#include "core/contract/type_info.hpp"

namespace uag::json {

/// Most operations of a JSON Patch, and the values that its tests, copies and moves look at together, 64 bytes of
/// text counted as one; beyond: errc::bad_parameter.
inline constexpr std::size_t max_patch_operations = 256;
inline constexpr std::size_t max_patch_work = 20'000;

/// Applies the operations one after the other; what an error leaves behind is of no use. `document` is an object of
/// that type with all its members. A pointer may leave out its first slash, as the vendor's do. A removed member of a
/// carrier becomes null, or empty where it is a list. Texts of `patch` are referred to, not copied: it lives longer.
/// errc::bad_parameter: the patch is broken, names what the contract does not know, or would read a secret (no test,
/// copy or move of one, or of what holds one). errc::conflict: nothing is there, or a test fails.
Result<void> apply_json_patch(const TypeInfo& type, const Value& patch, Value& document, Pool& pool);

/// Merges; members that the contract does not know are ignored. errc::bad_parameter if `patch` is no object.
Result<void> apply_merge_patch(const TypeInfo& type, const Value& patch, Value& document, Pool& pool);

}  // namespace uag::json
