// Roles: read, made, changed, deleted.
#include <doctest/doctest.h>

#include <algorithm>

#include "conformance/scenarios.hpp"
#include "support/texts.hpp"

using namespace uag;
using namespace uag::test;

namespace {

template <class Look> Expectation gives_role(Look look) {
    return gives<Box<RoleEntity>>([look](const Box<RoleEntity>& role) -> std::string {
        if (!role.has_value()) return "there is no role";
        return look(*role);
    });
}

// As many rows and columns of rights as of names for them.
std::string is_matrix(const RoleEntity& role) {
    if (!role.data_rights.has_value()) return "there are no data rights";
    const DataRights& rights = *role.data_rights;
    if (rights.rows_info.items.empty() || rights.columns_info.items.empty()) return "the data rights are empty";
    if (rights.rights.items.size() != rights.rows_info.items.size()) return "the rows do not match";
    for (const auto& row : rights.rights.items)
        if (row.items.size() != rights.columns_info.items.size()) return "the columns do not match";
    return {};
}

// Selectable items with all of the wanted ids and none of the unwanted.
Expectation lists(std::vector<std::int32_t> wanted, std::vector<std::int32_t> unwanted) {
    return gives<List<Box<SelectableMDOListItem>>>([=](const List<Box<SelectableMDOListItem>>& all) -> std::string {
        const auto has = [&](std::int32_t id) {
            return std::any_of(all.items.begin(), all.items.end(), [&](const Box<SelectableMDOListItem>& item) {
                return item->id == id && !item->deleted;
            });
        };
        for (const std::int32_t id : wanted)
            if (!has(id)) return std::to_string(id) + " is missing";
        for (const std::int32_t id : unwanted)
            if (has(id)) return std::to_string(id) + " must not be there";
        return {};
    });
}

RoleEntity role(std::int32_t id, std::string name, RoleType type = RoleType::employee) {
    RoleEntity made;
    made.role_id = id;
    made.name = std::move(name);
    made.tooltip = "Made by a test";
    made.role_type = type;
    return made;
}

Step save_role(std::string_view caller, RoleEntity entity, Expectation expected) {
    return step(caller, "SaveRoleEntity", SaveRoleEntityRequest{std::move(entity)}, std::move(expected));
}

std::vector<Scenario> reading_roles() {
    const auto is_employee = gives<Box<Role>>([](const Box<Role>& found) {
        return wrong(found.has_value() && found->id == 2 && found->value.text == "User level 1", "the role");
    });
    const auto is_role_2 = gives_role([](const RoleEntity& found) {
        return first_of({wrong(found.role_id == 2 && found.name.text == "User level 1", "the name"),
                         wrong(found.role_type == RoleType::employee && found.deleted == 0, "RoleType or Deleted"),
                         is_matrix(found)});
    });
    return {
        {"a role",
         {step("ext0", "GetRole", RoleIdRequest{2}, is_employee),
          step("ext0", "GetRole", RoleIdRequest{nobody_id}, is_nil()),
          step("ext0", "GetRole", RoleIdRequest{0}, is_nil()), step("", "GetRole", RoleIdRequest{2}, nobody())}},
        {"a role with its data rights",
         {step("tje0", "GetRoleEntity", GetRoleEntityRequest{2}, is_role_2),
          step("tje0", "GetRoleEntity", GetRoleEntityRequest{nobody_id}, is_nil()),
          step("", "GetRoleEntity", GetRoleEntityRequest{2}, nobody())}},
        {"the roles of a type",
         {step("tje0", "GetAllRoles", RoleTypeRequest{RoleType::employee}, lists({1, 2, 11, 12}, {3, 4, 5})),
          step("tje0", "GetAllRoles", RoleTypeRequest{RoleType::external_user}, lists({3}, {1, 2, 5})),
          step("", "GetAllRoles", RoleTypeRequest{RoleType::employee}, nobody())}},
    };
}

std::vector<Scenario> saving_roles() {
    const auto unsaved = [](RoleType type) {
        return gives_role([=](const RoleEntity& found) {
            return first_of(
                {wrong(found.role_id == 0, "RoleId"), wrong(found.role_type == type, "RoleType"), is_matrix(found)});
        });
    };
    const auto is_new = gives_role([](const RoleEntity& found) {
        return first_of({wrong(found.role_id > 0, "RoleId"), wrong(found.name.text == "Helpers", "Name"),
                         wrong(found.tooltip.text == "Made by a test", "Tooltip"), is_matrix(found)});
    });
    const auto rename = [](const Replies& replies) {
        RoleEntity entity = *replies.at(0).value<Box<RoleEntity>>();
        entity.name = "Level one";
        entity.role_type = RoleType::external_user;
        return SaveRoleEntityRequest{std::move(entity)};
    };
    const auto keeps_type = gives_role([](const RoleEntity& found) {
        return wrong(found.role_type == RoleType::employee, "RoleType, which never changes,");
    });
    return {
        {"roles that are not saved",
         {step("rol0", "CreateDefaultRoleEntity", unsaved(RoleType::employee)),
          step("ADM0", "CreateDefaultRoleEntityFromType",
               CreateDefaultRoleEntityFromTypeRequest{RoleType::external_user}, unsaved(RoleType::external_user)),
          step("tje0", "CreateDefaultRoleEntity", denied()), step("usr0", "CreateDefaultRoleEntity", denied()),
          step("tje0", "CreateDefaultRoleEntityFromType", CreateDefaultRoleEntityFromTypeRequest{}, denied()),
          step("", "CreateDefaultRoleEntity", nobody()),
          step("", "CreateDefaultRoleEntityFromType", CreateDefaultRoleEntityFromTypeRequest{}, nobody())}},
        {"a default role is saved",
         {step("rol0", "CreateDefaultRoleEntity", succeeds()),
          step_from(
              "rol0", "SaveRoleEntity",
              [](const Replies& replies) {
                  RoleEntity entity = *replies.at(0).value<Box<RoleEntity>>();
                  entity.name = "Helpers";
                  entity.tooltip = "Made by a test";
                  return SaveRoleEntityRequest{std::move(entity)};
              },
              is_new),
          step_from(
              "tje0", "GetRoleEntity",
              [](const Replies& r) { return GetRoleEntityRequest{r[1].value<Box<RoleEntity>>()->role_id}; }, is_new)}},
        {"a role of few members is saved", {save_role("ADM0", role(0, "Helpers"), is_new)}},
        {"a role is renamed, its type never changes",
         {step("rol0", "GetRoleEntity", GetRoleEntityRequest{2}, succeeds()),
          step_from("rol0", "SaveRoleEntity", rename,
                    [](const Reply& reply) {
                        return reply.response || reply.error == "SoValidationException" ? std::string()
                                                                                        : reply.text(newest_version);
                    }),
          step("rol0", "GetRoleEntity", GetRoleEntityRequest{2}, keeps_type)}},
        {"roles that must not be saved",
         {save_role("ADM0", role(0, "USER LEVEL 1"), invalid({"Name"})),
          save_role("ADM0", role(0, ""), invalid({"Name"})),
          save_role("ADM0", role(0, repeated("x", 255)), invalid({"Name"})),
          save_role("ADM0", role(0, "a\tb"), invalid({"Name"})),
          save_role("ADM0", role(2, "User level 0"), invalid({"Name"})),
          save_role("ADM0", role(nobody_id, "Helpers"), not_found()),
          step("ADM0", "SaveRoleEntity", SaveRoleEntityRequest{}, bad_argument())}},
        {"saving roles is denied",
         {save_role("tje0", role(0, "Helpers"), denied()), save_role("usr0", role(0, "Helpers"), denied()),
          save_role("", role(0, "Helpers"), nobody())}},
    };
}

std::vector<Scenario> deleting_roles() {
    const auto remove = [](std::string_view caller, std::int32_t id, std::int32_t replacing, Expectation expected) {
        return step(caller, "DeleteRole", DeleteRoleRequest{id, replacing}, std::move(expected));
    };
    const auto moved = gives_user([](const User& user) { return wrong(user.role->id == 11, "Role"); });
    return {
        {"members move",
         {remove("ADM0", 2, 11, is_done()), step("ADM0", "GetUser", UserIdRequest{2}, moved),
          step("ADM0", "GetUser", UserIdRequest{5}, moved),
          step("ADM0", "GetAllRoles", RoleTypeRequest{RoleType::employee}, lists({1, 11}, {2})),
          // Her rights are those of the new role at once.
          step("tje0", "GetUser", UserIdRequest{1}, succeeds())}},
        {"an unused role needs no replacement, or a good one",
         {save_role("ADM0", role(0, "Helpers"), succeeds()),
          step_from(
              "ADM0", "DeleteRole",
              [](const Replies& r) { return DeleteRoleRequest{r[0].value<Box<RoleEntity>>()->role_id, 2}; },
              is_done())}},
        {"a role that is used needs a replacement of its type",
         {remove("ADM0", 2, 0, refused()), remove("ADM0", 2, 3, refused()), remove("ADM0", 2, 2, refused()),
          remove("ADM0", 2, nobody_id,
                 fails({"SoValidationException", "SoInvalidArgumentException", "SoNotFoundException"}))}},
        {"deleting no role", {remove("ADM0", nobody_id, 2, not_found()), remove("ADM0", 0, 2, not_found())}},
        {"nobody deletes their own role", {remove("rol0", 12, 2, denied())}},
        {"deleting roles is denied",
         {remove("tje0", 2, 11, denied()), remove("usr0", 2, 11, denied()), remove("", 2, 11, nobody())}},
        {"the last administrators' role stays",
         {step("SYS0", "DeleteUser", UserIdRequest{1}, is_done()), remove("rol0", 5, 4, refused())}},
    };
}

}  // namespace

std::vector<Scenario> uag::test::scenarios_of_roles() {
    std::vector<Scenario> all = reading_roles();
    for (Scenario& scenario : saving_roles()) all.push_back(std::move(scenario));
    for (Scenario& scenario : deleting_roles()) all.push_back(std::move(scenario));
    return all;
}

TEST_CASE("roles") { run(scenarios_of_roles()); }
