#include "adapters/http/charset.hpp"

#include <array>

#include "core/base/text.hpp"

namespace uag {
namespace {

struct CharsetName {
    std::string_view name;
    Charset charset;
};
constexpr std::array<CharsetName, 18> charset_names{{{"", Charset::unstated},
                                                     {"utf-8", Charset::utf8},
                                                     {"utf8", Charset::utf8},
                                                     {"us-ascii", Charset::utf8},
                                                     {"ascii", Charset::utf8},
                                                     {"utf-16", Charset::utf16},
                                                     {"utf16", Charset::utf16},
                                                     {"unicode", Charset::utf16},
                                                     {"utf-16le", Charset::utf16le},
                                                     {"utf-16be", Charset::utf16be},
                                                     {"iso-8859-1", Charset::windows1252},
                                                     {"iso8859-1", Charset::windows1252},
                                                     {"iso_8859-1", Charset::windows1252},
                                                     {"latin1", Charset::windows1252},
                                                     {"latin-1", Charset::windows1252},
                                                     {"windows-1252", Charset::windows1252},
                                                     {"cp1252", Charset::windows1252},
                                                     {"x-cp1252", Charset::windows1252}}};

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";
constexpr std::string_view utf16le_mark = "\xFF\xFE";
constexpr std::string_view utf16be_mark = "\xFE\xFF";
constexpr MessageId second_mark = "the byte order mark stands twice";
constexpr MessageId contradiction = "the charset contradicts the encoding of the body";

// 0x80 to 0x9F; 0: no character. All other bytes are their own code points (WHATWG Encoding, index windows-1252).
constexpr std::array<char16_t, 32> windows1252_marks{0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                     0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                                     0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                     0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

char32_t windows1252_code(char byte) {
    const auto code = static_cast<unsigned char>(byte);
    return code >= 0x80 && code < 0xA0 ? windows1252_marks[code - 0x80U] : char32_t{code};
}

std::size_t utf8_size(char32_t code) { return code < 0x80 ? 1 : code < 0x800 ? 2 : 3; }

// Appends the bytes as UTF-8; the first byte that means nothing, or bytes.size().
std::size_t convert_windows1252(std::string_view bytes, std::string& out) {
    std::size_t size = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const char32_t code = windows1252_code(bytes[i]);
        if (code == 0 && bytes[i] != '\0') return i;
        size += utf8_size(code);
    }
    out.reserve(size);
    for (const char byte : bytes) append_code_point(out, windows1252_code(byte));
    return bytes.size();
}

// Appends the UTF-16 code units of `bytes` as UTF-8; false on an odd length or a lone surrogate.
bool convert_utf16(std::string_view bytes, bool big_endian, std::string& out) {
    if (bytes.size() % 2 != 0) return false;
    const auto unit = [&](std::size_t i) -> char32_t {
        const auto first = static_cast<unsigned char>(bytes[i]);
        const auto second = static_cast<unsigned char>(bytes[i + 1]);
        return static_cast<char32_t>(big_endian ? first << 8 | second : second << 8 | first);
    };
    out.reserve(bytes.size() / 2 * 3);
    for (std::size_t i = 0; i < bytes.size(); i += 2) {
        char32_t code = unit(i);
        if (code >= 0xDC00 && code <= 0xDFFF) return false;
        if (code >= 0xD800 && code <= 0xDBFF) {
            i += 2;
            if (i >= bytes.size()) return false;
            const char32_t low = unit(i);
            if (low < 0xDC00 || low > 0xDFFF) return false;
            code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
        }
        append_code_point(out, code);
    }
    return true;
}

bool is_utf16(Charset charset) {
    return charset == Charset::utf16 || charset == Charset::utf16le || charset == Charset::utf16be;
}

// Of UTF-16 without a mark; `utf16` where its first character is not an ASCII one.
Charset order_of(std::string_view bytes) {
    if (bytes.size() < 2) return Charset::utf16;
    if (bytes[0] == '\0') return Charset::utf16be;
    return bytes[1] == '\0' ? Charset::utf16le : Charset::utf16;
}

boost::system::result<std::span<char>, CharsetError> from_utf16(std::string_view bytes, Charset charset,
                                                                std::string& storage) {
    const bool marked_le = bytes.starts_with(utf16le_mark);
    const bool marked_be = bytes.starts_with(utf16be_mark);
    if ((charset == Charset::utf16le && marked_be) || (charset == Charset::utf16be && marked_le))
        return CharsetError{contradiction, 0};
    const std::size_t mark = marked_le || marked_be ? utf16le_mark.size() : 0;
    if (marked_le) charset = Charset::utf16le;
    if (marked_be) charset = Charset::utf16be;
    if (charset == Charset::utf16) charset = order_of(bytes);
    if (charset == Charset::utf16) return CharsetError{"UTF-16 needs a byte order mark", 0};
    if (!convert_utf16(bytes.substr(mark), charset == Charset::utf16be, storage))
        return CharsetError{"the body is not valid UTF-16", 0};
    if (storage.starts_with(utf8_mark)) return CharsetError{second_mark, mark};
    return std::span<char>(storage);
}

}  // namespace

std::optional<Charset> find_charset(std::string_view name) noexcept {
    for (const CharsetName& row : charset_names)
        if (ascii_iequals(name, row.name)) return row.charset;
    return std::nullopt;
}

bool has_byte_order_mark(std::string_view bytes) noexcept {
    return bytes.starts_with(utf8_mark) || bytes.starts_with(utf16le_mark) || bytes.starts_with(utf16be_mark);
}

boost::system::result<std::span<char>, CharsetError> to_utf8(std::span<char> body, Charset charset,
                                                             std::string& storage) {
    const std::string_view bytes(body.data(), body.size());
    const bool marked_utf8 = bytes.starts_with(utf8_mark);
    const bool marked_utf16 = !marked_utf8 && has_byte_order_mark(bytes);
    const bool contradicts = (marked_utf16 && charset != Charset::unstated && !is_utf16(charset)) ||
                             (marked_utf8 && charset != Charset::unstated && charset != Charset::utf8);
    if (contradicts) return CharsetError{contradiction, 0};
    storage.clear();
    if (marked_utf16 || is_utf16(charset)) return from_utf16(bytes, charset, storage);
    if (charset == Charset::windows1252) {
        const std::size_t good = convert_windows1252(bytes, storage);
        if (good < bytes.size()) return CharsetError{"the body is not valid windows-1252", good};
        return std::span<char>(storage);
    }
    const std::size_t mark = marked_utf8 ? utf8_mark.size() : 0;
    if (mark != 0 && bytes.substr(mark).starts_with(utf8_mark)) return CharsetError{second_mark, mark};
    return body.subspan(mark);
}

std::optional<std::string> from_windows1252(std::string_view bytes) {
    std::optional<std::string> out(std::in_place);
    if (convert_windows1252(bytes, *out) < bytes.size()) out.reset();
    return out;
}

}  // namespace uag
