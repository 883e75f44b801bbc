// Finding associates: by id, by name, by address.
#include "support/store_suite.hpp"

using namespace uag;
using namespace uag::test;

TEST_CASE_TEMPLATE("an identity has everything a log-in needs", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    NewAssociate added;
    added.associate = {7, "Tje0", "tina", UserType::internal_associate, 0, 11, 12, 99, false, false, false};
    added.person = PersonRecord{11, "Tina", "J.", "Østby", "Tina@Example.com", 1, 578, 579, 3, 4};
    added.phc = "$argon2id$first";
    added.must_change = true;
    added.secondary_groups = {13, 11, 13};
    CHECK(f.add(added) == 7);

    const auto found = value_of(identity_of(*f.store, 7));
    REQUIRE(found.has_value());
    const Identity& identity = *found;
    CHECK(identity.associate.id == 7);
    CHECK(identity.associate.name == "Tje0");
    CHECK(identity.associate.user_name == "tina");
    CHECK(identity.associate.type == UserType::internal_associate);
    CHECK(identity.associate.person_id == 11);
    CHECK(identity.associate.role_id == 11);
    CHECK(identity.associate.group_id == 12);
    CHECK(identity.associate.ej_user_id == 99);
    CHECK_FALSE(identity.associate.deleted);
    CHECK_FALSE(identity.associate.retired);
    CHECK_FALSE(identity.associate.waiting_for_approval);
    CHECK(identity.person.id == 11);
    CHECK(identity.person.first_name == "Tina");
    CHECK(identity.person.middle_name == "J.");
    CHECK(identity.person.last_name == "Østby");
    CHECK(identity.person.email == "Tina@Example.com");
    CHECK(identity.person.contact_id == 1);
    CHECK(identity.person.country_id == 578);
    CHECK(identity.person.home_country_id == 579);
    CHECK(identity.person.business_id == 3);
    CHECK(identity.person.category_id == 4);
    CHECK(identity.role.id == 11);
    CHECK(identity.role.name == "Administrators");
    CHECK(identity.role.description == "All of it");
    CHECK(identity.role.type == RoleType::employee);
    CHECK(identity.group.id == 12);
    CHECK(identity.group.name == "Sales");
    CHECK(identity.group.rank == 3);
    CHECK(identity.secondary_groups == std::vector<std::int32_t>{11, 13});
    CHECK(identity.functional_rights == std::vector<std::string>{"admin-all", "admin-users", "zoom"});
    REQUIRE(identity.password.has_value());
    CHECK(identity.password->phc == "$argon2id$first");
    CHECK(identity.password->must_change);
    CHECK(identity.password->valid_from <= f.now());
    CHECK(identity.password->valid_to == TimePoint::max());
}

TEST_CASE_TEMPLATE("an identity without person, role, group and password", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    NewAssociate room;
    room.associate.name = "room1";
    room.associate.type = UserType::resource_associate;
    const auto found = value_of(identity_of(*f.store, f.add(room)));
    REQUIRE(found.has_value());
    CHECK(found->associate.type == UserType::resource_associate);
    CHECK(found->associate.person_id == 0);
    CHECK(found->person.id == 0);
    CHECK(found->role.id == 0);
    CHECK(found->group.id == 0);
    CHECK(found->secondary_groups.empty());
    CHECK(found->functional_rights.empty());
    CHECK_FALSE(found->password.has_value());
}

TEST_CASE_TEMPLATE("deleted, retired and waiting associates are found, unknown ones are not", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    NewAssociate gone = employee("gone");
    gone.associate.deleted = true;
    gone.associate.retired = true;
    gone.associate.waiting_for_approval = true;
    const std::int32_t id = f.add(gone);
    const auto found = value_of(identity_of(*f.store, id));
    REQUIRE(found.has_value());
    CHECK(found->associate.deleted);
    CHECK(found->associate.retired);
    CHECK(found->associate.waiting_for_approval);
    CHECK(value_of(identity_called(*f.store, "gone")).has_value());
    CHECK_FALSE(value_of(identity_of(*f.store, id + 1)).has_value());
    CHECK_FALSE(value_of(identity_of(*f.store, 0)).has_value());
    CHECK_FALSE(value_of(identity_of(*f.store, -1)).has_value());
}

