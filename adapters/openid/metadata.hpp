// What the provider says of itself (OpenID Connect Discovery 1.0) and its keys, asked once and kept for an
// hour.
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "adapters/openid/https.hpp"
#include "adapters/openid/jose.hpp"
#include "core/base/clock.hpp"

namespace uag::openid {

/// errc::server; `why` is for the log.
Error answer_not_valid(std::string why);

struct Metadata {
    std::string token_endpoint;
    std::string registration_endpoint;  ///< empty: clients cannot register
    std::string jwks_uri;
    bool basic = true;  ///< the token endpoint takes HTTP Basic from a client
};

/// Safe from any thread; a thread that asks the provider holds up none that does not.
class MetadataCache {
public:
    MetadataCache(const OpenIdSettings& settings, const HttpsClient& https, const Clock& clock)
        : settings_(settings), https_(https), clock_(clock) {}

    /// errc::server if the provider does not answer with its own metadata.
    Result<std::shared_ptr<const Metadata>> metadata();
    /// The keys, asked anew if none of those kept is the one that this token names.
    Result<std::shared_ptr<const KeySet>> keys_for(const Metadata& metadata, std::string_view jws);

private:
    template <class T> struct Kept {
        std::shared_ptr<const T> value;
        TimePoint since{};
    };
    template <class T> std::shared_ptr<const T> fresh(const Kept<T>& kept);

    const OpenIdSettings& settings_;
    const HttpsClient& https_;
    const Clock& clock_;
    std::mutex mutex_;
    Kept<Metadata> metadata_;
    Kept<KeySet> keys_;
};

}  // namespace uag::openid
