// Who is meant by what a person types to log in.
#include "core/security/identities.hpp"

#include "support/store_suite.hpp"

using namespace uag;
using namespace uag::test;

TEST_CASE("log-in by associate name, user name or e-mail address, in this order") {
    StoreFixture<SqliteHome> f;
    NewAssociate first = employee_with_email("first", "shared@example.com");
    first.associate.user_name = "First.User@example.com";
    const std::int32_t first_id = f.add(first);
    // This one's name is what is also somebody else's address.
    const std::int32_t second_id = f.add(employee("second@example.com"));
    // Which nobody may be given any more, but may have from before.
    const std::int32_t third_id = f.add(employee_with_email("third", "third@example.com"));
    PersonRecord third = value_of(identity_of(*f.store, third_id))->person;
    third.email = "Second@Example.com";
    rows_written(*f.store, [&](Rows& rows) { return rows.update_person(third, {f.now(), 1}); });

    const auto login = [&](std::string_view typed) -> std::int32_t {
        const auto found = value_of(find_identity_for_login(*f.store, fold(typed)));
        return found ? found->associate.id : 0;
    };
    CHECK(login("FIRST") == first_id);
    CHECK(login("first.user@EXAMPLE.com") == first_id);
    CHECK(login("SHARED@example.com") == first_id);
    CHECK(login("second@example.com") == second_id);
    CHECK(login("third") == third_id);
    CHECK(login("nobody@example.com") == 0);
    CHECK(login("") == 0);
}

TEST_CASE("an e-mail address counts only if exactly one associate who is not deleted has it") {
    StoreFixture<SqliteHome> f;
    const std::int32_t first = f.add(employee_with_email("first", "both@example.com"));
    const auto found = value_of(find_identity_for_login(*f.store, "both@example.com"));
    REQUIRE(found.has_value());
    CHECK(found->associate.id == first);

    NewAssociate deleted = employee_with_email("deleted", "BOTH@example.com");
    deleted.associate.deleted = true;
    f.add(deleted);
    CHECK(value_of(find_identity_for_login(*f.store, "both@example.com")).has_value());

    f.add(employee_with_email("second", "Both@Example.com"));
    CHECK_FALSE(value_of(find_identity_for_login(*f.store, "both@example.com")).has_value());
}
