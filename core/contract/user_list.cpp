#include "core/contract/user_list.hpp"

namespace uag {

template <> const TypeInfo& type_of<UserListRequest>() {
    static constexpr auto fields = carrier<UserListRequest>(field<&UserListRequest::top>("Top"),
                                                            field<&UserListRequest::skip>("Skip"));
    static constexpr TypeInfo info = message_info<UserListRequest>("UserListRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<UserRow>() {
    static constexpr auto fields = carrier<UserRow>(
        field<&UserRow::primary_key>("PrimaryKey"),
        field<&UserRow::entity_name>("EntityName"),
        field<&UserRow::associate_id>("associateId"),
        field<&UserRow::name>("name"),
        field<&UserRow::user_name>("userName"),
        field<&UserRow::type>("type"),
        field<&UserRow::person_id>("personId"),
        field<&UserRow::full_name>("fullName"),
        field<&UserRow::email>("email"),
        field<&UserRow::role_name>("roleName"),
        field<&UserRow::group_id>("groupId"),
        field<&UserRow::deleted>("deleted"));
    static constexpr TypeInfo info = object_info<UserRow>("UserRow", fields);
    return info;
}

template <> const TypeInfo& type_of<UserPage>() {
    static constexpr auto fields = carrier<UserPage>(
        field<&UserPage::metadata>("odata.metadata"),
        field<&UserPage::next_link>("odata.nextLink"),
        field<&UserPage::value>("value"));
    static constexpr TypeInfo info = object_info<UserPage>("ODataSlimResponse", fields);
    return info;
}

template <> const TypeInfo& type_of<List<Box<UserRow>>>() {
    static constexpr TypeInfo info = array_info<Box<UserRow>>("ArrayOfUserRow", "UserRow");
    return info;
}

}  // namespace uag
