// What an error looks like in the WebAPI: the four-field object its clients know, or application/problem+json
// (RFC 9457) for those who ask for it. Neither says more than the error's public text.
#pragma once

#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "adapters/http/errors.hpp"
#include "adapters/http/message.hpp"
#include "core/base/error.hpp"
#include "core/base/language.hpp"

namespace uag::json {

enum class ErrorStyle : std::uint8_t { object, problem };

/// An error as HTTP sees it. What it views needs to live during the call only.
struct ErrorFacts {
    unsigned status = 500;
    std::string_view type;     ///< ErrorType: the short name of an exception
    std::string_view source;   ///< ErrorSource
    Message message;           ///< empty: a text that says nothing
    std::span<const std::pair<std::string, Message>> messages{};  ///< validation: field -> what is wrong with it
    std::chrono::seconds retry_after{0};  ///< 429 and 503 always get at least a second
    Language language = Language::none;   ///< of the words
};

/// The facts of an error, through form_of(). Views into the error, or of the message.
ErrorFacts facts_of(const Error& error);
ErrorFacts facts_of(Refused refusal, const Message& message);

/// The words for everybody: the message, or what says nothing more than the status.
std::string message_of(const ErrorFacts& facts);

/// Fills status and headers, for a body in another form.
void write_error_head(const ErrorFacts& facts, HttpReply& reply);

/// Fills status, content type, headers (Retry-After) and body. `path` is the
/// request's, for the problem's `instance`.
void write_error(const ErrorFacts& facts, ErrorStyle style, std::string_view path, HttpReply& reply);

/// The same for an error of the core or an adapter, through form_of().
void write_error(const Error& error, ErrorStyle style, std::string_view path, HttpReply& reply);

}  // namespace uag::json
