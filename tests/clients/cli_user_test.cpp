// `useragentd user …`: the commands keep the rules of the protocols, and say what they did.
#include <algorithm>

#include "clients/cli.hpp"

using namespace uag;
using namespace uag::test;

namespace {

std::string state_of(const Database& database, const std::string& name) {
    return text_of(database.json({"user", "show", name}), "state");
}

std::string role_of(const Database& database, const std::string& name) {
    const rapidjson::Document user = database.json({"user", "show", name});
    return text_of(user["role"], "name");
}

}  // namespace

TEST_CASE("each type of associate gets a role and a group that fit") {
    const Database database(false);
    struct Case {
        const char* type;
        const char* shown;
        const char* role;
    };
    for (const Case& each :
         {Case{"internal", "InternalAssociate", "User level 1"}, Case{"external", "ExternalAssociate", "External user"},
          Case{"resource", "ResourceAssociate", "User level 1"}, Case{"system", "SystemAssociate", "System"},
          Case{"anonymous", "AnonymousAssociate", "Anonymous"}}) {
        const std::string type = each.type;
        const bool has_password = type != "resource" && type != "anonymous";
        const Run added = database({"user", "add", "a-" + type, "--type", type}, has_password ? good_password : "");
        CAPTURE(added.output);
        REQUIRE(added.code == 0);
        CHECK(added.output.starts_with("associate "));
        CHECK(contains(added.output, "\"a-" + type + "\" added"));
        const rapidjson::Document user = database.json({"user", "show", "a-" + type});
        CHECK(text_of(user, "type") == each.shown);
        CHECK(text_of(user["role"], "name") == each.role);
        CHECK(text_of(user["group"], "name") == "Management");
        CHECK(texts_of(user["credentials"]) ==
              (has_password ? std::vector<std::string>{"CRM5/PASSWORD"} : std::vector<std::string>{}));
    }
}

TEST_CASE("an administrator is made only where the line says so") {
    const Database database(false);
    REQUIRE(database({"user", "add", "clerk"}, good_password).code == 0);
    REQUIRE(database({"user", "add", "boss", "--admin"}, good_password).code == 0);
    CHECK(texts_of(database.json({"user", "show", "clerk"})["rights"]) ==
          std::vector<std::string>{"create-selection", "export-data"});
    const auto rights = texts_of(database.json({"user", "show", "boss"})["rights"]);
    CHECK(std::ranges::find(rights, "admin-all") != rights.end());
    CHECK(database({"role", "revoke", "User level 1", "create-selection"}).code == 0);
    const Run plain = database({"user", "add", "third", "--admin", "--role", "User level 1"}, good_password);
    CHECK(is_refusal(plain));
    CHECK(contains(plain.output, "does not hold admin-all"));
    CHECK(is_refusal(database({"user", "add", "third", "--admin", "--type", "external"}, good_password)));
}

TEST_CASE("what is wrong with a new associate is told a line a field, before a password is asked for") {
    const Database database(true);
    const Run both = database({"user", "add", "7T:x", "--user-name", "TJE0"});
    CAPTURE(both.output);
    CHECK(is_refusal(both, 2));
    CHECK(contains(both.output, "useragentd: Name: "));
    CHECK(contains(both.output, "useragentd: UserName: The name is already in use.\n"));
    CHECK(is_refusal(database({"user", "add", "tje0"}, good_password)));
    CHECK(is_refusal(database({"user", "add", "tina.EMPLOYEE"}, good_password)));
    CHECK(is_refusal(database({"user", "add", "x", "--role", "External user"}, good_password)));
    CHECK(is_refusal(database({"user", "add", "x", "--role", "99"}, good_password)));
    CHECK(is_refusal(database({"user", "add", "x", "--group", "nowhere"}, good_password)));
    CHECK(is_refusal(database({"user", "add", "x", "--person-id", "2"}, good_password)));
    CHECK(is_refusal(database({"user", "add", "x", "--person-id", "99"}, good_password)));
    for (const std::string& name : {std::string(255, 'x'), std::string("x\xff"), std::string("x\x1b[31m")}) {
        const Run refused = database({"user", "add", name, "--last-name", "X"}, good_password);
        CHECK(is_refusal(refused));
        CHECK(contains(refused.output, "useragentd: Name: "));
    }
    CHECK(is_refusal(database({"user", "add", "x", "--last-name", "a\x1b[31m"}, good_password)));
    CHECK(is_refusal(database({"user", "show", "x"})));
}

TEST_CASE("a password that is refused is not shown and stores nothing") {
    const Database database(true);
    const Run weak = database({"user", "add", "fresh"}, "password1\n");
    CHECK(is_refusal(weak));
    CHECK(contains(weak.output, "the password is refused: "));
    CHECK_FALSE(contains(weak.output, "password1"));
    CHECK(is_refusal(database({"user", "show", "fresh"})));
    const Run change = database({"user", "passwd", "tje0"}, "password1\n");
    CHECK(is_refusal(change));
    CHECK_FALSE(contains(change.output, "password1"));
    CHECK(is_refusal(database({"user", "passwd", "room1"}, good_password)));
    CHECK(is_refusal(database({"user", "passwd", "nobody"}, good_password)));
}

