// Every way to a new password stores it only for whom the transaction finds: hashing takes its time, and others do not
// wait.
#include "core/agent/passwords.hpp"

#include <functional>
#include <string>
#include <vector>

#include "core/security/identities.hpp"
#include "support/gateway_fixture.hpp"
#include "support/kept_mails.hpp"
#include "support/local_changes.hpp"
#include "support/passwords.hpp"
#include "support/store_rows.hpp"
#include "support/store_suite.hpp"

using namespace uag;
using namespace uag::test;

namespace {

struct PasswordRig {
    KeptMails mailer;
    GatewayFixture gateway{FixtureSettings{.mailer = &mailer}};
    Context boss = by(adm0_id, "ADM0", true);

    static Context by(std::int32_t id, const char* name, bool users) {
        Context context;
        context.caller.associate_id = id;
        context.caller.name = name;
        context.caller.rights = {users, users, users};
        context.origin = {"198.51.100.7", Protocol::rest, "test"};
        context.operation = "Test";
        return context;
    }
    template <class Part> Part& part() { return gateway.core().agent.part<Part>(); }
    PasswordRecord password() { return *value_of(find_identity(gateway.store(), tje0_id))->password; }
};

struct Way {
    std::string name;
    /// Made ready before the associate ends; false: it failed.
    std::function<std::function<bool()>(PasswordRig&)> prepare;
};

const std::vector<Way> ways{
    {"SetPassword",
     [](PasswordRig& rig) {
         return [&rig] {
             return run_task(rig.part<UserAgent>().set_password(rig.boss, {tje0_id, std::string(strong_password)}))
                 .has_value();
         };
     }},
    {"ChangeOwnPassword",
     [](PasswordRig& rig) {
         return [&rig] {
             const Context tina = PasswordRig::by(tje0_id, "tje0", false);
             ChangeOwnPasswordRequest request;
             request.old_password = String("Tje0");
             request.new_password = String(strong_password);
             return run_task(rig.part<UserAgent>().change_own_password(tina, request)).has_value();
         };
     }},
    {"SaveCredential",
     [](PasswordRig& rig) {
         return [&rig] {
             SaveCredentialRequest request;
             request.user_id = tje0_id;
             Credential& credential = request.credential.emplace();
             credential.type.emplace().type = password_credential_type;
             credential.value = strong_password;
             return run_task(rig.part<Credentials>().save_credential(rig.boss, request)).has_value();
         };
     }},
    {"SaveUser",
     [](PasswordRig& rig) -> std::function<bool()> {
         auto user = value_of(rig.part<Users>().get_user(rig.boss, UserIdRequest{tje0_id}));
         user->type = UserType::unknown;  // stays as it is
         Credential credential;
         credential.type.emplace().type = password_credential_type;
         credential.value = strong_password;
         user->credentials.items.emplace_back(std::move(credential));
         user->credentials.presence = Presence::value;
         return [&rig, user] { return run_task(rig.part<Users>().save_user(rig.boss, UserRequest{user})).has_value(); };
     }},
    {"a mailed link",
     [](PasswordRig& rig) -> std::function<bool()> {
         static_cast<void>(value_of(rig.part<PasswordLinks>().send(rig.boss, tje0_id)));
         return [&rig, token = rig.mailer.token()] {
             const Origin home{"198.51.100.7", Protocol::web, "test"};
             return run_task(rig.part<PasswordLinks>().redeem(Secret(token), Secret(strong_password), home))
                 .has_value();
         };
     }},
};

}  // namespace

TEST_CASE("a password is stored by each way, unless the associate ends while it is hashed") {
    struct Ending {
        std::string name;
        const char* sql;
        bool is_stored;
    };
    for (const Way& way : ways)
        for (const Ending& ending :
             {Ending{"nothing happens", "", true},
              Ending{"something else of the associate changes", "UPDATE associate SET tooltip = 'x' WHERE id = 2",
                     true},
              Ending{"deleted", "UPDATE associate SET deleted = 1 WHERE id = 2", false},
              Ending{"retired, as an operator does it", "UPDATE associate SET deleted = 1, retired = 1 WHERE id = 2",
                     false},
              Ending{"a resource", "UPDATE associate SET type = 2 WHERE id = 2", false},
              Ending{"an anonymous user", "UPDATE associate SET type = 4, role_id = 4 WHERE id = 2", false}}) {
            CAPTURE(way.name);
            CAPTURE(ending.name);
            PasswordRig rig;
            const auto run = way.prepare(rig);
            const PasswordRecord before = rig.password();
            REQUIRE_FALSE(rig.gateway.ticket("tje0", "Tje0").empty());
            rig.gateway.audit.take();
            rig.gateway.hasher.meanwhile = [&] { rig.gateway.sql(ending.sql); };
            CHECK(run() == ending.is_stored);
            CHECK((rig.password().phc != before.phc) == ending.is_stored);
            CHECK((rig.password().revision != before.revision) == ending.is_stored);
            const auto sessions = rows_read(
                rig.gateway.store(), [&](Rows& rows) { return rows.sessions(tje0_id, rig.gateway.clock.now()); });
            CHECK(sessions.empty() == ending.is_stored);
            for (const AuditEvent& event : rig.gateway.audit.take())
                CHECK((event.kind != AuditKind::change || ending.is_stored));
        }
}

