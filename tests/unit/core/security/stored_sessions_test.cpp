// What is stored of sessions and of failed log-ins, under the rules of the core.
#include "core/security/stored_sessions.hpp"

#include <algorithm>

#include "core/security/stored_failures.hpp"
#include "support/store_suite.hpp"

using namespace uag;
using namespace uag::test;
using std::chrono::hours;
using std::chrono::milliseconds;

namespace {

Result<std::vector<Digest>> begin_session(Store& store, const SessionRecord& session, const SessionTerms& terms = {}) {
    return try_write(store, [&](Rows& rows) { return add_session(rows, session, terms); });
}

auto find_session(Store& store, std::uint8_t number) {
    return rows_read(store, [&](Rows& rows) { return session_with_identity(rows, key_of(number)); });
}

void extend_stored(Store& store, std::uint8_t number, TimePoint expires, TimePoint used) {
    rows_written(store, [&](Rows& rows) { return extend_session(rows, key_of(number), expires, used); });
}

}  // namespace

TEST_CASE("a session comes back with its associate") {
    StoreFixture<SqliteHome> f;
    const std::int32_t id = f.add(employee("anna"));
    SessionRecord session = session_of(1, id, f.now());
    session.kind = SessionKind::web;
    session.device = "Firefox on Linux";
    value_of(begin_session(*f.store, session));
    const auto found = find_session(*f.store, 1);
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
    CHECK_FALSE(find_session(*f.store, 2).has_value());
}

TEST_CASE("a session needs an associate and a key of its own") {
    StoreFixture<SqliteHome> f;
    const std::int32_t id = f.add(employee("anna"));
    check_refused(begin_session(*f.store, session_of(1, 4711, f.now())), errc::not_found);
    value_of(begin_session(*f.store, session_of(1, id, f.now())));
    check_refused(begin_session(*f.store, session_of(1, id, f.now())), errc::storage);
    CHECK(find_session(*f.store, 1).has_value());
}

TEST_CASE("a log-in with a password that was changed meanwhile makes no session") {
    StoreFixture<SqliteHome> f;
    const std::int32_t id = f.add(employee_with_password("anna", "first"));
    SessionRecord session = session_of(1, id, f.now());
    const SessionTerms terms{value_of(identity_of(*f.store, id))->password->revision, 0};
    value_of(begin_session(*f.store, session, terms));
    done(put_password(*f.store, id, "second"));
    session.key = key_of(2);
    check_refused(begin_session(*f.store, session, terms), errc::session);
    CHECK_FALSE(find_session(*f.store, 2).has_value());
    session.associate_id = f.add(employee("without"));
    check_refused(begin_session(*f.store, session, terms), errc::session);
}

TEST_CASE("an expiry moves forward only, and never past the end") {
    StoreFixture<SqliteHome> f;
    const std::int32_t id = f.add(employee("anna"));
    const SessionRecord session = session_of(1, id, f.now());
    value_of(begin_session(*f.store, session));
    const auto expiry = [&] { return find_session(*f.store, 1)->first.expires; };

    extend_stored(*f.store, 1, session.expires + hours{1}, f.now() + hours{1});
    CHECK(expiry() == session.expires + hours{1});
    extend_stored(*f.store, 1, session.expires, f.now());
    CHECK(expiry() == session.expires + hours{1});
    CHECK(find_session(*f.store, 1)->first.last_used == f.now() + hours{1});
    extend_stored(*f.store, 1, session.ends + hours{1}, f.now() + hours{2});
    CHECK(expiry() == session.ends);
    CHECK(find_session(*f.store, 1)->first.last_used == f.now() + hours{2});
    extend_stored(*f.store, 2, session.ends, f.now());
    CHECK_FALSE(find_session(*f.store, 2).has_value());

    SessionRecord late = session_of(3, id, f.now());
    late.expires = late.ends + hours{1};
    value_of(begin_session(*f.store, late));
    CHECK(find_session(*f.store, 3)->first.expires == late.ends);
}

