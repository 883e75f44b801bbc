#include "adapters/rest/openapi.hpp"

#include <algorithm>
#include <span>
#include <vector>

#include "adapters/json/writer.hpp"
#include "adapters/rest/archive_parameters.hpp"
#include "adapters/rest/entity_links.hpp"
#include "adapters/rest/openapi_example.hpp"
#include "adapters/rest/openapi_schema.hpp"
#include "adapters/rest/openapi_texts.hpp"
#include "adapters/rest/resources.hpp"
#include "adapters/rest/routes.hpp"
#include "core/base/text.hpp"
#include "core/contract/archive_columns.hpp"
#include "core/contract/resource_carriers.hpp"

namespace uag::rest {
namespace {

constexpr std::string_view agents_path = "/api/v1/Agents/";
constexpr std::string_view resource_path = "/api/v1/";
constexpr std::string_view root_tag = "Api";

void next_item(std::string& out) {
    if (out.back() != '[') out += ',';
}

void append_ref(std::string& out, std::string_view kind, std::string_view component) {
    ((((out += R"({"$ref":"#/components/)") += kind) += '/') += component) += "\"}";
}

// `"tags":…` up to `"operationId":…`.
void begin_operation(std::string& out, std::string_view tag, std::string_view summary, std::string_view id) {
    json::append_name(out, "tags");
    out += '[';
    json::append_string(out, tag);
    out += ']';
    json::append_member(out, "summary", summary);
    json::append_member(out, "operationId", id);
}

// A parameter of the address.
struct AddressParameter {
    std::string name;
    std::string_view place;
    bool required = true;
};

void write_address_parameter(const AddressParameter& parameter, const FieldInfo& field, SchemaWriter& schemas,
                             std::string& out) {
    next_item(out);
    out += '{';
    json::append_member(out, "name", parameter.name);
    json::append_member(out, "in", parameter.place);
    json::append_name(out, "required");
    out += parameter.required ? "true" : "false";
    json::append_name(out, "schema");
    schemas.write_value(field.type(), out);
    json::append_name(out, "example");
    write_example(field.type(), field.name_in_rest(), out);
    out += '}';
}

// Texts and dates appear in results only: an operation without one takes nothing but the application's token.
void write_shared_references(const Operation& operation, bool select, std::string& out) {
    if (select) {
        next_item(out);
        append_ref(out, "parameters", select_parameter.component);
    }
    const auto headers = operation.is_void() ? std::span<const SharedParameter>(&token_parameter, 1)
                                             : std::span<const SharedParameter>(header_parameters);
    for (const SharedParameter& header : headers) {
        next_item(out);
        append_ref(out, "parameters", header.component);
    }
}

void write_parameters(const Operation& operation, SchemaWriter& schemas, std::string& out) {
    json::append_name(out, "parameters");
    out += '[';
    if (operation.rest == RestShape::query) {
        const FieldInfo& field = operation.request().fields.front();
        write_address_parameter({query_name(field), "query"}, field, schemas, out);
    }
    write_shared_references(operation, operation.select, out);
    out += ']';
}

void write_parameters(const RestResource& row, const Operation& operation, SchemaWriter& schemas, std::string& out) {
    json::append_name(out, "parameters");
    out += '[';
    if (row.body_id == RestBodyId::of_path)
        out += R"({"name":"id","in":"path","required":true,"schema":{"type":"integer","format":"int32"},)"
               R"("example":5})";
    std::vector<RestBinding> bindings(row.bindings.begin(), row.bindings.end());
    const bool is_list = row.form == RestAnswer::archive;
    if (is_list && row.method == http::Method::get)
        bindings.insert(bindings.end(), archive_parameters().begin(), archive_parameters().end());
    for (const RestBinding& binding : bindings) {
        const bool in_path = binding.source == RestBinding::Source::path;
        if (!in_path && binding.source != RestBinding::Source::query) continue;
        write_address_parameter({std::string(binding.name), in_path ? "path" : "query", in_path || binding.required},
                                field_of(operation.request(), binding.parameter), schemas, out);
    }
    if (row.foreign_keys) {
        next_item(out);
        append_ref(out, "parameters", foreign_keys_parameter.component);
    }
    write_shared_references(operation, takes_select(row), out);
    for (const SharedParameter& parameter : condition_parameters) {
        const bool fits = row.method == http::Method::get || parameter.name == "If-Unmodified-Since";
        if (!row.conditional || !fits) continue;
        next_item(out);
        append_ref(out, "parameters", parameter.component);
    }
    out += ']';
}

// The same schema under each type; the example is JSON and stands with JSON alone.
void write_content(std::span<const std::string_view> media_types, const std::string& schema, const std::string& example,
                   std::string& out) {
    json::append_name(out, "content");
    out += '{';
    for (const std::string_view media_type : media_types) {
        json::append_name(out, media_type);
        out += R"({"schema":)";
        out += schema;
        if (media_type == media_types.front()) {
            json::append_name(out, "example");
            out += example;
        }
        out += '}';
    }
    out += '}';
}

void write_body_of(const std::string& schema, const std::string& example, std::string& out) {
    json::append_name(out, "requestBody");
    out += R"({"required":true)";
    write_content(request_media_types, schema, example, out);
    out += '}';
}

void write_body(const Operation& operation, SchemaWriter& schemas, std::string& out) {
    if (operation.rest != RestShape::object && operation.rest != RestShape::bare_body) return;
    std::string schema;
    if (operation.rest == RestShape::object)
        schemas.write_named(std::string(operation.name) + "Request", operation.request(), schema);
    else
        schemas.write_value(operation.request().fields.front().type(), schema);
    std::string example;
    write_request_example(operation, example);
    write_body_of(schema, example, out);
}

// A patch names what it changes; what that can be, the schema of the merge patch says.
void write_patch_body(const FieldInfo& field, SchemaWriter& schemas, std::string& out) {
    json::append_name(out, "requestBody");
    out += R"({"required":true,"content":{"application/json-patch+json":{"schema":)";
    out += json_patch_schema;
    out += R"(},"application/merge-patch+json":{"schema":)";
    schemas.write_value(field.type(), out);
    out += R"(,"example":{"Tooltip":"on leave","Person":{"Title":"Dr."}}}}})";
}

// What a list takes in its query string, as a form.
void write_list_form(const Operation& operation, SchemaWriter& schemas, std::string& out) {
    json::append_name(out, "requestBody");
    out += R"({"required":false,"content":{"application/x-www-form-urlencoded":{"schema":{"type":"object",)"
           R"("properties":{)";
    for (const RestBinding& parameter : archive_parameters()) {
        json::append_name(out, parameter.name);
        schemas.write_value(field_of(operation.request(), parameter.parameter).type(), out);
    }
    out += "}}}}}";
}

void write_body(const RestResource& row, const Operation& operation, SchemaWriter& schemas, std::string& out) {
    if (row.method == http::Method::patch) return write_patch_body(operation.request().fields.front(), schemas, out);
    if (row.form == RestAnswer::archive && row.method == http::Method::post)
        return write_list_form(operation, schemas, out);
    for (const RestBinding& binding : row.bindings) {
        if (binding.source != RestBinding::Source::body) continue;
        const FieldInfo& field = field_of(operation.request(), binding.parameter);
        std::string schema;
        schemas.write_value(field.type(), schema);
        std::string example;
        write_example(field.type(), field.name_in_rest(), example);
        write_body_of(schema, example, out);
    }
}

void write_errors(std::string& out) {
    for (const ErrorAnswer& answer : error_answers) {
        json::append_name(out, answer.status);
        append_ref(out, "responses", answer.component);
    }
}

void write_responses(const Operation& operation, const RestResource* row, std::span<const std::string_view> media_types,
                     SchemaWriter& schemas, std::string& out) {
    json::append_name(out, "responses");
    out += '{';
    if (operation.is_void()) {
        out += R"("204":{"description":"Done; there is no result."})";
    } else {
        std::string schema;
        const bool is_zone = row != nullptr && is_about_zones(row->form);
        const TypeInfo& type = is_zone ? type_of<TimeZoneData>() : operation.response().fields.front().type();
        const bool linked = row != nullptr && row->form == RestAnswer::linked;
        linked ? schemas.write_linked(type, schema) : schemas.write_value(type, schema);
        std::string example;
        is_zone ? write_example(type, {}, example) : write_response_example(operation, example);
        if (linked) append_links(*row, "https://gateway.example/api", 5, DataFormat::json, example);
        out += R"("200":{"description":"The result.")";
        write_content(media_types, schema, example, out);
        out += '}';
    }
    write_errors(out);
    out += '}';
}

void write_agent_operation(const Operation& operation, SchemaWriter& schemas, std::string& out) {
    const std::string agent(name_of(operation.service));
    json::append_name(out, std::string(agents_path) + agent + '/' + std::string(operation.name));
    out += R"({"post":{)";
    begin_operation(out, agent + "_Agent", operation.summary, "v1" + agent + "Agent_" + std::string(operation.name));
    write_parameters(operation, schemas, out);
    write_body(operation, schemas, out);
    write_responses(operation, nullptr, response_media_types, schemas, out);
    out += "}}";
}

std::string_view example_row(ArchiveList list) {
    switch (list) {
        case ArchiveList::users: break;
        case ArchiveList::roles: return R"({"PrimaryKey":"5","EntityName":"role","roleId":5,"name":"System"})";
        case ArchiveList::time_zones:
            return R"({"PrimaryKey":"261","EntityName":"timezone","id":261,"timeZone":"NO","country":"Norway"})";
    }
    return R"({"PrimaryKey":"5","EntityName":"all","associateDbId":5,"assocName":"ANNA"})";
}

// Rows have the columns that were asked for; the table says which there are.
void write_list_responses(const RestResource& row, SchemaWriter& schemas, std::string& out) {
    const bool has_rows = row.form == RestAnswer::archive;
    std::string schema = R"({"type":"object","properties":{"odata.metadata":{"type":"string"},)"
                         R"("odata.count":{"type":"string","description":"With $inlineCount=allpages."},)"
                         R"("odata.nextLink":{"type":"string","nullable":true},"value":{"type":"array","items":)";
    std::string example = R"({"odata.metadata":"https://gateway.example/api/v1/)";
    example += row.list == ArchiveList::users ? std::string_view("Archive/AllUsers") : row.path;
    example += R"(/$metadata","odata.nextLink":null,"value":[)";
    if (has_rows) {
        schema += R"({"type":"object","description":"PrimaryKey, EntityName and the columns of $select; with )"
                  R"($mode=full the columns stand in Column, each with RawValue, DisplayValue, LinkHint and )"
                  R"(TooltipHint.","additionalProperties":true,"properties":{"PrimaryKey":{"type":"string"},)"
                  R"("EntityName":{"type":"string"})";
        for (const ArchiveColumnInfo& column : archive_columns(row.list)) {
            json::append_name(schema, column.name);
            const bool is_flag = column.kind == ColumnKind::boolean;
            schema += is_flag                   ? R"({"type":"boolean"})"
                      : is_numeric(column.kind) ? R"({"type":"integer","format":"int32"})"
                                                : R"({"type":"string"})";
        }
        schema += "}}";
        example += example_row(row.list);
    } else {
        schemas.write_value(type_of<ArchiveColumnCarrier>(), schema);
        write_example(type_of<ArchiveColumnCarrier>(), "assocName", example);
    }
    json::append_name(out, "responses");
    out += R"({"200":{"description":"A page.")";
    write_content(response_media_types, schema + "}}}", example + "]}", out);
    out += '}';
    write_errors(out);
    out += '}';
}

void write_resource(const RestResource& row, SchemaWriter& schemas, std::string& out) {
    const Operation& operation = operation_of(row);
    std::string method;
    for (const char c : http::name_of(row.method)) method += ascii_lower(c);
    json::append_name(out, method);
    out += '{';
    begin_operation(out, row.tag(), row.summary, row.id);
    write_parameters(row, operation, schemas, out);
    write_body(row, operation, schemas, out);
    const bool is_page = row.form == RestAnswer::archive || row.form == RestAnswer::columns;
    if (is_page) write_list_responses(row, schemas, out);
    if (!is_page) write_responses(operation, &row, response_media_types, schemas, out);
    if (row.conditional) out.insert(out.size() - 1, condition_answers);
    if (row.method == http::Method::patch) out.insert(out.size() - 1, patch_answers);
    out += '}';
}

// Methods of one path stand together in the table.
void write_resources(SchemaWriter& schemas, std::string& out) {
    std::string_view open;
    for (const RestResource& row : rest_resources()) {
        if (!open.empty() && open != row.path) out += '}';
        if (open != row.path) {
            json::append_name(out, std::string(resource_path) + std::string(row.path));
            out += '{';
        }
        open = row.path;
        write_resource(row, schemas, out);
    }
    out += '}';
}

void write_root(std::string& out) {
    json::append_name(out, "/api");
    out += R"({"get":{)";
    begin_operation(out, root_tag, "What stands here: versions, and the address of the WebAPI.", "Api_Get");
    out += R"(,"security":[],"responses":{"200":{"description":"A text for each fact.","content":{)"
           R"("application/json":{"schema":{"type":"object","additionalProperties":{"type":"string"}},)"
           R"("example":{"NetServerVersion":"11.10.0.0","Services":"Services87",)"
           R"("ServicesCurrent":"Services88","Version":"v1"}},)"
           R"("application/xml":{"schema":{"type":"object","additionalProperties":{"type":"string"}}},)"
           R"("text/html":{"schema":{"type":"string"}}}}}}})";
}

void write_addresses_operation(std::string& out) {
    json::append_name(out, "/api/v1");
    out += R"({"get":{)";
    begin_operation(out, root_tag, "Every address with its methods.", "Api_GetAddresses");
    out += R"(,"security":[],"responses":{"200":{"description":"For each address a summary a method.",)"
           R"("content":{"application/json":{"schema":{"type":"object","additionalProperties":)"
           R"({"type":"object","additionalProperties":{"type":"string"}}},"example":)"
           R"({"https://gateway.example/api/v1/Agents/User/GetUser":{"POST":"?userId={userId} A user."}}}}}}}})";
}

void write_shared_parameters(std::string& out) {
    const auto write = [&out](const SharedParameter& parameter) {
        json::append_name(out, parameter.component);
        out += '{';
        json::append_member(out, "name", parameter.name);
        json::append_member(out, "in", parameter.place);
        json::append_member(out, "description", parameter.description);
        out += R"(,"schema":{)";
        json::append_member(out, "type", parameter.type);
        out += "}}";
    };
    json::append_name(out, "parameters");
    out += '{';
    write(select_parameter);
    write(foreign_keys_parameter);
    for (const SharedParameter& parameter : header_parameters) write(parameter);
    for (const SharedParameter& parameter : condition_parameters) write(parameter);
    out += '}';
}

void write_shared_responses(std::string& out) {
    json::append_name(out, "responses");
    out += '{';
    for (const ErrorAnswer& answer : error_answers) {
        json::append_name(out, answer.component);
        out += '{';
        json::append_member(out, "description", answer.description);
        if (!answer.header.empty()) {
            out += R"(,"headers":{)";
            json::append_name(out, answer.header);
            out += '{';
            json::append_member(out, "description", answer.header_text);
            out += R"(,"schema":{)";
            json::append_member(out, "type", answer.header_type);
            out += "}}}";
        }
        out += R"(,"content":{"application/json":{"schema":{"$ref":"#/components/schemas/ErrorObject"}},)"
               R"("application/xml":{"schema":{"$ref":"#/components/schemas/ErrorObject"}},)"
               R"("application/problem+json":{"schema":{"$ref":"#/components/schemas/Problem"}}}})";
    }
    out += '}';
}

void write_head(const OpenApiSettings& settings, std::string& out) {
    out += R"({"openapi":"3.0.3","info":{"title":"User Agent WebAPI",)"
           R"("description":"The User agent: associates, passwords, roles, groups and rights. An operation is )"
           R"(run by POST; GET on the same address describes it and runs nothing. Member names are read in any )"
           R"(case. Bodies are UTF-8 or UTF-16; in a form, User[Name] or User.Name is a member of a carrier, and )"
           R"(A[0], A[] or A once more is an item of an array. Answers are UTF-8, and gzip for clients that )"
           R"(accept it, but never where one can hold a secret.")";
    json::append_member(out, "version", settings.version);
    out += '}';
    if (!settings.server_url.empty()) {
        out += R"(,"servers":[{)";
        json::append_member(out, "url", settings.server_url);
        out += "}]";
    }
    out += R"(,"security":[{"Basic":[]},{"SoTicket":[]},{"Bearer":[]}],"tags":[)"
           R"({"name":"User_Agent","description":"The operations of the User agent."},)"
           R"({"name":"Archive_Agent","description":"Lists of users, as the Archive agent gives them."},)"
           R"({"name":"User","description":"Users as resources, and who the caller is."},)"
           R"({"name":"Archive","description":"Lists of users: AllUsers, InternalUsers, ExternalUsers."},)"
           R"({"name":"Role","description":"Roles with their functional rights and data rights."},)"
           R"({"name":"Presence","description":"Who is there to chat."},)"
           R"({"name":"TimeZone","description":"The zones that dates can be of."},)"
           R"({"name":"Api","description":"The installation."}])";
}

}  // namespace

std::string write_openapi(const OpenApiSettings& settings) {
    SchemaWriter schemas;
    std::string out;
    out.reserve(512 * 1024);
    write_head(settings, out);

    json::append_name(out, "paths");
    out += '{';
    for (const Service service : rest_agents)
        for (const Operation& operation : operations(service)) write_agent_operation(operation, schemas, out);
    write_resources(schemas, out);
    write_addresses_operation(out);
    write_root(out);
    out += '}';

    json::append_name(out, "components");
    out += '{';
    json::append_name(out, "schemas");
    out += '{';
    out += error_schemas;
    schemas.write_components(out);
    out += '}';
    write_shared_parameters(out);
    write_shared_responses(out);
    json::append_name(out, "securitySchemes");
    out += '{';
    out += security_schemes;
    out += "}}}";
    return out;
}

}  // namespace uag::rest
