#include "adapters/soap/wsdl_schema.hpp"

#include <algorithm>
#include <array>

#include "adapters/soap/names.hpp"
#include "adapters/soap/wsdl_markup.hpp"

namespace uag::soap {
namespace {

// The helper types of the .NET serializer: nothing of ours refers to them, tools that know it look for them.
constexpr std::array<std::string_view, 18> builtin_elements{
    "anyType", "anyURI", "base64Binary", "boolean",     "byte",         "dateTime",
    "decimal", "double", "float",        "int",         "long",         "QName",
    "short",   "string", "unsignedByte", "unsignedInt", "unsignedLong", "unsignedShort"};

constexpr std::string_view duration_pattern = R"(\-?P(\d*D)?(T(\d*H)?(\d*M)?(\d*(\.\d*)?S)?)?)";
constexpr std::string_view guid_pattern = R"([\da-fA-F]{8}-[\da-fA-F]{4}-[\da-fA-F]{4}-[\da-fA-F]{4}-[\da-fA-F]{12})";

std::string_view uri_of(TypeSpace space, Version version) {
    switch (space) {
        case TypeSpace::service: return service_uri(version);
        case TypeSpace::arrays: return arrays_uri;
        case TypeSpace::cryptography: return cryptography_uri;
        case TypeSpace::xsd: break;
    }
    return xsd_uri;
}

// The name in XSD of a member whose kind on the wire is not that of its type in memory.
std::string_view xsd_name(Kind kind) {
    switch (kind) {
        case Kind::boolean: return "boolean";
        case Kind::int16: return "short";
        case Kind::int32: return "int";
        case Kind::datetime: return "dateTime";
        case Kind::bytes: return "base64Binary";
        default: return "string";
    }
}

// The number that an enumeration's word has by its place, if nothing is said about it.
std::int32_t usual_value(const TypeInfo& type, std::int32_t index) { return type.is_flags ? 1 << index : index; }

// What makes .NET's exporter import its own namespace: an annotation that it looks up there.
bool has_enumeration_value(const TypeInfo& type, Version version) {
    std::int32_t index = 0;
    for (const EnumMember& member : type.members)
        if (member.since <= version && member.value != usual_value(type, index++)) return true;
    return false;
}

class SchemaWriter {
public:
    SchemaWriter(const WsdlContract& contract, TypeSpace here, std::string_view address, std::string& out)
        : contract_(contract), version_(contract.version()), here_(here), address_(address), out_(out) {}

    void schema() {
        open_element(out_, "xs:schema",
                     {{"elementFormDefault", "qualified"},
                      {"targetNamespace", uri_of(here_, version_)},
                      {"xmlns:xs", xsd_uri},
                      {"xmlns:tns", uri_of(here_, version_)}});
        imports();
        if (here_ == TypeSpace::service) messages();
        for (const TypeInfo* const type : contract_.types(here_)) global_type(*type);
        close_element(out_, "xs:schema");
    }

private:
    void imports() {
        const std::vector<std::string_view> uris = schema_uris(contract_);
        for (std::size_t i = 1; i < uris.size(); ++i) {
            const bool is_needed = uris[i] == serialization_uri ? needs_serialization() : here_ == TypeSpace::service;
            if (!is_needed) continue;
            const std::string location = address_.empty() ? std::string() : schema_address(address_, i);
            leaf_element(out_, "xs:import", {{"schemaLocation", location}, {"namespace", uris[i]}});
        }
    }

    bool needs_serialization() const {
        const std::vector<const TypeInfo*>& types = contract_.types(here_);
        return std::any_of(types.begin(), types.end(), [&](const TypeInfo* type) {
            return type->is_value_type || has_enumeration_value(*type, version_);
        });
    }

    // The wrappers of requests and answers, and the header blocks.
    void messages() {
        for (const Operation* const operation : contract_.operations())
            wrapper(operation->name, operation->request().fields);
        for (const Operation* const operation : contract_.answers())
            wrapper(response_element(*operation), operation->response().fields);
        for (const FieldInfo* const header : contract_.headers()) {
            const bool nillable = header->type().nillable();
            element({}, {}, header->name, nillable, header->type(), header->kind_in(version_));
        }
    }

