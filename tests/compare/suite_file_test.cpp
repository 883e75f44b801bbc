// Suites as they are read: what they come to, and what is said of wrong ones.
#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "adapters/compare/code_words.hpp"
#include "server/compare/suite_file.hpp"
#include "support/documents.hpp"
#include "support/file_text.hpp"
#include "support/texts.hpp"

using namespace uag;
using namespace uag::compare;

namespace {

const std::string head = "[suite]\nname = 'mine'\ntitle = 'Mine'\n";

std::string complaint(const std::string& text) {
    const Result<Suite> suite = parse_suite(text, "s.toml");
    return suite.has_value() ? "none" : suite.error().public_text.english();
}
// Of a suite with these lines from line 4 on.
std::string complaint_of(const std::string& lines) { return complaint(head + lines); }

Suite read(const std::string& lines) {
    Result<Suite> suite = parse_suite(head + lines, "s.toml");
    REQUIRE_MESSAGE(suite.has_value(), (suite.has_value() ? "" : suite.error().public_text.english()));
    return std::move(*suite);
}

std::string names(const Suite& suite) {
    std::string text;
    for (const Step& step : suite.steps) (text += text.empty() ? "" : " ") += step.name;
    return text;
}

std::string step(const std::string& lines) { return "[[step]]\nname = 'a'\n" + lines + "\n"; }

}  // namespace

TEST_CASE("a step says what it calls, as whom, with what, and what is to come") {
    const Suite suite = read("[as.clerk]\nuser = '${run.name}'\npassword = '${run.password}'\n" +
                             step("operation = 'GetUser'\nas = 'clerk'\nwith = { UserId = 7 }\nexpect = 'success'") +
                             "[[step]]\nname = 'b'\noperation = 'SaveUser'\nwith = '{\"User\": {\"Name\": \"x\"}}'\n"
                             "expect = ['validation', 'not_found']\n");
    REQUIRE(suite.steps.size() == 2);
    const Step& a = suite.steps[0];
    CHECK(a.operation->name == "GetUser");
    CHECK(suite.identities[a.as].name == "clerk");
    CHECK(suite.identities[a.as].kind == compare::Identity::Kind::log_in);
    CHECK(a.parameters == "{\"UserId\":7}");
    CHECK(a.expect->is_success);
    CHECK(a.effect == Effect::read);
    CHECK(text_of(a.where) == "s.toml:7:1");
    const Step& b = suite.steps[1];
    CHECK(suite.identities[b.as].kind == compare::Identity::Kind::target);
    CHECK(b.parameters == "{\"User\": {\"Name\": \"x\"}}");
    CHECK_FALSE(b.expect->is_success);
    CHECK(b.expect->codes == std::vector{errc::validation, errc::not_found});
    CHECK(b.effect == Effect::write);
}

TEST_CASE("answers that somebody asks for are kept, under the step's name or the one it says") {
    const Suite suite =
        read(step("operation = 'GetAllUserGroups'") +
             "[[step]]\nname = 'b'\nsave = 'kept'\noperation = 'GetUserGroup'\nwith = { UserGroupId = '${a[0].Id}' }\n"
             "[[step]]\nname = 'c'\noperation = 'SaveUserGroup'\nwith.UserGroup = { '...' = '${kept}', Value = "
             "'x${a[1].Id}' }\n");
    CHECK(suite.steps[0].save == "a");
    CHECK(suite.steps[1].save == "kept");
    CHECK(suite.steps[1].needs == std::vector<std::string>{"a"});
    CHECK(suite.steps[2].save.empty());
    CHECK(suite.steps[2].needs == std::vector<std::string>{"kept", "a"});
}

TEST_CASE("what cleans up is played at the end, last made first, each with what reads its effect back") {
    const Suite suite = read(
        "[read_back.groups]\noperation = 'GetAllUserGroups'\nas = 'admin'\n"
        "[[step]]\nname = 'a'\noperation = 'GetUser'\n"
        "[[step]]\nname = 'first'\ncleanup = true\noperation = 'DeleteUserGroup'\nread_back = 'groups'\n"
        "[[step]]\nname = 'second'\ncleanup = true\noperation = 'DeleteUser'\n"
        "[[step]]\nname = 'b'\noperation = 'SaveUserGroup'\nread_back = ['groups', { operation = 'GetUserGroup' }]\n");
    CHECK(names(suite) == "a b b-read b-read2 second first first-read");
    CHECK(suite.steps[2].reads_back == "b");
    CHECK(suite.steps[3].operation->name == "GetUserGroup");
    CHECK_FALSE(suite.steps[3].is_cleanup);
    CHECK(suite.steps[6].is_cleanup);
    CHECK(suite.steps[6].reads_back == "first");
}

