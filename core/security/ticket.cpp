#include "core/security/ticket.hpp"

#include <array>
#include <string>

namespace uag {
namespace {

constexpr std::string_view ticket_prefix = "7T:";
constexpr std::string_view token_prefix = "8A:";
constexpr std::string_view web_prefix = "WS:";
constexpr std::size_t secret_bytes = 32;
constexpr std::size_t encoded_length = 44;

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
    std::array<std::byte, secret_bytes> bits{};
    random.fill(bits);
    std::string text(prefix_of(kind));
    text.reserve(prefix_of(kind).size() + encoded_length);
    std::string encoded = base64_encode(as_text(bits));
    text += encoded;
    wipe(encoded);
    wipe(bits.data(), bits.size());
    return Secret(std::move(text));
}

std::optional<Digest> session_key(SessionKind kind, std::string_view text) {
    const std::string_view prefix = prefix_of(kind);
    if (!text.starts_with(prefix) || !is_base64_of(text.substr(prefix.size()), secret_bytes)) return std::nullopt;
    return sha256(text);
}

bool knows_token(std::span<const Digest> known, std::string_view token) {
    const Digest digest = sha256(token);
    bool found = false;
    for (const Digest& one : known) found |= equal_constant_time(as_text(one), as_text(digest));
    return found;
}

bool looks_like_ticket(std::string_view text) {
    return text.starts_with(ticket_prefix);
}
bool looks_like_access_token(std::string_view text) {
    return text.starts_with(token_prefix);
}

}  // namespace uag
