// Rows that hold sealed bytes: they come back as they are, and can all be sealed again.
#include <map>

#include "support/store_suite.hpp"

using namespace uag;
using namespace uag::test;

namespace {

// Sealed bytes are any bytes.
const std::string sealed("\0\xFF\x80 sealed\0", 11);

UntrustedRecord mail(std::int32_t associate_id, std::string account, std::string secret = sealed) {
    UntrustedRecord record;
    record.associate_id = associate_id;
    record.type = "mail";
    record.public_value = std::move(account);
    record.sealed_secret = std::move(secret);
    record.valid_from = TimePoint{std::chrono::milliseconds{5}};
    record.is_active = true;
    record.comment = "text";
    return record;
}

ServiceAuthRecord account(std::int32_t owner, std::string seal_id) {
    return {0, owner, std::move(seal_id), "imap.example.com", 993, "basic", "robot", sealed};
}

}  // namespace

TEST_CASE_TEMPLATE("untrusted credentials by associate, type and public value", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const std::int32_t anna = f.add(employee("anna"));
    const std::int32_t bert = f.add(employee("bert"));
    const auto put = [&](const UntrustedRecord& record) {
        return try_write(*f.store, [&](Rows& rows) { return rows.put_untrusted(record, {f.now(), 1}); });
    };
    const auto all = [&](std::int32_t id, std::string_view type) {
        return rows_read(*f.store, [&](Rows& rows) { return rows.untrusted(id, type); });
    };
    CHECK(put(mail(anna, "b")).has_value());
    CHECK(put(mail(anna, "a")).has_value());
    CHECK(put(mail(bert, "a", "")).has_value());
    REQUIRE(all(anna, "mail").size() == 2);
    const UntrustedRecord stored = all(anna, "mail")[0];
    CHECK(stored.associate_id == anna);
    CHECK(stored.type == "mail");
    CHECK(stored.public_value == "a");
    CHECK(stored.sealed_secret == sealed);
    CHECK(stored.valid_from == TimePoint{std::chrono::milliseconds{5}});
    CHECK(stored.valid_to == TimePoint::max());
    CHECK(stored.is_active);
    CHECK(stored.comment == "text");
    CHECK(all(bert, "mail").at(0).sealed_secret.empty());
    CHECK(all(anna, "Mail").empty());
    CHECK(all(anna, "").empty());

    UntrustedRecord changed = mail(anna, "a", "other");
    changed.is_active = false;
    CHECK(put(changed).has_value());
    CHECK(all(anna, "mail").size() == 2);
    CHECK(all(anna, "mail")[0].sealed_secret == "other");
    CHECK_FALSE(all(anna, "mail")[0].is_active);
    check_refused(put(mail(4711, "a")), errc::storage);

    const auto remove = [&](Rows& rows) { return rows.remove_untrusted(anna, "mail", "a"); };
    CHECK(rows_written(*f.store, remove));
    CHECK_FALSE(rows_written(*f.store, remove));
    CHECK(all(anna, "mail").size() == 1);
    CHECK(all(bert, "mail").size() == 1);
}

TEST_CASE_TEMPLATE("service accounts by id, which is not given again", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const auto insert = [&](const ServiceAuthRecord& record) {
        return try_write(*f.store, [&](Rows& rows) { return rows.insert_service_auth(record, {f.now(), 1}); });
    };
    const auto read = [&](std::int32_t id) {
        return rows_read(*f.store, [&](Rows& rows) { return rows.service_auth(id); });
    };
    ServiceAuthRecord record = account(7, "one");
    record.id = *insert(record);
    auto stored = read(record.id);
    REQUIRE(stored.has_value());
    CHECK(stored->id == record.id);
    CHECK(stored->owner_id == 7);
    CHECK(stored->seal_id == "one");
    CHECK(stored->server == "imap.example.com");
    CHECK(stored->port == 993);
    CHECK(stored->auth_type == "basic");
    CHECK(stored->user_name == "robot");
    CHECK(stored->sealed_password == sealed);
    check_refused(insert(account(7, "one")), errc::storage);

    record.server = "other";
    record.sealed_password.clear();
    rows_written(*f.store, [&](Rows& rows) { return rows.update_service_auth(record, {f.now(), 1}); });
    CHECK(read(record.id)->server == "other");
    CHECK(read(record.id)->sealed_password.empty());

    const auto remove = [&](Rows& rows) { return rows.remove_service_auth(record.id); };
    CHECK(rows_written(*f.store, remove));
    CHECK_FALSE(rows_written(*f.store, remove));
    CHECK_FALSE(read(record.id).has_value());
    check_refused(try_write(*f.store, [&](Rows& rows) { return rows.update_service_auth(record, {f.now(), 1}); }),
                  errc::not_found);
    CHECK(*insert(account(7, "two")) > record.id);
}

