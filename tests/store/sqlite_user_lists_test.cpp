// Lists of users in the store: which index serves a page, what one list may cost, and that what is kept beside the
// associate follows its person.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "adapters/sqlite/archive_sql.hpp"
#include "core/agent/archive_filter.hpp"
#include "core/agent/archive_order.hpp"
#include "core/base/text.hpp"
#include "store/raw_sqlite.hpp"
#include "support/store_suite.hpp"
#include "support/texts.hpp"

using namespace uag;
using namespace uag::test;

namespace {

ArchiveQuery query_of(std::string_view filter, std::string_view order, std::optional<UserType> only) {
    ArchiveQuery query;
    query.only = only;
    if (!filter.empty()) query.filter = value_of(parse_filter(filter));
    query.order = value_of(parse_order(order));
    query.limit = 101;
    return query;
}

std::string plan_of(Raw& raw, const sqlite::Query& query) {
    std::string plan;
    for (const std::string& step : raw.rows(("EXPLAIN QUERY PLAN " + query.text()).c_str(), 3)) plan += step + '\n';
    return plan;
}

Seed many(std::int32_t count) {
    Seed seed;
    for (std::int32_t id = 1; id <= count; ++id) {
        NewAssociate made;
        made.associate.id = id;
        made.associate.name = "a" + std::to_string(id);
        PersonRecord person;
        person.id = id;
        person.first_name = "First" + std::to_string(id);
        person.email = "p" + std::to_string(id) + "@example.com";
        made.person = person;
        seed.associates.push_back(std::move(made));
    }
    return seed;
}

std::vector<std::int32_t> ids_of(const ArchiveRecords& records) {
    std::vector<std::int32_t> ids;
    for (const ArchiveRecord& row : records.rows) ids.push_back(row.id);
    return ids;
}

auto list(Store& store, const ArchiveQuery& query) {
    return run_task(list_rows(store, 1, [&](Rows& rows) { return rows.archive(query); }));
}

}  // namespace

TEST_CASE("an index serves the usual filters and orders: nothing is sorted, no table is walked through") {
    SqliteHome home;
    home.open();
    Raw raw(home.path());
    for (const auto only : {std::optional<UserType>{}, std::optional(UserType::internal_associate)}) {
        for (const char* const order : {"", "associateDbId", "associateDbId desc", "assocName", "assocName desc",
                                        "fullName", "fullName desc", "personEmail", "personEmail desc"}) {
            CAPTURE(order);
            const std::string plan = plan_of(raw, sqlite::archive_ids(query_of("", order, only)));
            INFO(plan);
            CHECK(plan.find("TEMP B-TREE") == std::string::npos);
            const bool by_key = std::string(order).empty() || std::string(order).starts_with("associateDbId");
            CHECK((plan.find("INDEX") != std::string::npos || (by_key && !only)));
        }
        for (const char* const filter :
             {"assocName is 'x'", "assocName begins 'x'", "name in ('x','y')", "personEmail is 'x'",
              "personEmail begins 'x'", "fullName is 'x'", "fullName begins 'x'", "associateDbId eq 5",
              "associateDbId in (5,6)", "usergroup oneOf (1,2)", "usergroupId eq 1", "role eq 2", "personId eq 4",
              "otherGroups eq 3", "associateDbId currentAssociate", "assocName is 'x' or personEmail is 'x'",
              "assocName begins 'x' or fullName begins 'x'"}) {
            CAPTURE(filter);
            const std::string plan = plan_of(raw, sqlite::archive_ids(query_of(filter, "", only)));
            INFO(plan);
            CHECK(plan.find("SCAN a") == std::string::npos);
            CHECK(plan.find("associate_by_type (") == std::string::npos);
        }
    }
    for (const auto only : {std::optional<UserType>{}, std::optional(UserType::internal_associate)})
        for (const char* const order : {"usergroup", "role desc"}) {
            const std::string plan = plan_of(raw, sqlite::archive_ids(query_of("", order, only)));
            INFO(plan);
            CHECK(plan.find("TEMP B-TREE") == std::string::npos);
            CHECK(plan.find("SCAN a") == std::string::npos);
            CHECK(plan.find("associate_by_type (") == std::string::npos);
        }
}

TEST_CASE("a list that looks through more than its steps ends with a text; others go on, and so does the next") {
    SqliteHome home;
    SqliteSettings settings;
    settings.path = home.path();
    settings.create = true;
    settings.clock = &home.clock;
    settings.list_steps = 2'000;
    const auto store = value_of(open_sqlite_store(settings));
    done(plant(*store, many(2000)));
    const auto narrow = list(*store, query_of("assocName is 'A7'", "", std::nullopt));
    CHECK(ids_of(value_of(narrow)) == std::vector<std::int32_t>{7});
    for (const char* const wide : {"assocTooltip contains 'nobody'", "assocName contains 'nobody'"}) {
        const auto found = list(*store, query_of(wide, "", std::nullopt));
        REQUIRE_FALSE(found.has_value());
        CHECK(found.error().code == errc::invalid_argument);
        CHECK(found.error().public_text.english().find("too long") != std::string::npos);
    }
    CHECK(ids_of(value_of(list(*store, query_of("assocName is 'A8'", "", std::nullopt)))) ==
          std::vector<std::int32_t>{8});
    CHECK(rows_read(*store, [](Rows& rows) { return rows.search_associates("a1999", std::nullopt, 1000); }).size() ==
          1);
}

