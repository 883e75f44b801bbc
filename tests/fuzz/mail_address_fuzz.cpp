// Addresses of mail: what is taken is ASCII without anything that could end a header line, and is taken again.
#include <algorithm>

#include "adapters/mail/address.hpp"
#include "core/base/text.hpp"
#include "fuzz/target.hpp"

FUZZ_TARGET(mail_address) {
    const auto checked = uag::mail::check_address(bytes);
    if (checked.has_value()) {
        FUZZ_HOLDS(std::ranges::all_of(*checked, [](char c) { return c > ' ' && c < 0x7F; }));
        FUZZ_HOLDS(std::ranges::count(*checked, '@') == 1);
        const auto again = uag::mail::check_address(*checked);
        FUZZ_HOLDS(again.has_value() && *again == *checked);
    }
    const auto named = uag::mail::parse_address(bytes);
    if (!named.has_value()) return;
    FUZZ_HOLDS(uag::mail::check_address(named->mail).has_value());
    FUZZ_HOLDS(uag::is_utf8(named->name));
    FUZZ_HOLDS(std::ranges::none_of(named->name, [](char c) { return c == '\r' || c == '\n' || c == '\0'; }));
}
