// User groups, and the contacts whose persons may be internal associates.
#pragma once

#include "core/agent/changes.hpp"
#include "core/contract/answers.hpp"

namespace uag {

/// What must hold of a group that is to be stored, whose texts become as they are kept. errc::validation with a message a
/// field.
Result<void> judge_group(Rows& rows, GroupRecord& group);

class Groups {
public:
    Groups(Store& store, Changes& changes) : store_(store), changes_(changes) {}

    Task<Result<Box<UserGroup>>> get_user_group(const Context&, const GetUserGroupRequest&);
    Task<Result<List<Box<UserGroup>>>> get_user_group_list(const Context&, const GetUserGroupListRequest&);
    Task<Result<List<Box<UserGroup>>>> get_all_user_groups(const Context&, const GetAllUserGroupsRequest&);
    Task<Result<Box<UserGroup>>> create_user_group(const Context&);
    Task<Result<Box<UserGroup>>> save_user_group(const Context&, const SaveUserGroupRequest&);
    Task<Result<void>> delete_user_group(const Context&, const DeleteUserGroupRequest&);
    Task<Result<void>> add_owner_contact(const Context&, const ContactIdRequest&);
    Task<Result<void>> remove_owner_contact(const Context&, const ContactIdRequest&);

private:
    Store& store_;
    Changes& changes_;
};

}  // namespace uag
