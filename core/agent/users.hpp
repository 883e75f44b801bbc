// Users: read, made, saved, retired, deleted; names; presence; commands. Rights are judged before a function
// here runs, but for what only the stored object tells (nobody retires or deletes themselves, or changes
// their own role).
#pragma once

#include <functional>

#include "core/agent/changes.hpp"
#include "core/agent/directory.hpp"
#include "core/contract/answers.hpp"
#include "core/contract/resource_carriers.hpp"
#include "core/security/new_password.hpp"
#include "core/security/throttle.hpp"

namespace uag {

class PatchedUsers;
struct NewAssociate;
struct WantedUser;

class Users {
public:
    Users(Store& store, Changes& changes, NewPasswords& passwords, NameCache& names, Throttle& throttle,
          const std::vector<LinkedCredentialType>& types)
        : store_(store), changes_(changes), passwords_(passwords), names_(names), throttle_(throttle), types_(types) {}

    // Reading (users_read.cpp)
    Task<Result<Box<User>>> get_user(const Context&, const UserIdRequest&);
    Task<Result<Box<User>>> current_user(const Context&);
    Task<Result<Box<User>>> get_user_from_name(const Context&, const UserNameRequest&);
    Task<Result<List<Box<User>>>> get_user_from_person_id(const Context&, const GetUserFromPersonIdRequest&);
    Task<Result<List<Box<User>>>> get_user_from_ej_user_id(const Context&, const GetUserFromEjUserIdRequest&);
    Task<Result<Box<UserInfo>>> get_user_info(const Context&, const GetUserInfoRequest&);
    Task<Result<List<Box<UserInfo>>>> get_user_info_list(const Context&, const GetUserInfoListRequest&);

    // Unsaved users (users_defaults.cpp)
    Task<Result<Box<User>>> create_default_user(const Context&);
    Task<Result<Box<User>>> create_default_user_from_user_type(const Context&, const UserTypeRequest&);
    Task<Result<Box<User>>> create_default_user_from_user_type_and_person_id(
        const Context&, const CreateDefaultUserFromUserTypeAndPersonIdRequest&);
    /// The one above or the one of no type: type Unknown is InternalAssociate, and without a person nobody's yet.
    Task<Result<Box<User>>> default_user(const Context&, const CreateDefaultUserFromUserTypeAndPersonIdRequest&);
    Task<Result<Box<User>>> create_default_user_from_user_type_and_credential(
        const Context&, const CreateDefaultUserFromUserTypeAndCredentialRequest&);
    /// (users_change_type.cpp) What was left out is as it is stored, else empty.
    Task<Result<Box<User>>> change_user_type(const Context&, const ChangeUserTypeRequest&);

    // Saving (users_save.cpp, users_patch.cpp, users_validation.cpp)
    Task<Result<Box<User>>> save_user(const Context&, const UserRequest&);
    Task<Result<Box<User>>> save_user_from_name(const Context&, const SaveUserFromNameRequest&);
    Task<Result<List<StringKeyValuePair>>> validate_user(const Context&, const UserRequest&);
    /// (users_import.cpp) In the caller's transaction: makes the user just as it is, its person, presence and ids included,
    /// new or stored under this id before; its password stays. errc::validation.
    Result<void> store_imported(Change& change, const NewAssociate& user);

    // Ending (users_end.cpp)
    Task<Result<void>> delete_user(const Context&, const UserIdRequest&);
    Task<Result<void>> delete_user_from_name(const Context&, const UserNameRequest&);
    Task<Result<void>> make_retired(const Context&, const MakeRetiredRequest&);
    Task<Result<void>> remove_licenses(const Context&, const AssociateIdRequest&);

    // Found, or made (users_resolve.cpp)
    Task<Result<Box<ResolvedUser>>> resolve_user_from_info(const Context&, const ResolveUserFromInfoRequest&);

