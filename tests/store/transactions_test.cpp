// Store::read and Store::write: one snapshot, one transaction, all of it or nothing.
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <future>
#include <stdexcept>
#include <thread>

#include "support/store_suite.hpp"

using namespace uag;
using namespace uag::test;

namespace {

std::size_t group_count(Store& store) {
    return rows_read(store, [](Rows& rows) { return rows.groups(); }).size();
}

}  // namespace

TEST_CASE_TEMPLATE("an error of the work undoes everything, and comes back as it is", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const std::int32_t id = f.add(employee_with_password("anna", "first"));
    done(put_session(*f.store, session_of(1, id, f.now())));
    const std::size_t groups = group_count(*f.store);
    const auto refused = try_write(*f.store, [&](Rows& rows) -> Result<void> {
        REQUIRE(rows.insert_group({0, "New", ""}, {f.now(), 1}).has_value());
        REQUIRE(rows.put_password(id, password_record("second"), {f.now(), 1}).has_value());
        REQUIRE(rows.end_sessions(id, std::nullopt).has_value());
        REQUIRE(add_event(rows, login_event(id, f.now())).has_value());
        REQUIRE(rows.remove_associate(id).has_value());
        Error error = fail_in_english(errc::validation, "No.");
        error.messages.emplace_back("Name", Message::verbatim("No."));
        return error;
    });
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == errc::validation);
    CHECK(refused.error().messages.size() == 1);
    CHECK(group_count(*f.store) == groups);
    CHECK(value_of(identity_of(*f.store, id))->password->phc == "first");
    CHECK(value_of(stored_session(*f.store, key_of(1))).has_value());
    CHECK(rows_read(*f.store, [](Rows& rows) { return rows.events({}); }).empty());
    // Its id was not given away either.
    CHECK(f.add(employee("bert")) == id + 1);
}

TEST_CASE_TEMPLATE("a broken constraint is a storage error, and the work may go on after it", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const std::int32_t id = f.add(employee("anna"));
    rows_written(*f.store, [&](Rows& rows) -> Result<void> {
        const auto twin = rows.insert_associate(employee("ANNA").associate, {f.now(), 0});
        REQUIRE_FALSE(twin.has_value());
        CHECK(twin.error().code == errc::storage);
        AssociateRecord record = employee("anna").associate;
        record.id = id;
        record.tooltip = "still here";
        return rows.update_associate(record, {f.now(), 0});
    });
    CHECK(value_of(identity_of(*f.store, id))->associate.tooltip == "still here");
}

TEST_CASE_TEMPLATE("an exception becomes an error and changes nothing; the store goes on", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const std::size_t groups = group_count(*f.store);
    const auto thrown = [&](auto what) {
        const auto outcome = try_write(*f.store, [&](Rows& rows) -> Result<void> {
            REQUIRE(rows.insert_group({0, "New", ""}, {f.now(), 1}).has_value());
            throw what;
        });
        REQUIRE_FALSE(outcome.has_value());
        CHECK(outcome.error().code == errc::storage);
        CHECK(group_count(*f.store) == groups);
    };
    thrown(std::runtime_error("out of luck"));
    thrown(std::bad_alloc());
    thrown(7);
    std::function<Result<void>(Rows&)> reading = [](Rows&) -> Result<void> { throw std::runtime_error("out of luck"); };
    CHECK(error_of(f.store->read(reading)).code == errc::storage);
    f.add(employee("anna"));
    CHECK(group_count(*f.store) == groups);
}

TEST_CASE_TEMPLATE("a snapshot cannot write", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const auto refused =
        try_read(*f.store, [&](Rows& rows) { return rows.insert_group({0, "New", ""}, {f.now(), 1}); });
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == errc::storage);
}

TEST_CASE_TEMPLATE("what is read is one snapshot while others write", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    std::promise<void> looked;
    std::promise<void> written;
    std::size_t before = 0;
    std::size_t after = 0;
    std::thread reader([&] {
        std::function<Result<void>(Rows&)> work = [&](Rows& rows) -> Result<void> {
            before = rows.groups()->size();
            looked.set_value();
            written.get_future().wait();
            after = rows.groups()->size();
            return {};
        };
        done(f.store->read(work));
    });
    looked.get_future().wait();
    rows_written(*f.store, [&](Rows& rows) { return rows.insert_group({0, "New", ""}, {f.now(), 1}); });
    written.set_value();
    reader.join();
    CHECK(before == 4);
    CHECK(after == before);
    CHECK(group_count(*f.store) == before + 1);
}

TEST_CASE_TEMPLATE("transactions that wait together see each other's changes, and fail each for itself", Home,
                   UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    boost::asio::io_context io(1);
    int refused = 0;
    for (int i = 0; i < 20; ++i) {
        const auto write = [&, i]() -> Task<void> {
            // Only as many as there is room for: a rule over what the others have written.
            std::function<Result<void>(Rows&)> work = [&](Rows& rows) -> Result<void> {
                const auto groups = rows.groups();
                if (!groups) return groups.error();
                const auto added = rows.insert_group({0, "group " + std::to_string(i), ""}, {f.now(), 1});
                if (!added) return added.error();
                if (groups->size() >= 10) return fail_in_english(errc::validation, "Full.");
                return {};
            };
            const Result<void> outcome = co_await f.store->write(std::move(work));
            if (!outcome) ++refused;
        };
        boost::asio::co_spawn(io.get_executor(), write, boost::asio::detached);
    }
    io.run();
    CHECK(group_count(*f.store) == 10);
    CHECK(refused == 14);
}
