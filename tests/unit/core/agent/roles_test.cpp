// Roles, their functional rights and data rights, on a real database file.
#include <doctest/doctest.h>

#include <algorithm>

#include "core/agent/data_rights.hpp"
#include "core/security/identities.hpp"
#include "support/gateway_fixture.hpp"
#include "support/results.hpp"
#include "support/run_task.hpp"

using namespace uag;
using uag::test::adm0_id;
using uag::test::failed_on;
using uag::test::GatewayFixture;
using uag::test::run_task;
using uag::test::tje0_id;

namespace {

constexpr std::int32_t administrators = 1;  // the roles and associates of samples/demo.toml
constexpr std::int32_t employees = 2;
constexpr std::int32_t externals = 3;

struct RoleDesk {
    GatewayFixture gateway;
    Roles& roles = gateway.core().agent.part<Roles>();

    Context as(std::int32_t associate_id) {
        Context context;
        context.caller.associate_id = associate_id;
        context.caller.name = "caller";
        context.operation = "Test";
        return context;
    }
    std::optional<Identity> identity(std::int32_t id) { return *run_task(find_identity(gateway.store(), id)); }

    Result<Box<RoleEntity>> save(RoleEntity entity, std::int32_t caller = adm0_id) {
        SaveRoleEntityRequest request;
        request.role_entity = Box<RoleEntity>(std::move(entity));
        const Context context = as(caller);
        return run_task(roles.save_role_entity(context, request));
    }
    RoleEntity entity(std::int32_t id) {
        const Context context = as(adm0_id);
        GetRoleEntityRequest request;
        request.role_entity_id = id;
        return **run_task(roles.get_role_entity(context, request));
    }
    Result<void> set_rights(std::int32_t role, std::vector<std::int32_t> ids, std::int32_t caller = adm0_id) {
        SetFunctionalRightsRequest request;
        request.role_id = role;
        request.functional_right_ids = List<std::int32_t>(std::move(ids));
        const Context context = as(caller);
        return run_task(roles.set_functional_rights(context, request));
    }
    std::vector<std::string> codes(std::int32_t role) {
        RoleIdRequest request;
        request.role_id = role;
        const Context context = as(adm0_id);
        const auto items = run_task(roles.get_functional_rights(context, request));
        std::vector<std::string> codes;
        for (const auto& item : items->items) {
            CHECK(item->selected);
            codes.push_back(item->extra_info.text);
        }
        return codes;
    }
    Result<void> remove(std::int32_t role, std::int32_t replacing, std::int32_t caller = adm0_id) {
        DeleteRoleRequest request;
        request.role_id_to_delete = role;
        request.replacing_role_id = replacing;
        const Context context = as(caller);
        return run_task(roles.delete_role(context, request));
    }
    Result<void> set_cell(std::int32_t role, std::string table, RoleRelationToOwner relation, std::string value) {
        SetDataRightRequest request;
        request.role_id = role;
        request.table_name = String(std::move(table));
        request.relation_to_owner = relation;
        request.data_right_value = String(std::move(value));
        const Context context = as(adm0_id);
        return run_task(roles.set_data_right(context, request));
    }
    Result<String> cell(std::int32_t role, std::string table, RoleRelationToOwner relation) {
        GetDataRightRequest request;
        request.role_id = role;
        request.table_name = String(std::move(table));
        request.relation_to_owner = relation;
        const Context context = as(adm0_id);
        return run_task(roles.get_data_right(context, request));
    }
    RoleEntity added(std::string name, RoleType type = RoleType::employee) {
        RoleEntity wish;
        wish.name = String(std::move(name));
        wish.role_type = type;
        return **save(wish);
    }
};

RoleEntity named(std::string name) {
    RoleEntity entity;
    entity.name = String(std::move(name));
    return entity;
}

}  // namespace

