// The classes of outcomes that coverage counts: what a caller can come to with an operation, roughly enough to say of
// each that it was tried.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "adapters/client/codes.hpp"
#include "core/contract/operation.hpp"

namespace uag::compare {

enum class OutcomeClass : std::uint8_t {
    success,
    denied,  ///< denied by rights
    missing_object,  ///< it is about something that is not there
    invalid_value,  ///< a value that breaks the contract, a rule or a policy
    bad_credentials,  ///< none, unknown or expired ones
    other  ///< overloaded, throttled, not served, a mistake, an answer that cannot be read
};
inline constexpr std::array<OutcomeClass, 6> outcome_classes{OutcomeClass::success,         OutcomeClass::denied,
                                                             OutcomeClass::missing_object,  OutcomeClass::invalid_value,
                                                             OutcomeClass::bad_credentials, OutcomeClass::other};

std::string_view name_of(OutcomeClass outcome);  ///< "missing object"
std::string_view word_of(OutcomeClass outcome);  ///< "missing_object", for files

OutcomeClass class_of(errc code);

/// The class of an error that may be several codes: of the one that there is no doubt about, else the first of
/// `expected` that it may be, else the first that it may be. Without any code: other.
OutcomeClass class_of(client::CodeSet codes, std::optional<OutcomeClass> expected = std::nullopt);

/// Why no call of the operation comes to that, one phrase; empty: one can. OutcomeClass::other is asked of nobody: there
/// the phrase says so.
std::string_view why_never(const Operation& operation, OutcomeClass outcome);

}  // namespace uag::compare