TEST_CASE("add takes names, role, group and person, and prints the id") {
    const Database database(true);
    const Run added =
        database({"user", "add", "kim0", "--user-name", "kim@example.com", "--first-name", "Kim", "--last-name",
                  "Østby", "--email", "kim@example.com", "--role", "2", "--group", "sales", "--json"},
                 good_password);
    CAPTURE(added.output);
    REQUIRE(added.code == 0);
    rapidjson::Document json;
    json.Parse(added.output.c_str());
    REQUIRE(json.IsObject());
    CHECK(text_of(json, "name") == "kim0");
    const rapidjson::Document user = database.json({"user", "show", std::to_string(json["id"].GetInt())});
    CHECK(text_of(user, "user_name") == "kim@example.com");
    CHECK(text_of(user, "full_name") == "Kim Østby");
    CHECK(text_of(user, "email") == "kim@example.com");
    CHECK(text_of(user["role"], "name") == "User level 1");
    CHECK(text_of(user["group"], "name") == "Sales");
    CHECK(user["last_login"].IsNull());
    CHECK(user["sessions"].GetInt() == 0);
}

TEST_CASE("show finds by name, user name, address and id, and tells no secret") {
    const Database database(true);
    for (const char* name : {"tje0", "TJE0", "Tina.Employee", "tje0@example.com", "2"}) {
        const rapidjson::Document user = database.json({"user", "show", name});
        CHECK(text_of(user, "name") == "tje0");
    }
    const rapidjson::Document user = database.json({"user", "show", "tje0"});
    CHECK(texts_of(user["other_groups"]) == std::vector<std::string>{"Support"});
    CHECK(texts_of(user["credentials"]) == std::vector<std::string>{"CRM5/PASSWORD"});
    CHECK(user["must_change_password"].IsFalse());
    const Run text = database({"user", "show", "tje0"});
    CHECK(text.code == 0);
    for (const char* part : {"Tina J. Employee", "User level 1", "Sales", "InternalAssociate", "create-selection"})
        CHECK(contains(text.output, part));
    for (const Run& printed :
         {text, database({"user", "show", "tje0", "--json"}), database({"user", "list", "--json"})}) {
        CHECK_FALSE(contains(printed.output, "argon2"));
        CHECK_FALSE(contains(printed.output, "phc"));
    }
    CHECK(state_of(database, "old0") == "retired");
    for (const char* nobody : {"nobody", "99", "-1", "0", ""}) CHECK(is_refusal(database({"user", "show", nobody})));
}

TEST_CASE("the last administrator cannot be disabled or lose the right") {
    const Database database(false);
    REQUIRE(database({"user", "add", "boss", "--admin"}, good_password).code == 0);
    for (const std::vector<std::string>& line :
         std::vector<std::vector<std::string>>{{"user", "disable", "boss"},
                                               {"user", "role", "boss", "User level 1"},
                                               {"role", "revoke", "User level 0", "admin-all"}}) {
        const Run refused = database(line);
        CAPTURE(refused.output);
        CHECK(is_refusal(refused));
        CHECK(contains(refused.output, "last associate with the right of general administration"));
    }
    CHECK(state_of(database, "boss") == "active");
    CHECK(role_of(database, "boss") == "User level 0");
    REQUIRE(database({"user", "add", "second", "--admin"}, good_password).code == 0);
    CHECK(database({"user", "disable", "boss"}).code == 0);
    CHECK(is_refusal(database({"user", "disable", "second"})));
}

TEST_CASE("a role that does not fit the type is refused") {
    const Database database(true);
    const Run wrong = database({"user", "role", "tje0", "External user"});
    CHECK(is_refusal(wrong));
    CHECK(contains(wrong.output, "useragentd: Role: "));
    CHECK(is_refusal(database({"user", "role", "tje0", "Nobody's"})));
    CHECK(is_refusal(database({"user", "role", "nobody", "User level 0"})));
    CHECK(role_of(database, "tje0") == "User level 1");
    const Run changed = database({"user", "role", "tje0", "user LEVEL 0"});
    CAPTURE(changed.output);
    CHECK(changed.code == 0);
    CHECK(role_of(database, "tje0") == "User level 0");
}

TEST_CASE("who is disabled cannot log in until enabled") {
    GatewayProcess gateway;
    const std::vector<std::string> place{"--db", gateway.database()};
    const auto on = [&](std::vector<std::string> line) {
        line.insert(line.end(), place.begin(), place.end());
        return run(line);
    };
    REQUIRE(status_of_login(gateway.port(), "ext0", "Ext0-demo-only") == 200);
    const Run disabled = on({"user", "disable", "ext0"});
    CAPTURE(disabled.output);
    REQUIRE(disabled.code == 0);
    // What the service has proven a moment ago it believes until it has looked at the database again.
    const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    int status = 200;
    while (status == 200 && std::chrono::steady_clock::now() < patience)
        status = status_of_login(gateway.port(), "ext0", "Ext0-demo-only");
    CHECK(status == 401);
    CHECK(contains(on({"user", "list"}).output, "retired"));
    const Run enabled = on({"user", "enable", "ext0"});
    CAPTURE(enabled.output);
    REQUIRE(enabled.code == 0);
    CHECK(status_of_login(gateway.port(), "ext0", "Ext0-demo-only") == 200);
    CHECK(is_refusal(on({"user", "disable", "nobody"})));
    CHECK(is_refusal(on({"user", "enable", "nobody"})));
    CHECK(gateway.terminate() == 0);
}

TEST_CASE("passwd can ask for another password at the next log-in") {
    const Database database(true);
    REQUIRE(database({"user", "passwd", "tje0", "--must-change"}, good_password).code == 0);
    CHECK(database.json({"user", "show", "tje0"})["must_change_password"].IsTrue());
    // It is the current one: nothing changes.
    const auto again = database({"user", "passwd", "tje0"}, good_password);
    CHECK(again.code == 0);
    CHECK(again.output.find("nothing changed") != std::string::npos);
    CHECK(database.json({"user", "show", "tje0"})["must_change_password"].IsTrue());
    REQUIRE(database({"user", "passwd", "tje0"}, "another-river-92\n").code == 0);
    CHECK(database.json({"user", "show", "tje0"})["must_change_password"].IsFalse());
}
