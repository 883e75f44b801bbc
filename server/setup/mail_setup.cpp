#include "server/setup/mail_setup.hpp"

#include <array>
#include <fstream>

#include "adapters/files/secret_file.hpp"
#include "adapters/mail/smtp.hpp"

namespace uag {
namespace {

struct Mode {
    std::string_view word;
    SmtpTls tls;
    std::string_view port;   ///< where none is given
};
constexpr std::array<Mode, 4> modes{{{"starttls", SmtpTls::starttls, ":587"},
                                     {"implicit", SmtpTls::implicit, ":465"},
                                     {"optional", SmtpTls::optional, ":25"},
                                     {"none", SmtpTls::none, ":25"}}};

}  // namespace

Result<std::unique_ptr<Mailer>> open_mailer(const Config& config, const Clock& clock, Random& random) {
    const Config::Mail& from = config.mail;
    if (from.server.empty()) return std::unique_ptr<Mailer>();
    auto password = read_secret_file(from.password_file, "mail.password_file");
    if (!password.has_value()) return password.error();
    auto sender = mail::parse_address(from.from);
    if (!sender.has_value()) return sender.error();
    if (!from.ca_file.empty() && !std::ifstream(from.ca_file).is_open())
        return fail(errc::invalid_argument, from.ca_file + ": cannot be read (mail.ca_file)");
    SmtpSettings settings;
    settings.server = from.server;
    for (const Mode& mode : modes) {
        if (mode.word != from.tls) continue;
        settings.tls = mode.tls;
        if (server_host(from.server) == from.server) settings.server += mode.port;
    }
    settings.from = std::move(*sender);
    settings.user = from.user;
    settings.password = std::move(*password);
    settings.ca_file = from.ca_file;
    settings.timeout = from.timeout;
    return make_smtp_mailer(std::move(settings), clock, random);
}

}  // namespace uag
