// What another server tells of a user, as the record that is stored here, and how two of them differ.
#include <doctest/doctest.h>

#include "core/agent/imported_members.hpp"
#include "core/agent/imported_user.hpp"
#include "core/security/names.hpp"

using namespace uag;

namespace {

NewAssociate kim() {
    NewAssociate user;
    user.associate.id = 7;
    user.associate.name = "kim";
    user.associate.nick_name = "kimmie";
    user.associate.role_id = 20;
    user.associate.group_id = 3;
    user.associate.waiting_for_approval = true;
    user.secondary_groups = {1, 2};
    user.licenses = {4};
    user.person = PersonRecord{};
    user.person->id = 70;
    user.person->email = "kim@example.com";
    user.person->business_id = 9;
    user.presence = PresenceRecord{EjUserStatus::status_normal, "here"};
    return user;
}

User told_kim() {
    User user;
    user.associate_id = 7;
    user.name = "kim";
    user.type = UserType::internal_associate;
    return user;
}

}  // namespace

TEST_CASE("imported user: what is left out, and what an old version does not know, stays") {
    const User told = told_kim();
    const NewAssociate before = kim();
    CHECK(changes_between(members_of(before), members_of(imported_user(before, {&told, Version::v84}, {}))).empty());
    const auto newer =
        changes_between(members_of(before), members_of(imported_user(before, {&told, Version::v88}, {})));
    REQUIRE(newer.size() == 1);
    CHECK(newer[0].path == "WaitingForApproval");
    CHECK(newer[0].before == "true");
    CHECK(newer[0].after == "false");
}

TEST_CASE("imported user: what is told is exact") {
    User told = told_kim();
    told.role = Box<Role>::nil();
    told.nick_name = "";
    told.user_group = UserGroup{};
    told.user_group->id = 5;
    told.other_groups = List<Box<UserGroup>>(std::vector<Box<UserGroup>>{});
    told.license_owners = List<Box<LicenseOwner>>(std::vector<Box<LicenseOwner>>{});
    told.person = Person{};
    told.person->person_id = 70;
    told.person->email = " kim.lund@example.com ";
    const NewAssociate user = imported_user(kim(), {&told, Version::v84, PresenceRecord{}}, {});
    CHECK(user.associate.role_id == 0);
    CHECK(user.associate.group_id == 5);
    CHECK(user.associate.nick_name.empty());
    CHECK(user.secondary_groups.empty());
    CHECK(user.licenses.empty());
    CHECK(user.person->email == "kim.lund@example.com");
    // What the contract has no word for is kept, but not of another person.
    CHECK(user.person->business_id == 9);
    CHECK(user.presence == PresenceRecord{});
    told.person->person_id = 71;
    CHECK(imported_user(kim(), {&told, Version::v84}, {}).person->business_id == 0);
}

TEST_CASE("imported user: a licence is the one of its owner and name, and a password is no credential") {
    User told = told_kim();
    LicenseOwner owner;
    owner.name = "SuperOffice";
    for (const bool assigned : {true, false}) {
        ModuleLicenseLink link;
        link.module_license_id = assigned ? 100 : 200;
        link.name = assigned ? "user" : "visitor";
        link.assigned = assigned;
        owner.restricted_module_licenses.items.emplace_back(std::move(link));
    }
    told.license_owners = List<Box<LicenseOwner>>({Box(owner)});
    for (const char* const name : {"CRM5/PASSWORD", "Corp/AD"}) {
        Credential credential;
        credential.type = CredentialType{};
        credential.type->type = name;
        credential.value = "kim@corp";
        told.credentials.items.emplace_back(std::move(credential));
    }
    told.credentials.presence = Presence::value;
    const NewAssociate user = imported_user(
        kim(), {&told}, {{100, "Other", "user", "", 1, false, 0}, {4, "superoffice", "USER", "", 1, false, 0}});
    CHECK(user.licenses == std::vector<std::int32_t>{4});
    REQUIRE(user.credentials.size() == 1);
    CHECK(user.credentials[0].type == "Corp/AD");
    CHECK(user.credentials[0].display_value == "kim@corp");
    const auto changes = changes_between(members_of(kim()), members_of(user));
    CHECK(std::any_of(changes.begin(), changes.end(),
                      [](const MemberChange& one) { return one.path == "Credentials.Corp/AD" && !one.is_shown; }));
    CHECK(licenses_told(told).size() == 2);
}
