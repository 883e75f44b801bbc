// Adding associates and loading seeds.
#include "store/store_home.hpp"

using namespace uag;
using namespace uag::test;

TEST_CASE_TEMPLATE("ids are assigned where they are left out", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const std::int32_t first = f.add(employee("first"));
    const std::int32_t second = f.add(employee_with_email("second", "x@example.com"));
    CHECK(first > 0);
    CHECK(second > first);
    CHECK(value_of(f.store->find_identity(second))->person.id > 0);
    NewAssociate chosen = employee("chosen");
    chosen.associate.id = 500;
    CHECK(f.add(chosen) == 500);
    chosen.associate.name = "other";
    const Error error = error_of(f.store->add_associate(chosen));
    CHECK(error.code == errc::validation);
    CHECK(error.field == "AssociateId");
}

TEST_CASE_TEMPLATE("a name is in use in any case, as associate name and as user name", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    NewAssociate first = employee("Straße");
    first.associate.user_name = "\xC4\xB0nci@example.com";
    f.add(first);

    const auto refused = [&](const char* name, const char* user_name, std::vector<std::string> fields) {
        NewAssociate added = employee(name);
        added.associate.user_name = user_name;
        const Error error = error_of(f.store->add_associate(added));
        CHECK(error.code == errc::validation);
        REQUIRE(error.messages.size() == fields.size());
        for (std::size_t i = 0; i < fields.size(); ++i) CHECK(error.messages[i].first == fields[i]);
        CHECK(error.field == fields.front());
    };
    refused("STRASSE", "", {"Name"});
    refused("straße", "free", {"Name"});
    refused("i\xCC\x87NCI@example.com", "", {"Name"});
    refused("free", "strasse", {"UserName"});
    refused("free", "\xC4\xB0NCI@EXAMPLE.COM", {"UserName"});
    refused("strasse", "\xC4\xB0NCI@EXAMPLE.COM", {"Name", "UserName"});
    refused("", "", {"Name"});
    CHECK(value_of(f.store->list_associates()).size() == 1);

    // One's own name may be one's user name as well; an empty user name is nobody's.
    NewAssociate same = employee("same");
    same.associate.user_name = "SAME";
    const std::int32_t id = f.add(same);
    CHECK(value_of(f.store->associates_called("same")) == std::vector{id});
    f.add(employee("no user name 1"));
    f.add(employee("no user name 2"));
}

TEST_CASE_TEMPLATE("role, groups and person must exist, and the role must fit", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    NewAssociate added = employee("anna");
    added.associate.role_id = 77;
    CHECK(error_of(f.store->add_associate(added)).code == errc::not_found);
    added = employee("anna");
    added.associate.group_id = 77;
    CHECK(error_of(f.store->add_associate(added)).code == errc::not_found);
    added = employee("anna");
    added.secondary_groups = {11, 77};
    CHECK(error_of(f.store->add_associate(added)).code == errc::not_found);
    added = employee("anna");
    added.associate.person_id = 77;
    CHECK(error_of(f.store->add_associate(added)).code == errc::not_found);
    added = employee("anna");
    added.associate.role_id = 13;
    const Error error = error_of(f.store->add_associate(added));
    CHECK(error.code == errc::validation);
    CHECK(error.field == "Role");
    added.associate.type = UserType::external_associate;
    CHECK(f.add(added) > 0);
}

TEST_CASE_TEMPLATE("a stored person is taken as it is", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    NewAssociate first = employee("first");
    first.person = PersonRecord{};
    first.person->id = 5;
    first.person->first_name = "Ada";
    f.add(first);
    NewAssociate second = employee("second");
    second.associate.person_id = 5;
    CHECK(value_of(f.store->find_identity(f.add(second)))->person.first_name == "Ada");
    NewAssociate third = employee("third");
    third.person = PersonRecord{};
    third.person->id = 5;
    third.person->first_name = "Eve";
    CHECK(value_of(f.store->find_identity(f.add(third)))->person.first_name == "Ada");
}

TEST_CASE_TEMPLATE("a refused associate leaves nothing behind", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    f.add(employee("taken"));
    NewAssociate added = employee_with_email("free", "new@example.com");
    added.associate.user_name = "taken";
    error_of(f.store->add_associate(added));
    CHECK(value_of(f.store->associates_called("free")).empty());
    added.associate.user_name.clear();
    f.add(added);
    CHECK(value_of(f.store->find_identity_for_login("new@example.com")).has_value());
}

TEST_CASE_TEMPLATE("a seed loaded twice is kept, and leaves changes alone", Home, UAG_STORE_HOMES) {
    Home home;
    auto store = home.open();
    Seed seed = basic_seed();
    seed.associates = {employee_with_password("anna", "first"), employee("bert")};
    seed.associates[0].associate.id = 1;
    seed.password_rules = PasswordRules{};
    const SeedCounts first = value_of(store->load_seed(seed));
    CHECK(first.added == 1 + 5 + 3 + 2 + 1);
    CHECK(first.kept == 0);

    PasswordChange change;
    change.associate_id = 1;
    change.phc = "second";
    value_of(change_password(*store, change));
    seed.roles[1].functional_rights = {"admin-all"};
    seed.groups[0].description = "other";
    const SeedCounts second = value_of(store->load_seed(seed));
    CHECK(second.added == 0);
    CHECK(second.kept == 12);
    CHECK(value_of(store->find_identity(1))->password->phc == "second");
    CHECK(roles_of(*store)[6].functional_rights.empty());
    CHECK(groups_of(*store)[3].description == "Those on top");
    CHECK(value_of(store->list_associates()).size() == 2);
}

TEST_CASE_TEMPLATE("a seed's roles and groups are found by name under another id", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    Seed seed;
    seed.roles = {{{40, "ADMINISTRATORS", "", RoleType::employee}, {}}};
    seed.groups = {{41, "support", "", 9}, {42, "New", "", 9}};
    seed.associates = {employee("anna")};
    seed.associates[0].associate.role_id = 40;
    seed.associates[0].associate.group_id = 41;
    seed.associates[0].secondary_groups = {42};
    const SeedCounts counts = value_of(f.store->load_seed(seed));
    CHECK(counts.added == 2);
    CHECK(counts.kept == 2);
    const auto found = value_of(f.store->find_identity_by_name("anna"));
    REQUIRE(found.has_value());
    CHECK(found->role.id == 11);
    CHECK(found->group.id == 13);
    CHECK(found->secondary_groups == std::vector<std::int32_t>{42});
}

TEST_CASE_TEMPLATE("a seed is loaded as a whole or not at all", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    Seed seed;
    seed.groups = {{50, "Fifty", "", 1}};
    seed.associates = {employee("anna"), employee("bert")};
    seed.associates[1].associate.role_id = 77;
    const Error error = error_of(f.store->load_seed(seed));
    CHECK(error.code == errc::not_found);
    CHECK(error.public_text.find("bert") != std::string::npos);
    CHECK(value_of(f.store->list_associates()).empty());
    CHECK(groups_of(*f.store).size() == 1 + 3);

    Seed unknown_right;
    unknown_right.roles = {{{60, "Sixty", "", RoleType::employee}, {"admin-nothing"}}};
    CHECK(error_of(f.store->load_seed(unknown_right)).code == errc::not_found);
    CHECK(roles_of(*f.store).size() == 5 + 5);
}
