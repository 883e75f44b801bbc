// A database of schema 2, empty or used, brought to the present one; and what a new one begins with.
#include "adapters/sqlite/migrate.hpp"
#include "core/agent/data_rights.hpp"
#include "core/security/access.hpp"
#include "core/security/audit.hpp"
#include "store/raw_sqlite.hpp"
#include "support/store_suite.hpp"

using namespace uag;
using namespace uag::test;

namespace {

// As a program of that schema would have left it.
void make_schema(const std::string& path, std::size_t version, const char* content) {
    Raw(path).run("PRAGMA user_version = 0");
    auto connection = sqlite::Connection::open(path, sqlite::Access::write, std::chrono::milliseconds{20});
    REQUIRE(connection.has_value());
    const auto migrations = sqlite::embedded_migrations();
    REQUIRE(migrations.size() >= version);
    const auto migrated = sqlite::migrate(**connection, migrations.first(version), true, TimePoint{});
    if (!migrated) FAIL(migrated.error().detail);
    connection->reset();
    Raw(path).run(content);
}

void make_schema_2(const std::string& path, const char* content) { make_schema(path, 2, content); }

// What two databases are compared by.
std::string contents(const std::string& path) {
    Raw raw(path);
    return raw.ask(
        "SELECT group_concat(line, char(10)) FROM ("
        "SELECT 'right ' || id || code || name || role_types AS line FROM functional_right UNION ALL "
        "SELECT 'role ' || id || name || folded_name || description || type || rank || deleted FROM role "
        "UNION ALL "
        "SELECT 'grant ' || role_id || '-' || right_id FROM role_right UNION ALL "
        "SELECT 'data ' || role_id || table_name || relation || value FROM data_right UNION ALL "
        "SELECT 'group ' || id || name || folded_name || description || rank || deleted FROM user_group "
        "ORDER BY 1)");
}

constexpr const char* demo_of_schema_2 =
    "INSERT INTO functional_right (id, code, name) VALUES (1, 'admin-all', 'General Administrator'), "
    "(2, 'admin-users', 'User Administrator'), (3, 'admin-role', 'Role Administrator'), "
    "(4, 'admin-external-users', 'External User Administrator'), (5, 'admin-lists', 'List Administrator'), "
    "(6, 'admin-preferences', 'Preference Administrator'), (7, 'admin-licenses', 'License Administrator'), "
    "(8, 'admin-import', 'Import Administrator'), (9, 'bulk-update', 'Bulk Update'), "
    "(10, 'create-selection', 'Create Selections'), (11, 'export-data', 'Export Data'), "
    "(12, 'allow-delete-contact', 'Delete Companies');"
    "INSERT INTO role (id, name, folded_name, description, type, registered, updated) VALUES "
    "(1, 'User level 0', 'user level 0', 'Administrator: has full access to all data and all settings', 0, "
    "5, 5), "
    "(2, 'User level 1', 'user level 1', 'Employee: works with own data and that of the primary group', 0, "
    "5, 5), "
    "(3, 'External user', 'external user', 'A customer or partner who logs in from outside', 1, 5, 5), "
    "(4, 'Anonymous', 'anonymous', 'A visitor who has not logged in', 2, 5, 5), "
    "(5, 'System', 'system', 'A program that works on behalf of everybody', 3, 5, 5);"
    "INSERT INTO role_right SELECT 1, id FROM functional_right;"
    "INSERT INTO role_right VALUES (2, 10), (2, 11), (5, 1);"
    "INSERT INTO user_group (id, name, folded_name, rank, registered, updated) VALUES "
    "(1, 'Management', 'management', 1, 5, 5);";

}  // namespace

TEST_CASE("a new database has rights, a role of each type, data rights and a group") {
    SqliteHome home;
    auto store = home.open();
    const auto roles = roles_of(*store);
    REQUIRE(roles.size() == 5);
    CHECK(roles[0].role.name == "User level 0");
    CHECK(roles[0].role.type == RoleType::employee);
    CHECK(roles[0].functional_rights.size() == 12);
    CHECK(roles[1].role.name == "User level 1");
    CHECK(roles[1].functional_rights == std::vector<std::string>{"create-selection", "export-data"});
    CHECK(roles[2].role.type == RoleType::external_user);
    CHECK(roles[2].functional_rights.empty());
    CHECK(roles[3].role.type == RoleType::anonymous);
    CHECK(roles[4].role.type == RoleType::system);
    CHECK(roles[4].functional_rights == std::vector<std::string>{"admin-all"});
    const auto groups = groups_of(*store);
    REQUIRE(groups.size() == 1);
    CHECK(groups[0].id == 1);
    const auto role = rows_read(*store, [](Rows& rows) { return rows.role(1); });
    REQUIRE(role.has_value());
    CHECK(role->stamps.registered.when == home.clock.now());
    for (const auto& right : rows_read(*store, [](Rows& rows) { return rows.functional_rights(); })) {
        CHECK_FALSE(right.name.empty());
        CHECK((right.role_types & 1) == 1);
    }
    CHECK_FALSE(rows_read(*store, [](Rows& rows) { return has_administrator(rows, TimePoint{}); }));
}

