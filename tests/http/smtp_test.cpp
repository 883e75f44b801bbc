// Mail to a server that others wrote: what arrives, over which kinds of TLS, and what each failure says.
#include "adapters/mail/smtp.hpp"

#include <doctest/doctest.h>

#include "support/manual_clock.hpp"
#include "support/run_task.hpp"
#include "support/seeded_random.hpp"
#include "support/smtp_server.hpp"
#include "support/texts.hpp"

using namespace uag;
using namespace uag::test;
using namespace std::chrono_literals;

namespace {

MailMessage message(std::string to = "tina@example.com") {
    return {std::move(to), "Tina Employée", "Velg et nytt passord – nå",
            Secret(std::string_view(
                "Hei,\n\nhttps://crm.example.com/account/password-link?token=A-_=\n.\n..x\nslutt é\n"))};
}

SmtpSettings smtp_settings(const SmtpServer& server, SmtpTls tls) {
    SmtpSettings settings;
    settings.server = server.address();
    settings.tls = tls;
    settings.from = {"Gateway", "gateway@example.com"};
    if (tls != SmtpTls::none) settings.ca_file = server.authority();
    settings.timeout = 20s;
    return settings;
}

Result<void> send(SmtpSettings settings, MailMessage mail = message()) {
    const ManualClock clock;
    SeededRandom random;
    const auto mailer = make_smtp_mailer(std::move(settings), clock, random);
    return run_task(mailer->send(std::move(mail)));
}

std::string detail(const Result<void>& result, errc code = errc::server) {
    REQUIRE_FALSE(result.has_value());
    const Error error = result.error();
    CHECK(error.code == code);
    CHECK(error.detail.find("token=") == std::string::npos);
    CHECK(error.public_text.english().find("127.0.0.1") == std::string::npos);
    return error.detail;
}

}  // namespace

TEST_CASE("a mail arrives as it was meant") {
    const SmtpServer server;
    const auto sent = send(smtp_settings(server, SmtpTls::none));
    REQUIRE_MESSAGE(sent.has_value(), sent.error().detail);
    const std::string mail = server.mail().value_or("");
    CHECK(mail.starts_with("gateway@example.com tina@example.com -\n"));
    CHECK(contains(mail, "From: Gateway\r\n <gateway@example.com>\r\n"));
    CHECK(contains(mail, "\r\n <tina@example.com>\r\n"));
    CHECK(contains(mail, "Date: Thu, 01 Jan 2026 00:00:00 +0000\r\n"));
    CHECK(contains(mail, "Auto-Submitted: auto-generated\r\n"));
    CHECK(contains(mail, "\r\n\r\nHei,\r\n\r\nhttps://crm.example.com/account/password-link?token=3DA-_=3D\r\n"));
    CHECK_MESSAGE(contains(mail, "\r\n=2E\r\n=2E.x\r\nslutt =C3=A9\r\n"), mail);
    CHECK_FALSE(server.mail(2).has_value());
}

TEST_CASE("STARTTLS and TLS from the first byte, with a password") {
    for (const auto& [word, tls] : {std::pair("starttls", SmtpTls::starttls), std::pair("implicit", SmtpTls::implicit),
                                    std::pair("starttls", SmtpTls::optional)}) {
        CAPTURE(word);
        const SmtpServer server(word, {"--user", "robot:pass:wörd"});
        SmtpSettings with = smtp_settings(server, tls);
        with.user = "robot";
        with.password = Secret(std::string_view("pass:wörd"));
        const auto sent = send(with);
        REQUIRE_MESSAGE(sent.has_value(), sent.error().detail);
        CHECK(server.mail().value_or("").starts_with("gateway@example.com tina@example.com robot\n"));

        with.password = Secret(std::string_view("wrong"));
        CHECK(contains(detail(send(with)), "Login denied"));
        with.user.clear();
        detail(send(with));
        CHECK_FALSE(server.mail(2).has_value());
    }
}

TEST_CASE("a certificate of nobody known, or for another host, is not enough") {
    for (const auto& [word, tls] : {std::pair("starttls", SmtpTls::starttls), std::pair("implicit", SmtpTls::implicit),
                                    std::pair("starttls", SmtpTls::optional)}) {
        CAPTURE(word);
        const SmtpServer server(word);
        SmtpSettings unknown = smtp_settings(server, tls);
        unknown.ca_file.clear();
        CHECK(contains(detail(send(unknown)), "certificate"));
        SmtpSettings other = smtp_settings(server, tls);
        other.server = "localhost" + server.address().substr(server.address().find(':'));
        CHECK(contains(detail(send(other)), "certificate"));
        CHECK_FALSE(server.mail().has_value());
    }
}

TEST_CASE("without TLS nothing is sent where it is wanted") {
    const SmtpServer plain;
    SmtpSettings wanted = smtp_settings(plain, SmtpTls::none);
    wanted.tls = SmtpTls::starttls;
    CHECK(contains(detail(send(wanted)), "SSL"));
    wanted.tls = SmtpTls::implicit;
    detail(send(wanted));
    CHECK_FALSE(plain.mail().has_value());
    wanted.tls = SmtpTls::optional;
    CHECK(send(wanted).has_value());
    CHECK(plain.mail().has_value());
    const SmtpServer strict("starttls");
    detail(send(smtp_settings(strict, SmtpTls::none)));
    CHECK_FALSE(strict.mail().has_value());
}

TEST_CASE("a refused address is told apart from a server that takes nothing now") {
    const SmtpServer server("none", {"--refuse", "gone@example.com", "--later", "grey@example.com"});
    const auto with = smtp_settings(server, SmtpTls::none);
    const auto gone = send(with, message("gone@example.com"));
    CHECK(contains(detail(gone, errc::invalid_argument), "550 5.1.1"));
    CHECK(gone.error().public_text.english() == "The mail server refuses the e-mail address.");
    CHECK(contains(detail(send(with, message("grey@example.com"))), "451 4.7.1"));
    for (const char* wrong : {"nobody", "a@b@c.example", "x@", "a b@example.com", "søk@example.com",
                              "x@example.com\r\nRCPT TO:<y@example.com>", "x@exa mple.com", "<x@example.com>"})
        detail(send(with, message(wrong)), errc::invalid_argument);
    CHECK_FALSE(server.mail().has_value());
    CHECK(send(with, message("x@bücher.example")).has_value());
    CHECK(server.mail().value_or("").starts_with("gateway@example.com x@xn--bcher-kva.example -\n"));
}

TEST_CASE("a server that says nothing, and none at all") {
    const SmtpServer silent("none", {"--hang"});
    SmtpSettings with = smtp_settings(silent, SmtpTls::none);
    with.timeout = 300ms;
    const auto begun = std::chrono::steady_clock::now();
    CHECK(contains(detail(send(with)), "imeout"));
    CHECK(std::chrono::steady_clock::now() - begun < 10s);
    with.server = "127.0.0.1:1";
    detail(send(with));
}

TEST_CASE("what waits for a mailer that ends is refused") {
    const SmtpServer silent("none", {"--hang"});
    SmtpSettings with = smtp_settings(silent, SmtpTls::none);
    with.waiting = 0;
    const auto refused = send(with);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == errc::overloaded);
    CHECK(refused.error().public_text.english().find("the mail server") != std::string::npos);
}
