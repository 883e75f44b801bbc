// Users retired, deleted and without licences; the last administrator stays.
#include <doctest/doctest.h>

#include "conformance/scenarios.hpp"

using namespace uag;
using namespace uag::test;

namespace {

constexpr std::string_view tje0 = "tje0";

std::function<void(GatewayFixture&)> logs_in(bool expected) {
    return [=](GatewayFixture& gateway) { CHECK(gateway.logs_in(tje0, password_of(tje0)) == expected); };
}

Expectation has_licences(std::size_t count) {
    return gives_user([count](const User& user) {
        std::size_t assigned = 0;
        for (const Box<LicenseOwner>& owner : user.license_owners.items)
            for (const auto& link : owner->restricted_module_licenses.items) assigned += link->assigned ? 1 : 0;
        return wrong(assigned == count, "the number of licences");
    });
}

std::vector<Scenario> deleting_users() {
    const auto own = step(tje0, "GetUser", UserIdRequest{2}, succeeds());
    return {
        {"a user is deleted",
         {own, then(step("ADM0", "DeleteUser", UserIdRequest{2}, is_done()), logs_in(false)),
          step(tje0, "GetUser", UserIdRequest{2}, nobody()), step("ADM0", "GetUser", UserIdRequest{2}, is_nil()),
          step("ADM0", "DeleteUser", UserIdRequest{2}, not_found())}},
        {"a deleted user's name is free",
         {step("ADM0", "DeleteUser", UserIdRequest{2}, is_done()),
          step("ADM0", "SaveUser", UserRequest{employee("tje0")},
               gives_user([](const User& user) { return wrong(user.associate_id != 2, "the id, given twice,"); }))}},
        {"deleting is denied",
         {step(tje0, "DeleteUser", UserIdRequest{5}, denied()), step(tje0, "DeleteUser", UserIdRequest{2}, denied()),
          step("rol0", "DeleteUser", UserIdRequest{2}, denied()), step("", "DeleteUser", UserIdRequest{2}, nobody())}},
        {"nobody deletes themselves",
         {step("ADM0", "DeleteUser", UserIdRequest{1}, denied()),
          step("usr0", "DeleteUser", UserIdRequest{11}, denied())}},
        {"deleting nobody",
         {step("ADM0", "DeleteUser", UserIdRequest{nobody_id}, not_found()),
          step("ADM0", "DeleteUser", UserIdRequest{0}, not_found()),
          step("ADM0", "DeleteUser", UserIdRequest{-2}, not_found())}},
        {"deleted by name",
         {own, then(step("usr0", "DeleteUserFromName", UserNameRequest{"TJE0"}, is_done()), logs_in(false)),
          step(tje0, "GetUser", UserIdRequest{2}, nobody())}},
        {"by name, denied and of nobody",
         {step(tje0, "DeleteUserFromName", UserNameRequest{"ext0"}, denied()),
          step("ADM0", "DeleteUserFromName", UserNameRequest{"adm0"}, denied()),
          step("ADM0", "DeleteUserFromName", UserNameRequest{"nobody"}, not_found()),
          step("", "DeleteUserFromName", UserNameRequest{"tje0"}, nobody())}},
    };
}

std::vector<Scenario> retiring() {
    const auto own = step(tje0, "GetUser", UserIdRequest{2}, succeeds());
    const auto shows = [](bool deleted) {
        return gives_user([=](const User& user) {
            return first_of({wrong(user.deleted == deleted, "Deleted"),
                             wrong(user.is_person_retired == deleted, "IsPersonRetired")});
        });
    };
    return {
        {"retired and brought back",
         {own, step("ADM0", "GetUser", UserIdRequest{2}, has_licences(1)),
          then(step("ADM0", "MakeRetired", MakeRetiredRequest{2, true}, is_done()), logs_in(false)),
          step(tje0, "GetUser", UserIdRequest{2}, nobody()), step("ADM0", "GetUser", UserIdRequest{2}, shows(true)),
          step("ADM0", "GetUser", UserIdRequest{2}, has_licences(0)),
          then(step("ADM0", "MakeRetired", MakeRetiredRequest{2, false}, is_done()), logs_in(true)),
          step("ADM0", "GetUser", UserIdRequest{2}, shows(false)),
          step("ADM0", "GetUser", UserIdRequest{2}, has_licences(0))}},
        {"retired twice is retired",
         {step("ADM0", "MakeRetired", MakeRetiredRequest{2, true}, is_done()),
          step("ADM0", "MakeRetired", MakeRetiredRequest{2, true}, is_done())}},
        {"retiring is denied",
         {step(tje0, "MakeRetired", MakeRetiredRequest{5, false}, denied()),
          step("", "MakeRetired", MakeRetiredRequest{2, true}, nobody())}},
        {"nobody retires themselves", {step("ADM0", "MakeRetired", MakeRetiredRequest{1, true}, denied())}},
        {"retiring nobody",
         {step("ADM0", "MakeRetired", MakeRetiredRequest{nobody_id, true}, not_found()),
          step("ADM0", "MakeRetired", MakeRetiredRequest{0, false}, not_found())}},
        {"licences taken",
         {step("ADM0", "GetUser", UserIdRequest{2}, has_licences(1)),
          step("usr0", "RemoveLicenses", AssociateIdRequest{2}, is_done()),
          step("ADM0", "GetUser", UserIdRequest{2}, has_licences(0)),
          step("usr0", "RemoveLicenses", AssociateIdRequest{2}, is_done())}},
        {"licences, denied and of nobody",
         {step(tje0, "RemoveLicenses", AssociateIdRequest{2}, denied()),
          step("ADM0", "RemoveLicenses", AssociateIdRequest{nobody_id}, not_found()),
          step("", "RemoveLicenses", AssociateIdRequest{2}, nobody())}},
    };
}

std::vector<Scenario> last_administrator() {
    const auto lonely = step("SYS0", "DeleteUser", UserIdRequest{1}, is_done());
    const auto last = invalid({"Role"});
    const auto save = [](auto edit) {
        return [edit](const Replies& replies) {
            User user = user_from(replies, 1);
            edit(user);
            return UserRequest{std::move(user)};
        };
    };
    const auto get_system = step("usr0", "GetUser", UserIdRequest{4}, succeeds());
    return {
        {"the last administrator is not deleted",
         {lonely, step("usr0", "DeleteUser", UserIdRequest{4}, last),
          step("usr0", "DeleteUserFromName", UserNameRequest{"SYS0"}, last)}},
        {"the last administrator is not retired",
         {lonely, step("usr0", "MakeRetired", MakeRetiredRequest{4, true}, last)}},
        {"the last administrator is not put on hold",
         {lonely, get_system,
          step_from("usr0", "SaveUser", save([](User& user) { user.waiting_for_approval = true; }),
                    fails({"SoValidationException"}))},
         Version::v88},
        {"the last administrator's role keeps its right",
         {lonely, step("SYS0", "SetFunctionalRights", SetFunctionalRightsRequest{5, List<std::int32_t>({10})}, last),
          step("SYS0", "SetFunctionalRights",
               SetFunctionalRightsRequest{5, List<std::int32_t>(std::vector<std::int32_t>{})}, last),
          // Another role may lose it.
          step("SYS0", "SetFunctionalRights", SetFunctionalRightsRequest{1, List<std::int32_t>({10})}, is_done())}},
        {"the last administrator keeps the password",
         {lonely,
          step("SYS0", "DeleteCredential", DeleteCredentialRequest{4, String(std::string(password_type_name))}, last)}},
        {"whom nobody can log in as is no administrator",
         {step("ADM0", "DeleteCredential", DeleteCredentialRequest{4, String(std::string(password_type_name))},
               is("true")),
          step("usr0", "DeleteUser", UserIdRequest{1}, last),
          step("usr0", "MakeRetired", MakeRetiredRequest{1, true}, last)}},
        {"with another administrator the first may go",
         {step("usr0", "MakeRetired", MakeRetiredRequest{1, true}, is_done()),
          step("usr0", "MakeRetired", MakeRetiredRequest{4, true}, last)}},
    };
}

}  // namespace

std::vector<Scenario> uag::test::scenarios_of_ending_users() {
    std::vector<Scenario> all = deleting_users();
    for (Scenario& scenario : retiring()) all.push_back(std::move(scenario));
    for (Scenario& scenario : last_administrator()) all.push_back(std::move(scenario));
    return all;
}

TEST_CASE("users retired, deleted and without licences") { run(scenarios_of_ending_users()); }