    void wrapper(std::string_view name, std::span<const FieldInfo> fields) {
        open_element(out_, "xs:element", {{"name", name}});
        open_element(out_, "xs:complexType");
        sequence(fields);
        close_element(out_, "xs:complexType");
        close_element(out_, "xs:element");
    }

    void global_type(const TypeInfo& type) {
        switch (type.kind) {
            case Kind::enumeration: enumeration(type); break;
            case Kind::object: object(type); break;
            case Kind::array: array(type); break;
            case Kind::dictionary: dictionary(type); break;
            default: return;
        }
        element({}, {}, type.name, true, type, type.kind);
    }

    void object(const TypeInfo& type) {
        open_element(out_, "xs:complexType", {{"name", type.name}});
        if (type.is_value_type) annotation("IsValueType", "true");
        if (!type.fields.empty() && type.fields.front().is_base) {
            const TypeInfo& base = type.fields.front().type();
            open_element(out_, "xs:complexContent", {{"mixed", "false"}});
            open_element(out_, "xs:extension", {{"base", "tns:" + std::string(base.name)}});
            sequence(type.fields.subspan(1));
            close_element(out_, "xs:extension");
            close_element(out_, "xs:complexContent");
        } else {
            sequence(type.fields);
        }
        close_element(out_, "xs:complexType");
    }

    void array(const TypeInfo& type) {
        const TypeInfo& item = type.item();
        open_element(out_, "xs:complexType", {{"name", type.name}});
        open_element(out_, "xs:sequence");
        element("0", "unbounded", type.item_name, item.nillable(), item, item.kind);
        close_element(out_, "xs:sequence");
        close_element(out_, "xs:complexType");
    }

    void dictionary(const TypeInfo& type) {
        open_element(out_, "xs:complexType", {{"name", type.name}});
        annotation("IsDictionary", "true");
        open_element(out_, "xs:sequence");
        open_element(out_, "xs:element", {{"minOccurs", "0"}, {"maxOccurs", "unbounded"}, {"name", type.item_name}});
        open_element(out_, "xs:complexType");
        sequence(type.item().fields);
        close_element(out_, "xs:complexType");
        close_element(out_, "xs:element");
        close_element(out_, "xs:sequence");
        close_element(out_, "xs:complexType");
    }

    void enumeration(const TypeInfo& type) {
        open_element(out_, "xs:simpleType", {{"name", type.name}});
        if (type.is_short) {
            begin_annotation();
            leaf_element(out_, "ActualType", {{"Name", "short"}, {"Namespace", xsd_uri}, {"xmlns", serialization_uri}});
            end_annotation();
        }
        if (type.is_flags) {
            open_element(out_, "xs:list");
            open_element(out_, "xs:simpleType");
        }
        open_element(out_, "xs:restriction", {{"base", "xs:string"}});
        words(type);
        close_element(out_, "xs:restriction");
        if (type.is_flags) {
            close_element(out_, "xs:simpleType");
            close_element(out_, "xs:list");
        }
        close_element(out_, "xs:simpleType");
    }

    // A word's number is annotated where it is not what the word's place would give it.
    void words(const TypeInfo& type) {
        std::int32_t index = 0;
        for (const EnumMember& member : type.members) {
            if (member.since > version_) continue;
            if (member.value == usual_value(type, index++)) {
                leaf_element(out_, "xs:enumeration", {{"value", member.name}});
                continue;
            }
            open_element(out_, "xs:enumeration", {{"value", member.name}});
            annotation("EnumerationValue", std::to_string(member.value));
            close_element(out_, "xs:enumeration");
        }
    }

    void sequence(std::span<const FieldInfo> fields) {
        const auto has = [&](const FieldInfo& field) { return field.in_soap(version_); };
        if (std::none_of(fields.begin(), fields.end(), has)) return leaf_element(out_, "xs:sequence");
        open_element(out_, "xs:sequence");
        for (const FieldInfo& field : fields) {
            if (!has(field)) continue;
            const TypeInfo& type = field.type();
            element(field.is_required ? "" : "0", {}, field.name, type.nillable(), type, field.kind_in(version_));
        }
        close_element(out_, "xs:sequence");
    }

