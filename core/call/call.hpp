// A call as the core sees it: who asks, from where, for which operation; no protocol in it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.hpp"
#include "core/base/encoding.hpp"
#include "core/base/error.hpp"
#include "core/base/secret.hpp"
#include "core/contract/enums.hpp"
#include "core/contract/type_info.hpp"

namespace uag {

struct Operation;
struct User;

/// The protocol a call came in by; for the log and for audit events, never for a decision of the core.
/// `web`: a page for people.
enum class Protocol : std::uint8_t { soap11, soap12, rest, web, local };

/// Where a call came from. The texts outlive the call.
struct Origin {
    std::string_view address;  ///< the peer's IP address as text, without the port; empty for a local command
    Protocol protocol = Protocol::local;
    std::string_view request_id;  ///< the X-Request-Id of the answer
};

/// What a caller shows to prove who they are.
struct Evidence {
    /// `web` is made by web_evidence() only, which has seen the XSRF token (core/security/web_session.hpp).
    enum class Kind : std::uint8_t { none, ticket, bearer, basic, web };
    Kind kind = Kind::none;
    std::string user_name;  ///< basic only
    Secret secret;  ///< the ticket, the access token, the password or the web session
};

/// The functional rights that decide who may call what (operations: "Who may call").
struct Rights {
    bool users = false;  ///< `admin-users`, `admin-all`, or a system associate
    bool roles = false;  ///< `admin-role`, `admin-all`, or a system associate
    bool external_users = false;  ///< may manage external users; implied by `users`
};

/// An authenticated associate.
struct Caller {
    std::int32_t associate_id = 0;  ///< 0: nobody
    std::string name;  ///< the associate name as stored
    UserType type = UserType::unknown;
    std::int32_t person_id = 0;  ///< 0: none
    std::int32_t ej_user_id = 0;  ///< 0: none
    Rights rights;
    TimePoint good_until = TimePoint::max();  ///< the end of the session that made the call
    std::int64_t proven_revision = 0;  ///< of a caller who showed a password: the revision that it matched
    std::optional<Digest> session;  ///< the ticket or access token that made the call; survives its own password change
};

/// What a change is made to depend on, and what an answer's age is (RFC 9110 13.1): whole seconds. Users only.
struct Conditions {
    std::optional<TimePoint> unmodified_since;  ///< change only what has not changed after this second
    bool failed = false;  ///< it had, so nothing was changed
    std::optional<TimePoint> last_modified;  ///< when the user that is answered was changed last
};

/// A change of a user that is told as a difference: makes of what is stored what is to be.
class UserPatch {
public:
    virtual ~UserPatch() = default;
    /// Fills `wanted`, an empty carrier. Runs over a snapshot and again in the transaction that stores, so that nothing
    /// is lost that somebody else has just changed; on threads of the store's, one after the other. Errors:
    /// errc::bad_parameter, errc::conflict for what does not fit `stored`.
    virtual Result<void> apply(const User& stored, User& wanted) = 0;
};

/// What every operation is handed beside its parameters.
struct Context {
    Caller caller;
    Origin origin;
    Conditions* conditions = nullptr;  ///< null: there are none
    UserPatch* patch = nullptr;  ///< SaveUser only: what is to be saved, in place of the carrier; null: none
    std::string_view operation{};  ///< the operation's name, or the command's ("user passwd"); outlives the call
};

/// The parameters of a call that has not been authenticated yet, still in the protocol's form.
class Parameters {
public:
    virtual ~Parameters() = default;
    /// Fills `request`, an object of the operation's request type. Errors: errc::malformed, errc::bad_parameter.
    virtual Result<void> decode(const Operation& operation, void* request) = 0;
};

/// A call, made by a protocol adapter.
struct Call {
    const Operation* operation = nullptr;
    Version version = newest_version;
    Evidence evidence;
    Secret application_token;
    Origin origin;
    Parameters* parameters = nullptr;  ///< outlives the call
    Conditions* conditions = nullptr;  ///< likewise; null: there are none
    UserPatch* patch = nullptr;  ///< likewise
    // What another server is told of the request, where one answers; the texts outlive the call.
    std::string_view language{};  ///< Accept-Language as sent
    std::string_view culture{};  ///< SO-Culture as sent
    std::string_view trace{};  ///< a valid traceparent
};

/// Which server has answered.
enum class AnsweredBy : std::uint8_t {
    self,  ///< there is no other
    local,  ///< this one, beside another
    upstream  ///< the other, for which this one stands
};

/// What a call came to.
struct Outcome {
    Result<Object> response = fail(errc::internal, {});  ///< an object of the operation's response type
    std::int32_t associate_id = 0;  ///< who called, 0 for nobody; for the log
    AnsweredBy side = AnsweredBy::self;  ///< likewise
};

}  // namespace uag
