// Loading seeds: what is kept, what is refused, and by whose rules.
#include "core/agent/seeding.hpp"

#include "support/local_changes.hpp"
#include "support/store_suite.hpp"

using namespace uag;
using namespace uag::test;

namespace {

struct Seeding : StoreFixture<SqliteHome> {
    LocalChanges changes{*store, home.clock};

    SeedCounts load(const Seed& seed) { return value_of(changes.load(seed)); }
    Error refusal(const Seed& seed) {
        const Result<SeedCounts> loaded = changes.load(seed);
        if (loaded.has_value()) FAIL("it was loaded");
        return loaded.error();
    }
    Error refusal(NewAssociate associate) {
        Seed seed;
        seed.associates = {std::move(associate)};
        return refusal(seed);
    }
    std::size_t count() { return value_of(associates_of(*store)).size(); }
};

}  // namespace

TEST_CASE("a seed gives nobody a name that nobody else could be given") {
    Seeding f;
    for (const std::string name : {"a:b", "7T:x", "tab\there", "\xC3"}) {
        CAPTURE(name);
        const Error error = f.refusal(employee(name));
        CHECK(error.code == errc::validation);
        CHECK(error.messages.at(0).first == "associate " + name + ": Name");
    }
    NewAssociate user_name = employee("kim");
    user_name.associate.user_name = "7T:x";
    CHECK(f.refusal(user_name).messages.at(0).first == "associate kim: UserName");
    NewAssociate nick_name = employee("kim");
    nick_name.associate.nick_name = std::string(500, 'n');
    CHECK(f.refusal(nick_name).messages.at(0).first == "associate kim: NickName");
    NewAssociate mail = employee_with_email("kim", std::string(500, 'm'));
    CHECK(f.refusal(mail).messages.at(0).first == "associate kim: Person");
    CHECK(f.count() == 0);
}

TEST_CASE("a name is in use in any case, as associate name, as user name and as address") {
    Seeding f;
    NewAssociate first = employee_with_email("Straße", "mail@example.com");
    first.associate.user_name = "\xC4\xB0nci@example.com";
    first.associate.nick_name = "Änni";
    Seed seed;
    seed.associates = {first};
    CHECK(f.load(seed).added == 1);
    const auto refused = [&](NewAssociate added, std::vector<std::string> fields) {
        const Error error = f.refusal(added);
        CHECK(error.code == errc::validation);
        REQUIRE(error.messages.size() == fields.size());
        for (std::size_t i = 0; i < fields.size(); ++i)
            CHECK(error.messages[i].first == "associate " + added.associate.name + ": " + fields[i]);
    };
    const auto named = [](const char* name, const char* user_name) {
        NewAssociate added = employee(name);
        added.associate.user_name = user_name;
        return added;
    };
    refused(named("MAIL@example.com", ""), {"Name"});
    refused(named("free", "strasse"), {"UserName"});
    refused(named("free", "\xC4\xB0NCI@EXAMPLE.COM"), {"UserName"});
    refused(employee_with_email("free", "STRASSE"), {"Person"});
    NewAssociate nick = employee("free");
    nick.associate.nick_name = "ÄNNI";
    refused(nick, {"NickName"});
    // One's own name may be one's user name as well; an empty user name is nobody's.
    seed.associates = {named("same", "SAME"), employee("no user name 1"), employee("no user name 2")};
    CHECK(f.load(seed).added == 3);
}

TEST_CASE("role, groups and person of a seed's associate must fit") {
    Seeding f;
    const auto refused = [&](auto change, std::string_view field) {
        NewAssociate added = employee("anna");
        change(added);
        const Error error = f.refusal(added);
        CHECK(error.code == errc::validation);
        CHECK(error.messages.at(0).first == "associate anna: " + std::string(field));
    };
    refused([](NewAssociate& a) { a.associate.role_id = 77; }, "Role");
    refused([](NewAssociate& a) { a.associate.role_id = 0; }, "Role");
    refused([](NewAssociate& a) { a.associate.role_id = 13; }, "Role");
    refused([](NewAssociate& a) { a.associate.group_id = 77; }, "UserGroup");
    refused([](NewAssociate& a) { a.secondary_groups = {11, 77}; }, "OtherGroups");
    refused([](NewAssociate& a) { a.secondary_groups = {11, 11}; }, "OtherGroups");
    NewAssociate outside = employee("anna");
    outside.associate.role_id = 13;
    outside.associate.type = UserType::external_associate;
    Seed seed;
    seed.associates = {outside};
    CHECK(f.load(seed).added == 1);
}