TEST_CASE("a role is created, changed and read back") {
    RoleDesk desk;
    RoleEntity wish = named("  Consultants ");
    wish.tooltip = "Look, do not touch";
    wish.role_type = RoleType::external_user;
    wish.use_categories = 1;
    const auto saved = desk.save(wish);
    REQUIRE(saved.has_value());
    CHECK((*saved)->role_id > 5);
    CHECK((*saved)->name.text == "Consultants");
    CHECK((*saved)->role_type == RoleType::external_user);
    CHECK((*saved)->use_categories == 1);
    CHECK((*saved)->deleted == 0);
    REQUIRE((*saved)->created_by.has_value());
    CHECK((*saved)->created_by->name.text == "ADM0");
    CHECK((*saved)->created == to_datetime(desk.gateway.clock.now()));

    desk.gateway.clock.advance(std::chrono::hours(1));
    RoleEntity changed = desk.entity((*saved)->role_id);
    changed.name = "Advisers";
    changed.rank = 40;
    changed.role_type = RoleType::system;  // read-only: ignored
    changed.deleted = 1;                   // read-only: ignored
    REQUIRE(desk.save(changed, tje0_id).has_value());
    const RoleEntity read = desk.entity((*saved)->role_id);
    CHECK(read.name.text == "Advisers");
    CHECK(read.rank == 40);
    CHECK(read.role_type == RoleType::external_user);
    CHECK(read.deleted == 0);
    CHECK(read.created < read.updated);
    CHECK(read.updated_by->name.text == "tje0");
    CHECK(desk.added("Next").rank == 41);
    CHECK(desk.gateway.audit.take().size() == 3);
}

TEST_CASE("what cannot be saved as a role names its fields and changes nothing") {
    RoleDesk desk;
    const std::string before = desk.gateway.dump();
    CHECK(failed_on(desk.save(named("USER LEVEL 1")), errc::validation, "Name"));
    CHECK(failed_on(desk.save(named(" ")), errc::validation, "Name"));
    CHECK(failed_on(desk.save(named(std::string(255, 'x'))), errc::validation, "Name"));
    CHECK(failed_on(desk.save(named("a\tb")), errc::validation, "Name"));
    CHECK(failed_on(desk.save(named("\xC3")), errc::validation, "Name"));
    RoleEntity two = named("");
    two.tooltip = String(std::string(2001, 'x'));
    const auto both = desk.save(two);
    REQUIRE_FALSE(both.has_value());
    CHECK(both.error().messages.size() == 2);
    RoleEntity odd = named("Odd");
    odd.role_type = static_cast<RoleType>(9);
    CHECK(failed_on(desk.save(odd), errc::validation, "RoleType"));
    RoleEntity unknown = named("Unknown");
    unknown.role_id = 4711;
    CHECK(failed_on(desk.save(unknown), errc::not_found, ""));
    const Context context = desk.as(adm0_id);
    CHECK(failed_on(run_task(desk.roles.save_role_entity(context, {})), errc::invalid_argument, "RoleEntity"));
    CHECK(desk.gateway.dump() == before);
    CHECK(desk.gateway.audit.take().empty());
    // Another type's role may have the name.
    CHECK(desk.added("User level 1", RoleType::external_user).name.text == "User level 1");
}

