// The header blocks of a request that we read (ApplicationToken, Credentials, TimeZone), and those of every answer.
#pragma once

#include "adapters/soap/codec.hpp"
#include "adapters/soap/envelope.hpp"
#include "core/base/error.hpp"
#include "core/contract/carriers.hpp"

namespace uag::soap {

/// As sent. Whoever reads them wipes the secrets.
struct RequestHeaders {
    String application_token;
    Box<SoCredentials> credentials;
    Box<SoTimeZone> time_zone;
};

/// Of an answer: ExceptionInfo and Succeeded tell an error, TimeZone repeats that of the request.
struct ResponseHeaders {
    Box<SoExceptionInfo> exception_info;
    List<ExtraInfoNameValuePair> extra_info;
    bool succeeded = false;
    Box<SoTimeZone> time_zone;
};

/// True for the local names of a request's three.
bool is_own_header(std::string_view local) noexcept;

/// Reads them from Header or, where there is none, from directly under Envelope. Both at once must say the
/// same. `namespaces` stands inside of Envelope. Errors as decode(), and errc::malformed where the two places
/// differ.
Result<void> read_headers(const Envelope& envelope, Namespaces& namespaces, const DecodeRules& rules,
                          RequestHeaders& headers);

}  // namespace uag::soap

namespace uag {
template <> const TypeInfo& type_of<soap::RequestHeaders>();
template <> const TypeInfo& type_of<soap::ResponseHeaders>();
}  // namespace uag
