// The list of users as the WebAPI gives it (`GET …/api/v1/User`): one page of light rows, in the form of the
// vendor's archives. No part of any WSDL.
#pragma once

#include "core/contract/answers.hpp"

namespace uag {

struct UserListRequest {
    std::int32_t top = 100;  ///< rows of a page
    std::int32_t skip = 0;   ///< rows before it
};

/// The first two members are what every row of an archive begins with.
struct UserRow {
    std::int32_t primary_key = 0;
    String entity_name;
    std::int32_t associate_id = 0;
    String name;
    String user_name;
    UserType type{};
    std::int32_t person_id = 0;
    String full_name;
    String email;
    String role_name;
    std::int32_t group_id = 0;
    bool deleted = false;
};

struct UserPage {
    String metadata;   ///< an address, filled in where addresses are known
    String next_link;  ///< from the core: the `skip` of the next page; nil: this is the last one
    List<Box<UserRow>> value;
};

template <> const TypeInfo& type_of<UserListRequest>();
template <> const TypeInfo& type_of<UserRow>();
template <> const TypeInfo& type_of<UserPage>();
template <> const TypeInfo& type_of<List<Box<UserRow>>>();

}  // namespace uag
