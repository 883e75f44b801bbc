// Whether the parameters of a step are as the contract says, found when the suite is read: names, words, types, and
// where references lead.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/contract/operation.hpp"

namespace uag::compare {

/// What a reference of a suite may lead to. Null: no step before that keeps an answer by this name.
using FindKept = std::function<const Operation*(std::string_view name)>;

/// Longest parameters of a step, in bytes of JSON.
inline constexpr std::size_t longest_parameters = 64 * 1024;

struct ParameterFault {
    std::string path{};  ///< `User.OtherGroups[2].Id`; empty: all of them
    std::string what{};  ///< a sentence that goes on after the place; quotes no value but an enumeration's word
};

struct CheckedParameters {
    std::optional<ParameterFault> fault{};
    std::vector<std::string> needs{};  ///< names of the kept answers that are referred to, each once
};
CheckedParameters check_parameters(const Operation& operation, std::string_view json, const FindKept& kept);

/// The references of one text that becomes a text: of a log-in. `needs` grows; nothing: all is well.
std::optional<std::string> check_text(std::string_view text, const FindKept& kept, std::vector<std::string>& needs);

}  // namespace uag::compare
