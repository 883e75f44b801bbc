// What guards a browser's session against requests that other sites make in its name: the XSRF token of the session,
// and that of a visit before there is one.
#pragma once

#include <optional>
#include <string_view>

#include "core/base/random.hpp"
#include "core/base/secret.hpp"
#include "core/call/call.hpp"

namespace uag {

/// The XSRF token that belongs to the secret of a session or visit: 64 hexadecimal digits of its HMAC. It tells
/// nothing about the secret, and is worth nothing once the session has ended.
Secret xsrf_token_of(std::string_view secret);

/// Whether `token` is the one of this secret; compares in constant time.
bool xsrf_token_matches(std::string_view secret, std::string_view token);

/// The only way to evidence of kind `web`: a session's secret together with its XSRF token. Nothing if they do not
/// belong together; whether the session lives is the core's to find out.
std::optional<Evidence> web_evidence(std::string_view session, std::string_view xsrf_token);

/// A secret for a browser that has no session yet, so that a sign-in form can be tied to it (256 bits). Not stored.
Secret make_visit(Random& random);
/// Whether the text has the form of what make_visit gives.
bool is_visit(std::string_view text);

}  // namespace uag
