// A service in front of a second one, both the real program, and who calls either of them.
#pragma once

#include <doctest/doctest.h>

#include <atomic>
#include <string>
#include <string_view>

#include "adapters/remote/remote_server.hpp"
#include "core/agent/operations.hpp"
#include "core/contract/answers.hpp"
#include "core/contract/requests.hpp"
#include "support/client_messages.hpp"
#include "support/gateway_process.hpp"

namespace uag::test {

inline constexpr const char* adm0_password = "Adm0-demo-only";

/// Calls a service in one face.
class FaceCaller {
public:
    FaceCaller(const std::string& url, std::string_view face)
        : server_(face_of(face), outbound::HttpSettings{url}, stopping_) {}
    FaceCaller(const GatewayProcess& process, std::string_view face)
        : FaceCaller("http://127.0.0.1:" + std::to_string(process.port()), face) {}

    Version version() const { return server_.face().version(); }

    /// An answer of the contract, or a failed test.
    client::CallResult call(const char* name, const void* request, Service service = Service::user) {
        const Operation* const operation = find_operation(service, name);
        REQUIRE(operation != nullptr);
        client::CallResult result = ask(*operation, request);
        CHECK_MESSAGE(result.findings.empty(), told(result.findings), result.raw.body);
        return result;
    }
    /// Whatever answer there is.
    client::CallResult ask(const Operation& operation, const void* request) {
        remote::Called called = server_.call(operation, request, sender);
        const auto* const error = std::get_if<outbound::TransferError>(&called);
        REQUIRE_MESSAGE(error == nullptr, (error == nullptr ? "" : error->text));
        const auto* const refusal = std::get_if<client::CannotWrite>(&called);
        REQUIRE_MESSAGE(refusal == nullptr, (refusal == nullptr ? "" : refusal->path + refusal->text));
        return std::move(std::get<client::CallResult>(called));
    }

    client::CallResult get_user(std::int32_t id) {
        const UserIdRequest request{id};
        return call("GetUser", &request);
    }

    /// Shows a ticket from now on; over the WebAPI name and password. Whether they were taken.
    bool log_in(std::string_view user, std::string_view password) {
        remote::LoggedIn done = remote::log_in(server_, user, Secret(password), sender);
        if (const auto* const result = std::get_if<client::CallResult>(&done.why)) why = result->raw.body;
        if (done.kind != remote::LoggedIn::Kind::proven) return false;
        principal = std::move(done.principal);
        sender.evidence = {Evidence::Kind::basic, std::string(user), Secret(password)};
        if (!server_.face().is_rest) sender.evidence = {Evidence::Kind::ticket, {}, done.ticket};
        return true;
    }

    void show_basic(std::string_view user, std::string_view password) {
        sender.evidence = {Evidence::Kind::basic, std::string(user), Secret(password)};
    }

    client::Sender sender;
    Box<SoPrincipalCarrier> principal;  ///< of the last log-in
    std::string why;  ///< the body that a log-in was answered with

private:
    static remote::ServerFace face_of(std::string_view word) {
        remote::ServerFace face;
        REQUIRE(remote::read_face(word, face));
        return face;
    }

    const std::atomic<bool> stopping_{false};
    remote::RemoteServer server_;
};

/// The settings of a service that stands in front of another.
inline std::string in_front_of(const std::string& url, std::string_view face, std::string_view more = {}) {
    return std::string(cheap_hash) + "[upstream]\nurl = \"" + url + "\"\nface = \"" + std::string(face) + "\"\n" +
           std::string(more);
}
inline std::string in_front_of(const GatewayProcess& upstream, std::string_view face, std::string_view more = {}) {
    return in_front_of("http://127.0.0.1:" + std::to_string(upstream.port()), face, more);
}

/// A service that knows nobody in front of one with the demo associates.
struct BridgeChain {
    explicit BridgeChain(std::string_view face, std::string_view more = {}, const std::string& behind = cheap_hash)
        : upstream(behind), front(in_front_of(upstream, face, more), ProcessOptions{.seeded = false}) {}

    GatewayProcess upstream;
    GatewayProcess front;
};

/// The user that GetUser has answered with, which it must have.
inline const User& user_in(const client::CallResult& result) {
    REQUIRE_MESSAGE(result.kind == client::CallResult::Kind::success, result.raw.body);
    const auto& answer = *static_cast<const Answer<Box<User>>*>(result.answer.get());
    REQUIRE(answer.response.has_value());
    return *answer.response;
}

}  // namespace uag::test
