// What of a recording stands for what of another side, a server or a second recording: ids, and what secrets stand for.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "adapters/compare/pairs.hpp"
#include "core/contract/type_info.hpp"
#include "server/recording/secrets_file.hpp"

namespace uag::recording {

/// A side remembers at most so many secrets.
inline constexpr std::size_t most_bound_secrets = 100'000;

class Counterpart {
public:
    /// `told` is good until the other side is known to have another one.
    explicit Counterpart(const KnownSecrets& told);

    /// Of ids and generated texts, for the comparison.
    compare::Pairs& pairs() noexcept { return pairs_; }

    /// What the pseudonym stands for; null: nobody knows.
    const Secret* known(std::string_view pseudonym) const;
    /// Does nothing where the pseudonym is known already.
    void bind(std::string_view pseudonym, std::string_view real);

    /// A server gives it anew: what it once stood for is of no use.
    void forget(std::string_view pseudonym);

    /// Makes a recorded request one for the other side: ids that are known there, and what pseudonyms stand for. A
    /// pseudonym that is not known stays, and is known as itself from bind_left() on.
    void rewrite(const TypeInfo& type, void* object) const;

    /// The other side was told this request: what a pseudonym in it stood for it stands for from now on, and one that
    /// nobody knows stands for itself.
    void bind_left(const TypeInfo& type, const void* object);

    /// Both sides did as this request asks: what its ids name, and has no number yet that is known to be another, is the
    /// same object on both.
    void bind_ids(const TypeInfo& type, const void* object);

    /// Puts into a recorded answer what its pseudonyms stand for, and learns it from the other side's answer, member by
    /// member. What was bound to something else stays another. What was told is the recorded server's own, where the
    /// client has not sent it before: a ticket, a key.
    void unify(const TypeInfo& type, void* left, const void* right);

private:
    struct Meaning {
        Secret real;
        bool is_told = false;  ///< and neither side has said it to the other
    };
    void settle(std::string_view pseudonym, std::string_view real);

    compare::Pairs pairs_;
    std::map<std::string, Meaning, std::less<>> known_;
};

}  // namespace uag::recording
