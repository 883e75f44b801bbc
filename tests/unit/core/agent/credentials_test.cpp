// Credentials of users and the directories behind their types, over a real database.
#include <algorithm>

#include "support/credentials_rig.hpp"
#include "support/results.hpp"

using namespace uag;
using namespace uag::test;

namespace {

constexpr const char* good_password = "correct-Horse-9-battery";

LinkedCredentialType windows() {
    LinkedCredentialType type;
    type.type = "Windows";
    type.display_type = "Windows account";
    type.user_types = 1U << static_cast<unsigned>(UserType::internal_associate);
    type.headings = {"Login", "Department"};
    type.groups = {{"staff", "Staff"}, {"guests", "Gäste"}};
    type.users = {{"EX\\kim", "Kim Lund", {"kim", "Sales"}, {"staff"}, true},
                  {"EX\\åse", "Åse Dahl", {"ase", "Support"}, {"staff", "guests"}, false}};
    return type;
}

SaveCredentialRequest save(std::int32_t user, const char* type, const char* value, const char* display = nullptr) {
    Credential credential;
    CredentialType carrier;
    carrier.type = type;
    credential.type = carrier;
    credential.value = value;
    if (display != nullptr) credential.display_value = display;
    return {user, credential};
}

std::vector<std::string> type_names(const List<Box<CredentialType>>& types) {
    std::vector<std::string> list;
    for (const auto& type : types.items) list.push_back(type->type.text);
    return list;
}

std::vector<std::string> values(const Box<CredentialsGroupUsers>& found) {
    std::vector<std::string> list;
    for (const auto& user : found->users.items) list.push_back(user->value.text);
    return list;
}

UserEntry entry(CredentialsRig& rig, std::int32_t id) {
    auto look = [&](Rows& rows) { return rows.user(id); };
    const auto found = run_task(read_rows(rig.store(), look));
    REQUIRE(found.has_value());
    REQUIRE(found->has_value());
    return **found;
}

std::string session_for(CredentialsRig& rig, std::string_view name) {
    const auto issued =
        run_task(rig.sessions.issue(SessionKind::ticket, rig.identity(name), "192.0.2.1", TimePoint::max()));
    REQUIRE(issued.has_value());
    return std::string(issued->text.reveal());
}

}  // namespace

TEST_CASE("the types are the password's and those configured, by type of user") {
    CredentialsRig rig({windows()});
    const Context by = rig.by("tje0");
    CHECK(type_names(*run_task(rig.credentials.get_credential_types(by))) ==
          std::vector<std::string>{"CRM5/PASSWORD", "Windows"});
    const auto of = [&](UserType type) {
        return type_names(*run_task(rig.credentials.get_credential_types_for_user_type(by, UserTypeRequest{type})));
    };
    CHECK(of(UserType::internal_associate) == std::vector<std::string>{"CRM5/PASSWORD", "Windows"});
    CHECK(of(UserType::external_associate) == std::vector<std::string>{"CRM5/PASSWORD"});
    CHECK(of(UserType::resource_associate).empty());
    CHECK(of(UserType::anonymous_associate).empty());
}

TEST_CASE("a saved password obeys the policy, replaces the old one and leaves an event") {
    CredentialsRig rig;
    const Context by = rig.by("adm0", true);
    const std::int32_t user = rig.id("tje0");
    CHECK(code_of(run_task(rig.credentials.save_credential(by, save(user, "CRM5/PASSWORD", "short")))) ==
          errc::password_policy);
    CHECK(code_of(run_task(rig.credentials.save_credential(by, save(user, "CRM5/PASSWORD", "")))) ==
          errc::password_policy);
    CHECK(rig.events().empty());
    const auto saved = run_task(rig.credentials.save_credential(by, save(user, "crm5/password", good_password)));
    REQUIRE(saved.has_value());
    CHECK(*saved);
    const Identity after = rig.identity("tje0");
    REQUIRE(after.password.has_value());
    CHECK(after.password->phc == rig.hasher.make(good_password));
    CHECK_FALSE(after.password->must_change);
    const auto events = rig.events();
    REQUIRE(events.size() == 1);
    CHECK(events[0].subject == "associate tje0");
    CHECK(events[0].actor == "ADM0");
    CHECK(events[0].detail.find(good_password) == std::string::npos);
    // The current password again changes nothing.
    const auto again = run_task(rig.credentials.save_credential(by, save(user, "CRM5/PASSWORD", good_password)));
    REQUIRE(again.has_value());
    CHECK(*again);
    CHECK(rig.identity("tje0").password->revision == after.password->revision);
}

