// The audit trail, and the sessions that an administrator sees and ends.
#include "support/store_suite.hpp"

using namespace uag;
using namespace uag::test;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

AuditEvent change_event(TimePoint when, std::string operation, std::string actor, std::string subject) {
    AuditEvent event;
    event.when = when;
    event.operation = std::move(operation);
    event.actor_id = 7;
    event.actor = std::move(actor);
    event.subject_id = 9;
    event.subject = std::move(subject);
    event.source = "192.0.2.1";
    event.protocol = "soap11";
    event.request_id = "r1";
    event.detail = "created";
    return event;
}

AuditEvent failure(TimePoint when, std::string actor, std::string source, std::int32_t count = 1) {
    AuditEvent event;
    event.when = when;
    event.kind = AuditKind::login_failed;
    event.operation = "AuthenticateUsernamePassword";
    event.actor = std::move(actor);
    event.source = std::move(source);
    event.count = count;
    return event;
}

template <class Store> std::vector<AuditEvent> events_of(Store& store, const AuditFilter& filter = {}) {
    return rows_read(store, [&](Rows& rows) { return rows.events(filter); });
}

}  // namespace

TEST_CASE_TEMPLATE("an event comes back with every member", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const AuditEvent event = change_event(f.now(), "SaveUser", "Änne", "associate Straße");
    rows_written(*f.store, [&](Rows& rows) { return add_event(rows, event); });
    const auto events = events_of(*f.store);
    REQUIRE(events.size() == 1);
    CHECK(events[0].id > 0);
    CHECK(events[0].when == event.when);
    CHECK(events[0].kind == AuditKind::change);
    CHECK(events[0].operation == event.operation);
    CHECK(events[0].actor_id == 7);
    CHECK(events[0].actor == event.actor);
    CHECK(events[0].subject_id == 9);
    CHECK(events[0].subject == event.subject);
    CHECK(events[0].source == event.source);
    CHECK(events[0].protocol == event.protocol);
    CHECK(events[0].request_id == event.request_id);
    CHECK(events[0].count == 1);
    CHECK(events[0].detail == "created");
}

TEST_CASE_TEMPLATE("a minute has one row of a kind, actor, source and operation, which is found and changed", Home,
                   UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const AuditEvent event = failure(f.now(), "anna", "a", 2);
    const auto find = [&](const AuditEvent& wanted, std::int64_t minute) {
        return rows_read(*f.store, [&](Rows& rows) { return rows.event_of_minute(wanted, minute); });
    };
    const auto insert = [&](std::optional<std::int64_t> minute) {
        return try_write(*f.store, [&](Rows& rows) { return rows.insert_event(event, minute); });
    };
    CHECK(insert(std::nullopt).has_value());
    CHECK_FALSE(find(event, 7).has_value());
    CHECK(insert(7).has_value());
    check_refused(insert(7), errc::storage);
    CHECK(insert(8).has_value());
    CHECK(insert(std::nullopt).has_value());
    const auto found = find(event, 7);
    REQUIRE(found.has_value());
    CHECK(found->count == 2);
    CHECK(found->actor == "anna");

    AuditEvent other = event;
    const auto differs = [&](auto change) {
        other = event;
        change(other);
        return !find(other, 7).has_value();
    };
    CHECK(differs([](AuditEvent& e) { e.kind = AuditKind::denied; }));
    CHECK(differs([](AuditEvent& e) { e.actor = "bert"; }));
    CHECK(differs([](AuditEvent& e) { e.actor_id = 5; }));
    CHECK(differs([](AuditEvent& e) { e.source = "b"; }));
    CHECK(differs([](AuditEvent& e) { e.operation = "other"; }));

    const TimePoint later = f.now() + hours{1};
    rows_written(*f.store, [&](Rows& rows) { return rows.update_event(found->id, 9, later); });
    CHECK(find(event, 7)->count == 9);
    CHECK(find(event, 7)->when == later);
    CHECK(find(event, 8)->count == 2);
    CHECK(events_of(*f.store).size() == 4);
}

