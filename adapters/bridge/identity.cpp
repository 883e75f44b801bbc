#include "adapters/bridge/identity.hpp"

#include <utility>

#include "adapters/bridge/failures.hpp"
#include "adapters/remote/password_log_in.hpp"
#include "core/agent/log_in_answer.hpp"
#include "core/agent/operations.hpp"
#include "core/base/failures.hpp"
#include "core/base/text.hpp"
#include "core/base/uri.hpp"
#include "core/contract/requests.hpp"
#include "core/security/recorded_name.hpp"
#include "core/security/throttle_audit.hpp"
#include "core/security/ticket.hpp"

namespace uag::bridge {
namespace {

using client::CallResult;
using remote::LoggedIn;

constexpr std::size_t renewed_at_once = 200;

std::string account_of(std::string_view name) { return recorded_name(folded_name(name)); }

Evidence evidence_of(Evidence::Kind kind, const Secret& secret) { return {kind, {}, secret}; }

// An access token's text in the answer of GetAccessToken or currentToken.
Result<Secret> token_in(const CallResult& result) {
    const auto& answer = *static_cast<const SecretAnswer*>(result.answer.get());
    if (answer.response.blank()) return no_answer("the upstream has given an empty access token");
    return Secret(std::string_view(answer.response.text));
}

}  // namespace

Identities::Identities(const IdentitySettings& settings, const IdentityPorts& ports)
    : settings_(settings),
      ports_(ports),
      sealer_(ports.box, ports.upstream.settings().http.base_url),
      held_(settings.held, ports.random) {}

client::Sender Identities::sender_of(const Call& call, Evidence evidence) const {
    return sender_for(call, ports_.upstream.settings(), std::move(evidence));
}

client::Sender sender_for(const Call& call, const UpstreamSettings& settings, Evidence evidence) {
    client::Sender sender;
    sender.evidence = std::move(evidence);
    sender.application_token = settings.application_token.empty() ? call.application_token : settings.application_token;
    sender.language = call.language;
    sender.culture = call.culture;
    sender.trace = call.trace;
    return sender;
}

Result<bool> Identities::admits(const Call& call, std::string_view name) {
    const std::string source = throttle_source(call.origin.address);
    const std::string account = account_of(name);
    const ThrottleDecision decision = ports_.throttle.check(account, source);
    if (decision.kind == ThrottleDecision::Kind::source_blocked)
        return too_many_attempts(errc::throttled, decision.retry_after);
    if (decision.kind == ThrottleDecision::Kind::pass) return true;
    const ThrottleStart start = ports_.throttle.turned_away(source);
    audit_throttling(ports_.audit, start, call.operation->name, account, call.origin);
    ports_.audit.count(ports_.audit.event(AuditKind::login_failed, call.operation->name, account, call.origin));
    return false;
}

// Guesses made side by side must not all pass on the count that stood before the first of them.
bool Identities::still_admits(const Call& call, std::string_view name) {
    const std::string source = throttle_source(call.origin.address);
    return ports_.throttle.check(account_of(name), source).kind == ThrottleDecision::Kind::pass;
}

void Identities::right(const Call& call, std::string_view name, std::int32_t id) {
    const std::string account = account_of(name);
    ports_.throttle.succeeded(account, throttle_source(call.origin.address));
    AuditEvent event = ports_.audit.event(AuditKind::login, call.operation->name, account, call.origin);
    event.actor_id = id;
    event.detail = by_upstream;
    ports_.audit.count(std::move(event));
}

void Identities::wrong(const Call& call, std::string_view name) {
    const std::string account = account_of(name);
    const ThrottleStart start = ports_.throttle.failed(account, throttle_source(call.origin.address));
    audit_throttling(ports_.audit, start, call.operation->name, account, call.origin);
    AuditEvent event = ports_.audit.event(AuditKind::login_failed, call.operation->name, account, call.origin);
    event.detail = by_upstream;
    ports_.audit.count(std::move(event));
}

void Identities::forget(std::int32_t associate_id, std::string_view name, const Shown& by) {
    // What is remembered of a name and password is of the old one; a sealed ticket goes on.
    const bool is_sealed = ports_.upstream.settings().face.is_rest;
    held_.end_associate(associate_id, name.empty() ? std::string() : account_of(name), now(),
                        is_sealed ? by.held : std::nullopt);
}

Task<Result<Shown>> Identities::show(const Call& call) {
    const Evidence& evidence = call.evidence;
    const bool is_rest = ports_.upstream.settings().face.is_rest;
    switch (evidence.kind) {
        case Evidence::Kind::none: co_return Shown{};
        case Evidence::Kind::web: co_return not_authenticated();  // a page's session is one of this server's own
        case Evidence::Kind::ticket:
            if (TicketSealer::is_sealed(evidence.secret.reveal())) {
                if (!is_rest) co_return not_authenticated();
                co_return co_await show_sealed(call);
            }
            co_return Shown{evidence_of(Evidence::Kind::ticket, evidence.secret)};
        case Evidence::Kind::bearer:
            if (!is_rest) co_return co_await show_bearer_to_soap(call);
            co_return Shown{evidence_of(Evidence::Kind::bearer, evidence.secret)};
        case Evidence::Kind::basic: break;
    }
    const Result<bool> admitted = admits(call, evidence.user_name);
    if (!admitted.has_value()) co_return admitted.error();
    if (!*admitted) co_return not_authenticated();
    if (!is_rest) co_return co_await show_basic_to_soap(call, true);
    Shown shown;
    shown.evidence = {Evidence::Kind::basic, evidence.user_name, evidence.secret};
    shown.account = account_of(evidence.user_name);
    co_return shown;
}

Task<Result<Shown>> Identities::show_quietly(const Call& call) {
    const Evidence& evidence = call.evidence;
    if (evidence.kind != Evidence::Kind::basic) co_return Shown{};
    if (!ports_.upstream.settings().face.is_rest) co_return co_await show_basic_to_soap(call, false);
    co_return Shown{evidence};
}

Task<Result<Shown>> Identities::show_again(const Call& call, const Shown& before) {
    if (before.held) held_.forget(*before.held);
    co_return co_await show(call);
}

bool Identities::accepted(const Call& call, const Shown& shown) {
    if (shown.evidence.kind != Evidence::Kind::basic) return true;
    if (!still_admits(call, call.evidence.user_name)) return false;
    right(call, call.evidence.user_name, 0);
    return true;
}

void Identities::refused(const Call& call, const Shown& shown) {
    if (shown.held) held_.forget(*shown.held);
    if (shown.evidence.kind == Evidence::Kind::basic) wrong(call, call.evidence.user_name);
}

Task<Result<Secret>> Identities::token_for(client::Sender sender) {
    const RestResource& row = remote::resource_of("User/currentToken");
    const Object nothing = make_object(operation_of(row).request());
    Answered answered = co_await ports_.upstream.ask(row, nothing.get(), std::move(sender));
    if (!answered.has_value()) co_return answered.error();
    if (answered->kind == CallResult::Kind::error) co_return error_of(*answered, host_of(ports_.upstream.settings()));
    co_return token_in(*answered);
}

// Nothing: the token has ended there.
Task<Result<std::optional<Secret>>> Identities::renewed_token(const Secret& token) {
    const Operation& operation = *find_operation(Service::user, "GetAccessToken");
    const Object request = make_object(operation.request());
    client::Sender sender;
    sender.evidence = evidence_of(Evidence::Kind::bearer, token);
    sender.application_token = ports_.upstream.settings().application_token;
    Answered answered = co_await ports_.upstream.ask(operation, request.get(), std::move(sender));
    if (!answered.has_value()) co_return answered.error();
    if (answered->kind == CallResult::Kind::error) {
        Error error = error_of(*answered, host_of(ports_.upstream.settings()));
        if (error.code == errc::session) co_return std::optional<Secret>{};
        co_return error;
    }
    Result<Secret> renewed = token_in(*answered);
    if (!renewed.has_value()) co_return renewed.error();
    co_return std::optional<Secret>(std::move(*renewed));
}

Task<Result<Shown>> Identities::show_sealed(const Call& call) {
    const std::string_view text = trim(call.evidence.secret.reveal());
    Result<SealedSession> session = sealer_.open(text);
    if (!session.has_value()) co_return session.error();
    const Digest key = held_.key_of({"ticket", text});
    if (held_.has_ended(key, session->associate_id, account_of(session->name), session->issued))
        co_return not_authenticated();
    std::optional<HeldSession> held = held_.find(key, now());
    const TimePoint used = held ? held->used : session->issued;
    if (now() >= session->issued + settings_.longest || now() - used >= settings_.idle) {
        held_.forget(key);
        co_return not_authenticated();
    }
    if (!held) co_return co_await begin_sealed(call, *session, key);
    const bool is_old = now() - held->begun >= settings_.token * 3 / 4;
    if (is_old && !held->renews) co_return co_await begin_sealed(call, *session, key);
    if (is_old) {
        Result<std::optional<Secret>> renewed = co_await renewed_token(held->proof);
        if (renewed.has_value() && !renewed->has_value()) {
            held_.forget(key);
            co_return not_authenticated();
        }
        // Who cannot be asked at present is told so by the call itself.
        if (renewed.has_value()) {
            held->proof = std::move(**renewed);
            held_.replace(key, held->proof, now());
        }
    }
    Shown shown{evidence_of(Evidence::Kind::bearer, held->proof), held->associate_id, held->account, key};
    shown.can_renew = session->kind == SealedSession::Kind::password;
    co_return shown;
}

// Nobody remembers the ticket here: it is of another gateway, or of before the last start.
Task<Result<Shown>> Identities::begin_sealed(const Call& call, const SealedSession& session, const Digest& key) {
    HeldSession held;
    held.begun = session.issued;
    held.used = now();
    held.ends = session.issued + settings_.longest;
    held.associate_id = session.associate_id;
    held.account = account_of(session.name);
    held.renews = session.kind == SealedSession::Kind::token;
    held.proof = session.proof;
    if (!held.renews) {
        client::Sender sender = sender_of(call, {Evidence::Kind::basic, session.name, session.proof});
        const Result<bool> admitted = admits(call, session.name);
        if (!admitted.has_value()) co_return admitted.error();
        if (!*admitted) co_return not_authenticated();
        Result<Secret> token = co_await token_for(std::move(sender));
        // The password is another by now: it is shown there once, and counts as any wrong one.
        if (!token.has_value() && token.error().code == errc::session) {
            wrong(call, session.name);
            held_.end(key, now());
        }
        if (!token.has_value()) co_return token.error();
        held.proof = std::move(*token);
        held.begun = now();
    }
    held_.keep(key, held);
    Shown shown{evidence_of(Evidence::Kind::bearer, held.proof), held.associate_id, held.account, key};
    co_return shown;
}

Task<Result<Shown>> Identities::show_basic_to_soap(const Call& call, bool counts) {
    const Evidence& shown_here = call.evidence;
    const std::string account = account_of(shown_here.user_name);
    const Digest key = held_.key_of(
        {"basic", throttle_source(call.origin.address), folded_name(shown_here.user_name), shown_here.secret.reveal()});
    if (const auto held = held_.find(key, now())) {
        Shown shown{evidence_of(Evidence::Kind::ticket, held->proof), held->associate_id, account, key};
        shown.can_renew = true;
        co_return shown;
    }
    const remote::PasswordLogIn asked(shown_here.user_name, shown_here.secret);
    client::Sender nobody = sender_of(call, {});
    Answered answered = co_await ports_.upstream.ask(asked.operation(), asked.request(), std::move(nobody));
    if (!answered.has_value()) co_return answered.error();
    LoggedIn done = remote::read_log_in(ports_.upstream.settings().face, std::move(*answered));
    if (done.kind == LoggedIn::Kind::failed) co_return error_of_log_in(done, ports_.upstream.settings());
    const bool is_refused = done.kind == LoggedIn::Kind::refused;
    if (is_refused && counts) wrong(call, shown_here.user_name);
    if (!is_refused && !is_called(*done.principal, shown_here.user_name))
        co_return no_answer("the upstream logs in somebody else than was named");
    if (is_refused || (counts && !still_admits(call, shown_here.user_name))) co_return not_authenticated();
    if (counts) right(call, shown_here.user_name, done.principal->associate_id);
    HeldSession held{done.ticket, now(), now(), now() + settings_.remembered, done.principal->associate_id, account};
    Shown shown{evidence_of(Evidence::Kind::ticket, done.ticket), held.associate_id, account, key};
    if (settings_.remembered.count() != 0) held_.keep(key, std::move(held));
    co_return shown;
}

Task<Result<Shown>> Identities::show_bearer_to_soap(const Call& call) {
    const Operation& operation = *find_operation(Service::so_principal, "AuthenticateWithAccessToken");
    const remote::ServerFace& face = ports_.upstream.settings().face;
    if (!operation.in(face.version())) co_return not_there(operation, face.word());
    const Digest key = held_.key_of({"bearer", call.evidence.secret.reveal()});
    if (const auto held = held_.find(key, now())) {
        Shown shown{evidence_of(Evidence::Kind::ticket, held->proof), held->associate_id, held->account, key};
        shown.can_renew = true;
        co_return shown;
    }
    WipedObject request(operation.request());
    static_cast<AuthenticateWithAccessTokenRequest*>(request.get())->access_token = call.evidence.secret.reveal();
    client::Sender nobody = sender_of(call, {});
    Answered answered = co_await ports_.upstream.ask(operation, request.get(), std::move(nobody));
    if (!answered.has_value()) co_return answered.error();
    LoggedIn done = remote::read_log_in(face, std::move(*answered));
    if (done.kind == LoggedIn::Kind::failed) co_return error_of_log_in(done, ports_.upstream.settings());
    if (done.kind == LoggedIn::Kind::refused) co_return not_authenticated();
    const std::string account = account_of(done.principal->associate.text);
    HeldSession held{done.ticket, now(), now(), now() + settings_.remembered, done.principal->associate_id, account};
    Shown shown{evidence_of(Evidence::Kind::ticket, done.ticket), held.associate_id, account, key};
    if (settings_.remembered.count() != 0) held_.keep(key, std::move(held));
    co_return shown;
}

Task<void> Identities::renew_due() {
    const TimePoint due = now() - settings_.token * 3 / 4;
    for (const Digest& key : held_.begun_before(due, renewed_at_once)) {
        const std::optional<HeldSession> held = held_.look_at(key);
        if (!held) continue;
        if (now() >= held->ends || now() - held->used >= settings_.idle) {
            held_.forget(key);
            continue;
        }
        Result<std::optional<Secret>> renewed = co_await renewed_token(held->proof);
        if (!renewed.has_value() && !is_said(renewed.error().code)) co_return;  // nobody there: it is tried again
        if (!renewed.has_value()) continue;
        if (renewed->has_value())
            held_.replace(key, std::move(**renewed), now());
        else
            held_.forget(key);
    }
}

}  // namespace uag::bridge