TEST_CASE("who is a person by type is called as the associate is, and a stored person is taken as it is") {
    Seeding f;
    const std::int32_t person = rows_written(*f.store, [&](Rows& rows) {
        PersonRecord ada;
        ada.id = 5;
        ada.first_name = "Ada";
        return rows.insert_person(ada, {});
    });
    NewAssociate known = employee("known");
    known.person.emplace();
    known.person->id = person;
    known.person->first_name = "Eve";
    NewAssociate room = employee("room");
    room.associate.type = UserType::resource_associate;
    Seed seed;
    seed.associates = {employee("kim"), known, room};
    CHECK(f.load(seed).added == 3);
    CHECK(value_of(identity_called(*f.store, "kim"))->person.last_name == "kim");
    CHECK(value_of(identity_called(*f.store, "known"))->person.first_name == "Ada");
    CHECK(value_of(identity_called(*f.store, "room"))->person.id == 0);
    // Who has a user already does not get another.
    NewAssociate twin = known;
    twin.associate.name = "twin";
    CHECK(f.refusal(twin).messages.at(0).first == "associate twin: Person");
}

TEST_CASE("ids of a seed are kept, others are assigned, and a removed one is not brought back") {
    Seeding f;
    NewAssociate chosen = employee("chosen");
    chosen.associate.id = 500;
    Seed seed;
    seed.associates = {chosen, employee("next")};
    CHECK(f.load(seed).added == 2);
    CHECK(value_of(identity_of(*f.store, 500))->associate.name == "chosen");
    CHECK(value_of(identity_of(*f.store, 501))->associate.name == "next");
    rows_written(*f.store, [](Rows& rows) { return rows.remove_associate(500); });
    CHECK(f.load(seed).kept == 2);
    CHECK(f.count() == 1);
}

TEST_CASE("a seed's passwords are stored, also of who is deleted, but not for a type that has none") {
    Seeding f;
    NewAssociate anna = employee_with_password("anna", "$a");
    anna.must_change = true;
    NewAssociate gone = employee_with_password("gone", "$g");
    gone.associate.deleted = true;
    Seed seed;
    seed.associates = {anna, gone};
    CHECK(f.load(seed).added == 2);
    CHECK(value_of(identity_called(*f.store, "anna"))->password->phc == "$a");
    CHECK(value_of(identity_called(*f.store, "anna"))->password->must_change);
    CHECK(value_of(identity_called(*f.store, "gone"))->password->phc == "$g");
    CHECK(value_of(identity_called(*f.store, "gone"))->associate.deleted);
    NewAssociate room = employee_with_password("room", "$r");
    room.associate.type = UserType::resource_associate;
    CHECK(f.refusal(room).code == errc::invalid_argument);
    CHECK(f.count() == 2);
}

TEST_CASE("a seed loaded twice is kept, and leaves changes alone") {
    SqliteHome home;
    const auto store = home.open();
    LocalChanges changes(*store, home.clock);
    Seed seed = basic_seed();
    seed.associates = {employee_with_password("anna", "first"), employee("bert")};
    seed.associates[0].associate.id = 1;
    seed.licenses = {{3, "SuperOffice", "user", "", 5, false, 0}};
    seed.owner_contacts = {4, 5};
    seed.password_rules = PasswordRules{10, 1, 2, 3, 4};
    const SeedCounts first = value_of(changes.load(seed));
    CHECK(first.added == 1 + 5 + 3 + 2 + 1 + 2 + 1);
    CHECK(first.kept == 0);

    done(put_password(*store, 1, "second"));
    seed.roles[1].functional_rights = {"admin-all"};
    seed.groups[0].description = "other";
    seed.password_rules = PasswordRules{1, 0, 0, 0, 0};
    seed.licenses[0].id = 9;
    seed.licenses[0].name = "USER";
    const SeedCounts second = value_of(changes.load(seed));
    CHECK(second.added == 0);
    CHECK(second.kept == 15);
    CHECK(value_of(identity_of(*store, 1))->password->phc == "second");
    CHECK(roles_of(*store)[6].functional_rights.empty());
    CHECK(groups_of(*store)[3].description == "Those on top");
    CHECK(value_of(associates_of(*store)).size() == 2);
    CHECK(rows_read(*store, [](Rows& rows) { return rows.password_rules(); }) == PasswordRules{10, 1, 2, 3, 4});
}

