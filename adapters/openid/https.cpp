#include "adapters/openid/https.hpp"

#include <curl/curl.h>

#include <memory>
#include <mutex>

namespace uag::openid {
namespace {

struct FreeHandle {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Handle = std::unique_ptr<CURL, FreeHandle>;
using Fields = std::unique_ptr<curl_slist, FreeList>;

struct Collected {
    std::string text;
    std::size_t most = 0;
    bool too_long = false;
};

std::size_t collect(char* data, std::size_t size, std::size_t count, void* to) {
    auto& collected = *static_cast<Collected*>(to);
    const std::size_t bytes = size * count;
    if (bytes > collected.most - collected.text.size()) {
        collected.too_long = true;
        return CURL_WRITEFUNC_ERROR;
    }
    // The room is reserved: no copy of a token is left behind in memory that was given back.
    collected.text.append(data, bytes);
    return bytes;
}

int go_on(void* stopping, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<const std::atomic<bool>*>(stopping)->load() ? 1 : 0;
}

Error no_answer(const std::string& url, const std::string& why) {
    return fail(errc::server, "The OpenID provider cannot be reached.",
                url.substr(0, url.find('?')) + ": " + why);
}

Fields fields_of(const std::vector<Secret>& lines) {
    // No "Expect: 100-continue": it would cost a round trip.
    Fields list(curl_slist_append(nullptr, "Expect:"));
    for (const Secret& line : lines) {
        const std::string text(line.reveal());
        curl_slist* const longer = curl_slist_append(list.get(), text.c_str());
        if (longer == nullptr) return nullptr;
        static_cast<void>(list.release());
        list.reset(longer);
    }
    return list;
}

}  // namespace

HttpsClient::HttpsClient(const OpenIdSettings& settings, const std::atomic<bool>& stopping)
    : settings_(settings), stopping_(stopping) {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

Result<HttpsAnswer> HttpsClient::get(const std::string& url) const {
    return send(url, nullptr, {});
}

Result<HttpsAnswer> HttpsClient::post(const std::string& url, const Secret& body,
                                      std::vector<Secret> fields) const {
    return send(url, &body, fields);
}

Result<HttpsAnswer> HttpsClient::send(const std::string& url, const Secret* body,
                                      const std::vector<Secret>& fields) const {
    const Handle handle(curl_easy_init());
    const Fields list = fields_of(fields);
    if (!handle || !list) return no_answer(url, "out of memory");
    CURL* const curl = handle.get();
    Collected collected;
    collected.most = settings_.answer_bytes;
    collected.text.reserve(collected.most);

    bool ready = true;
    const auto set = [&](CURLoption option, auto value) {
        ready = ready && curl_easy_setopt(curl, option, value) == CURLE_OK;
    };
    set(CURLOPT_URL, url.c_str());
    set(CURLOPT_PROTOCOLS_STR, "https");
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    if (!settings_.ca_file.empty()) {
        set(CURLOPT_CAINFO, settings_.ca_file.c_str());
        set(CURLOPT_CAPATH,
            static_cast<const char*>(nullptr));  // a private authority alone, not the system's too
    }
    set(CURLOPT_PROXY, settings_.proxy.c_str());
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(settings_.timeout.count()));
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(settings_.timeout.count()));
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, &go_on);
    set(CURLOPT_XFERINFODATA, static_cast<const void*>(&stopping_));
    set(CURLOPT_WRITEFUNCTION, &collect);
    set(CURLOPT_WRITEDATA, static_cast<void*>(&collected));
    set(CURLOPT_HTTPHEADER, list.get());
    set(CURLOPT_USERAGENT, "useragentd");
    if (body != nullptr) {
        set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body->reveal().size()));
        set(CURLOPT_POSTFIELDS, body->reveal().data());
    }
    const CURLcode done = ready ? curl_easy_perform(curl) : CURLE_BAD_FUNCTION_ARGUMENT;
    HttpsAnswer answer;
    answer.body = Secret(std::move(collected.text));
    if (collected.too_long) return no_answer(url, "the answer is too long");
    if (done != CURLE_OK) return no_answer(url, curl_easy_strerror(done));
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer.status);
    return answer;
}

}  // namespace uag::openid