TEST_CASE("the built-in data rights have the tables and relations of the matrix") {
    SqliteHome home;
    auto store = home.open();
    const auto cells_of = [&](std::int32_t role) {
        return rows_read(*store, [role](Rows& rows) { return rows.data_rights(role); });
    };
    const auto all = cells_of(1);
    CHECK(all.size() == data_tables.size() * owner_relations.size());
    for (const DataTable& table : data_tables)
        for (const OwnerRelation& relation : owner_relations)
            CHECK(std::any_of(all.begin(), all.end(), [&](const DataRightCell& cell) {
                return cell.table == table.name && cell.relation == relation.value && cell.value == "CRUD";
            }));
    CHECK(cells_of(5).size() == all.size());
    for (const DataRightCell& cell : cells_of(2)) {
        const bool own = cell.relation == RoleRelationToOwner::my_own;
        const bool group = cell.relation == RoleRelationToOwner::primary_group;
        CHECK(cell.value == (own ? "CRUD" : group ? "CRU" : "R"));
    }
    for (const std::int32_t outsider : {3, 4}) {
        const auto cells = cells_of(outsider);
        CHECK_FALSE(cells.empty());
        CHECK(std::all_of(cells.begin(), cells.end(), [](const DataRightCell& cell) { return cell.value == "R"; }));
    }
}

TEST_CASE("an empty database of schema 2, and one with the demo's roles, end up like a new one") {
    SqliteHome fresh;
    fresh.open().reset();
    const std::string expected = contents(fresh.path());
    CHECK(expected.size() > 1000);
    for (const char* content : {"", demo_of_schema_2}) {
        SqliteHome home;
        make_schema_2(home.path(), content);
        home.open().reset();
        CHECK(contents(home.path()) == expected);
        CHECK(Raw(home.path()).ask("PRAGMA foreign_key_check").empty());
    }
}

TEST_CASE("what stands in a database of schema 2 keeps its names, ids and rights") {
    SqliteHome home;
    make_schema_2(home.path(),
                  "INSERT INTO functional_right (id, code, name) VALUES (1, 'admin-users', 'Mine'), (2, 'zoom', 'Z');"
                  "INSERT INTO role (id, name, folded_name, type, registered, updated) VALUES "
                  "(1, 'Chiefs', 'chiefs', 0, 5, 5), (9, 'SYSTEM', 'system', 3, 5, 5);"
                  "INSERT INTO role_right VALUES (1, 1), (1, 2);"
                  "INSERT INTO user_group (id, name, folded_name, rank, registered, updated) VALUES "
                  "(1, 'Crew', 'crew', 1, 5, 5);"
                  "INSERT INTO person (id, first_name, last_name, email, folded_email, registered, updated) VALUES "
                  "(3, 'Ærlig', 'STRAßE', 'A@x', 'a@x', 5, 5), (4, '', 'Solo', '', '', 5, 5), (5, '', '', '', '', 5, "
                  "5);"
                  "INSERT INTO associate (id, name, type, person_id, role_id, group_id, registered, registered_by, "
                  "updated) VALUES (7, 'Anna', 1, 3, 1, 1, 5, 6, 8);"
                  "INSERT INTO login_name VALUES ('anna', 7, 1);"
                  "INSERT INTO password_credential (associate_id, phc, valid_from, valid_to, changed_at) "
                  "VALUES (7, 'hash', 0, 9223372036854775807, 5);");
    auto store = home.open();

    const auto anna = rows_read(*store, [](Rows& rows) { return rows.user(7); });
    REQUIRE(anna.has_value());
    CHECK(anna->identity.associate.name == "Anna");
    CHECK(anna->identity.role.name == "Chiefs");
    CHECK(anna->identity.group.name == "Crew");
    CHECK(anna->identity.functional_rights == std::vector<std::string>{"admin-users", "zoom"});
    CHECK(anna->identity.password->phc == "hash");
    CHECK(anna->stamps.registered.by == 6);
    CHECK_FALSE(anna->last_logout.has_value());

    // The new columns of old rows are filled: names are found folded.
    const auto named = rows_read(*store, [](Rows& rows) { return rows.persons_by_name(0, fold("ærlig strasse")); });
    REQUIRE(named.size() == 1);
    CHECK(named[0].id == 3);
    CHECK(rows_read(*store, [](Rows& rows) { return rows.persons_by_name(0, "solo"); }).size() == 1);
    CHECK(rows_read(*store, [](Rows& rows) { return rows.persons_by_name(0, ""); }).empty());

    // Missing rights come under ids of their own, missing roles where id and name are free.
    const auto rights = rows_read(*store, [](Rows& rows) { return rows.functional_rights(); });
    CHECK(rights.size() == 13);
    CHECK(rights[0].code == "admin-users");
    CHECK(rights[0].name == "Mine");
    CHECK(rights[0].role_types == 9);
    CHECK(rights[1].code == "zoom");
    CHECK(rights[1].role_types == 15);
    std::vector<std::string> names;
    for (const auto& role : roles_of(*store)) names.push_back(role.role.name);
    CHECK(names == std::vector<std::string>{"Chiefs", "User level 1", "External user", "Anonymous", "SYSTEM"});
    CHECK(groups_of(*store).size() == 1);
    // Nobody has gained a right to users or roles.
    for (const auto& role : roles_of(*store))
        CHECK(std::find(role.functional_rights.begin(), role.functional_rights.end(), "admin-all") ==
              role.functional_rights.end());
    // Data rights are new, so every role has some.
    CHECK(rows_read(*store, [](Rows& rows) { return rows.data_rights(1); }).size() > 10);
    CHECK(rows_read(*store, [](Rows& rows) { return rows.data_rights(9); }).empty());
}

