// Who a request to another server is from, and what it asks for beside the operation.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "adapters/client/message.hpp"
#include "core/call/call.hpp"

namespace uag::client {

struct Sender {
    Evidence evidence;         ///< over SOAP none or a ticket, over the WebAPI any but that of a page
    Secret application_token;  ///< empty: none
    std::string language;      ///< Accept-Language; empty: not asked for
    std::string culture;       ///< SO-Culture, of the WebAPI only
    std::string trace;         ///< traceparent (W3C Trace Context); empty: none
    std::string time_zone;     ///< a zone's code or number: SOAP's TimeZone header, SO-TimeZone; empty: none
    bool wants_offsets = false;    ///< in dates of the answer, of the WebAPI only
};

/// Whether a text can be the value of a field of HTTP (RFC 9110 5.5): no control characters, no blank at an end.
bool is_field_value(std::string_view text) noexcept;

/// The first of the sender's texts that cannot stand in a header, by the name of the header.
std::optional<CannotWrite> judge_sender(const Sender& sender);

}  // namespace uag::client
