// Saving: what a carrier does not say stays, what changes is told, sessions end with passwords.
#include "support/passwords.hpp"
#include "unit/core/agent/users_fixture.hpp"

using namespace uag;
using namespace uag::test;

namespace {

Box<Credential> password(std::string_view value) {
    Credential made;
    made.type.emplace().type = "CRM5/PASSWORD";
    made.value = value;
    return made;
}

User kept_employee(std::string_view name) {
    User user;
    user.name = name;
    user.type = UserType::internal_associate;
    user.role.emplace().id = 2;
    user.person.emplace().firstname = "Nina";
    user.person->lastname = "New";
    return user;
}

}  // namespace

TEST_CASE("members that were left out stay, nil and empty texts are cleared") {
    UsersFixture f;
    User full = f.get(2);
    full.user_name = "tina@example.com";
    full.tooltip = "Knows everybody";
    full.request_signature = "Best regards,\nTina";
    full.other_groups = List<Box<UserGroup>>({*f.get(2).user_group});
    full.other_groups.items[0]->id = 3;
    f.saved(full);
    User silent;   // as a client of Services84 that knows nothing but what it changes
    silent.associate_id = 2;
    silent.rank = 4;
    User saved = f.saved(silent);
    CHECK(saved.rank == 4);
    CHECK(saved.name.text == "tje0");
    CHECK(saved.user_name.text == "tina@example.com");
    CHECK(saved.tooltip.text == "Knows everybody");
    CHECK(saved.request_signature.text == "Best regards,\nTina");
    CHECK(saved.role->id == 2);
    CHECK(saved.user_group->id == 2);
    CHECK(saved.other_groups.items.size() == 1);
    CHECK(saved.person->firstname.text == "Tina");
    silent.tooltip.presence = Presence::nil;
    silent.user_name = "";
    silent.user_group.emplace();
    silent.other_groups.presence = Presence::value;
    saved = f.saved(silent);
    CHECK(saved.tooltip.text.empty());
    CHECK(saved.user_name.text.empty());
    CHECK_FALSE(saved.user_group.has_value());
    CHECK(saved.other_groups.items.empty());
    silent.name = "";
    CHECK_FALSE(f.save(silent).has_value());
}

TEST_CASE("an old client approves nobody by not knowing of it") {
    UsersFixture f;
    User waiting = f.get(2);
    waiting.waiting_for_approval = true;
    CHECK(f.saved(waiting).waiting_for_approval);
    User old;
    old.associate_id = 2;
    CHECK(f.saved(old).waiting_for_approval);
    User known = f.get(2);
    known.waiting_for_approval = false;
    CHECK_FALSE(f.saved(known).waiting_for_approval);
}

TEST_CASE("a person: made with the user, changed with it, or only named") {
    UsersFixture f;
    const User made = f.saved(kept_employee("new0"));
    CHECK(made.person->person_id > 0);
    CHECK(made.person->full_name.text == "Nina New");
    User changed = made;
    changed.person->person_id = 0;   // the user's own
    changed.person->position = "Head";
    changed.person->contact_id = 0;
    const User after = f.saved(changed);
    CHECK(after.person->person_id == made.person->person_id);
    CHECK(after.person->position.text == "Head");
    User named = kept_employee("new1");
    named.person.emplace().person_id = f.paul;
    named.person->email.presence = Presence::nil;
    const User paul = f.saved(named);
    CHECK(paul.person->email.text == "paul@example.com");
    CHECK(paul.person->contact_id == 7);
}

TEST_CASE("a password is stored, ends the other sessions, and is never shown") {
    UsersFixture f;
    const Identity tina = f.entry(2).identity;
    const auto ticket = run_task(f.sessions.issue(SessionKind::ticket, tina, "192.0.2.1", TimePoint::max()));
    REQUIRE(ticket.has_value());
    User user = f.get(2);
    CHECK(user.credentials.items.size() == 1);
    CHECK(user.credentials.items[0]->value.text.empty());
    CHECK(user.credentials.items[0]->display_value.text == "tje0");
    user.credentials.items = {password(strong_password)};
    const User saved = f.saved(user);
    CHECK(saved.credentials.items[0]->value.text.empty());
    CHECK(f.entry(2).identity.password->phc == f.hasher.make(strong_password));
    CHECK_FALSE(run_task(f.sessions.resolve(SessionKind::ticket, ticket->text.reveal())).has_value());
    CHECK(f.told().back() == "associate tje0: password");
    // The same again is no change of it.
    const std::int64_t revision = f.entry(2).identity.password->revision;
    f.saved(user);
    CHECK(f.entry(2).identity.password->revision == revision);
    CHECK(f.told().back() == "associate tje0: saved");
    // As it was read, nothing happens to it.
    f.saved(saved);
    CHECK(f.entry(2).identity.password->phc == f.hasher.make(strong_password));
}

TEST_CASE("the audit names what changed, and no text of it") {
    UsersFixture f;
    f.saved(kept_employee("new0"));
    CHECK(f.told().back().starts_with("associate new0: created, role 0 -> 2"));
    User tina = f.get(2);
    f.saved(tina);
    CHECK(f.told().back() == "associate tje0: saved");
    tina.name = "tina";
    tina.role->id = 1;
    tina.tooltip = "private";
    f.saved(tina);
    CHECK(f.told().back() == "associate tina: name tje0 -> tina, role 2 -> 1");
}

