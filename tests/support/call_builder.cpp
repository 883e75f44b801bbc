#include "support/call_builder.hpp"

#include <algorithm>
#include <cstring>
#include <pugixml.hpp>

#include "adapters/json/codec.hpp"
#include "adapters/rest/xml_body.hpp"
#include "adapters/soap/codec.hpp"
#include "adapters/soap/names.hpp"
#include "support/versions.hpp"

namespace uag::test {
namespace {

std::string digits_of(Version version) { return std::to_string(static_cast<int>(version)); }

// Objects as text.
class Text {
public:
    explicit Text(Version version) : version_(version) {}

    std::string object(const TypeInfo& type, const void* object) const {
        std::string out = "{";
        for (const FieldInfo& field : type.fields) {
            if (field.is_base || !field.in_soap(version_)) continue;
            if (out.size() > 1) out += ", ";
            out += std::string(field.name) + ": " + value(field.type(), field.get(object));
        }
        return out + "}";
    }

    std::string value(const TypeInfo& type, const void* slot) const {
        switch (type.kind) {
            case Kind::boolean: return *static_cast<const bool*>(slot) ? "true" : "false";
            case Kind::int16: return std::to_string(*static_cast<const std::int16_t*>(slot));
            case Kind::int32: return std::to_string(*static_cast<const std::int32_t*>(slot));
            case Kind::string: return string(*static_cast<const String*>(slot));
            case Kind::datetime: return datetime(*static_cast<const DateTime*>(slot));
            case Kind::bytes: return std::to_string(static_cast<const Bytes*>(slot)->data.size()) + " bytes";
            case Kind::enumeration: return enumeration(type, *static_cast<const std::int32_t*>(slot));
            case Kind::object: return box(type, slot);
            case Kind::array:
            case Kind::dictionary: return list(type, slot);
        }
        return {};
    }

private:
    static std::string string(const String& text) { return text.has_value() ? '"' + text.text + '"' : "nil"; }
    // The WebAPI writes no zone.
    static std::string datetime(DateTime value) {
        value.zone = DateTime::Zone::unspecified;
        value.offset_minutes = 0;
        return format(value);
    }
    static std::string enumeration(const TypeInfo& type, std::int32_t value) {
        for (const EnumMember& member : type.members)
            if (member.value == value) return std::string(member.name);
        return std::to_string(value);
    }
    std::string box(const TypeInfo& type, const void* slot) const {
        if (type.slot.presence == nullptr) return object(type, slot);
        const void* const inside = type.slot.object(slot);
        return inside == nullptr ? "nil" : object(type, inside);
    }
    std::string list(const TypeInfo& type, const void* slot) const {
        if (type.slot.presence(slot) != Presence::value) return "nil";
        std::string out = "[";
        for (std::size_t i = 0; i < type.slot.size(slot); ++i) {
            if (i != 0) out += ", ";
            const void* const item = type.slot.at(slot, i);
            // An entry of a dictionary stands there as it is, a carrier in its Box.
            out += type.kind == Kind::dictionary ? object(type.item(), item) : value(type.item(), item);
        }
        return out + "]";
    }