TEST_CASE("a password's change and removal end the sessions of its owner") {
    CredentialsRig rig;
    const Context by = rig.by("adm0", true);
    const std::int32_t user = rig.id("tje0");
    const auto lives = [&](const std::string& ticket) {
        return run_task(rig.sessions.resolve(SessionKind::ticket, ticket)).has_value();
    };
    std::string ticket = session_for(rig, "tje0");
    CHECK(lives(ticket));
    REQUIRE(run_task(rig.credentials.save_credential(by, save(user, "CRM5/PASSWORD", good_password))).has_value());
    CHECK_FALSE(lives(ticket));
    ticket = session_for(rig, "tje0");
    CHECK(lives(ticket));
    const DeleteCredentialRequest removal{user, "CRM5/PASSWORD"};
    const auto removed = run_task(rig.credentials.delete_credential(by, removal));
    REQUIRE(removed.has_value());
    CHECK(*removed);
    CHECK_FALSE(lives(ticket));
    CHECK_FALSE(rig.identity("tje0").password.has_value());
    const auto again = run_task(rig.credentials.delete_credential(by, removal));
    REQUIRE(again.has_value());
    CHECK_FALSE(*again);
}

TEST_CASE("a linked credential is saved, replaced, unique whatever its case, and removed") {
    CredentialsRig rig({windows()});
    const Context by = rig.by("adm0", true);
    const std::int32_t tina = rig.id("tje0");
    const std::int32_t boss = rig.id("adm0");
    REQUIRE(run_task(rig.credentials.save_credential(by, save(tina, "WINDOWS", " EX\\kim "))).has_value());
    UserEntry user = entry(rig, tina);
    REQUIRE(user.credentials.size() == 1);
    CHECK(user.credentials[0].type == "Windows");
    CHECK(user.credentials[0].value == "EX\\kim");
    CHECK(user.credentials[0].display_value == "Kim Lund");  // the directory knows

    const auto taken = run_task(rig.credentials.save_credential(by, save(boss, "Windows", "ex\\KIM")));
    CHECK(code_of(taken) == errc::validation);
    REQUIRE(taken.error().messages.size() == 1);
    CHECK(taken.error().messages[0].first == "Credential");
    CHECK(entry(rig, boss).credentials.empty());

    REQUIRE(run_task(rig.credentials.save_credential(by, save(tina, "Windows", "EX\\åse", "Me"))).has_value());
    user = entry(rig, tina);
    REQUIRE(user.credentials.size() == 1);
    CHECK(user.credentials[0].display_value == "Me");

    const auto removed = run_task(rig.credentials.delete_credential(by, {tina, "windows"}));
    REQUIRE(removed.has_value());
    CHECK(*removed);
    const auto again = run_task(rig.credentials.delete_credential(by, {tina, "windows"}));
    REQUIRE(again.has_value());
    CHECK_FALSE(*again);
    CHECK(entry(rig, tina).credentials.empty());
}

TEST_CASE("what cannot be saved or removed says why and changes nothing") {
    CredentialsRig rig({windows()});
    const Context by = rig.by("adm0", true);
    const std::int32_t tina = rig.id("tje0");
    const auto refusal = [&](const SaveCredentialRequest& request) {
        return code_of(run_task(rig.credentials.save_credential(by, request)));
    };
    CHECK(refusal(save(4711, "CRM5/PASSWORD", good_password)) == errc::not_found);
    CHECK(refusal(save(4711, "Windows", "EX\\kim")) == errc::not_found);
    CHECK(refusal(save(tina, "Nothing", "x")) == errc::invalid_argument);
    CHECK(refusal(save(tina, "", "x")) == errc::invalid_argument);
    CHECK(refusal({tina, {}}) == errc::invalid_argument);
    CHECK(refusal({tina, Credential{}}) == errc::invalid_argument);
    CHECK(refusal(save(tina, "Windows", "  ")) == errc::validation);
    CHECK(refusal(save(tina, "Windows", "a\nb")) == errc::validation);
    CHECK(refusal(save(tina, "Windows", "\xff")) == errc::validation);
    CHECK(refusal(save(tina, "Windows", std::string(255, 'x').c_str())) == errc::validation);
    CHECK(refusal(save(rig.id("ext0"), "Windows", "EX\\kim")) == errc::validation);  // not for external users
    CHECK(refusal(save(rig.id("room1"), "CRM5/PASSWORD", good_password)) == errc::invalid_argument);
    CHECK(code_of(run_task(rig.credentials.delete_credential(by, {4711, "Windows"}))) == errc::not_found);
    CHECK(code_of(run_task(rig.credentials.delete_credential(by, {tina, "Nothing"}))) == errc::invalid_argument);
    CHECK(rig.events().empty());
}

