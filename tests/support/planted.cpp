#include "support/planted.hpp"

#include "adapters/json/codec.hpp"
#include "adapters/rest/xml_body.hpp"
#include "adapters/soap/codec.hpp"
#include "adapters/soap/names.hpp"

namespace uag::test {
namespace {

constexpr int deepest = 5;  // a carrier may hold one of its own kind

struct Planter {
    std::string_view canary;
    std::string_view name;
    std::int32_t id;

    void object(const TypeInfo& type, void* target, int depth) const {
        for_each_field(type, target, [&](const FieldInfo& field, void* owner) {
            slot(field.type(), field.slot(owner), field.name, field.is_secret, depth);
        });
    }

    void slot(const TypeInfo& type, void* target, std::string_view field, bool secret, int depth) const {
        switch (type.kind) {
            case Kind::string: *static_cast<String*>(target) = String(secret ? canary : name); return;
            case Kind::bytes:
                *static_cast<Bytes*>(target) = Bytes{std::string(secret ? canary : name), Presence::value};
                return;
            case Kind::int32:
                if (field.ends_with("Id")) *static_cast<std::int32_t*>(target) = id;
                return;
            case Kind::object:
                if (type.slot.emplace == nullptr) return object(type, target, depth);
                if (depth < deepest) object(type, type.slot.emplace(target), depth + 1);
                return;
            case Kind::array:
                if (depth >= deepest) return;
                type.slot.emplace(target);
                return slot(type.item(), type.slot.append(target), field, secret, depth + 1);
            default: return;
        }
    }
};

std::string envelope(const Operation& operation, const void* request, Version version, bool soap12,
                     std::string_view ticket) {
    const std::string uri(soap::service_uri(version));
    std::string out = soap12 ? R"(<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope">)"
                             : R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">)";
    out += "<s:Header><Credentials xmlns=\"" + uri + "\"><Ticket>" + std::string(ticket) +
           "</Ticket></Credentials></s:Header>";
    out += "<s:Body><" + std::string(operation.name) + " xmlns=\"" + uri + "\" xmlns:i=\"" +
           std::string(soap::xsi_uri) + "\">";
    soap::encode(operation.request(), request, version, out);
    return out + "</" + std::string(operation.name) + "></s:Body></s:Envelope>";
}

}  // namespace

std::vector<PlantedBody> planted_bodies(const Operation& operation, std::string_view canary, std::string_view name,
                                        std::int32_t id, std::string_view ticket) {
    const TypeInfo& type = operation.request();
    const Object request = make_object(type);
    Planter{canary, name, id}.object(type, request.get(), 0);
    std::vector<PlantedBody> all;
    for (const auto& [version, soap12] :
         {std::pair(Version::v84, false), std::pair(Version::v88, false), std::pair(Version::v88, true)}) {
        if (!operation.in(version)) continue;
        const std::string generation = "Services" + std::to_string(static_cast<int>(version));
        all.push_back({"/Remote/" + generation + "/" + std::string(name_of(operation.service)) + ".svc",
                       soap12 ? "application/soap+xml; charset=utf-8" : "text/xml; charset=utf-8",
                       envelope(operation, request.get(), version, soap12, ticket), true});
    }
    if (operation.service != Service::user || operation.rest == RestShape::query) return all;
    const std::string path = "/api/v1/Agents/User/" + std::string(operation.name);
    std::string json;
    std::string xml;
    if (operation.rest == RestShape::bare_body) {
        const FieldInfo& only = type.fields.front();
        json::encode(only.type(), only.get(request.get()), json);
        rest::encode_xml(only.type(), only.get(request.get()), xml);
    } else {
        json::encode_object(type, request.get(), json);
        rest::encode_xml_object(type, request.get(), xml);
    }
    all.push_back({path, "application/json", std::move(json)});
    all.push_back({path, "application/xml; charset=utf-8", std::move(xml)});
    return all;
}

}  // namespace uag::test
