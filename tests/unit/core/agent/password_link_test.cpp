// Links to a new password: who gets one, how often, how long it is good and for what.
#include "core/agent/password_link.hpp"

#include <doctest/doctest.h>

#include "core/agent/password_mail.hpp"
#include "support/gateway_fixture.hpp"
#include "support/kept_mails.hpp"
#include "support/passwords.hpp"
#include "support/results.hpp"
#include "support/run_task.hpp"

using namespace uag;
using namespace uag::test;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view sent_to_self = "If an e-mail address is registered, a mail with a link is on its way to it.";
const Origin from_home{"198.51.100.7", Protocol::rest, "test"};

struct LinkRig {
    KeptMails mailer;
    GatewayFixture gateway{FixtureSettings{.mailer = &mailer}};
    PasswordLinks& links = gateway.core().agent.part<PasswordLinks>();

    static Context by(std::int32_t id, const char* name, bool users) {
        Context context;
        context.caller.associate_id = id;
        context.caller.name = name;
        context.caller.rights.users = users;
        context.origin = from_home;
        context.operation = "SendChangePasswordEMail";
        return context;
    }
    Context tina = by(2, "tje0", false);
    Context boss = by(1, "ADM0", true);

    OperationResult send(const Context& context, std::int32_t id) {
        auto sent = run_task(links.send(context, id));
        REQUIRE_MESSAGE(sent.has_value(), sent.error().public_text.english());
        return *sent;
    }
    Result<void> redeem(std::string_view token, std::string_view password = strong_password,
                        std::string_view address = from_home.address) {
        return run_task(links.redeem(Secret(token), Secret(password), Origin{address, Protocol::web, "test"}));
    }
    Result<PasswordLinkFacts> look(std::string_view token) { return run_task(links.look(Secret(token))); }
    /// A fresh link of tje0's.
    std::string link() {
        send(tina, 2);
        return mailer.token();
    }
};

}  // namespace

TEST_CASE("a link is mailed to the registered address and sets one password") {
    LinkRig rig;
    const OperationResult sent = rig.send(rig.tina, 2);
    CHECK(sent.success);
    CHECK(sent.message == String(std::string(sent_to_self)));
    REQUIRE(rig.mailer.mails.size() == 1);
    const MailMessage& mail = rig.mailer.mails[0];
    CHECK(mail.to == "tje0@example.com");
    CHECK(mail.to_name == "Tina J. Employee");
    CHECK(mail.text.reveal().find("https://crm.example.com/account/password-link?token=") != std::string_view::npos);
    CHECK(mail.text.reveal().find("2026-01-01 00:00 UTC") != std::string_view::npos);
    CHECK(mail.text.reveal().find("\"tje0\"") != std::string_view::npos);

    const std::string token = rig.mailer.token();
    CHECK(token.size() == 43);
    CHECK_FALSE(rig.gateway.is_on_disk(token));
    REQUIRE(rig.look(token).has_value());
    CHECK(rig.look(token)->name == "tje0");
    CHECK(rig.look(token)->rules.min_characters == 8);

    const std::string ticket = rig.gateway.ticket("tje0", "Tje0");
    REQUIRE_FALSE(ticket.empty());
    rig.gateway.audit.take();
    REQUIRE(rig.redeem(token).has_value());
    CHECK(rig.gateway.logs_in("tje0", strong_password));
    CHECK_FALSE(rig.gateway.logs_in("tje0", "Tje0"));
    const HttpReply reply = rig.gateway.rest("GetMyUser", "SoTicket " + ticket, "{}");
    CHECK(reply.status != 200);
    const auto events = rig.gateway.audit.take();
    REQUIRE_FALSE(events.empty());
    CHECK(events[0].operation == "SetPasswordByLink");
    CHECK(events[0].actor_id == 2);
    CHECK(events[0].subject == "associate tje0");
    CHECK(events[0].source == from_home.address);

    CHECK(code_of(rig.redeem(token, "another-Horse-78-staple")) == errc::not_found);
    CHECK(rig.gateway.logs_in("tje0", strong_password));
}

