// Generated values of every type of the contract: what a protocol writes it reads back as the same, with its members
// in any order, and SOAP, JSON and XML read the same out of the same value. SOAP does so in each version; the WebAPI
// has no versions, its JSON and XML always are the newest.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <pugixml.hpp>
#include <random>
#include <string>
#include <vector>

#include "adapters/json/codec.hpp"
#include "adapters/json/guard.hpp"
#include "adapters/rest/xml_body.hpp"
#include "adapters/soap/codec.hpp"
#include "adapters/soap/names.hpp"
#include "adapters/soap/scalars.hpp"
#include "adapters/xml/guard.hpp"
#include "core/agent/operations.hpp"
#include "core/contract/carriers.hpp"
#include "support/sample_values.hpp"
#include "support/sanitized.hpp"
#include "support/versions.hpp"

using namespace uag;

namespace {

constexpr int rounds = uag::test::sanitized ? 4 : 40;

using Types = std::map<const TypeInfo*, std::string_view>;

void collect(const TypeInfo& type, Types& types) {
    if (type.item != nullptr) collect(type.item(), types);
    if (type.kind != Kind::object && type.kind != Kind::enumeration) return;
    if (!types.emplace(&type, type.name).second) return;
    for (const FieldInfo& field : type.fields) collect(field.type(), types);
}

// Every carrier, entry, request, answer and enumeration.
Types all_types() {
    Types types;
    for (const auto rows : {operations(Service::user), operations(Service::so_principal), rest_operations()})
        for (const Operation& operation : rows) {
            collect(operation.request(), types);
            collect(operation.response(), types);
        }
    collect(type_of<SoExceptionInfo>(), types);
    collect(type_of<SoTimeZone>(), types);
    return types;
}

std::vector<const TypeInfo*> all_of(Kind kind) {
    std::vector<const TypeInfo*> chosen;
    for (const auto& [type, name] : all_types())
        if (type->kind == kind) chosen.push_back(type);
    return chosen;
}

// The DSA key's members have a namespace of their own, which the member that holds a key declares; it is tested
// inside of its holder.
bool stands_alone(const TypeInfo& type) { return type.space != TypeSpace::cryptography; }

Object sample(const TypeInfo& type, std::mt19937_64& random, int depth, Version version) {
    Object object = make_object(type);
    test::fill_sample(type, object.get(), random, depth, version);
    return object;
}

std::string soap_text(const TypeInfo& type, const void* object, Version version) {
    std::string text;
    soap::encode(type, object, version, text);
    return text;
}

std::string json_text(const TypeInfo& type, const void* object) {
    std::string text;
    json::encode_object(type, object, text);
    return text;
}

std::string xml_text(const TypeInfo& type, const void* object) {
    std::string text;
    rest::encode_xml_object(type, object, text);
    return text;
}

void shuffle(pugi::xml_node element, std::mt19937_64& random) {
    std::vector<pugi::xml_node> members(element.begin(), element.end());
    std::shuffle(members.begin(), members.end(), random);
    for (const pugi::xml_node& member : members) element.append_move(member);
}

// Reads members that soap_text() wrote; with `random`, after putting them into another order.
Object from_soap(const TypeInfo& type, const std::string& members, Version version, std::mt19937_64* random = nullptr) {
    std::string text = "<x xmlns=\"" + std::string(soap::service_uri(version)) +
                       "\" xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\">" + members + "</x>";
    CAPTURE(text);
    REQUIRE(xml::guard(text).has_value());
    pugi::xml_document document;
    document.load_buffer(text.data(), text.size(),
                         pugi::parse_default | pugi::parse_ws_pcdata | pugi::parse_embed_pcdata, pugi::encoding_utf8);
    const pugi::xml_node root = document.document_element();
    if (random != nullptr) shuffle(root, *random);
    soap::Namespaces namespaces(version);
    namespaces.enter(root);
    std::uint64_t unknown = 0;
    Object object = make_object(type);
    const auto done = soap::decode(type, root, namespaces, {version, 4096, &unknown}, object.get());
    REQUIRE_MESSAGE(done.has_value(), done.error().public_text.english());
    REQUIRE(unknown == 0);
    return object;
}

Object from_json(const TypeInfo& type, std::string text) {
    const std::string unread = text;
    CAPTURE(unread);
    json::Body body;
    REQUIRE(body.parse(text, {}).has_value());
    Object object = make_object(type);
    const auto done = json::decode_object(type, body.root(), object.get());
    REQUIRE_MESSAGE(done.has_value(), done.error().public_text.english());
    return object;
}

Object from_xml(const TypeInfo& type, std::string text) {
    const std::string unread = text;
    CAPTURE(unread);
    rest::XmlBody body;
    const auto readable = body.parse(text, {}, {});
    REQUIRE_MESSAGE(readable.has_value(), readable.error().public_text.english());
    Object object = make_object(type);
    const auto done = body.decode_object(type, object.get());
    REQUIRE_MESSAGE(done.has_value(), done.error().public_text.english());
    return object;
}

// The same document with the root's members in another order.
std::string in_other_order(const std::string& text, std::mt19937_64& random) {
    struct Writer : pugi::xml_writer {
        std::string out;
        void write(const void* data, std::size_t size) override { out.append(static_cast<const char*>(data), size); }
    };
    pugi::xml_document document;
    document.load_string(text.c_str(), pugi::parse_default | pugi::parse_ws_pcdata);
    shuffle(document.document_element(), random);
    Writer writer;
    document.save(writer, "", pugi::format_raw | pugi::format_no_declaration);
    // The writer leaves CR as it is, which a reader takes for the end of a line.
    std::string escaped;
    for (const char c : writer.out) c == '\r' ? escaped += "&#xD;" : escaped += c;
    return escaped;
}

void forget_base(const TypeInfo& type, void* object);

void forget_base_in_slot(const TypeInfo& type, void* slot) {
    if (type.kind == Kind::object) {
        if (const void* const object = type.slot.object(slot)) forget_base(type, const_cast<void*>(object));
        return;
    }
    if (type.kind != Kind::array && type.kind != Kind::dictionary) return;
    for (std::size_t i = 0; i < type.slot.size(slot); ++i) {
        void* const item = const_cast<void*>(type.slot.at(slot, i));
        if (type.kind == Kind::array)
            forget_base_in_slot(type.item(), item);
        else
            forget_base(type.item(), item);
    }
}

// Clears the base carrier's members, which the WebAPI writes but never takes from a client.
void forget_base(const TypeInfo& type, void* object) {
    for (const FieldInfo& field : type.fields) {
        if (!field.is_base) {
            forget_base_in_slot(field.type(), field.slot(object));
            continue;
        }
        for_each_field(field.type(), field.slot(object), [](const FieldInfo& member, void* owner) {
            member.type().slot.clear(member.slot(owner), Presence::absent);
        });
    }
}

}  // namespace

