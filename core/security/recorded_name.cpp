#include "core/security/recorded_name.hpp"

#include "core/base/text.hpp"
#include "core/security/names.hpp"

namespace uag {
namespace {

constexpr std::size_t fewest_characters = 20;
// From a letter to a digit, and back: 20 random characters of base64 have two to three of each, 44 have six; the names of
// machines ("web01-db02-app03") go back only behind a hyphen.
constexpr int fewest_turns = 2;

/// A run of characters that tokens are written in, as far as it has been read.
struct TokenRun {
    std::size_t characters = 0;
    int to_digit = 0;
    int to_letter = 0;
    char before = 0;  ///< 0: nothing that the next one could turn from

    void take(char c) noexcept {
        ++characters;
        // Standard base64 writes digits of its own so; a hyphen parts words.
        if (c == '+' || c == '/') return;
        if (is_ascii_letter(before) && is_ascii_digit(c)) ++to_digit;
        if (is_ascii_digit(before) && is_ascii_letter(c)) ++to_letter;
        before = c;
    }
    bool is_token() const noexcept {
        return characters >= fewest_characters && to_digit >= fewest_turns && to_letter >= fewest_turns;
    }
};

// A dot parts a JWT, whose parts are long enough, and the labels of a host, which are not.
bool is_token_character(char32_t c) noexcept {
    if (c > 0x7E) return false;
    const char ascii = static_cast<char>(c);
    return is_ascii_alphanumeric(ascii) || std::string_view("+/=-_~").find(ascii) != std::string_view::npos;
}

char32_t without_width(char32_t c) noexcept {
    constexpr char32_t first = 0xFF01;
    constexpr char32_t last = 0xFF5E;
    return c >= first && c <= last ? c - first + '!' : c;
}

int hex_value(char c) noexcept {
    if (is_ascii_digit(c)) return c - '0';
    return ascii_lower(c) - 'a' + 10;
}

/// What is percent-encoded in the text, decoded once; the rest as it is.
std::string decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool encoded =
            text[i] == '%' && i + 2 < text.size() && is_hex_digit(text[i + 1]) && is_hex_digit(text[i + 2]);
        if (!encoded) {
            out += text[i];
            continue;
        }
        out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
        i += 2;
    }
    return out;
}

bool is_blank(std::string_view character) noexcept { return trim(character).empty(); }

/// Whether a token stands in it, or a colon in another guise.
bool tells_a_token(std::string_view text) noexcept {
    TokenRun run;
    while (!text.empty()) {
        const std::string_view rest = text;
        const char32_t c = without_width(take_code_point(text));
        if (c == ':') return true;
        if (is_token_character(c)) {
            run.take(static_cast<char>(c));
            if (run.is_token()) return true;
            continue;
        }
        // Whoever pastes a token pastes what its page or mail put into it. Words with blanks between them are no turns.
        if (is_blank(rest.substr(0, rest.size() - text.size())))
            run.before = 0;
        else if (!is_unseen(c))
            run = {};
    }
    return false;
}

}  // namespace

bool is_token_shaped(std::string_view text) {
    // As it came, and what was encoded once or twice.
    std::string plain(text);
    for (int decodings = 0; decodings < 3; ++decodings) {
        if (tells_a_token(plain)) return true;
        plain = decoded(plain);
    }
    return false;
}

std::string recorded_name(std::string_view folded) {
    if (folded.empty()) return {};
    if (judge_name(folded) || is_token_shaped(folded)) return std::string(unrecorded_name);
    return std::string(folded);
}

}  // namespace uag
