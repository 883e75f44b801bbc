// Many coroutines at once: group commit, failures inside a group, full queues, the generation.
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>
#include <atomic>
#include <future>
#include <thread>

#include "support/store_suite.hpp"

using namespace uag;
using namespace uag::test;

namespace {

// Holds the writing thread after its first commit until a test has queued what shall become one group.
class Gate {
public:
    std::function<void(std::size_t)> hook() {
        return [this](std::size_t changes) {
            groups.push_back(changes);
            if (groups.size() == hold_after) opened_.get_future().wait();
        };
    }
    void open() { opened_.set_value(); }

    std::vector<std::size_t> groups;  // written by the store's thread, read when it rests
    std::size_t hold_after = 0;

private:
    std::promise<void> opened_;
};

}  // namespace

TEST_CASE_TEMPLATE("writes that wait together are committed together", Home, UAG_STORE_HOMES) {
    Gate gate;
    gate.hold_after = 2;  // the seed is the first commit
    StoreFixture<Home> f(StoreOptions{false, 4096, gate.hook()});
    boost::asio::io_context io(1);
    std::vector<int> finished(201, 0);
    for (std::size_t i = 0; i < finished.size(); ++i) {
        const auto write = [&, i]() -> Task<void> {
            const auto id = co_await plant_associate(*f.store, employee("user " + std::to_string(i)));
            if (!id) co_return;
            const auto own = co_await identity_of(*f.store, *id);
            finished[i] = own && *own && (*own)->associate.name == "user " + std::to_string(i) ? 1 : 0;
        };
        boost::asio::co_spawn(io.get_executor(), write, boost::asio::detached);
    }
    // Runs after every coroutine has queued its write, for one thread runs them all in order.
    boost::asio::post(io, [&] { gate.open(); });
    io.run();
    CHECK(std::count(finished.begin(), finished.end(), 1) == 201);
    CHECK(value_of(associates_of(*f.store)).size() == 201);
    f.store.reset();
    std::size_t writes = 0;
    for (const std::size_t group : gate.groups) writes += group;
    CHECK(writes == 202);
    // The seed, what the writer saw first, and the rest.
    CHECK(gate.groups.size() <= 3);
}

TEST_CASE_TEMPLATE("a write that fails inside a group leaves the others", Home, UAG_STORE_HOMES) {
    Gate gate;
    gate.hold_after = 2;
    StoreFixture<Home> f(StoreOptions{false, 4096, gate.hook()});
    boost::asio::io_context io(1);
    const std::vector<std::string> names{"first", "second", "FIRST", "", "third", "Second", "fourth"};
    std::vector<std::optional<errc>> failures(names.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto write = [&, i]() -> Task<void> {
            const auto id =
                co_await plant_associate(*f.store, employee_with_email(names[i], names[i] + "@example.com"));
            if (!id) failures[i] = id.error().code;
        };
        boost::asio::co_spawn(io.get_executor(), write, boost::asio::detached);
    }
    boost::asio::post(io, [&] { gate.open(); });
    io.run();
    const std::vector<std::optional<errc>> expected{{}, {}, errc::storage, errc::storage, {}, errc::storage, {}};
    CHECK(failures == expected);
    const auto list = value_of(associates_of(*f.store));
    REQUIRE(list.size() == 4);
    CHECK(list[0].associate.name == "first");
    CHECK(list[3].associate.name == "fourth");
    // The person of a refused associate went with it, so the address is still one associate's only.
    CHECK(rows_read(*f.store, [](Rows& rows) { return rows.associates_of_address("first@example.com"); }).size() == 1);
}

TEST_CASE_TEMPLATE("a full queue refuses at once and says when to come back", Home, UAG_STORE_HOMES) {
    Gate gate;
    gate.hold_after = 2;
    StoreFixture<Home> f(StoreOptions{false, 8, gate.hook()});
    boost::asio::io_context io(1);
    int stored = 0;
    int refused = 0;
    for (int i = 0; i < 100; ++i) {
        const auto write = [&, i]() -> Task<void> {
            const auto id = co_await plant_associate(*f.store, employee("user " + std::to_string(i)));
            if (id) ++stored;
            if (id) co_return;
            CHECK(id.error().code == errc::overloaded);
            CHECK(id.error().retry_after == std::chrono::seconds{1});
            ++refused;
        };
        boost::asio::co_spawn(io.get_executor(), write, boost::asio::detached);
    }
    boost::asio::post(io, [&] { gate.open(); });
    io.run();
    CHECK(stored + refused == 100);
    CHECK(stored >= 8);
    // At most two groups can have been taken before the gate opened, and one after.
    CHECK(stored <= 24);
    CHECK(value_of(associates_of(*f.store)).size() == static_cast<std::size_t>(stored));
}

TEST_CASE_TEMPLATE("what is queued is finished before the store goes", Home, UAG_STORE_HOMES) {
    Home home;
    boost::asio::io_context io(1);
    int stored = 0;
    {
        auto store = home.open();
        done(plant(*store, basic_seed()));
        for (int i = 0; i < 50; ++i) {
            const auto write = [&, i]() -> Task<void> {
                const auto id = co_await plant_associate(*store, employee("user " + std::to_string(i)));
                if (id) ++stored;
            };
            boost::asio::co_spawn(io.get_executor(), write, boost::asio::detached);
        }
        io.poll();
    }
    io.restart();
    io.run();
    CHECK(stored == 50);
    CHECK(value_of(associates_of(*home.open())).size() == 50);
}

TEST_CASE_TEMPLATE("readers and writers on several executors at once", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const std::int32_t id = f.add(employee_with_password("anna", "0"));
    std::vector<std::thread> threads;
    std::atomic<int> failures = 0;
    for (int t = 0; t < 3; ++t)
        threads.emplace_back([&, t] {
            boost::asio::io_context io(1);
            const auto work = [&, t]() -> Task<void> {
                const auto executor = co_await boost::asio::this_coro::executor;
                for (int i = 0; i < 40; ++i) {
                    const auto changed = co_await put_password(*f.store, id, std::to_string(t * 1000 + i));
                    if (!changed) ++failures;
                    const auto found = co_await identity_called(*f.store, "anna");
                    if (!found || !*found || !(*found)->password) ++failures;
                    // The coroutine goes on where it ran before.
                    if (!executor.running_in_this_thread()) ++failures;
                }
            };
            boost::asio::co_spawn(io.get_executor(), work, boost::asio::detached);
            io.run();
        });
    for (std::thread& thread : threads) thread.join();
    CHECK(failures == 0);
}

TEST_CASE_TEMPLATE("only an announcing store raises the generation, and another store sees it", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> server;
    const std::int64_t before = value_of(server.store->generation());
    const std::int32_t id = server.add(employee("anna"));
    CHECK(value_of(server.store->generation()) == before);

    auto command = server.home.open(StoreOptions{true, 4096, {}});
    done(put_password(*command, id, "new"));
    const std::int64_t after = value_of(server.store->generation());
    CHECK(after > before);
    CHECK(value_of(identity_of(*server.store, id))->password->phc == "new");
    error_of(plant_associate(*command, employee("ANNA")));
    CHECK(value_of(server.store->generation()) == after);
}
