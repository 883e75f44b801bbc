#include "server/setup/mail_setup.hpp"

#include "adapters/files/secret_file.hpp"
#include "adapters/mail/smtp.hpp"
#include "server/config/endpoint.hpp"
#include "server/setup/readable_file.hpp"

namespace uag {
namespace {

// RFC 8314 3.3 and 7.3, RFC 6409 3.1, RFC 5321 4.5.4.2; where the settings name no port.
constexpr std::string_view usual_port(SmtpTls tls) {
    switch (tls) {
        case SmtpTls::starttls: return ":587";
        case SmtpTls::implicit: return ":465";
        case SmtpTls::optional:
        case SmtpTls::none: break;
    }
    return ":25";
}

}  // namespace

Result<std::unique_ptr<Mailer>> open_mailer(const Config& config, const Clock& clock, Random& random) {
    const Config::Mail& from = config.mail;
    if (from.server.empty()) return std::unique_ptr<Mailer>();
    auto password = read_secret_file(from.password_file, "mail.password_file");
    if (!password.has_value()) return password.error();
    auto sender = mail::parse_address(from.from);
    if (!sender.has_value()) return sender.error();
    if (const Result<void> found = check_readable(from.ca_file, "mail.ca_file"); !found.has_value())
        return found.error();
    SmtpSettings settings;
    settings.server = from.server;
    settings.tls = from.tls;
    if (server_host(from.server) == from.server) settings.server += usual_port(from.tls);
    settings.from = std::move(*sender);
    settings.user = from.user;
    settings.password = std::move(*password);
    settings.ca_file = from.ca_file;
    settings.timeout = from.timeout;
    return make_smtp_mailer(std::move(settings), clock, random);
}

}  // namespace uag
