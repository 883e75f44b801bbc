#include "adapters/xml/encoding.hpp"

#include <algorithm>
#include <cstring>
#include <string_view>

#include "adapters/xml/chars.hpp"

namespace uag::xml {
namespace {

constexpr std::size_t longest_declaration = 256;

// The value of `encoding` in an XML declaration; empty if there is none, or no declaration. The guard judges the rest.
std::string_view declared_encoding(std::string_view bytes) {
    constexpr std::string_view opening = "<?xml";
    bytes = bytes.substr(0, longest_declaration);
    if (!bytes.starts_with(opening) || bytes.size() == opening.size() || !has_class(bytes[opening.size()], space))
        return {};
    bytes = bytes.substr(0, bytes.find("?>"));
    const std::size_t at = bytes.find("encoding");
    if (at == std::string_view::npos) return {};
    std::string_view rest = bytes.substr(at + std::strlen("encoding"));
    const auto skip_space = [&rest] {
        while (!rest.empty() && has_class(rest.front(), space)) rest.remove_prefix(1);
    };
    skip_space();
    if (!rest.starts_with('=')) return {};
    rest.remove_prefix(1);
    skip_space();
    if (rest.empty() || (rest.front() != '"' && rest.front() != '\'')) return {};
    const std::size_t end = rest.find(rest.front(), 1);
    return end == std::string_view::npos ? std::string_view() : rest.substr(1, end - 1);
}

// Of a body of which nobody else says in what it is written.
boost::system::result<Charset, XmlError> charset_of(std::string_view bytes) {
    if (has_byte_order_mark(bytes)) return Charset::unstated;
    if (bytes.size() > 1 && bytes[0] == '<' && bytes[1] == '\0') return Charset::utf16le;
    if (bytes.size() > 1 && bytes[0] == '\0' && bytes[1] == '<') return Charset::utf16be;
    const std::string_view name = declared_encoding(bytes);
    const auto charset = find_charset(name);
    if (!charset)
        return XmlError{"the declared encoding is not one that is read here",
                        static_cast<std::size_t>(name.data() - bytes.data())};
    return *charset == Charset::windows1252 ? Charset::windows1252 : Charset::utf8;
}

}  // namespace

boost::system::result<std::span<char>, XmlError> to_utf8(std::span<char> body, Charset charset, std::string& storage) {
    if (charset == Charset::unstated) {
        const auto found = charset_of({body.data(), body.size()});
        if (!found.has_value()) return found.error();
        charset = *found;
    }
    const auto text = uag::to_utf8(body, charset, storage);
    if (!text.has_value()) return XmlError{text.error().text, text.error().offset};
    return *text;
}

}  // namespace uag::xml
