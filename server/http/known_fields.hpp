// The header fields that are read here, and how often each may stand in a head.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace uag::http {

/// The fields of a head, in order; views into its text.
using HeaderFields = std::vector<std::pair<std::string_view, std::string_view>>;

/// What is done with a field. `single` are fields that decide something: sent twice, a proxy and we might each believe
/// another one; so with content_type, origin and expect. Lists may stand in several lines, as HAProxy and chains of
/// proxies write them.
enum class FieldUse : std::uint8_t {
    host,
    content_length,
    transfer_encoding,
    connection,
    proxy_connection,  ///< nobody reads it
    content_type,
    origin,
    accept,  ///< a list
    expect,
    list,
    unread_list,  ///< nothing here repeats it in an answer: it need not be UTF-8
    single,
    unknown
};

struct KnownField {
    std::string_view name;  ///< lower case
    FieldUse use;
};

// Ordered by length.
inline constexpr std::array<KnownField, 22> known_fields{{{"via", FieldUse::unread_list},
                                                          {"host", FieldUse::host},
                                                          {"expect", FieldUse::expect},
                                                          {"origin", FieldUse::origin},
                                                          {"accept", FieldUse::accept},
                                                          {"forwarded", FieldUse::list},
                                                          {"connection", FieldUse::connection},
                                                          {"soapaction", FieldUse::single},
                                                          {"content-type", FieldUse::content_type},
                                                          {"x-xsrf-token", FieldUse::single},
                                                          {"authorization", FieldUse::single},
                                                          {"cache-control", FieldUse::unread_list},
                                                          {"content-length", FieldUse::content_length},
                                                          {"accept-language", FieldUse::list},
                                                          {"accept-encoding", FieldUse::unread_list},
                                                          {"x-forwarded-for", FieldUse::list},
                                                          {"content-encoding", FieldUse::single},
                                                          {"x-forwarded-host", FieldUse::list},
                                                          {"x-forwarded-port", FieldUse::list},
                                                          {"proxy-connection", FieldUse::proxy_connection},
                                                          {"x-forwarded-proto", FieldUse::list},
                                                          {"transfer-encoding", FieldUse::transfer_encoding}}};

/// The index in known_fields of the field of that name (any case), or known_fields.size().
std::size_t find_known_field(std::string_view name);

/// The use of known_fields[known]; unknown if there is none.
constexpr FieldUse use_of_field(std::size_t known) {
    return known < known_fields.size() ? known_fields[known].use : FieldUse::unknown;
}

/// Whether its lines may be several, and are one value together (RFC 9110 5.3).
constexpr bool is_list(FieldUse use) {
    return use == FieldUse::list || use == FieldUse::unread_list || use == FieldUse::accept;
}

/// Whatever begins like `so-`, `if-` or `x-forwarded-` decides something too, and stands once.
bool is_single_by_prefix(std::string_view name);

/// A proxy that maps '_' to '-' would see a field that decides something where we see nothing.
bool imitates_known_field(std::string_view name);

/// The lines of each field that is a list (RFC 9110 5.3: Accept, Via, X-Forwarded-For and the like) become one, in
/// order, where the first stood. Values that are joined go into `storage`, which must outlive the fields.
void join_lists(HeaderFields& fields, std::vector<std::string>& storage);

}  // namespace uag::http