TEST_CASE("audit events of schema 7 stay, their ids are never given again, and a new kind fits in") {
    SqliteHome home;
    make_schema(home.path(), 7,
                "INSERT INTO audit_event (id, at, kind, operation, actor, folded_actor, source, count, minute) VALUES "
                "(5, 60000, 2, 'Login', 'Anna', 'anna', '192.0.2.1', 3, 1), (6, 70000, 4, 'SaveUser', 'ADM0', 'adm0', "
                "'', 1, NULL), (90, 80000, 4, 'SaveUser', 'ADM0', 'adm0', '', 1, NULL);"
                "DELETE FROM audit_event WHERE id = 90");
    auto store = home.open();
    const auto all = [&] { return rows_read(*store, [](Rows& rows) { return rows.events(AuditFilter{}); }); };
    const auto kept = all();
    REQUIRE(kept.size() == 2);
    CHECK(kept[0].id == 5);
    CHECK(kept[0].count == 3);
    CHECK(kept[0].kind == AuditKind::login_failed);
    CHECK(kept[1].id == 6);
    AuditEvent event;
    event.when = TimePoint{std::chrono::milliseconds{90'000}};
    event.kind = AuditKind::throttled;
    const auto written = run_task(store->write([&](Rows& rows) { return add_event(rows, event); }));
    REQUIRE(written.has_value());
    const auto now = all();
    REQUIRE(now.size() == 3);
    CHECK(now[2].id == 91);
    CHECK(now[2].kind == AuditKind::throttled);
    // Failed log-ins of a minute are still one row.
    AuditEvent again = kept[0];
    again.when = TimePoint{std::chrono::milliseconds{65'000}};
    REQUIRE(run_task(store->write([&](Rows& rows) { return count_events(rows, {again}); })).has_value());
    CHECK(all()[0].count == 6);
}

TEST_CASE("the costs of stored hashes are counted from the migration on") {
    SqliteHome home;
    make_schema(
        home.path(), 8,
        "INSERT INTO associate (id, name, type, registered, updated) VALUES (1, 'a', 1, 5, 5), (2, 'b', 1, 5, 5), "
        "(3, 'c', 1, 5, 5);"
        "INSERT INTO password_credential (associate_id, phc, valid_from, valid_to, changed_at) VALUES "
        "(1, '$argon2id$v=19$m=7168,t=5,p=1$c2FsdA$dGFn', 0, 9, 0), (2, '$argon2id$v=19$m=7168,t=5,p=1$c2E$dGE', 0, 9, "
        "0), "
        "(3, '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$dGFn', 0, 9, 0)");
    const auto store = home.open();
    const auto costs = [&] {
        auto found = rows_read(*store, [](Rows& rows) { return rows.password_costs(); });
        std::ranges::sort(found);
        return found;
    };
    using Costs = std::vector<std::string>;
    CHECK(costs() == Costs{"argon2id m=19456,t=2,p=1", "argon2id m=7168,t=5,p=1"});
    const auto phc = [](const char* parameters) {
        return "$argon2id$v=19$" + std::string(parameters) + "$c29tZXNhbHQ$AAECAwQFBgcICQoLDA0ODw";
    };
    rows_written(*store, [&](Rows& rows) { return rows.set_password_hash(3, phc("m=65536,t=3,p=1")); });
    CHECK(costs() == Costs{"argon2id m=65536,t=3,p=1", "argon2id m=7168,t=5,p=1"});
    for (const std::int32_t id : {1, 3})
        rows_written(*store,
                     [&](Rows& rows) { return rows.put_password(id, password_record(phc("m=19456,t=2,p=1")), {}); });
    CHECK(costs() == Costs{"argon2id m=19456,t=2,p=1", "argon2id m=7168,t=5,p=1"});
    rows_written(*store, [](Rows& rows) { return rows.remove_password(1); });
    rows_written(*store, [](Rows& rows) { return rows.remove_associate(2); });
    CHECK(costs() == Costs{"argon2id m=19456,t=2,p=1"});
    // What is no such hash counts for nothing.
    rows_written(*store, [](Rows& rows) { return rows.put_password(1, password_record("$test$cost=1$00"), {}); });
    CHECK(costs() == Costs{"argon2id m=19456,t=2,p=1"});
}
