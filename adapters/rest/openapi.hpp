// The WebAPI's description as an OpenAPI 3.0.3 document, written from the contract table alone.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace uag::rest {

/// Media types of a request body, the usual one first.
inline constexpr std::array<std::string_view, 7> request_media_types{"application/json",
                                                                     "text/json",
                                                                     "application/xml",
                                                                     "text/xml",
                                                                     "application/x-www-form-urlencoded",
                                                                     "application/json-patch+json",
                                                                     "application/merge-patch+json"};

/// Media types of a result, the usual one first.
inline constexpr std::array<std::string_view, 6> response_media_types{"application/json",
                                                                      "text/json",
                                                                      "application/xml",
                                                                      "text/xml",
                                                                      "application/json-patch+json",
                                                                      "application/merge-patch+json"};

struct OpenApiSettings {
    /// What stands before "/api", without a slash at the end; empty: the host that the document comes from.
    std::string server_url;
    std::string version = "1.0";  ///< of the program
};

/// The document as compact JSON, some 300 KB: every operation of the User agent, and the resources beside it. The
/// same settings give the same bytes.
std::string write_openapi(const OpenApiSettings& settings);

}  // namespace uag::rest