TEST_CASE_TEMPLATE("external tokens by the hash of their key", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const std::int32_t anna = f.add(employee("anna"));
    const auto insert = [&](std::uint8_t key, std::int32_t id) {
        return try_write(*f.store, [&](Rows& rows) {
            return rows.insert_external_token({key_of(key), id, "provider", sealed}, {f.now(), 1});
        });
    };
    CHECK(insert(1, anna).has_value());
    check_refused(insert(1, anna), errc::storage);
    check_refused(insert(2, 4711), errc::storage);
    const auto stored = rows_read(*f.store, [](Rows& rows) { return rows.external_token(key_of(1)); });
    REQUIRE(stored.has_value());
    CHECK(stored->key == key_of(1));
    CHECK(stored->associate_id == anna);
    CHECK(stored->provider == "provider");
    CHECK(stored->sealed == sealed);
    CHECK_FALSE(rows_read(*f.store, [](Rows& rows) { return rows.external_token(key_of(2)); }).has_value());
}

TEST_CASE_TEMPLATE("one registration and one key check", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const auto registration = [&] {
        return rows_read(*f.store, [](Rows& rows) { return rows.client_registration(); });
    };
    const auto check = [&] { return rows_read(*f.store, [](Rows& rows) { return rows.key_check(); }); };
    CHECK_FALSE(registration().has_value());
    CHECK_FALSE(check().has_value());
    for (const char* client : {"first", "second"})
        rows_written(*f.store, [&](Rows& rows) -> Result<void> {
            REQUIRE(rows.put_client_registration({client, "https://x/", sealed}, {f.now(), 1}).has_value());
            return rows.put_key_check(sealed + client);
        });
    REQUIRE(registration().has_value());
    CHECK(registration()->client_id == "second");
    CHECK(registration()->redirect_uri == "https://x/");
    CHECK(registration()->sealed_secret == sealed);
    CHECK(check() == sealed + "second");
}

TEST_CASE_TEMPLATE("every sealed value is sealed again under its own identity, or none is", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const std::int32_t anna = f.add(employee("anna"));
    const std::int32_t service = rows_written(*f.store, [&](Rows& rows) -> Result<std::int32_t> {
        const Stamp stamp{f.now(), 1};
        REQUIRE(rows.put_untrusted(mail(anna, "a"), stamp).has_value());
        REQUIRE(rows.put_untrusted(mail(anna, "b"), stamp).has_value());
        REQUIRE(rows.put_untrusted(mail(anna, "without", ""), stamp).has_value());
        REQUIRE(rows.insert_external_token({key_of(1), anna, "p", sealed}, stamp).has_value());
        REQUIRE(rows.put_client_registration({"client", "", sealed}, stamp).has_value());
        return rows.insert_service_auth(account(anna, "seal"), stamp);
    });
    std::map<std::string, int> seen;
    const auto reseal = [&](const std::string& identity, const std::string& old) -> Result<std::string> {
        CHECK(old == sealed);
        ++seen[identity];
        return old + identity;
    };
    const auto refuse = [](const std::string& identity, const std::string& old) -> Result<std::string> {
        if (identity.starts_with("client")) return fail_in_english(errc::server, "It cannot be opened.");
        return old + "x";
    };
    check_refused(try_write(*f.store, [&](Rows& rows) { return rows.reseal_all(refuse); }), errc::server);
    rows_written(*f.store, [&](Rows& rows) { return rows.reseal_all(reseal); });
    CHECK(seen.size() == 5);
    for (const auto& [identity, times] : seen) CHECK(times == 1);

    rows_read(*f.store, [&](Rows& rows) -> Result<void> {
        const auto untrusted = *rows.untrusted(anna, "mail");
        CHECK(untrusted[0].sealed_secret == sealed + seal_identity(untrusted[0]));
        CHECK(untrusted[1].sealed_secret == sealed + seal_identity(untrusted[1]));
        CHECK(untrusted[2].sealed_secret.empty());
        const auto account = **rows.service_auth(service);
        CHECK(account.sealed_password == sealed + seal_identity(account));
        const auto token = **rows.external_token(key_of(1));
        CHECK(token.sealed == sealed + seal_identity(token));
        const auto registration = **rows.client_registration();
        CHECK(registration.sealed_secret == sealed + seal_identity(registration));
        return {};
    });
}
