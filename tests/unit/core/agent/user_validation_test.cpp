// What must hold of a user that is to be stored: each field by itself, and what a carrier leaves as it is.
#include "unit/core/agent/users_fixture.hpp"

#include "core/agent/users_validation.hpp"
#include "core/security/access.hpp"
#include "support/passwords.hpp"

using namespace uag;
using namespace uag::test;

namespace {

// An employee of Paul's, as a client would send it.
User new_user(const UsersFixture& f) {
    User user;
    user.name = "new0";
    user.type = UserType::internal_associate;
    user.role.emplace().id = 2;
    user.user_group.emplace().id = 2;
    user.person.emplace().person_id = f.paul;
    return user;
}

void check_refused(UsersFixture& f, User user, std::string_view field) {
    const auto refused = f.save(std::move(user));
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == errc::validation);
    CHECK_FALSE(UsersFixture::message(refused.error(), field).empty());
}

Box<Credential> credential(std::string_view type, std::string_view value) {
    Credential made;
    made.type.emplace().type = type;
    made.value = value;
    return made;
}

List<Box<LicenseOwner>> license(std::int32_t id, bool assigned) {
    ModuleLicenseLink link;
    link.module_license_id = id;
    link.assigned = assigned;
    LicenseOwner owner;
    owner.restricted_module_licenses = List<Box<ModuleLicenseLink>>({link});
    return List<Box<LicenseOwner>>({owner});
}

}  // namespace

TEST_CASE("a role is one of the user's type") {
    CHECK(role_type_for(UserType::internal_associate) == RoleType::employee);
    CHECK(role_type_for(UserType::resource_associate) == RoleType::employee);
    CHECK(role_type_for(UserType::external_associate) == RoleType::external_user);
    CHECK(role_type_for(UserType::anonymous_associate) == RoleType::anonymous);
    CHECK(role_type_for(UserType::system_associate) == RoleType::system);
    CHECK_FALSE(role_type_for(UserType::unknown).has_value());
}

TEST_CASE("texts are well-formed, not too long and without control characters; long ones may have lines") {
    CHECK_FALSE(judge_text("").has_value());
    CHECK_FALSE(judge_text(std::string(254, 'x')).has_value());
    CHECK(judge_text(std::string(255, 'x')).has_value());
    CHECK(judge_text("two\nlines").has_value());
    CHECK_FALSE(judge_text("two\r\n\tlines", max_description).has_value());
    CHECK(judge_text(std::string_view("a\0b", 3), max_description).has_value());
    CHECK(judge_text("\xC3").has_value());
}

TEST_CASE("a user without faults is saved") {
    UsersFixture f;
    const User user = f.saved(new_user(f));
    CHECK(user.associate_id > 3);
    CHECK(user.person->firstname.text == "Paul");
    CHECK(user.credentials.items.empty());
}

TEST_CASE("all faults come in one answer, one text a field") {
    UsersFixture f;
    User user = new_user(f);
    user.name = "TJE0";
    user.role->id = 3;
    user.user_group->id = 99;
    user.other_groups = List<Box<UserGroup>>({*user.user_group, *user.user_group});
    const auto refused = f.save(user);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().messages.size() == 4);
    CHECK(refused.error().field == "Name");
    CHECK(refused.error().public_text == refused.error().messages.front().second);
    const auto judged = run_task(f.users.validate_user(f.context, UserRequest{user}));
    REQUIRE(judged.has_value());
    REQUIRE(judged->items.size() == 4);
    CHECK(judged->items[0].key.text == "Name");
    CHECK(judged->items[0].value.text == refused.error().public_text.english());
}

TEST_CASE("internal and external users need a person, the person of nobody else") {
    UsersFixture f;
    User nobody = new_user(f);
    nobody.person.clear(Presence::nil);
    check_refused(f, nobody, "Person");
    nobody.person.emplace();   // as CreateDefaultUser gives it
    check_refused(f, nobody, "Person");
    User stolen = new_user(f);
    stolen.person->person_id = 2;
    check_refused(f, stolen, "Person");
    User system = nobody;
    system.type = UserType::system_associate;
    system.role->id = 5;
    CHECK(f.saved(system).person.has_value() == false);
}

TEST_CASE("an internal associate's contact is an owner, once there is one; those who are there stay") {
    UsersFixture f;
    f.write([&](Rows& rows) -> Result<void> {
        const Result<bool> added = rows.add_owner_contact(8, {f.clock.now(), 0});
        if (!added.has_value()) return added.error();
        return {};
    });
    check_refused(f, new_user(f), "Person");
    User tina = f.get(2);
    tina.tooltip = "not an owner's";
    CHECK(f.saved(tina).tooltip.text == "not an owner's");
    tina.person->contact_id = 7;
    check_refused(f, tina, "Person");
    tina.person->contact_id = 8;
    CHECK(f.saved(tina).person->contact_id == 8);
    User external = new_user(f);
    external.type = UserType::external_associate;
    external.role->id = 3;
    CHECK(f.saved(external).person->contact_id == 7);
}

