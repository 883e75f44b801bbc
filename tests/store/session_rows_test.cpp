// The rows of sessions, and of counters of failed log-ins.
#include <algorithm>

#include "support/store_suite.hpp"

using namespace uag;
using namespace uag::test;
using std::chrono::hours;
using std::chrono::milliseconds;

TEST_CASE_TEMPLATE("a session is stored with every member", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const std::int32_t id = f.add(employee("anna"));
    SessionRecord session = session_of(1, id, f.now());
    session.kind = SessionKind::web;
    session.device = "Firefox on Linux";
    session.last_used = f.now() + milliseconds{7};
    done(put_session(*f.store, session));
    const auto found = value_of(stored_session(*f.store, key_of(1)));
    REQUIRE(found.has_value());
    CHECK(found->key == session.key);
    CHECK(found->kind == SessionKind::web);
    CHECK(found->associate_id == id);
    CHECK(found->issued == session.issued);
    CHECK(found->expires == session.expires);
    CHECK(found->ends == session.ends);
    CHECK(found->source == "192.0.2.1");
    CHECK(found->last_used == session.last_used);
    CHECK(found->device == "Firefox on Linux");
    CHECK_FALSE(value_of(stored_session(*f.store, key_of(2))).has_value());
}

TEST_CASE_TEMPLATE("a session needs an associate, a key of its own and an expiry before its end", Home,
                   UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const std::int32_t id = f.add(employee("anna"));
    check_refused(run_task(put_session(*f.store, session_of(1, 4711, f.now()))), errc::storage);
    done(put_session(*f.store, session_of(1, id, f.now())));
    check_refused(run_task(put_session(*f.store, session_of(1, id, f.now()))), errc::storage);
    SessionRecord late = session_of(2, id, f.now());
    late.expires = late.ends + milliseconds{1};
    check_refused(run_task(put_session(*f.store, late)), errc::storage);
    CHECK(value_of(stored_session(*f.store, key_of(1))).has_value());
}

TEST_CASE_TEMPLATE("expiry and last use are what they are set to", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const SessionRecord session = session_of(1, f.add(employee("anna")), f.now());
    done(put_session(*f.store, session));
    const auto set = [&](std::uint8_t number) {
        rows_written(*f.store, [&](Rows& rows) {
            return rows.set_session_use(key_of(number), session.ends, f.now() + hours{1});
        });
    };
    set(2);
    CHECK(value_of(stored_session(*f.store, key_of(1)))->expires == session.expires);
    set(1);
    CHECK(value_of(stored_session(*f.store, key_of(1)))->expires == session.ends);
    CHECK(value_of(stored_session(*f.store, key_of(1)))->last_used == f.now() + hours{1});
    CHECK(value_of(stored_session(*f.store, key_of(1)))->issued == session.issued);
}

TEST_CASE_TEMPLATE("expired sessions are removed, the others stay", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const std::int32_t id = f.add(employee("anna"));
    for (std::uint8_t i = 1; i <= 3; ++i) {
        SessionRecord session = session_of(i, id, f.now());
        session.expires = f.now() + milliseconds{i};
        done(put_session(*f.store, session));
    }
    const auto remove = [&](TimePoint now) {
        return rows_written(*f.store, [&](Rows& rows) { return rows.end_expired_sessions(now); });
    };
    CHECK(remove(f.now()) == 0);
    CHECK(remove(f.now() + milliseconds{2}) == 2);
    CHECK(remove(f.now() + milliseconds{2}) == 0);
    CHECK_FALSE(value_of(stored_session(*f.store, key_of(2))).has_value());
    CHECK(value_of(stored_session(*f.store, key_of(3))).has_value());
}

TEST_CASE_TEMPLATE("an associate's sessions of a kind come by their use", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const std::int32_t anna = f.add(employee("anna"));
    const std::int32_t bert = f.add(employee("bert"));
    const auto latest = [&] { return rows_read(*f.store, [](Rows& rows) { return rows.latest_session_use(); }); };
    CHECK(latest() == TimePoint{});
    const auto add = [&](std::uint8_t number, std::int32_t id, SessionKind kind, int used) {
        SessionRecord session = session_of(number, id, f.now());
        session.kind = kind;
        session.last_used = f.now() + hours{used};
        done(put_session(*f.store, session));
    };
    add(1, anna, SessionKind::ticket, 5);
    add(2, anna, SessionKind::ticket, 7);
    add(3, anna, SessionKind::ticket, 6);
    add(4, anna, SessionKind::ticket, 5);
    add(5, anna, SessionKind::web, 9);
    add(6, bert, SessionKind::ticket, 8);
    const auto by_use = [&](std::int32_t skip) {
        return rows_read(*f.store, [&](Rows& rows) { return rows.sessions_by_use(anna, SessionKind::ticket, skip); });
    };
    using Keys = std::vector<Digest>;
    CHECK(by_use(0) == Keys{key_of(2), key_of(3), key_of(4), key_of(1)});
    CHECK(by_use(3) == Keys{key_of(1)});
    CHECK(by_use(4).empty());
    CHECK(latest() == f.now() + hours{9});
}