TEST_CASE("the data rights of a role are saved by cells and refused as a whole") {
    RoleDesk desk;
    RoleEntity role = desk.added("Matrix");
    REQUIRE(role.data_rights.has_value());
    CHECK(role.data_rights->rows_info.items.size() == data_tables.size());
    CHECK(role.data_rights->columns_info.items.size() == owner_relations.size());

    RoleEntity update = named("Matrix");
    update.role_id = role.role_id;
    DataRights part;
    EntityName row;
    row.table_name = "SALE";
    RelationToOwner column;
    column.id = static_cast<std::int32_t>(RoleRelationToOwner::my_own);
    DataRight right;
    right.value = "CRU";
    part.rows_info = List<Box<EntityName>>({Box<EntityName>(row)});
    part.columns_info = List<Box<RelationToOwner>>({Box<RelationToOwner>(column)});
    part.rights.items.emplace_back(std::vector<Box<DataRight>>{Box<DataRight>(right)});
    update.data_rights = Box<DataRights>(part);
    REQUIRE(desk.save(update).has_value());
    CHECK(desk.cell(role.role_id, "sale", RoleRelationToOwner::my_own)->text == "CRU");
    // The whole matrix, sent back as it was read, changes nothing.
    CHECK(desk.save(desk.entity(role.role_id)).has_value());
    CHECK(desk.cell(role.role_id, "sale", RoleRelationToOwner::my_own)->text == "CRU");

    const auto refused = [&](auto spoil) {
        DataRights spoilt = part;
        spoil(spoilt);
        RoleEntity entity = named("Spoilt");
        entity.role_id = role.role_id;
        entity.data_rights = Box<DataRights>(spoilt);
        return failed_on(desk.save(entity), errc::validation, "DataRights");
    };
    CHECK(refused([](DataRights& m) { m.rows_info.items[0]->table_name = "associate"; }));
    CHECK(refused([](DataRights& m) { m.columns_info.items[0]->id = 8; }));
    CHECK(refused([](DataRights& m) { m.columns_info.items[0] = Box<RelationToOwner>::nil(); }));
    CHECK(refused([](DataRights& m) { m.rights.items[0].items[0]->value = "RC"; }));
    CHECK(refused([](DataRights& m) { m.rights.items[0].items.clear(); }));
    CHECK(refused([](DataRights& m) { m.rows_info.items.clear(); }));
    CHECK(refused([](DataRights& m) { m.rows_info.items.push_back(m.rows_info.items[0]); }));
    CHECK(refused([](DataRights& m) {
        m.rows_info.items.push_back(m.rows_info.items[0]);
        m.rights.items.push_back(m.rights.items[0]);
    }));
    CHECK(desk.entity(role.role_id).name.text == "Matrix");
    CHECK(desk.cell(role.role_id, "sale", RoleRelationToOwner::my_own)->text == "CRU");
}

TEST_CASE("one data right, a row and a column") {
    RoleDesk desk;
    const std::int32_t role = desk.added("Cells").role_id;
    REQUIRE(desk.set_cell(role, "Contact", RoleRelationToOwner::custom_objects, "CRUD").has_value());
    CHECK(desk.cell(role, "contact", RoleRelationToOwner::custom_objects)->text == "CRUD");
    CHECK(*desk.cell(role, "contact", RoleRelationToOwner::my_own) == String(""));
    CHECK(desk.cell(4711, "contact", RoleRelationToOwner::my_own)->presence == Presence::nil);
    CHECK(failed_on(desk.cell(role, "moon", RoleRelationToOwner::my_own), errc::invalid_argument, "TableName"));
    CHECK(
        failed_on(desk.set_cell(role, "moon", RoleRelationToOwner::my_own, "R"), errc::invalid_argument, "TableName"));
    CHECK(failed_on(desk.set_cell(role, "sale", static_cast<RoleRelationToOwner>(8), "R"), errc::invalid_argument,
                    "RelationToOwner"));
    CHECK(failed_on(desk.set_cell(role, "sale", RoleRelationToOwner::my_own, "X"), errc::invalid_argument,
                    "DataRightValue"));
    CHECK(failed_on(desk.set_cell(4711, "sale", RoleRelationToOwner::my_own, "R"), errc::not_found, ""));

    const Context context = desk.as(adm0_id);
    GetDataRightsRequest row;
    row.role_id = role;
    row.table_name = "contact";
    const auto pairs = run_task(desk.roles.get_data_rights(context, row));
    REQUIRE(pairs->items.size() == owner_relations.size());
    CHECK(pairs->items.front().key.text == "MyOwn");
    CHECK(pairs->items.back().key.text == "CustomObjects");
    CHECK(pairs->items.back().value.text == "CRUD");
    GetAllDataRightsRequest column;
    column.role_id = role;
    column.relation_to_owner = RoleRelationToOwner::custom_objects;
    const auto all = run_task(desk.roles.get_all_data_rights(context, column));
    REQUIRE(all->items.size() == data_tables.size());
    CHECK(all->items.front().key.text == "contact");
    CHECK(all->items.front().value.text == "CRUD");
    column.role_id = 4711;
    CHECK(run_task(desk.roles.get_all_data_rights(context, column))->presence == Presence::value);

    REQUIRE(desk.set_cell(role, "contact", RoleRelationToOwner::custom_objects, "").has_value());
    CHECK(*desk.cell(role, "contact", RoleRelationToOwner::custom_objects) == String(""));
}

