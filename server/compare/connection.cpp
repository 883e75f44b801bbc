#include "server/compare/connection.hpp"

#include <utility>

namespace uag::compare {

Connection::Connection(const Target& target, const std::atomic<bool>& stopping)
    : target_(target), server_(target.face, target.http, stopping) {}

client::Sender Connection::sender(Evidence evidence) const {
    client::Sender sender;
    sender.evidence = std::move(evidence);
    sender.application_token = target_.application_token;
    sender.language = target_.language;
    sender.time_zone = target_.time_zone;
    return sender;
}

client::Written Connection::write(const Operation& operation, const void* request, const client::Sender& sender) const {
    return server_.write(operation, request, sender);
}

boost::system::result<client::Response, outbound::TransferError> Connection::send(const client::Request& request) {
    return server_.send(request);
}

client::CallResult Connection::read(const Operation& operation, client::Response response) const {
    return server_.read(operation, std::move(response));
}

std::string Connection::address_of(const client::Request& request) const {
    const std::string& base = target_.http.base_url;
    return base + (base.ends_with('/') ? "" : "/") + request.path;
}

}  // namespace uag::compare
