// Logging in over SOAP where the server behind has only the WebAPI, which knows no log-in: whoever its
// User/currentPrincipal knows is logged in.
#include <utility>

#include "adapters/bridge/failures.hpp"
#include "adapters/bridge/identity.hpp"
#include "core/agent/log_in_answer.hpp"
#include "core/base/text.hpp"
#include "core/base/uri.hpp"
#include "core/contract/requests.hpp"
#include "core/security/ticket.hpp"

namespace uag::bridge {
namespace {

using remote::LoggedIn;

std::string_view text_in(const AuthenticateGenericRequest& request, std::string_view key) {
    const String* const value = generic_value(request, key);
    return value == nullptr ? std::string_view() : std::string_view(value->text);
}

}  // namespace

std::string host_of(const UpstreamSettings& settings) {
    const auto uri = parse_uri(settings.http.base_url);
    return uri ? std::string(uri->host) : std::string();
}

Error error_of_log_in(const LoggedIn& done, const UpstreamSettings& settings) {
    const auto* const result = std::get_if<client::CallResult>(&done.why);
    if (result == nullptr || result->kind != client::CallResult::Kind::error)
        return no_answer("the upstream says yes to a log-in and not to whose");
    return error_of(*result, host_of(settings));
}

std::string_view name_in_log_in(const Operation& operation, const void* request) {
    if (operation.name == "AuthenticateUsernamePassword")
        return static_cast<const AuthenticateUsernamePasswordRequest*>(request)->user_name.text;
    if (operation.name == "AuthenticateGeneric")
        return text_in(*static_cast<const AuthenticateGenericRequest*>(request), "UserName");
    return {};
}

Task<Result<LoggedIn>> Identities::ask_who(const Call& call, Evidence evidence) {
    const RestResource& row = remote::resource_of("User/currentPrincipal");
    const Object nothing = make_object(operation_of(row).request());
    client::Sender sender = sender_of(call, std::move(evidence));
    Answered answered = co_await ports_.upstream.ask(row, nothing.get(), std::move(sender));
    if (!answered.has_value()) co_return answered.error();
    LoggedIn done = remote::read_log_in(ports_.upstream.settings().face, std::move(*answered));
    if (done.kind == LoggedIn::Kind::failed) co_return error_of_log_in(done, ports_.upstream.settings());
    co_return std::move(done);
}

Result<Secret> Identities::seal(const SealedSession& session, Secret token) {
    Result<Secret> ticket = sealer_.seal(session);
    if (!ticket.has_value()) return ticket;
    HeldSession held{std::move(token),     session.issued,           session.issued, session.issued + settings_.longest,
                     session.associate_id, folded_name(session.name)};
    held.renews = session.kind == SealedSession::Kind::token;
    held_.keep(held_.key_of({"ticket", ticket->reveal()}), std::move(held));
    return ticket;
}

Task<Result<AuthenticateResponse>> Identities::by_password(const Call& call, std::string_view name,
                                                           const Secret& password) {
    if (looks_like_ticket(name)) {
        const Secret ticket{trim(name)};
        co_return co_await by_ticket(call, ticket);
    }
    const Result<bool> admitted = admits(call, name);
    if (!admitted.has_value()) co_return admitted.error();
    // Basic has no form for a colon in a name (RFC 7617 2), so nobody there has one.
    if (!*admitted || name.empty() || name.find(':') != std::string_view::npos) co_return not_logged_in();
    const Evidence basic{Evidence::Kind::basic, std::string(name), password};
    Result<LoggedIn> done = co_await ask_who(call, basic);
    if (!done.has_value()) co_return done.error();
    if (done->kind == LoggedIn::Kind::refused) wrong(call, name);
    if (done->kind == LoggedIn::Kind::refused || !still_admits(call, name)) co_return not_logged_in();
    if (!is_called(*done->principal, name))
        co_return no_answer("the upstream answers about somebody else than was named");
    client::Sender sender = sender_of(call, basic);
    Result<Secret> token = co_await token_for(std::move(sender));
    if (!token.has_value()) co_return token.error();
    SealedSession session{SealedSession::Kind::token, now(), done->principal->associate_id, std::string(name), *token};
    if (settings_.keep_password) {
        session.kind = SealedSession::Kind::password;
        session.proof = password;
    }
    const Result<Secret> ticket = seal(session, std::move(*token));
    if (!ticket.has_value()) co_return ticket.error();
    right(call, name, session.associate_id);
    co_return logged_in(std::move(done->principal), *ticket);
}

// A ticket that goes on: one of ours, or one of the server's own.
Task<Result<AuthenticateResponse>> Identities::by_ticket(const Call& call, const Secret& ticket) {
    if (ticket.empty()) co_return not_logged_in();
    Call shows = call;
    shows.evidence = {Evidence::Kind::ticket, {}, ticket};
    Result<Shown> shown = co_await show(shows);
    if (!shown.has_value() && shown.error().code == errc::session) co_return not_logged_in();
    if (!shown.has_value()) co_return shown.error();
    Result<LoggedIn> done = co_await ask_who(call, shown->evidence);
    if (!done.has_value()) co_return done.error();
    if (done->kind == LoggedIn::Kind::refused) co_return not_logged_in();
    co_return logged_in(std::move(done->principal), ticket);
}

Task<Result<AuthenticateResponse>> Identities::by_token(const Call& call, const Secret& token) {
    if (token.empty()) co_return not_logged_in();
    Evidence bearer{Evidence::Kind::bearer, {}, token};
    Result<LoggedIn> done = co_await ask_who(call, std::move(bearer));
    if (!done.has_value()) co_return done.error();
    if (done->kind == LoggedIn::Kind::refused) co_return not_logged_in();
    const SealedSession session{SealedSession::Kind::token, now(), done->principal->associate_id,
                                done->principal->associate.text, token};
    const Result<Secret> ticket = seal(session, token);
    if (!ticket.has_value()) co_return ticket.error();
    right(call, session.name, session.associate_id);
    co_return logged_in(std::move(done->principal), *ticket);
}

Task<Result<Object>> Identities::log_in(const Call& call, const void* request) {
    const Operation& operation = *call.operation;
    Result<AuthenticateResponse> answer = not_logged_in();  // AuthenticateImplicit: nothing is shown
    if (operation.name == "AuthenticateUsernamePassword") {
        const auto& parameters = *static_cast<const AuthenticateUsernamePasswordRequest*>(request);
        const Secret password{std::string_view(parameters.password.text)};
        answer = co_await by_password(call, parameters.user_name.text, password);
    } else if (operation.name == "AuthenticateWithAccessToken") {
        const auto& parameters = *static_cast<const AuthenticateWithAccessTokenRequest*>(request);
        const Secret token{std::string_view(parameters.access_token.text)};
        answer = co_await by_token(call, token);
    } else if (operation.name == "AuthenticateGeneric") {
        const auto& parameters = *static_cast<const AuthenticateGenericRequest*>(request);
        const Secret ticket{text_in(parameters, "Ticket")};
        const Secret token{text_in(parameters, "AccessToken")};
        const Secret password{text_in(parameters, "Password")};
        // As in the core: that it is there decides, and an empty one proves nobody.
        if (generic_value(parameters, "Ticket") != nullptr)
            answer = co_await by_ticket(call, ticket);
        else if (generic_value(parameters, "AccessToken") != nullptr)
            answer = co_await by_token(call, token);
        else
            answer = co_await by_password(call, text_in(parameters, "UserName"), password);
    }
    if (!answer.has_value()) co_return answer.error();
    Object response = make_object(operation.response());
    *static_cast<AuthenticateResponse*>(response.get()) = std::move(*answer);
    co_return std::move(response);
}

}  // namespace uag::bridge