TEST_CASE("the walk finds the whole contract") {
    CHECK(all_of(Kind::object).size() > 100);
    CHECK(all_of(Kind::enumeration).size() > 10);
    for (const TypeInfo* type : all_of(Kind::object)) {
        CAPTURE(type->name);
        std::size_t fields = 0;
        for_each_field(*type, nullptr, [&](const FieldInfo&, const void*) { ++fields; });
        CHECK(fields < soap::max_fields);
    }
}

TEST_CASE("SOAP reads back what it writes, in any order of the members") {
    std::mt19937_64 random(20260101);
    for (const TypeInfo* type : all_of(Kind::object)) {
        if (!stands_alone(*type)) continue;
        CAPTURE(type->name);
        for (const Version version : test::all_versions) {
            CAPTURE(static_cast<int>(version));
            for (int round = 0; round < rounds; ++round) {
                const Object sent = sample(*type, random, round % 5, version);
                const std::string text = soap_text(*type, sent.get(), version);
                const Object received = from_soap(*type, text, version);
                REQUIRE(test::equal_values(*type, sent.get(), received.get(), version));
                REQUIRE(soap_text(*type, received.get(), version) == text);
                const Object other_order = from_soap(*type, text, version, &random);
                REQUIRE(test::equal_values(*type, sent.get(), other_order.get(), version));
            }
        }
    }
}

TEST_CASE("JSON reads back what it writes, but for the base carrier's members") {
    std::mt19937_64 random(20260102);
    for (const TypeInfo* type : all_of(Kind::object)) {
        CAPTURE(type->name);
        for (const Version version : test::all_versions) {
            for (int round = 0; round < rounds; ++round) {
                const Object sent = sample(*type, random, round % 5, version);
                const Object received = from_json(*type, json_text(*type, sent.get()));
                forget_base(*type, sent.get());
                REQUIRE(test::equal_values(*type, sent.get(), received.get(), newest_version, true));
                REQUIRE(json_text(*type, received.get()) == json_text(*type, sent.get()));
            }
        }
    }
}

