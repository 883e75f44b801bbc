#include "adapters/rest/authorization.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "adapters/http/charset.hpp"
#include "core/base/encoding.hpp"
#include "core/base/failures.hpp"
#include "core/base/text.hpp"
#include "core/security/ticket.hpp"

namespace uag::rest {
namespace {

// Wipes the text whichever way its scope is left.
struct WipeOnExit {
    std::string& text;
    explicit WipeOnExit(std::string& secret) : text(secret) {}
    WipeOnExit(const WipeOnExit&) = delete;
    WipeOnExit& operator=(const WipeOnExit&) = delete;
    ~WipeOnExit() { wipe(text); }
};

Error malformed() { return fail(errc::session, "The Authorization header cannot be read."); }

// In the words of a wrong password: what a caller has shown was not looked at.
Error switched_off() { return not_authenticated(); }

bool is_visible_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7F'; });
}

// RFC 7617 section 2: neither part may hold a control character.
bool has_ascii_control(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        const auto code = static_cast<unsigned char>(c);
        return code < 0x20 || code == 0x7F;
    });
}

// Base64 of UTF-8 or else windows-1252: which one a client takes is not told (RFC 7617, 2.1), and one reading only is
// tried, so that a wrong password costs one hash. Shells cut the padding off; base64 is as definite without.
bool decode_basic(std::string_view encoded, std::string& text) {
    std::string padded;
    const WipeOnExit padded_guard(padded);
    padded.reserve(encoded.size() + 3);
    padded = encoded;
    while (padded.size() % 4 != 0 && !encoded.ends_with('=')) padded += '=';
    std::optional<std::string> bytes = base64_decode(padded);
    if (!bytes) return false;
    const WipeOnExit bytes_guard(*bytes);
    if (is_utf8(*bytes)) {
        text.assign(*bytes);
        return true;
    }
    std::optional<std::string> decoded = from_windows1252(*bytes);
    if (!decoded) return false;
    const WipeOnExit decoded_guard(*decoded);
    text.assign(*decoded);
    return true;
}

Evidence as_evidence(Evidence::Kind kind, std::string_view secret) {
    Evidence evidence;
    evidence.kind = kind;
    evidence.secret = Secret(secret);
    return evidence;
}

Result<Evidence> token_evidence(Evidence::Kind kind, std::string_view token) {
    const std::string_view bare = trim(token);
    if (bare.empty() || !is_visible_ascii(bare)) return malformed();
    return as_evidence(kind, bare);
}

Result<Evidence> basic_evidence(std::string_view encoded) {
    if (looks_like_ticket(encoded)) return token_evidence(Evidence::Kind::ticket, encoded);
    std::string text;
    const WipeOnExit guard(text);
    if (!decode_basic(encoded, text)) return malformed();
    // A ticket has a colon of its own, so its end is the second one; line ends come from the file that it was kept in.
    const bool is_ticket = looks_like_ticket(text);
    const std::string_view shown = is_ticket ? trim(text) : std::string_view(text);
    if (!is_ticket && has_ascii_control(shown)) return malformed();
    const std::size_t first = shown.find(':');
    const std::size_t split = is_ticket ? shown.find(':', first + 1) : first;
    if (split == std::string_view::npos && !is_ticket) return malformed();
    const std::string_view user = shown.substr(0, split);
    if (is_ticket) return token_evidence(Evidence::Kind::ticket, user);
    if (user.empty()) return malformed();
    Evidence evidence = as_evidence(Evidence::Kind::basic, shown.substr(split + 1));
    evidence.user_name = user;
    return evidence;
}

Result<Evidence> read_header(std::string_view header, const Schemes& schemes) {
    if (header.empty()) return Evidence{};
    if (header.size() > max_authorization) return malformed();
    if (looks_like_ticket(header)) return token_evidence(Evidence::Kind::ticket, header);

    const std::size_t space = header.find(' ');
    const std::string_view scheme = header.substr(0, space);
    if (space == std::string_view::npos) return malformed();
    std::string_view rest = header.substr(space);
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    if (ascii_iequals(scheme, "Basic")) return schemes.basic ? basic_evidence(rest) : switched_off();
    if (ascii_iequals(scheme, "SoTicket")) return token_evidence(Evidence::Kind::ticket, rest);
    if (ascii_iequals(scheme, "Bearer")) return token_evidence(Evidence::Kind::bearer, rest);
    return fail(errc::session, "The Authorization scheme is not supported.");
}

}  // namespace

Result<Evidence> parse_authorization(std::string_view header, const Schemes& schemes) {
    Result<Evidence> evidence = read_header(header, schemes);
    if (!evidence.has_value()) return evidence;
    if (evidence->kind == Evidence::Kind::ticket && !schemes.so_ticket) return switched_off();
    if (evidence->kind == Evidence::Kind::bearer && !schemes.bearer) return switched_off();
    return evidence;
}

void add_challenges(const Schemes& schemes, HttpReply& reply) {
    constexpr std::string_view field = "WWW-Authenticate";
    if (schemes.basic) reply.headers.emplace_back(field, R"(Basic realm="NetServer", charset="UTF-8")");
    if (schemes.so_ticket) reply.headers.emplace_back(field, "SoTicket");
    if (schemes.bearer) reply.headers.emplace_back(field, "Bearer");
}

}  // namespace uag::rest
