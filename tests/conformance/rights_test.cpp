// Functional rights and data rights of roles.
#include <doctest/doctest.h>

#include <algorithm>

#include "conformance/scenarios.hpp"

using namespace uag;
using namespace uag::test;

namespace {

using Ids = List<std::int32_t>;
using Items = List<Box<SelectableMDOListItem>>;

Ids ids(std::vector<std::int32_t> values) { return Ids(std::move(values)); }

// Code names that are there and ones that are not; where `selected` is asked for, only selected ones are
// there.
Expectation codes(std::vector<std::string_view> wanted, std::vector<std::string_view> unwanted, bool selected) {
    return gives<Items>([=](const Items& all) -> std::string {
        const auto has = [&](std::string_view code) {
            return std::any_of(all.items.begin(), all.items.end(), [&](const Box<SelectableMDOListItem>& item) {
                return item->extra_info.text == code && (!selected || item->selected);
            });
        };
        for (const std::string_view code : wanted)
            if (!has(code)) return std::string(code) + " is missing";
        for (const std::string_view code : unwanted)
            if (has(code)) return std::string(code) + " must not be there";
        return {};
    });
}

Step set_rights(std::string_view caller, std::int32_t role, Ids rights, Expectation expected) {
    return step(caller, "SetFunctionalRights", SetFunctionalRightsRequest{role, std::move(rights)},
                std::move(expected));
}

Step get_rights(std::string_view caller, std::int32_t role, Expectation expected) {
    return step(caller, "GetFunctionalRights", RoleIdRequest{role}, std::move(expected));
}

std::vector<Scenario> functional_rights() {
    return {
        {"the rights there are",
         {step("ext0", "GetAllFunctionalRights", RoleTypeRequest{RoleType::employee},
               codes({"admin-all", "admin-users", "admin-role", "create-selection"}, {}, false)),
          step("", "GetAllFunctionalRights", RoleTypeRequest{RoleType::employee}, nobody())}},
        {"a role's rights",
         {get_rights("ext0", 2, codes({"create-selection", "export-data"}, {"admin-all", "admin-users"}, true)),
          get_rights("ext0", 11, codes({"admin-users"}, {"admin-all", "admin-role"}, true)),
          get_rights("", 2, nobody())}},
        {"the rights of no role", {get_rights("ext0", nobody_id, is_empty())}},
        {"exactly these",
         {set_rights("ADM0", 2, ids({2, 10}), is_done()),
          get_rights("tje0", 2, codes({"admin-users", "create-selection"}, {"export-data", "admin-all"}, true)),
          // Her rights are others at once.
          step("tje0", "GetUser", UserIdRequest{1}, succeeds()), set_rights("rol0", 2, ids({}), denied()),
          set_rights("ADM0", 2, ids({}), is_done()),
          get_rights("tje0", 2, codes({}, {"admin-users", "create-selection"}, true)),
          step("tje0", "GetUser", UserIdRequest{1}, denied())}},
        {"a right twice is a right",
         {set_rights("ADM0", 2, ids({10, 10}), is_done()),
          get_rights("tje0", 2, codes({"create-selection"}, {}, true))}},
        {"an unknown right changes nothing",
         {set_rights("ADM0", 2, ids({10, 999}),
                     fails({"SoNotFoundException", "SoValidationException", "SoInvalidArgumentException"})),
          get_rights("tje0", 2, codes({"create-selection", "export-data"}, {}, true))}},
        {"an unknown role",
         {set_rights("ADM0", nobody_id, ids({10}), not_found()), set_rights("ADM0", 0, ids({}), not_found())}},
        {"setting rights is denied",
         {set_rights("tje0", 2, ids({1}), denied()), set_rights("usr0", 11, ids({1}), denied()),
          set_rights("ext0", 3, ids({1}), denied()), set_rights("", 2, ids({1}), nobody())}},
    };
}

std::vector<Scenario> searches() {
    const auto one = [](std::string name, Expectation expected) {
        return step("ext0", "FindRolesWithFunctionalRight",
                    FindRolesWithFunctionalRightRequest{String(std::move(name))}, std::move(expected));
    };
    const auto roles = [](std::vector<std::int32_t> wanted) {
        return gives<List<Box<MDOListItem>>>([=](const List<Box<MDOListItem>>& found) {
            std::vector<std::int32_t> got;
            for (const auto& item : found.items) got.push_back(item->id);
            std::sort(got.begin(), got.end());
            return wrong(got == wanted, "the list of roles");
        });
    };
    const auto role_ids = [](std::vector<std::int32_t> wanted) {
        return gives<Ids>([=](const Ids& found) {
            std::vector<std::int32_t> got = found.items;
            std::sort(got.begin(), got.end());
            return wrong(got == wanted, "the list of ids");
        });
    };
    const auto with = [](std::vector<String> names, Expectation expected) {
        return step("ext0", "FindRolesWithFunctionalRights",
                    FunctionalRightNamesRequest{List<String>(std::move(names))}, std::move(expected));
    };
    const auto without = [](std::vector<String> names, Expectation expected) {
        return step("ext0", "FindRolesWithoutFunctionalRights",
                    FunctionalRightNamesRequest{List<String>(std::move(names))}, std::move(expected));
    };
    return {
        {"roles with a right",
         {one("admin-all", roles({1, 5})), one("admin-users", roles({1, 11})), one("no-such-right", is_empty()),
          one("", is_empty())}},
        {"roles with one of several",
         {with({"admin-users", "admin-role"}, role_ids({1, 11, 12})), with({"no-such-right"}, is_empty()),
          with({}, is_empty())}},
        {"roles with none of several",
         {without({"admin-all"}, role_ids({2, 3, 4, 11, 12, 13})),
          without({"create-selection", "admin-users"}, role_ids({3, 4, 5, 12, 13}))}},
        {"nobody searches",
         {step("", "FindRolesWithFunctionalRight", FindRolesWithFunctionalRightRequest{"admin-all"}, nobody()),
          step("", "FindRolesWithFunctionalRights", FunctionalRightNamesRequest{}, nobody()),
          step("", "FindRolesWithoutFunctionalRights", FunctionalRightNamesRequest{}, nobody())}},
    };
}

using Relation = RoleRelationToOwner;

std::vector<Scenario> data_rights() {
    const auto cell = [](std::int32_t role, std::string table, Relation relation, Expectation expected) {
        return step("ext0", "GetDataRight", GetDataRightRequest{role, String(std::move(table)), relation},
                    std::move(expected));
    };
    const auto put = [](std::string_view caller, std::int32_t role, std::string table, Relation relation,
                        std::string value, Expectation expected) {
        return step(caller, "SetDataRight",
                    SetDataRightRequest{role, String(std::move(table)), relation, String(std::move(value))},
                    std::move(expected));
    };
    const auto has_values = [](std::size_t least) {
        return gives<List<StringKeyValuePair>>([=](const List<StringKeyValuePair>& cells) {
            const auto is_right = [](const StringKeyValuePair& entry) {
                constexpr std::string_view values[] = {"", "R", "CR", "CRU", "CRUD"};
                return !entry.key.blank() &&
                       std::find(std::begin(values), std::end(values), entry.value.text) != std::end(values);
            };
            return wrong(cells.items.size() >= least && std::all_of(cells.items.begin(), cells.items.end(), is_right),
                         "the row");
        });
    };
    return {
        {"a cell",
         {cell(2, "contact", Relation::my_own, is("\"CRUD\"")),
          cell(2, "CONTACT", Relation::primary_group, is("\"CRU\"")),
          cell(1, "contact", Relation::other_associates, is("\"CRUD\""))}},
        {"a cell that is none",
         {cell(nobody_id, "contact", Relation::my_own, is_nil()),
          cell(2, "no_such_table", Relation::my_own, bad_argument())}},
        {"a row and the matrix",
         {step("ext0", "GetDataRights", GetDataRightsRequest{2, "contact"}, has_values(5)),
          step("ext0", "GetAllDataRights", GetAllDataRightsRequest{2, Relation::my_own}, has_values(3)),
          step("ext0", "GetDataRights", GetDataRightsRequest{nobody_id, "contact"}, is_empty()),
          step("ext0", "GetAllDataRights", GetAllDataRightsRequest{nobody_id, Relation::my_own}, is_empty())}},
        {"a row", {step("ext0", "GetDataRights", GetDataRightsRequest{2, "contact"}, has_values(5))}},
        {"a cell is set",
         {put("rol0", 2, "contact", Relation::other_associates, "CR", is_done()),
          cell(2, "contact", Relation::other_associates, is("\"CR\"")),
          cell(2, "contact", Relation::my_own, is("\"CRUD\"")),
          cell(11, "contact", Relation::other_associates, succeeds()),
          put("rol0", 2, "contact", Relation::other_associates, "", is_done()),
          cell(2, "contact", Relation::other_associates, is("\"\""))}},
        {"a value that is none",
         {put("ADM0", 2, "contact", Relation::my_own, "CRUDE", refused()),
          put("ADM0", 2, "contact", Relation::my_own, "D", refused()),
          put("ADM0", 2, "", Relation::my_own, "R", refused())}},
        {"a cell of no role", {put("ADM0", nobody_id, "contact", Relation::my_own, "R", not_found())}},
        {"setting cells is denied",
         {put("tje0", 2, "contact", Relation::my_own, "R", denied()),
          put("usr0", 2, "contact", Relation::my_own, "R", denied()),
          put("", 2, "contact", Relation::my_own, "R", nobody())}},
        {"nobody asks for cells",
         {step("", "GetDataRight", GetDataRightRequest{2, "contact", Relation::my_own}, nobody()),
          step("", "GetDataRights", GetDataRightsRequest{2, "contact"}, nobody()),
          step("", "GetAllDataRights", GetAllDataRightsRequest{2, Relation::my_own}, nobody())}},
    };
}

}  // namespace

std::vector<Scenario> uag::test::scenarios_of_rights() {
    std::vector<Scenario> all = functional_rights();
    for (Scenario& scenario : searches()) all.push_back(std::move(scenario));
    for (Scenario& scenario : data_rights()) all.push_back(std::move(scenario));
    return all;
}

TEST_CASE("functional rights and data rights") { run(scenarios_of_rights()); }
