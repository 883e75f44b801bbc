// What a target could not be told, because its protocol has no form for it, and which differences may follow from that. They
// are no agreement and no fault of the target's: each is told by name, and counted apart.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/compare/face.hpp"
#include "adapters/compare/pseudonyms.hpp"
#include "adapters/compare/verdict.hpp"
#include "server/recording/lost_members.hpp"
#include "server/recording/side.hpp"

namespace uag::recording {

/// A recording's omissions at one target are remembered up to so many.
inline constexpr std::size_t most_omissions = 10'000;

class Omissions {
public:
    /// How requests of the target are written. It outlives this.
    Omissions(compare::Face face, const compare::Pseudonyms& pseudonyms) : face_(face), pseudonyms_(pseudonyms) {}

    /// A call that the target has no form for. What it would have changed stays there as it was.
    void not_played(const std::string& step, const TypedRequest& call);

    /// A call that was played: what its request has left out becomes results that are not applicable, and each difference
    /// of which there is a sign that it follows from an omission becomes a consequence. Signs: it shows on the recorded
    /// side the value that was left out; it is about a member by the name of one that this request has left out; the
    /// request names a value that was left out before; a ticket has ended at the recorded server alone, where a call that
    /// may have ended it was not played; a text holds a value in the form in which it is stored, where a language or
    /// culture was asked for and the protocol has no way to ask.
    void settle(const std::string& step, const RecordedSide& left, const client::CallResult& right,
                compare::Comparison& comparison);

    /// One sentence without its stop; empty: nothing follows from anything.
    std::string told() const;

private:
    struct Omission {
        std::string step;
        LostMember lost;  ///< without a path: the whole call
    };
    std::string sign_of(const compare::PathResult& difference, const RecordedSide& left,
                        const client::CallResult& right, const std::vector<LostMember>& here) const;
    std::string said_of(const Omission& omission) const;
    const Omission* whole_call() const;
    bool is_shown(const LostMember& lost, std::string_view shown) const;
    std::string said_here(const LostMember& lost) const;
    void keep(Omission omission);

    const compare::Face face_;
    const compare::Pseudonyms& pseudonyms_;
    std::vector<Omission> kept_;
    std::size_t consequences_ = 0;
    std::set<std::string> causes_;
};

}  // namespace uag::recording
