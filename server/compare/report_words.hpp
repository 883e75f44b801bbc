// What reports call things: one word for each, in every file.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "server/compare/results.hpp"

namespace uag::compare {

/// Where a report is written to, piece by piece.
using Sink = std::function<void(std::string_view)>;

/// What a case came to at a target, or at all of them.
enum class Verdict : std::uint8_t {
    equal,
    accepted,        ///< equal but for what a rule accepts, or in what the reference differs from itself
    different,
    not_applicable,
    not_played
};
std::string_view name_of(Verdict verdict);  ///< "not applicable"
std::string_view word_of(Verdict verdict);  ///< "not_applicable", for files and style sheets

Verdict verdict_of(const TargetCase& target);
/// The worst of its targets; not applicable only where it is so at one of them and nothing is wrong with the others.
Verdict verdict_of(const Case& what);

std::string_view word_of(Effect effect);  ///< "destructive"

/// "success", the error's code or codes, "unreadable".
std::string outcome_of(const Exchange& exchange);

std::string_view operation_of(const Case& what);

/// "2026-11-30T06:28:12Z"
std::string stamp_of(TimePoint time);

/// "1 case", "2 cases".
std::string counted(std::size_t number, std::string_view one, std::string_view many);

}  // namespace uag::compare
