#include "adapters/openid/https.hpp"

#include "adapters/outbound/curl.hpp"

namespace uag::openid {
namespace {

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

Error no_answer(const std::string& url, const std::string& why) {
    return fail(errc::server, "The OpenID provider cannot be reached.", url.substr(0, url.find('?')) + ": " + why);
}

curl::List fields_of(const std::vector<Secret>& lines) {
    // No "Expect: 100-continue": it would cost a round trip.
    curl::List list(curl_slist_append(nullptr, "Expect:"));
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
    curl::initialize();
}

Result<HttpsAnswer> HttpsClient::get(const std::string& url) const { return send(url, nullptr, {}); }

Result<HttpsAnswer> HttpsClient::post(const std::string& url, const Secret& body, std::vector<Secret> fields) const {
    return send(url, &body, fields);
}

Result<HttpsAnswer> HttpsClient::send(const std::string& url, const Secret* body,
                                      const std::vector<Secret>& fields) const {
    const curl::List list = fields_of(fields);
    if (!list) return no_answer(url, "out of memory");
    Collected collected;
    collected.most = settings_.answer_bytes;
    collected.text.reserve(collected.most);

    curl::Transfer transfer(settings_.ca_file, settings_.timeout, stopping_);
    transfer.set(CURLOPT_URL, url.c_str());
    transfer.set(CURLOPT_PROTOCOLS_STR, "https");
    transfer.set(CURLOPT_PROXY, settings_.proxy.c_str());
    transfer.set(CURLOPT_FOLLOWLOCATION, 0L);
    transfer.set(CURLOPT_WRITEFUNCTION, &collect);
    transfer.set(CURLOPT_WRITEDATA, static_cast<void*>(&collected));
    transfer.set(CURLOPT_HTTPHEADER, list.get());
    transfer.set(CURLOPT_USERAGENT, "useragentd");
    if (body != nullptr) {
        transfer.set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body->reveal().size()));
        transfer.set(CURLOPT_POSTFIELDS, body->reveal().data());
    }
    const CURLcode done = transfer.run();
    HttpsAnswer answer;
    answer.body = Secret(std::move(collected.text));
    if (collected.too_long) return no_answer(url, "the answer is too long");
    if (done != CURLE_OK) return no_answer(url, curl_easy_strerror(done));
    answer.status = transfer.status();
    return answer;
}

}  // namespace uag::openid