    // An element of a type; empty occurrences are left to the default, which is 1.
    void element(std::string_view least, std::string_view most, std::string_view name, bool nillable,
                 const TypeInfo& type, Kind wire) {
        const std::string_view nil = nillable ? "true" : "";
        std::string type_name;
        std::string_view foreign;
        if (wire != type.kind || type.space == TypeSpace::xsd) {
            type_name = "xs:";
            type_name += wire != type.kind ? xsd_name(wire) : type.name;
        } else if (type.space == here_) {
            type_name = "tns:";
            type_name += type.name;
        } else {
            foreign = uri_of(type.space, version_);
            type_name = "q1:";
            type_name += type.name;
        }
        leaf_element(out_, "xs:element",
                     {{"minOccurs", least},
                      {"maxOccurs", most},
                      {"name", name},
                      {"nillable", nil},
                      {"type", type_name},
                      {"xmlns:q1", foreign}});
    }

    void begin_annotation() {
        open_element(out_, "xs:annotation");
        open_element(out_, "xs:appinfo");
    }
    void end_annotation() {
        close_element(out_, "xs:appinfo");
        close_element(out_, "xs:annotation");
    }
    void annotation(std::string_view name, std::string_view text) {
        begin_annotation();
        open_element(out_, name, {{"xmlns", serialization_uri}});
        xml::append_text(out_, text);
        close_element(out_, name);
        end_annotation();
    }

    const WsdlContract& contract_;
    const Version version_;
    const TypeSpace here_;
    const std::string_view address_;
    std::string& out_;
};

void append_restriction(std::string& out, std::string_view name, std::string_view base, Attributes pattern) {
    const std::string type = "tns:" + std::string(name);
    leaf_element(out, "xs:element", {{"name", name}, {"nillable", "true"}, {"type", type}});
    open_element(out, "xs:simpleType", {{"name", name}});
    open_element(out, "xs:restriction", {{"base", base}});
    if (pattern.size() != 0) leaf_element(out, "xs:pattern", pattern);
    if (name == "duration") {
        leaf_element(out, "xs:minInclusive", {{"value", "-P10675199DT2H48M5.4775808S"}});
        leaf_element(out, "xs:maxInclusive", {{"value", "P10675199DT2H48M5.4775807S"}});
    }
    close_element(out, "xs:restriction");
    close_element(out, "xs:simpleType");
}

void append_serialization_schema(std::string& out) {
    open_element(out, "xs:schema",
                 {{"attributeFormDefault", "qualified"},
                  {"elementFormDefault", "qualified"},
                  {"targetNamespace", serialization_uri},
                  {"xmlns:xs", xsd_uri},
                  {"xmlns:tns", serialization_uri}});
    for (const std::string_view name : builtin_elements) {
        const std::string type = "xs:" + std::string(name);
        leaf_element(out, "xs:element", {{"name", name}, {"nillable", "true"}, {"type", type}});
    }
    append_restriction(out, "char", "xs:int", {});
    append_restriction(out, "duration", "xs:duration", {{"value", duration_pattern}});
    append_restriction(out, "guid", "xs:string", {{"value", guid_pattern}});
    leaf_element(out, "xs:attribute", {{"name", "FactoryType"}, {"type", "xs:QName"}});
    leaf_element(out, "xs:attribute", {{"name", "Id"}, {"type", "xs:ID"}});
    leaf_element(out, "xs:attribute", {{"name", "Ref"}, {"type", "xs:IDREF"}});
    close_element(out, "xs:schema");
}

}  // namespace

std::vector<std::string_view> schema_uris(const WsdlContract& contract) {
    std::vector<std::string_view> uris{service_uri(contract.version()), serialization_uri};
    for (const TypeSpace space : {TypeSpace::cryptography, TypeSpace::arrays})
        if (!contract.types(space).empty()) uris.push_back(uri_of(space, contract.version()));
    return uris;
}

std::string schema_address(std::string_view address, std::size_t index) {
    return std::string(address) + "?xsd=xsd" + std::to_string(index);
}

void append_schema(const WsdlContract& contract, std::string_view uri, std::string_view address, std::string& out) {
    if (uri == serialization_uri) return append_serialization_schema(out);
    for (const TypeSpace space : {TypeSpace::service, TypeSpace::cryptography, TypeSpace::arrays})
        if (uri_of(space, contract.version()) == uri) SchemaWriter(contract, space, address, out).schema();
}

}  // namespace uag::soap
