// What the core needs from outside.
#pragma once

#include "core/agent/mailer.hpp"
#include "core/agent/openid.hpp"
#include "core/base/clock.hpp"
#include "core/base/random.hpp"
#include "core/security/audit.hpp"
#include "core/security/breached_passwords.hpp"
#include "core/security/first_log_in.hpp"
#include "core/security/password_hasher.hpp"
#include "core/security/secret_box.hpp"
#include "core/store/store.hpp"

namespace uag {

/// All of it outlives the core.
struct CorePorts {
    Store& store;
    const Clock& clock;
    Random& random;
    PasswordWork& hashing;
    SecretBox& box;
    AuditSink& audit;
    OpenIdProvider* provider = nullptr;   ///< null: none is configured
    Mailer* mailer = nullptr;             ///< null: none is configured
    BreachedPasswords* breached = nullptr;   ///< null: no list is configured
    ElsewhereProof* elsewhere = nullptr;   ///< null: who has no password here has none
};

}  // namespace uag