// A filter of `count` terms, the columns in turn, none of which fits.
std::string terms(int count, std::initializer_list<const char*> columns) {
    std::string filter;
    for (int i = 0; i < count; ++i) {
        if (i != 0) filter += " or ";
        filter += std::string(columns.begin()[static_cast<std::size_t>(i) % columns.size()]) + " contains 'z" +
                  std::to_string(i) + "'";
    }
    return filter;
}

Seed described(std::int32_t count, const std::string& tooltip) {
    Seed seed = many(count);
    for (NewAssociate& each : seed.associates) each.associate.tooltip = std::to_string(each.associate.id) + tooltip;
    return seed;
}

TEST_CASE("a column is folded once a row, however many terms of a filter ask for it") {
    SqliteHome home;
    const auto store = home.open();
    const std::string tooltip = repeated("å", 200);
    done(plant(*store, described(50, tooltip)));
    const auto normalized = [&](const std::string& filter) {
        const std::uint64_t before = normalized_bytes();
        CHECK(ids_of(value_of(list(*store, query_of(filter, "", std::nullopt)))).empty());
        return normalized_bytes() - before;
    };
    const std::uint64_t once = normalized(terms(1, {"assocTooltip"}));
    CHECK(once >= 50 * tooltip.size());
    CHECK(normalized(terms(64, {"assocTooltip"})) == once);
    CHECK(normalized(terms(64, {"assocTooltip", "title", "firstName", "userName"})) == once);
}

TEST_CASE("what folding and searching long texts costs counts as steps") {
    SqliteHome home;
    SqliteSettings settings;
    settings.path = home.path();
    settings.create = true;
    settings.clock = &home.clock;
    settings.list_steps = 200'000;
    const auto store = value_of(open_sqlite_store(settings));
    SUBCASE("a fold") {
        done(plant(*store, described(100, repeated("å", 2000))));
        CHECK_FALSE(list(*store, query_of("assocTooltip contains 'nobody'", "", std::nullopt)).has_value());
        CHECK_FALSE(list(*store, query_of("assocTooltip is 'nobody'", "", std::nullopt)).has_value());
    }
    SUBCASE("a search") {
        done(plant(*store, described(100, repeated("b", 2000))));
        CHECK(list(*store, query_of("assocTooltip contains 'nobody'", "", std::nullopt)).has_value());
        CHECK_FALSE(list(*store, query_of(terms(16, {"assocTooltip"}), "", std::nullopt)).has_value());
    }
    CHECK(ids_of(value_of(list(*store, query_of("assocName is 'A8'", "", std::nullopt)))) ==
          std::vector<std::int32_t>{8});
}

TEST_CASE("what lists are sorted by follows the name, the person, and the person's names and address") {
    SqliteHome home;
    const auto store = home.open();
    done(plant(*store, many(3)));
    const auto find = [&](std::string_view filter) {
        return ids_of(value_of(list(*store, query_of(filter, "", std::nullopt))));
    };
    const auto change = [&](auto work) {
        rows_written(*store, [&](Rows& rows) -> Result<void> { return work(rows); });
    };
    CHECK(find("fullName is 'FIRST2'") == std::vector<std::int32_t>{2});
    change([](Rows& rows) {
        PersonRecord person = **rows.person(2);
        person.first_name = "Åse";
        person.email = "Other@example.com";
        return rows.update_person(person, {});
    });
    CHECK(find("fullName is 'åse' and personEmail begins 'oth'") == std::vector<std::int32_t>{2});
    CHECK(find("fullName is 'first2'").empty());
    change([](Rows& rows) {
        AssociateRecord associate = rows.user(3)->value().identity.associate;
        associate.name = "Renamed";
        associate.person_id = 2;
        return rows.update_associate(associate, {});
    });
    CHECK(find("fullName is 'åse'") == std::vector<std::int32_t>{2, 3});
    CHECK(find("assocName is 'RENAMED'") == std::vector<std::int32_t>{3});
    change([](Rows& rows) {
        AssociateRecord associate = rows.user(3)->value().identity.associate;
        associate.person_id = 0;
        return rows.update_associate(associate, {});
    });
    CHECK(find("fullName is 'åse'") == std::vector<std::int32_t>{2});
    CHECK(find("fullName is '' and personEmail is '' and personId eq 0") == std::vector<std::int32_t>{3});
}
