// Passwords: compare-and-set, what a change does to sessions, rules.
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "store/store_home.hpp"

using namespace uag;
using namespace uag::test;

namespace {

PasswordChange change_of(std::int32_t associate_id, std::string phc, std::optional<std::int64_t> expected = {}) {
    PasswordChange change;
    change.associate_id = associate_id;
    change.phc = std::move(phc);
    change.expected_revision = expected;
    change.when = TimePoint{std::chrono::milliseconds{1'800'000'000'000}};
    return change;
}

std::int64_t revision_of(Store& store, std::int32_t id) {
    const auto identity = value_of(store.find_identity(id));
    return identity && identity->password ? identity->password->revision : 0;
}

std::string phc_of(Store& store, std::int32_t id) {
    const auto identity = value_of(store.find_identity(id));
    return identity && identity->password ? identity->password->phc : std::string();
}

}  // namespace

TEST_CASE_TEMPLATE("a change with the right expectation is stored, another is outdated", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const std::int32_t id = f.add(employee_with_password("anna", "first"));
    const std::int64_t first = revision_of(*f.store, id);
    CHECK(value_of(f.store->rehash_password(id, "first", "first, at another cost")));
    CHECK(revision_of(*f.store, id) == first);
    CHECK(value_of(change_password(*f.store, change_of(id, "second", first))) == PasswordChangeResult::changed);
    CHECK(revision_of(*f.store, id) != first);
    CHECK(phc_of(*f.store, id) == "second");
    CHECK(value_of(change_password(*f.store, change_of(id, "third", first))) == PasswordChangeResult::outdated);
    CHECK(value_of(change_password(*f.store, change_of(id, "third", 0))) == PasswordChangeResult::outdated);
    CHECK(phc_of(*f.store, id) == "second");
}

TEST_CASE_TEMPLATE("a change without an expectation is forced, and may be the first password", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const std::int32_t id = f.add(employee("anna"));
    CHECK(value_of(change_password(*f.store, change_of(id, "x", 1))) == PasswordChangeResult::outdated);
    PasswordChange change = change_of(id, "first");
    change.must_change = true;
    CHECK(value_of(change_password(*f.store, change)) == PasswordChangeResult::changed);
    auto identity = value_of(f.store->find_identity(id));
    REQUIRE((identity && identity->password));
    CHECK(identity->password->phc == "first");
    CHECK(identity->password->must_change);
    CHECK(identity->password->valid_from <= f.now());
    CHECK(identity->password->valid_to == TimePoint::max());

    CHECK(value_of(change_password(*f.store, change_of(id, "second"))) == PasswordChangeResult::changed);
    identity = value_of(f.store->find_identity(id));
    CHECK(identity->password->phc == "second");
    CHECK_FALSE(identity->password->must_change);
}

TEST_CASE_TEMPLATE("nobody's password cannot be changed", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    CHECK(value_of(change_password(*f.store, change_of(4711, "x"))) == PasswordChangeResult::no_such_associate);
    CHECK(value_of(change_password(*f.store, change_of(0, "x", 1))) == PasswordChangeResult::no_such_associate);
}

TEST_CASE_TEMPLATE("a change ends the associate's sessions but the one that made it", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const std::int32_t anna = f.add(employee_with_password("anna", "first"));
    const std::int32_t bert = f.add(employee("bert"));
    for (std::uint8_t i = 1; i <= 3; ++i) value_of(f.store->add_session(session_of(i, anna, f.now())));
    value_of(f.store->add_session(session_of(9, bert, f.now())));

    PasswordChange outdated = change_of(anna, "second", 1);
    value_of(change_password(*f.store, outdated));
    CHECK(value_of(f.store->find_session(key_of(1))).has_value());

    PasswordChange change = change_of(anna, "second", revision_of(*f.store, anna));
    change.keep_session = key_of(2);
    value_of(change_password(*f.store, change));
    CHECK_FALSE(value_of(f.store->find_session(key_of(1))).has_value());
    CHECK(value_of(f.store->find_session(key_of(2))).has_value());
    CHECK_FALSE(value_of(f.store->find_session(key_of(3))).has_value());
    CHECK(value_of(f.store->find_session(key_of(9))).has_value());

    // A kept session that is not stored any more does not come back, and another's is not touched.
    change = change_of(anna, "third");
    change.keep_session = key_of(9);
    value_of(change_password(*f.store, change));
    CHECK_FALSE(value_of(f.store->find_session(key_of(2))).has_value());
    CHECK(value_of(f.store->find_session(key_of(9))).has_value());
    value_of(change_password(*f.store, change_of(bert, "x")));
    CHECK_FALSE(value_of(f.store->find_session(key_of(9))).has_value());
}

TEST_CASE_TEMPLATE("a rehash replaces the expected hash only, and ends no session", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    NewAssociate added = employee_with_password("anna", "weak");
    added.must_change = true;
    const std::int32_t id = f.add(added);
    value_of(f.store->add_session(session_of(1, id, f.now())));
    CHECK(value_of(f.store->rehash_password(id, "weak", "strong")));
    CHECK_FALSE(value_of(f.store->rehash_password(id, "weak", "other")));
    CHECK_FALSE(value_of(f.store->rehash_password(4711, "weak", "other")));
    CHECK_FALSE(value_of(f.store->rehash_password(f.add(employee("bert")), "weak", "other")));
    CHECK(phc_of(*f.store, id) == "strong");
    CHECK(value_of(f.store->find_identity(id))->password->must_change);
    CHECK(value_of(f.store->find_session(key_of(1))).has_value());
}

TEST_CASE_TEMPLATE("of concurrent changes with the same expectation exactly one wins", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const std::int32_t id = f.add(employee_with_password("anna", "first"));
    const std::int64_t first = revision_of(*f.store, id);
    boost::asio::io_context io(1);
    int changed = 0;
    int outdated = 0;
    std::string winner;
    for (int i = 0; i < 20; ++i) {
        const auto attempt = [&, i]() -> Task<void> {
            const std::string phc = "second " + std::to_string(i);
            const auto result = co_await change_password(*f.store, change_of(id, phc, first));
            if (!result) co_return;
            if (*result == PasswordChangeResult::outdated) ++outdated;
            if (*result != PasswordChangeResult::changed) co_return;
            ++changed;
            winner = phc;
        };
        boost::asio::co_spawn(io.get_executor(), attempt, boost::asio::detached);
    }
    io.run();
    CHECK(changed == 1);
    CHECK(outdated == 19);
    CHECK(phc_of(*f.store, id) == winner);
}

TEST_CASE_TEMPLATE("password rules are the built-in ones until some are loaded", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    CHECK(value_of(f.store->password_rules()) == PasswordRules{});
    Seed seed;
    seed.password_rules = PasswordRules{10, 1, 2, 3, 4};
    value_of(f.store->load_seed(seed));
    CHECK(value_of(f.store->password_rules()) == PasswordRules{10, 1, 2, 3, 4});
    seed.password_rules = PasswordRules{1, 0, 0, 0, 0};
    const SeedCounts counts = value_of(f.store->load_seed(seed));
    CHECK(counts.kept == 1);
    CHECK(value_of(f.store->password_rules()) == PasswordRules{10, 1, 2, 3, 4});
}
