#include "adapters/rest/entity_links.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "adapters/json/writer.hpp"
#include "adapters/xml/writer.hpp"

namespace uag::rest {
namespace {

using Links = std::array<std::pair<std::string_view, std::string>, 4>;

// Self and Archive are the vendor's; Rest and Schema say the same of the entity and of its description.
Links links_of(const RestResource& row, std::string_view api, std::int32_t id) {
    const std::string v1 = std::string(api) + "/v1/";
    const std::string archive = v1 + std::string(row.tag());
    const std::string self = archive + '/' + std::to_string(id);
    return {{{"Self", self}, {"Archive", archive}, {"Rest", self}, {"Schema", v1 + "openapi.json"}}};
}

void append_json(const Links& links, std::string& out) {
    out.pop_back();
    json::append_name(out, links_member);
    out += '{';
    for (const auto& [name, address] : links) json::append_member(out, name, address);
    out += "}}";
}

void append_element_text(std::string_view name, std::string_view text, std::string& out) {
    xml::append_open(out, {}, name);
    xml::append_text(out, text);
    xml::append_close(out, {}, name);
}

void append_xml(const Links& links, std::string& out) {
    const std::string end = out.substr(out.rfind("</"));
    out.resize(out.size() - end.size());
    xml::append_open(out, {}, links_member);
    for (const auto& [name, address] : links) {
        xml::append_open(out, {}, "StringKeyValuePair");
        append_element_text("Key", name, out);
        append_element_text("Value", address, out);
        xml::append_close(out, {}, "StringKeyValuePair");
    }
    xml::append_close(out, {}, links_member);
    out += end;
}

}  // namespace

// Its first own member.
std::int32_t entity_id(const Operation& operation, const void* response) {
    const FieldInfo& result = operation.response().fields.front();
    const void* const entity = result.type().slot.object(result.get(response));
    if (entity == nullptr) return 0;
    const auto fields = result.type().fields;
    const auto id = std::find_if(fields.begin(), fields.end(), [](const FieldInfo& field) { return !field.is_base; });
    return *static_cast<const std::int32_t*>(id->get(entity));
}

void append_links(const RestResource& row, std::string_view api, std::int32_t id, DataFormat format, std::string& out) {
    const Links links = links_of(row, api, id);
    (is_xml(format) ? append_xml : append_json)(links, out);
}

}  // namespace uag::rest
