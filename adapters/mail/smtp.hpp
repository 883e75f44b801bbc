// Mail through one SMTP server (RFC 5321), by libcurl: the server's certificate and name always verified, each mail
// bounded in time, sent by a thread of its own so that no I/O thread waits.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "adapters/mail/address.hpp"
#include "core/agent/mailer.hpp"
#include "core/base/clock.hpp"
#include "core/base/random.hpp"

namespace uag {

enum class SmtpTls : std::uint8_t {
    implicit,   ///< from the first byte on (RFC 8314 3.3), port 465
    starttls,   ///< STARTTLS (RFC 3207), port 587; without it nothing is sent
    optional,   ///< STARTTLS where the server offers it; never with a password
    none        ///< clear text; for a server on this machine
};

struct SmtpSettings {
    std::string server;      ///< HOST or HOST:PORT; an IPv6 address in brackets
    SmtpTls tls = SmtpTls::starttls;
    mail::Address from;
    std::string user;        ///< empty: no authentication
    Secret password;
    std::string ca_file;     ///< PEM; empty: the system's authorities
    std::chrono::milliseconds timeout{10'000};   ///< for one mail, connecting included
    unsigned threads = 2;
    std::size_t waiting = 64;                    ///< mails that may wait for one
};

/// Connects only when there is a mail. Clock and random must outlive it, and it must go before the io_contexts.
std::unique_ptr<Mailer> make_smtp_mailer(SmtpSettings settings, const Clock& clock, Random& random);

}  // namespace uag
