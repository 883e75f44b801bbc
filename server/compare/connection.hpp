// One target as it is called: its kept connection, its face, and who asks. Nothing here compares.
#pragma once

#include <atomic>
#include <boost/system/result.hpp>
#include <string>

#include "adapters/client/call_result.hpp"
#include "adapters/client/sender.hpp"
#include "adapters/remote/remote_server.hpp"
#include "server/compare/targets.hpp"

namespace uag::compare {

/// For one thread at a time.
class Connection {
public:
    /// Opens nothing yet. Both outlive it; `stopping` becomes true when what runs should be cut.
    Connection(const Target& target, const std::atomic<bool>& stopping);

    const Target& target() const noexcept { return target_; }

    /// Who asks and what every request of this target has beside it.
    client::Sender sender(Evidence evidence) const;

    /// The request of a call in the target's face; `request` is of the operation's request type. Sends nothing.
    client::Written write(const Operation& operation, const void* request, const client::Sender& sender) const;

    boost::system::result<client::Response, outbound::TransferError> send(const client::Request& request);

    /// What an answer to write() of that operation came to.
    client::CallResult read(const Operation& operation, client::Response response) const;

    /// The address of a request, for people: base URL and path as they are sent, credentials and all.
    std::string address_of(const client::Request& request) const;

private:
    const Target& target_;
    remote::RemoteServer server_;
};

}  // namespace uag::compare
