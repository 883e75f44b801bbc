// One transfer by libcurl as every use of it here must be: the server's certificate and name verified,
// TLS 1.2 at least, bounded in time, ended at once when the service stops.
#pragma once

#include <curl/curl.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <string>

#include "adapters/outbound/cancellation.hpp"

namespace uag::curl {

struct FreeHandle {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct FreeMulti {
    void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
};
struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Handle = std::unique_ptr<CURL, FreeHandle>;
using Multi = std::unique_ptr<CURLM, FreeMulti>;
using List = std::unique_ptr<curl_slist, FreeList>;

/// Before the first transfer, on whichever thread; again does nothing.
void initialize();

class Transfer {
public:
    /// `ca_file` is PEM, a private authority alone; empty: the system's authorities. `timeout` is for all of
    /// it, connecting included. `stopping` must outlive the transfer.
    Transfer(const std::string& ca_file, std::chrono::milliseconds timeout, const std::atomic<bool>& stopping);

    /// What curl_easy_setopt takes for the option; a text is copied, but for CURLOPT_POSTFIELDS.
    template <class Value> void set(CURLoption option, Value value) {
        ready_ = ready_ && curl_easy_setopt(handle_.get(), option, value) == CURLE_OK;
    }

    /// Waits for the end. CURLE_FAILED_INIT if there is no handle, or an option was not taken; CURLE_ABORTED_BY_CALLBACK,
    /// with the connection closed, as soon as it is cancelled, or within a second of the service's stop.
    CURLcode run(outbound::Cancellation* cancellation = nullptr);

    /// What curl_easy_getinfo knows as a long; 0 if nothing. After run().
    long info(CURLINFO what) const;

    /// Whether the connection of the last run() was there, TLS included where it was asked for.
    bool has_connected() const;

    /// Of the answer, after run().
    long status() const { return info(CURLINFO_RESPONSE_CODE); }

private:
    CURLcode perform(const outbound::Cancellation* cancellation);

    const Multi multi_;  // keeps the connection; goes after the handle
    const Handle handle_;
    const std::atomic<bool>& stopping_;
    bool ready_;
};

}  // namespace uag::curl
