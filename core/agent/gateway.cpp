#include "core/agent/gateway.hpp"

#include <exception>

#include "core/base/text.hpp"
#include "core/contract/operations.hpp"
#include "core/security/access.hpp"

namespace uag {
namespace {

Error not_authenticated() { return fail(errc::session, "Authentication failed."); }

SessionKind kind_of(const Evidence& evidence) {
    return evidence.kind == Evidence::Kind::ticket ? SessionKind::ticket : SessionKind::access_token;
}

// Wipes the secrets of a request however the call ends.
class WipedRequest {
public:
    explicit WipedRequest(const TypeInfo& type) : type_(type), object_(make_object(type)) {}
    ~WipedRequest() { wipe_secrets(type_, object_.get()); }
    WipedRequest(const WipedRequest&) = delete;
    WipedRequest& operator=(const WipedRequest&) = delete;
    void* get() { return object_.get(); }

private:
    const TypeInfo& type_;
    Object object_;
};

}  // namespace

Task<Outcome> Gateway::run(Call& call) {
    Context context;
    context.origin = call.origin;
    context.operation = call.operation->name;
    std::string what;
    try {
        Result<Object> response = co_await answer(call, context);
        if (!response.has_value() && response.error().code == errc::access_denied)
            audit_.count(audit_.event(AuditKind::denied, context));
        co_return Outcome{std::move(response), context.caller.associate_id};
    } catch (const std::exception& exception) {
        what = exception.what();
    }
    co_return Outcome{fail(errc::internal, "The service could not process the call because of an internal error.", what),
                      context.caller.associate_id};
}

Task<Result<Object>> Gateway::answer(Call& call, Context& context) {
    const Operation& operation = *call.operation;
    // GetSystemInfo is what a client asks before it has anything to show.
    const bool needs_application_token = !application_tokens_.empty() && operation.name != "GetSystemInfo";
    if (needs_application_token && !knows_token(application_tokens_, call.application_token.reveal()))
        co_return not_authenticated();
    if (operation.access != Access::open) {
        if (const auto session = remembered_session(call.evidence)) {
            context.caller = session->caller;
        } else {
            Result<Caller> caller = co_await authenticate(call);
            if (!caller.has_value()) co_return caller.error();
            context.caller = std::move(*caller);
        }
    }
    WipedRequest request(operation.request());
    Result<void> decoded = call.parameters->decode(operation, request.get());
    if (!decoded.has_value()) co_return decoded.error();
    Result<void> allowed = authorize(operation, context.caller, request.get());
    if (!allowed.has_value()) co_return allowed.error();
    if (needs_object(operation, context.caller)) {
        allowed = co_await authorize_object(operation, context.caller, request.get());
        if (!allowed.has_value()) co_return allowed.error();
    }
    Object response = make_object(operation.response());
    Result<void> done = co_await operation.invoke(agent_, context, request.get(), response.get());
    if (!done.has_value()) co_return done.error();
    co_return std::move(response);
}

Task<Result<void>> Gateway::authorize_object(const Operation& operation, const Caller& caller, const void* request) {
    const Subject subject = operation.subject(request);
    // GCC 12 destroys a conditional temporary inside co_await twice: each has a statement of its own.
    Result<std::optional<Identity>> found = std::optional<Identity>{};
    if (subject.kind == Subject::Kind::associate_id) found = co_await store_.find_identity(subject.id);
    if (subject.kind == Subject::Kind::associate_name)
        found = co_await store_.find_identity_by_name(fold(trim(subject.name)));
    if (!found.has_value()) co_return found.error();
    if (!found->has_value()) co_return Result<void>{};
    co_return may_manage(operation, caller, **found);
}

// Nearly every call comes with a ticket that is in memory: nothing to wait for. Null: authenticate() must see.
std::shared_ptr<const Session> Gateway::remembered_session(const Evidence& evidence) {
    if (evidence.kind != Evidence::Kind::ticket && evidence.kind != Evidence::Kind::bearer) return nullptr;
    return sessions_.resolve_at_once(kind_of(evidence), evidence.secret.reveal());
}

Task<Result<Caller>> Gateway::authenticate(const Call& call) {
    const Evidence& evidence = call.evidence;
    if (evidence.kind == Evidence::Kind::none) co_return not_authenticated();
    if (evidence.kind == Evidence::Kind::basic) {
        const auto proof = co_await login_.with_password(evidence.user_name, evidence.secret.reveal(), call.origin,
                                                        call.operation->name);
        if (!proof.has_value()) co_return proof.error();
        if (!proof->has_value()) co_return not_authenticated();
        Caller caller = caller_of((*proof)->identity);
        AuditEvent event = audit_.event(AuditKind::login, call.operation->name, caller.name, call.origin);
        event.actor_id = caller.associate_id;
        audit_.count(std::move(event));
        caller.good_until = (*proof)->good_until;
        if ((*proof)->identity.password) caller.proven_revision = (*proof)->identity.password->revision;
        co_return caller;
    }
    const auto session = co_await sessions_.resolve(kind_of(evidence), evidence.secret.reveal());
    if (!session.has_value()) co_return session.error();
    co_return (*session)->caller;
}

}  // namespace uag
