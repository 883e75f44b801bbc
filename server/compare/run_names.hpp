// What a run calls what it makes, and its passwords: from the run's seed, so that a seed gives the same run again.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/base/random.hpp"
#include "core/base/secret.hpp"

namespace uag::compare {

struct RunNames {
    std::string name{};       ///< letters and digits, as long at every target; other at each
    Secret password{};        ///< the same at every target
    Secret other_password{};
};

class RunSeed {
public:
    /// Of a text that a person gave: everything follows from it.
    explicit RunSeed(std::string_view text);
    /// Of randomness. What pseudonyms stand for does not follow from text(): reports are read by others.
    explicit RunSeed(Random& random);

    /// Gives the run's names and passwords again.
    std::string text() const { return std::string(seed_.reveal()); }

    RunNames names_for(std::size_t seat) const;
    /// The key of the run's pseudonyms.
    Secret pseudonym_key() const;
    /// A ticket that no server has given.
    Secret made_up_ticket() const;

private:
    std::string derived(std::string_view what) const;  ///< 32 bytes

    Secret seed_;
    Secret key_;  ///< of the pseudonyms
};

}  // namespace uag::compare