TEST_CASE("functional rights are set as a whole or not at all") {
    RoleDesk desk;
    REQUIRE(desk.set_rights(employees, {11, 2, 11}).has_value());
    CHECK(desk.codes(employees) == std::vector<std::string>{"admin-users", "export-data"});
    CHECK(desk.identity(tje0_id)->functional_rights == std::vector<std::string>{"admin-users", "export-data"});
    CHECK(failed_on(desk.set_rights(employees, {1, 999}), errc::validation, "FunctionalRightIds"));
    CHECK(failed_on(desk.set_rights(4711, {1}), errc::not_found, ""));
    const Context context = desk.as(adm0_id);
    SetFunctionalRightsRequest missing;
    missing.role_id = employees;
    CHECK(failed_on(run_task(desk.roles.set_functional_rights(context, missing)), errc::invalid_argument,
                    "FunctionalRightIds"));
    CHECK(desk.codes(employees) == std::vector<std::string>{"admin-users", "export-data"});
    REQUIRE(desk.set_rights(employees, {}).has_value());
    CHECK(desk.codes(employees).empty());

    const auto all = run_task(desk.roles.get_all_functional_rights(context, RoleTypeRequest{RoleType::employee}));
    REQUIRE(all->items.size() >= 12);
    CHECK(all->items.front()->extra_info.text == "admin-all");
    CHECK_FALSE(all->items.front()->selected);
    RoleIdRequest unknown;
    unknown.role_id = 4711;
    CHECK(run_task(desk.roles.get_functional_rights(context, unknown))->presence == Presence::value);
}

TEST_CASE("a right is given to roles of its types only") {
    RoleDesk desk;
    const Context context = desk.as(adm0_id);
    const auto fitting = run_task(desk.roles.get_all_functional_rights(context, RoleTypeRequest{RoleType::anonymous}));
    for (const auto& item : fitting->items) CHECK(item->extra_info.text != "admin-all");
    CHECK(failed_on(desk.set_rights(4, {1}), errc::validation, "FunctionalRightIds"));
}

TEST_CASE("nobody gains by their own role, and one general administrator stays") {
    RoleDesk desk;
    REQUIRE(desk.set_rights(employees, {3, 10}).has_value());
    CHECK(failed_on(desk.set_rights(employees, {1, 3, 10}, tje0_id), errc::access_denied, ""));
    CHECK(desk.set_rights(employees, {3}, tje0_id).has_value());
    CHECK(failed_on(desk.remove(employees, administrators, tje0_id), errc::access_denied, ""));
    CHECK(desk.identity(tje0_id)->role.id == employees);
    // A general administrator edits the only administrators' role, within the rule of the last one.
    CHECK(desk.set_rights(administrators, {1, 2, 3}, adm0_id).has_value());
    REQUIRE(desk.set_rights(5, {}).has_value());
    CHECK(failed_on(desk.set_rights(administrators, {2, 3}, adm0_id), errc::validation, "Role"));
    CHECK(desk.codes(administrators).size() == 3);
    CHECK(failed_on(desk.set_rights(administrators, {2, 3}, 0), errc::validation, "Role"));
}

