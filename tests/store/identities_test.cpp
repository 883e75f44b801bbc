// Finding associates: by id, by name, by what a person types to log in.
#include "store/store_home.hpp"

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

    const auto found = value_of(f.store->find_identity(7));
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
    const auto found = value_of(f.store->find_identity(f.add(room)));
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
    const auto found = value_of(f.store->find_identity(id));
    REQUIRE(found.has_value());
    CHECK(found->associate.deleted);
    CHECK(found->associate.retired);
    CHECK(found->associate.waiting_for_approval);
    CHECK(value_of(f.store->find_identity_by_name("gone")).has_value());
    CHECK_FALSE(value_of(f.store->find_identity(id + 1)).has_value());
    CHECK_FALSE(value_of(f.store->find_identity(0)).has_value());
    CHECK_FALSE(value_of(f.store->find_identity(-1)).has_value());
}

TEST_CASE_TEMPLATE("a name is found in any case, and comes back as stored", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    f.add(employee("ADM0"));
    f.add(employee("Straße"));
    f.add(employee("\xC4\xB0stanbul"));  // with a dotted capital I
    for (const char* typed : {"adm0", "Adm0", "ADM0"}) {
        const auto found = value_of(f.store->find_identity_by_name(fold(typed)));
        REQUIRE(found.has_value());
        CHECK(found->associate.name == "ADM0");
    }
    for (const char* typed : {"STRASSE", "strasse", "straße", "STRAẞE"}) {
        const auto found = value_of(f.store->find_identity_by_name(fold(typed)));
        REQUIRE(found.has_value());
        CHECK(found->associate.name == "Straße");
    }
    CHECK(value_of(f.store->find_identity_by_name(fold("\xC4\xB0STANBUL"))).has_value());
    CHECK(value_of(f.store->find_identity_by_name(fold("i\xCC\x87stanbul"))).has_value());
    CHECK_FALSE(value_of(f.store->find_identity_by_name(fold("istanbul"))).has_value());
    CHECK_FALSE(value_of(f.store->find_identity_by_name("")).has_value());
    CHECK_FALSE(value_of(f.store->find_identity_by_name("adm0' OR '1'='1")).has_value());
    CHECK_FALSE(value_of(f.store->find_identity_by_name(std::string("adm0\0x", 6))).has_value());
}

TEST_CASE_TEMPLATE("only the associate name counts for find_identity_by_name", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    NewAssociate added = employee("tje0");
    added.associate.user_name = "Tina";
    const std::int32_t id = f.add(added);
    CHECK_FALSE(value_of(f.store->find_identity_by_name("tina")).has_value());
    CHECK(value_of(f.store->associates_called("tina")) == std::vector{id});
    CHECK(value_of(f.store->associates_called("tje0")) == std::vector{id});
    CHECK(value_of(f.store->associates_called("nobody")).empty());
    CHECK(value_of(f.store->associates_called("")).empty());
}

TEST_CASE_TEMPLATE("log-in by associate name, user name or e-mail address, in this order", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    NewAssociate first = employee_with_email("first", "shared@example.com");
    first.associate.user_name = "First.User@example.com";
    const std::int32_t first_id = f.add(first);
    // This one's name is what is also somebody else's address.
    const std::int32_t second_id = f.add(employee("second@example.com"));
    // Which nobody may be given any more, but may have from before.
    const std::int32_t third_id = f.add(employee_with_email("third", "third@example.com"));
    PersonRecord third = value_of(f.store->find_identity(third_id))->person;
    third.email = "Second@Example.com";
    rows_written(*f.store, [&](Rows& rows) { return rows.update_person(third, {f.now(), 1}); });

    const auto login = [&](std::string_view typed) -> std::int32_t {
        const auto found = value_of(f.store->find_identity_for_login(fold(typed)));
        return found ? found->associate.id : 0;
    };
    CHECK(login("FIRST") == first_id);
    CHECK(login("first.user@EXAMPLE.com") == first_id);
    CHECK(login("SHARED@example.com") == first_id);
    CHECK(login("second@example.com") == second_id);
    CHECK(login("third") == third_id);
    CHECK(login("nobody@example.com") == 0);
    CHECK(login("") == 0);
}

TEST_CASE_TEMPLATE("an e-mail address counts only if exactly one associate who is not deleted has it", Home,
                   UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const std::int32_t first = f.add(employee_with_email("first", "both@example.com"));
    const auto found = value_of(f.store->find_identity_for_login("both@example.com"));
    REQUIRE(found.has_value());
    CHECK(found->associate.id == first);

    NewAssociate deleted = employee_with_email("deleted", "BOTH@example.com");
    deleted.associate.deleted = true;
    f.add(deleted);
    CHECK(value_of(f.store->find_identity_for_login("both@example.com")).has_value());

    f.add(employee_with_email("second", "Both@Example.com"));
    CHECK_FALSE(value_of(f.store->find_identity_for_login("both@example.com")).has_value());
}

TEST_CASE_TEMPLATE("the list of associates is in order of id and says what user list shows", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    CHECK(value_of(f.store->list_associates()).empty());
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

    const auto list = value_of(f.store->list_associates());
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
