// What a comparison of two targets came to, path by path. Order is that of the contract, so two runs give the same text.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace uag::compare {

enum class Status : std::uint8_t {
    equal,
    different,
    not_applicable,  ///< one of the two faces cannot say it; the reason says which
    varying,  ///< the contract lets it vary: there, of its type, and related as it should be
    accepted,  ///< a rule says so; the reason is the rule's
    noise,  ///< the reference differed from itself here
    consequence  ///< may follow from what one of the two could not be told; the reason says which
};
inline constexpr std::size_t status_count = 7;
std::string_view name_of(Status status);  ///< "not applicable", "volatile"

/// In what two values differ.
enum class Aspect : std::uint8_t {
    none,
    value,
    word,  ///< of an enumeration
    presence,  ///< absent, nil, empty, a value
    length,  ///< of a list
    order,  ///< of a list that has the same items
    zone,  ///< one date says its zone, the other does not
    relation,  ///< it belongs to something else than it did before
    rule,  ///< what a rule asks for is not so
    contract  ///< one of the two breaks the contract here
};
std::string_view name_of(Aspect aspect);

/// Texts are for people: bounded, visible, and secrets stand in them as pseudonyms.
struct PathResult {
    std::string path{};  ///< `GetUser.Person.Email`, `GetUser.OtherGroups[2].Id`, `GetUser.ExtraFields["x"]`, `$status`
    Status status = Status::equal;
    Aspect aspect = Aspect::none;
    std::string left{};
    std::string right{};
    std::string reason{};
    friend bool operator==(const PathResult&, const PathResult&) = default;
};

/// So many results of each status but `equal` are kept; further ones are only counted.
inline constexpr std::size_t most_results = 200;

class Comparison {
public:
    void add_equal() { ++counts_[0]; }
    void add(PathResult result);

    bool agrees() const noexcept { return count(Status::different) == 0; }
    std::size_t count(Status status) const noexcept { return counts_[static_cast<std::size_t>(status)]; }
    /// In the order of the contract. Equal paths are counted, not kept.
    const std::vector<PathResult>& results() const noexcept { return results_; }
    std::size_t left_off() const noexcept;  ///< results that were counted only

    /// Where the comparison stands, to go back to.
    struct Mark {
        std::array<std::size_t, status_count> counts{};
        std::size_t results = 0;
    };
    Mark mark() const { return {counts_, results_.size()}; }
    void go_back(const Mark& mark);

    /// Makes another status of a difference. `of` is an index of results().
    void settle(std::size_t of, Status status, std::string reason);

private:
    std::array<std::size_t, status_count> counts_{};
    std::vector<PathResult> results_;
};

/// Whether nothing in it is another one, whoever accepts it or explains it.
inline bool is_equal_throughout(const Comparison& comparison) noexcept {
    return comparison.count(Status::different) + comparison.count(Status::accepted) + comparison.count(Status::noise) +
               comparison.count(Status::consequence) ==
           0;
}

}  // namespace uag::compare
