// What the guard accepts, a strict parser accepts, and the parser that we use reads the same elements.
#include <libxml/parser.h>

#include <cstring>
#include <memory>
#include <pugixml.hpp>
#include <string>

#include "adapters/xml/encoding.hpp"
#include "adapters/xml/guard.hpp"
#include "fuzz/target.hpp"

namespace {

std::size_t count_of(const xmlNode* node) {
    std::size_t count = 0;
    for (; node != nullptr; node = node->next)
        if (node->type == XML_ELEMENT_NODE) count += 1 + count_of(node->children);
    return count;
}

std::size_t count_of(const pugi::xml_node& parent) {
    std::size_t count = 0;
    for (const pugi::xml_node& node : parent.children())
        if (node.type() == pugi::node_element) count += 1 + count_of(node);
    return count;
}

}  // namespace

FUZZ_TARGET(xml_guard) {
    std::string text(bytes);
    std::string converted;
    const auto utf8 = uag::xml::to_utf8({text.data(), text.size()}, uag::Charset::unstated, converted);
    if (!utf8.has_value()) return;
    FUZZ_HOLDS(utf8->size() <= 3 * bytes.size());
    const std::string document(utf8->data(), utf8->size());
    const auto verdict = uag::xml::guard(document);
    if (!verdict.has_value()) {
        FUZZ_HOLDS(!verdict.error().text.empty());
        FUZZ_HOLDS(verdict.error().offset <= document.size());
        return;
    }
    constexpr int quiet = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_IGNORE_ENC;
    // In the encoding that we found: what the declaration says does not count.
    const std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)> strict(
        xmlReadMemory(document.data(), static_cast<int>(document.size()), nullptr, "UTF-8", quiet), xmlFreeDoc);
    FUZZ_HOLDS(strict != nullptr);
    pugi::xml_document ours;
    FUZZ_HOLDS(ours.load_buffer(document.data(), document.size(), pugi::parse_default, pugi::encoding_utf8));
    FUZZ_HOLDS(count_of(xmlDocGetRootElement(strict.get())) == count_of(ours));
}
