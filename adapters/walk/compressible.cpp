#include "adapters/walk/compressible.hpp"

#include <algorithm>
#include <functional>
#include <vector>

namespace uag {
namespace {

// `seen` ends the walk where a carrier leads back to itself.
bool holds_secret(const TypeInfo& type, std::vector<const TypeInfo*>& seen) {
    if (type.item != nullptr) return holds_secret(type.item(), seen);
    if (std::find(seen.begin(), seen.end(), &type) != seen.end()) return false;
    seen.push_back(&type);
    return std::any_of(type.fields.begin(), type.fields.end(),
                       [&](const FieldInfo& field) { return field.is_secret || holds_secret(field.type(), seen); });
}

// Found out once: the walk through a carrier like User takes longer than an answer may.
std::vector<const Operation*> find_compressible() {
    std::vector<const Operation*> found;
    for (const auto rows : {operations(Service::user), operations(Service::so_principal), operations(Service::archive),
                            rest_operations()})
        for (const Operation& row : rows)
            if (!row.is_void() && !may_hold_secret(row.response())) found.push_back(&row);
    std::sort(found.begin(), found.end(), std::less<>{});
    return found;
}

}  // namespace

bool may_hold_secret(const TypeInfo& type) {
    std::vector<const TypeInfo*> seen;
    return holds_secret(type, seen);
}

bool is_compressible(const Operation& operation) {
    static const std::vector<const Operation*> all = find_compressible();
    return std::binary_search(all.begin(), all.end(), &operation, std::less<>{});
}

}  // namespace uag