TEST_CASE("nick names are unique without regard to case") {
    UsersFixture f;
    User tina = f.get(2);
    tina.nick_name = "Tee";
    CHECK(f.saved(tina).nick_name.text == "Tee");
    User user = new_user(f);
    user.nick_name = "TEE";
    check_refused(f, user, "NickName");
    const auto unique = [&](std::int32_t id, std::string_view name) {
        return *run_task(f.users.is_nick_name_unique(f.context, IsNickNameUniqueRequest{id, name}));
    };
    CHECK(unique(2, "tee"));
    CHECK_FALSE(unique(1, " tEe "));
    CHECK(unique(1, ""));
}

TEST_CASE("credentials: of a known type that fits, one of a type, of one user") {
    UsersFixture f;
    User tina = f.get(2);
    tina.credentials = List<Box<Credential>>({credential("badge", "b-17")});
    const User saved = f.saved(tina);
    REQUIRE(saved.credentials.items.size() == 2);   // and the password, which nobody took away
    CHECK(saved.credentials.items[1]->type->type.text == "Badge");
    CHECK(saved.credentials.items[1]->display_value.text == "b-17");
    User user = new_user(f);
    user.credentials = List<Box<Credential>>({credential("Badge", "B-17")});
    check_refused(f, user, "Credentials");
    user.credentials = List<Box<Credential>>({credential("Badge", "b-18"), credential("BADGE", "b-19")});
    check_refused(f, user, "Credentials");
    user.credentials = List<Box<Credential>>({credential("Badge", "")});
    check_refused(f, user, "Credentials");
    user.credentials = List<Box<Credential>>({credential("Telepathy", "x")});
    check_refused(f, user, "Credentials");
    user.credentials =
        List<Box<Credential>>({credential("CRM5/PASSWORD", strong_password), credential("crm5/password", "other")});
    check_refused(f, user, "Credentials");
    user.type = UserType::external_associate;
    user.role->id = 3;
    user.credentials = List<Box<Credential>>({credential("Badge", "b-18")});
    check_refused(f, user, "Credentials");
    user.type = UserType::resource_associate;
    user.role->id = 2;
    user.credentials = List<Box<Credential>>({credential("CRM5/PASSWORD", strong_password)});
    check_refused(f, user, "Credentials");
}

TEST_CASE("licences: no more than there are, and those not named stay") {
    UsersFixture f;
    for (const std::int32_t id : {1, 2}) {
        User user = f.get(id);
        user.license_owners = license(1, true);
        const User saved = f.saved(user);
        const ModuleLicenseLink& link = *saved.license_owners.items[0]->restricted_module_licenses.items[0];
        CHECK(link.assigned);
        CHECK(link.in_use == id);
        CHECK(link.free == 2 - id);
        CHECK(saved.license_owners.items[0]->unrestricted_module_licenses.items.size() == 1);
    }
    User third = f.get(3);
    third.license_owners = license(1, true);
    check_refused(f, third, "LicenseOwners");
    third.license_owners = license(99, true);
    check_refused(f, third, "LicenseOwners");
    User second = f.get(2);
    second.license_owners = List<Box<LicenseOwner>>(std::vector<Box<LicenseOwner>>{});
    f.saved(second);
    CHECK(f.entry(2).licenses == std::vector<std::int32_t>{1});
    second.license_owners = license(1, false);
    f.saved(second);
    CHECK(f.entry(2).licenses.empty());
    third.license_owners = license(1, true);
    f.saved(third);
    CHECK(run_task(f.users.remove_licenses(f.context, AssociateIdRequest{3})).has_value());
    CHECK(f.entry(3).licenses.empty());
}

TEST_CASE("a password is judged with the other faults by ValidateUser, and never hashed there") {
    UsersFixture f;
    User user = new_user(f);
    user.credentials = List<Box<Credential>>({credential("CRM5/PASSWORD", "short")});
    const auto judged = run_task(f.users.validate_user(f.context, UserRequest{user}));
    REQUIRE(judged.has_value());
    REQUIRE(judged->items.size() == 1);
    CHECK(judged->items[0].key.text == "Credentials");
    CHECK(f.hasher.hashes == 0);
    const auto refused = f.save(user);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == errc::password_policy);
    // Its own names are known words, also those that it does not have yet.
    user.credentials = List<Box<Credential>>({credential("CRM5/PASSWORD", "paul-person-new0")});
    CHECK_FALSE(f.save(user).has_value());
}
