#include "core/gateway/gateway.hpp"

#include <exception>

#include "core/agent/operations.hpp"
#include "core/base/failures.hpp"
#include "core/base/text.hpp"
#include "core/security/access.hpp"
#include "core/security/identities.hpp"

namespace uag {
namespace {

// Of evidence that is neither none nor basic.
SessionKind kind_of(const Evidence& evidence) {
    if (evidence.kind == Evidence::Kind::web) return SessionKind::web;
    return evidence.kind == Evidence::Kind::ticket ? SessionKind::ticket : SessionKind::access_token;
}

}  // namespace

Task<Outcome> Gateway::run(Call& call) {
    Context context;
    context.origin = call.origin;
    context.operation = call.operation->name;
    context.conditions = call.conditions;
    context.patch = call.patch;
    std::string what;
    try {
        Result<Object> response = co_await answer(call, context);
        if (!response.has_value() && response.error().code == errc::access_denied)
            audit_.count(audit_.event(AuditKind::denied, context));
        co_return Outcome{std::move(response), context.caller.associate_id};
    } catch (const std::exception& exception) {
        what = exception.what();
    }
    co_return Outcome{
        fail(errc::internal, "The service could not process the call because of an internal error.", what),
        context.caller.associate_id};
}

Task<Result<Object>> Gateway::answer(Call& call, Context& context) {
    const Operation& operation = *call.operation;
    // GetSystemInfo is what a client asks before it has anything to show.
    const bool needs_application_token = !application_tokens_.empty() && operation.name != "GetSystemInfo";
    if (needs_application_token && !knows_token(application_tokens_, call.application_token.reveal()))
        co_return not_authenticated();
    // One result for all steps: Asio recycles the memory of frames up to a kilobyte.
    Result<void> step;
    // Before anything is judged by time, also what no session is needed for.
    if (sessions_.is_clock_back()) {
        step = co_await sessions_.settle();
        if (!step.has_value()) co_return step.error();
    }
    if (operation.access != Access::open && !find_remembered(call, context.caller)) {
        step = co_await authenticate(call, context.caller);
        if (!step.has_value()) co_return step.error();
    }
    WipedObject request(operation.request());  // however the call ends
    step = call.parameters->decode(operation, request.get());
    if (!step.has_value()) co_return step.error();
    step = authorize(operation, context.caller, request.get());
    if (!step.has_value()) co_return step.error();
    if (needs_object(operation, context.caller)) {
        step = co_await authorize_object(operation, context.caller, request.get());
        if (!step.has_value()) co_return step.error();
    }
    Object response = make_object(operation.response());
    step = co_await function_of(operation)(agent_, context, request.get(), response.get());
    if (!step.has_value()) co_return step.error();
    co_return std::move(response);
}

Task<Result<void>> Gateway::authorize_object(const Operation& operation, const Caller& caller, const void* request) {
    const Subject subject = operation.subject(request);
    // GCC 12 destroys a conditional temporary inside co_await twice: each has a statement of its own.
    Result<std::optional<Identity>> found = std::optional<Identity>{};
    if (subject.kind == Subject::Kind::associate_id) found = co_await find_identity(store_, subject.id);
    if (subject.kind == Subject::Kind::associate_name)
        found = co_await find_identity_by_name(store_, folded_name(subject.name));
    if (!found.has_value()) co_return found.error();
    if (!found->has_value()) co_return Result<void>{};
    co_return may_manage(operation, caller, **found);
}

// Nearly every call comes with a ticket that is in memory, or with a password that was proven a moment ago: nothing to
// wait for.
bool Gateway::find_remembered(const Call& call, Caller& caller) {
    const Evidence& evidence = call.evidence;
    if (evidence.kind == Evidence::Kind::none) return false;
    if (evidence.kind == Evidence::Kind::basic) {
        const auto proven = login_.remembered(evidence.user_name, evidence.secret.reveal(), call.origin);
        if (proven) caller = proven->caller;
        return proven != nullptr;
    }
    const auto session = sessions_.resolve_at_once(kind_of(evidence), evidence.secret.reveal());
    if (session) caller = session->caller;
    return session != nullptr;
}

Task<Result<void>> Gateway::authenticate(const Call& call, Caller& caller) {
    const Evidence& evidence = call.evidence;
    if (evidence.kind == Evidence::Kind::none) co_return not_authenticated();
    if (evidence.kind == Evidence::Kind::basic) {
        auto proven =
            co_await login_.with_basic(evidence.user_name, evidence.secret.reveal(), call.origin, call.operation->name);
        if (!proven.has_value()) co_return proven.error();
        caller = std::move(*proven);
        co_return Result<void>{};
    }
    const auto session = co_await sessions_.resolve(kind_of(evidence), evidence.secret.reveal());
    if (!session.has_value()) co_return session.error();
    caller = (*session)->caller;
    co_return Result<void>{};
}

}  // namespace uag
