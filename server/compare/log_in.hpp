// Logging in to a target: credentials become what its requests show, a ticket where it takes tickets.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/compare/pseudonyms.hpp"
#include "server/compare/connection.hpp"

namespace uag::compare {

/// A call that asked for a ticket.
struct LogInCall {
    client::Request request;
    client::CallResult result;  ///< of AuthenticateUsernamePassword
    soap::ClientFace face{};
};

struct LoggedIn {
    Evidence evidence{};
    /// The server has said no, which an answer to any call with these credentials would say over the WebAPI.
    std::unique_ptr<LogInCall> refused{};
};

/// What it is to the call that it stands before: over the WebAPI that call would be refused itself.
client::CallResult refusal_of(LogInCall call, const Operation& operation);

/// Why nobody can be logged in: the server cannot be called, or its answer is none. One sentence without its stop.
using LogInResult = boost::system::result<LoggedIn, std::string>;

/// With name and password: Basic where the target's own log-in is Basic (or none, over the WebAPI), else for a ticket,
/// over SOAP; a target of the WebAPI is asked at Services88 of the same address. What is secret is learned.
LogInResult log_in(Connection& connection, std::string_view user, const Secret& password, Pseudonyms& pseudonyms);

/// What own log-ins of a run were given, by service and credentials. No operation of the contract ends a ticket, so
/// targets that are faces of one service share it, and a run leaves one there.
class OwnLogIns {
public:
    /// Null: nobody has logged in so.
    const Evidence* find(const Target& target) const;
    void keep(const Target& target, const Evidence& evidence);

private:
    struct Row {
        std::string base_url;
        std::string user;
        Secret password;
        Secret application_token;
        Evidence evidence;
    };
    const Row* row(const Target& target) const;
    std::vector<Row> rows_;
};

/// The target's own log-in. Nothing is sent where there is a ready ticket or token, no log-in, or one of this run.
LogInResult log_in_target(Connection& connection, Pseudonyms& pseudonyms, OwnLogIns& log_ins);

/// The request with which log_in() would ask for a ticket; nothing where it asks for none. For who only shows it.
std::optional<client::Request> ticket_request(const Connection& connection, std::string_view user,
                                              const Secret& password);
/// The same of log_in_target().
std::optional<client::Request> own_ticket_request(const Connection& connection);

/// The operation that is asked for a ticket.
const Operation& ticket_operation();

/// What a ticket shows; it is learned.
Evidence evidence_of_ticket(const Secret& ticket, Pseudonyms& pseudonyms);

}  // namespace uag::compare
