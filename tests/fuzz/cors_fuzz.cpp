// Origins that may call: an entry that is taken lets in its own origin's ports at most, never another host.
#include <string>

#include "adapters/http/cors.hpp"
#include "adapters/http/own_origin.hpp"
#include "core/base/text.hpp"
#include "fuzz/target.hpp"

FUZZ_TARGET(cors) {
    const std::string entry(bytes);
    static_cast<void>(uag::http::check_cors_header(entry));
    const uag::http::Cors named({"https://app.example", "http://localhost*"});
    if (named.admits(bytes)) {
        const std::string_view host = uag::http::host_of(bytes);
        // Scheme and host are the same in any case (RFC 6454 4).
        FUZZ_HOLDS(uag::ascii_iequals(host, "app.example") ||
                   uag::ascii_iequals(host.substr(0, host.find(':')), "localhost"));
    }
    if (!uag::http::check_cors_origin(entry).empty()) return;
    const uag::http::Cors own({entry});
    FUZZ_HOLDS(own.is_on());
    if (entry == "*") return;
    std::string_view host = uag::http::host_of(entry);
    if (host.ends_with('*')) host.remove_suffix(1);
    FUZZ_HOLDS(!own.admits("https://evil.example") || uag::ascii_iequals(host, "evil.example"));
    FUZZ_HOLDS(!own.admits(entry + ".evil.net"));
}
