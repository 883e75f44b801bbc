// A step's request, made of what the target has answered before.
#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "adapters/json/codec.hpp"
#include "core/agent/operations.hpp"
#include "core/contract/answers.hpp"
#include "server/compare/step_request.hpp"

using namespace uag;
using namespace uag::compare;

namespace {

// What one target has said: a user, kept as `a`.
struct Said {
    Said() {
        answer.kind = client::CallResult::Kind::success;
        answer.operation = find_operation(Service::user, "GetUser");
        answer.answer = make_object(answer.operation->response());
        User user;
        user.associate_id = 12;
        user.name = "tina";
        user.type = UserType::external_associate;
        user.tooltip = String();
        user.person.emplace().firstname = "Tina";
        user.person->person_id = 7;
        user.lastlogin = *parse_datetime("2026-02-03T04:05:06");
        UserGroup group;
        group.id = 3;
        user.other_groups = List<Box<UserGroup>>({group});
        static_cast<Answer<Box<User>>*>(answer.answer.get())->response = std::move(user);
        scope.run_name = "run1";
        scope.run_password = Secret(std::string_view("planted-secret"));
        scope.user = "ADM0";
        scope.answers["a"] = &answer;
    }
    client::CallResult answer;
    Scope scope;
};

// The request as JSON, or what is said of it.
std::string made(std::string_view operation, const std::string& parameters, const Said& said) {
    Suite suite;
    suite.name = "mine";
    Step step;
    step.name = "b";
    step.where = {"s.toml", 9, 1};
    step.operation = find_operation(Service::user, operation);
    step.parameters = parameters;
    const Result<Object> request = make_request(suite, step, said.scope);
    if (!request.has_value()) return request.error().public_text.english();
    std::string text;
    json::encode_request_object(step.operation->request(), request->get(), text);
    return text;
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("values of an earlier answer, of the run and of the target") {
    const Said said;
    CHECK(made("GetUser", R"({"UserId": "${a.AssociateId}"})", said) == R"({"UserId":12})");
    CHECK(made("GetUser", R"({"UserId": 4})", said) == R"({"UserId":4})");
    CHECK(made("GetUserFromName", R"({"UserName": "${run.name}-${a.Name}$${x}"})", said) ==
          R"({"UserName":"run1-tina${x}"})");
    CHECK(made("GetUserFromName", R"({"username": "${target.user}"})", said) == R"({"UserName":"ADM0"})");
    CHECK(made("GetUserGroupList", R"({"UserGroupIds": ["${a.OtherGroups[0].Id}", 5]})", said) ==
          R"({"UserGroupIds":[3,5]})");
    CHECK(made("GetCredentialTypesForUserType", R"({"UserType": "${a.Type}"})", said) ==
          R"({"UserType":"ExternalAssociate"})");
}

TEST_CASE("a carrier as a whole, and with other members over it") {
    const Said said;
    const std::string whole = made("SaveUser", R"({"User": "${a}"})", said);
    CHECK(has(whole, R"("AssociateId":12)"));
    CHECK(has(whole, R"("Firstname":"Tina")"));
    CHECK_FALSE(has(whole, "Tooltip"));  // what was left out stays so
    const std::string changed = made(
        "SaveUser",
        R"({"User": {"...": "${a}", "name": "${run.name}", "Tooltip": "new", "Person": {"Lastname": "E"}, "OtherGroups": []}})",
        said);
    CHECK(has(changed, R"("Name":"run1")"));
    CHECK(has(changed, R"("Tooltip":"new")"));
    CHECK(has(changed, R"("Firstname":"Tina")"));
    CHECK(has(changed, R"("Lastname":"E")"));
    CHECK(has(changed, R"("OtherGroups":[])"));
    CHECK(has(changed, R"("Lastlogin":"2026-02-03T04:05:06")"));
    const std::string below = made("SaveUser", R"({"User": {"Person": {"...": "${a.Person}", "Title": "Dr"}}})", said);
    CHECK(has(below, R"("PersonId":7)"));
    CHECK(has(below, R"("Title":"Dr")"));
    CHECK_FALSE(has(below, "tina"));
}

TEST_CASE("a reference that leads nowhere says suite, step and reference, and never a value") {
    Said said;
    const std::string before = "s.toml:9:1: suite mine, step b: ";
    CHECK(made("GetUser", R"({"UserId": "${b.Id}"})", said) ==
          before + "${b.Id} leads nowhere: there is no answer of b");
    CHECK(made("GetUserFromName", R"({"UserName": "${a.NickName}"})", said) ==
          before + "${a.NickName} leads nowhere: it has no value");
    CHECK(made("SaveUser", R"({"User": {"Role": {"...": "${a.Role}"}}})", said) ==
          before + "${a.Role} leads nowhere: it has no value");
    CHECK(made("GetUser", R"({"UserId": "${a.OtherGroups[4].Id}"})", said) ==
          before + "${a.OtherGroups[4].Id} leads nowhere: nothing stands there");
    CHECK(made("GetUser", R"({"UserId": "${a.Name}"})", said) ==
          before + "The value of 'UserId' cannot be read as int.");
    CHECK_FALSE(has(made("GetUser", R"({"UserId": "${run.password}"})", said), "planted"));
    said.answer.kind = client::CallResult::Kind::error;
    CHECK(made("GetUser", R"({"UserId": "${a.AssociateId}"})", said) ==
          before + "${a.AssociateId} leads nowhere: the answer of a is no success");
}

TEST_CASE("the credentials of an identity") {
    const Said said;
    Suite suite;
    suite.name = "mine";
    compare::Identity clerk{
        "clerk", compare::Identity::Kind::log_in, "${run.name}-x", "new ${run.password}", {}, {}, {"s.toml", 3, 1}};
    const auto found = make_credentials(suite, clerk, said.scope);
    REQUIRE(found.has_value());
    CHECK(found->user == "run1-x");
    CHECK(found->password.reveal() == "new planted-secret");
    clerk.password = "${gone}";
    const auto none = make_credentials(suite, clerk, said.scope);
    REQUIRE_FALSE(none.has_value());
    CHECK(none.error().public_text.english() ==
          "s.toml:3:1: suite mine, identity clerk: ${gone} leads nowhere: there is no answer of gone");
}
