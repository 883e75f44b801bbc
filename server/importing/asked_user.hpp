// One user as the source answers about them.
#pragma once

#include <future>
#include <optional>
#include <string>
#include <utility>

#include "core/base/error.hpp"
#include "core/store/records.hpp"
#include "server/importing/source.hpp"
#include "server/importing/user_list.hpp"

namespace uag::importing {

/// A user, or why there is none. The secrets of a user go with it.
struct AskedUser {
    AskedUser() = default;
    AskedUser(AskedUser&&) noexcept = default;
    AskedUser& operator=(AskedUser&&) noexcept = default;
    ~AskedUser() {
        if (user.has_value()) wipe_secrets(type_of<User>(), user.get());
    }

    Box<User> user{};
    std::optional<PresenceRecord> presence{};
    std::string refusal{};  ///< why this user cannot be taken
    std::optional<Error> end{};  ///< why the import cannot go on
};

/// Asks for the user and, where the source tells of it, their presence. Waits for the answers.
AskedUser ask_for_user(Source& source, const ListedUser& listed);

/// Asks for one user after the other, each while what came of the one before is stored. It is the only one to use the
/// source meanwhile.
class ReadingAhead {
public:
    /// Both outlive it; it begins to ask at once.
    ReadingAhead(Source& source, const std::vector<ListedUser>& users) : source_(source), users_(users) { ask_next(); }

    /// The users in their order, as many times as there are users.
    AskedUser next() {
        AskedUser asked = coming_.get();
        if (!asked.end) ask_next();
        return asked;
    }

private:
    void ask_next() {
        if (begun_ == users_.size()) return;
        coming_ = std::async(std::launch::async, ask_for_user, std::ref(source_), std::cref(users_[begun_++]));
    }

    Source& source_;
    const std::vector<ListedUser>& users_;
    std::size_t begun_ = 0;
    std::future<AskedUser> coming_;
};

}  // namespace uag::importing