TEST_CASE("a directory is searched without regard to case") {
    CredentialsRig rig({windows()});
    const Context by = rig.by("adm0", true);
    const auto groups = [&](const char* text) {
        std::vector<std::string> list;
        const auto found = run_task(rig.credentials.find_credentials_groups(by, {"windows", text}));
        REQUIRE(found.has_value());
        for (const auto& group : found->items) list.push_back(group->name.text);
        return list;
    };
    CHECK(groups("") == std::vector<std::string>{"staff", "guests"});
    CHECK(groups("GÄST") == std::vector<std::string>{"guests"});
    CHECK(groups("nobody").empty());
    const auto users = [&](const char* text) {
        return *run_task(rig.credentials.find_credential_users(by, {"Windows", text}));
    };
    CHECK(values(users("")) == std::vector<std::string>{"EX\\kim", "EX\\åse"});
    CHECK(values(users("ÅSE")) == std::vector<std::string>{"EX\\åse"});
    CHECK(values(users("sales")) == std::vector<std::string>{"EX\\kim"});
    CHECK(users("kim")->headings.items.size() == 2);
    CHECK(users("kim")->users.items[0]->columns.items.size() == 2);
    CHECK(users("kim")->users.items[0]->can_create_person);
    const auto members = [&](const char* group) {
        return *run_task(rig.credentials.get_credential_users_in_group(by, {"Windows", group}));
    };
    CHECK(values(members("Guests")) == std::vector<std::string>{"EX\\åse"});
    CHECK(members("nobody").presence() == Presence::nil);
    CHECK(code_of(run_task(rig.credentials.find_credentials_groups(by, {"Nothing", ""}))) == errc::invalid_argument);
    CHECK(code_of(run_task(rig.credentials.find_credential_users(by, {"Nothing", ""}))) == errc::invalid_argument);
    CHECK(code_of(run_task(rig.credentials.get_credential_users_in_group(by, {"", "staff"}))) ==
          errc::invalid_argument);
}

TEST_CASE("for the password the associates are searched, by their groups too") {
    CredentialsRig rig;
    const Context by = rig.by("adm0", true);
    const auto groups = *run_task(rig.credentials.find_credentials_groups(by, {"CRM5/PASSWORD", ""}));
    REQUIRE_FALSE(groups.items.empty());
    const auto sales = *run_task(rig.credentials.find_credentials_groups(by, {"CRM5/PASSWORD", "SALE"}));
    REQUIRE(sales.items.size() == 1);
    CHECK(sales.items[0]->name.text == "Sales");
    const auto found = *run_task(rig.credentials.find_credential_users(by, {"CRM5/PASSWORD", "employee"}));
    CHECK(values(found) == std::vector<std::string>{"tje0"});
    CHECK(found->users.items[0]->display_value.text == "Tina J. Employee");
    const auto members = *run_task(rig.credentials.get_credential_users_in_group(by, {"CRM5/PASSWORD", "sales"}));
    REQUIRE(members.has_value());
    const auto list = values(members);
    CHECK(std::find(list.begin(), list.end(), "tje0") != list.end());
    CHECK(run_task(rig.credentials.get_credential_users_in_group(by, {"CRM5/PASSWORD", "no group"}))->presence() ==
          Presence::nil);
}

TEST_CASE("whoever changes a credential is noted with the user") {
    CredentialsRig rig({windows()});
    const std::int32_t tina = rig.id("tje0");
    const Context admin = rig.by("ADM0", true);
    const auto is_stamped = [&] {
        const auto updated = entry(rig, tina).stamps.updated;
        const bool now = updated.when == rig.clock.now() && updated.by == admin.caller.associate_id;
        rig.clock.advance(std::chrono::minutes(1));
        return now;
    };
    CHECK_FALSE(is_stamped());
    const auto password = save(tina, "CRM5/PASSWORD", good_password);
    REQUIRE(run_task(rig.credentials.save_credential(admin, password)).has_value());
    CHECK(is_stamped());
    const auto linked = save(tina, "Windows", "EX\\kim");
    REQUIRE(run_task(rig.credentials.save_credential(admin, linked)).has_value());
    CHECK(is_stamped());
    const DeleteCredentialRequest removal{tina, "Windows"};
    REQUIRE(run_task(rig.credentials.delete_credential(admin, removal)).has_value());
    CHECK(is_stamped());
}
