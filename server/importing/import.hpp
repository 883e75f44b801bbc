// Takes users over from another server: roles with their rights, groups, and each user with everything that is told of it,
// under the ids that they have there. Everything is read and judged as a whole before the first write; then each role, group
// and user is one transaction, and who is stored already just as they are told is left alone, so that a second run takes only
// what changed, and one that ended early is gone on with by running it again.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/agent/changes.hpp"
#include "core/agent/imported_user.hpp"
#include "core/agent/users.hpp"
#include "server/importing/role_list.hpp"
#include "server/importing/source.hpp"
#include "server/importing/user_list.hpp"

namespace uag::importing {

/// The database that users go to, and the rules over it.
struct Destination {
    std::function<Result<void>(const std::function<Result<void>(Rows&)>&)> read;
    /// As one transaction with audit events.
    std::function<Result<void>(const std::function<Result<void>(Change&)>&)> change;
    Users& users;
};

struct ImportOptions {
    std::int32_t up_to = 0;  ///< as for list_users()
    bool are_renamed = false;  ///< another name under the same id is no conflict
    std::function<void(const std::string& line)> say;
    std::function<void(std::size_t done, std::size_t all)> progress;
};

/// Of whom something is not taken: how many, and the first few by name.
struct NotTaken {
    std::size_t users = 0;
    std::string first{};
};

struct ImportReport {
    std::size_t roles = 0;
    std::size_t groups = 0;
    std::size_t users = 0;  ///< listed there
    std::size_t looked_at = 0;  ///< of the users
    std::size_t added = 0;  ///< of the users; also below
    std::size_t changed = 0;
    std::size_t same = 0;
    std::size_t refused = 0;  ///< roles and groups, too
    std::size_t gone = 0;
    std::map<std::string, NotTaken> not_taken{};  ///< "passwords" -> ...
    std::vector<std::string> not_told{};  ///< what the face or version has no words for
    std::vector<std::string> notes{};  ///< sentences
};

struct AskedUser;

class Import {
public:
    /// Both outlive it.
    Import(Source& source, const std::atomic<bool>& stopping, ImportOptions options);

    /// First, once: logs in, and reads all but the users themselves.
    Result<void> read();
    /// Then, once. An error of either is why it could not run, or not to its end; report() tells what was done before.
    /// The destination outlives it.
    Result<void> take(const Destination& destination);
    const ImportReport& report() const noexcept { return report_; }

private:
    Result<void> judge_all();
    Result<void> take_roles();
    Result<void> take_first_roles();
    Result<void> take_rights();
    Result<void> take_users();
    Result<void> take_user(const ListedUser& listed, const AskedUser& asked);
    Result<void> store_user(const ListedUser& listed, const ToldUser& told);
    Result<void> take_licenses(const User& user);
    Result<void> find_gone();
    /// Of the whole run if it is no rule's refusal.
    Result<void> refuse(const std::string& thing, const Error& error);
    void refuse(const std::string& thing, const std::string& reason);
    void note_not_taken(const std::string& name, const User& user);
    void note_not_told();

    Source& source_;
    const Destination* destination_ = nullptr;  ///< from take() on
    const std::atomic<bool>& stopping_;
    const ImportOptions options_;
    ImportReport report_;
    RoleList roles_;
    std::vector<GroupRecord> groups_;
    std::vector<ListedUser> users_;
    std::vector<ModuleLicenseRecord> licenses_;  ///< those here
};

}  // namespace uag::importing
