// What a team accepts: rules by path, each with its reason. Who reads them from a file hands them in as plain structs.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/compare/pattern.hpp"

namespace uag::compare {

enum class Matcher : std::uint8_t {
    equal,      ///< strictly, also what the contract lets vary and what is noise
    ignore,     ///< anything, and everything below
    present,    ///< both have a value, whichever
    type,       ///< both have a value of the same sort: a number, a date, a boolean, another text, nothing in it
    pattern,    ///< both texts are as `argument` says
    tolerance,  ///< numbers and dates differ by at most `most` (dates: seconds)
    unordered,  ///< a list has the same items in any order
    keyed_by,   ///< items of a list that have the same member `argument` belong together
    same_as     ///< on each side it is the same as what stands at the path `argument`
};

/// The words of a rules file, in the order of Matcher.
std::optional<Matcher> find_matcher(std::string_view word);
std::string_view word_of(Matcher matcher);

struct Rule {
    std::string path{};      ///< a PathPattern
    Matcher matcher = Matcher::ignore;
    std::string argument{};
    double most = 0;
    std::string reason{};    ///< why it is accepted; never empty
    std::optional<std::chrono::sys_days> expires{};  ///< the last day on which it holds
    std::string place{};   ///< "rules.toml:12", for messages
    std::string operation{};  ///< a pattern of the operation's name; empty: any
};

/// Most rules of a run.
inline constexpr std::size_t most_rules = 500;

class Rules {
public:
    /// Takes the rule, or says in one phrase what is wrong with it.
    std::string add(Rule rule);

    /// The first rule whose patterns fit the path and the operation whose answers are compared, or null. What is asked
    /// `loud` counts as a match.
    const Rule* find(std::string_view path, std::string_view operation, bool loud);

    bool empty() const noexcept { return rows_.empty(); }

    /// What makes the run fail once all is compared: rules that have expired or that matched nothing; a sentence each.
    std::vector<std::string> complaints(std::chrono::sys_days today) const;

private:
    struct Row {
        Rule rule;
        PathPattern pattern;
        std::size_t matches = 0;
    };
    std::vector<Row> rows_;
    std::vector<std::string_view> steps_;  // of the path that is asked for, kept for its memory
};

}  // namespace uag::compare