TEST_CASE_TEMPLATE("every time of every session moves", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const SessionRecord session = session_of(1, f.add(employee("anna")), f.now());
    done(put_session(*f.store, session));
    rows_written(*f.store, [](Rows& rows) { return rows.move_sessions(-hours{48}); });
    const SessionRecord moved = *value_of(stored_session(*f.store, key_of(1)));
    CHECK(moved.issued == session.issued - hours{48});
    CHECK(moved.expires == session.expires - hours{48});
    CHECK(moved.ends == session.ends - hours{48});
    CHECK(moved.last_used == session.last_used - hours{48});
}

TEST_CASE_TEMPLATE("counters of failures survive, are replaced by key and removed by account", Home, UAG_STORE_HOMES) {
    Home home;
    const TimePoint now = home.clock.now();
    {
        auto store = home.open();
        CHECK(value_of(failures_of(*store)).empty());
        done(put_failures(*store, {{"pair anna 1", "anna", 3, now + milliseconds{2}, now + hours{1}, TimePoint{}},
                                   {"pair anna 2", "anna", 1, now, TimePoint{}, now + milliseconds{3}},
                                   {"pair bert 1", "bert", 1, now, TimePoint{}, TimePoint{}},
                                   {"source 1", "", 5, now + milliseconds{1}, TimePoint{}, TimePoint{}}}));
        done(put_failures(*store, {}));
        done(put_failures(*store, {{"pair bert 1", "bert", 2, now + milliseconds{4}, TimePoint{}, TimePoint{}}}));
    }
    auto store = home.open();
    auto failures = value_of(failures_of(*store));
    REQUIRE(failures.size() == 4);
    CHECK(failures[0].key == "source 1");
    CHECK(failures[0].account.empty());
    CHECK(failures[0].failures == 5);
    CHECK(failures[1].key == "pair anna 1");
    CHECK(failures[1].account == "anna");
    CHECK(failures[1].last_failure == now + milliseconds{2});
    CHECK(failures[1].blocked_until == now + hours{1});
    CHECK(failures[2].last_success == now + milliseconds{3});
    CHECK(failures[3].key == "pair bert 1");
    CHECK(failures[3].failures == 2);

    const auto find = [&](std::string_view key) {
        return rows_read(*store, [&](Rows& rows) { return rows.failure(key); });
    };
    REQUIRE(find("pair bert 1").has_value());
    CHECK(find("pair bert 1")->last_failure == now + milliseconds{4});
    CHECK_FALSE(find("pair").has_value());
    const auto remove = [&](std::string_view account) {
        return rows_written(*store, [&](Rows& rows) { return rows.remove_failures_of(account); });
    };
    CHECK(remove("anna") == 2);
    CHECK(remove("anna") == 0);
    CHECK(remove("") == 0);
    CHECK(remove("source 1") == 1);
    rows_written(*store, [](Rows& rows) { return rows.remove_failure("pair"); });
    rows_written(*store, [](Rows& rows) { return rows.remove_failure("pair bert 1"); });
    CHECK(value_of(failures_of(*store)).empty());
}

TEST_CASE_TEMPLATE("failures whose keys begin with a text move in time", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const auto record = [&](std::string key) {
        return FailureRecord{std::move(key), "", 1, f.now(), TimePoint{}, TimePoint{}};
    };
    done(put_failures(*f.store, {record("u"), record("u|"), record("u|\xFFz"), record("u}"), record("t|x")}));
    rows_written(*f.store, [](Rows& rows) { return rows.move_failures("u|", -hours{1}); });
    for (const FailureRecord& failure : value_of(failures_of(*f.store)))
        CHECK((failure.last_failure == f.now() - hours{1}) == failure.key.starts_with("u|"));
}
