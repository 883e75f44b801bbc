#include "adapters/xml/encoding.hpp"

#include "adapters/xml/writer.hpp"
#include "core/base/text.hpp"

namespace uag::xml {
namespace {

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";
constexpr std::string_view second_mark = "the byte order mark stands twice";
constexpr std::string_view contradiction = "the charset contradicts the encoding of the body";

// Appends the UTF-16 code units of `bytes` as UTF-8; false on an odd length or a lone surrogate.
bool convert_utf16(std::string_view bytes, bool big_endian, std::string& out) {
    if (bytes.size() % 2 != 0) return false;
    const auto unit = [&](std::size_t i) -> char32_t {
        const auto first = static_cast<unsigned char>(bytes[i]);
        const auto second = static_cast<unsigned char>(bytes[i + 1]);
        return static_cast<char32_t>(big_endian ? first << 8 | second : second << 8 | first);
    };
    out.reserve(out.size() + bytes.size() / 2 * 3);
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

}  // namespace

bool is_known_charset(std::string_view charset) noexcept {
    for (const std::string_view known : {"utf-8", "utf-16", "utf-16le", "utf-16be"})
        if (ascii_iequals(charset, known)) return true;
    return false;
}

boost::system::result<Utf8Document, XmlError> to_utf8(std::span<char> body, std::string_view charset,
                                                      std::string& storage) {
    const std::string_view bytes(body.data(), body.size());
    const bool states_utf8 = ascii_iequals(charset, "utf-8");
    const bool states_le = ascii_iequals(charset, "utf-16le");
    const bool states_be = ascii_iequals(charset, "utf-16be");
    const bool states_utf16 = states_le || states_be || ascii_iequals(charset, "utf-16");

    const bool marked_le = bytes.starts_with("\xFF\xFE");
    const bool marked_be = bytes.starts_with("\xFE\xFF");
    if (marked_le || marked_be) {
        if (states_utf8 || (states_le && marked_be) || (states_be && marked_le))
            return XmlError{contradiction, 0};
    } else if (!states_utf16) {
        const std::size_t mark = bytes.starts_with(utf8_mark) ? utf8_mark.size() : 0;
        if (bytes.substr(mark).starts_with(utf8_mark) && mark != 0) return XmlError{second_mark, mark};
        return Utf8Document{body.subspan(mark), Encoding::utf8};
    } else if (bytes.starts_with(utf8_mark)) {
        return XmlError{contradiction, 0};
    } else if (!states_le && !states_be) {
        return XmlError{"UTF-16 needs a byte order mark", 0};
    }

    const bool big_endian = marked_be || (!marked_le && states_be);
    const std::size_t mark = marked_le || marked_be ? 2 : 0;
    storage.clear();
    if (!convert_utf16(bytes.substr(mark), big_endian, storage))
        return XmlError{"the body is not valid UTF-16", 0};
    if (storage.starts_with(utf8_mark)) return XmlError{second_mark, mark};
    return Utf8Document{std::span<char>(storage), big_endian ? Encoding::utf16_be : Encoding::utf16_le};
}

}  // namespace uag::xml
