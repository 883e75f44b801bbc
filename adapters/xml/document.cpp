#include "adapters/xml/document.hpp"

#include "adapters/xml/encoding.hpp"

namespace uag::xml {
namespace {

// White space is kept: a password may begin with it. The first text of an element needs no node of its own.
constexpr unsigned parse_options = pugi::parse_cdata | pugi::parse_escapes | pugi::parse_eol |
                                   pugi::parse_wconv_attribute | pugi::parse_ws_pcdata | pugi::parse_embed_pcdata;

}  // namespace

boost::system::result<void, XmlError> read_document(std::span<char> body, Charset charset, const XmlLimits& limits,
                                                    std::string& storage, pugi::xml_document& document) {
    const auto text = xml::to_utf8(body, charset, storage);
    if (!text.has_value()) return text.error();
    const auto verdict = guard({text->data(), text->size()}, limits);
    if (!verdict.has_value()) return verdict;
    const auto parsed = document.load_buffer_inplace(text->data(), text->size(), parse_options, pugi::encoding_utf8);
    if (!parsed) return XmlError{"it cannot be parsed", static_cast<std::size_t>(parsed.offset)};
    return {};
}

}  // namespace uag::xml
