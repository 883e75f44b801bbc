// The `user` commands' options and functions, a file a group of them.
#pragma once

#include "server/commands/commands_common.hpp"

namespace uag {

struct UserOptions {
    std::string name;  ///< for `add` the new one, else name, user name, e-mail address or id
    std::string type = "internal";
    std::string user_name;
    std::string email;
    std::string first_name;
    std::string last_name;
    std::int32_t person_id = 0;
    std::string role;
    std::string group;
    std::string source;  ///< for `unlock`, in the place of a name: an address
    bool admin = false;
    std::string password_file;
    bool must_change = false;
    bool without_password = false;   ///< `list`, `mail-link`: only those who might log in with one and have none
    bool json = false;
};

// commands_user_add.cpp
Result<void> add_user(const CommandLine& line, const UserOptions& options);

// commands_user_show.cpp
Result<void> list_users(const CommandLine& line, const UserOptions& options);
Result<void> show_user(const CommandLine& line, const UserOptions& options);

// commands_user_change.cpp
Result<void> disable_user(const CommandLine& line, const UserOptions& options);
Result<void> enable_user(const CommandLine& line, const UserOptions& options);
Result<void> set_user_role(const CommandLine& line, const UserOptions& options);
Result<void> set_user_password(const CommandLine& line, const UserOptions& options);
Result<void> unlock_user(const CommandLine& line, const UserOptions& options);

// commands_user_link.cpp
Result<void> mail_links(CommandLine& line, const UserOptions& options);

/// Whether somebody waits for a password: nobody does for who is gone, or for a resource.
bool lacks_password(const AssociateSummary& user);

/// The policy's refusal in a command's words; other errors as they are.
Error password_error(Error error);

}  // namespace uag
