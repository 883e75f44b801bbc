#include "adapters/mail/smtp.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <mutex>

#include "adapters/mail/message.hpp"
#include "adapters/worker.hpp"
#include "core/base/encoding.hpp"
#include "core/base/text.hpp"

namespace uag {
namespace mail {
namespace {

struct FreeHandle {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Handle = std::unique_ptr<CURL, FreeHandle>;
using List = std::unique_ptr<curl_slist, FreeList>;

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

int go_on(void* stopping, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<const std::atomic<bool>*>(stopping)->load() ? 1 : 0;
}

class Smtp final : public Mailer {
public:
    Smtp(SmtpSettings settings, const Clock& clock, Random& random)
        : settings_(std::move(settings)),
          clock_(clock),
          random_(random),
          worker_("the mail server", settings_.threads, settings_.waiting, stopping_) {
        static std::once_flag once;
        std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    }

    Task<Result<void>> send(MailMessage message) override {
        Result<std::string> to = check_address(message.to);
        if (!to.has_value()) co_return to.error();
        std::array<std::byte, 16> bits{};
        random_.fill(bits);
        const std::string id = hex_encode(bits) + '@' + std::string(settings_.from.domain());
        const Secret text = write_message(
            {settings_.from, {message.to_name, *to}, message.subject, clock_.now(), id}, message.text.reveal());
        auto work = [this, &to, &text] { return sent(*to, text); };
        co_return co_await worker_.run(work);
    }

private:
    Result<void> sent(const std::string& to, const Secret& text) const;
    bool prepare(CURL* curl, const curl_slist* recipients, Progress& progress) const;
    Error failure(CURLcode code, const Progress& progress) const;

    const SmtpSettings settings_;
    const Clock& clock_;
    Random& random_;
    std::atomic<bool> stopping_{false};
    Worker worker_;  // last: its threads use the others until it is gone
};

bool Smtp::prepare(CURL* curl, const curl_slist* recipients, Progress& progress) const {
    bool ready = true;
    const auto set = [&](CURLoption option, auto value) {
        ready = ready && curl_easy_setopt(curl, option, value) == CURLE_OK;
    };
    const bool implicit = settings_.tls == SmtpTls::implicit;
    const std::string url = (implicit ? "smtps://" : "smtp://") + settings_.server;
    const std::string from = '<' + settings_.from.mail + '>';
    const long use_tls = settings_.tls == SmtpTls::none       ? CURLUSESSL_NONE
                         : settings_.tls == SmtpTls::optional ? CURLUSESSL_TRY
                                                              : CURLUSESSL_ALL;
    set(CURLOPT_URL, url.c_str());
    set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set(CURLOPT_USE_SSL, use_tls);
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    if (!settings_.ca_file.empty()) {
        set(CURLOPT_CAINFO, settings_.ca_file.c_str());
        set(CURLOPT_CAPATH, static_cast<const char*>(nullptr));
    }
    set(CURLOPT_PROXY, "");
    set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(settings_.timeout.count()));
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(settings_.timeout.count()));
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, &go_on);
    set(CURLOPT_XFERINFODATA, static_cast<const void*>(&stopping_));
    if (!settings_.user.empty()) {
        const Secret password(std::string(settings_.password.reveal()) + '\0');
        set(CURLOPT_USERNAME, settings_.user.c_str());
        set(CURLOPT_PASSWORD, password.reveal().data());
    }
    set(CURLOPT_MAIL_FROM, from.c_str());
    set(CURLOPT_MAIL_RCPT, recipients);
    set(CURLOPT_UPLOAD, 1L);
    set(CURLOPT_READFUNCTION, &hand_over);
    set(CURLOPT_READDATA, static_cast<void*>(&progress));
    set(CURLOPT_VERBOSE, 1L);
    set(CURLOPT_DEBUGFUNCTION, &watch);
    set(CURLOPT_DEBUGDATA, static_cast<void*>(&progress));
    return ready;
}

Result<void> Smtp::sent(const std::string& to, const Secret& text) const {
    const Handle handle(curl_easy_init());
    const List recipients(curl_slist_append(nullptr, ('<' + to + '>').c_str()));
    Progress progress{text.reveal(), false, false, {}};
    if (!handle || !recipients || !prepare(handle.get(), recipients.get(), progress))
        return failure(CURLE_FAILED_INIT, progress);
    const CURLcode done = curl_easy_perform(handle.get());
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
