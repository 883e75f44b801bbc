#include "core/security/ticket.hpp"

#include <array>
#include <string>

namespace uag {
namespace {

constexpr std::string_view ticket_prefix = "7T:";
constexpr std::string_view token_prefix = "8A:";
constexpr std::size_t secret_bytes = 32;
constexpr std::size_t encoded_length = 44;

std::string_view prefix_of(SessionKind kind) {
    return kind == SessionKind::ticket ? ticket_prefix : token_prefix;
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
    if (text.size() != prefix.size() + encoded_length || !text.starts_with(prefix)) return std::nullopt;
    std::optional<std::string> bits = base64_decode(text.substr(prefix.size()));
    if (!bits) return std::nullopt;
    const bool whole = bits->size() == secret_bytes;
    wipe(*bits);
    if (!whole) return std::nullopt;
    return sha256(text);
}

bool looks_like_ticket(std::string_view text) {
    return text.starts_with(ticket_prefix);
}
bool looks_like_access_token(std::string_view text) {
    return text.starts_with(token_prefix);
}

}  // namespace uag