TEST_CASE("unknown, malformed, used, expired, replaced and overtaken links look the same") {
    LinkRig rig;
    const std::string unknown = rig.look("x").error().public_text.english();
    const auto is_dead = [&](std::string_view token) {
        const auto looked = rig.look(token);
        CHECK(code_of(looked) == errc::not_found);
        CHECK(looked.error().public_text.english() == unknown);
        const int before = rig.gateway.hasher.hashes + rig.gateway.hasher.verifications;
        const auto redeemed = rig.redeem(token);
        CHECK(code_of(redeemed) == errc::not_found);
        CHECK(redeemed.error().public_text.english() == unknown);
        CHECK(rig.gateway.hasher.hashes + rig.gateway.hasher.verifications == before);
    };
    for (const std::string& token :
         {std::string(), std::string("x"), std::string(43, 'A'), std::string(44, 'A'), std::string(42, 'A'),
          std::string(43, '+'), std::string(43, '\0'), std::string(42, 'A') + "=", std::string(70'000, 'A')})
        is_dead(token);
    SUBCASE("used") {
        const std::string token = rig.link();
        REQUIRE(rig.redeem(token).has_value());
        is_dead(token);
    }
    SUBCASE("expired") {
        const std::string token = rig.link();
        rig.gateway.clock.advance(30min - 1ms);
        CHECK(rig.look(token).has_value());
        rig.gateway.clock.advance(1ms);
        is_dead(token);
    }
    SUBCASE("replaced by the next") {
        const std::string token = rig.link();
        rig.gateway.clock.advance(1min);
        const std::string next = rig.link();
        is_dead(token);
        CHECK(rig.look(next).has_value());
    }
    SUBCASE("the password was changed meanwhile") {
        const std::string token = rig.link();
        const auto changed = run_task(rig.gateway.core().agent.change_own_password(
            rig.tina, {String("Tje0"), String(std::string(strong_password))}));
        REQUIRE(changed.has_value());
        is_dead(token);
    }
    SUBCASE("another revision, whoever wrote it") {
        const std::string token = rig.link();
        rig.gateway.sql("UPDATE password_credential SET revision = revision + 1 WHERE associate_id = 2");
        is_dead(token);
    }
    for (const char* state : {"retired = 1", "deleted = 1", "waiting_for_approval = 1", "type = 2"}) {
        SUBCASE(state) {
            const std::string token = rig.link();
            rig.gateway.sql("UPDATE associate SET " + std::string(state) + " WHERE id = 2");
            is_dead(token);
        }
    }
    SUBCASE("not valid any more") {
        const std::string token = rig.link();
        rig.gateway.sql("UPDATE password_credential SET valid_to = 5 WHERE associate_id = 2");
        is_dead(token);
    }
}

TEST_CASE("a refused password says why and leaves the link good") {
    LinkRig rig;
    const std::string token = rig.link();
    const auto weak = rig.redeem(token, "abc");
    CHECK(code_of(weak) == errc::password_policy);
    CHECK_FALSE(weak.error().public_text.empty());
    CHECK(code_of(rig.redeem(token, "tje0@example.com")) == errc::password_policy);
    CHECK(code_of(rig.redeem(token, "\xff\xfe-not-text-77")) == errc::password_policy);
    CHECK(rig.gateway.hasher.hashes == 0);
    CHECK(rig.redeem(token).has_value());
}

TEST_CASE("who has shown no password is not told that theirs is the current one") {
    LinkRig rig;
    REQUIRE(rig.redeem(rig.link()).has_value());
    rig.gateway.clock.advance(1min);
    CHECK(rig.redeem(rig.link()).has_value());
    CHECK(rig.gateway.logs_in("tje0", strong_password));
}

TEST_CASE("a mail a minute and five an hour") {
    LinkRig rig;
    CHECK(rig.send(rig.tina, 2).success);
    const auto refused = [&](std::string_view why) {
        const std::size_t mails = rig.mailer.mails.size();
        for (const Context& context : {rig.tina, rig.boss}) {
            const OperationResult again = rig.send(context, 2);
            CHECK_FALSE(again.success);
            CHECK(again.message.text.find(why) != std::string::npos);
        }
        CHECK(rig.mailer.mails.size() == mails);
    };
    const std::string first = rig.mailer.token();
    refused("in a minute");
    CHECK_MESSAGE(rig.look(first).has_value(), "the link that was sent stays good");
    CHECK_MESSAGE(rig.send(rig.boss, 1).success, "others are not held up");
    for (int i = 0; i < 4; ++i) {
        rig.gateway.clock.advance(1min);
        CHECK(rig.send(rig.tina, 2).success);
    }
    rig.gateway.clock.advance(1min);
    refused("in 55 minutes");
    rig.gateway.clock.advance(55min);
    CHECK(rig.send(rig.tina, 2).success);
    rig.gateway.clock.advance(10s);
    refused("minute");
}

TEST_CASE("who may see it is told what happened, others always the same") {
    struct Case {
        const char* name;
        const char* state;
        const char* why;
    };
    const std::vector<Case> cases{
        {"no address", "UPDATE person SET email = '' WHERE id = 2", "no e-mail address"},
        {"blanks", "UPDATE person SET email = '  ' WHERE id = 2", "no e-mail address"},
        {"no person", "UPDATE associate SET person_id = NULL WHERE id = 2", "no e-mail address"},
        {"retired", "UPDATE associate SET retired = 1 WHERE id = 2", "may not log in"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.name);
        LinkRig rig;
        rig.gateway.sql(c.state);
        const OperationResult own = rig.send(rig.tina, 2);
        CHECK(own.success);
        CHECK(own.message == String(std::string(sent_to_self)));
        CHECK_FALSE_MESSAGE(rig.send(rig.boss, 2).success, "the request counted");
        rig.gateway.clock.advance(1min);
        const OperationResult told = rig.send(rig.boss, 2);
        CHECK_FALSE(told.success);
        CHECK(told.message.text.find(c.why) != std::string::npos);
        CHECK(rig.mailer.mails.empty());
    }
    LinkRig rig;
    CHECK(rig.send(rig.boss, 2).message == String("A mail with a link was sent to the registered address."));
    rig.mailer.failure = fail(errc::invalid_argument, "The mail server refuses the e-mail address.");
    rig.gateway.clock.advance(1min);
    CHECK(rig.send(rig.tina, 2).message == String(std::string(sent_to_self)));
    rig.gateway.clock.advance(1min);
    const OperationResult refused = rig.send(rig.boss, 2);
    CHECK_FALSE(refused.success);
    CHECK(refused.message == String("No link was sent: The mail server refuses the e-mail address."));
    rig.mailer.failure = fail(errc::server, "The mail server does not take the mail now. Try again later.");
    rig.gateway.clock.advance(1min);
    for (const Context& context : {rig.tina, rig.boss}) {
        CHECK(code_of(run_task(rig.links.send(context, 2))) == errc::server);
        rig.gateway.clock.advance(1min);
    }
}

TEST_CASE("nobody, the deleted and a service without mail") {
    LinkRig rig;
    CHECK(code_of(run_task(rig.links.send(rig.boss, 4711))) == errc::not_found);
    rig.gateway.sql("UPDATE associate SET deleted = 1 WHERE id = 2");
    CHECK(code_of(run_task(rig.links.send(rig.boss, 2))) == errc::not_found);
    GatewayFixture bare;
    // The same for everybody: it tells about the installation, not about an address.
    for (const Context& context : {rig.tina, rig.boss}) {
        const auto sent = run_task(bare.core().agent.part<PasswordLinks>().send(context, 2));
        REQUIRE(sent.has_value());
        CHECK_FALSE(sent->success);
        CHECK(sent->message == String("No mail server is configured."));
    }
    CHECK(code_of(run_task(bare.core().agent.part<PasswordLinks>().send(rig.boss, 4711))) == errc::not_found);
    CHECK(bare.audit.take().empty());
}

TEST_CASE("guessing links counts against the source's links, and a blocked source is turned away unseen") {
    LinkRig rig;
    const std::string token = rig.link();
    for (int i = 0; i < 100; ++i) CHECK(code_of(rig.redeem(std::string(43, 'A'))) == errc::not_found);
    const auto blocked = rig.redeem(token);
    CHECK(code_of(blocked) == errc::throttled);
    CHECK(blocked.error().retry_after > 0s);
    CHECK_MESSAGE(rig.look(token).has_value(), "looking uses nothing up");
    rig.gateway.clock.advance(2s);
    CHECK(rig.redeem(token).has_value());
}

TEST_CASE("dead links stop no log-in, and failed log-ins stop no link: whoever is behind the same address") {
    LinkRig rig;
    rig.gateway.address = "192.0.2.77";
    const std::string token = rig.link();
    for (int i = 0; i < 100; ++i)
        CHECK(code_of(rig.redeem(std::string(43, 'A'), strong_password, "192.0.2.77")) == errc::not_found);
    CHECK(code_of(rig.redeem(token, strong_password, "192.0.2.77")) == errc::throttled);
    CHECK(rig.gateway.logs_in("ADM0", "Adm0-demo-only"));
    CHECK(code_of(rig.redeem(std::string(43, 'A'), strong_password, "192.0.2.78")) == errc::not_found);
    rig.gateway.address = "192.0.2.79";
    for (int i = 0; i < 130; ++i) CHECK_FALSE(rig.gateway.logs_in("name" + std::to_string(i), "wrong"));
    CHECK_FALSE(rig.gateway.logs_in("ADM0", "Adm0-demo-only"));
    CHECK(rig.redeem(token, strong_password, "192.0.2.79").has_value());
    CHECK_FALSE(rig.gateway.logs_in("ADM0", "Adm0-demo-only"));  // the source has to wait as before
}

TEST_CASE("the mail in every language says whom, by whom, when, how long, and nothing is left to fill in") {
    const PasswordMailFacts facts{"tje0\r\u2028Bcc: x", "ADM{link}", TimePoint{}, 30min, "https://x.example/?token=T"};
    for (const char* language : {"en", "no", "sv", "da", "de", "nl", "fr"}) {
        CAPTURE(language);
        CHECK(has_password_mail(language));
        const MailMessage mail = write_password_mail(language, facts);
        const std::string text(mail.text.reveal());
        for (const char* part :
             {"tje0\uFFFD\uFFFDBcc: x", "ADM{link}", "1970-01-01 00:00 UTC", "30", "\nhttps://x.example/?token=T\n"})
            CHECK_MESSAGE(text.find(part) != std::string::npos, part);
        CHECK(text.find("{name}") == std::string::npos);
        CHECK_FALSE(mail.subject.empty());
    }
    CHECK_FALSE(has_password_mail("fi"));
    CHECK(write_password_mail("fi", facts).subject == "Set a new password");
}

TEST_CASE("who has no password yet gets a link to a first one, from an administrator and not by themselves") {
    LinkRig rig;
    rig.gateway.sql("DELETE FROM password_credential WHERE associate_id = 2");
    rig.send(rig.tina, 2);
    CHECK(rig.mailer.mails.empty());
    rig.gateway.clock.advance(1min);
    CHECK(rig.send(rig.boss, 2).success);
    REQUIRE(rig.mailer.mails.size() == 1);
    const std::string token = rig.mailer.token();
    REQUIRE(rig.look(token).has_value());
    SUBCASE("it sets one, once") {
        REQUIRE(rig.redeem(token).has_value());
        CHECK(rig.gateway.logs_in("tje0", strong_password));
        CHECK(code_of(rig.redeem(token, "another-Horse-78-staple")) == errc::not_found);
    }
    SUBCASE("it ends with the first password, wherever that comes from") {
        const std::string admin = rig.gateway.ticket("ADM0", "Adm0-demo-only");
        rig.gateway.rest("SetPassword", "SOTicket " + admin, R"({"AssociateId":2,"Password":"another-lantern-42"})");
        REQUIRE(rig.gateway.logs_in("tje0", "another-lantern-42"));
        CHECK(code_of(rig.look(token)) == errc::not_found);
        CHECK(code_of(rig.redeem(token)) == errc::not_found);
    }
    SUBCASE("a link that replaces a password does not outlive it") {
        REQUIRE(rig.redeem(token).has_value());
        rig.gateway.clock.advance(1min);
        const std::string next = rig.link();
        rig.gateway.sql("DELETE FROM password_credential WHERE associate_id = 2");
        CHECK(code_of(rig.look(next)) == errc::not_found);
    }
}
