#include "adapters/migration/elsewhere_server.hpp"

#include <utility>

#include "adapters/remote/password_log_in.hpp"
#include "core/security/names.hpp"

namespace uag {
namespace {

Error says_neither(std::string why) {
    return fail(errc::upstream_failed, "Internal error.", "the server that has the passwords " + std::move(why));
}

}  // namespace

Task<bridge::Answered> ElsewhereServer::ask_soap(const std::string& name, const Secret& password) {
    const remote::PasswordLogIn asked(name, password);
    client::Sender sender;
    sender.application_token = server_.settings().application_token;
    co_return co_await server_.ask(asked.operation(), asked.request(), std::move(sender));
}

Task<bridge::Answered> ElsewhereServer::ask_rest(const std::string& name, const Secret& password) {
    const RestResource& row = remote::resource_of("User/currentPrincipal");
    const Object nothing = make_object(operation_of(row).request());
    client::Sender sender;
    sender.application_token = server_.settings().application_token;
    sender.evidence = {Evidence::Kind::basic, name, password};
    co_return co_await server_.ask(row, nothing.get(), std::move(sender));
}

Task<Result<bool>> ElsewhereServer::proves(std::int32_t associate_id, std::string associate_name, Secret password) {
    const remote::ServerFace& face = server_.settings().face;
    // Basic has no form for a colon in a name (RFC 7617 2), so nobody there logs in with one.
    if (face.is_rest && associate_name.find(':') != std::string::npos) co_return false;
    // GCC 12 destroys a conditional temporary inside co_await twice: each call is a statement of its own.
    bridge::Answered answered = fail(errc::internal, "Internal error.");
    if (face.is_rest)
        answered = co_await ask_rest(associate_name, password);
    else
        answered = co_await ask_soap(associate_name, password);
    if (!answered.has_value()) co_return answered.error();
    const remote::LoggedIn done = remote::read_log_in(face, std::move(*answered));
    if (done.kind == remote::LoggedIn::Kind::refused) co_return false;
    if (done.kind != remote::LoggedIn::Kind::proven || !done.principal.has_value())
        co_return says_neither("answers a log-in with neither yes nor no");
    // Who was moved has kept their id.
    const bool is_theirs = done.principal->associate_id == associate_id &&
                           folded_name(done.principal->associate.text) == folded_name(associate_name);
    if (!is_theirs) co_return says_neither("answers with somebody else than was asked about");
    co_return true;
}

}  // namespace uag