TEST_CASE("a step for every operation, or for those that are meant") {
    CHECK(read(step("every = {}\nas = 'stranger'\nexpect = 'session'")).steps.size() == 97);
    CHECK(names(read(step("every = { operations = ['GetUser', 'DeleteUser'] }\nwith = { UserId = 7 }"))) ==
          "a-DeleteUser a-GetUser");
    for (const Step& one :
         read(step("every = { access = ['roles'], effect = ['write'], except = ['SaveRoleEntity'] }")).steps) {
        CHECK(one.operation->access == Access::roles);
        CHECK(one.effect == Effect::write);
        CHECK(one.operation->name != "SaveRoleEntity");
    }
    const Suite some = read(step("every = { operations = ['GetUser', 'GetRole'] }\nwith = { UserId = 1, RoleId = 2 }"));
    CHECK(some.steps[0].parameters == "{\"RoleId\":2}");
    CHECK(some.steps[1].parameters == "{\"UserId\":1}");
    CHECK(complaint_of(step("every = { operations = ['GetUser'] }\nwith = { RoleId = 2 }")) ==
          "s.toml:7:10: none of the operations has a parameter RoleId");
}

TEST_CASE("what is wrong is told with its line, its column and the nearest right name") {
    const auto one = [](const std::string& lines) { return complaint_of(step(lines)); };
    CHECK(one("operation = 'GetUsr'") == "s.toml:6:13: there is no operation GetUsr; the nearest is GetUser");
    CHECK(one("operation = 'Fly'") == "s.toml:6:13: there is no operation Fly");
    CHECK(one("operation = 'GetUser'\nas = 'admn'") == "s.toml:7:6: there is no identity admn; the nearest is admin");
    CHECK(one("operation = 'GetUser'\nwith = { UserIdd = 7 }") ==
          "s.toml:7:10: step a: the operation has no parameter UserIdd; the nearest is UserId");
    CHECK(one("operation = 'SaveUser'\nwith.User.Person = { Firstnam = 'x' }") ==
          "s.toml:7:22: step a: User.Person has no member Firstnam; the nearest is Firstname");
    CHECK(one("operation = 'ExecuteUserCommand'\nwith = { CommandActionResult = 'Yes' }") ==
          "s.toml:7:10: step a: the operation has no parameter CommandActionResult; in JSON it is ActionResult");
    CHECK(one("operation = 'GetAllRoles'\nwith = { RoleType = 'Employe' }") ==
          "s.toml:7:10: step a: RoleType: RoleType has no word Employe; the nearest is Employee");
    CHECK(one("operation = 'GetUser'\nwith = { UserId = 'seven' }") ==
          "s.toml:7:10: step a: The value of 'UserId' cannot be read as int.");
    CHECK(one("operation = 'GetUser'\nwith = { UserId = 1.5 }") ==
          "s.toml:7:19: UserId must be a text, a whole number, true or false, a date, a table or an array");
    CHECK(one("operation = 'SaveUser'\nwith.User = [1]") ==
          "s.toml:7:6: step a: The value of 'User' cannot be read as object.");
    CHECK(one("operation = 'GetUser'\nwith = '{\"UserId\": 7'") ==
          "s.toml:7:8: step a: The JSON body cannot be read: a comma or a closing brace is expected (byte 12).");
    CHECK(one("operation = 'GetUser'\nwith = '[7]'") ==
          "s.toml:7:8: step a: must be an object with a member a parameter");
    CHECK(one("operation = 'GetUser'\nexpect = 'not_fond'") ==
          "s.toml:7:10: expect must be success, error, or the word of an error, and not_fond is none; the nearest is "
          "not_found");
    CHECK(one("operation = 'GetUser'\nexpects = 'success'") ==
          "s.toml:7:1: unknown key expects; the nearest is expect");
    CHECK(one("operation = 'GetUser'\nexpect = ['not_found', 'success']") ==
          "s.toml:7:24: expect success stands alone, in no list");
    CHECK(complaint("[suite]\nnam = 'mine'\ntitle = 'Mine'\n" + step("operation = 'GetUser'")) ==
          "s.toml:2:1: unknown key nam; the nearest is name");
    CHECK(one("operation = 'GetUser'\nread_back = 'user'") == "s.toml:7:13: there is no read_back user");
    CHECK(one("operation = 'SaveUser'\nread_back = { operation = 'DeleteUser' }") ==
          "s.toml:7:13: read_back must be an operation that only reads");
    CHECK(complaint_of("[[step]]\nname = 'a b'\noperation = 'GetUser'\n") ==
          "s.toml:5:8: name must be up to 64 letters, digits, '-' and '_'");
    CHECK(complaint_of(step("operation = 'GetUser'") + step("operation = 'GetUser'"))
              .ends_with("another step has the name"));
    CHECK(complaint(head).ends_with("step is missing"));
}

