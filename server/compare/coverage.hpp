// What a run has tried: operation by operation, target by target, each class of outcomes. A cell that nothing came to is
// said by name.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/contract/operation.hpp"
#include "server/compare/outcome_class.hpp"
#include "server/compare/results.hpp"

namespace uag::compare {

enum class Covered : std::uint8_t {
    never,  ///< no case came to it
    equal,  ///< all cases agree
    accepted,  ///< all agree, some because a rule accepts a difference or the reference differs from itself
    different,  ///< at least one case does not agree
    not_applicable  ///< it cannot be come to; the reason says why
};
std::string_view name_of(Covered state);  ///< "never exercised"
std::string_view word_of(Covered state);  ///< "never_exercised", for files

struct CoverageCell {
    Covered state = Covered::never;
    std::size_t cases = 0;  ///< that came to it
    std::string reason{};  ///< why it is not applicable
    std::string example{};  ///< "suite/step" of the first case, or of the first that does not agree
};

struct CoverageRow {
    const Operation* operation = nullptr;
    /// By target, in the order of Report::targets, and in each by class, in that of outcome_classes.
    std::vector<std::array<CoverageCell, outcome_classes.size()>> targets{};
};

struct Coverage {
    std::vector<CoverageRow> rows{};  ///< in the order of the contract
    std::size_t wanted = 0;  ///< cells that can be come to, of all targets but the reference
    std::size_t exercised = 0;  ///< those of them that were
    std::vector<std::string> never{};  ///< the others: "GetUser, denied, at b"

    /// Rounded down, so that 100 means all; 100 where nothing is wanted.
    unsigned percent() const noexcept;
};

/// A case counts for the class that the reference came to; where that one was not played, the first that was. Of a lone
/// target, its own cells are those that are wanted.
Coverage coverage_of(const Report& report);

/// What a case counts for; nothing for one that nobody has played.
std::optional<OutcomeClass> class_of(const Case& what);

/// A line of JSON for each row: the whole is one object. The same report gives the same bytes.
std::string coverage_json(const Report& report, const Coverage& coverage);

}  // namespace uag::compare