TEST_CASE("a seed's roles and groups are found by name under another id") {
    Seeding f;
    Seed seed;
    seed.roles = {{{40, "ADMINISTRATORS", "", RoleType::employee}, {}}};
    seed.groups = {{41, "support", "", 9}, {42, "New", "", 9}};
    seed.associates = {employee("anna")};
    seed.associates[0].associate.role_id = 40;
    seed.associates[0].associate.group_id = 41;
    seed.associates[0].secondary_groups = {42};
    const SeedCounts counts = f.load(seed);
    CHECK(counts.added == 2);
    CHECK(counts.kept == 2);
    const auto found = value_of(identity_called(*f.store, "anna"));
    REQUIRE(found.has_value());
    CHECK(found->role.id == 11);
    CHECK(found->group.id == 13);
    CHECK(found->secondary_groups == std::vector<std::int32_t>{42});
    // A deleted one's name is free.
    rows_written(*f.store, [&](Rows& rows) -> Result<void> {
        REQUIRE(rows.update_role({12, "Staff", "", RoleType::employee, -1, 0, true}, {}).has_value());
        return rows.update_group({12, "Sales", "", -1, true}, {});
    });
    seed.roles = {{{51, "STAFF", "", RoleType::employee}, {"zoom"}, {{"Sale", RoleRelationToOwner::my_own, "CR"}}}};
    seed.groups = {{51, "SALES", ""}};
    CHECK(f.load(seed).added == 2);
    CHECK(rows_read(*f.store, [](Rows& rows) { return rows.data_rights(51); }).at(0).table == "sale");
    CHECK(rows_read(*f.store, [](Rows& rows) { return rows.role(51); })->functional_rights == Ids{103});
}

TEST_CASE("a seed's roles and groups are judged as all are") {
    Seeding f;
    const auto of_role = [&](NewRole role) {
        Seed seed;
        seed.roles = {std::move(role)};
        return f.refusal(seed);
    };
    CHECK(of_role({{60, "a\tb", "", RoleType::employee}, {}}).messages.at(0).first == "role a\tb: Name");
    CHECK(of_role({{60, "Sixty", "", static_cast<RoleType>(9)}, {}}).messages.at(0).first == "role Sixty: RoleType");
    CHECK(of_role({{60, "Sixty", "", RoleType::employee}, {"admin-nothing"}}).code == errc::not_found);
    // It is one of employees.
    CHECK(of_role({{60, "Sixty", "", RoleType::anonymous}, {"create-selection"}}).code == errc::validation);
    CHECK(of_role({{60, "Sixty", "", RoleType::employee}, {}, {{"moon", RoleRelationToOwner::my_own, "R"}}}).code ==
          errc::invalid_argument);
    Seed seed;
    seed.groups = {{60, std::string(500, 'g'), ""}};
    CHECK(f.refusal(seed).messages.at(0).first.ends_with(": Value"));
    CHECK(roles_of(*f.store).size() == 5 + 5);
    CHECK(groups_of(*f.store).size() == 1 + 3);
}

TEST_CASE("a seed is loaded as a whole or not at all") {
    Seeding f;
    Seed seed;
    seed.groups = {{50, "Fifty", "", 1}};
    seed.associates = {employee("anna"), employee("bert")};
    seed.associates[1].associate.role_id = 77;
    const Error error = f.refusal(seed);
    CHECK(error.code == errc::validation);
    CHECK(error.messages.at(0).first == "associate bert: Role");
    CHECK(f.count() == 0);
    CHECK(groups_of(*f.store).size() == 1 + 3);
}
