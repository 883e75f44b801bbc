// Which outcomes an operation cannot come to, and why: the one table of it.
#include <algorithm>
#include <array>
#include <span>

#include "core/contract/operation.hpp"
#include "server/compare/outcome_class.hpp"

namespace uag::compare {
namespace {

struct Never {
    OutcomeClass outcome;
    std::string_view reason;
    std::span<const std::string_view> operations;
};

constexpr std::array<std::string_view, 4> of_a_provider{"GetOrRegisterAccessGatewayInfo", "RegisterWithAccessGateway",
                                                        "ExchangeCodeAndSaveTokens", "DecryptAndSaveExternalTokens"};
constexpr std::array<std::string_view, 4> log_in_names{"AuthenticateImplicit", "AuthenticateUsernamePassword",
                                                       "AuthenticateGeneric", "AuthenticateWithAccessToken"};

// What is not there.
constexpr std::array<std::string_view, 24> answer_nothing{"GetServiceAuth",
                                                          "GetRole",
                                                          "GetRoleEntity",
                                                          "GetFunctionalRights",
                                                          "GetDataRight",
                                                          "GetDataRights",
                                                          "GetAllDataRights",
                                                          "FindRolesWithFunctionalRight",
                                                          "FindRolesWithFunctionalRights",
                                                          "FindRolesWithoutFunctionalRights",
                                                          "GetUser",
                                                          "GetUserFromName",
                                                          "GetUserFromPersonId",
                                                          "GetUserFromEjUserId",
                                                          "GetUserInfo",
                                                          "GetUserInfoList",
                                                          "GetUserGroup",
                                                          "GetUserGroupList",
                                                          "GetUserPresenceStatus",
                                                          "GetUntrustedCredentials",
                                                          "GetUntrustedCredentialsForAssociate",
                                                          "GetExternalTokens",
                                                          "CanChangePassword",
                                                          "GetSupportedChangePasswordTypes"};
constexpr std::array<std::string_view, 3> make_what_is_missing{"SaveUserFromName", "ResolveUserFromInfo",
                                                               "SaveUntrustedCredentials"};
constexpr std::array<std::string_view, 25> about_nothing_kept{"CreateDefaultRoleEntityFromType",
                                                              "CreateDefaultUserFromUserType",
                                                              "CreateDefaultUserFromUserTypeAndCredential",
                                                              "FindCredentialsGroups",
                                                              "FindCredentialUsers",
                                                              "GetCredentialUsersInGroup",
                                                              "GetCredentialTypesForUserType",
                                                              "GetAllRoles",
                                                              "GetAllFunctionalRights",
                                                              "GetAllUserGroups",
                                                              "IsUserNameValid",
                                                              "IsUserNameValidWithReason",
                                                              "IsPasswordValid",
                                                              "IsPasswordValidWithReason",
                                                              "IsNickNameUnique",
                                                              "GetValidUserName",
                                                              "GetValidUserNameForNewUser",
                                                              "GetDefaultAssociateUserName",
                                                              "ValidateUser",
                                                              "ChangeUserType",
                                                              "GetUserCommands",
                                                              "AddOwnerContact",
                                                              "SaveExternalTokens",
                                                              "GetAccessToken",
                                                              "ChangeOwnPassword"};
constexpr std::array<std::string_view, 1> wrong_if_missing{"CreateDefaultUserFromUserTypeAndPersonId"};

// What is no value.
constexpr std::array<std::string_view, 31> any_is_one{"GetAvailableColumns",
                                                      "GetAvailableEntities",
                                                      "DeleteServiceAuth",
                                                      "GetServiceAuth",
                                                      "GetRole",
                                                      "GetRoleEntity",
                                                      "GetFunctionalRights",
                                                      "GetAllDataRights",
                                                      "FindRolesWithFunctionalRight",
                                                      "FindRolesWithFunctionalRights",
                                                      "FindRolesWithoutFunctionalRights",
                                                      "GetUser",
                                                      "GetUserFromName",
                                                      "GetUserFromPersonId",
                                                      "GetUserFromEjUserId",
                                                      "GetUserInfo",
                                                      "GetUserGroup",
                                                      "GetUserPresenceStatus",
                                                      "GetUntrustedCredentials",
                                                      "GetUntrustedCredentialsForAssociate",
                                                      "RemoveUntrustedCredentials",
                                                      "RemoveUntrustedCredentialsForAssociate",
                                                      "GetExternalTokens",
                                                      "CanChangePassword",
                                                      "GetSupportedChangePasswordTypes",
                                                      "SetGeneratedPassword",
                                                      "SetGeneratedPasswordFromName",
                                                      "SendChangePasswordEMail",
                                                      "DeleteUser",
                                                      "DeleteUserFromName",
                                                      "RemoveLicenses"};
constexpr std::array<std::string_view, 7> any_word_is_one{
    "CreateDefaultRoleEntityFromType", "GetAllRoles", "GetAllFunctionalRights", "GetAllUserGroups",
    "GetCredentialTypesForUserType",   "MakeRetired", "GetUserCommands"};
constexpr std::array<std::string_view, 6> tell_in_an_answer{"IsUserNameValid",  "IsUserNameValidWithReason",
                                                            "IsPasswordValid",  "IsPasswordValidWithReason",
                                                            "IsNickNameUnique", "GetValidUserName"};
constexpr std::array<std::string_view, 2> only_too_long{"GetUserInfoList", "GetUserGroupList"};
constexpr std::array<std::string_view, 1> only_credentials{"GetAccessToken"};

constexpr std::array never_table{
    Never{OutcomeClass::success, "it needs an OpenID provider, which a run has not", of_a_provider},
    Never{OutcomeClass::missing_object, "it needs an OpenID provider, which a run has not", of_a_provider},
    Never{OutcomeClass::invalid_value, "it needs an OpenID provider, which a run has not", of_a_provider},
    Never{OutcomeClass::missing_object, "who may not log in is told so in an answer", log_in_names},
    Never{OutcomeClass::invalid_value, "who may not log in is told so in an answer", log_in_names},
    Never{OutcomeClass::bad_credentials, "who may not log in is told so in an answer", log_in_names},
    Never{OutcomeClass::missing_object, "what is not there is answered with nothing", answer_nothing},
    Never{OutcomeClass::missing_object, "what is not there is made", make_what_is_missing},
    Never{OutcomeClass::missing_object, "it is about nothing that is kept, or about the caller", about_nothing_kept},
    Never{OutcomeClass::missing_object, "a person who is not there is a wrong value", wrong_if_missing},
    Never{OutcomeClass::invalid_value, "any id and any name is one, of something or of nothing", any_is_one},
    Never{OutcomeClass::invalid_value, "what can be sent is a value", any_word_is_one},
    Never{OutcomeClass::invalid_value, "what is wrong is told in an answer", tell_in_an_answer},
    Never{OutcomeClass::invalid_value, "a list of ids can only be too long", only_too_long},
    Never{OutcomeClass::invalid_value, "a wrong application token is a matter of credentials", only_credentials},
};

}  // namespace

std::string_view why_never(const Operation& operation, OutcomeClass outcome) {
    switch (outcome) {
        case OutcomeClass::success: break;
        case OutcomeClass::denied:
            if (operation.access == Access::open) return "it needs no rights";
            if (operation.access == Access::any) return "everybody who has logged in may call it";
            break;
        case OutcomeClass::missing_object:
        case OutcomeClass::invalid_value:
            if (operation.request().fields.empty()) return "it takes no parameters";
            break;
        case OutcomeClass::bad_credentials:
            if (operation.access == Access::open && operation.request().fields.empty())
                return "it needs no credentials";
            break;
        case OutcomeClass::other: return "it is counted where it happens, and asked of nobody";
    }
    for (const Never& row : never_table)
        if (row.outcome == outcome && std::ranges::find(row.operations, operation.name) != row.operations.end())
            return row.reason;
    return {};
}

}  // namespace uag::compare
