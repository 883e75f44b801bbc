// What is remembered for a while of sessions at the server behind this one: tokens that have been renewed, and tickets
// that a name and password were given. Found by a digest under a key of this process: of what clients show nothing is
// kept.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.hpp"
#include "core/base/encoding.hpp"
#include "core/base/random.hpp"
#include "core/base/secret.hpp"

namespace uag::bridge {

/// A session there, and how fresh it is.
struct HeldSession {
    Secret proof;  ///< what is shown there: an access token or a ticket
    TimePoint begun{};  ///< when that was given
    TimePoint used{};
    TimePoint ends{};  ///< nothing of it counts from then on
    std::int32_t associate_id = 0;
    std::string account;  ///< folded name
    bool renews = false;  ///< a token that can be given in exchange for itself
};

/// Safe from any thread; nothing here waits.
class HeldSessions {
public:
    /// Beyond `most` the one that was not used for longest goes. Throws what Random throws.
    HeldSessions(std::size_t most, Random& random);

    /// What something is remembered under: parts that together a client has shown.
    Digest key_of(std::initializer_list<std::string_view> parts) const;

    /// Marks it as used. Nothing where there is none, or it has ended.
    std::optional<HeldSession> find(const Digest& key, TimePoint now);
    /// Without marking it.
    std::optional<HeldSession> look_at(const Digest& key) const;
    /// Another proof of the same session, if it is still there.
    void replace(const Digest& key, Secret proof, TimePoint begun);
    void keep(const Digest& key, HeldSession session);
    void forget(const Digest& key);
    /// All of an associate that began until now, but for one: their password is another. Neither 0 nor an empty name is
    /// anybody.
    void end_associate(std::int32_t id, const std::string& account, TimePoint now, const std::optional<Digest>& kept);
    /// One that is good for nothing any more, whoever may show it again.
    void end(const Digest& key, TimePoint now);
    /// Whether it was ended so. Beyond `most` that were ended, the first ones are not known any more.
    bool has_ended(const Digest& key, std::int32_t id, const std::string& account, TimePoint issued) const;
    /// Those that renew and whose proof was given before, at most so many.
    std::vector<Digest> begun_before(TimePoint when, std::size_t most) const;

private:
    struct Ending {
        TimePoint when{};
        std::optional<Digest> kept{};
    };
    void end_named(const std::string& whose, const Ending& ending);

    const std::size_t most_;
    Secret mac_key_;
    mutable std::mutex mutex_;
    std::map<Digest, HeldSession> sessions_;
    std::set<std::pair<TimePoint, Digest>> by_use_;
    std::map<std::string, Ending> endings_;  // by "id 12", "name tje0" or "ticket ", in which a digest follows
    std::set<std::pair<TimePoint, std::string>> by_ending_;
};

}  // namespace uag::bridge
