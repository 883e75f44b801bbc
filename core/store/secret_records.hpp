// Records that carry a sealed secret (core/security/secret_box): the store keeps the sealed bytes and never the key.
#pragma once

#include <cstdint>
#include <string>

#include "core/base/clock.hpp"
#include "core/base/encoding.hpp"

namespace uag {

/// A mail account and the like, of one associate; its key is associate, type and public value.
struct UntrustedRecord {
    std::int32_t associate_id = 0;
    std::string type;
    std::string public_value;
    std::string sealed_secret;       ///< empty: no secret
    TimePoint valid_from{};
    TimePoint valid_to = TimePoint::max();
    bool is_active = false;
    std::string comment;
};

struct ServiceAuthRecord {
    std::int32_t id = 0;
    std::int32_t owner_id = 0;       ///< the associate who saved it first
    std::string seal_id;             ///< random text that the seal is bound to
    std::string server;
    std::int32_t port = 0;
    std::string auth_type;
    std::string user_name;
    std::string sealed_password;     ///< empty: no password
};

/// Tokens of another provider. Only the SHA-256 of the key that redeems them is stored.
struct ExternalTokenRecord {
    Digest key{};
    std::int32_t associate_id = 0;   ///< who saved them, and alone may have them back
    std::string provider;
    std::string sealed;              ///< access token, refresh token and claims
    TimePoint saved{};               ///< as read; the stamp of the insertion
};

/// How this installation is registered with the OpenID provider.
struct ClientRegistration {
    std::string client_id;
    std::string redirect_uri;
    std::string sealed_secret;       ///< empty: a public client
};

/// What a sealed value is bound to, so that one row's secret cannot be moved to another row.
std::string seal_identity(const UntrustedRecord& record);
std::string seal_identity(const ServiceAuthRecord& record);
std::string seal_identity(const ExternalTokenRecord& record);
std::string seal_identity(const ClientRegistration& record);

}  // namespace uag
