#include "core/base/text.hpp"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <iterator>
#include <vector>

#include "core/base/secret.hpp"

namespace uag {
namespace {

// Calls `visit(code point)` for each code point until it returns false; -1 stands for an ill-formed sequence. Gives
// where what it returned false for begins, else the end.
template <class Visit> std::size_t each_code_point(std::string_view text, Visit visit) {
    const auto* const bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto length = static_cast<std::int32_t>(text.size());
    std::int32_t at = 0;
    while (at < length) {
        const std::int32_t begin = at;
        UChar32 c = 0;
        U8_NEXT(bytes, at, length, c);
        if (!visit(c)) return static_cast<std::size_t>(begin);
    }
    return text.size();
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// What a full name, of three names and two blanks, has at most.
constexpr std::size_t longest_folded = 3 * max_name_code_points + 2;
// No text that is well-formed, and so none that is stored.
constexpr std::string_view equals_nothing = "\xFF";

// Marks in a row from which on their order matters; nothing that is written in any language has as many (Unicode Standard
// Annex 15, 13: Stream-Safe Text Format).
constexpr std::size_t many_marks = 30;

std::atomic<std::uint64_t> bytes_normalized{0};

// Marks of Tibetan that are of class 0 themselves and become two of other classes.
bool is_two_marks(UChar32 c) { return c == 0x0F73 || c == 0x0F75 || c == 0x0F81; }

bool has_many_marks(std::string_view text, const icu::Normalizer2& nfc) {
    std::size_t run = 0;
    return each_code_point(text, [&](UChar32 c) {
               const bool is_mark = c >= 0x300 && (nfc.getCombiningClass(c) != 0 || is_two_marks(c));
               run = is_mark ? run + 1 : 0;
               return run <= many_marks;
           }) != text.size();
}

// A canonically equivalent text whose marks stand in canonical order. ICU puts a mark into its place by walking back over
// those that belong behind it, which is quadratic in a run of them; of a run in order nothing is walked.
std::string with_marks_in_order(std::string_view text, const icu::Normalizer2& nfc) {
    std::string out;
    // Six bytes in the place of three at most.
    out.reserve(2 * text.size());
    std::vector<std::uint64_t>
        run;  // class, place and code point of each mark: in place, and no copy of a secret is left
    run.reserve(text.size());
    const auto add = [&](UChar32 c) {
        const auto order = static_cast<std::uint64_t>(nfc.getCombiningClass(c));
        run.push_back(order << 56 | static_cast<std::uint64_t>(run.size()) << 24 | static_cast<std::uint64_t>(c));
    };
    const auto end_run = [&] {
        std::sort(run.begin(), run.end());
        for (const std::uint64_t mark : run) append_code_point(out, static_cast<char32_t>(mark & 0xFFFFFF));
        run.clear();
    };
    each_code_point(text, [&](UChar32 c) {
        switch (c) {
            case 0x0F73: add(0x0F71), add(0x0F72); break;
            case 0x0F75: add(0x0F71), add(0x0F74); break;
            case 0x0F81: add(0x0F71), add(0x0F80); break;
            default:
                if (nfc.getCombiningClass(c) != 0) {
                    add(c);
                    break;
                }
                end_run();
                append_code_point(out, static_cast<char32_t>(c));
        }
        return true;
    });
    end_run();
    run.resize(run.capacity());
    wipe(run.data(), run.size() * sizeof(std::uint64_t));
    return out;
}

// Of well-formed text.
std::optional<std::string> normalize(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* const nfc = icu::Normalizer2::getNFCInstance(status);
    if (U_FAILURE(status)) return std::nullopt;
    bytes_normalized.fetch_add(text.size(), std::memory_order_relaxed);
    std::string ordered;
    if (has_many_marks(text, *nfc)) {
        ordered = with_marks_in_order(text, *nfc);
        text = ordered;
    }
    // Straight from UTF-8 to UTF-8: passwords come this way, and a copy in UTF-16 would stay in memory
    // unwiped.
    const auto length = static_cast<std::int32_t>(text.size());
    std::string out;
    icu::StringByteSink<std::string> sink(&out, length);
    nfc->normalizeUTF8(0, icu::StringPiece(text.data(), length), sink, nullptr, status);
    wipe(ordered);
    if (U_FAILURE(status)) return std::nullopt;
    return out;
}

}  // namespace

bool is_utf8(std::string_view text) noexcept { return utf8_prefix(text) == text.size(); }

std::size_t utf8_prefix(std::string_view text) noexcept {
    if (is_ascii(text)) return text.size();
    return each_code_point(text, [](UChar32 c) { return c >= 0; });
}

std::size_t code_points(std::string_view text) noexcept {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

bool may_fit(std::string_view text, std::size_t most) noexcept {
    return text.size() <= 16 * most && (text.size() <= 4 * most || code_points(text) <= 4 * most);
}

std::optional<std::string> to_nfc(std::string_view text, std::size_t most) {
    if (!may_fit(text, most)) return std::nullopt;
    if (is_ascii(text)) return std::string(text);
    if (!is_utf8(text)) return std::nullopt;
    return normalize(text);
}

std::string fold(std::string_view text) {
    if (!may_fit(text, longest_folded)) return std::string(equals_nothing);
    if (is_ascii(text)) {
        std::string out(text);
        std::transform(out.begin(), out.end(), out.begin(), ascii_lower);
        return out;
    }
    if (!is_utf8(text)) return std::string(text);
    const auto normal = normalize(text);
    if (!normal) return std::string(text);
    icu::UnicodeString folded =
        icu::UnicodeString::fromUTF8(icu::StringPiece(normal->data(), static_cast<std::int32_t>(normal->size())));
    folded.foldCase();
    std::string out;
    folded.toUTF8String(out);
    return normalize(out).value_or(out);
}

std::string folded_name(std::string_view typed) {
    return may_fit(typed, max_name_code_points) ? fold(trim(typed)) : std::string(equals_nothing);
}

std::uint64_t normalized_bytes() noexcept { return bytes_normalized.load(std::memory_order_relaxed); }

std::string_view trim(std::string_view text) noexcept {
    const auto* const bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    auto end = static_cast<std::int32_t>(text.size());
    std::int32_t begin = 0;
    while (begin < end) {
        std::int32_t next = begin;
        UChar32 c = 0;
        U8_NEXT(bytes, next, end, c);
        if (c < 0 || u_isUWhiteSpace(c) == 0) break;
        begin = next;
    }
    while (end > begin) {
        std::int32_t previous = end;
        UChar32 c = 0;
        U8_PREV(bytes, begin, previous, c);
        if (c < 0 || u_isUWhiteSpace(c) == 0) break;
        end = previous;
    }
    return text.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin));
}

bool has_control(std::string_view text) noexcept {
    bool found = false;
    each_code_point(text, [&](UChar32 c) {
        found = c >= 0 && u_charType(c) == U_CONTROL_CHAR;
        return !found;
    });
    return found;
}

CharacterCounts count_characters(std::string_view text) noexcept {
    CharacterCounts counts;
    each_code_point(text, [&](UChar32 c) {
        const auto mask = c < 0 ? 0U : U_GET_GC_MASK(c);
        if ((mask & U_GC_ND_MASK) != 0) {
            ++counts.digits;
        } else if ((mask & U_GC_LL_MASK) != 0) {
            ++counts.lower;
        } else if ((mask & (U_GC_LU_MASK | U_GC_LT_MASK)) != 0) {
            ++counts.upper;
        } else if ((mask & (U_GC_P_MASK | U_GC_S_MASK | U_GC_Z_MASK | U_GC_C_MASK)) != 0) {
            ++counts.special;
        }
        return true;
    });
    return counts;
}

char32_t take_code_point(std::string_view& rest) noexcept {
    const auto* const bytes = reinterpret_cast<const std::uint8_t*>(rest.data());
    const auto length = static_cast<std::int32_t>(std::min<std::size_t>(rest.size(), 4));
    std::int32_t at = 0;
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(bytes, at, length, c);
    rest.remove_prefix(static_cast<std::size_t>(at));
    return static_cast<char32_t>(c);
}

bool is_unseen(char32_t c) noexcept {
    if (c < 0x7F) return c < 0x20;
    const auto point = static_cast<UChar32>(c);
    constexpr std::uint32_t unseen = U_GC_CC_MASK | U_GC_CF_MASK | U_GC_CS_MASK | U_GC_ZL_MASK | U_GC_ZP_MASK;
    if ((U_GET_GC_MASK(point) & unseen) != 0)
        return u_hasBinaryProperty(point, UCHAR_PREPENDED_CONCATENATION_MARK) == 0;
    return u_hasBinaryProperty(point, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0 ||
           u_hasBinaryProperty(point, UCHAR_NONCHARACTER_CODE_POINT) != 0;
}

std::string printable(std::string_view text) {
    constexpr char32_t non_joiner = 0x200C;
    constexpr char32_t joiner = 0x200D;
    std::string out;
    while (!text.empty()) {
        const std::string_view before = text;
        const char32_t c = take_code_point(text);
        const bool writes = c == non_joiner || c == joiner ||
                            u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_VARIATION_SELECTOR) != 0;
        if ((is_unseen(c) && !writes) || c == 0xFFFD)
            out += "\xEF\xBF\xBD";
        else
            out += before.substr(0, before.size() - text.size());
    }
    return out;
}

std::size_t display_width(std::string_view text) noexcept {
    constexpr std::uint32_t without_width = U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK;
    std::size_t width = 0;
    while (!text.empty()) {
        const auto c = static_cast<UChar32>(take_code_point(text));
        if ((U_GET_GC_MASK(c) & without_width) != 0) continue;
        const std::int32_t east_asian = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
        width += east_asian == U_EA_WIDE || east_asian == U_EA_FULLWIDTH ? 2 : 1;
    }
    return width;
}

std::string ascii_digits_of(std::string_view text) {
    std::string digits;
    std::copy_if(text.begin(), text.end(), std::back_inserter(digits), is_ascii_digit);
    return digits;
}

void append_code_point(std::string& out, char32_t code) {
    const auto put = [&](char32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
    if (code < 0x80) {
        put(code);
    } else if (code < 0x800) {
        put(0xC0 | code >> 6);
        put(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        put(0xE0 | code >> 12);
        put(0x80 | (code >> 6 & 0x3F));
        put(0x80 | (code & 0x3F));
    } else {
        put(0xF0 | code >> 18);
        put(0x80 | (code >> 12 & 0x3F));
        put(0x80 | (code >> 6 & 0x3F));
        put(0x80 | (code & 0x3F));
    }
}

}  // namespace uag
