// What a call came to, as an envelope: the response, or an error in the form of adapters/http/errors.hpp.
#pragma once

#include "adapters/http/errors.hpp"
#include "adapters/http/message.hpp"
#include "adapters/soap/fault.hpp"
#include "adapters/soap/soap.hpp"
#include "core/contract/carriers.hpp"

namespace uag::soap {

/// What an answer repeats of its request.
struct AnswerFrame {
    SoapVersion soap = SoapVersion::soap11;
    Version version = newest_version;
    const Operation* operation = nullptr;
    const SoTimeZone* time_zone = nullptr;   ///< the zone that the request named; null: none
    Language language = Language::none;      ///< of an error's words
};

/// HTTP 200 with Succeeded=true. `response` is of the operation's response type; null: one with defaults.
void write_response(const AnswerFrame& frame, const void* response, HttpReply& reply);

/// An error after dispatch: ExceptionInfo in a normal answer (a Fault unless `wrap_exceptions`), or a Fault.
void write_error(const AnswerFrame& frame, const Error& error, bool wrap_exceptions, HttpReply& reply);

/// The Fault for an error that has the form of one.
Fault fault_of(const Error& error, Version version, std::string_view operation);

/// The Fault for a request that is refused before there is a call.
Fault fault_of(Refused refusal, Message text);

}  // namespace uag::soap