TEST_CASE_TEMPLATE("a filter shows what satisfies all of it, the newest, oldest first", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const TimePoint start = f.now();
    rows_written(*f.store, [&](Rows& rows) -> Result<void> {
        REQUIRE(add_event(rows, change_event(start + hours{2}, "SaveUser", "Änne", "associate STRAßE")).has_value());
        REQUIRE(add_event(rows, change_event(start, "DeleteUser", "bert", "associate tje0")).has_value());
        REQUIRE(add_event(rows, change_event(start + hours{1}, "SaveUserGroup", "änne", "group Sales")).has_value());
        return add_event(rows, failure(start + hours{3}, "tje0", "198.51.100.7"));
    });
    const auto operations = [&](const AuditFilter& filter) {
        std::vector<std::string> found;
        for (const AuditEvent& event : events_of(*f.store, filter)) found.push_back(event.operation);
        return found;
    };
    using Names = std::vector<std::string>;
    const auto with = [&](auto set) {
        AuditFilter filter;
        set(filter);
        return operations(filter);
    };
    CHECK(operations({}) == Names{"DeleteUser", "SaveUserGroup", "SaveUser", "AuthenticateUsernamePassword"});
    CHECK(with([](AuditFilter& wanted) { wanted.limit = 2; }) == Names{"SaveUser", "AuthenticateUsernamePassword"});
    CHECK(with([](AuditFilter& wanted) { wanted.limit = 0; }).size() == 4);
    CHECK(with([](AuditFilter& wanted) { wanted.kind = AuditKind::login_failed; }) ==
          Names{"AuthenticateUsernamePassword"});
    CHECK(with([](AuditFilter& wanted) { wanted.operation = "saveUSER"; }) == Names{"SaveUser"});
    CHECK(with([](AuditFilter& wanted) { wanted.actor = fold("ÄNNE"); }) == Names{"SaveUserGroup", "SaveUser"});
    CHECK(with([](AuditFilter& wanted) { wanted.actor = "nne"; }).empty());
    CHECK(with([](AuditFilter& wanted) { wanted.subject = fold("Straße"); }) == Names{"SaveUser"});
    CHECK(with([](AuditFilter& wanted) { wanted.subject = "associate"; }) == Names{"DeleteUser", "SaveUser"});
    CHECK(with([](AuditFilter& wanted) { wanted.subject = "%"; }).empty());
    CHECK(with([](AuditFilter& wanted) { wanted.source = "198.51.100.7"; }) == Names{"AuthenticateUsernamePassword"});
    CHECK(with([&](AuditFilter& wanted) { wanted.since = start + hours{2}; }).size() == 2);
    CHECK(with([&](AuditFilter& wanted) { wanted.until = start + hours{1}; }) == Names{"DeleteUser"});
    CHECK(with([&](AuditFilter& wanted) {
              wanted.actor = fold("Änne");
              wanted.until = start + hours{2};
              wanted.operation = "SaveUserGroup";
              wanted.subject = "sales";
              wanted.source = "192.0.2.1";
              wanted.kind = AuditKind::change;
          }) == Names{"SaveUserGroup"});
}

TEST_CASE_TEMPLATE("old events are removed, and their ids are not given again", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    for (int i = 0; i < 3; ++i)
        rows_written(*f.store, [&](Rows& rows) { return add_event(rows, failure(f.now() + hours{i}, "anna", "a")); });
    const auto remove = [&](TimePoint time) {
        return rows_written(*f.store, [&](Rows& rows) { return rows.remove_events_before(time); });
    };
    const std::int64_t last = events_of(*f.store).back().id;
    CHECK(remove(f.now()) == 0);
    CHECK(remove(f.now() + hours{2}) == 2);
    CHECK(events_of(*f.store).size() == 1);
    CHECK(remove(TimePoint::max()) == 1);
    rows_written(*f.store, [&](Rows& rows) { return add_event(rows, failure(f.now(), "anna", "a")); });
    CHECK(events_of(*f.store).back().id > last);
}

TEST_CASE_TEMPLATE("live sessions in order of issue, of one associate or all", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const std::int32_t anna = f.add(employee("anna"));
    const std::int32_t bert = f.add(employee("bert"));
    SessionRecord late = session_of(1, anna, f.now() + minutes{5});
    late.kind = SessionKind::access_token;
    done(put_session(*f.store, late));
    done(put_session(*f.store, session_of(2, bert, f.now() + minutes{1})));
    done(put_session(*f.store, session_of(3, anna, f.now())));
    const auto keys = [&](std::int32_t id, TimePoint now) {
        std::vector<Digest> found;
        for (const auto& session : rows_read(*f.store, [&](Rows& rows) { return rows.sessions(id, now); }))
            found.push_back(session.key);
        return found;
    };
    using Keys = std::vector<Digest>;
    CHECK(keys(0, f.now()) == Keys{key_of(3), key_of(2), key_of(1)});
    CHECK(keys(anna, f.now()) == Keys{key_of(3), key_of(1)});
    CHECK(keys(0, f.now() + hours{1}) == Keys{key_of(2), key_of(1)});
    CHECK(keys(4711, f.now()).empty());
    const auto session = rows_read(*f.store, [&](Rows& rows) { return rows.sessions(anna, f.now()); }).at(1);
    CHECK(session.kind == SessionKind::access_token);
    CHECK(session.associate_id == anna);
    CHECK(session.issued == late.issued);
    CHECK(session.expires == late.expires);
    CHECK(session.ends == late.ends);
    CHECK(session.source == "192.0.2.1");
}

TEST_CASE_TEMPLATE("sessions end by the first digits of their keys", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const std::int32_t anna = f.add(employee("anna"));
    const std::int32_t bert = f.add(employee("bert"));
    done(put_session(*f.store, session_of(0x1A, anna, f.now())));
    done(put_session(*f.store, session_of(0x1B, bert, f.now())));
    done(put_session(*f.store, session_of(0x2A, bert, f.now())));
    done(put_session(*f.store, session_of(0xFF, anna, f.now())));
    const auto end = [&](std::string_view prefix) {
        auto owners = rows_written(*f.store, [&](Rows& rows) { return rows.end_sessions_by_key(prefix); });
        std::sort(owners.begin(), owners.end());
        return owners;
    };
    CHECK(end("").empty());
    CHECK(end("3").empty());
    CHECK(end("1g").empty());
    CHECK(end(" 1").empty());
    CHECK(end(std::string(65, '1')).empty());
    CHECK(rows_read(*f.store, [&](Rows& rows) { return rows.sessions(0, f.now()); }).size() == 4);
    CHECK(end("2a2") == Ids{bert});
    CHECK(end("1") == Ids{anna, bert});
    CHECK(end("1").empty());
    CHECK(end(hex_encode(key_of(0xFF))) == Ids{anna});
    CHECK(rows_read(*f.store, [&](Rows& rows) { return rows.sessions(0, f.now()); }).empty());
}
