// The rows of passwords, what their hashes cost, and the rules for new ones.
#include "support/store_suite.hpp"

using namespace uag;
using namespace uag::test;

TEST_CASE_TEMPLATE("a password is put, replaced with another revision, and removed", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const std::int32_t id = f.add(employee("anna"));
    const auto password = [&] { return value_of(identity_of(*f.store, id))->password; };
    const auto put = [&](const char* phc, bool must_change) {
        rows_written(*f.store, [&](Rows& rows) {
            return rows.put_password(id, password_record(phc, must_change), {f.now(), 1});
        });
    };
    put("first", false);
    REQUIRE(password().has_value());
    const std::int64_t revision = password()->revision;
    put("second", true);
    CHECK(password()->phc == "second");
    CHECK(password()->must_change);
    CHECK(password()->revision != revision);
    CHECK(password()->valid_to == TimePoint::max());
    put("third", false);
    CHECK_FALSE(password()->must_change);
    const std::int64_t third = password()->revision;
    rows_written(*f.store, [&](Rows& rows) { return rows.set_password_must_change(id); });
    CHECK(password()->must_change);
    CHECK(password()->phc == "third");
    CHECK(password()->revision == third);

    const auto remove = [&](Rows& rows) { return rows.remove_password(id); };
    CHECK(rows_written(*f.store, remove));
    CHECK_FALSE(rows_written(*f.store, remove));
    CHECK_FALSE(password().has_value());
    const auto none = try_write(*f.store, [&](Rows& rows) { return rows.set_password_must_change(id); });
    REQUIRE_FALSE(none.has_value());
    CHECK(none.error().code == errc::not_found);
    CHECK_FALSE(try_write(*f.store, [&](Rows& rows) {
                    return rows.put_password(4711, password_record("x"), {f.now(), 1});
                }).has_value());
}

TEST_CASE_TEMPLATE("a password is stored with every member", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const std::int32_t id = f.add(employee("anna"));
    const auto stored = [&] { return rows_read(*f.store, [&](Rows& rows) { return rows.password(id); }); };
    CHECK_FALSE(stored().has_value());
    PasswordRecord record = password_record("first", true);
    record.revision = 5;  // is ignored
    record.valid_from = f.now();
    record.valid_to = f.now() + std::chrono::hours{1};
    record.expires = f.now() + std::chrono::hours{2};
    rows_written(*f.store, [&](Rows& rows) { return rows.put_password(id, record, {f.now(), 1}); });
    REQUIRE(stored().has_value());
    CHECK(stored()->phc == "first");
    CHECK(stored()->must_change);
    CHECK(stored()->revision != 5);
    CHECK(stored()->valid_from == record.valid_from);
    CHECK(stored()->valid_to == record.valid_to);
    CHECK(stored()->expires == record.expires);
    CHECK(value_of(identity_of(*f.store, id))->password->revision == stored()->revision);
    rows_written(*f.store, [&](Rows& rows) { return rows.put_password(id, PasswordRecord{"second"}, {f.now(), 1}); });
    CHECK(stored()->valid_from == TimePoint{});
    CHECK(stored()->valid_to == TimePoint::max());
    CHECK(stored()->expires == TimePoint::max());
    CHECK_FALSE(stored()->must_change);
}

TEST_CASE_TEMPLATE("another hash of the same password leaves everything else", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const std::int32_t id = f.add(employee_with_password("anna", "weak"));
    done(put_session(*f.store, session_of(1, id, f.now())));
    const PasswordRecord before = *value_of(identity_of(*f.store, id))->password;
    rows_written(*f.store, [&](Rows& rows) { return rows.set_password_hash(id, "strong"); });
    const PasswordRecord after = *value_of(identity_of(*f.store, id))->password;
    CHECK(after.phc == "strong");
    CHECK(after.revision == before.revision);
    CHECK(value_of(stored_session(*f.store, key_of(1))).has_value());
    rows_written(*f.store, [](Rows& rows) { return rows.set_password_hash(4711, "strong"); });
}

TEST_CASE_TEMPLATE("expiries move in time, but not those of passwords that do not expire", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const std::int32_t anna = f.add(employee_with_password("anna", "x"));
    const std::int32_t bert = f.add(employee("bert"));
    PasswordRecord record = password_record("x");
    record.expires = f.now();
    rows_written(*f.store, [&](Rows& rows) { return rows.put_password(bert, record, {}); });
    rows_written(*f.store, [](Rows& rows) { return rows.move_password_expiries(-std::chrono::hours{1}); });
    CHECK(value_of(identity_of(*f.store, anna))->password->expires == TimePoint::max());
    CHECK(value_of(identity_of(*f.store, bert))->password->expires == f.now() - std::chrono::hours{1});
}

TEST_CASE_TEMPLATE("costs of hashes are told each once, as long as one is stored", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const auto phc = [](const char* parameters) {
        return "$argon2id$v=19$" + std::string(parameters) + "$c29tZXNhbHQ$AAECAwQFBgcICQoLDA0ODw";
    };
    const auto costs = [&] {
        auto found = rows_read(*f.store, [](Rows& rows) { return rows.password_costs(); });
        std::ranges::sort(found);
        return found;
    };
    using Costs = std::vector<std::string>;
    CHECK(costs().empty());
    f.add(employee_with_password("anna", phc("m=7168,t=5,p=1")));
    f.add(employee_with_password("bert", phc("m=7168,t=5,p=1")));
    const std::int32_t carl = f.add(employee_with_password("carl", phc("m=19456,t=2,p=1")));
    f.add(employee_with_password("dora", "$other$of$a$kind"));
    f.add(employee_with_password("emil", "$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"));
    CHECK(costs() == Costs{"argon2id m=19456,t=2,p=1", "argon2id m=7168,t=5,p=1", "bcrypt 32"});
    rows_written(*f.store, [&](Rows& rows) { return rows.remove_password(carl); });
    CHECK(costs() == Costs{"argon2id m=7168,t=5,p=1", "bcrypt 32"});
}

TEST_CASE_TEMPLATE("there are no password rules until some are put", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const auto rules = [&] { return rows_read(*f.store, [](Rows& rows) { return rows.password_rules(); }); };
    CHECK_FALSE(rules().has_value());
    for (const PasswordRules& put : {PasswordRules{10, 1, 2, 3, 4}, PasswordRules{1, 0, 0, 0, 0}}) {
        rows_written(*f.store, [&](Rows& rows) { return rows.put_password_rules(put); });
        CHECK(rules() == put);
    }
}
