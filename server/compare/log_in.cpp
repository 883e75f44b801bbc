#include "server/compare/log_in.hpp"

#include <algorithm>
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

soap::ClientFace ticket_face(const TargetFace& face) { return face.is_rest ? soap::ClientFace{} : face.soap; }

bool takes_basic(const Target& target) { return target.face.is_rest && target.log_in.way != LogInWay::ticket; }

// The application token alone: nobody has logged in yet.
client::Written write_log_in(const Connection& connection, std::string_view user, const Secret& password) {
    const remote::PasswordLogIn log_in(user, password);
    return soap::write_request(log_in.operation(), log_in.request(), ticket_face(connection.target().face),
                               connection.sender({}));
}

// Empty: the server has not given one.
Secret ticket_in(const CallResult& result) {
    if (result.kind != CallResult::Kind::success) return {};
    const auto& answer = *static_cast<const AuthenticateResponse*>(result.answer.get());
    if (!answer.authentication_succeeded || !answer.credentials.has_value()) return {};
    return Secret(std::string_view(answer.credentials->ticket.text));
}

LogInResult ask_for_ticket(Connection& connection, std::string_view user, const Secret& password,
                           Pseudonyms& pseudonyms) {
    const Operation& operation = ticket_operation();
    const soap::ClientFace asked = ticket_face(connection.target().face);
    client::Written written = write_log_in(connection, user, password);
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
    if (!takes_basic(connection.target())) return ask_for_ticket(connection, user, password, pseudonyms);
    return LoggedIn{{Evidence::Kind::basic, std::string(user), password}, {}};
}

const Operation& ticket_operation() { return *find_operation(Service::so_principal, "AuthenticateUsernamePassword"); }

std::optional<client::Request> ticket_request(const Connection& connection, std::string_view user,
                                              const Secret& password) {
    if (takes_basic(connection.target())) return std::nullopt;
    client::Written written = write_log_in(connection, user, password);
    if (!written.has_value()) return std::nullopt;
    return std::move(*written);
}

std::optional<client::Request> own_ticket_request(const Connection& connection) {
    const LogIn& own = connection.target().log_in;
    if (own.way != LogInWay::ticket || !own.token.empty()) return std::nullopt;
    return ticket_request(connection, own.user, own.password);
}

const OwnLogIns::Row* OwnLogIns::row(const Target& target) const {
    const auto same = [](const Secret& a, const Secret& b) { return equal_constant_time(a.reveal(), b.reveal()); };
    const auto found = std::ranges::find_if(rows_, [&](const Row& row) {
        return row.base_url == target.http.base_url && row.user == target.log_in.user &&
               same(row.password, target.log_in.password) && same(row.application_token, target.application_token);
    });
    return found == rows_.end() ? nullptr : &*found;
}

const Evidence* OwnLogIns::find(const Target& target) const {
    const Row* const found = row(target);
    return found == nullptr ? nullptr : &found->evidence;
}

void OwnLogIns::keep(const Target& target, const Evidence& evidence) {
    if (row(target) != nullptr) return;
    rows_.push_back(
        {target.http.base_url, target.log_in.user, target.log_in.password, target.application_token, evidence});
}

LogInResult log_in_target(Connection& connection, Pseudonyms& pseudonyms, OwnLogIns& log_ins) {
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
    if (takes_basic(target)) return log_in(connection, own.user, own.password, pseudonyms);
    if (const Evidence* const known = log_ins.find(target)) return LoggedIn{*known, {}};
    LogInResult done = log_in(connection, own.user, own.password, pseudonyms);
    if (done.has_value() && !done->refused) log_ins.keep(target, done->evidence);
    return done;
}

}  // namespace uag::compare
