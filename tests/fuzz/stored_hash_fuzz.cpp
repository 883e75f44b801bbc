// Hashes of other programs: whatever is read is within its limits, and its cost comes back from the text that is stored.
#include "core/security/stored_hash.hpp"
#include "fuzz/target.hpp"

FUZZ_TARGET(stored_hash) {
    static_cast<void>(uag::read_scheme_cost(bytes));
    const auto hash = uag::read_foreign_hash(bytes);
    FUZZ_HOLDS(hash.has_value() || !hash.error().public_text.english().empty());
    if (!hash.has_value()) return;
    FUZZ_HOLDS(!hash->salt.empty() && hash->tag.size() >= 16 && hash->cost.units >= 1);
    FUZZ_HOLDS((std::uint64_t{hash->cost.block} << hash->cost.log2_n) <= (std::uint64_t{1} << 21));
    const auto cost = uag::read_scheme_cost(uag::scheme_cost_text(*hash));
    FUZZ_HOLDS(cost && cost->scheme == hash->scheme && cost->cost.units >= hash->cost.units);
    std::uint64_t units = hash->cost.units;
    for (const auto& piece : uag::makeup_for(hash->scheme, hash->cost, cost->cost)) units += piece.units;
    FUZZ_HOLDS(units <= cost->cost.units);
    if (hash->cost.units <= 64) static_cast<void>(uag::matches(*hash, "quiet-lantern-41"));
}
