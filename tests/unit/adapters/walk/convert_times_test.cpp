// Dates of whole requests and responses by the zones of a request.
#include "adapters/walk/convert_times.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "core/contract/answers.hpp"
#include "core/contract/carriers.hpp"
#include "core/contract/requests.hpp"
#include "support/dates.hpp"

using namespace uag;
using test::date_of;

namespace {

ZoneChoice zones(std::string_view base, std::string_view asked, bool with_offset = false) {
    return {find_time_zone(base), asked.empty() ? nullptr : find_time_zone(asked), with_offset};
}

}  // namespace

TEST_CASE("dates of a request") {
    struct Row {
        const char* base;
        const char* asked;
        const char* sent;
        const char* core;
    };
    for (const auto& [base, asked, sent, core] :
         std::vector<Row>{// no header: of the base zone
                          {"UTC", "", "2018-12-24T12:34:45", "2018-12-24T12:34:45"},
                          {"NO", "", "2018-12-24T12:34:45", "2018-12-24T11:34:45Z"},
                          // with one: of that zone
                          {"UTC", "UTC", "2018-12-24T12:34:45", "2018-12-24T12:34:45"},
                          {"UTC", "US-NY", "2018-12-24T12:34:45", "2018-12-24T17:34:45Z"},
                          {"NO", "US-NY", "2018-12-24T12:34:45", "2018-12-24T17:34:45Z"},
                          {"NO", "UTC", "2018-12-24T12:34:45", "2018-12-24T12:34:45Z"},
                          // a suffix wins
                          {"NO", "US-NY", "2018-12-24T12:34:45Z", "2018-12-24T12:34:45Z"},
                          {"NO", "US-NY", "2018-12-24T12:34:45+09:30", "2018-12-24T12:34:45+09:30"},
                          {"UTC", "", "2018-12-24T12:34:45+09:30", "2018-12-24T12:34:45+09:30"},
                          // no date stays no date, whatever the zone
                          {"NO", "US-NY", "0001-01-01T00:00:00", "0001-01-01T00:00:00"},
                          {"NO", "", "0001-01-01T01:00:00", "0001-01-01T00:00:00Z"},
                          {"UTC", "US-NY", "9999-12-31T23:59:59", "9999-12-31T23:59:59Z"}}) {
        CAPTURE(base);
        CAPTURE(asked);
        CAPTURE(sent);
        User user;
        user.lastlogin = date_of(sent);
        read_times(type_of<User>(), &user, zones(base, asked));
        CHECK(format(user.lastlogin) == core);
        CHECK(user.lastlogout == DateTime{});
    }
}

