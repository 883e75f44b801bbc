// Events that are counted by the minute.
#include <algorithm>

#include "core/security/audit.hpp"
#include "support/store_suite.hpp"

using namespace uag;
using namespace uag::test;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

AuditEvent failed_login(TimePoint when, std::string actor, std::string source, std::int32_t count = 1) {
    AuditEvent event;
    event.when = when;
    event.kind = AuditKind::login_failed;
    event.actor = std::move(actor);
    event.source = std::move(source);
    event.count = count;
    return event;
}

}  // namespace

TEST_CASE("events are counted a kind, actor, source and minute") {
    StoreFixture<SqliteHome> f;
    const TimePoint start = std::chrono::floor<minutes>(f.now());
    const auto count = [&](const std::vector<AuditEvent>& events) {
        rows_written(*f.store, [&](Rows& rows) { return count_events(rows, events); });
    };
    count({failed_login(start + seconds{1}, "anna", "a", 2), failed_login(start + seconds{30}, "anna", "a", 3)});
    count({failed_login(start + seconds{10}, "anna", "a", 4)});
    count({});
    auto events = rows_read(*f.store, [](Rows& rows) { return rows.events({}); });
    REQUIRE(events.size() == 1);
    CHECK(events[0].count == 9);
    CHECK(events[0].when == start + seconds{30});

    AuditEvent denied = failed_login(start, "anna", "a");
    denied.kind = AuditKind::denied;
    AuditEvent known = failed_login(start, "anna", "a");
    known.actor_id = 5;
    count({failed_login(start + seconds{60}, "anna", "a"), failed_login(start, "bert", "a"),
           failed_login(start, "anna", "b"), denied, known});
    // An event that stands alone is never counted with others.
    rows_written(*f.store, [&](Rows& rows) { return keep_event(rows, failed_login(start, "anna", "a")); });
    rows_written(*f.store, [&](Rows& rows) { return keep_event(rows, failed_login(start, "anna", "a")); });
    CHECK(rows_read(*f.store, [](Rows& rows) { return rows.events({}); }).size() == 8);
    count({failed_login(start, "anna", "a", 1)});
    events = rows_read(*f.store, [](Rows& rows) { return rows.events({}); });
    CHECK(events.size() == 8);
    CHECK(std::count_if(events.begin(), events.end(), [](const AuditEvent& e) { return e.count == 10; }) == 1);

    count({failed_login(start, "anna", "a", 2'147'483'647)});
    events = rows_read(*f.store, [](Rows& rows) { return rows.events({}); });
    CHECK(std::count_if(events.begin(), events.end(), [](const AuditEvent& e) { return e.count == 2'147'483'647; }) ==
          1);
}

TEST_CASE("an event that is to be merged is counted, another is a row of its own") {
    StoreFixture<SqliteHome> f;
    AuditEvent event = failed_login(f.now(), "anna", "a");
    const auto keep = [&] { rows_written(*f.store, [&](Rows& rows) { return keep_event(rows, event); }); };
    keep();
    keep();
    event.is_merged = true;
    for (int i = 0; i < 3; ++i) keep();
    const auto events = rows_read(*f.store, [](Rows& rows) { return rows.events({}); });
    REQUIRE(events.size() == 3);
    CHECK(events.back().count == 3);
}
