// What the adapter needs to know of an OpenID provider.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "core/base/secret.hpp"

namespace uag {

struct OpenIdSettings {
    std::string name;           ///< what clients call the provider
    std::string issuer;         ///< https; equal to the `iss` of its ID tokens, character by character
    std::string client_id;      ///< empty: to be registered
    Secret client_secret;       ///< empty: a public client
    bool registration = false;  ///< clients may register (RFC 7591)
    Secret registration_token;  ///< empty: that takes none
    std::string ca_file;        ///< PEM; empty: the system's authorities
    std::string proxy;          ///< empty: none, whatever the environment says
    Secret decryption_key;      ///< PEM of an RSA key; empty: none
    std::chrono::milliseconds timeout{10'000};           ///< of one answer
    std::size_t answer_bytes = std::size_t{256} * 1024;  ///< longest answer
    unsigned threads = 2;                                ///< that speak to the provider
    std::size_t waiting = 64;                            ///< calls that may wait for one
};

}  // namespace uag
