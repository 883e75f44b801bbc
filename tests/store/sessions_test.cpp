// Sessions, the time of the last log-in, and counters of failed log-ins.
#include <algorithm>

#include "store/store_home.hpp"

using namespace uag;
using namespace uag::test;
using std::chrono::hours;
using std::chrono::milliseconds;

TEST_CASE_TEMPLATE("a session comes back with its associate", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const std::int32_t id = f.add(employee("anna"));
    SessionRecord session = session_of(1, id, f.now());
    session.kind = SessionKind::web;
    session.device = "Firefox on Linux";
    value_of(f.store->add_session(session));
    const auto found = value_of(f.store->find_session(key_of(1)));
    REQUIRE(found.has_value());
    CHECK(found->first.key == session.key);
    CHECK(found->first.kind == SessionKind::web);
    CHECK(found->first.associate_id == id);
    CHECK(found->first.issued == session.issued);
    CHECK(found->first.expires == session.expires);
    CHECK(found->first.ends == session.ends);
    CHECK(found->first.source == "192.0.2.1");
    CHECK(found->first.last_used == session.issued);
    CHECK(found->first.device == "Firefox on Linux");
    CHECK(found->second.associate.name == "anna");
    CHECK(found->second.role.name == "Staff");
    CHECK_FALSE(value_of(f.store->find_session(key_of(2))).has_value());
}

TEST_CASE_TEMPLATE("a session needs an associate and a key of its own", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const std::int32_t id = f.add(employee("anna"));
    CHECK(error_of(f.store->add_session(session_of(1, 4711, f.now()))).code == errc::not_found);
    value_of(f.store->add_session(session_of(1, id, f.now())));
    error_of(f.store->add_session(session_of(1, id, f.now())));
    CHECK(value_of(f.store->find_session(key_of(1))).has_value());
}

TEST_CASE_TEMPLATE("a log-in with a password that was changed meanwhile makes no session", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const std::int32_t id = f.add(employee_with_password("anna", "first"));
    SessionRecord session = session_of(1, id, f.now());
    session.expected_revision = value_of(f.store->find_identity(id))->password->revision;
    value_of(f.store->add_session(session));

    PasswordChange change;
    change.associate_id = id;
    change.phc = "second";
    value_of(change_password(*f.store, change));
    session.key = key_of(2);
    CHECK(error_of(f.store->add_session(session)).code == errc::session);
    CHECK_FALSE(value_of(f.store->find_session(key_of(2))).has_value());
    session.associate_id = f.add(employee("without"));
    CHECK(error_of(f.store->add_session(session)).code == errc::session);
}

TEST_CASE_TEMPLATE("an expiry moves forward only, and never past the end", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const std::int32_t id = f.add(employee("anna"));
    const SessionRecord session = session_of(1, id, f.now());
    value_of(f.store->add_session(session));
    const auto expiry = [&] { return value_of(f.store->find_session(key_of(1)))->first.expires; };

    done(f.store->extend_session(key_of(1), session.expires + hours{1}, f.now() + hours{1}));
    CHECK(expiry() == session.expires + hours{1});
    done(f.store->extend_session(key_of(1), session.expires, f.now()));
    CHECK(expiry() == session.expires + hours{1});
    CHECK(value_of(f.store->find_session(key_of(1)))->first.last_used == f.now() + hours{1});
    done(f.store->extend_session(key_of(1), session.ends + hours{1}, f.now() + hours{2}));
    CHECK(expiry() == session.ends);
    CHECK(value_of(f.store->find_session(key_of(1)))->first.last_used == f.now() + hours{2});
    done(f.store->extend_session(key_of(2), session.ends, f.now()));
    CHECK_FALSE(value_of(f.store->find_session(key_of(2))).has_value());

    SessionRecord late = session_of(3, id, f.now());
    late.expires = late.ends + hours{1};
    value_of(f.store->add_session(late));
    CHECK(value_of(f.store->find_session(key_of(3)))->first.expires == late.ends);
}

TEST_CASE_TEMPLATE("expired sessions are removed, the others stay", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const std::int32_t id = f.add(employee("anna"));
    for (std::uint8_t i = 1; i <= 3; ++i) {
        SessionRecord session = session_of(i, id, f.now());
        session.expires = f.now() + milliseconds{i};
        value_of(f.store->add_session(session));
    }
    CHECK(value_of(f.store->remove_expired_sessions(f.now())) == 0);
    CHECK(value_of(f.store->remove_expired_sessions(f.now() + milliseconds{2})) == 2);
    CHECK(value_of(f.store->remove_expired_sessions(f.now() + milliseconds{2})) == 0);
    CHECK_FALSE(value_of(f.store->find_session(key_of(2))).has_value());
    CHECK(value_of(f.store->find_session(key_of(3))).has_value());
}

