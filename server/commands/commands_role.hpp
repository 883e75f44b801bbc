// The `role` commands' options and functions.
#pragma once

#include <vector>

#include "server/commands/commands_common.hpp"

namespace uag {

struct RoleOptions {
    std::string name;  ///< for `add` the new one, else name or id
    std::string type = "employee";
    std::string tooltip;
    std::string replacing;            ///< role of the members of one that is deleted
    std::vector<std::string> rights;  ///< code names
    bool all = false;                 ///< deleted ones too
    bool json = false;
};

// commands_role_show.cpp
Result<void> list_roles(const CommandLine& line, const RoleOptions& options);
Result<void> show_role(const CommandLine& line, const RoleOptions& options);
Result<void> list_rights(const CommandLine& line, const RoleOptions& options);

// commands_role.cpp
Result<void> grant_rights(const CommandLine& line, const RoleOptions& options);
Result<void> revoke_rights(const CommandLine& line, const RoleOptions& options);
Result<void> add_role(const CommandLine& line, const RoleOptions& options);
Result<void> delete_role(const CommandLine& line, const RoleOptions& options);

}  // namespace uag
