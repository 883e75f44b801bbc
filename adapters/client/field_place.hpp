// Finds a member's field where members come in the table's order, as a rule.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "core/contract/type_info.hpp"

namespace uag::client {

/// The place of the field with that name; fields.size() if there is none. Looked for from `next` on, then before it.
/// `name_of(field)` is its name on the wire.
template <class NameOf> std::size_t place_of(const std::vector<const FieldInfo*>& fields, std::string_view name,
                                             std::size_t next, NameOf name_of) {
    for (std::size_t at = next; at < fields.size(); ++at)
        if (name_of(*fields[at]) == name) return at;
    for (std::size_t at = 0; at < next && at < fields.size(); ++at)
        if (name_of(*fields[at]) == name) return at;
    return fields.size();
}

}  // namespace uag::client
