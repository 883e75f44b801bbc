// The rows of roles with their rights, and of groups with their members.
#include "support/store_suite.hpp"

using namespace uag;
using namespace uag::test;

TEST_CASE_TEMPLATE("a role is stored with every member, and changed with every member", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    RoleRecord role{0, "Straße", "text", RoleType::external_user, -7, 3, false};
    role.id = rows_written(*f.store, [&](Rows& rows) { return rows.insert_role(role, {f.now(), 1}); });
    CHECK(role.id == 16);
    role = {role.id, "Other", "", RoleType::external_user, 8, 0, true};
    const TimePoint later = f.now() + std::chrono::hours{1};
    rows_written(*f.store, [&](Rows& rows) { return rows.update_role(role, {later, 2}); });
    const auto entry = rows_read(*f.store, [&](Rows& rows) { return rows.role(role.id); });
    REQUIRE(entry.has_value());
    CHECK(entry->role.id == role.id);
    CHECK(entry->role.name == "Other");
    CHECK(entry->role.description.empty());
    CHECK(entry->role.type == RoleType::external_user);
    CHECK(entry->role.rank == 8);
    CHECK(entry->role.use_categories == 0);
    CHECK(entry->role.deleted);
    CHECK(entry->functional_rights.empty());
    CHECK(entry->stamps.registered.when == f.now());
    CHECK(entry->stamps.registered.by == 1);
    CHECK(entry->stamps.updated.when == later);
    CHECK(entry->stamps.updated.by == 2);

    CHECK_FALSE(rows_read(*f.store, [](Rows& rows) { return rows.role(4711); }).has_value());
    role.id = 4711;
    check_refused(try_write(*f.store, [&](Rows& rows) { return rows.update_role(role, {later, 2}); }), errc::not_found);
    role.name.clear();
    check_refused(try_write(*f.store, [&](Rows& rows) { return rows.insert_role(role, {later, 2}); }), errc::storage);
}

TEST_CASE_TEMPLATE("roles and groups are listed by rank, deleted ones too", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    rows_written(*f.store, [&](Rows& rows) -> Result<void> {
        REQUIRE(rows.update_role({12, "Staff", "", RoleType::employee, -1, 0, true}, {f.now(), 1}).has_value());
        return rows.update_group({13, "Support", "", -1, true}, {f.now(), 1});
    });
    CHECK(ids_of(rows_read(*f.store, [](Rows& rows) { return rows.roles(); })) ==
          Ids{12, 1, 2, 3, 4, 5, 11, 13, 14, 15});
    CHECK(ids_of(rows_read(*f.store, [](Rows& rows) { return rows.groups(); })) == Ids{13, 1, 12, 11});
}

TEST_CASE_TEMPLATE("a role has exactly the rights that were set", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const auto rights_of = [&](std::int32_t role) {
        return rows_read(*f.store, [&](Rows& rows) { return rows.role(role); })->functional_rights;
    };
    const auto set = [&](std::int32_t role, const Ids& ids) {
        return try_write(*f.store, [&](Rows& rows) { return rows.set_functional_rights(role, ids); });
    };
    CHECK(rights_of(11) == Ids{1, 2, 103});
    CHECK(set(11, {12, 3, 12}).has_value());
    CHECK(rights_of(11) == Ids{3, 12});
    check_refused(set(11, {1, 99}), errc::storage);
    CHECK(rights_of(11) == Ids{3, 12});
    CHECK(set(11, {}).has_value());
    CHECK(rights_of(11).empty());
    check_refused(set(4711, {1}), errc::storage);
    const auto rights = rows_read(*f.store, [](Rows& rows) { return rows.functional_rights(); });
    CHECK(rights.size() == 13);
    CHECK(rights.back().code == "zoom");
    CHECK(rights.back().name == "Zoom");
    CHECK(rights.back().role_types == 15);

    const auto having = [&](std::string_view code) {
        return rows_read(*f.store, [&](Rows& rows) { return rows.roles_with_right(code); });
    };
    CHECK(set(12, {103}).has_value());
    CHECK(set(15, {103}).has_value());
    CHECK(having("zoom") == Ids{12, 15});
    CHECK(having("ZOOM").empty());
    const auto insert = [&](FunctionalRight right) {
        return try_write(*f.store, [&](Rows& rows) { return rows.insert_functional_right(right); });
    };
    CHECK(insert({0, "fly", "Fly"}).value() == 104);
    CHECK(insert({200, "swim", "Swim"}).value() == 200);
    check_refused(insert({200, "walk", "Walk"}), errc::storage);
    check_refused(insert({0, "fly", "Fly"}), errc::storage);
}

