// Names that nobody has, made from a wish or from the person's name.
#include "core/agent/user_drafts.hpp"
#include "unit/core/agent/users_fixture.hpp"

using namespace uag;
using namespace uag::test;

namespace {

std::string free_for(UsersFixture& f, std::string_view wish, std::int32_t except = 0) {
    std::string name;
    f.write([&](Rows& rows) -> Result<void> {
        auto found = free_name(rows, wish, except);
        if (!found.has_value()) return found.error();
        name = *found;
        return {};
    });
    CHECK_FALSE(judge_name(name).has_value());
    return name;
}

}  // namespace

TEST_CASE("a wish becomes a name that may be given") {
    UsersFixture f;
    CHECK(free_for(f, "Nina") == "Nina");
    CHECK(free_for(f, "  two   words ") == "two words");
    CHECK(free_for(f, "7T:ticket") == "7T-ticket");
    CHECK(free_for(f, std::string_view("a\x01"
                                       "b",
                                       3)) == "ab");
    CHECK(free_for(f, "") == "user");
    CHECK(free_for(f, "\xC3") == "user");
    CHECK(free_for(f, "e\xCC\x81") == "\xC3\xA9");
    const std::string longest = free_for(f, std::string(5000, 'x'));
    CHECK(longest.size() > 200);
}

TEST_CASE("a name in use gets a number, but not from its own user") {
    UsersFixture f;
    CHECK(free_for(f, "TJE0") == "TJE02");
    CHECK(free_for(f, "TJE0", 2) == "TJE0");
    User user = f.get(2);
    user.user_name = "TJE02";
    f.saved(user);
    CHECK(free_for(f, "tje0") == "tje03");
}

TEST_CASE("a person's name as a user's") {
    PersonRecord person;
    CHECK(name_from(person).empty());
    split_name(" Anne  Marie\tØdegård ", person);
    CHECK(person.first_name == "Anne");
    CHECK(person.middle_name == "Marie");
    CHECK(person.last_name == "Ødegård");
    CHECK(name_from(person) == "anne.ødegård");
    PersonRecord single;
    split_name("Cher", single);
    CHECK(single.first_name.empty());
    CHECK(single.last_name == "Cher");
    CHECK(name_from_email("paul.p@example.com") == "paul.p");
    CHECK(name_from_email("nobody").empty());
}

TEST_CASE("proposals for unsaved users") {
    UsersFixture f;
    const auto valid = [&](UserNameCandidateRequest request) {
        return run_task(f.users.get_valid_user_name(f.context, request))->text;
    };
    CHECK(valid({0, UserType::internal_associate, f.paul, "wish"}) == "wish");
    CHECK(valid({0, UserType::internal_associate, f.paul, ""}) == "paul.person");
    CHECK(valid({0, UserType::internal_associate, 99, ""}) == "user");
    CHECK(valid({2, UserType::internal_associate, 2, "tje0"}) == "tje0");
    User user;
    user.person.emplace().person_id = f.paul;
    CHECK(run_task(f.users.get_valid_user_name_for_new_user(f.context, UserRequest{user}))->text == "paul@example.com");
    CHECK(run_task(f.users.get_default_associate_user_name(f.context, UserRequest{user}))->text == "paul.person");
    user.name = "adm0";
    CHECK(run_task(f.users.get_default_associate_user_name(f.context, UserRequest{user}))->text == "adm02");
    const CreateDefaultUserFromUserTypeAndPersonIdRequest request{UserType::external_associate, f.paul};
    const auto draft = run_task(f.users.create_default_user_from_user_type_and_person_id(f.context, request));
    REQUIRE(draft.has_value());
    CHECK((*draft)->name.text == "paul.person");
    CHECK((*draft)->user_name.text == "paul@example.com");
    CHECK((*draft)->role->id == 3);
    CHECK((*draft)->license_owners.items.size() == 1);
    REQUIRE(run_task(f.users.save_user(f.context, UserRequest{**draft})).has_value());
}
