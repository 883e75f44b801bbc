#include "adapters/rest/openapi.hpp"

#include <span>

#include "adapters/json/writer.hpp"
#include "adapters/rest/openapi_example.hpp"
#include "adapters/rest/openapi_schema.hpp"

namespace uag::rest {
namespace {

constexpr std::string_view agent_path = "/api/v1/Agents/User/";
constexpr std::string_view session_path = "/api/v1/User/";
constexpr std::string_view agent_tag = "User_Agent";
constexpr std::string_view session_tag = "User";
constexpr std::string_view root_tag = "Api";
constexpr std::string_view time_zone_tag = "TimeZone";

// A parameter that many operations share, and its component.
struct SharedParameter {
    std::string_view component;
    std::string_view name;
    std::string_view place;
    std::string_view description;
};
constexpr SharedParameter select_parameter{
    "Select", "$select", "query",
    "Members to include in the result, separated by commas; '/' leads into a carrier, as in Name,Role/Id. "
    "All others are null. Without it the result is complete."};
constexpr SharedParameter token_parameter{
    "SoAppToken", "SO-AppToken", "header",
    "The token of the calling application, where the installation asks for one."};
constexpr std::array<SharedParameter, 5> header_parameters{{
    {"AcceptLanguage", "Accept-Language", "header",
     "Language (ISO 639-1) of translated texts in the result. Without it, or with *, texts are as they are "
     "stored."},
    {"SoLanguage", "SO-Language", "header", "The same, and stronger than Accept-Language."},
    {"SoCulture", "SO-Culture", "header",
     "Culture for numbers and dates inside texts; without effect where no language is set."},
    {"SoTimeZone", "SO-TimeZone", "header",
     "Time zone of dates, by name or number; with ', includeTZOffset' dates in the result carry their "
     "offset."},
    token_parameter,
}};

// An error answer; the same for every operation.
struct ErrorAnswer {
    std::string_view status;
    std::string_view component;
    std::string_view description;
    std::string_view header;  ///< empty: none of its own
    std::string_view header_type;
    std::string_view header_text;
};
constexpr std::array<ErrorAnswer, 8> error_answers{{
    {"400", "BadRequest", "The request or a parameter is wrong, or a rule of the domain forbids it.", "", "",
     ""},
    {"401", "Unauthorized", "Credentials are missing, wrong or expired.", "WWW-Authenticate", "string",
     "The schemes that are accepted, a header each."},
    {"403", "Forbidden", "The caller has no right to this.", "", "", ""},
    {"404", "NotFound", "What the call is about does not exist.", "", "", ""},
    {"429", "TooManyRequests", "Too many failed attempts.", "Retry-After", "integer", "Seconds to wait."},
    {"500", "ServerError", "The server could not answer the request.", "", "", ""},
    {"501", "NotImplemented", "The operation is not served here.", "", "", ""},
    {"503", "ServiceUnavailable", "The server is busy or shutting down.", "Retry-After", "integer",
     "Seconds to wait."},
}};

constexpr std::string_view error_schemas =
    R"("ErrorObject":{"type":"object","description":"Why a call failed.",)"
    R"("required":["Error","ErrorType","Message","ErrorSource"],"properties":{)"
    R"("Error":{"type":"boolean","enum":[true]},)"
    R"("ErrorType":{"type":"string","description":"The short name of an exception."},)"
    R"("Message":{"type":"string"},)"
    R"("ErrorSource":{"type":"string","description":"The layer that refused."},)"
    R"("Messages":{"type":"object","description":"What is wrong with which member, after a validation.",)"
    R"("additionalProperties":{"type":"string"}}}},)"
    R"("Problem":{"type":"object","description":"The same as problem details (RFC 9457).",)"
    R"("required":["type","title","status","detail","ErrorType","ErrorSource"],"properties":{)"
    R"("type":{"type":"string"},"title":{"type":"string"},"status":{"type":"integer","format":"int32"},)"
    R"("detail":{"type":"string"},"instance":{"type":"string"},)"
    R"("ErrorType":{"type":"string"},"ErrorSource":{"type":"string"},)"
    R"("Messages":{"type":"object","additionalProperties":{"type":"string"}}}})";

constexpr std::string_view time_zone_schema =
    R"({"type":"object","properties":{"odata.metadata":{"type":"string"},)"
    R"("odata.nextLink":{"type":"string","nullable":true},"value":{"type":"array","items":{"type":"object",)"
    R"("properties":{"PrimaryKey":{"type":"integer","format":"int32"},"EntityName":{"type":"string"},)"
    R"("id":{"type":"integer","format":"int32"},"timeZone":{"type":"string","description":"The code."},)"
    R"("country":{"type":"string"},"region":{"type":"string"},)"
    R"("offset":{"type":"string","description":"Standard time; 0 for none."},)"
    R"("daylight":{"type":"string","description":"Empty where the clock is never changed."},)"
    R"("isActive":{"type":"integer","format":"int32"}}}}}})";
constexpr std::string_view time_zone_example =
    R"({"odata.metadata":"https://gateway.example/api/v1/archive$metadata","odata.nextLink":null,"value":[)"
    R"({"PrimaryKey":261,"EntityName":"timezone","id":261,"timeZone":"NO","country":"Norway","region":"",)"
    R"("offset":"+1:00","daylight":"+2:00","isActive":1}]})";

constexpr std::string_view security_schemes =
    R"("Basic":{"type":"http","scheme":"basic",)"
    R"("description":"Associate name or user name, and password, in UTF-8."},)"
    R"("SoTicket":{"type":"apiKey","in":"header","name":"Authorization",)"
    R"("description":"The word SOTicket, a space, and a ticket of SoPrincipal as it is: SOTicket 7T:abc=="},)"
    R"("Bearer":{"type":"http","scheme":"bearer",)"
    R"("description":"An access token of GetAccessToken or currentToken: 8A:abc=="})";

void append_member(std::string& out, std::string_view name, std::string_view text) {
    json::append_name(out, name);
    json::append_string(out, text);
}

void next_item(std::string& out) {
    if (out.back() != '[') out += ',';
}

void append_ref(std::string& out, std::string_view kind, std::string_view component) {
    ((((out += R"({"$ref":"#/components/)") += kind) += '/') += component) += "\"}";
}

// `"tags":…` up to `"operationId":…`.
void begin_operation(std::string& out, std::string_view tag, std::string_view summary,
                     std::string_view prefix, std::string_view name) {
    json::append_name(out, "tags");
    out += '[';
    json::append_string(out, tag);
    out += ']';
    append_member(out, "summary", summary);
    std::string id(prefix);
    id += name;
    append_member(out, "operationId", id);
}

void write_query_parameter(const FieldInfo& field, SchemaWriter& schemas, std::string& out) {
    next_item(out);
    out += '{';
    const std::string name = query_name(field);
    append_member(out, "name", name);
    append_member(out, "in", "query");
    json::append_name(out, "required");
    out += "true";
    json::append_name(out, "schema");
    schemas.write_value(field.type(), out);
    json::append_name(out, "example");
    write_example(field.type(), field.name_in_rest(), out);
    out += '}';
}

// Texts and dates appear in results only: an operation without one takes nothing but the application's token.
void write_parameters(const Operation& operation, SchemaWriter& schemas, std::string& out) {
    json::append_name(out, "parameters");
    out += '[';
    if (operation.rest == RestShape::query)
        write_query_parameter(operation.request().fields.front(), schemas, out);
    if (operation.select) {
        next_item(out);
        append_ref(out, "parameters", select_parameter.component);
    }
    const auto headers = operation.is_void() ? std::span<const SharedParameter>(&token_parameter, 1)
                                             : std::span<const SharedParameter>(header_parameters);
    for (const SharedParameter& header : headers) {
        next_item(out);
        append_ref(out, "parameters", header.component);
    }
    out += ']';
}

// The same schema under each type; the example is JSON and stands with JSON alone.
void write_content(std::span<const std::string_view> media_types, const std::string& schema,
                   const std::string& example, std::string& out) {
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

void write_body(const Operation& operation, SchemaWriter& schemas, std::string& out) {
    if (operation.rest != RestShape::object && operation.rest != RestShape::bare_body) return;
    std::string schema;
    if (operation.rest == RestShape::object)
        schemas.write_named(std::string(operation.name) + "Request", operation.request(), schema);
    else
        schemas.write_value(operation.request().fields.front().type(), schema);
    std::string example;
    write_request_example(operation, example);

    json::append_name(out, "requestBody");
    out += R"({"required":true)";
    write_content(request_media_types, schema, example, out);
    out += '}';
}

void write_errors(std::string& out) {
    for (const ErrorAnswer& answer : error_answers) {
        json::append_name(out, answer.status);
        append_ref(out, "responses", answer.component);
    }
}

void write_responses(const Operation& operation, std::span<const std::string_view> media_types,
                     SchemaWriter& schemas, std::string& out) {
    json::append_name(out, "responses");
    out += '{';
    if (operation.is_void()) {
        out += R"("204":{"description":"Done; there is no result."})";
    } else {
        std::string schema;
        schemas.write_value(operation.response().fields.front().type(), schema);
        std::string example;
        write_response_example(operation, example);
        out += R"("200":{"description":"The result.")";
        write_content(media_types, schema, example, out);
        out += '}';
    }
    write_errors(out);
    out += '}';
}

void write_agent_operation(const Operation& operation, SchemaWriter& schemas, std::string& out) {
    json::append_name(out, std::string(agent_path) + std::string(operation.name));
    out += R"({"post":{)";
    begin_operation(out, agent_tag, operation.summary, "v1UserAgent_", operation.name);
    write_parameters(operation, schemas, out);
    write_body(operation, schemas, out);
    write_responses(operation, response_media_types, schemas, out);
    out += "}}";
}

void write_session_operation(const Operation& operation, SchemaWriter& schemas, std::string& out) {
    json::append_name(out, std::string(session_path) + std::string(operation.name));
    out += R"({"get":{)";
    begin_operation(out, session_tag, operation.summary, "v1User_", operation.name);
    write_parameters(operation, schemas, out);
    write_responses(operation, response_media_types, schemas, out);
    out += "}}";
}

void write_root(std::string& out) {
    json::append_name(out, "/api");
    out += R"({"get":{)";
    begin_operation(out, root_tag, "What stands here: versions, and the address of the WebAPI.", "",
                    "Api_Get");
    out +=
        R"(,"security":[],"responses":{"200":{"description":"A text for each fact.","content":{)"
        R"("application/json":{"schema":{"type":"object","additionalProperties":{"type":"string"}},)"
        R"("example":{"NetServerVersion":"11.10.0.0","Services":"Services87",)"
        R"("ServicesCurrent":"Services88","Version":"v1"}},)"
        R"("text/html":{"schema":{"type":"string"}}}}}}})";
}

void write_time_zones(std::string& out) {
    json::append_name(out, "/api/v1/timezone");
    out += R"({"get":{)";
    begin_operation(out, time_zone_tag, "Every time zone that SO-TimeZone may name.", "v1TimeZone_",
                    "GetTimeZonesArchive");
    json::append_name(out, "parameters");
    out += '[';
    append_ref(out, "parameters", token_parameter.component);
    out += R"(],"responses":{"200":{"description":"The list.")";
    write_content(response_media_types, std::string(time_zone_schema), std::string(time_zone_example), out);
    out += '}';
    write_errors(out);
    out += "}}}";
}

void write_shared_parameters(std::string& out) {
    const auto write = [&out](const SharedParameter& parameter) {
        json::append_name(out, parameter.component);
        out += '{';
        append_member(out, "name", parameter.name);
        append_member(out, "in", parameter.place);
        append_member(out, "description", parameter.description);
        out += R"(,"schema":{"type":"string"}})";
    };
    json::append_name(out, "parameters");
    out += '{';
    write(select_parameter);
    for (const SharedParameter& parameter : header_parameters)
        write(parameter);
    out += '}';
}

void write_shared_responses(std::string& out) {
    json::append_name(out, "responses");
    out += '{';
    for (const ErrorAnswer& answer : error_answers) {
        json::append_name(out, answer.component);
        out += '{';
        append_member(out, "description", answer.description);
        if (!answer.header.empty()) {
            out += R"(,"headers":{)";
            json::append_name(out, answer.header);
            out += '{';
            append_member(out, "description", answer.header_text);
            out += R"(,"schema":{)";
            append_member(out, "type", answer.header_type);
            out += "}}}";
        }
        out += R"(,"content":{"application/json":{"schema":{"$ref":"#/components/schemas/ErrorObject"}},)"
               R"("application/xml":{"schema":{"$ref":"#/components/schemas/ErrorObject"}},)"
               R"("application/problem+json":{"schema":{"$ref":"#/components/schemas/Problem"}}}})";
    }
    out += '}';
}

void write_head(const OpenApiSettings& settings, std::string& out) {
    out +=
        R"({"openapi":"3.0.3","info":{"title":"User Agent WebAPI",)"
        R"("description":"The User agent: associates, passwords, roles, groups and rights. An operation is )"
        R"(run by POST; GET on the same address describes it and runs nothing. Member names are read in any )"
        R"(case.")";
    append_member(out, "version", settings.version);
    out += '}';
    if (!settings.server_url.empty()) {
        out += R"(,"servers":[{)";
        append_member(out, "url", settings.server_url);
        out += "}]";
    }
    out +=
        R"(,"security":[{"Basic":[]},{"SoTicket":[]},{"Bearer":[]}],"tags":[)"
        R"({"name":"User_Agent","description":"The operations of the User agent."},)"
        R"({"name":"User","description":"Who the caller is."},)"
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
    for (const Operation& operation : operations(Service::user))
        write_agent_operation(operation, schemas, out);
    for (const Operation& operation : rest_operations())
        write_session_operation(operation, schemas, out);
    write_time_zones(out);
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