TEST_CASE("a reference that can lead nowhere is found before anything is sent") {
    const auto second = [](const std::string& with) {
        return complaint_of(step("operation = 'GetUser'") + "[[step]]\nname = 'b'\noperation = 'SaveUser'\n" + with +
                            "\n");
    };
    CHECK(second("with.User.Name = '${a.Name}'") == "none");
    CHECK(second("with.User.Name = '${a.Nam}'") ==
          "s.toml:10:11: step b: User.Name: ${a.Nam} leads nowhere: User has no member Nam; the nearest is Name");
    CHECK(second("with.User.Name = '${b.Name}'") ==
          "s.toml:10:11: step b: User.Name: ${b.Name} leads nowhere: no step before has an answer of that name");
    CHECK(second("with.User.Name = '${run.nam}'") ==
          "s.toml:10:11: step b: User.Name: ${run.nam} leads nowhere: there is no such name; the nearest is run.name");
    CHECK(second("with.User.Name = '${a.Name'") ==
          "s.toml:10:11: step b: User.Name has a ${ without its }, or nothing between them");
    CHECK(second("with.User.Name = '${a.Person}'") ==
          "s.toml:10:11: step b: User.Name cannot take what ${a.Person} leads to: Person");
    CHECK(second("with.User.Name = 'x${a.Person}'") ==
          "s.toml:10:11: step b: User.Name cannot take what ${a.Person} leads to: Person");
    CHECK(second("with.User.Person = '${a.Name}'") ==
          "s.toml:10:11: step b: User.Person cannot take what ${a.Name} leads to: string");
    CHECK(second("with.User = { '...' = 'x' }") == "s.toml:10:15: step b: User.... must be one reference");
    CHECK(second("with.User = { '...' = '${a.Person}' }") ==
          "s.toml:10:15: step b: User.... cannot take what ${a.Person} leads to: Person");
    CHECK(complaint_of("[as.x]\nticket = '${t.Credentials.Ticket}'\n" + step("operation = 'GetUser'\nas = 'x'")) ==
          "s.toml:9:6: step a: identity x: ${t.Credentials.Ticket} leads nowhere: no step before has an answer of that "
          "name");
}

TEST_CASE("the page's example is a suite") {
    const std::string page = test::file_text("server/docs/compare-suites.md");
    const Result<Suite> suite = parse_suite(test::code_blocks(page, "toml").at(0), "page");
    REQUIRE_MESSAGE(suite.has_value(), (suite.has_value() ? "" : suite.error().public_text.english()));
    CHECK(names(*suite).starts_with("default-user visitor visitor-read make make-read denied denied-read stranger-"));
    CHECK(names(*suite).ends_with(" remove-visitor remove-group"));
}

TEST_CASE("the page names the suites that there are") {
    const std::string page = test::file_text("server/docs/compare-suites.md");
    for (const EmbeddedSuite& each : embedded_suites())
        CHECK_MESSAGE(page.find("| `" + std::string(each.name) + "` |") != std::string::npos, each.name);
    for (int i = 0; i <= static_cast<int>(errc::password_throttled); ++i)
        CHECK(page.find('`' + std::string(word_of(static_cast<errc>(i))) + '`') != std::string::npos);
}

TEST_CASE("a suite has bounds") {
    std::string many;
    for (std::size_t i = 0; i <= most_suite_steps; ++i)
        many += "[[step]]\nname='s" + std::to_string(i) + "'\noperation='GetUser'\n";
    CHECK(complaint_of(many).ends_with("there are more than 2000 steps"));
    CHECK(complaint_of(step("operation = 'GetUserFromName'\nwith.UserName = '" + test::repeated("x", 70'000) + "'"))
              .ends_with("they have more than 65536 bytes"));
    std::string deep = "1";
    for (int i = 0; i < 20; ++i) deep = "[" + deep + "]";
    CHECK(complaint_of(step("operation = 'SaveUser'\nwith.User = " + deep)).ends_with("is nested too deeply"));
    std::string identities;
    for (int i = 0; i < 60; ++i) identities += "[as.i" + std::to_string(i) + "]\nuser = 'u'\npassword = 'p'\n";
    CHECK(complaint_of(identities + step("operation = 'GetUser'")).ends_with("there are more than 50 identities"));
}
