// Values for every type of the contract, made by walking its tables with a seeded generator; their comparison.
#pragma once

#include <random>

#include "core/contract/type_info.hpp"

namespace uag::test {

/// Fills an object of kind `object`: every presence, awkward texts, all enumeration members that `version`
/// has. At `depth` 0 no further carrier or item is made.
void fill_sample(const TypeInfo& type, void* object, std::mt19937_64& random, int depth,
                 Version version = newest_version);

/// Compares two objects member by member, as the wire of that version can tell them apart: absent and nil are
/// the same, members that SOAP lacks in `version` count only `with_rest`.
bool equal_values(const TypeInfo& type, const void* a, const void* b, Version version, bool with_rest = false);

}  // namespace uag::test
