// What a call of another server came to, over SOAP and the WebAPI alike, so that two can be compared.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "adapters/client/codes.hpp"
#include "adapters/client/findings.hpp"
#include "adapters/client/message.hpp"
#include "core/contract/operation.hpp"

namespace uag::client {

using TextPairs = std::vector<std::pair<std::string, std::string>>;

/// An error as its server says it. Texts are as sent, nothing is masked.
struct Failure {
    CodeSet codes;                 ///< empty: no error that this contract knows
    std::string type;              ///< short name: SOAP's exception type, the WebAPI's ErrorType; empty: not stated
    std::string source;            ///< the WebAPI's ErrorSource, SOAP's Source
    std::string fault_code;        ///< of a SOAP Fault, without its prefix: "Client", "Sender"
    std::string fault_subcode;     ///< "DeserializationFailed"; over SOAP 1.1 it stands in place of the code
    std::string message;
    std::string friendly_text;     ///< SOAP only
    TextPairs messages;            ///< field or rule -> text
    std::optional<std::chrono::seconds> retry_after;
};

/// Overwrites the secrets of the answer when it goes.
struct CallResult {
    enum class Kind : std::uint8_t {
        success,    ///< `answer` is there, as far as it could be read
        error,      ///< `failure` says which
        unreadable  ///< neither: an HTML page, another service, bytes; the findings say why
    };
    Kind kind = Kind::unreadable;
    const Operation* operation = nullptr;
    Version version = newest_version;
    Object answer{nullptr, nullptr};  ///< of the operation's response type; null unless it is a success
    Failure failure;
    std::string language;             ///< Content-Language, else a Fault's xml:lang; empty: not stated
    std::string time_zone;            ///< the code in SOAP's TimeZone header or in SO-TimeZone; empty: none
    std::optional<bool> succeeded;    ///< SOAP's header
    TextPairs extra_info;             ///< SOAP's header
    Findings findings;
    Response raw;                     ///< status, fields and bytes as they came

    CallResult() = default;
    CallResult(CallResult&&) noexcept = default;
    CallResult(const CallResult&) = delete;
    CallResult& operator=(CallResult&& other) noexcept;
    CallResult& operator=(const CallResult&) = delete;
    ~CallResult();
};

/// An outcome that is yet to be read: the operation, and what can be told from the fields of any answer.
CallResult begin_result(const Operation& operation, Version version, Response raw);

}  // namespace uag::client
