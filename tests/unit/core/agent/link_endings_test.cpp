// With what a link to a new password ends.
#include "core/agent/link_endings.hpp"

#include <functional>
#include <string>
#include <vector>

#include "core/agent/passwords.hpp"
#include "support/local_changes.hpp"
#include "support/store_suite.hpp"
#include "unit/core/agent/users_fixture.hpp"

using namespace uag;
using namespace uag::test;

namespace {

struct LinkEnding {
    std::string name;
    std::function<void(UsersFixture&)> happen;
    bool ends = true;
};

void change_tina(UsersFixture& f, const std::function<Result<void>(Change&)>& work) {
    LocalChanges changes(*f.store, f.clock);
    changes.context.operation = "test";
    value_of(changes.run([&](Change& made) {
        Result<void> done = work(made);
        made.done(2, "associate tje0", "test");
        return done;
    }));
}

// As a client saves what it read before.
void save_tina(UsersFixture& f, const std::function<void(User&)>& edit) {
    User user = f.get(2);
    edit(user);
    f.saved(std::move(user));
}

bool has_link(UsersFixture& f, std::uint8_t number) {
    return rows_read(*f.store, [&](Rows& rows) { return rows.password_link(key_of(number)); }).has_value();
}

}  // namespace

TEST_CASE("a link ends with the password, the address, the person and the associate, and with nothing else") {
    const std::vector<LinkEnding> endings{
        {"another password",
         [](UsersFixture& f) {
             change_tina(f, [](Change& made) { return store_password(made, 2, {NewPhc{"$new", {}, {}}, {}}); });
         }},
        {"no password",
         [](UsersFixture& f) {
             change_tina(f, [](Change& made) -> Result<void> {
                 const Result<bool> removed = remove_password(made, 2);
                 if (!removed.has_value()) return removed.error();
                 return {};
             });
         }},
        {"another address",
         [](UsersFixture& f) { save_tina(f, [](User& u) { u.person->email = "new@example.com"; }); }},
        {"another person",
         [](UsersFixture& f) {
             save_tina(f, [&](User& u) {
                 Person paul;
                 paul.person_id = f.paul;
                 u.person = Box<Person>(std::move(paul));
             });
         }},
        {"retired", [](UsersFixture& f) { value_of(f.users.make_retired(f.context, MakeRetiredRequest{2, true})); }},
        {"deleted", [](UsersFixture& f) { value_of(f.users.delete_user(f.context, UserIdRequest{2})); }},
        {"another title", [](UsersFixture& f) { save_tina(f, [](User& u) { u.person->title = "Dr"; }); }, false},
        {"another name", [](UsersFixture& f) { save_tina(f, [](User& u) { u.name = "tina"; }); }, false},
        {"to be changed",
         [](UsersFixture& f) { change_tina(f, [](Change& m) { return require_password_change(m, 2); }); }, false},
        {"brought back",
         [](UsersFixture& f) { value_of(f.users.make_retired(f.context, MakeRetiredRequest{2, false})); }, false},
    };
    for (const LinkEnding& ending : endings) {
        CAPTURE(ending.name);
        UsersFixture f;
        const auto link = [&](std::uint8_t number, std::int32_t id) {
            f.write([&](Rows& rows) {
                return rows.put_password_link({key_of(number), id, 1, f.clock.now() + std::chrono::minutes{30}});
            });
        };
        link(1, 2);
        link(2, 3);
        ending.happen(f);
        CHECK(has_link(f, 1) == !ending.ends);
        CHECK(has_link(f, 2));
    }
}