TEST_CASE("of a password that somebody else changes meanwhile none is taken back") {
    for (const Way& way : ways) {
        CAPTURE(way.name);
        PasswordRig rig;
        const auto run = way.prepare(rig);
        const bool replaces = way.name == "ChangeOwnPassword" || way.name == "a mailed link";
        rig.gateway.hasher.meanwhile = [&] { done(put_password(rig.gateway.store(), tje0_id, "$theirs")); };
        static_cast<void>(run());
        CHECK((rig.password().phc == "$theirs") == replaces);
    }
}

namespace {

struct Storing : StoreFixture<SqliteHome> {
    LocalChanges changes{*store, home.clock};

    Result<void> put(std::int32_t id, const PasswordToStore& password) {
        return changes.run([&](Change& change) { return store_password(change, id, password); });
    }
    PasswordRecord stored(std::int32_t id) { return *value_of(identity_of(*store, id))->password; }
};

}  // namespace

TEST_CASE("a password has what it is stored with; the credential's validity stays, and a first one's has no limit") {
    Storing f;
    const std::int32_t id = f.add(employee("anna"));
    PasswordToStore password{NewPhc{"first", {}, {}}};
    password.must_change = true;
    password.expires = f.now() + std::chrono::hours{1};
    CHECK(f.put(id, password).has_value());
    CHECK(f.stored(id).phc == "first");
    CHECK(f.stored(id).must_change);
    CHECK(f.stored(id).expires == password.expires);
    CHECK(f.stored(id).valid_from <= f.now());
    CHECK(f.stored(id).valid_to == TimePoint::max());

    PasswordRecord limited = f.stored(id);
    limited.valid_from = f.now();
    limited.valid_to = f.now() + std::chrono::hours{9};
    rows_written(*f.store, [&](Rows& rows) { return rows.put_password(id, limited, {}); });
    CHECK(f.put(id, {NewPhc{"second", {}, {}}}).has_value());
    CHECK(f.stored(id).phc == "second");
    CHECK_FALSE(f.stored(id).must_change);
    CHECK(f.stored(id).expires == TimePoint::max());
    CHECK(f.stored(id).valid_from == limited.valid_from);
    CHECK(f.stored(id).valid_to == limited.valid_to);
}

TEST_CASE("a password replaces the revision that was judged, and no other") {
    Storing f;
    const std::int32_t id = f.add(employee_with_password("anna", "first"));
    const std::int64_t first = f.stored(id).revision;
    CHECK(f.put(id, {NewPhc{"second", {}, first}}).has_value());
    CHECK(f.stored(id).revision != first);
    check_refused(f.put(id, {NewPhc{"third", {}, first}}), errc::storage);
    check_refused(f.put(id, {NewPhc{{}, first, {}}}), errc::storage);
    check_refused(f.put(id, {NewPhc{}}), errc::storage);
    CHECK(f.stored(id).phc == "second");
    check_refused(f.put(4711, {NewPhc{"x", {}, {}}}), errc::not_found);
    check_refused(f.put(f.add(employee("bert")), {NewPhc{"x", {}, 1}}), errc::storage);

    // What is there already changes nothing, and is told.
    const std::int64_t second = f.stored(id).revision;
    CHECK(f.put(id, {NewPhc{{}, second, {}}}).has_value());
    CHECK(f.stored(id).revision == second);
    const auto events = rows_read(*f.store, [](Rows& rows) { return rows.events({}); });
    REQUIRE(events.size() == 2);
    CHECK(events[0].detail == "password changed");
    CHECK(events[0].subject == "associate anna");
    CHECK(events[1].detail == "password is the one that was set");
}

TEST_CASE("a password ends the associate's sessions but the kept one, and nobody else's") {
    Storing f;
    const std::int32_t anna = f.add(employee_with_password("anna", "first"));
    const std::int32_t bert = f.add(employee("bert"));
    for (std::uint8_t i = 1; i <= 3; ++i) done(put_session(*f.store, session_of(i, anna, f.now())));
    done(put_session(*f.store, session_of(9, bert, f.now())));
    const auto is_there = [&](std::uint8_t number) {
        return value_of(stored_session(*f.store, key_of(number))).has_value();
    };
    check_refused(f.put(anna, {NewPhc{"second", {}, 1}}), errc::storage);
    CHECK(is_there(1));

    PasswordToStore password{NewPhc{"second", {}, {}}};
    password.kept_session = key_of(2);
    CHECK(f.put(anna, password).has_value());
    CHECK_FALSE(is_there(1));
    CHECK(is_there(2));
    CHECK_FALSE(is_there(3));
    CHECK(is_there(9));

    // A kept session that is not stored any more does not come back, and another's is not touched.
    password.kept_session = key_of(9);
    CHECK(f.put(anna, password).has_value());
    CHECK_FALSE(is_there(2));
    CHECK(is_there(9));
    CHECK(f.put(bert, {NewPhc{"x", {}, {}}}).has_value());
    CHECK_FALSE(is_there(9));
}
