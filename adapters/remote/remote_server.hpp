// Another server of the contract as one calls it: an operation goes out in the server's face, and what it came to comes
// back. How to log in there is asked here too, since the two protocols know it by other addresses.
#pragma once

#include <atomic>
#include <string_view>
#include <variant>

#include "adapters/outbound/http_client.hpp"
#include "adapters/remote/server_face.hpp"
#include "core/base/secret.hpp"
#include "core/contract/carriers.hpp"

namespace uag::remote {

/// What a call came to: an answer or an error of the server's, no HTTP, or nothing that could have been sent.
using Called = std::variant<client::CallResult, outbound::TransferError, client::CannotWrite>;

/// One kept connection. For one thread at a time.
class RemoteServer {
public:
    /// Opens nothing yet. `stopping` outlives it; it becomes true when what runs should be cut.
    RemoteServer(ServerFace face, outbound::HttpSettings settings, const std::atomic<bool>& stopping)
        : face_(face), http_(std::move(settings), stopping) {}

    const ServerFace& face() const noexcept { return face_; }

    /// Waits for the answer.
    Called call(const Operation& operation, const void* request, const client::Sender& sender,
                const outbound::CallEnd& end = {});
    /// The same of an address of the WebAPI beside the agent; the face is the WebAPI's.
    Called call(const RestResource& row, const void* request, const client::Sender& sender,
                const outbound::CallEnd& end = {});

    /// The parts of call(), for who keeps what went over the wire.
    client::Written write(const Operation& operation, const void* request, const client::Sender& sender) const {
        return write_request(operation, request, face_, sender);
    }
    boost::system::result<client::Response, outbound::TransferError> send(const client::Request& request,
                                                                          const outbound::CallEnd& end = {}) {
        return http_.send(request, end);
    }
    client::CallResult read(const Operation& operation, client::Response response) const {
        return read_answer(operation, face_, std::move(response));
    }

private:
    const ServerFace face_;
    outbound::HttpClient http_;
};

/// What a name and password have come to.
struct LoggedIn {
    enum class Kind : std::uint8_t {
        proven,
        refused,  ///< they prove nobody there
        failed  ///< the server has not said: `why`, which is no success
    };
    Kind kind = Kind::failed;
    Box<SoPrincipalCarrier> principal{};  ///< of who is proven
    Secret ticket{};  ///< theirs, over SOAP; the WebAPI gives none
    Called why = client::CannotWrite{};
};

/// Asks who that is: over SOAP by AuthenticateUsernamePassword, over the WebAPI by User/currentPrincipal with Basic.
/// `sender` says the rest, application token and language; its evidence is not looked at.
LoggedIn log_in(RemoteServer& server, std::string_view name, const Secret& password, client::Sender sender);

/// What such a call has come to, for who has made it.
LoggedIn read_log_in(const ServerFace& face, Called called);

/// The address of the WebAPI by its row's path: "User/currentPrincipal". It must be there.
const RestResource& resource_of(std::string_view path);

}  // namespace uag::remote
