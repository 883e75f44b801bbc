// Tickets of a session at the server behind this one: what that server has given is sealed into the text that the client
// gets, so that every gateway with the key serves it and none keeps it. AES-256-GCM; the server's address, the version of
// the form and all times are authenticated with it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/clock.hpp"
#include "core/security/secret_box.hpp"

namespace uag::bridge {

/// Whose session it is, and what the server behind this one is shown for it.
struct SealedSession {
    enum class Kind : std::uint8_t {
        token,  ///< an access token
        password  ///< name and password (`upstream.keep_password`)
    };
    Kind kind = Kind::token;
    TimePoint issued{};  ///< the ticket; no session is longer than the longest from then on
    std::int32_t associate_id = 0;
    std::string name;  ///< as logged in with
    Secret proof;
};

/// The longest ticket; what does not fit is refused, since no header would carry it.
inline constexpr std::size_t longest_sealed_ticket = 3584;

class TicketSealer {
public:
    /// `upstream` is the address of the server behind this one: tickets of another are none.
    TicketSealer(SecretBox& box, std::string_view upstream);

    /// `7T:` and what nobody without the key can read or make. errc::server where it would be too long or there is no
    /// key.
    Result<Secret> seal(const SealedSession& session);

    /// Whether the text is of this form; it may be of another key, or altered.
    static bool is_sealed(std::string_view text);

    /// errc::session for what is none of ours, unaltered, for that server.
    Result<SealedSession> open(std::string_view text);

private:
    SecretBox& box_;
    const std::string identity_;
};

}  // namespace uag::bridge
