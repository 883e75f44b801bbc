// Origins that may call: an entry that is taken lets in its own origin's ports at most, never another host.
#include <string>

#include "adapters/http/cors.hpp"
#include "core/base/text.hpp"
#include "core/base/uri.hpp"
#include "fuzz/target.hpp"

FUZZ_TARGET(cors) {
    const std::string entry(bytes);
    static_cast<void>(uag::http::check_cors_header(entry));
    const uag::http::Cors named({"https://app.example", "http://localhost*"});
    if (named.admits(bytes)) {
        const auto origin = uag::parse_uri(bytes);
        FUZZ_HOLDS(origin.has_value());
        // Scheme and host are the same in any case (RFC 6454 4).
        FUZZ_HOLDS(uag::ascii_iequals(origin->authority, "app.example") ||
                   uag::ascii_iequals(origin->host, "localhost"));
    }
    if (!uag::http::check_cors_origin(entry).empty()) return;
    const uag::http::Cors own({entry});
    FUZZ_HOLDS(own.is_on());
    if (entry == "*") return;
    const auto origin = uag::parse_uri(std::string_view(entry).substr(0, entry.find_last_not_of(":*") + 1));
    FUZZ_HOLDS(origin.has_value());
    FUZZ_HOLDS(!own.admits("https://evil.example") || uag::ascii_iequals(origin->host, "evil.example"));
    FUZZ_HOLDS(!own.admits(entry + ".evil.net"));
}
