// Absolute addresses in settings, of pages and of redirects. Request targets are the server's (server/http). Not
// Boost.URL: that of Debian 12 (1.81) reads "http://127.0.0.1.evil.example" as the host 127.0.0.1.
#pragma once

#include <optional>
#include <string_view>

namespace uag {

/// An absolute URI with an authority (RFC 3986 3.2); views into the text that was read.
struct Uri {
    std::string_view scheme;
    std::string_view authority;  ///< user, host and port, as written
    std::string_view host;       ///< as written; of IPv6 with its brackets
    std::string_view port;       ///< digits; empty: none
    std::string_view path;       ///< "/" and what follows, or empty
    bool has_port = false;       ///< also where nothing stands behind the colon
    bool has_user = false;
    bool has_query = false;
    bool has_fragment = false;

    bool is(std::string_view wanted_scheme) const;  ///< in any ASCII case
    /// localhost, 127.0.0.0/8 or ::1: nobody else can listen there.
    bool is_on_this_machine() const;
};

/// Brackets around an IPv6 address are taken off.
bool is_loopback_host(std::string_view host);

/// Nothing for a text that is not well-formed, is relative, or has no host or a port beyond 65535.
std::optional<Uri> parse_uri(std::string_view text);

}  // namespace uag
