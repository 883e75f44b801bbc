// The fixed parts of the OpenAPI document: shared parameters, error answers, and schemas that no carrier stands
// behind.
#pragma once

#include <array>
#include <string_view>

namespace uag::rest {

// A parameter that many operations share, and its component.
struct SharedParameter {
    std::string_view component;
    std::string_view name;
    std::string_view place;
    std::string_view description;
    std::string_view type = "string";
};
inline constexpr SharedParameter select_parameter{
    "Select", "$select", "query",
    "Members to include in the result, separated by commas; '/' leads into a carrier, as in Name,Role/Id. "
    "All others are null. Without it the result is complete."};
inline constexpr SharedParameter foreign_keys_parameter{
    "ForeignKeys", "fk", "query",
    "true: foreign keys of other systems stand in ExtraFields. None are kept here, so there are none.", "boolean"};
inline constexpr SharedParameter token_parameter{
    "SoAppToken", "SO-AppToken", "header",
    "The token of the calling application, where the installation asks for one."};
inline constexpr std::array<SharedParameter, 5> header_parameters{{
    {"AcceptLanguage", "Accept-Language", "header",
     "Language (ISO 639-1) of translated texts in the result. Without it, or with *, texts are as they are "
     "stored."},
    {"SoLanguage", "SO-Language", "header", "The same, and stronger than Accept-Language."},
    {"SoCulture", "SO-Culture", "header",
     "Culture (nb, en-US) for numbers and dates that stand encoded in texts, as [F:4.43]; by default the "
     "language's own. Without effect where no language is set."},
    {"SoTimeZone", "SO-TimeZone", "header",
     "Time zone of dates, by name or number; with ', includeTZOffset' dates in the result carry their "
     "offset."},
    token_parameter,
}};

inline constexpr std::array<SharedParameter, 2> condition_parameters{{
    {"IfModifiedSince", "If-Modified-Since", "header",
     "A GET answers 304 where nothing has changed after this time (Last-Modified of an earlier answer)."},
    {"IfUnmodifiedSince", "If-Unmodified-Since", "header",
     "412, and nothing is done, where something has changed after this time."},
}};
inline constexpr std::string_view condition_answers =
    R"(,"304":{"description":"Nothing has changed since then."},)"
    R"("412":{"description":"It has been changed since then; nothing was done."})";

// Members beside `op` and `path` depend on the operation.
inline constexpr std::string_view json_patch_schema =
    R"({"type":"array","items":{"type":"object","required":["op","path"],"properties":{)"
    R"("op":{"type":"string","enum":["add","remove","replace","move","copy","test"]},)"
    R"("path":{"type":"string"},"from":{"type":"string"},"value":{}}}},)"
    R"("example":[{"op":"replace","path":"/Tooltip","value":"on leave"}])";
inline constexpr std::string_view patch_answers =
    R"(,"409":{"description":"The patch does not fit the user as they are now; nothing was done."})";

// An error answer; the same for every operation.
struct ErrorAnswer {
    std::string_view status;
    std::string_view component;
    std::string_view description;
    std::string_view header;  ///< empty: none of its own
    std::string_view header_type;
    std::string_view header_text;
};
inline constexpr std::array<ErrorAnswer, 11> error_answers{{
    {"400", "BadRequest", "The request or a parameter is wrong, or a rule of the domain forbids it.", "", "", ""},
    {"401", "Unauthorized", "Credentials are missing, wrong or expired.", "WWW-Authenticate", "string",
     "The schemes that are accepted, a header each."},
    {"403", "Forbidden", "The caller has no right to this.", "", "", ""},
    {"404", "NotFound", "What the call is about does not exist.", "", "", ""},
    {"415", "UnsupportedMediaType",
     "The body is of a media type or in a charset that is not read here, or it is compressed.", "", "", ""},
    {"429", "TooManyRequests", "Too many failed attempts.", "Retry-After", "integer", "Seconds to wait."},
    {"500", "ServerError", "The server could not answer the request.", "", "", ""},
    {"501", "NotImplemented", "The operation is not served here.", "", "", ""},
    {"502", "BadGateway", "The server that this one stands for has given no answer.", "", "", ""},
    {"503", "ServiceUnavailable", "The server is busy or shutting down.", "Retry-After", "integer", "Seconds to wait."},
    {"504", "GatewayTimeout", "The server that this one stands for has not answered in time.", "", "", ""},
}};

inline constexpr std::string_view error_schemas =
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

inline constexpr std::string_view security_schemes =
    R"("Basic":{"type":"http","scheme":"basic",)"
    R"("description":"Associate name or user name, and password, in UTF-8."},)"
    R"("SoTicket":{"type":"apiKey","in":"header","name":"Authorization",)"
    R"("description":"The word SOTicket, a space, and a ticket of SoPrincipal as it is: SOTicket 7T:abc=="},)"
    R"("Bearer":{"type":"http","scheme":"bearer",)"
    R"("description":"An access token of GetAccessToken or currentToken: 8A:abc=="})";

}  // namespace uag::rest