TEST_CASE("dates of a response") {
    struct Row {
        const char* base;
        const char* asked;
        bool with_offset;
        const char* core;
        const char* shown;
        const char* stamp;  // the same as Created
    };
    for (const auto& [base, asked, with_offset, core, shown, stamp] : std::vector<Row>{
             {"UTC", "", false, "2024-05-01T10:20:30Z", "2024-05-01T10:20:30", "2024-05-01T10:20:30"},
             {"NO", "", false, "2024-05-01T10:20:30Z", "2024-05-01T12:20:30", "2024-05-01T12:20:30"},
             {"UTC", "NO", false, "2024-05-01T10:20:30Z", "2024-05-01T12:20:30", "2024-05-01T10:20:30"},
             {"NO", "US-NY", false, "2024-05-01T10:20:30Z", "2024-05-01T06:20:30", "2024-05-01T12:20:30"},
             {"UTC", "NO", true, "2024-05-01T10:20:30Z", "2024-05-01T12:20:30+02:00", "2024-05-01T10:20:30Z"},
             {"NO", "US-NY", true, "2024-12-01T10:20:30Z", "2024-12-01T05:20:30-05:00", "2024-12-01T10:20:30Z"},
             {"NO", "", true, "2024-05-01T10:20:30Z", "2024-05-01T12:20:30+02:00", "2024-05-01T10:20:30Z"},
             {"UTC", "", true, "2024-05-01T10:20:30Z", "2024-05-01T10:20:30Z", "2024-05-01T10:20:30Z"},
             {"NO", "UTC", true, "2024-05-01T10:20:30Z", "2024-05-01T10:20:30Z", "2024-05-01T10:20:30Z"},
             {"UTC", "IN", true, "2024-05-01T10:20:30.5Z", "2024-05-01T15:50:30.5+05:30", "2024-05-01T10:20:30.5Z"},
             // no date
             {"UTC", "", false, "0001-01-01T00:00:00", "0001-01-01T00:00:00", "0001-01-01T00:00:00"},
             {"NO", "", false, "0001-01-01T00:00:00", "0001-01-01T00:00:00", "0001-01-01T00:00:00"},
             {"UTC", "NO", true, "0001-01-01T00:00:00", "0001-01-01T01:00:00+01:00", "0001-01-01T00:00:00Z"},
             {"NO", "NO", true, "0001-01-01T00:00:00", "0001-01-01T01:00:00+01:00", "0001-01-01T00:00:00Z"},
             // for ever
             {"UTC", "NO", true, "9999-12-31T23:59:59", "9999-12-31T23:59:59+01:00", "9999-12-31T23:59:59Z"},
             {"NO", "", false, "9999-12-31T23:59:59", "9999-12-31T23:59:59", "9999-12-31T23:59:59"}}) {
        CAPTURE(base);
        CAPTURE(asked);
        CAPTURE(with_offset);
        CAPTURE(core);
        User user;
        user.lastlogout = date_of(core);
        show_times(type_of<User>(), &user, zones(base, asked, with_offset));
        CHECK(format(user.lastlogout) == shown);
        RoleEntity role;
        role.created = date_of(core);
        role.updated = date_of(core);
        show_times(type_of<RoleEntity>(), &role, zones(base, asked, with_offset));
        CHECK(format(role.created) == stamp);
        CHECK(format(role.updated) == stamp);
    }
}

TEST_CASE("Created and Updated of a request are not of the zone asked for") {
    RoleEntity role;
    role.created = date_of("2024-05-01T10:20:30");
    role.updated = date_of("2024-05-01T10:20:30Z");
    read_times(type_of<RoleEntity>(), &role, zones("NO", "US-NY"));
    CHECK(format(role.created) == "2024-05-01T08:20:30Z");
    CHECK(format(role.updated) == "2024-05-01T10:20:30Z");
}

TEST_CASE("dates are found in carriers, lists of carriers and requests that hold them") {
    const DateTime noon = date_of("2024-05-01T12:00:00Z");
    SelectableMDOListItem child;
    child.last_changed = noon;
    SelectableMDOListItem item;
    item.last_changed = noon;
    item.child_items.items.emplace_back(child);
    item.child_items.items.emplace_back();  // absent
    item.child_items.presence = Presence::value;
    Answer<List<Box<SelectableMDOListItem>>> answer;
    answer.response.items.emplace_back(item);
    answer.response.presence = Presence::value;
    show_times(answer_type<List<Box<SelectableMDOListItem>>>(), &answer, zones("UTC", "NO", true));
    const SelectableMDOListItem& shown = *answer.response.items[0];
    CHECK(format(shown.last_changed) == "2024-05-01T14:00:00+02:00");
    CHECK(format(shown.child_items.items[0]->last_changed) == "2024-05-01T14:00:00+02:00");
    CHECK_FALSE(shown.child_items.items[1].has_value());

    UserRequest request;
    read_times(type_of<UserRequest>(), &request, zones("UTC", "NO"));
    CHECK_FALSE(request.user.has_value());
    request.user.emplace().lastlogin = date_of("2024-05-01T12:00:00");
    read_times(type_of<UserRequest>(), &request, zones("UTC", "NO"));
    CHECK(format(request.user->lastlogin) == "2024-05-01T10:00:00Z");

    Answer<bool> nothing{true};
    show_times(answer_type<bool>(), &nothing, zones("UTC", "NO", true));
    CHECK(nothing.response);
}
