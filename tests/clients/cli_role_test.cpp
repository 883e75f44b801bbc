// `useragentd role …` and `group …`.
#include <algorithm>

#include "clients/cli.hpp"

using namespace uag;
using namespace uag::test;

namespace {

std::vector<std::string> rights_of(const Database& database, const std::string& role) {
    return texts_of(database.json({"role", "show", role})["rights"]);
}

std::vector<std::string> names_of(const Database& database, const char* what, bool all = false) {
    std::vector<std::string> line{what, "list"};
    if (all) line.emplace_back("--all");
    return texts_of(database.json(line));
}

bool has(const std::vector<std::string>& list, std::string_view text) {
    return std::ranges::find(list, text) != list.end();
}

}  // namespace

TEST_CASE("a new database has its roles, rights and a group") {
    const Database database(false);
    CHECK(database({"user", "add", "boss", "--admin"}, good_password).code == 0);
    CHECK(names_of(database, "role") ==
          std::vector<std::string>{"User level 0", "User level 1", "External user", "Anonymous", "System"});
    CHECK(names_of(database, "group") == std::vector<std::string>{"Management"});
    CHECK(has(rights_of(database, "User level 0"), "admin-all"));
    const rapidjson::Document rights = database.json({"role", "rights"});
    REQUIRE(rights.IsArray());
    CHECK(std::ranges::any_of(rights.GetArray(),
                              [](const auto& right) { return text_of(right, "code") == "admin-users"; }));
    CHECK(contains(database({"role", "rights"}).output, "User Administrator"));
}

TEST_CASE("show has rights, members and the matrix of data rights") {
    const Database database(true);
    const rapidjson::Document role = database.json({"role", "show", "user level 0"});
    CHECK(text_of(role, "type") == "Employee");
    CHECK(role["members"].GetInt() == 1);
    REQUIRE(role["data_rights"].HasMember("contact"));
    CHECK(text_of(role["data_rights"]["contact"], "MyOwn") == "CRUD");
    const Run text = database({"role", "show", "1"});
    CHECK(text.code == 0);
    for (const char* part : {"User level 0", "admin-all", "DATA OF", "OtherAssociates", "appointment", "CRUD"})
        CHECK(contains(text.output, part));
    CHECK(is_refusal(database({"role", "show", "99"})));
    CHECK(is_refusal(database({"role", "show", "Nobody's"})));
}

TEST_CASE("rights are granted and revoked by code") {
    const Database database(true);
    const Run granted = database({"role", "grant", "User level 1", "ADMIN-USERS", "bulk-update"});
    CAPTURE(granted.output);
    REQUIRE(granted.code == 0);
    CHECK(contains(granted.output, "2 rights granted"));
    CHECK(has(rights_of(database, "2"), "admin-users"));
    CHECK(has(rights_of(database, "2"), "create-selection"));
    CHECK(has(texts_of(database.json({"user", "show", "tje0"})["rights"]), "admin-users"));
    CHECK(contains(database({"role", "grant", "2", "admin-users"}).output, "0 rights granted"));
    const Run revoked = database({"role", "revoke", "2", "admin-users", "admin-role"});
    CHECK(revoked.code == 0);
    CHECK(contains(revoked.output, "1 right revoked"));
    CHECK_FALSE(has(rights_of(database, "2"), "admin-users"));

    const Run unknown = database({"role", "grant", "2", "admin-lists", "admin-everything"});
    CHECK(is_refusal(unknown));
    CHECK(contains(unknown.output, "admin-everything"));
    CHECK_FALSE(has(rights_of(database, "2"), "admin-lists"));
    const Run misfit = database({"role", "grant", "External user", "admin-all"});
    CHECK(is_refusal(misfit));
    CHECK_FALSE(has(rights_of(database, "External user"), "admin-all"));
}

TEST_CASE("a role is added, used, and deleted when its members have another") {
    const Database database(true);
    const Run added = database({"role", "add", "Sales lead", "--tooltip", "Leads sales"});
    CAPTURE(added.output);
    REQUIRE(added.code == 0);
    CHECK(is_refusal(database({"role", "add", "SALES lead"})));
    CHECK(is_refusal(database({"role", "add", " "})));
    REQUIRE(database({"user", "role", "tje0", "Sales lead"}).code == 0);
    const Run used = database({"role", "delete", "Sales lead"});
    CHECK(is_refusal(used));
    CHECK(contains(used.output, "still used"));
    CHECK(is_refusal(database({"role", "delete", "Sales lead", "--replace-with", "External user"})));
    CHECK(has(names_of(database, "role"), "Sales lead"));
    REQUIRE(database({"role", "delete", "Sales lead", "--replace-with", "User level 1"}).code == 0);
    CHECK_FALSE(has(names_of(database, "role"), "Sales lead"));
    CHECK(has(names_of(database, "role", true), "Sales lead"));
    CHECK(text_of(database.json({"user", "show", "tje0"})["role"], "name") == "User level 1");
    const rapidjson::Document external = database.json({"role", "add", "Partner", "--type", "external"});
    CHECK(external["id"].IsInt());
    CHECK(text_of(database.json({"role", "show", "Partner"}), "type") == "ExternalUser");
}

TEST_CASE("a group is added, renamed, and deleted when its members have moved") {
    const Database database(true);
    const Run added = database({"group", "add", "Ærlig 販売"});
    CAPTURE(added.output);
    REQUIRE(added.code == 0);
    CHECK(is_refusal(database({"group", "add", "ÆRLIG 販売"})));
    CHECK(is_refusal(database({"group", "add", ""})));
    REQUIRE(database({"group", "rename", "ærlig 販売", "Field"}).code == 0);
    CHECK(has(names_of(database, "group"), "Field"));
    CHECK(is_refusal(database({"group", "rename", "Field", "Sales"})));
    CHECK(is_refusal(database({"group", "rename", "Nowhere", "Else"})));

    const rapidjson::Document sales = database.json({"group", "show", "Sales"});
    CHECK(has(texts_of(sales["associates"]), "tje0"));
    CHECK(sales["members"].GetInt() >= 1);
    CHECK(contains(database({"group", "show", "sales"}).output, "tje0"));
    CHECK(is_refusal(database({"group", "show", "Nowhere"})));

    const Run used = database({"group", "delete", "Sales"});
    CHECK(is_refusal(used));
    CHECK(contains(used.output, "still used"));
    CHECK(is_refusal(database({"group", "delete", "Sales", "--move-to", "Sales"})));
    REQUIRE(database({"group", "delete", "Sales", "--move-to", "Field"}).code == 0);
    CHECK_FALSE(has(names_of(database, "group"), "Sales"));
    CHECK(has(names_of(database, "group", true), "Sales"));
    CHECK(text_of(database.json({"user", "show", "tje0"})["group"], "name") == "Field");
    CHECK(is_refusal(database({"group", "delete", "Sales"})));
}
