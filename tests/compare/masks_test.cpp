// Nothing secret is left in a masked message, whatever its form and however broken it is, and the rest is as it was.
#include "adapters/compare/masks.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <pugixml.hpp>
#include <random>
#include <set>

#include "adapters/json/codec.hpp"
#include "adapters/json/rapidjson.hpp"
#include "adapters/rest/xml_body.hpp"
#include "adapters/soap/codec.hpp"
#include "adapters/soap/names.hpp"
#include "core/agent/operations.hpp"
#include "support/planted.hpp"
#include "support/sample_values.hpp"

namespace uag::compare {
namespace {

const Pseudonyms& pseudonyms() {
    static const Pseudonyms all(Secret(std::string_view("a key of the test")));
    return all;
}

const Masks& masks() {
    static const Masks all(pseudonyms());
    return all;
}

constexpr std::string_view canary = "Canary-4711-do not keep";
constexpr std::string_view pieces[] = {"Canary", "4711", "do not keep"};

bool has_canary(std::string_view text) {
    return std::ranges::any_of(pieces, [&](std::string_view piece) { return text.find(piece) != text.npos; });
}

bool is_markup(char byte) { return std::string_view("<>/\"{}[]:,=&").find(byte) != std::string_view::npos; }

std::vector<const Operation*> all_operations() {
    std::vector<const Operation*> all;
    for (const auto rows : {operations(Service::user), operations(Service::so_principal), operations(Service::archive),
                            rest_operations()})
        for (const Operation& row : rows) all.push_back(&row);
    return all;
}

// The names of a document and how they are nested.
std::string shape(pugi::xml_node node) {
    std::string out = std::string(node.name()) + '(';
    for (const pugi::xml_node child : node.children())
        if (child.type() == pugi::node_element) out += shape(child);
    return out + ')';
}
std::string xml_shape(const std::string& text) {
    pugi::xml_document document;
    REQUIRE_MESSAGE(document.load_string(text.c_str()), text);
    return shape(document.document_element());
}

std::string shape(const rapidjson::Value& value) {
    std::string out;
    if (value.IsObject()) {
        for (const auto& member : value.GetObject()) out += std::string(member.name.GetString()) + shape(member.value);
        return '{' + out + '}';
    }
    if (!value.IsArray()) return value.IsNull() ? "n" : "v";
    for (const auto& item : value.GetArray()) out += shape(item);
    return '[' + out + ']';
}
std::string json_shape(const std::string& text) {
    rapidjson::Document document;
    document.Parse(text.c_str());
    REQUIRE_MESSAGE(!document.HasParseError(), text);
    return shape(document);
}

void plant(const TypeInfo& type, void* object, bool secret);

void plant_slot(const TypeInfo& type, void* slot, bool secret) {
    if (type.kind == Kind::string && secret) {
        *static_cast<String*>(slot) = String(canary);
    } else if (type.kind == Kind::object && type.slot.object(slot) != nullptr) {
        plant(type, const_cast<void*>(type.slot.object(slot)), secret);
    } else if (type.kind == Kind::array || type.kind == Kind::dictionary) {
        for (std::size_t i = 0; i < type.slot.size(slot); ++i) {
            void* const item = const_cast<void*>(type.slot.at(slot, i));
            if (type.kind == Kind::array)
                plant_slot(type.item(), item, secret);
            else
                plant_slot(type.item().fields.back().type(), type.item().fields.back().slot(item), secret);
        }
    }
}

// The canary into every secret text that is below the object.
void plant(const TypeInfo& type, void* object, bool secret) {
    for_each_field(type, object, [&](const FieldInfo& field, void* owner) {
        plant_slot(field.type(), field.slot(owner), secret || field.is_secret);
    });
}

Object planted_sample(const TypeInfo& type, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    Object object = make_object(type);
    test::fill_sample(type, object.get(), random, 4);
    plant(type, object.get(), false);
    return object;
}

std::string envelope(const Operation& operation, const TypeInfo& type, const void* object, bool is_request) {
    std::string out =
        R"(<?xml version="1.0"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header>)";
    out += "<ApplicationToken xmlns=\"urn:x\">" + std::string(canary) +
           "</ApplicationToken><h:Credentials xmlns:h=\"x\">"
           "<h:Ticket>" +
           std::string(canary) + "</h:Ticket></h:Credentials></s:Header><s:Body><" + std::string(operation.name) +
           (is_request ? "" : "Response") + " xmlns:i=\"" + std::string(soap::xsi_uri) + "\">";
    soap::encode(type, object, newest_version, out);
    return out + "</" + std::string(operation.name) + (is_request ? "" : "Response") + "></s:Body></s:Envelope>";
}

std::string masked(const std::string& body, std::string_view content_type = "application/json") {
    return masks().body({}, content_type, body);
}

std::string mask_of(std::string_view secret) { return pseudonyms().of(secret); }

}  // namespace

TEST_CASE("pseudonyms: the same for the same, by the key, never twice over") {
    const std::string one = mask_of("abc");
    CHECK(one.starts_with("secret:"));
    CHECK(one.size() == 19);
    CHECK(one == mask_of("abc"));
    CHECK(one != mask_of("abd"));
    CHECK(one != Pseudonyms(Secret(std::string_view("another key"))).of("abc"));
    CHECK(mask_of(one) == one);
    CHECK(mask_of("").empty());
    CHECK(is_pseudonym(one));
    CHECK(!is_pseudonym("secret:xyz"));
}

TEST_CASE("requests and answers of every operation in each form: no canary is left, and the structure is the same") {
    std::size_t bodies = 0;
    std::size_t planted = 0;
    const auto check = [&](const std::string& body, const std::string& result, auto shape_of) {
        ++bodies;
        if (has_canary(body)) ++planted;
        CHECK_MESSAGE(!has_canary(result), result);
        CHECK(shape_of(body) == shape_of(result));
    };
    for (const Operation* const operation : all_operations())
        for (const bool is_request : {true, false})
            for (std::uint64_t seed = 0; seed < 6; ++seed) {
                const TypeInfo& type = is_request ? operation->request() : operation->response();
                const Object object = planted_sample(type, seed);
                const std::string soap = envelope(*operation, type, object.get(), is_request);
                check(soap, masks().body({operation, is_request, Wire::soap}, "text/xml", soap), xml_shape);
                check(soap, masks().body({nullptr, is_request, Wire::soap}, "text/xml", soap), xml_shape);

                const bool is_bare = is_request && operation->rest == RestShape::bare_body;
                const bool is_only = !is_request && type.fields.size() == 1 && type.fields.front().name == "Response";
                std::string json;
                std::string xml;
                if (is_bare || is_only) {
                    const FieldInfo& only = type.fields.front();
                    json::encode(only.type(), only.get(object.get()), json);
                    rest::encode_xml(only.type(), only.get(object.get()), xml);
                } else {
                    json::encode_object(type, object.get(), json);
                    rest::encode_xml_object(type, object.get(), xml);
                }
                check(json, masks().body({operation, is_request, Wire::json}, "application/json", json), json_shape);
                check(json, masks().body({nullptr, is_request, Wire::json}, "application/json", json), json_shape);
                check(xml, masks().body({operation, is_request, Wire::xml}, "application/xml", xml), xml_shape);
            }
    MESSAGE(bodies << " bodies, " << planted << " with a canary");
    CHECK(planted > 500);
}

TEST_CASE("bodies that are cut off anywhere, and bodies with a byte changed, keep no canary") {
    std::mt19937_64 random(1);
    for (const Operation* const operation : all_operations())
        for (const test::PlantedBody& body : test::planted_bodies(*operation, canary, "Name", 7, canary)) {
            const MessageKind known{operation, true, body.soap ? Wire::soap : Wire::json};
            // A piece of the canary that is cut in two is no canary, so only whole pieces count.
            for (int i = 0; i < 12; ++i) {
                const std::string cut = body.body.substr(0, random() % (body.body.size() + 1));
                CHECK_MESSAGE(!has_canary(masks().body(known, body.content_type, cut)), cut);
            }
            // A byte of markup that becomes another one may end the place of a secret too early, but never shows it.
            for (int i = 0; i < 12; ++i) {
                std::string changed = body.body;
                std::size_t at = random() % changed.size();
                while (!is_markup(changed[at])) at = (at + 1) % changed.size();
                changed[at] = static_cast<char>(' ' + random() % 95);
                CHECK_MESSAGE(!has_canary(masks().body(known, body.content_type, changed)), changed);
            }
            CHECK(!has_canary(masks().body(known, body.content_type, body.body)));
            CHECK(!has_canary(masks().body({}, body.content_type, body.body)));
        }
}

TEST_CASE("JSON: what is no secret stays to the byte") {
    const std::string body = R"({"Name":"a\u0041","Password":"p\u0041\n","Rank":1,"List":[1, null,{"x":true}]} )";
    const std::string mask = mask_of("pA\n");
    CHECK(masked(body) == R"({"Name":"a\u0041","Password":")" + mask + R"(","Rank":1,"List":[1, null,{"x":true}]} )");
    CHECK(masked(R"({"password":1234,"OldPassword":null,"SecretValue":""})") ==
          R"({"password":")" + mask_of("1234") + R"(","OldPassword":null,"SecretValue":""})");
    CHECK(masked(R"({"Password":{"a":["b",7]}})") ==
          R"({"Password":{"a":[")" + mask_of("b") + "\",\"" + mask_of("7") + R"("]}})");
    CHECK(masked(R"({"Password":"a\uD83D\uDE00"})") == R"({"Password":")" + mask_of("a\xF0\x9F\x98\x80") + "\"}");
    // Of known type, a Value is secret in a Credential only.
    const Operation* const get_user = find_operation(Service::user, "GetUser");
    const MessageKind answer{get_user, false, Wire::json};
    CHECK(masks().body(answer, "application/json",
                       R"({"UserGroup":{"Value":"g"},"Credentials":[{"Type":{"Type":"t"},"Value":"v"}]})") ==
          R"({"UserGroup":{"Value":"g"},"Credentials":[{"Type":{"Type":"t"},"Value":")" + mask_of("v") + "\"}]}");
    CHECK(masked(R"({"UserGroup":{"Value":"g"}})") == R"({"UserGroup":{"Value":")" + mask_of("g") + "\"}}");
}