TEST_CASE("the WebAPI's XML reads back what it writes, in any order, but for the base carrier's members") {
    std::mt19937_64 random(20260104);
    for (const TypeInfo* type : all_of(Kind::object)) {
        CAPTURE(type->name);
        for (const Version version : test::all_versions) {
            for (int round = 0; round < rounds; ++round) {
                const Object sent = sample(*type, random, round % 5, version);
                const std::string text = xml_text(*type, sent.get());
                const Object received = from_xml(*type, text);
                const Object other_order = from_xml(*type, in_other_order(text, random));
                forget_base(*type, sent.get());
                REQUIRE(test::equal_values(*type, sent.get(), received.get(), newest_version, true));
                REQUIRE(test::equal_values(*type, sent.get(), other_order.get(), newest_version, true));
                REQUIRE(xml_text(*type, received.get()) == xml_text(*type, sent.get()));
            }
        }
    }
}

TEST_CASE("JSON and XML read the same out of the same value") {
    std::mt19937_64 random(20260105);
    for (const TypeInfo* type : all_of(Kind::object)) {
        CAPTURE(type->name);
        for (int round = 0; round < rounds; ++round) {
            const Object value = sample(*type, random, round % 5, newest_version);
            const Object by_json = from_json(*type, json_text(*type, value.get()));
            const Object by_xml = from_xml(*type, xml_text(*type, value.get()));
            REQUIRE(test::equal_values(*type, by_json.get(), by_xml.get(), newest_version, true));
            REQUIRE(xml_text(*type, by_json.get()) == xml_text(*type, by_xml.get()));
            REQUIRE(json_text(*type, by_json.get()) == json_text(*type, by_xml.get()));
        }
    }
}

TEST_CASE("SOAP of each version, JSON and XML read the same out of the same value") {
    std::mt19937_64 random(20260103);
    for (const TypeInfo* type : all_of(Kind::object)) {
        if (!stands_alone(*type)) continue;
        CAPTURE(type->name);
        for (const Version version : test::all_versions) {
            CAPTURE(static_cast<int>(version));
            for (int round = 0; round < rounds; ++round) {
                const Object value = sample(*type, random, round % 5, version);
                forget_base(*type, value.get());
                const std::string text = soap_text(*type, value.get(), version);
                const Object by_soap = from_soap(*type, text, version);
                const Object by_json = from_json(*type, json_text(*type, value.get()));
                const Object by_xml = from_xml(*type, xml_text(*type, value.get()));
                REQUIRE(test::equal_values(*type, by_soap.get(), by_json.get(), version));
                REQUIRE(test::equal_values(*type, by_soap.get(), by_xml.get(), version));
                // From one protocol into another and back it is the same text.
                const Object over_json = from_json(*type, json_text(*type, by_soap.get()));
                REQUIRE(soap_text(*type, over_json.get(), version) == text);
                const Object over_xml = from_xml(*type, xml_text(*type, by_soap.get()));
                REQUIRE(soap_text(*type, over_xml.get(), version) == text);
            }
        }
    }
}

TEST_CASE("every member of every enumeration goes out and comes back, in SOAP, JSON and XML") {
    for (const TypeInfo* type : all_of(Kind::enumeration)) {
        CAPTURE(type->name);
        for (const EnumMember& member : type->members) {
            CAPTURE(member.name);
            for (const Version version : test::all_versions) {
                if (member.since > version) continue;
                std::string word;
                soap::append_enum(*type, member.value, version, word);
                CHECK(soap::parse_enum(*type, word, version) == member.value);
                CHECK(soap::parse_enum(*type, member.name, version) == member.value);
            }
            std::string text;
            json::encode(*type, &member.value, text);
            json::Body body;
            REQUIRE(body.parse(text, {}).has_value());
            std::int32_t read = -1;
            CHECK(json::decode(*type, body.root(), &read).has_value());
            CHECK(read == member.value);

            std::string element;
            rest::encode_xml(*type, &member.value, element);
            rest::XmlBody xml;
            REQUIRE(xml.parse(element, {}, {}).has_value());
            read = -1;
            CHECK(xml.decode(*type, &read).has_value());
            CHECK(read == member.value);
        }
    }
}
