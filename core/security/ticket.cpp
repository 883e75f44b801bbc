#include "core/security/ticket.hpp"

#include <string>

#include "core/base/random_text.hpp"
#include "core/base/text.hpp"

namespace uag {
namespace {

constexpr std::string_view ticket_prefix = "7T:";
constexpr std::string_view token_prefix = "8A:";
constexpr std::string_view web_prefix = "WS:";
constexpr std::size_t longest_application_token = 1024;  // bytes; a header's is refused where it is read

std::string_view prefix_of(SessionKind kind) {
    switch (kind) {
        case SessionKind::ticket: return ticket_prefix;
        case SessionKind::web: return web_prefix;
        case SessionKind::access_token: break;
    }
    return token_prefix;
}

}  // namespace

Secret make_session_text(SessionKind kind, Random& random) {
    const Secret random_text = make_random_text(random);
    std::string text;
    // At once: no copy is left behind in memory that was given back.
    text.reserve(prefix_of(kind).size() + random_text.reveal().size());
    text += prefix_of(kind);
    text += random_text.reveal();
    return Secret(std::move(text));
}

std::optional<Digest> session_key(SessionKind kind, std::string_view text) {
    const std::string_view prefix = prefix_of(kind);
    if (!text.starts_with(prefix) || !is_random_text(text.substr(prefix.size()))) return std::nullopt;
    return sha256(text);
}

bool knows_token(std::span<const Digest> known, std::string_view token) {
    if (token.size() > longest_application_token) return false;
    const Digest digest = sha256(token);
    bool found = false;
    for (const Digest& one : known) found |= equal_constant_time(as_text(one), as_text(digest));
    return found;
}

bool looks_like_ticket(std::string_view text) { return trim(text).starts_with(ticket_prefix); }

}  // namespace uag