TEST_CASE("a deleted role's members move to one of the same type") {
    RoleDesk desk;
    const std::int32_t spare = desk.added("Spare").role_id;
    CHECK(failed_on(desk.remove(employees, 0), errc::validation, "ReplacingRoleId"));
    CHECK(failed_on(desk.remove(employees, employees), errc::validation, "ReplacingRoleId"));
    CHECK(failed_on(desk.remove(employees, externals), errc::validation, "ReplacingRoleId"));
    CHECK(failed_on(desk.remove(employees, 4711), errc::not_found, ""));
    CHECK(failed_on(desk.remove(4711, spare), errc::not_found, ""));
    CHECK(desk.identity(tje0_id)->role.id == employees);

    REQUIRE(desk.remove(employees, spare).has_value());
    CHECK(desk.identity(tje0_id)->role.id == spare);
    CHECK(desk.entity(employees).deleted == 1);
    CHECK(failed_on(desk.remove(employees, spare), errc::validation, "RoleIdToDelete"));
    CHECK(failed_on(desk.remove(spare, employees), errc::validation, "ReplacingRoleId"));
    CHECK(failed_on(desk.set_rights(employees, {1}), errc::validation, "RoleId"));
    CHECK(failed_on(desk.set_cell(employees, "sale", RoleRelationToOwner::my_own, "R"), errc::validation, "RoleId"));
    // The name is free again, and an empty role needs no other.
    CHECK(desk.remove(desk.added("User level 1").role_id, 0).has_value());

    const Context context = desk.as(adm0_id);
    const auto left = run_task(desk.roles.get_all_roles(context, RoleTypeRequest{RoleType::employee}));
    REQUIRE(left->items.size() == 2);
    CHECK(left->items[0]->id == administrators);
    CHECK(left->items[1]->id == spare);
    CHECK_FALSE(left->items[1]->selected);
}

TEST_CASE("roles are found by their functional rights") {
    RoleDesk desk;
    const Context context = desk.as(tje0_id);
    const auto with = [&](std::vector<String> codes) {
        FunctionalRightNamesRequest request;
        request.functional_right_names = List<String>(std::move(codes));
        return run_task(desk.roles.find_roles_with_functional_rights(context, request))->items;
    };
    const auto without = [&](std::vector<String> codes) {
        FunctionalRightNamesRequest request;
        request.functional_right_names = List<String>(std::move(codes));
        return run_task(desk.roles.find_roles_without_functional_rights(context, request))->items;
    };
    using RoleIds = std::vector<std::int32_t>;
    CHECK(with({"ADMIN-ALL", "export-data"}) == RoleIds{1, 2, 5});
    CHECK(with({"no-such-right"}).empty());
    CHECK(with({}).empty());
    CHECK(without({"admin-all", "export-data"}) == RoleIds{3, 4});
    CHECK(without({}) == RoleIds{1, 2, 3, 4, 5});
    REQUIRE(desk.remove(employees, desk.added("Spare").role_id).has_value());
    CHECK(with({"export-data"}) == RoleIds{1});
    FindRolesWithFunctionalRightRequest one;
    one.functional_right_name = "admin-users";
    const auto items = run_task(desk.roles.find_roles_with_functional_right(context, one));
    REQUIRE(items->items.size() == 1);
    CHECK(items->items[0]->name.text == "User level 0");
}

TEST_CASE("an unsaved role has the next rank and no rights; what is not there is nil") {
    RoleDesk desk;
    const Context context = desk.as(adm0_id);
    CreateDefaultRoleEntityFromTypeRequest request;
    request.type = RoleType::external_user;
    const auto unsaved = run_task(desk.roles.create_default_role_entity_from_type(context, request));
    CHECK((*unsaved)->role_id == 0);
    CHECK((*unsaved)->role_type == RoleType::external_user);
    CHECK((*unsaved)->created_by.presence() == Presence::nil);
    for (const auto& row : (*unsaved)->data_rights->rights.items)
        for (const auto& right : row.items) CHECK(right->value == String(""));
    CHECK((*run_task(desk.roles.create_default_role_entity(context)))->role_type == RoleType::employee);
    RoleIdRequest unknown;
    unknown.role_id = -1;
    CHECK(run_task(desk.roles.get_role(context, unknown))->presence() == Presence::nil);
    RoleIdRequest known;
    known.role_id = employees;
    CHECK((*run_task(desk.roles.get_role(context, known)))->value.text == "User level 1");
}

TEST_CASE("the audit names the rights that a role was given") {
    RoleDesk desk;
    desk.gateway.audit.take();
    REQUIRE(desk.set_rights(2, {10, 2}).has_value());
    const std::vector<AuditEvent> events = desk.gateway.audit.take();
    REQUIRE(events.size() == 1);
    CHECK(events.front().detail == "functional rights: admin-users, create-selection");
    REQUIRE(desk.set_rights(2, {}).has_value());
    CHECK(desk.gateway.audit.take().front().detail == "functional rights: none");
}
