// Keeps the password of a first log-in: the one implementation of FirstLogIn.
#pragma once

#include "core/agent/changes.hpp"
#include "core/security/first_log_in.hpp"
#include "core/security/new_password.hpp"

namespace uag {

struct FirstLogInSettings {
    TimePoint until = TimePoint::max();  ///< nobody is asked about from then on
};

class PasswordTakeover final : public FirstLogIn {
public:
    /// `elsewhere` may be null: then nobody is asked about.
    PasswordTakeover(const FirstLogInSettings& settings, Store& store, PasswordWork& hashing, NewPasswords passwords,
                     Changes changes, ElsewhereProof* elsewhere)
        : settings_(settings),
          store_(store),
          hashing_(hashing),
          passwords_(passwords),
          changes_(changes),
          elsewhere_(elsewhere) {}

    bool is_for(const Identity& identity, TimePoint now) const override;
    Task<Result<bool>> ask(const Identity& identity, std::string_view password) override;
    Task<Result<std::optional<Identity>>> keep(const Identity& identity, std::string_view password,
                                               const Origin& origin, std::string_view operation) override;

private:
    Task<Result<std::optional<Identity>>> judge_by_stored(std::int32_t associate_id, std::string_view password);

    const FirstLogInSettings settings_;
    Store& store_;
    PasswordWork& hashing_;
    NewPasswords passwords_;
    Changes changes_;
    ElsewhereProof* const elsewhere_;
};

}  // namespace uag
