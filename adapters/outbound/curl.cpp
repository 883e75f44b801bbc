#include "adapters/outbound/curl.hpp"

#include <mutex>

namespace uag::curl {
namespace {

constexpr int stop_is_seen_within_ms = 1000;

// Whoever cancels wakes the transfer as long as this lives.
class Woken {
public:
    Woken(CURLM* multi, outbound::Cancellation* cancellation) : cancellation_(cancellation) {
        if (cancellation_ != nullptr) cancellation_->wake_by([multi] { curl_multi_wakeup(multi); });
    }
    ~Woken() {
        if (cancellation_ != nullptr) cancellation_->wake_by(nullptr);
    }
    Woken(const Woken&) = delete;
    Woken& operator=(const Woken&) = delete;

private:
    outbound::Cancellation* const cancellation_;
};

}  // namespace

void initialize() {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

Transfer::Transfer(const std::string& ca_file, std::chrono::milliseconds timeout, const std::atomic<bool>& stopping)
    : multi_(curl_multi_init()),
      handle_(curl_easy_init()),
      stopping_(stopping),
      ready_(multi_ != nullptr && handle_ != nullptr) {
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    if (!ca_file.empty()) {
        set(CURLOPT_CAINFO, ca_file.c_str());
        set(CURLOPT_CAPATH, static_cast<const char*>(nullptr));  // not the system's too
    }
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(timeout.count()));
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(timeout.count()));
}

CURLcode Transfer::run(outbound::Cancellation* cancellation) {
    if (!ready_ || curl_multi_add_handle(multi_.get(), handle_.get()) != CURLM_OK) return CURLE_FAILED_INIT;
    const Woken woken(multi_.get(), cancellation);
    const CURLcode code = perform(cancellation);
    // One that has not come to its end closes its connection here.
    curl_multi_remove_handle(multi_.get(), handle_.get());
    return code;
}

CURLcode Transfer::perform(const outbound::Cancellation* cancellation) {
    while (true) {
        if (stopping_.load() || (cancellation != nullptr && cancellation->is_cancelled()))
            return CURLE_ABORTED_BY_CALLBACK;
        int running = 0;
        if (curl_multi_perform(multi_.get(), &running) != CURLM_OK) return CURLE_FAILED_INIT;
        if (running == 0) break;
        if (curl_multi_poll(multi_.get(), nullptr, 0, stop_is_seen_within_ms, nullptr) != CURLM_OK)
            return CURLE_FAILED_INIT;
    }
    int left = 0;
    const CURLMsg* const message = curl_multi_info_read(multi_.get(), &left);
    return message == nullptr ? CURLE_FAILED_INIT : message->data.result;
}

long Transfer::info(CURLINFO what) const {
    long value = 0;
    curl_easy_getinfo(handle_.get(), what, &value);
    return value;
}

bool Transfer::has_connected() const {
    curl_off_t microseconds = 0;
    curl_easy_getinfo(handle_.get(), CURLINFO_PRETRANSFER_TIME_T, &microseconds);
    return microseconds > 0;
}

}  // namespace uag::curl
