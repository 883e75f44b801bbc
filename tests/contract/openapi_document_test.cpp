// The OpenAPI document as such: complete, without loose ends, and with examples that the gateway itself would
// take.
#include <doctest/doctest.h>

#include <functional>
#include <map>
#include <set>
#include <string>

#include "adapters/http/errors.hpp"
#include "adapters/json/codec.hpp"
#include "adapters/rest/resources.hpp"
#include "contract/openapi_reader.hpp"
#include "core/agent/operations.hpp"
#include "core/base/text.hpp"

using namespace uag;
using namespace uag::test;

namespace {

using Visit = std::function<void(const json::Value&)>;

void for_each_node(const json::Value& node, const Visit& visit) {
    visit(node);
    if (node.IsArray())
        for (const json::Value& item : node.GetArray()) for_each_node(item, visit);
    if (node.IsObject())
        for (const auto& part : node.GetObject()) for_each_node(part.value, visit);
}

const json::Value& operation_node(const json::Value& document, const Operation& operation) {
    const std::string path = "/api/v1/Agents/User/" + std::string(operation.name);
    const json::Value* const item = member(*member(document, "paths"), path);
    REQUIRE(item != nullptr);
    const json::Value* const post = member(*item, "post");
    REQUIRE(post != nullptr);
    return *post;
}

const json::Value& json_content(const json::Value& holder) {
    return *member(*member(holder, "content"), "application/json");
}

Result<void> decode_body(const Operation& operation, const json::Value& example) {
    const TypeInfo& type = operation.request();
    const Object request = make_object(type);
    if (operation.rest == RestShape::object) return json::decode_object(type, example, request.get());
    const FieldInfo& body = type.fields.front();
    return json::decode(body.type(), example, body.slot(request.get()));
}

}  // namespace

TEST_CASE("no object of the document has a member twice") {
    const json::Tree document = read_openapi();
    for_each_node(document, [](const json::Value& node) {
        if (!node.IsObject()) return;
        std::set<std::string_view> names;
        for (const auto& part : node.GetObject()) {
            INFO(text_of(part.name));
            CHECK(names.insert(text_of(part.name)).second);
        }
    });
}

TEST_CASE("every reference leads somewhere, and every component is used") {
    const json::Tree document = read_openapi();
    std::set<std::string> references;
    for_each_node(document, [&](const json::Value& node) {
        const json::Value* const reference = node.IsObject() ? member(node, "$ref") : nullptr;
        if (reference == nullptr || !reference->IsString()) return;
        INFO(text_of(*reference));
        CHECK(target_of(document, text_of(*reference)) != nullptr);
        CHECK(node.MemberCount() == 1);
        references.emplace(text_of(*reference));
    });
    for (const std::string_view kind : {"schemas", "parameters", "responses"})
        for (const auto& component : member(*member(document, "components"), kind)->GetObject()) {
            const std::string reference =
                "#/components/" + std::string(kind) + "/" + std::string(text_of(component.name));
            INFO(reference);
            CHECK(references.contains(reference));
        }
}

TEST_CASE("every operation stands in the document once, and nothing else does") {
    const json::Tree document = read_openapi();
    std::multiset<std::string> ids;
    for_each_node(*member(document, "paths"), [&](const json::Value& node) {
        if (const json::Value* const id = node.IsObject() ? member(node, "operationId") : nullptr)
            ids.emplace(text_of(*id));
    });
    CHECK(operations(Service::user).size() == 97);
    CHECK(operations(Service::archive).size() == 5);
    CHECK(ids.size() ==
          operations(Service::user).size() + operations(Service::archive).size() + rest_resources().size() + 2);
    CHECK(ids.count("Api_Get") == 1);
    CHECK(ids.count("Api_GetAddresses") == 1);
    for (const Operation& operation : operations(Service::user))
        CHECK(ids.count("v1UserAgent_" + std::string(operation.name)) == 1);
    for (const Operation& operation : operations(Service::archive))
        CHECK(ids.count("v1ArchiveAgent_" + std::string(operation.name)) == 1);
    for (const RestResource& row : rest_resources()) CHECK(ids.count(std::string(row.id)) == 1);
}

TEST_CASE("every resource stands at its address, with the variables of it and the parameters of its query") {
    const json::Tree document = read_openapi();
    for (const RestResource& row : rest_resources()) {
        INFO(row.id);
        const json::Value* const path = member(*member(document, "paths"), "/api/v1/" + std::string(row.path));
        REQUIRE(path != nullptr);
        std::string method(http::name_of(row.method));
        for (char& c : method) c = ascii_lower(c);
        const json::Value* const node = member(*path, method);
        REQUIRE(node != nullptr);
        CHECK(text_of(*member(*node, "operationId")) == row.id);
        std::set<std::string> variables;
        std::set<std::string> queries;
        for (const json::Value& parameter : member(*node, "parameters")->GetArray()) {
            const json::Value* const place = member(parameter, "in");
            if (place == nullptr) continue;
            auto& names = text_of(*place) == "path" ? variables : queries;
            names.emplace(text_of(*member(parameter, "name")));
        }
        bool takes_body = false;
        for (const RestBinding& binding : row.bindings) {
            using Source = RestBinding::Source;
            takes_body = takes_body || binding.source == Source::body || row.method == http::Method::patch;
            if (binding.source == Source::query) CHECK(queries.contains(std::string(binding.name)));
        }
        takes_body = takes_body || (row.form == RestAnswer::archive && row.method == http::Method::post);
        CHECK((member(*node, "requestBody") != nullptr) == takes_body);
        const auto varying = static_cast<std::size_t>(std::count(row.path.begin(), row.path.end(), '{'));
        CHECK(variables.size() == varying);
        for (const std::string& name : variables) CHECK(row.path.find("{" + name + "}") != std::string_view::npos);
    }
}

