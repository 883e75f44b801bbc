// One error type for the whole core. Adapters translate it through adapters/http/errors.hpp, the only table that knows
// how an error looks in a protocol.
#pragma once

#include <boost/assert/source_location.hpp>
#include <boost/system/result.hpp>
#include <chrono>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "core/base/message.hpp"

namespace uag {

/// What went wrong, in the core's words.
enum class errc {
    malformed,         ///< the message breaks its protocol (unreadable, a member twice, contradicting headers)
    bad_parameter,     ///< a parameter's text cannot be read as its type; `field` names it
    session,           ///< no, unknown or expired credentials; wrong application token
    access_denied,     ///< denied by rights
    not_found,         ///< the object of a change does not exist
    password_policy,   ///< a new password breaks the policy
    validation,        ///< invalid fields; `messages` has one text per field
    invalid_argument,  ///< an argument that cannot be used at all
    conflict,          ///< a change that does not fit what is stored now
    not_implemented,   ///< the operation's domain is not served
    server,            ///< a provider is missing or fails
    internal,          ///< a mistake of ours; `detail` is for the log, the public text says nothing
    storage,           ///< the database cannot answer now
    overloaded,        ///< too much waits: hashes, calls; `retry_after` says when to come back
    upstream_failed,   ///< the server that this one stands for cannot be reached, or its answer is none
    upstream_slow,     ///< it has not answered in time
    throttled,         ///< too many failures from this source; `retry_after` is set
    password_throttled ///< too many wrong old passwords for this account from this source; `retry_after` is set
};

/// An error as a value. `public_text` may be shown to anybody, `detail` goes to the log only; neither may ever hold
/// a secret. `field` names the member at fault, if one is.
struct Error {
    errc code = errc::internal;
    Message public_text;
    std::string detail;
    std::string field;
    std::vector<std::pair<std::string, Message>> messages;  ///< field or rule -> what is wrong with it
    std::chrono::seconds retry_after{0};
};

/// A trap: `co_return` of a *const* Result<bool> makes a new Result<bool> out of its `explicit operator bool`, which is
/// has_value(). Return `.error()` or the value.
template <class T> using Result = boost::system::result<T, Error>;

/// What `Result::value()` throws; our own code tests `has_value()` instead.
[[noreturn]] inline void throw_exception_from_error(const Error& error, const boost::source_location&) {
    throw std::runtime_error(error.detail.empty() ? error.public_text.english() : error.detail);
}

/// Shorthand for the common case: a code and what everybody may see.
inline Error fail(errc code, Message public_text, std::string detail = {}) {
    Error error;
    error.code = code;
    error.public_text = std::move(public_text);
    error.detail = std::move(detail);
    return error;
}

/// The same for what only who starts the program reads: in English, with paths and what the system says.
inline Error fail_in_english(errc code, std::string words, std::string detail = {}) {
    return fail(code, Message::verbatim(std::move(words)), std::move(detail));
}

}  // namespace uag