TEST_CASE("beyond the quota of its kind the least recently used session ends") {
    StoreFixture<SqliteHome> f;
    const std::int32_t anna = f.add(employee("anna"));
    const std::int32_t bert = f.add(employee("bert"));
    const auto add = [&](std::uint8_t number, std::int32_t id, SessionKind kind = SessionKind::ticket,
                         std::int32_t most = 3) {
        SessionRecord session = session_of(number, id, f.now() + milliseconds{number});
        session.kind = kind;
        return value_of(begin_session(*f.store, session, {std::nullopt, most}));
    };
    for (const std::uint8_t number : std::initializer_list<std::uint8_t>{1, 2, 3}) CHECK(add(number, anna).empty());
    CHECK(add(4, bert).empty());
    CHECK(add(5, anna, SessionKind::web).empty());
    extend_stored(*f.store, 1, f.now(), f.now() + hours{1});
    CHECK(add(6, anna) == std::vector<Digest>{key_of(2)});
    CHECK_FALSE(find_session(*f.store, 2).has_value());
    for (const std::uint8_t number : std::initializer_list<std::uint8_t>{1, 3, 4, 5, 6})
        CHECK(find_session(*f.store, number).has_value());
    // A limit that was lowered is kept from then on; the new one stays although the others were used later.
    CHECK(add(7, anna, SessionKind::ticket, 1).size() == 3);
    CHECK(find_session(*f.store, 7).has_value());
    CHECK(add(8, anna, SessionKind::ticket, 0).empty());
}

TEST_CASE("what lasts until a moment moves with a clock that is set back") {
    StoreFixture<SqliteHome> f;
    const std::int32_t id = f.add(employee_with_password("anna", "x"));
    const SessionRecord session = session_of(1, id, f.now());
    value_of(begin_session(*f.store, session));
    PasswordRecord password = password_record("y");
    password.expires = f.now() + hours{1};
    rows_written(*f.store, [&](Rows& rows) -> Result<void> {
        if (auto put = rows.put_password(id, password, {}); !put.has_value()) return put;
        if (auto put = rows.put_password_link({key_of(9), id, 1, f.now()}); !put.has_value()) return put;
        if (auto put = rows.insert_external_token({key_of(8), id, "p", "s"}, {f.now(), id}); !put.has_value())
            return put;
        if (auto cleared = clear_failures(rows, "anna", f.now()); !cleared.has_value()) return cleared.error();
        return rows.add_link_request(id, f.now());
    });
    rows_written(*f.store, [](Rows& rows) { return set_back(rows, hours{48}); });
    const SessionRecord moved = find_session(*f.store, 1)->first;
    CHECK(moved.issued == session.issued - hours{48});
    CHECK(moved.expires == session.expires - hours{48});
    CHECK(moved.ends == session.ends - hours{48});
    CHECK(moved.last_used == session.issued - hours{48});
    const TimePoint then = f.now() - hours{48};
    rows_read(*f.store, [&](Rows& rows) -> Result<void> {
        CHECK(rows.password(id)->value().expires == then + hours{1});
        CHECK(rows.password_link(key_of(9))->value().expires == then);
        CHECK(*rows.link_requests(id, TimePoint{}) == std::vector<TimePoint>{then});
        CHECK(rows.external_token(key_of(8))->value().saved == then);
        CHECK(*failures_cleared(rows, "anna") == then);
        return {};
    });
}

TEST_CASE("a counter that is over leaves, and a cleared account leaves a mark") {
    StoreFixture<SqliteHome> f;
    const auto save = [&](const std::vector<FailureRecord>& failures) {
        rows_written(*f.store, [&](Rows& rows) { return save_failures(rows, failures); });
    };
    const auto clear = [&](std::string_view account) {
        return rows_written(*f.store, [&](Rows& rows) { return clear_failures(rows, account, f.now()); });
    };
    const auto cleared = [&](std::string_view account) {
        return rows_read(*f.store, [&](Rows& rows) { return failures_cleared(rows, account); });
    };
    save({{"pair anna 1", "anna", 3, f.now(), f.now() + hours{1}, TimePoint{}},
          {"pair anna 2", "anna", 1, f.now(), TimePoint{}, f.now()},
          {"pair bert 1", "bert", 1, f.now(), TimePoint{}, TimePoint{}},
          {"source 1", "", 5, f.now(), TimePoint{}, TimePoint{}}});
    CHECK(cleared("anna") == TimePoint{});
    CHECK(clear("anna") == 2);
    CHECK(clear("anna") == 0);
    CHECK(clear("") == 0);
    CHECK(clear("source 1") == 1);
    CHECK(cleared("anna") == f.now());
    CHECK(cleared("bert") == TimePoint{});
    const auto failures = value_of(failures_of(*f.store));
    CHECK(failures.size() == 3);
    CHECK(std::ranges::count_if(failures, [](const auto& one) { return one.key.starts_with(unlock_mark); }) == 2);

    // What the throttle has forgotten leaves the store too, or a flood of names would fill it.
    save({{"pair bert 1", "bert", 0, f.now(), TimePoint{}, TimePoint{}}});
    CHECK(value_of(failures_of(*f.store)).size() == 2);
    save({{"pair bert 1", "bert", 0, f.now(), TimePoint{}, f.now()}});
    CHECK(value_of(failures_of(*f.store)).size() == 3);
}
