// The addresses of the WebAPI beside the agent, a row a method. Routing, parameters, Allow, `GET …/api/v1`
// and OpenAPI read this table and nothing else.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "adapters/http/method.hpp"
#include "core/agent/operations.hpp"
#include "core/contract/archive_columns.hpp"

namespace uag {

/// Where a parameter of the operation comes from.
struct RestBinding {
    enum class Source : std::uint8_t {
        none,
        path,
        query,
        body,
        address  ///< a carrier of which only the id is known, that of the address
    };
    Source source = Source::none;
    std::string_view parameter;  ///< the operation's name for it
    std::string_view name{};     ///< in the path or the query string; a query that lacks it leaves the default
    bool required = false;       ///< of a query: without it 400
};

/// What the id of a body has to be.
enum class RestBodyId : std::uint8_t {
    any,
    none,    ///< 0: what is posted is not stored yet
    of_path  ///< that of the address; 0 stands for it
};

/// What is made of the operation's result.
enum class RestAnswer : std::uint8_t {
    value,      ///< it is the body
    linked,     ///< it is the body, and its addresses stand in `_Links`
    archive,     ///< a page of a list; the row's query is the list's (archive_parameters.hpp)
    archives,    ///< the lists there are, with their addresses
    columns,     ///< the columns of a list
    base_zone,   ///< the installation's zone; the operation only finds out who asks
    current_zone  ///< the request's zone; likewise
};

/// Whether the answer is of the adapter's own making.
constexpr bool is_about_zones(RestAnswer form) {
    return form == RestAnswer::base_zone || form == RestAnswer::current_zone;
}

struct RestResource {
    http::Method method;
    std::string_view path;  ///< behind "…/api/v1/"; what a variable takes stands in resources.cpp
    std::string_view id;    ///< the public documentation's: "v1User_GetUser"
    std::string_view operation;  ///< what it runs: rights, audit and meaning are that operation's
    std::string_view summary;
    std::array<RestBinding, 4> bindings{};
    RestBodyId body_id = RestBodyId::any;
    bool select = false;        ///< takes `$select`, also where the agent's operation does not
    std::optional<MessageId> missing{};  ///< what 404 says where the operation answers nothing; none: null is an answer
    RestAnswer form = RestAnswer::value;
    ArchiveList list = ArchiveList::users;  ///< of RestAnswer::archive
    bool conditional = false;  ///< of a user: If-Modified-Since, If-Unmodified-Since and Last-Modified
    bool foreign_keys = false;  ///< takes `fk`: foreign keys in ExtraFields; none are kept here

    /// The tag of the descriptions: the first word of the path.
    std::string_view tag() const { return path.substr(0, path.find('/')); }
};

/// All rows; those of one address stand together.
std::span<const RestResource> rest_resources();

/// The operation that the resource runs.
const Operation& operation_of(const RestResource& resource);

/// The member of that name, which the type has: rows of resources are checked against the contract.
const FieldInfo& field_of(const TypeInfo& type, std::string_view name);

/// Whether the resource takes `$select`.
bool takes_select(const RestResource& resource);

/// The first address of the table that fits.
struct RestMatch {
    std::span<const RestResource> rows{};  ///< a method each; none: nothing fits
    http::Methods methods{};  ///< theirs
    std::array<std::string_view, 3> segments{};  ///< what stands for the variables of their paths, as sent
};

/// Which of the variables of the row's path has this name: RestMatch::segments.
std::size_t variable_index(const RestResource& row, std::string_view name);

/// `parts` are the segments behind "…/api/v1/", at least one. Words of the table are compared in any ASCII case.
RestMatch match_rest_resource(std::span<const std::string_view> parts);

}  // namespace uag
