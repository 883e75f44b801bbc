#include "adapters/remote/remote_server.hpp"

#include <algorithm>
#include <utility>

#include "adapters/remote/password_log_in.hpp"
#include "adapters/rest/client_answer.hpp"
#include "core/agent/operations.hpp"
#include "core/contract/answers.hpp"
#include "core/contract/requests.hpp"

namespace uag::remote {
namespace {

using client::CallResult;

LoggedIn read_soap(Called called) {
    LoggedIn done;
    auto* const result = std::get_if<CallResult>(&called);
    if (result != nullptr && result->kind == CallResult::Kind::success) {
        auto& answer = *static_cast<AuthenticateResponse*>(result->answer.get());
        done.kind = answer.authentication_succeeded ? LoggedIn::Kind::proven : LoggedIn::Kind::refused;
        // A yes that does not say to whom is none.
        const bool is_whole =
            answer.response.has_value() && answer.credentials.has_value() && !answer.credentials->ticket.blank();
        if (done.kind == LoggedIn::Kind::proven && !is_whole) done.kind = LoggedIn::Kind::failed;
        if (done.kind == LoggedIn::Kind::proven) {
            done.principal = std::move(answer.response);
            done.ticket = Secret(std::string_view(answer.credentials->ticket.text));
        }
    }
    done.why = std::move(called);
    return done;
}

LoggedIn read_rest(Called called) {
    LoggedIn done;
    auto* const result = std::get_if<CallResult>(&called);
    if (result != nullptr && result->kind == CallResult::Kind::success) {
        auto& answer = *static_cast<Answer<Box<SoPrincipalCarrier>>*>(result->answer.get());
        // A yes that does not say to whom is none.
        if (answer.response.has_value() && answer.response->associate_id > 0) done.kind = LoggedIn::Kind::proven;
        done.principal = std::move(answer.response);
    }
    if (result != nullptr && result->kind == CallResult::Kind::error && result->raw.status == 401)
        done.kind = LoggedIn::Kind::refused;
    done.why = std::move(called);
    return done;
}

}  // namespace

Called RemoteServer::call(const Operation& operation, const void* request, const client::Sender& sender,
                          const outbound::CallEnd& end) {
    client::Written written = write(operation, request, sender);
    if (!written.has_value()) return written.error();
    auto response = send(*written, end);
    if (!response.has_value()) return response.error();
    return read(operation, std::move(*response));
}

Called RemoteServer::call(const RestResource& row, const void* request, const client::Sender& sender,
                          const outbound::CallEnd& end) {
    client::Written written = rest::write_request(row, request, face_.rest, sender);
    if (!written.has_value()) return written.error();
    auto response = send(*written, end);
    if (!response.has_value()) return response.error();
    return rest::read_answer(operation_of(row), face_.rest, std::move(*response));
}

LoggedIn log_in(RemoteServer& server, std::string_view name, const Secret& password, client::Sender sender) {
    sender.evidence = {};
    if (!server.face().is_rest) {
        const PasswordLogIn asked(name, password);
        return read_log_in(server.face(), server.call(asked.operation(), asked.request(), sender));
    }
    sender.evidence = {Evidence::Kind::basic, std::string(name), password};
    const RestResource& row = resource_of("User/currentPrincipal");
    const Object nothing = make_object(operation_of(row).request());
    return read_log_in(server.face(), server.call(row, nothing.get(), sender));
}

LoggedIn read_log_in(const ServerFace& face, Called called) {
    return face.is_rest ? read_rest(std::move(called)) : read_soap(std::move(called));
}

const RestResource& resource_of(std::string_view path) {
    return *std::ranges::find(rest_resources(), path, &RestResource::path);
}

}  // namespace uag::remote