TEST_CASE_TEMPLATE("a name is found in any case, and comes back as stored", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    f.add(employee("ADM0"));
    f.add(employee("Straße"));
    f.add(employee("\xC4\xB0stanbul"));  // with a dotted capital I
    for (const char* typed : {"adm0", "Adm0", "ADM0"}) {
        const auto found = value_of(identity_called(*f.store, fold(typed)));
        REQUIRE(found.has_value());
        CHECK(found->associate.name == "ADM0");
    }
    for (const char* typed : {"STRASSE", "strasse", "straße", "STRAẞE"}) {
        const auto found = value_of(identity_called(*f.store, fold(typed)));
        REQUIRE(found.has_value());
        CHECK(found->associate.name == "Straße");
    }
    CHECK(value_of(identity_called(*f.store, fold("\xC4\xB0STANBUL"))).has_value());
    CHECK(value_of(identity_called(*f.store, fold("i\xCC\x87stanbul"))).has_value());
    CHECK_FALSE(value_of(identity_called(*f.store, fold("istanbul"))).has_value());
    CHECK_FALSE(value_of(identity_called(*f.store, "")).has_value());
    CHECK_FALSE(value_of(identity_called(*f.store, "adm0' OR '1'='1")).has_value());
    CHECK_FALSE(value_of(identity_called(*f.store, std::string("adm0\0x", 6))).has_value());
}

TEST_CASE_TEMPLATE("only the associate name counts for associate_by_name", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    NewAssociate added = employee("tje0");
    added.associate.user_name = "Tina";
    const std::int32_t id = f.add(added);
    const auto called = [&](std::string_view name) {
        return rows_read(*f.store, [&](Rows& rows) { return rows.associates_called(name); });
    };
    CHECK_FALSE(value_of(identity_called(*f.store, "tina")).has_value());
    CHECK(called("tina") == std::vector{id});
    CHECK(called("tje0") == std::vector{id});
    CHECK(called("nobody").empty());
    CHECK(called("").empty());
}

TEST_CASE_TEMPLATE("associates are found by their address, two at most, but not deleted ones", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const auto of_address = [&](std::string_view folded) {
        return rows_read(*f.store, [&](Rows& rows) { return rows.associates_of_address(folded); });
    };
    const std::int32_t first = f.add(employee_with_email("first", "Both@example.com"));
    NewAssociate deleted = employee_with_email("deleted", "BOTH@example.com");
    deleted.associate.deleted = true;
    f.add(deleted);
    CHECK(of_address("both@example.com") == Ids{first});
    f.add(employee_with_email("second", "both@Example.com"));
    f.add(employee_with_email("third", "both@example.com"));
    CHECK(of_address("both@example.com").size() == 2);
    f.add(employee_with_email("none", ""));
    CHECK(of_address("").empty());
    CHECK(of_address("nobody@example.com").empty());
}

TEST_CASE_TEMPLATE("the list of associates is in order of id and says what user list shows", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    CHECK(value_of(associates_of(*f.store)).empty());
    NewAssociate second = employee("second");
    second.associate.id = 20;
    second.person = PersonRecord{};
    second.person->first_name = "Ada";
    second.person->last_name = "King";
    second.person->email = "ada@example.com";
    second.phc = "$argon2id$x";
    f.add(second);
    NewAssociate first = employee("first");
    first.associate.id = 10;
    first.associate.role_id = 0;
    f.add(first);

    const auto list = value_of(associates_of(*f.store));
    REQUIRE(list.size() == 2);
    CHECK(list[0].associate.id == 10);
    CHECK(list[0].full_name.empty());
    CHECK(list[0].role.empty());
    CHECK_FALSE(list[0].has_password);
    CHECK(list[1].associate.name == "second");
    CHECK(list[1].full_name == "Ada King");
    CHECK(list[1].email == "ada@example.com");
    CHECK(list[1].role == "Staff");
    CHECK(list[1].has_password);
}

TEST_CASE_TEMPLATE("the lists of roles and groups", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const auto roles = roles_of(*f.store);
    REQUIRE(roles.size() == 5 + 5);
    CHECK(roles[5].role.id == 11);
    CHECK(roles[5].role.name == "Administrators");
    CHECK(roles[5].functional_rights == std::vector<std::string>{"admin-all", "admin-users", "zoom"});
    CHECK(roles[6].functional_rights.empty());
    CHECK(roles[9].role.type == RoleType::system);
    CHECK(roles[9].functional_rights == std::vector<std::string>{"admin-all"});
    const auto groups = groups_of(*f.store);
    REQUIRE(groups.size() == 1 + 3);
    CHECK(groups[1].id == 12);
    CHECK(groups[2].id == 13);
    CHECK(groups[3].id == 11);
    CHECK(groups[3].description == "Those on top");
}
