// The addresses of the WebAPI beside the agent, a row a method. Routing, parameters, Allow, `GET …/api/v1`
// and OpenAPI read this table and nothing else.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "core/contract/operations.hpp"

namespace uag {

/// Where a parameter of the operation comes from.
struct RestBinding {
    enum class Source : std::uint8_t { none, path, query, body };
    Source source = Source::none;
    std::string_view parameter;  ///< the operation's name for it
    std::string_view name{};     ///< in the path or the query string; a query that lacks it leaves the default
};

/// What the AssociateId of a body has to be.
enum class RestBodyId : std::uint8_t {
    any,
    none,    ///< 0: what is posted is not stored yet
    of_path  ///< that of the address; 0 stands for it
};

/// What is made of the operation's result.
enum class RestAnswer : std::uint8_t {
    value,      ///< it is the body
    time_zones,  ///< the list of zones; the operation only finds out who asks
    archive,     ///< a page of a user list; the row's query is the list's (archive_parameters.hpp)
    archives,    ///< the lists there are, with their addresses
    columns      ///< the columns of a list
};

struct RestResource {
    std::string_view method;
    std::string_view path;  ///< behind "…/api/v1/"; `{id}` is a number, `{userName}` any one segment
    std::string_view id;    ///< the public documentation's: "v1User_GetUser"
    std::string_view operation;  ///< what it runs: rights, audit and meaning are that operation's
    std::string_view summary;
    std::array<RestBinding, 2> bindings{};
    RestBodyId body_id = RestBodyId::any;
    bool select = false;        ///< takes `$select`, also where the agent's operation does not
    std::string_view missing{};  ///< what 404 says where the operation answers nothing; empty: null is an answer
    RestAnswer form = RestAnswer::value;
    bool conditional = false;  ///< of a user: If-Modified-Since, If-Unmodified-Since and Last-Modified
};

/// All rows; those of one path stand together, in the order in which Allow names their methods.
std::span<const RestResource> rest_resources();

/// The operation that the resource runs.
const Operation& operation_of(const RestResource& resource);

/// Whether the resource takes `$select`.
bool takes_select(const RestResource& resource);

/// The first path of the table that fits.
struct RestMatch {
    std::span<const RestResource> rows;  ///< a method each; none: nothing fits
    std::string_view segment;        ///< what stands for {id} or {userName}, as sent
};

/// `path` is what stands behind "…/api/v1/", without a slash at its end. Words of the table are compared in
/// any ASCII case.
RestMatch match_rest_resource(std::string_view path);

}  // namespace uag
