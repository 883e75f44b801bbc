// The first log-in of an associate who has no password here, but has one at the server that they came from: it is asked
// there, once, and kept here from then on.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/async.hpp"
#include "core/base/error.hpp"
#include "core/base/secret.hpp"
#include "core/call/call.hpp"
#include "core/store/store.hpp"

namespace uag {

/// The server where the passwords are.
class ElsewhereProof {
public:
    virtual ~ElsewhereProof() = default;
    /// Whether this associate, under this id and name, logs in there with this password now. Any error (its detail is for the log) says that nobody
    /// can tell: it never stands for a wrong password.
    virtual Task<Result<bool>> proves(std::int32_t associate_id, std::string associate_name, Secret password) = 0;
};

/// What a log-in asks of it.
class FirstLogIn {
public:
    virtual ~FirstLogIn() = default;

    /// Whether this is somebody to ask about: who could log in with a password, and has none here.
    virtual bool is_for(const Identity& identity, TimePoint now) const = 0;
    /// Whether the password is the associate's elsewhere. errc::storage with a text of its own if that cannot be told.
    virtual Task<Result<bool>> ask(const Identity& identity, std::string_view password) = 0;
    /// Stores a password that ask() said yes to, audited under `operation`; the associate as they are then. Has somebody
    /// stored one meanwhile, that one decides: nothing if it is another. Errors: storage, overloaded.
    virtual Task<Result<std::optional<Identity>>> keep(const Identity& identity, std::string_view password,
                                                       const Origin& origin, std::string_view operation) = 0;
};

}  // namespace uag