TEST_CASE("a schema's name means one thing: requests and carriers do not collide") {
    std::map<std::string_view, const TypeInfo*> carriers;
    const std::function<void(const TypeInfo&)> collect = [&](const TypeInfo& type) {
        if (type.kind == Kind::array || type.kind == Kind::dictionary) return collect(type.item());
        if (type.kind != Kind::object && type.kind != Kind::enumeration) return;
        const auto [at, is_new] = carriers.emplace(type.name, &type);
        INFO(type.name);
        CHECK(at->second == &type);
        if (!is_new) return;
        for (const FieldInfo& field : type.fields) collect(field.type());
    };
    for (const auto rows : {operations(Service::user), rest_operations()})
        for (const Operation& operation : rows) {
            for (const FieldInfo& field : operation.request().fields) collect(field.type());
            for (const FieldInfo& field : operation.response().fields) collect(field.type());
        }
    for (const Operation& operation : operations(Service::user))
        CHECK_FALSE(carriers.contains(std::string(operation.name) + "Request"));
}

TEST_CASE("the gateway reads every example of a request") {
    const json::Tree document = read_openapi();
    int bodies = 0;
    for (const Operation& operation : operations(Service::user)) {
        INFO(operation.name);
        const json::Value* const body = member(operation_node(document, operation), "requestBody");
        const bool takes_body = operation.rest == RestShape::object || operation.rest == RestShape::bare_body;
        REQUIRE((body != nullptr) == takes_body);
        if (body == nullptr) continue;
        const json::Value* const example = member(json_content(*body), "example");
        REQUIRE(example != nullptr);
        const Result<void> read = decode_body(operation, *example);
        if (!read.has_value()) INFO(read.error().public_text.english());
        CHECK(read.has_value());
        ++bodies;
    }
    CHECK(bodies == 81);
}

TEST_CASE("the documented call is shown as it is on record") {
    const json::Tree document = read_openapi();
    const Operation& operation = *find_operation(Service::user, "ChangeOwnPassword");
    const json::Value& post = operation_node(document, operation);
    const json::Value& example = *member(json_content(*member(post, "requestBody")), "example");
    CHECK(example.MemberCount() == 2);
    CHECK(text_of(*member(example, "OldPassword")) == "sint");
    CHECK(text_of(*member(example, "NewPassword")) == "sed");
    CHECK(member(json_content(*member(*member(post, "responses"), "200")), "example")->IsTrue());
}

TEST_CASE("every operation names the statuses that an error can have") {
    const json::Tree document = read_openapi();
    for (const Operation& operation : operations(Service::user)) {
        INFO(operation.name);
        const json::Value& responses = *member(operation_node(document, operation), "responses");
        CHECK((member(responses, "204") != nullptr) == operation.is_void());
        CHECK((member(responses, "200") != nullptr) != operation.is_void());
        for (const errc code : {errc::malformed, errc::bad_parameter, errc::session, errc::access_denied,
                                errc::not_found, errc::password_policy, errc::validation, errc::invalid_argument,
                                errc::not_implemented, errc::server, errc::internal, errc::storage, errc::overloaded,
                                errc::upstream_failed, errc::upstream_slow, errc::throttled, errc::password_throttled})
            CHECK(member(responses, std::to_string(form_of(code).status)) != nullptr);
    }
}

TEST_CASE("credentials are asked of everything but the root and the list of addresses") {
    const json::Tree document = read_openapi();
    CHECK(member(document, "security")->Size() == 3);
    for (const auto& path : member(document, "paths")->GetObject())
        for (const auto& method : path.value.GetObject()) {
            const json::Value* const own = member(method.value, "security");
            INFO(text_of(path.name));
            const bool is_open = text_of(path.name) == "/api" || text_of(path.name) == "/api/v1";
            CHECK((own != nullptr) == is_open);
            if (own != nullptr) CHECK(own->Empty());
        }
    for (const std::string_view scheme : {"Basic", "SoTicket", "Bearer"})
        CHECK(target_of(document, "#/components/securitySchemes/" + std::string(scheme)) != nullptr);
}

TEST_CASE("settings: the server's address is text, and is left out where there is none") {
    CHECK(member(read_openapi(), "servers") == nullptr);
    const json::Tree document = read_openapi({.server_url = R"(https://example.com/a"b)", .version = "7.8.9"});
    CHECK(text_of(*member((*member(document, "servers"))[0], "url")) == R"(https://example.com/a"b)");
    CHECK(text_of(*member(*member(document, "info"), "version")) == "7.8.9");
    CHECK(rest::write_openapi({}) == rest::write_openapi({}));
}