    // External users (external_users.cpp)
    Task<Result<std::int32_t>> create_external_user(const Context&, const CreateExternalUserRequest&);
    Task<Result<void>> delete_external_user(const Context&, const AssociateIdRequest&);
    Task<Result<void>> set_external_user_info(const Context&, const SetExternalUserInfoRequest&);

    // Names (user_names.cpp)
    Task<Result<String>> get_valid_user_name(const Context&, const UserNameCandidateRequest&);
    Task<Result<String>> get_valid_user_name_for_new_user(const Context&, const UserRequest&);
    Task<Result<String>> get_default_associate_user_name(const Context&, const UserRequest&);
    Task<Result<bool>> is_nick_name_unique(const Context&, const IsNickNameUniqueRequest&);

    // Commands (user_commands.cpp)
    Task<Result<List<Box<CustomCommand>>>> get_user_commands(const Context&, const UserRequest&);
    Task<Result<Box<CommandResult>>> execute_user_command(const Context&, const ExecuteUserCommandRequest&);

    // What the resources show of a user beside the carrier (user_resources.cpp)
    /// Keys under which other systems know a user: none are kept. errc::not_found.
    Task<Result<List<StringKeyValuePair>>> foreign_keys(const Context&, const UserIdRequest&);
    /// Fields that an installation has defined: there are none, and so each is errc::not_found.
    Task<Result<List<Box<FieldInfoBase>>>> custom_fields(const Context&);
    Task<Result<Box<FieldInfoBase>>> custom_field(const Context&, const CustomFieldRequest&);
    /// As get_user_commands(), but errc::not_found.
    Task<Result<List<Box<CustomCommand>>>> commands_of_user(const Context&, const UserIdRequest&);

    // Presence (presence.cpp, chat_presence.cpp)
    Task<Result<Box<UserPresenceStatus>>> get_user_presence_status(const Context&, const AssociateIdRequest&);
    Task<Result<Box<UserPresenceStatus>>> set_user_presence_status(const Context&, const SetUserPresenceStatusRequest&);

    /// Of the first thousand, by id, whose presence was ever set.
    Task<Result<List<Box<ChatPresence>>>> chat_presence(const Context&);
    /// UserId and Present of each are taken, all of them or none. About others than the caller: `users`.
    Task<Result<void>> save_chat_presence(const Context&, const ChatPresencesRequest&);

private:
    /// Reads a user as it is to be stored and judges it. Run twice: over a snapshot, so that a password is
    /// hashed outside of the transaction, and again in the transaction.
    using Plan = std::function<Result<WantedUser>(Rows&)>;
    Task<Result<Box<User>>> save(const Context& context, Plan plan);
    Result<WantedUser> plan_from(Rows& rows, const Context& context, const User& carrier, std::int32_t id,
                                 std::string_view name);
    /// The same of the user of that id as the caller's patch makes them.
    Result<WantedUser> plan_patched(Rows& rows, const Context& context, std::int32_t id, PatchedUsers& kept);
    /// `password`: that of the user, judged and hashed; null: none was sent.
    Result<Box<User>> store_user(Change& change, const WantedUser& wanted, const NewPhc* password);
    Result<void> store_credentials(Change& change, const WantedUser& wanted, std::int32_t id);

    /// The carrier of an entry, stored or not, with what the caller may do.
    Result<Box<User>> show(const Context& context, Rows& rows, const UserEntry& entry);
    /// Nil if there is none; tells the caller's conditions its age.
    Result<Box<User>> show(const Context& context, Rows& rows, std::int32_t id);
    Result<List<Box<User>>> show_all(const Context& context, Rows& rows, const std::vector<std::int32_t>& ids);
    Result<void> tell_rights_to(const Context& context, Rows& rows, const Identity& identity, User& user);

    Task<Result<void>> remove(const Context& context, std::function<Result<std::int32_t>(Rows&)> find);

    Store& store_;
    Changes& changes_;
    NewPasswords& passwords_;
    NameCache& names_;
    Throttle& throttle_;
    const std::vector<LinkedCredentialType>& types_;
};

}  // namespace uag
