// One-use links to a new password: one an associate, and gone with the password.
#include "support/store_suite.hpp"

using namespace uag;
using namespace uag::test;

namespace {

template <class Home> struct Links : StoreFixture<Home> {
    Links()
        : anna(this->add(employee_with_password("anna", "$a"))),
          bert(this->add(employee_with_password("bert", "$b"))) {}

    PasswordLinkRecord link(std::uint8_t number, std::int32_t associate_id) {
        return {key_of(number), associate_id, 77, this->now() + std::chrono::minutes{30}};
    }
    void put(const PasswordLinkRecord& record) {
        rows_written(*this->store, [&](Rows& rows) { return rows.put_password_link(record); });
    }
    bool is_there(std::uint8_t number) {
        return rows_read(*this->store, [&](Rows& rows) { return rows.password_link(key_of(number)); }).has_value();
    }
    std::vector<TimePoint> requests(std::int32_t id, TimePoint since) {
        return rows_read(*this->store, [&](Rows& rows) { return rows.link_requests(id, since); });
    }

    const std::int32_t anna;
    const std::int32_t bert;
};

}  // namespace

TEST_CASE_TEMPLATE("a link is found by its key; an associate has one", Home, UAG_STORE_HOMES) {
    Links<Home> f;
    f.put(f.link(1, f.anna));
    f.put(f.link(2, f.bert));
    const auto found = rows_read(*f.store, [&](Rows& rows) { return rows.password_link(key_of(1)); });
    REQUIRE(found.has_value());
    CHECK(found->key == key_of(1));
    CHECK(found->associate_id == f.anna);
    CHECK(found->revision == 77);
    CHECK(found->expires == f.now() + std::chrono::minutes{30});
    f.put(f.link(3, f.anna));
    CHECK_FALSE(f.is_there(1));
    CHECK(f.is_there(2));
    CHECK(f.is_there(3));
    CHECK_FALSE(f.is_there(4));
    f.store.reset();
    f.store = f.home.open();
    CHECK(f.is_there(3));
}

TEST_CASE_TEMPLATE("a link is an associate's, who may have no password yet", Home, UAG_STORE_HOMES) {
    Links<Home> f;
    f.put(f.link(8, f.add(employee("carl"))));
    CHECK(f.is_there(8));
    const auto put = try_write(*f.store, [&](Rows& rows) { return rows.put_password_link(f.link(9, 4711)); });
    REQUIRE_FALSE(put.has_value());
    CHECK(put.error().code == errc::storage);
    CHECK_FALSE(f.is_there(9));
}

TEST_CASE_TEMPLATE("a link goes with the associate, and when it is removed", Home, UAG_STORE_HOMES) {
    struct Ending {
        std::string name;
        std::function<Result<void>(Rows&, std::int32_t)> end;
        bool ends = true;
    };
    const std::vector<Ending> endings{
        {"removed itself", [](Rows& rows, std::int32_t id) { return rows.remove_password_link(id); }},
        {"no associate", [](Rows& rows, std::int32_t id) { return rows.remove_associate(id); }},
        // Which of these ends it is the core's to say.
        {"no password",
         [](Rows& rows, std::int32_t id) -> Result<void> {
             static_cast<void>(rows.remove_password(id));
             return {};
         },
         false},
        {"another password",
         [](Rows& rows, std::int32_t id) { return rows.put_password(id, password_record("$new"), {}); }, false},
        {"another hash", [](Rows& rows, std::int32_t id) { return rows.set_password_hash(id, "$stronger"); }, false},
        {"to be changed", [](Rows& rows, std::int32_t id) { return rows.set_password_must_change(id); }, false},
        {"deleted",
         [](Rows& rows, std::int32_t id) -> Result<void> {
             AssociateRecord record = (*rows.identity(id))->associate;
             record.deleted = true;
             return rows.update_associate(record, {});
         },
         false},
    };
    for (const Ending& ending : endings) {
        CAPTURE(ending.name);
        Links<Home> f;
        f.put(f.link(1, f.anna));
        f.put(f.link(2, f.bert));
        rows_written(*f.store, [&](Rows& rows) { return ending.end(rows, f.anna); });
        CHECK(f.is_there(1) == !ending.ends);
        CHECK(f.is_there(2));
    }
}

TEST_CASE_TEMPLATE("requests are told in order, and what is old goes", Home, UAG_STORE_HOMES) {
    Links<Home> f;
    const TimePoint t = f.now();
    const auto ask = [&](std::int32_t id, std::chrono::minutes later) {
        rows_written(*f.store, [&](Rows& rows) { return rows.add_link_request(id, t + later); });
    };
    ask(f.anna, std::chrono::minutes{5});
    ask(f.anna, std::chrono::minutes{1});
    ask(f.anna, std::chrono::minutes{1});
    ask(f.bert, std::chrono::minutes{2});
    CHECK(f.requests(f.anna, t) == std::vector<TimePoint>{t + std::chrono::minutes{1}, t + std::chrono::minutes{5}});
    CHECK(f.requests(f.anna, t + std::chrono::minutes{1}).size() == 1);
    CHECK(f.requests(f.bert, t).size() == 1);

    f.put(f.link(1, f.anna));
    PasswordLinkRecord later = f.link(2, f.bert);
    later.expires += std::chrono::milliseconds{1};
    f.put(later);
    rows_written(*f.store, [&](Rows& rows) {
        return rows.remove_old_links(t + std::chrono::minutes{30}, t + std::chrono::minutes{2});
    });
    CHECK_FALSE(f.is_there(1));
    CHECK(f.is_there(2));
    CHECK(f.requests(f.anna, TimePoint{}).size() == 1);
    CHECK(f.requests(f.bert, TimePoint{}).empty());
}

TEST_CASE_TEMPLATE("links and requests move in time, and no two requests become one", Home, UAG_STORE_HOMES) {
    Links<Home> f;
    f.put(f.link(1, f.anna));
    for (int i = 0; i < 5; ++i)
        rows_written(*f.store,
                     [&](Rows& rows) { return rows.add_link_request(f.anna, f.now() + std::chrono::milliseconds{i}); });
    // Less than lies between two requests: none may take another's place.
    for (const std::chrono::milliseconds by :
         {std::chrono::milliseconds{-2}, std::chrono::milliseconds{-48 * 3600'000}})
        rows_written(*f.store, [&](Rows& rows) { return rows.move_links(by); });
    const auto by = std::chrono::hours{48} + std::chrono::milliseconds{2};
    const auto asked = f.requests(f.anna, TimePoint{});
    REQUIRE(asked.size() == 5);
    CHECK(asked.front() == f.now() - by);
    CHECK(asked.back() == f.now() - by + std::chrono::milliseconds{4});
    const auto link = rows_read(*f.store, [&](Rows& rows) { return rows.password_link(key_of(1)); });
    CHECK(link->expires == f.now() + std::chrono::minutes{30} - by);
}
