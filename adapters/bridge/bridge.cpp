#include "adapters/bridge/bridge.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <utility>

#include "adapters/bridge/failures.hpp"
#include "adapters/bridge/other_record.hpp"
#include "adapters/bridge/reach.hpp"
#include "adapters/walk/convert_times.hpp"
#include "core/agent/log_in_answer.hpp"
#include "core/agent/operations.hpp"
#include "core/agent/patched_user.hpp"
#include "core/base/failures.hpp"
#include "core/base/text.hpp"
#include "core/contract/requests.hpp"
#include "core/security/ticket.hpp"

namespace uag::bridge {
namespace {

namespace asio = boost::asio;
using client::CallResult;

bool logs_in(const Operation& operation) {
    return operation.service == Service::so_principal && operation.name != "GetSystemInfo";
}

bool is_about_password(const Operation& operation) { return operation.name.find("Password") != std::string_view::npos; }

}  // namespace

Bridge::Bridge(BridgeSettings settings, const BridgePorts& ports)
    : settings_(std::move(settings)),
      ports_(ports),
      identities_(settings_.identity, ports_.identity),
      shadow_(settings_.shadow, ports_.identity.upstream, identities_, ports_.identity.random) {}

Task<Outcome> Bridge::run(Call& call) {
    std::string what;
    try {
        co_return co_await run_route(call);
    } catch (const std::exception& exception) {
        what = exception.what();
    }
    co_return Outcome{
        fail(errc::internal, "The service could not process the call because of an internal error.", what), 0,
        AnsweredBy::upstream};
}

Task<Outcome> Bridge::run_watched(Call& call, CallerWatch& watch) {
    const Route route = settings_.routes.of(*call.operation);
    if (route == Route::local || route == Route::shadow) co_return co_await run(call);
    asio::cancellation_signal gone;
    const WatchedCaller watched(watch, [&gone] { gone.emit(asio::cancellation_type::terminal); });
    auto answer_cancelled = [](Bridge& self, Call& asked) -> Task<Outcome> {
        // What does not mind whether anybody waits goes on to its end.
        co_await asio::this_coro::throw_if_cancelled(false);
        co_return co_await self.run(asked);
    };
    const auto executor = co_await asio::this_coro::executor;
    co_return co_await asio::co_spawn(executor, answer_cancelled(*this, call),
                                      asio::bind_cancellation_slot(gone.slot(), asio::use_awaitable_t<Executor>{}));
}

Task<Outcome> Bridge::run_local(Call& call) {
    Outcome outcome = co_await ports_.local.run(call);
    outcome.side = AnsweredBy::local;
    co_return outcome;
}

Task<Outcome> Bridge::run_route(Call& call) {
    const Operation& operation = *call.operation;
    const bool has_twin = logs_in(operation) || can_ask(upstream().face, operation);
    switch (settings_.routes.of(operation)) {
        case Route::local: co_return co_await run_local(call);
        case Route::shadow: {
            if (!only_reads(operation) || !can_ask(upstream().face, operation)) co_return co_await run_local(call);
            Outcome outcome = co_await shadow_.run(call, ports_.local);
            outcome.side = AnsweredBy::local;
            co_return outcome;
        }
        case Route::upstream:
            // What needs no log-in and is not to be had there says what is in front of it.
            if (!has_twin && operation.access == Access::open) co_return co_await run_local(call);
            break;
        case Route::upstream_then_local: {
            if (!has_twin) co_return co_await run_local(call);
            Outcome outcome = co_await run_upstream(call);
            if (outcome.response.has_value()) co_return outcome;
            const errc code = outcome.response.error().code;
            // A change that has a twin there is never made here instead, whatever keeps it from being made there.
            if (only_reads(operation) && (code == errc::not_implemented || !is_said(code)))
                co_return co_await run_local(call);
            co_return outcome;
        }
    }
    co_return co_await run_upstream(call);
}

Task<Outcome> Bridge::run_upstream(Call& call) {
    Outcome outcome;
    outcome.side = AnsweredBy::upstream;
    outcome.response = co_await answer(call, outcome);
    if (!outcome.response.has_value() && outcome.response.error().code == errc::access_denied) {
        AuditLog& audit = ports_.identity.audit;
        AuditEvent event = audit.event(AuditKind::denied, call.operation->name, {}, call.origin);
        event.actor_id = outcome.associate_id;
        event.detail = by_upstream;
        audit.count(std::move(event));
    }
    co_return outcome;
}

Task<Result<Object>> Bridge::answer(Call& call, Outcome& outcome) {
    const Operation& operation = *call.operation;
    const bool needs_token = !settings_.application_tokens.empty() && operation.name != "GetSystemInfo";
    if (needs_token && !knows_token(settings_.application_tokens, call.application_token.reveal()))
        co_return not_authenticated();
    if (operation.access != Access::open && call.evidence.kind == Evidence::Kind::none) co_return not_authenticated();
    const bool is_log_in = logs_in(operation);
    if (!is_log_in && !can_ask(upstream().face, operation)) co_return not_there(operation, upstream().face.word());
    if (call.conditions != nullptr && call.conditions->unmodified_since && !only_reads(operation))
        co_return fail(errc::not_implemented,
                       "The server behind this one does not tell when a user was changed, so it cannot be changed only "
                       "if nobody else has.");
    WipedObject request(operation.request());
    if (is_log_in) {
        const Result<void> decoded = call.parameters->decode(operation, request.get());
        if (!decoded.has_value()) co_return decoded.error();
        if (upstream().face.is_rest) co_return co_await identities_.log_in(call, request.get());
        co_return co_await log_in_over_soap(call, request.get());
    }
    co_return co_await ask_as(call, request.get(), outcome);
}

Task<Result<Object>> Bridge::ask_as(Call& call, void* request, Outcome& outcome) {
    const Operation& operation = *call.operation;
    Result<Shown> shown = Shown{};
    if (operation.access != Access::open) shown = co_await identities_.show(call);
    if (!shown.has_value()) co_return shown.error();
    const Result<void> decoded = call.parameters->decode(operation, request);
    if (!decoded.has_value()) co_return decoded.error();
    outcome.associate_id = shown->associate_id;
    const ZoneChoice zones{upstream().zone, nullptr, false};
    show_times(operation.request(), request, zones);
    Answered answered = co_await ask(call, request, *shown);
    Result<Object> response = judged(call, request, std::move(answered));
    const auto is_refused = [&] { return !response.has_value() && response.error().code == errc::session; };
    // What was remembered may have ended there, with which nothing was done.
    if (is_refused() && shown->can_renew) {
        shown = co_await identities_.show_again(call, *shown);
        if (!shown.has_value()) co_return shown.error();
        Answered again = co_await ask(call, request, *shown);
        response = judged(call, request, std::move(again));
    }
    if (is_refused()) identities_.refused(call, *shown);
    // Only an answer shows that a password was right: errors may come before anybody has looked at it.
    if (response.has_value() && !identities_.accepted(call, *shown)) {
        wipe_secrets(operation.response(), response->get());
        co_return not_authenticated();
    }
    if (response.has_value() && !only_reads(operation)) co_await audit_change(call, request, *shown);
    co_return response;
}

Task<Answered> Bridge::ask(const Call& call, const void* request, const Shown& shown) {
    if (call.patch != nullptr) co_return co_await ask_patched(call, request, shown);
    client::Sender sender = sender_for(call, upstream(), shown.evidence);
    co_return co_await ports_.identity.upstream.ask(*call.operation, request, std::move(sender));
}

namespace {

bool is_changed(const FieldInfo& field, const User& before, const User& after) {
    const void* const left = field.get(&before);
    const void* const right = field.get(&after);
    switch (field.type().kind) {
        case Kind::boolean: return *static_cast<const bool*>(left) != *static_cast<const bool*>(right);
        case Kind::string: return static_cast<const String*>(left)->text != static_cast<const String*>(right)->text;
        default: return field.type().slot.presence != nullptr && field.type().slot.presence(right) == Presence::value;
    }
}

// A whole user is sent back: what the server has not told would be cleared by it, and what its version has no member for
// would be lost without a word.
Result<void> judge_sayable(const User& stored, const User& wanted, const remote::ServerFace& face) {
    for (const FieldInfo& field : type_of<User>().fields) {
        if (field.is_base) continue;
        const std::string name(field.name);
        const bool is_sayable = face.is_rest || field.in_soap(face.version());
        if (!is_sayable && is_changed(field, stored, wanted)) return not_there("SaveUser/" + name, face.word());
        const auto presence = field.type().slot.presence;
        if (is_sayable && presence != nullptr && presence(field.get(&stored)) == Presence::absent)
            return no_answer("the upstream answers a user without " + name + ", which a change would clear");
    }
    return {};
}

}  // namespace

// A change that is told as a difference is made to what is stored there now.
Task<Answered> Bridge::ask_patched(const Call& call, const void* request, const Shown& shown) {
    const auto& addressed = *static_cast<const UserRequest*>(request);
    const std::int32_t id = addressed.user.has_value() ? addressed.user->associate_id : 0;
    Upstream& server = ports_.identity.upstream;
    const Operation& get_user = *find_operation(Service::user, "GetUser");
    const UserIdRequest wanted{id};
    client::Sender reader = sender_for(call, upstream(), shown.evidence);
    Answered answered = co_await server.ask(get_user, &wanted, std::move(reader));
    if (!answered.has_value() || answered->kind != CallResult::Kind::success) co_return std::move(answered);
    const ZoneChoice zones{upstream().zone, nullptr, false};
    read_times(get_user.response(), answered->answer.get(), zones);
    const Box<User>& stored = static_cast<const Answer<Box<User>>*>(answered->answer.get())->response;
    if (!stored.has_value() || stored->associate_id != id) co_return no_such_user();
    WipedObject changed(call.operation->request());
    User& user = static_cast<UserRequest*>(changed.get())->user.emplace();
    const Result<void> applied = call.patch->apply(*stored, user);
    if (!applied.has_value()) co_return applied.error();
    Result<void> complete = judge_patched(*stored, user, id);
    if (complete.has_value()) complete = judge_sayable(*stored, user, upstream().face);
    if (!complete.has_value()) co_return complete.error();
    show_times(call.operation->request(), changed.get(), zones);
    client::Sender writer = sender_for(call, upstream(), shown.evidence);
    co_return co_await server.ask(*call.operation, changed.get(), std::move(writer));
}

// The server behind judges; how often it may be asked to is judged here.
Task<Result<Object>> Bridge::log_in_over_soap(const Call& call, const void* request) {
    const Operation& operation = *call.operation;
    if (!can_ask(upstream().face, operation)) co_return not_there(operation, upstream().face.word());
    const std::string name(name_in_log_in(operation, request));
    const bool counts = !name.empty() && !looks_like_ticket(name);
    Result<bool> admitted = true;
    if (counts) admitted = identities_.admits(call, name);
    if (!admitted.has_value()) co_return admitted.error();
    if (!*admitted) {
        Object refusal = make_object(operation.response());
        auto& answer = *static_cast<AuthenticateResponse*>(refusal.get());
        answer.response.clear(Presence::nil);
        answer.credentials.emplace().ticket = "";
        co_return std::move(refusal);
    }
    client::Sender nobody = sender_for(call, upstream(), Evidence{});
    Answered answered = co_await ports_.identity.upstream.ask(operation, request, std::move(nobody));
    Result<Object> response = judged(call, request, std::move(answered));
    if (!response.has_value()) co_return response;
    const auto& answer = *static_cast<const AuthenticateResponse*>(response->get());
    if (counts && !answer.authentication_succeeded) identities_.wrong(call, name);
    if (counts && answer.authentication_succeeded && answer.response.has_value() && !is_called(*answer.response, name))
        co_return no_answer("the upstream logs in somebody else than was named");
    if (counts && answer.authentication_succeeded)
        identities_.right(call, name, answer.response.has_value() ? answer.response->associate_id : 0);
    co_return response;
}

Result<Object> Bridge::judged(const Call& call, const void* request, Answered answered) {
    if (!answered.has_value()) return answered.error();
    if (answered->kind != CallResult::Kind::success) return error_of(*answered, host_of(upstream()));
    Object response = std::move(answered->answer);
    if (call.patch == nullptr && is_other_record(*call.operation, request, response.get())) {
        wipe_secrets(call.operation->response(), response.get());
        return no_answer("the upstream answers with another record than the one that it was asked for");
    }
    read_times(call.operation->response(), response.get(), {upstream().zone, nullptr, false});
    return response;
}

Task<void> Bridge::audit_change(const Call& call, const void* request, const Shown& by) {
    AuditLog& audit = ports_.identity.audit;
    const Operation& operation = *call.operation;
    AuditEvent event = audit.event(AuditKind::change, operation.name, by.account, call.origin);
    event.actor_id = by.associate_id;
    event.detail = by_upstream;
    if (operation.subject != nullptr) {
        const Subject subject = operation.subject(request);
        if (subject.kind == Subject::Kind::associate_id) event.subject_id = subject.id;
        if (subject.kind == Subject::Kind::associate_name) event.subject = associate_subject(subject.name);
        if (is_about_password(operation)) identities_.forget(event.subject_id, subject.name, by);
    } else if (is_about_password(operation)) {
        identities_.forget(by.associate_id, by.account, by);
    }
    audit.bound(event);
    const auto keep = [&event](Rows& rows) { return keep_event(rows, event); };
    const Result<void> kept = co_await write_rows(ports_.store, keep);
    // The change is made there: it is told at least, and kept with what housekeeping keeps.
    if (kept.has_value())
        audit.stored(event);
    else
        audit.count(std::move(event));
}

}  // namespace uag::bridge
