// Roles with their functional rights and data rights.
#pragma once

#include "core/agent/changes.hpp"
#include "core/contract/answers.hpp"
#include "core/contract/resource_carriers.hpp"

namespace uag {

class Roles {
public:
    Roles(Store& store, Changes& changes) : store_(store), changes_(changes) {}

    // roles.cpp
    Task<Result<Box<Role>>> get_role(const Context&, const RoleIdRequest&);
    Task<Result<Box<RoleEntity>>> get_role_entity(const Context&, const GetRoleEntityRequest&);
    Task<Result<List<Box<SelectableMDOListItem>>>> get_all_roles(const Context&, const RoleTypeRequest&);
    Task<Result<Box<RoleEntity>>> create_default_role_entity(const Context&);
    Task<Result<Box<RoleEntity>>> create_default_role_entity_from_type(const Context&,
                                                                       const CreateDefaultRoleEntityFromTypeRequest&);
    Task<Result<Box<RoleEntity>>> save_role_entity(const Context&, const SaveRoleEntityRequest&);
    Task<Result<void>> delete_role(const Context&, const DeleteRoleRequest&);

    // functional_rights.cpp
    Task<Result<List<Box<SelectableMDOListItem>>>> get_all_functional_rights(const Context&, const RoleTypeRequest&);
    Task<Result<List<Box<SelectableMDOListItem>>>> get_functional_rights(const Context&, const RoleIdRequest&);
    Task<Result<void>> set_functional_rights(const Context&, const SetFunctionalRightsRequest&);
    Task<Result<List<Box<MDOListItem>>>> find_roles_with_functional_right(const Context&,
                                                                          const FindRolesWithFunctionalRightRequest&);
    Task<Result<List<std::int32_t>>> find_roles_with_functional_rights(const Context&,
                                                                       const FunctionalRightNamesRequest&);
    Task<Result<List<std::int32_t>>> find_roles_without_functional_rights(const Context&,
                                                                          const FunctionalRightNamesRequest&);

    // data_rights.cpp
    Task<Result<String>> get_data_right(const Context&, const GetDataRightRequest&);
    Task<Result<List<StringKeyValuePair>>> get_data_rights(const Context&, const GetDataRightsRequest&);
    Task<Result<List<StringKeyValuePair>>> get_all_data_rights(const Context&, const GetAllDataRightsRequest&);
    Task<Result<void>> set_data_right(const Context&, const SetDataRightRequest&);

private:
    Store& store_;
    Changes& changes_;
};

}  // namespace uag