TEST_CASE_TEMPLATE("a cell of the data rights is put, replaced and removed", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const auto put = [&](std::int32_t role, RoleRelationToOwner relation, const char* value) {
        return try_write(*f.store, [&](Rows& rows) { return rows.put_data_right(role, {"contact", relation, value}); });
    };
    const auto cells = [&] { return rows_read(*f.store, [](Rows& rows) { return rows.data_rights(12); }); };
    CHECK(cells().empty());
    CHECK(put(12, RoleRelationToOwner::custom_objects, "R").has_value());
    CHECK(put(12, RoleRelationToOwner::my_own, "CRU").has_value());
    CHECK(put(12, RoleRelationToOwner::my_own, "CRUD").has_value());
    REQUIRE(cells().size() == 2);
    CHECK(cells()[0].table == "contact");
    CHECK(cells()[0].relation == RoleRelationToOwner::my_own);
    CHECK(cells()[0].value == "CRUD");
    CHECK(cells()[1].relation == RoleRelationToOwner::custom_objects);
    CHECK(put(12, RoleRelationToOwner::my_own, "").has_value());
    CHECK(put(12, RoleRelationToOwner::my_own, "").has_value());
    CHECK(cells().size() == 1);
    check_refused(put(12, RoleRelationToOwner::my_own, "D"), errc::storage);
    check_refused(put(4711, RoleRelationToOwner::my_own, "R"), errc::storage);
    Seed seed;
    seed.roles = {{{21, "New", "", RoleType::employee}, {}, {{"sale", RoleRelationToOwner::my_own, "CR"}}}};
    done(plant(*f.store, seed));
    CHECK(rows_read(*f.store, [](Rows& rows) { return rows.data_rights(21); }).at(0).value == "CR");
}

TEST_CASE_TEMPLATE("a role's members move to another, deleted ones too", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const std::int32_t anna = f.add(employee("anna"));
    NewAssociate gone = employee("gone");
    gone.associate.deleted = true;
    f.add(gone);
    const auto members = [&](std::int32_t role) {
        return rows_read(*f.store, [&](Rows& rows) { return rows.role_members(role); });
    };
    const auto move = [&](std::int32_t from, std::int32_t to) {
        return try_write(*f.store, [&](Rows& rows) { return rows.move_role_members(from, to, {f.now(), 9}); });
    };
    CHECK(members(12) == 2);
    CHECK(*move(12, 11) == 2);
    CHECK(members(12) == 0);
    CHECK(members(11) == 2);
    CHECK(*move(12, 11) == 0);
    CHECK(rows_read(*f.store, [&](Rows& rows) { return rows.user(anna); })->stamps.updated.by == 9);
    check_refused(move(11, 4711), errc::storage);
    CHECK(members(11) == 2);
}

TEST_CASE_TEMPLATE("a group is stored with every member, and changed with every member", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    GroupRecord group{0, "Crew", "text", -7, false};
    group.id = rows_written(*f.store, [&](Rows& rows) { return rows.insert_group(group, {f.now(), 1}); });
    CHECK(group.id == 14);
    auto stored = rows_read(*f.store, [&](Rows& rows) { return rows.group(group.id); });
    REQUIRE(stored.has_value());
    CHECK(stored->name == "Crew");
    CHECK(stored->description == "text");
    CHECK(stored->rank == -7);
    CHECK_FALSE(stored->deleted);
    group = {group.id, "Other", "", 8, true};
    rows_written(*f.store, [&](Rows& rows) { return rows.update_group(group, {f.now(), 2}); });
    stored = rows_read(*f.store, [&](Rows& rows) { return rows.group(group.id); });
    CHECK(stored->name == "Other");
    CHECK(stored->description.empty());
    CHECK(stored->rank == 8);
    CHECK(stored->deleted);
    CHECK_FALSE(rows_read(*f.store, [](Rows& rows) { return rows.group(4711); }).has_value());
    group.id = 4711;
    check_refused(try_write(*f.store, [&](Rows& rows) { return rows.update_group(group, {f.now(), 2}); }),
                  errc::not_found);
    group.name.clear();
    check_refused(try_write(*f.store, [&](Rows& rows) { return rows.insert_group(group, {f.now(), 2}); }),
                  errc::storage);
}

TEST_CASE_TEMPLATE("a group's members move, and nobody is in a group twice", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const auto add = [&](const char* name, std::int32_t primary, Ids others) {
        NewAssociate added = employee(name);
        added.associate.group_id = primary;
        added.secondary_groups = std::move(others);
        return f.add(added);
    };
    const std::int32_t both = add("both", 12, {11, 13});
    const std::int32_t into = add("into", 13, {12});
    const std::int32_t beside = add("beside", 11, {12, 13});
    const std::int32_t other = add("other", 11, {12});
    const std::int32_t apart = add("apart", 11, {});
    const auto members = [&](std::int32_t group) {
        return rows_read(*f.store, [&](Rows& rows) { return rows.group_members(group); });
    };
    const auto move = [&](std::int32_t from, std::int32_t to) {
        return try_write(*f.store, [&](Rows& rows) { return rows.move_group_members(from, to, {f.now(), 9}); });
    };
    CHECK(members(12) == 4);
    CHECK(move(12, 12).has_value());
    CHECK(members(12) == 4);
    check_refused(move(12, 4711), errc::storage);
    CHECK(members(12) == 4);
    CHECK(move(12, 13).has_value());
    CHECK(members(12) == 0);
    CHECK(members(13) == 4);
    const auto groups_of = [&](std::int32_t id) {
        const auto identity = value_of(identity_of(*f.store, id));
        return std::pair(identity->group.id, identity->secondary_groups);
    };
    CHECK(groups_of(both) == std::pair(13, Ids{11}));
    CHECK(groups_of(into) == std::pair(13, Ids{}));
    CHECK(groups_of(beside) == std::pair(11, Ids{13}));
    CHECK(groups_of(other) == std::pair(11, Ids{13}));
    CHECK(groups_of(apart) == std::pair(11, Ids{}));
    const auto stamped_by = [&](std::int32_t id) {
        return rows_read(*f.store, [&](Rows& rows) { return rows.user(id); })->stamps.updated.by;
    };
    CHECK(stamped_by(other) == 9);
    CHECK(stamped_by(both) == 9);
    CHECK(stamped_by(apart) == 0);
}