TEST_CASE_TEMPLATE("a log-in is recorded without changing who it was", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const std::int32_t id = f.add(employee("anna"));
    done(f.store->record_login(id, f.now(), login_event(id, f.now())));
    done(f.store->record_login(4711, f.now(), login_event(4711, f.now())));
    CHECK(value_of(f.store->find_identity(id))->associate.name == "anna");
    const auto events = rows_read(*f.store, [](Rows& rows) { return rows.events({}); });
    REQUIRE(events.size() == 2);
    CHECK(events[0].kind == AuditKind::login);
    CHECK(events[0].actor_id == id);
}

TEST_CASE_TEMPLATE("counters of failures survive, are replaced by key and cleared by account", Home, UAG_STORE_HOMES) {
    Home home;
    const TimePoint now = home.clock.now();
    {
        auto store = home.open();
        CHECK(value_of(store->load_failures()).empty());
        done(store->save_failures({{"pair anna 1", "anna", 3, now + milliseconds{2}, now + hours{1}, TimePoint{}},
                                   {"pair anna 2", "anna", 1, now, TimePoint{}, now + milliseconds{3}},
                                   {"pair bert 1", "bert", 1, now, TimePoint{}, TimePoint{}},
                                   {"source 1", "", 5, now + milliseconds{1}, TimePoint{}, TimePoint{}}}));
        done(store->save_failures({}));
        done(store->save_failures({{"pair bert 1", "bert", 2, now + milliseconds{4}, TimePoint{}, TimePoint{}}}));
    }
    auto store = home.open();
    auto failures = value_of(store->load_failures());
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

    CHECK(value_of(store->clear_failures("anna")) == 2);
    CHECK(value_of(store->clear_failures("anna")) == 0);
    CHECK(value_of(store->clear_failures("")) == 0);
    failures = value_of(store->load_failures());
    CHECK(failures.size() == 3);
    CHECK(std::count_if(failures.begin(), failures.end(),
                        [](const auto& f) { return f.key.starts_with(unlock_mark); }) == 1);

    // What the throttle has forgotten leaves the store too, or a flood of names would fill it.
    done(store->save_failures({{"pair bert 1", "bert", 0, now, TimePoint{}, TimePoint{}}}));
    CHECK(value_of(store->load_failures()).size() == 2);
}

TEST_CASE_TEMPLATE("beyond the quota of its kind the least recently used session ends", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const std::int32_t anna = f.add(employee("anna"));
    const std::int32_t bert = f.add(employee("bert"));
    const auto add = [&](std::uint8_t number, std::int32_t id, SessionKind kind = SessionKind::ticket,
                         std::int32_t most = 3) {
        SessionRecord session = session_of(number, id, f.now() + milliseconds{number});
        session.kind = kind;
        session.most = most;
        return value_of(f.store->add_session(session));
    };
    for (const std::uint8_t number : std::initializer_list<std::uint8_t>{1, 2, 3}) CHECK(add(number, anna).empty());
    CHECK(add(4, bert).empty());
    CHECK(add(5, anna, SessionKind::web).empty());
    done(f.store->extend_session(key_of(1), f.now(), f.now() + hours{1}));
    CHECK(add(6, anna) == std::vector<Digest>{key_of(2)});
    CHECK_FALSE(value_of(f.store->find_session(key_of(2))).has_value());
    for (const std::uint8_t number : std::initializer_list<std::uint8_t>{1, 3, 4, 5, 6})
        CHECK(value_of(f.store->find_session(key_of(number))).has_value());
    // A limit that was lowered is kept from then on; the new one stays although the others were used later.
    CHECK(add(7, anna, SessionKind::ticket, 1).size() == 3);
    CHECK(value_of(f.store->find_session(key_of(7))).has_value());
    CHECK(add(8, anna, SessionKind::ticket, 0).empty());
}

TEST_CASE_TEMPLATE("what lasts until a moment moves with a clock that is set back", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const std::int32_t id = f.add(employee("anna"));
    CHECK(value_of(f.store->latest_use()) == TimePoint{});
    const SessionRecord session = session_of(1, id, f.now());
    value_of(f.store->add_session(session));
    CHECK(value_of(f.store->latest_use()) == f.now());
    rows_written(*f.store, [&](Rows& rows) -> Result<void> {
        for (int i = 0; i < 5; ++i)
            if (auto asked = rows.add_link_request(id, f.now() + milliseconds{i}); !asked) return asked;
        return {};
    });
    // Less than lies between two requests: none may take another's place.
    done(f.store->set_back(milliseconds{2}));
    done(f.store->set_back(hours{48}));
    const auto by = hours{48} + milliseconds{2};
    const SessionRecord moved = value_of(f.store->find_session(key_of(1)))->first;
    CHECK(moved.issued == session.issued - by);
    CHECK(moved.expires == session.expires - by);
    CHECK(moved.ends == session.ends - by);
    CHECK(moved.last_used == session.issued - by);
    const auto asked = rows_read(*f.store, [&](Rows& rows) { return rows.link_requests(id, TimePoint{}); });
    REQUIRE(asked.size() == 5);
    CHECK(asked.front() == f.now() - by);
    CHECK(asked.back() == f.now() - by + milliseconds{4});
}
