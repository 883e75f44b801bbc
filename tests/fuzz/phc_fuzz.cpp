// Stored hashes: whatever is read is written as the same text.
#include "core/security/phc.hpp"
#include "fuzz/target.hpp"

FUZZ_TARGET(phc) {
    const auto hash = uag::read_phc(bytes);
    if (hash) FUZZ_HOLDS(uag::write_phc(*hash) == bytes);
}
