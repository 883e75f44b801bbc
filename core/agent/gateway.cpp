#include "core/agent/gateway.hpp"

#include <exception>

#include "core/contract/operations.hpp"
#include "core/security/access.hpp"

namespace uag {
namespace {

Error not_authenticated() { return fail(errc::session, "Authentication failed."); }

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
    std::string what;
    try {
        Result<Object> response = co_await answer(call, context);
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
        Result<Caller> caller = co_await authenticate(call);
        if (!caller.has_value()) co_return caller.error();
        context.caller = std::move(*caller);
    }
    WipedRequest request(operation.request());
    Result<void> decoded = call.parameters->decode(operation, request.get());
    if (!decoded.has_value()) co_return decoded.error();
    Result<void> allowed = authorize(operation, context.caller, request.get());
    if (!allowed.has_value()) co_return allowed.error();
    if (operation.invoke == nullptr)
        co_return fail(errc::not_implemented, std::string(operation.name) + " is not implemented.");
    Object response = make_object(operation.response());
    Result<void> done = co_await operation.invoke(agent_, context, request.get(), response.get());
    if (!done.has_value()) co_return done.error();
    co_return std::move(response);
}

Task<Result<Caller>> Gateway::authenticate(const Call& call) {
    const Evidence& evidence = call.evidence;
    if (evidence.kind == Evidence::Kind::none) co_return not_authenticated();
    if (evidence.kind == Evidence::Kind::basic) {
        const auto proof = co_await login_.with_password(evidence.user_name, evidence.secret.reveal(), call.origin);
        if (!proof.has_value()) co_return proof.error();
        if (!proof->has_value()) co_return not_authenticated();
        Caller caller = caller_of((*proof)->identity);
        caller.good_until = (*proof)->good_until;
        if ((*proof)->identity.password) caller.proven_revision = (*proof)->identity.password->revision;
        co_return caller;
    }
    const SessionKind kind =
        evidence.kind == Evidence::Kind::ticket ? SessionKind::ticket : SessionKind::access_token;
    const auto session = co_await sessions_.resolve(kind, evidence.secret.reveal());
    if (!session.has_value()) co_return session.error();
    co_return (*session)->caller;
}

}  // namespace uag
