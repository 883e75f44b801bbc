#include "server/compare/log_in.hpp"

#include <utility>

#include "adapters/client/findings.hpp"
#include "adapters/compare/code_words.hpp"
#include "adapters/remote/password_log_in.hpp"
#include "adapters/soap/client_answer.hpp"
#include "core/agent/operations.hpp"
#include "core/contract/answers.hpp"
#include "core/contract/requests.hpp"

namespace uag::compare {
namespace {

using client::CallResult;

// Empty: the server has not given one.
Secret ticket_in(const CallResult& result) {
    if (result.kind != CallResult::Kind::success) return {};
    const auto& answer = *static_cast<const AuthenticateResponse*>(result.answer.get());
    if (!answer.authentication_succeeded || !answer.credentials.has_value()) return {};
    return Secret(std::string_view(answer.credentials->ticket.text));
}

LogInResult ask_for_ticket(Connection& connection, std::string_view user, const Secret& password,
                           Pseudonyms& pseudonyms) {
    const remote::PasswordLogIn log_in(user, password);
    const Operation& operation = log_in.operation();
    const TargetFace& face = connection.target().face;
    const soap::ClientFace asked = face.is_rest ? soap::ClientFace{} : face.soap;
    // The application token alone: nobody has logged in yet.
    client::Written written = soap::write_request(operation, log_in.request(), asked, connection.sender({}));
    if (!written.has_value()) return written.error().path + ' ' + written.error().text;
    auto response = connection.send(*written);
    if (!response.has_value()) return response.error().text;
    CallResult result = soap::read_answer(operation, asked, std::move(*response));
    if (result.kind == CallResult::Kind::unreadable) {
        const auto& findings = result.findings.items();
        return "it answers to " + std::string(operation.name) + " with status " + std::to_string(result.raw.status) +
               " and what is no answer of SOAP" +
               (findings.empty() ? std::string() : ": " + findings.front().path + ' ' + findings.front().text);
    }
    LoggedIn done;
    if (const Secret ticket = ticket_in(result); !ticket.empty())
        done.evidence = evidence_of_ticket(ticket, pseudonyms);
    else
        done.refused = std::make_unique<LogInCall>(std::move(*written), std::move(result), asked);
    return done;
}

}  // namespace

Evidence evidence_of_ticket(const Secret& ticket, Pseudonyms& pseudonyms) {
    pseudonyms.learn(ticket.reveal());
    return {Evidence::Kind::ticket, {}, ticket};
}

CallResult refusal_of(LogInCall call, const Operation& operation) {
    CallResult result = std::move(call.result);
    if (result.kind == CallResult::Kind::success) {
        result.kind = CallResult::Kind::error;
        result.failure.codes.add(errc::session);
    }
    result.operation = &operation;
    result.answer = Object(nullptr, nullptr);
    return result;
}

LogInResult log_in(Connection& connection, std::string_view user, const Secret& password, Pseudonyms& pseudonyms) {
    pseudonyms.learn_password(user, password.reveal());
    const Target& target = connection.target();
    const bool takes_basic = target.face.is_rest && target.log_in.way != LogInWay::ticket;
    if (!takes_basic) return ask_for_ticket(connection, user, password, pseudonyms);
    return LoggedIn{{Evidence::Kind::basic, std::string(user), password}, {}};
}

LogInResult log_in_target(Connection& connection, Pseudonyms& pseudonyms) {
    const Target& target = connection.target();
    const LogIn& own = target.log_in;
    pseudonyms.learn(target.application_token.reveal());
    switch (own.way) {
        case LogInWay::none: return LoggedIn{};
        case LogInWay::bearer:
            pseudonyms.learn(own.token.reveal());
            return LoggedIn{{Evidence::Kind::bearer, {}, own.token}, {}};
        case LogInWay::ticket:
            if (!own.token.empty()) return LoggedIn{evidence_of_ticket(own.token, pseudonyms), {}};
            break;
        case LogInWay::basic: break;
    }
    return log_in(connection, own.user, own.password, pseudonyms);
}

}  // namespace uag::compare