TEST_CASE("broken JSON and no JSON at all are masked by names") {
    const std::string mask = mask_of("p q");
    CHECK(masked(R"({"Password":"p q)") == R"({"Password":")" + mask);
    CHECK(masked("{'Password': 'p q', 'Name': 'n'}") == "{'Password': '" + mask + "', 'Name': 'n'}");
    CHECK(masked("{\"Name\":n, Password: pq}") == "{\"Name\":n, Password: " + mask_of("pq") + "}");
    CHECK(masked("Password=pq;Name=n", "text/plain") == "Password=" + mask_of("pq") + ";Name=n");
    CHECK(masked("Authorization: Bearer abc.def\r\nX: y", "text/plain") == "Authorization: Bearer abc.def\r\nX: y");
    CHECK(masked("access_token: Bearer abc", "text/plain") == "access_token: " + mask_of("Bearer abc"));
    CHECK(masked("{\"a\":[1,2}, \"Password\": \"p q\"", "application/json") ==
          "{\"a\":[1,2}, \"Password\": \"" + mask + "\"");
}

TEST_CASE("XML: pieces, attributes, comments, what is not closed") {
    const std::string mask = mask_of("a<b");
    CHECK(masked("<r><Password>a&lt;b</Password><Name>n</Name></r>") ==
          "<r><Password>" + mask + "</Password><Name>n</Name></r>");
    CHECK(masked("<r xmlns:x='u'><x:Password q='1'>a<![CDATA[<]]><!-- c -->b</x:Password></r>") ==
          "<r xmlns:x='u'><x:Password q='" + mask_of("1") + "'>" + mask + "</x:Password></r>");
    CHECK(masked("<r><Password/><OldPassword></OldPassword></r>") == "<r><Password/><OldPassword></OldPassword></r>");
    CHECK(masked("<r><Password>a<b") == "<r><Password>" + mask);
    CHECK(masked("<r><Password>x<y>z</y></Password><N>1</N></r>").find("<N>1</N></r>") != std::string::npos);
    CHECK(masked("<r password=\"a&lt;b\" name='n' xmlns:p='u'/>") ==
          "<r password=\"" + mask + "\" name='n' xmlns:p='u'/>");
    CHECK(masked("<!-- Password: pq --><r/>") == "<!-- Password: " + mask_of("pq") + " --><r/>");
    CHECK(masked("<a><r>1 < 2 <N>x</N></r></a>") == "<a><r>1 < 2 <N>x</N></r></a>");
    CHECK(masked("<html><input name=\"Password\" value=\"pq\"><p>Sorry</html>", "text/html") ==
          "<html><input name=\"Password\" " + mask_of("value=\"" + mask_of("pq") + "\">") + "<p>Sorry</html>");
    // The same secret has one pseudonym in either protocol.
    CHECK(masked(R"({"Password":"a<b"})").find(mask) != std::string::npos);
}

TEST_CASE("forms, addresses and fields of HTTP") {
    const std::string mask = mask_of("p q");
    constexpr std::string_view form = "application/x-www-form-urlencoded";
    const Operation* const set_password = find_operation(Service::user, "SetPassword");
    CHECK(masks().body({set_password, true, Wire::form}, form, "AssociateId=1&Password=p+q") ==
          "AssociateId=1&Password=" + mask);
    CHECK(masked("User%5BPassword%5D=p%20q&User.Password=p+q&a[0].Password=p+q&Name=n&Password", form) ==
          "User%5BPassword%5D=" + mask + "&User.Password=" + mask + "&a[0].Password=" + mask + "&Name=n&Password");
    const Operation* const save_credential = find_operation(Service::user, "SaveCredential");
    CHECK(masks().body({save_credential, true, Wire::form}, form,
                       "UserId=1&Credential[Value]=p+q&Credential[DisplayValue]=d") ==
          "UserId=1&Credential[Value]=" + mask + "&Credential[DisplayValue]=d");

    CHECK(masks().address("https://me:p%20q@host:1/a/b?x=1&code=p%20q#access_token=p+q&y=2") ==
          "https://" + mask_of("me:p%20q") + "@host:1/a/b?x=1&code=" + mask + "#access_token=" + mask + "&y=2");
    CHECK(masks().address("/api/v1/User?$filter=name%20eq%20'x'&$top=5") ==
          "/api/v1/User?$filter=name%20eq%20'x'&$top=5");
    CHECK(masks().field("AUTHORIZATION", "Bearer p q") == "Bearer " + mask);
    CHECK(masks().field("Authorization", "pq") == mask_of("pq"));
    CHECK(masks().field("Cookie", "a=p q; b=p q") == "a=" + mask + "; b=" + mask);
    CHECK(masks().field("Set-Cookie", "a=p q; Path=/; Secure") == "a=" + mask + "; Path=/; Secure");
    CHECK(masks().field("SO-AppToken", "p q") == mask);
    CHECK(masks().field("X-Vendor-Ticket", "p q") == mask);
    CHECK(masks().field("Location", "/account?token=p+q") == "/account?token=" + mask);
    CHECK(masks().field("WWW-Authenticate", "Basic realm=\"x\"") == "Basic realm=\"x\"");
    CHECK(masks().field("Content-Type", "text/xml") == "text/xml");
    for (const std::string_view name : {"Authorization", "SOTicket", "SO-AppToken", "Cookie", "Set-Cookie",
                                        "Proxy-Authorization", "X-XSRF-TOKEN", "X-Api-Token", "X-Session-Id"})
        for (const std::string_view before : {"", "Basic ", "SOTicket ", "x="})
            CHECK(!has_canary(masks().field(name, std::string(before) + std::string(canary))));
}

TEST_CASE("UTF-16 is masked as what it says, and what cannot be read is not kept") {
    std::string wide = "\xFF\xFE";
    for (const char c : std::string("<r><Password>p q</Password></r>")) (wide += c) += '\0';
    CHECK(masked(wide, "text/xml; charset=utf-16") == "<r><Password>" + mask_of("p q") + "</Password></r>");
    const std::string binary("\0\1\2Password: x", 14);
    CHECK(is_pseudonym(masked(binary, "application/octet-stream")));
    CHECK(masked("").empty());
}

TEST_CASE("learned secrets are found wherever they stand") {
    Pseudonyms known(Secret(std::string_view("a key of the test")));
    known.learn("p \"a\" & ss");
    known.learn("short");
    const Masks all(known);
    const std::string mask = known.of("p \"a\" & ss");
    CHECK(known.scrubbed("It was 'p \"a\" & ss', short.") == "It was '" + mask + "', short.");
    CHECK(all.body({}, "application/json", R"({"Message":"p \"a\" & ss!"})") == R"({"Message":")" + mask + "!\"}");
    CHECK(all.body({}, "text/xml", "<Message>p &quot;a&quot; &amp; ss</Message>") == "<Message>" + mask + "</Message>");
    CHECK(all.address("/x/p%20%22a%22%20%26%20ss?y=1") == "/x/" + mask + "?y=1");
    CHECK(all.field("X-Echo", "cCAiYSIgJiBzcw==") == mask);
}

TEST_CASE("masking takes time that is linear in the text, and knows a bound for depth") {
    std::string deep;
    for (int i = 0; i < 20'000; ++i) deep += "{\"a\":[";
    CHECK(masked(deep).size() == deep.size());
    std::string tags;
    for (int i = 0; i < 20'000; ++i) tags += "<a>";
    CHECK(masked(tags).size() == tags.size());
    const std::string marks(200'000, '<');
    CHECK(masked(marks) == marks);
    const std::string words = [] {
        std::string out;
        for (int i = 0; i < 40'000; ++i) out += "Password ";
        return out;
    }();
    CHECK(masked(words, "text/plain") == words);
}

TEST_CASE("masks: what an exception of SOAP says of a secret is none, though its members have such names") {
    const Operation* const operation = find_operation(Service::user, "SetPassword");
    const MessageKind kind{operation, false, Wire::soap};
    const std::string said =
        R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header><h:ExceptionInfo xmlns:h="x">)"
        R"(<Message>No.</Message><Parameters><KeyValuePair><Key>MinCharacters</Key><Value>It needs 8.</Value>)"
        R"(</KeyValuePair></Parameters></h:ExceptionInfo></s:Header><s:Body/></s:Envelope>)";
    CHECK(masks().body(kind, "text/xml", said) == said);
}

TEST_CASE("an error is no answer of its operation: where that is one secret text, what went wrong stays readable") {
    const Operation* const exchange = find_operation(Service::user, "ExchangeCodeAndSaveTokens");
    const std::string error = R"({"Error":true,"ErrorType":"SoServerException","Message":"No OpenID provider."})";
    CHECK(masks().body(kind_of_answer(exchange, Wire::json, 500), "application/json", error) == error);
    const std::string xml = "<Failure><Message>No.</Message></Failure>";
    CHECK(masks().body(kind_of_answer(exchange, Wire::xml, 400), "application/xml", xml) == xml);
    CHECK(masks().body(kind_of_answer(exchange, Wire::json, 200), "application/json", "\"a-key-of-tokens\"") ==
          '"' + pseudonyms().of("a-key-of-tokens") + '"');
}

}  // namespace uag::compare
