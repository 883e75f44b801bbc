// Untrusted credentials and service accounts: who reads the secret, what is kept when it is not sent, what is
// on disk.
#include <fstream>
#include <iterator>

#include "support/credentials_rig.hpp"
#include "support/dates.hpp"
#include "support/results.hpp"

using namespace uag;
using namespace uag::test;

namespace {

UntrustedCredentials mail_account(const char* account, const char* secret) {
    UntrustedCredentials carrier;
    carrier.public_value = account;
    if (secret != nullptr) carrier.secret_value = secret;
    carrier.comment = "my mail";
    carrier.is_active = true;
    return carrier;
}

List<Box<UntrustedCredentials>> own(CredentialsRig& rig, const Context& by, const char* type = "Mail") {
    auto found = run_task(rig.credentials.get_untrusted_credentials(by, {type}));
    REQUIRE(found.has_value());
    return *found;
}

List<Box<UntrustedCredentials>> of(CredentialsRig& rig, const Context& by, std::int32_t associate) {
    auto found = run_task(rig.credentials.get_untrusted_credentials_for_associate(by, {associate, "Mail"}));
    REQUIRE(found.has_value());
    return *found;
}

ServiceAuth account(std::int32_t id, const char* server, const char* password) {
    ServiceAuth carrier;
    carrier.service_auth_id = id;
    carrier.server = server;
    carrier.port = 993;
    carrier.auth_type = "imap";
    carrier.username = "kim";
    if (password != nullptr) carrier.password = password;
    return carrier;
}

bool is_on_disk(const CredentialsRig& rig, std::string_view text) {
    for (const char* end : {"", "-wal"}) {
        std::ifstream file(rig.database() + end, std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
        if (bytes.find(text) != std::string::npos) return true;
    }
    return false;
}

}  // namespace

TEST_CASE("untrusted credentials come back to their owner with the secret, which is not on disk in clear") {
    CredentialsRig rig;
    const Context tina = rig.by("tje0");
    UntrustedCredentials sent = mail_account("tina@example.com", "s3cret-mail-password");
    sent.valid_from = date_of("2026-01-01T08:00:00Z");
    sent.valid_to = date_of("2027-01-01T08:00:00+01:00");
    REQUIRE(run_task(rig.credentials.save_untrusted_credentials(tina, {"Mail", sent})).has_value());
    const auto kept = own(rig, tina);
    REQUIRE(kept.items.size() == 1);
    const UntrustedCredentials& one = *kept.items[0];
    CHECK(one.public_value.text == "tina@example.com");
    CHECK(one.secret_value == String("s3cret-mail-password"));
    CHECK(one.comment.text == "my mail");
    CHECK(one.is_active);
    CHECK(to_time_point(one.valid_from) == to_time_point(date_of("2026-01-01T08:00:00Z")));
    CHECK(to_time_point(one.valid_to) == to_time_point(date_of("2027-01-01T07:00:00Z")));
    CHECK(own(rig, tina, "Calendar").items.empty());
    CHECK(own(rig, tina, "Calendar").presence == Presence::value);
    CHECK_FALSE(is_on_disk(rig, "s3cret-mail-password"));
    const auto events = rig.events();
    REQUIRE(events.size() == 1);
    CHECK(events[0].detail.find("s3cret") == std::string::npos);
}

TEST_CASE("whoever administers users sees everything but the secret, a system associate that too") {
    CredentialsRig rig;
    const std::int32_t id = rig.id("tje0");
    REQUIRE(run_task(rig.credentials.save_untrusted_credentials(rig.by("tje0"),
                                                                {"Mail", mail_account("t@example.com", "secret")}))
                .has_value());
    const auto by_boss = of(rig, rig.by("adm0", true), id);
    REQUIRE(by_boss.items.size() == 1);
    CHECK(by_boss.items[0]->public_value.text == "t@example.com");
    CHECK(by_boss.items[0]->secret_value.presence == Presence::nil);
    const auto by_system = of(rig, rig.by("sys0"), id);
    CHECK(by_system.items[0]->secret_value == String("secret"));
    const auto by_owner = of(rig, rig.by("tje0", true), id);
    CHECK(by_owner.items[0]->secret_value == String("secret"));
    CHECK(own(rig, rig.by("adm0")).items.empty());
    CHECK(of(rig, rig.by("adm0", true), 4711).presence == Presence::value);
}

TEST_CASE("a secret that is not sent stays, an empty one goes, another one replaces") {
    CredentialsRig rig;
    const Context tina = rig.by("tje0");
    const Context boss = rig.by("adm0", true);
    const auto secret = [&] { return own(rig, tina).items[0]->secret_value; };
    const auto save = [&](const Context& by, const UntrustedCredentials& carrier) {
        REQUIRE(
            run_task(rig.credentials.save_untrusted_credentials_for_associate(by, {rig.id("tje0"), "Mail", carrier}))
                .has_value());
    };
    save(tina, mail_account("t@example.com", "first"));
    UntrustedCredentials edited = mail_account("t@example.com", nullptr);
    edited.comment = "edited";
    save(boss, edited);  // as it came back to whoever administers: without the secret
    CHECK(secret() == String("first"));
    CHECK(own(rig, tina).items[0]->comment.text == "edited");
    save(boss, mail_account("t@example.com", "second"));
    CHECK(secret() == String("second"));
    save(tina, mail_account("other@example.com", nullptr));
    REQUIRE(own(rig, tina).items.size() == 2);
    CHECK(own(rig, tina).items[0]->secret_value == String(""));  // "other" sorts first and never had one
    save(tina, mail_account("t@example.com", ""));
    CHECK(own(rig, tina).items[1]->secret_value == String(""));
}

TEST_CASE("limits of validity that clients in other time zones send mean without limit") {
    CredentialsRig rig;
    const Context tina = rig.by("tje0");
    UntrustedCredentials sent = mail_account("t@example.com", "x");
    for (const char* end :
         {"9999-12-31T23:59:59", "9999-12-31T04:00:00Z", "+010000-01-01T04:59:59.000Z", "0001-01-01T00:00:00"}) {
        sent.valid_from = date_of("0000-12-31T23:06:32.000Z");
        sent.valid_to = date_of(end);
        REQUIRE(run_task(rig.credentials.save_untrusted_credentials(tina, {"Mail", sent})).has_value());
        const auto kept = own(rig, tina);
        CHECK(format(kept.items[0]->valid_from) == "0001-01-01T00:00:00");
        CHECK(format(kept.items[0]->valid_to) == "9999-12-31T23:59:59");
    }
}

TEST_CASE("credentials that cannot be kept name their fields, all of them") {
    CredentialsRig rig;
    const Context tina = rig.by("tje0");
    UntrustedCredentials bad = mail_account("", "x");
    bad.comment = std::string(2001, 'c');
    bad.secret_value = "\xff";
    bad.valid_from = date_of("2026-02-01");
    bad.valid_to = date_of("2026-01-01");
    const auto refused = run_task(rig.credentials.save_untrusted_credentials(tina, {"", bad}));
    CHECK(code_of(refused) == errc::validation);
    std::vector<std::string> fields;
    for (const auto& [field, text] : refused.error().messages) fields.push_back(field);
    CHECK(fields == std::vector<std::string>{"Type", "PublicValue", "Comment", "SecretValue", "ValidTo"});
    CHECK(code_of(run_task(rig.credentials.save_untrusted_credentials(tina, {"Mail", {}}))) == errc::invalid_argument);
    const Context boss = rig.by("adm0", true);
    CHECK(code_of(run_task(rig.credentials.save_untrusted_credentials_for_associate(
              boss, {4711, "Mail", mail_account("a", "b")}))) == errc::not_found);
    CHECK(rig.events().empty());
}

TEST_CASE("credentials are removed by type and public value; what is not there is not found") {
    CredentialsRig rig;
    const Context tina = rig.by("tje0");
    const Context boss = rig.by("adm0", true);
    const auto save = [&](const char* value) {
        REQUIRE(
            run_task(rig.credentials.save_untrusted_credentials(tina, {"Mail", mail_account(value, "x")})).has_value());
    };
    save("a");
    save("b");
    CHECK(code_of(run_task(rig.credentials.remove_untrusted_credentials(boss, {"Mail", "a"}))) == errc::not_found);
    REQUIRE(run_task(rig.credentials.remove_untrusted_credentials(tina, {"Mail", "a"})).has_value());
    CHECK(code_of(run_task(rig.credentials.remove_untrusted_credentials(tina, {"Mail", "a"}))) == errc::not_found);
    REQUIRE(run_task(rig.credentials.remove_untrusted_credentials_for_associate(boss, {rig.id("tje0"), "Mail", "b"}))
                .has_value());
    CHECK(own(rig, tina).items.empty());
    CHECK(code_of(run_task(rig.credentials.remove_untrusted_credentials_for_associate(boss, {4711, "Mail", "b"}))) ==
          errc::not_found);
}

TEST_CASE("a sealed secret that was moved to another row is not given out") {
    CredentialsRig rig;
    const Context tina = rig.by("tje0");
    REQUIRE(run_task(rig.credentials.save_untrusted_credentials(tina, {"Mail", mail_account("a", "secret-of-a")}))
                .has_value());
    // The id is looked up before: a read inside the transaction would wait for a thread of the store's.
    const std::int32_t id = rig.id("tje0");
    std::function<Result<void>(Rows&)> move = [id](Rows& rows) -> Result<void> {
        UntrustedRecord record = rows.untrusted(id, "Mail")->at(0);
        record.public_value = "b";
        return rows.put_untrusted(record, {});
    };
    REQUIRE(run_task(rig.store().write(move)).has_value());
    const auto refused = run_task(rig.credentials.get_untrusted_credentials(tina, {"Mail"}));
    CHECK(code_of(refused) == errc::server);
    CHECK(refused.error().public_text.english() == "A stored secret cannot be read.");
}

TEST_CASE("a service account belongs to whoever saved it; only they and system associates see the password") {
    CredentialsRig rig;
    const Context tina = rig.by("tje0");
    const auto saved =
        run_task(rig.credentials.save_service_auth(tina, {account(0, "mail.example.com", "pop-and-secret")}));
    REQUIRE(saved.has_value());
    const std::int32_t id = (*saved)->service_auth_id;
    CHECK(id != 0);
    CHECK((*saved)->password == String("pop-and-secret"));
    CHECK_FALSE(is_on_disk(rig, "pop-and-secret"));
    const auto seen_by = [&](const Context& by) { return *run_task(rig.credentials.get_service_auth(by, {id})); };
    CHECK(seen_by(tina)->password == String("pop-and-secret"));
    CHECK(seen_by(tina)->port == 993);
    CHECK(seen_by(rig.by("sys0"))->password == String("pop-and-secret"));
    CHECK(seen_by(rig.by("adm0", true))->password.presence == Presence::nil);
    CHECK(seen_by(rig.by("ext0"))->password.presence == Presence::nil);
    CHECK(run_task(rig.credentials.get_service_auth(tina, {4711}))->presence() == Presence::nil);
}

TEST_CASE("a service account is changed and deleted by its owner and by whoever administers users") {
    CredentialsRig rig;
    const Context tina = rig.by("tje0");
    const Context boss = rig.by("adm0", true);
    const Context other = rig.by("ext0");
    const std::int32_t id =
        (*run_task(rig.credentials.save_service_auth(tina, {account(0, "a.example.com", "one")})))->service_auth_id;
    CHECK(code_of(run_task(rig.credentials.save_service_auth(other, {account(id, "evil.example.com", nullptr)}))) ==
          errc::access_denied);
    CHECK(code_of(run_task(rig.credentials.delete_service_auth(other, {id}))) == errc::access_denied);
    REQUIRE(run_task(rig.credentials.save_service_auth(boss, {account(id, "a.example.com", nullptr)})).has_value());
    // Not sent: kept, and still the owner's to read.
    CHECK((*run_task(rig.credentials.get_service_auth(tina, {id})))->password == String("one"));
    const auto by_boss = run_task(rig.credentials.save_service_auth(boss, {account(id, "b.example.com", nullptr)}));
    REQUIRE(by_boss.has_value());
    CHECK((*by_boss)->password.presence == Presence::nil);
    const auto seen = *run_task(rig.credentials.get_service_auth(tina, {id}));
    CHECK(seen->server.text == "b.example.com");
    CHECK(seen->password == String(""));  // nor does it go where another than the owner sends it
    REQUIRE(run_task(rig.credentials.save_service_auth(tina, {account(id, "b.example.com", "two")})).has_value());
    ServiceAuth plainly = account(id, "b.example.com", nullptr);
    plainly.auth_type = "Plain";
    REQUIRE(run_task(rig.credentials.save_service_auth(boss, {plainly})).has_value());
    CHECK((*run_task(rig.credentials.get_service_auth(tina, {id})))->password == String(""));
    REQUIRE(run_task(rig.credentials.save_service_auth(tina, {account(id, "b.example.com", "")})).has_value());
    CHECK((*run_task(rig.credentials.get_service_auth(tina, {id})))->password == String(""));
    REQUIRE(run_task(rig.credentials.delete_service_auth(tina, {id})).has_value());
    CHECK(code_of(run_task(rig.credentials.delete_service_auth(tina, {id}))) == errc::not_found);
    CHECK(code_of(run_task(rig.credentials.save_service_auth(tina, {account(id, "b.example.com", "x")}))) ==
          errc::not_found);
}

TEST_CASE("a service account's fields are judged together") {
    CredentialsRig rig;
    const Context tina = rig.by("tje0");
    ServiceAuth bad = account(0, " ", "x");
    bad.port = 65536;
    bad.username = std::string(255, 'u');
    const auto refused = run_task(rig.credentials.save_service_auth(tina, {bad}));
    CHECK(code_of(refused) == errc::validation);
    std::vector<std::string> fields;
    for (const auto& [field, text] : refused.error().messages) fields.push_back(field);
    CHECK(fields == std::vector<std::string>{"Server", "Username", "Port"});
    bad = account(0, "a.example.com", "x");
    bad.port = -1;
    CHECK(code_of(run_task(rig.credentials.save_service_auth(tina, {bad}))) == errc::validation);
    CHECK(code_of(run_task(rig.credentials.save_service_auth(tina, {}))) == errc::invalid_argument);
    CHECK(rig.events().empty());
}

TEST_CASE("defaults are not saved") {
    CredentialsRig rig;
    const Context tina = rig.by("tje0");
    const auto untrusted = *run_task(rig.credentials.create_default_untrusted_credentials(tina));
    CHECK(untrusted->is_active);
    CHECK(format(untrusted->valid_to) == "9999-12-31T23:59:59");
    const auto service = *run_task(rig.credentials.create_default_service_auth(tina));
    CHECK(service->service_auth_id == 0);
    CHECK(rig.events().empty());
}
