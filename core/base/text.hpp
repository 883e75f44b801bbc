// Unicode text: the only place that asks ICU about characters.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace uag {

/// Well-formed UTF-8 (Unicode 3.9, table 3-7): no overlong form, no surrogate, nothing above U+10FFFF.
bool is_utf8(std::string_view text) noexcept;

/// How many bytes stand before the first ill-formed sequence; text.size() if there is none.
std::size_t utf8_prefix(std::string_view text) noexcept;

/// Number of code points of well-formed UTF-8.
std::size_t code_points(std::string_view text) noexcept;

/// Code points of a name, and of every text that is searched for or compared.
inline constexpr std::size_t max_name_code_points = 254;

/// Whether a text may have at most `most` code points once it is normalised and trimmed. It is asked before anything
/// else is done with a text: one that is far too long costs a look at its size. Composing joins at most four code points
/// into one, so a text may come with four times as many, and with 16 bytes for each that is kept.
bool may_fit(std::string_view text, std::size_t most) noexcept;

/// Normalisation form C, in time linear in the text (but for a logarithm), whatever stands in it. Nothing if the text is
/// not well-formed UTF-8, or is longer than may_fit() allows.
std::optional<std::string> to_nfc(std::string_view text, std::size_t most);

/// The form in which names are compared: NFC, full case folding (Unicode 5.18), NFC again. Ill-formed text
/// folds to itself, one that is longer than any three names to ill-formed text, and so both equal nothing that is stored.
std::string fold(std::string_view text);

/// The form of a name that somebody typed, white space around it or not: what fold() gives of it, trimmed. A longer text
/// than any name is as unknown as an ill-formed one.
std::string folded_name(std::string_view typed);

/// Bytes that were normalised so far in this process, outside of ASCII: how tests see what a request costs.
std::uint64_t normalized_bytes() noexcept;

/// Without leading and trailing white space (Unicode White_Space).
std::string_view trim(std::string_view text) noexcept;

/// True if a code point of category Cc (control) is in it.
bool has_control(std::string_view text) noexcept;

/// How many characters of each class are in a text; letters without case and combining marks are in none.
struct CharacterCounts {
    std::size_t digits = 0;  ///< decimal digits of any script (category Nd)
    std::size_t lower = 0;
    std::size_t upper = 0;  ///< title case too
    std::size_t special = 0;  ///< neither alphabetic nor numeric: punctuation, symbols, spaces, emoji
};

/// Counts over well-formed UTF-8.
CharacterCounts count_characters(std::string_view text) noexcept;

/// The first code point of well-formed UTF-8, which is taken off `rest`. `rest` must not be empty.
char32_t take_code_point(std::string_view& rest) noexcept;

/// True for what is not seen as itself, or moves what stands around it: controls (C0, C1), line and paragraph separators,
/// bidirectional marks, format characters without a shape, tags, ignorable code points (Unicode 5.21, 23.2 to 23.9).
bool is_unseen(char32_t c) noexcept;

/// The text for a terminal: what is_unseen() and ill-formed bytes are U+FFFD. The joiners and variation selectors stay:
/// scripts and emoji are written with them.
std::string printable(std::string_view text);

/// Columns that a printable text takes on a terminal: two for wide East Asian characters, none for combining ones
/// (Unicode Standard Annex 11).
std::size_t display_width(std::string_view text) noexcept;

/// ASCII only: protocol keywords, header names, paths.
inline char ascii_lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
inline char ascii_upper(char c) noexcept { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }
constexpr bool is_ascii_digit(char c) noexcept { return c >= '0' && c <= '9'; }
constexpr bool is_ascii_letter(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_ascii_alphanumeric(char c) noexcept { return is_ascii_letter(c) || is_ascii_digit(c); }
constexpr bool is_hex_digit(char c) noexcept {
    return is_ascii_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
/// The digits of a text, in their order: phone numbers are compared by them.
std::string ascii_digits_of(std::string_view text);
/// True for an empty text, too.
inline bool is_all_digits(std::string_view text) noexcept {
    return text.find_first_not_of("0123456789") == std::string_view::npos;
}
inline bool ascii_iequals(std::string_view a, std::string_view b) noexcept {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (a[i] != b[i] && ascii_lower(a[i]) != ascii_lower(b[i])) return false;
    return true;
}

/// Takes a word off the beginning of `rest`; false, and nothing taken, where it does not stand there.
inline bool take_word(std::string_view& rest, std::string_view word) noexcept {
    if (!rest.starts_with(word)) return false;
    rest.remove_prefix(word.size());
    return true;
}

/// Without leading and trailing blanks and tabs: the white space of HTTP fields (OWS, RFC 9110 5.6.3).
inline std::string_view trim_blanks(std::string_view text) noexcept {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

/// Appends a code point in UTF-8; at most U+10FFFF.
void append_code_point(std::string& out, char32_t code);

}  // namespace uag
