// The ways in which a proxy of the tests changes answers, each with the place at which a comparison has to find it.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "adapters/client/message.hpp"
#include "support/answer_editor.hpp"

namespace uag::test {

/// The calls of tests/compare/mutation_test.cpp, in their order.
enum class ProxyStep : unsigned char {
    ada,           ///< GetUser of ADM0
    groups,        ///< GetAllUserGroups
    may_change,    ///< CanChangePassword: true
    made_group,    ///< SaveUserGroup: a new one
    read_group,    ///< GetUserGroup: that one
    saved_user,    ///< SaveUser: tje0 gets texts with everything in them
    tina,          ///< GetUser of tje0
    generated,     ///< SetGeneratedPassword
    invalid,       ///< SaveUser: refused, with a text for a field
    missing,       ///< ChangePassword of nobody
    unreadable,    ///< SaveUser with a text where a number must stand: a Fault
    saved_login,   ///< SaveUntrustedCredentials
    logins,        ///< GetUntrustedCredentials: with dates
    no_groups,     ///< GetUserGroupList of none
    groups_again,  ///< GetAllUserGroups
};

/// An answer on its way.
struct RawAnswer {
    unsigned status = 200;
    client::Fields fields{};
    std::string body{};

    std::string& field(std::string_view name);
    /// Throws std::runtime_error if there is no such text in the body.
    void replace(std::string_view from, std::string_view to);
    friend bool operator==(const RawAnswer&, const RawAnswer&) = default;
};

struct AnswerMutation {
    const char* name;
    ProxyStep step;
    const char* path;       ///< where it has to be found; beside it other places may differ
    const char* json_path;  ///< null: the same over the WebAPI
    void (*edit)(AnswerEditor& answer) = nullptr;
    void (*soap)(RawAnswer& answer) = nullptr;
    void (*json)(RawAnswer& answer) = nullptr;

    bool is_for_soap() const { return edit != nullptr || soap != nullptr; }
    bool is_for_json() const { return edit != nullptr || json != nullptr; }
};

/// Of one answer each; every name once.
std::span<const AnswerMutation> answer_mutations();

/// Changes the answer of `mutation.step`.
void apply(const AnswerMutation& mutation, bool is_json, RawAnswer& answer);

}  // namespace uag::test
