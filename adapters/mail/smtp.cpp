#include "adapters/mail/smtp.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "adapters/mail/message.hpp"
#include "adapters/outbound/curl.hpp"
#include "adapters/outbound/worker.hpp"
#include "core/base/encoding.hpp"
#include "core/base/text.hpp"

namespace uag {
namespace mail {
namespace {

// How far the conversation came; of the client's lines only the first word is looked at, since others hold a password.
struct Progress {
    std::string_view unsent;
    bool at_recipient = false;
    bool quits = false;
    std::string reply;          // the server's last line before the client quits
};

std::size_t hand_over(char* to, std::size_t size, std::size_t count, void* from) {
    std::string_view& unsent = static_cast<Progress*>(from)->unsent;
    const std::size_t bytes = std::min(size * count, unsent.size());
    std::memcpy(to, unsent.data(), bytes);
    unsent.remove_prefix(bytes);
    return bytes;
}

int watch(CURL*, curl_infotype kind, char* data, std::size_t size, void* to) {
    constexpr std::size_t longest_reply = 200;
    auto& progress = *static_cast<Progress*>(to);
    const std::string_view line(data, size);
    if (kind == CURLINFO_HEADER_OUT) {
        progress.quits = line.starts_with("QUIT");
        if (!progress.quits) progress.at_recipient = line.starts_with("RCPT ");
    }
    if (kind == CURLINFO_HEADER_IN && !progress.quits) progress.reply = printable(trim(line.substr(0, longest_reply)));
    return 0;
}

class Smtp final : public Mailer {
public:
    Smtp(SmtpSettings settings, const Clock& clock, Random& random)
        : settings_(std::move(settings)),
          clock_(clock),
          random_(random),
          worker_("the mail server", settings_.threads, settings_.waiting, stopping_) {
        curl::initialize();
    }

    Task<Result<void>> send(MailMessage message) override {
        Result<std::string> to = check_address(message.to);
        if (!to.has_value()) co_return to.error();
        std::array<std::byte, 16> bits{};
        random_.fill(bits);
        const std::string id = hex_encode(bits) + '@' + std::string(settings_.from.domain());
        const Secret text = write_message({settings_.from, {message.to_name, *to}, message.subject, clock_.now(), id},
                                          message.text.reveal());
        auto work = [this, &to, &text] { return sent(*to, text); };
        co_return co_await worker_.run(work);
    }

private:
    Result<void> sent(const std::string& to, const Secret& text) const;
    void prepare(curl::Transfer& transfer, const curl_slist* recipients, Progress& progress) const;
    Error failure(CURLcode code, const Progress& progress) const;

    const SmtpSettings settings_;
    const Clock& clock_;
    Random& random_;
    std::atomic<bool> stopping_{false};
    Worker worker_;  // last: its threads use the others until it is gone
};

void Smtp::prepare(curl::Transfer& transfer, const curl_slist* recipients, Progress& progress) const {
    const bool implicit = settings_.tls == SmtpTls::implicit;
    const std::string url = (implicit ? "smtps://" : "smtp://") + settings_.server;
    const std::string from = '<' + settings_.from.mail + '>';
    const long use_tls = settings_.tls == SmtpTls::none       ? CURLUSESSL_NONE
                         : settings_.tls == SmtpTls::optional ? CURLUSESSL_TRY
                                                              : CURLUSESSL_ALL;
    transfer.set(CURLOPT_URL, url.c_str());
    transfer.set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    transfer.set(CURLOPT_USE_SSL, use_tls);
    transfer.set(CURLOPT_PROXY, "");
    transfer.set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    if (!settings_.user.empty()) {
        const Secret password(std::string(settings_.password.reveal()) + '\0');
        transfer.set(CURLOPT_USERNAME, settings_.user.c_str());
        transfer.set(CURLOPT_PASSWORD, password.reveal().data());
    }
    transfer.set(CURLOPT_MAIL_FROM, from.c_str());
    transfer.set(CURLOPT_MAIL_RCPT, recipients);
    transfer.set(CURLOPT_UPLOAD, 1L);
    transfer.set(CURLOPT_READFUNCTION, &hand_over);
    transfer.set(CURLOPT_READDATA, static_cast<void*>(&progress));
    transfer.set(CURLOPT_VERBOSE, 1L);
    transfer.set(CURLOPT_DEBUGFUNCTION, &watch);
    transfer.set(CURLOPT_DEBUGDATA, static_cast<void*>(&progress));
}

Result<void> Smtp::sent(const std::string& to, const Secret& text) const {
    const curl::List recipients(curl_slist_append(nullptr, ('<' + to + '>').c_str()));
    Progress progress{text.reveal(), false, false, {}};
    if (!recipients) return failure(CURLE_OUT_OF_MEMORY, progress);
    curl::Transfer transfer(settings_.ca_file, settings_.timeout, stopping_);
    prepare(transfer, recipients.get(), progress);
    const CURLcode done = transfer.run();
    if (done == CURLE_OK) return {};
    return failure(done, progress);
}

Error Smtp::failure(CURLcode code, const Progress& progress) const {
    // 4yz (RFC 5321 4.2.1) is for later, and says nothing of the address.
    if (progress.at_recipient && progress.reply.starts_with('5'))
        return fail(errc::invalid_argument, "The mail server refuses the e-mail address.", progress.reply);
    std::string detail = settings_.server + ": " + curl_easy_strerror(code);
    if (!progress.reply.empty()) ((detail += " (") += progress.reply) += ')';
    return fail(errc::server, "The mail server does not take the mail now. Try again later.", std::move(detail));
}

}  // namespace
}  // namespace mail

std::unique_ptr<Mailer> make_smtp_mailer(SmtpSettings settings, const Clock& clock, Random& random) {
    return std::make_unique<mail::Smtp>(std::move(settings), clock, random);
}

}  // namespace uag
