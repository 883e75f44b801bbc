#include "adapters/rest/openapi_schema.hpp"

#include "adapters/json/writer.hpp"
#include "adapters/rest/entity_links.hpp"
#include "core/base/text.hpp"

namespace uag::rest {
namespace {

void append_member(std::string& out, std::string_view name, std::string_view text) {
    json::append_name(out, name);
    json::append_string(out, text);
}

std::string_view type_word(Kind kind) {
    switch (kind) {
        case Kind::boolean: return "boolean";
        case Kind::int16:
        case Kind::int32: return "integer";
        case Kind::array: return "array";
        case Kind::object:
        case Kind::dictionary: return "object";
        case Kind::string:
        case Kind::datetime:
        case Kind::bytes:
        case Kind::enumeration: break;
    }
    return "string";
}

void append_nullable(const TypeInfo& type, std::string& out) {
    if (!type.nillable()) return;
    json::append_name(out, "nullable");
    out += "true";
}

std::string joined_words(const TypeInfo& type) {
    std::string words;
    for (const EnumMember& member : type.members_in_rest()) {
        if (!words.empty()) words += ", ";
        words += member.name;
    }
    return words;
}

void write_enumeration(const TypeInfo& type, std::string& out) {
    out += R"({"type":"string")";
    if (type.is_flags) {
        std::string text = "Flags: one name, several joined by \", \", or in a request their sum as a number.";
        if (type.is_rest_text) text += " Names: " + joined_words(type) + '.';
        append_member(out, "description", text);
    }
    if (!type.is_rest_text) {
        json::append_name(out, "enum");
        out += '[';
        for (const EnumMember& member : type.members_in_rest()) {
            if (out.back() != '[') out += ',';
            json::append_string(out, member.name);
        }
        out += ']';
    }
    out += '}';
}

}  // namespace

std::string query_name(const FieldInfo& field) {
    std::string name(field.name_in_rest());
    if (!name.empty()) name.front() = ascii_lower(name.front());
    return name;
}

void SchemaWriter::write_value(const TypeInfo& type, std::string& out) {
    if (type.kind == Kind::object || type.kind == Kind::enumeration)
        return write_reference(std::string(type.name), type, false, out);

    out += '{';
    append_member(out, "type", type_word(type.kind));
    switch (type.kind) {
        case Kind::int16:
            // The public description says int32 for these too; the limits tell the truth.
            append_member(out, "format", "int32");
            out += R"(,"minimum":-32768,"maximum":32767)";
            break;
        case Kind::int32: append_member(out, "format", "int32"); break;
        case Kind::datetime: append_member(out, "format", "date-time"); break;
        case Kind::bytes: append_member(out, "format", "byte"); break;
        case Kind::array:
            json::append_name(out, "items");
            write_value(type.item(), out);
            break;
        case Kind::dictionary:
            json::append_name(out, "additionalProperties");
            write_value(type.item().fields[1].type(), out);
            break;
        default: break;
    }
    append_nullable(type, out);
    out += '}';
}

void SchemaWriter::write_named(std::string_view name, const TypeInfo& type, std::string& out) {
    write_reference(std::string(name), type, false, out);
}

void SchemaWriter::write_linked(const TypeInfo& type, std::string& out) {
    write_reference(std::string(type.name) + "WithLinks", type, true, out);
}

void SchemaWriter::write_reference(std::string name, const TypeInfo& type, bool has_links, std::string& out) {
    out += R"({"$ref":"#/components/schemas/)";
    out += name;
    out += "\"}";
    if (names_.insert(name).second) components_.push_back({std::move(name), &type, has_links});
}

void SchemaWriter::write_components(std::string& out) {
    // By index: writing a component may ask for further ones.
    for (std::size_t i = 0; i < components_.size(); ++i) {
        const TypeInfo& type = *components_[i].type;
        json::append_name(out, components_[i].name);
        if (type.kind == Kind::enumeration)
            write_enumeration(type, out);
        else
            write_object(type, components_[i].has_links, out);
    }
}

// A carrier may be null wherever it stands, and a `$ref` can have nothing beside it that says so.
void SchemaWriter::write_object(const TypeInfo& type, bool has_links, std::string& out) {
    out += R"({"type":"object")";
    append_nullable(type, out);
    json::append_name(out, "properties");
    out += '{';
    for_each_field_base_last(type, nullptr, [&](const FieldInfo& field, void*) {
        json::append_name(out, field.name_in_rest());
        write_value(field.type(), out);
    });
    if (has_links) {
        json::append_name(out, links_member);
        out += R"({"type":"object","additionalProperties":{"type":"string"}})";
    }
    out += "}}";
}

}  // namespace uag::rest