TEST_CASE("nobody changes their own role or type, or ends themselves") {
    UsersFixture f;
    User self = f.get(1);
    self.role->id = 2;
    const auto role = f.save(self);
    REQUIRE_FALSE(role.has_value());
    CHECK(role.error().code == errc::access_denied);
    const auto deleted = run_task(f.users.delete_user(f.context, UserIdRequest{1}));
    CHECK(deleted.error().code == errc::access_denied);
    const auto retired = run_task(f.users.make_retired(f.context, MakeRetiredRequest{1, true}));
    CHECK(retired.error().code == errc::access_denied);
    CHECK_FALSE(f.entry(1).identity.associate.deleted);
}

TEST_CASE("by name: the user of that name, who may be renamed, or a new one of it") {
    UsersFixture f;
    const auto by_name = [&](std::string_view name, User user) {
        return run_task(f.users.save_user_from_name(f.context, SaveUserFromNameRequest{name, std::move(user)}));
    };
    User tina = f.get(2);
    tina.name = "tina";
    const auto renamed = by_name("TJE0", tina);
    REQUIRE(renamed.has_value());
    CHECK((*renamed)->name.text == "tina");
    const auto made = by_name("new0", kept_employee("called something else"));
    REQUIRE(made.has_value());
    CHECK((*made)->name.text == "new0");
    CHECK(by_name("ADM0", tina).error().code == errc::invalid_argument);
    CHECK(by_name("nobody", tina).error().code == errc::not_found);
    CHECK(by_name("a:b", kept_employee("x")).error().code == errc::invalid_argument);
}

TEST_CASE("a changed type keeps what fits, and repeats no password") {
    UsersFixture f;
    User user = f.get(2);
    user.credentials.items = {password(strong_password)};
    const auto changed =
        run_task(f.users.change_user_type(f.context, ChangeUserTypeRequest{user, UserType::external_associate}));
    REQUIRE(changed.has_value());
    CHECK((*changed)->role->id == 3);
    CHECK((*changed)->user_group->id == 2);
    CHECK((*changed)->credentials.items[0]->value.text.empty());
    const auto saved = f.save(**changed);
    REQUIRE(saved.has_value());
    CHECK((*saved)->type == UserType::external_associate);
    const auto same =
        run_task(f.users.change_user_type(f.context, ChangeUserTypeRequest{f.get(1), UserType::resource_associate}));
    CHECK((*same)->role->id == 1);
}

TEST_CASE("who may manage external users only gains nothing by them") {
    UsersFixture f;
    f.write([](Rows& rows) { return rows.set_functional_rights(3, {2}); });
    f.context.caller.associate_id = 3;
    f.context.caller.rights = {false, false, true};
    const CreateExternalUserRequest request{f.paul, "pax0", strong_password, 3, true};
    const auto denied = run_task(f.users.create_external_user(f.context, request));
    REQUIRE_FALSE(denied.has_value());
    CHECK(denied.error().code == errc::access_denied);
    f.write([](Rows& rows) { return rows.set_functional_rights(3, {}); });
    const auto made = run_task(f.users.create_external_user(f.context, request));
    REQUIRE(made.has_value());
    f.write([](Rows& rows) { return rows.set_functional_rights(3, {2}); });
    const auto taken = run_task(f.users.set_external_user_info(
        f.context,
        SetExternalUserInfoRequest{*made, "", strong_password, true, 3, ExternalUserInfoModification::password}));
    REQUIRE_FALSE(taken.has_value());
    CHECK(taken.error().code == errc::access_denied);
}

TEST_CASE("it cannot be told who is meant by what two persons share") {
    UsersFixture f;
    f.write([&](Rows& rows) -> Result<void> {
        PersonRecord twin;
        twin.first_name = "Paul";
        twin.last_name = "Person";
        twin.contact_id = 7;
        const auto added = rows.insert_person(twin, {f.clock.now(), 0});
        if (!added.has_value()) return added.error();
        return {};
    });
    ResolveUserFromInfoRequest request;
    request.contact_id = 7;
    request.person_name = "paul person";
    request.user_type = UserType::external_associate;
    const auto unclear = run_task(f.users.resolve_user_from_info(f.context, request));
    REQUIRE_FALSE(unclear.has_value());
    CHECK(unclear.error().code == errc::validation);
    request.emails = List<String>({"PAUL@example.com"});
    const auto found = run_task(f.users.resolve_user_from_info(f.context, request));
    REQUIRE(found.has_value());
    CHECK_FALSE((*found)->person_created);
    CHECK((*found)->user->person->person_id == f.paul);
    CHECK((*found)->user->name.text == "paul.person");
    // Now one of the two has a user.
    request.emails = {};
    const auto again = run_task(f.users.resolve_user_from_info(f.context, request));
    REQUIRE(again.has_value());
    CHECK((*again)->user->associate_id == (*found)->user->associate_id);
}