    Version version_;
};

// Leaves out what has no value: `"Name":null,` in JSON.
std::string without_nulls(const std::string& json) {
    std::string out;
    bool in_text = false;
    for (std::size_t i = 0; i < json.size(); ++i) {
        out += json[i];
        if (in_text && json[i] == '\\') {
            out += json[++i];
            continue;
        }
        if (json[i] == '"') in_text = !in_text;
        if (in_text || json[i] != ':' || json.compare(i + 1, 4, "null") != 0) continue;
        out.resize(out.rfind('"', out.size() - 3));
        i += 4;
        if (!out.empty() && out.back() == ',')
            out.pop_back();
        else if (i + 1 < json.size() && json[i + 1] == ',')
            ++i;
    }
    return out;
}

// The same in XML: `<Name i:nil="true"/>`.
std::string without_nils(std::string xml) {
    constexpr std::string_view mark = ":nil=\"true\"";
    for (std::size_t at = xml.find(mark); at != std::string::npos; at = xml.find(mark)) {
        const std::size_t begin = xml.rfind('<', at);
        xml.erase(begin, xml.find('>', at) + 1 - begin);
    }
    return xml;
}

std::string soap_body(const AnyRequest& request, Version version) {
    const std::string name(request.operation().name);
    std::string body;
    soap::encode(request.operation().request(), request.get(), version, body);
    return "<" + name + " xmlns=\"" + std::string(soap::service_uri(version)) + "\" xmlns:i=\"" +
           std::string(soap::xsi_uri) + "\">" + without_nils(std::move(body)) + "</" + name + ">";
}

std::string rest_body(const AnyRequest& request, bool xml) {
    const Operation& operation = request.operation();
    const TypeInfo& type = operation.request();
    std::string body;
    if (operation.rest == RestShape::query || operation.rest == RestShape::none) return body;
    if (operation.rest == RestShape::bare_body) {
        const FieldInfo& only = type.fields.front();
        if (xml)
            rest::encode_xml(only.type(), only.get(request.get()), body);
        else
            json::encode(only.type(), only.get(request.get()), body);
    } else {
        if (xml)
            rest::encode_xml_object(type, request.get(), body);
        else
            json::encode_object(type, request.get(), body);
    }
    // A root without a value must stay: it is the whole body.
    if (xml) return body.find('<', 1) == std::string::npos ? body : without_nils(std::move(body));
    return without_nulls(body);
}

std::string rest_query(const AnyRequest& request) {
    if (request.operation().rest != RestShape::query) return {};
    const FieldInfo& only = request.operation().request().fields.front();
    return "?" + std::string(only.name) + "=" +
           std::to_string(*static_cast<const std::int32_t*>(only.get(request.get())));
}

pugi::xml_node child_with(const pugi::xml_node& node, std::string_view local) {
    for (const pugi::xml_node& child : node.children())
        if (soap::split(child.name()).local == local) return child;
    return {};
}

pugi::xml_node deep_child(const pugi::xml_node& node, std::string_view local) {
    if (const pugi::xml_node found = child_with(node, local)) return found;
    for (const pugi::xml_node& child : node.children())
        if (const pugi::xml_node found = deep_child(child, local)) return found;
    return {};
}

void read_parameters(const pugi::xml_node& list, Reply& reply) {
    for (const pugi::xml_node& entry : list.children())
        reply.fields.emplace_back(child_with(entry, "Key").text().get(), child_with(entry, "Value").text().get());
}

void read_soap(const HttpReply& answer, Version version, Reply& reply) {
    pugi::xml_document document;
    if (!document.load_buffer(answer.body.data(), answer.body.size(), pugi::parse_default | pugi::parse_ws_pcdata))
        throw std::runtime_error("not XML: " + answer.body);
    const pugi::xml_node envelope = document.document_element();
    const pugi::xml_node body = child_with(envelope, "Body");
    if (const pugi::xml_node fault = child_with(body, "Fault")) {
        reply.error = "fault";
        reply.message = deep_child(fault, "faultstring").text().get();
        if (reply.message.empty()) reply.message = deep_child(fault, "Text").text().get();
        return;
    }
    const pugi::xml_node header = child_with(envelope, "Header");
    if (std::string_view(child_with(header, "Succeeded").text().get()) != "true") {
        const pugi::xml_node info = child_with(header, "ExceptionInfo");
        const std::string type = child_with(info, "ExceptionType").text().get();
        reply.error = type.substr(type.rfind('.') + 1);
        reply.message = child_with(info, "Message").text().get();
        if (reply.error == "SoValidationException") read_parameters(child_with(info, "Parameters"), reply);
        return;
    }
    const pugi::xml_node response = body.first_child();
    soap::Namespaces namespaces(version);
    namespaces.enter(envelope);
    namespaces.enter(body);
    namespaces.enter(response);
    soap::DecodeRules rules;
    rules.version = version;
    rules.secret_text = 1 << 20;
    Object object = make_object(reply.operation->response());
    const Result<void> read = soap::decode(reply.operation->response(), response, namespaces, rules, object.get());
    if (!read.has_value())
        throw std::runtime_error(read.error().public_text.english() + read.error().field + " in " + answer.body);
    reply.response = std::move(object);
}

// The WebAPI's ErrorType, in the words of SOAP.
void set_rest_error(std::string type, Reply& reply) {
    reply.error = type == "ArgumentException" ? "SoInvalidArgumentException" : std::move(type);
}

void read_rest(const HttpReply& answer, Reply& reply) {
    json::Tree tree;
    if (answer.status != 204 && tree.Parse(answer.body.data(), answer.body.size()).HasParseError())
        throw std::runtime_error("not JSON: " + answer.body);
    if (answer.status >= 400) {
        set_rest_error(tree["ErrorType"].GetString(), reply);
        reply.message = tree["Message"].GetString();
        if (reply.error != "SoValidationException" || !tree.HasMember("Messages")) return;
        for (const auto& member : tree["Messages"].GetObject())
            reply.fields.emplace_back(member.name.GetString(), member.value.GetString());
        return;
    }
    Object object = make_object(reply.operation->response());
    if (answer.status != 204) {
        const FieldInfo& result = reply.operation->response().fields.front();
        const Result<void> read = json::decode(result.type(), tree, result.slot(object.get()));
        if (!read.has_value()) throw std::runtime_error(read.error().public_text.english() + " in " + answer.body);
    }
    reply.response = std::move(object);
}

void read_rest_xml(HttpReply answer, Reply& reply) {
    if (answer.status >= 400) {
        pugi::xml_document document;
        document.load_buffer(answer.body.data(), answer.body.size(), pugi::parse_default | pugi::parse_ws_pcdata);
        const pugi::xml_node root = document.document_element();
        set_rest_error(child_with(root, "ErrorType").text().get(), reply);
        reply.message = child_with(root, "Message").text().get();
        if (reply.error == "SoValidationException") read_parameters(child_with(root, "Messages"), reply);
        return;
    }
    Object object = make_object(reply.operation->response());
    if (answer.status != 204) {
        const FieldInfo& result = reply.operation->response().fields.front();
        rest::XmlBody body;
        std::string bytes = answer.body;
        bytes.push_back('\0');
        const Result<void> parsed = body.parse({bytes.data(), bytes.size() - 1}, Charset::utf8, xml::XmlLimits{});
        if (!parsed.has_value()) throw std::runtime_error("not XML: " + answer.body);
        const Result<void> read = body.decode(result.type(), result.slot(object.get()));
        if (!read.has_value()) throw std::runtime_error(read.error().public_text.english() + " in " + answer.body);
    }
    reply.response = std::move(object);
}

HttpReply send_rest(GatewayFixture& gateway, const Channel& channel, std::string_view authorization,
                    const AnyRequest& request) {
    const std::string type = channel.xml ? "application/xml; charset=utf-8" : "application/json";
    GatewayFixture::Fields fields{{"Accept", type}};
    if (!authorization.empty())
        fields.emplace_back("Authorization", authorization.starts_with("7T:") ? "SoTicket " + std::string(authorization)
                                                                              : std::string(authorization));
    std::string body = rest_body(request, channel.xml);
    if (!body.empty()) fields.emplace_back("Content-Type", type);
    return gateway.send("POST", "/api/v1/Agents/User/" + std::string(request.operation().name) + rest_query(request),
                        fields, std::move(body));
}

}  // namespace

Channel webapi() { return {"WebAPI", std::nullopt, false, false}; }

Channel soap(Version version) { return {"Services" + digits_of(version) + " SOAP 1.1", version, false, false}; }

Channel soap12(Version version) { return {"Services" + digits_of(version) + " SOAP 1.2", version, true, false}; }

const std::vector<Channel>& all_channels() {
    static const std::vector<Channel> all = [] {
        std::vector<Channel> channels{webapi(), {"WebAPI in XML", std::nullopt, false, true}};
        for (const Version version : all_versions) channels.push_back(soap(version));
        channels.push_back(soap12(Version::v88));
        return channels;
    }();
    return all;
}

AnyRequest::AnyRequest(std::string_view operation, const TypeInfo& type, std::shared_ptr<void> request)
    : operation_(find_operation(Service::user, operation)), request_(std::move(request)) {
    if (operation_ == nullptr) throw std::runtime_error("no operation " + std::string(operation));
    if (&operation_->request() != &type) throw std::runtime_error(std::string(operation) + " takes other parameters");
}

AnyRequest::AnyRequest(std::string_view operation) : operation_(find_operation(Service::user, operation)) {
    if (operation_ == nullptr) throw std::runtime_error("no operation " + std::string(operation));
    request_ = make_object(operation_->request());
}

std::string Reply::text(Version version) const {
    if (response) {
        if (operation->is_void()) return "done";
        const FieldInfo& result = operation->response().fields.front();
        return Text(version).value(result.type(), result.get(response.get()));
    }
    std::string out = "error:" + error + ": " + message;
    auto sorted = fields;
    std::sort(sorted.begin(), sorted.end());
    for (const auto& [field, why] : sorted) out += " {" + field + ": " + why + "}";
    return out;
}

HttpReply send(GatewayFixture& gateway, const Channel& channel, std::string_view authorization,
               const AnyRequest& request) {
    if (!channel.soap) return send_rest(gateway, channel, authorization, request);
    return gateway.soap(Service::user, *channel.soap, authorization, soap_body(request, *channel.soap), channel.soap12);
}

Reply play(GatewayFixture& gateway, const Channel& channel, std::string_view authorization, const AnyRequest& request) {
    Reply reply;
    reply.operation = &request.operation();
    const HttpReply answer = send(gateway, channel, authorization, request);
    reply.status = answer.status;
    if (channel.soap)
        read_soap(answer, *channel.soap, reply);
    else if (channel.xml)
        read_rest_xml(answer, reply);
    else
        read_rest(answer, reply);
    return reply;
}

std::string canonical(const TypeInfo& type, const void* object, Version version) {
    return Text(version).object(type, object);
}

}  // namespace uag::test
