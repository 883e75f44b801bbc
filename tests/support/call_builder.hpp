// Typed calls of the User service in tests: a request struct goes out over any protocol and version with the
// product's own encoders; the answer comes back as a struct and as one text that does not tell the protocol.
#pragma once

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/agent/operations.hpp"
#include "core/contract/answers.hpp"
#include "support/gateway_fixture.hpp"

namespace uag::test {

/// One way to speak to the service.
struct Channel {
    std::string name;
    std::optional<Version> soap;  ///< none: the WebAPI
    bool soap12 = false;
    bool xml = false;  ///< the WebAPI with XML both ways

    bool has(const Operation& operation) const { return !soap || operation.in(*soap); }
    Version version() const { return soap.value_or(newest_version); }
};

/// The WebAPI in JSON, first, and in XML; every SOAP generation in SOAP 1.1; the newest in SOAP 1.2 too.
const std::vector<Channel>& all_channels();
/// The WebAPI in JSON, and SOAP 1.1 and 1.2 of that generation.
Channel webapi();
Channel soap(Version version);
Channel soap12(Version version);

/// An operation and its parameters. Copies share the request.
class AnyRequest {
public:
    /// Throws if there is no such operation or it takes other parameters.
    template <class Request> AnyRequest(std::string_view operation, Request request)
        : AnyRequest(operation, type_of<Request>(), std::make_shared<Request>(std::move(request))) {}
    /// With every parameter at its default.
    explicit AnyRequest(std::string_view operation);

    const Operation& operation() const { return *operation_; }
    const void* get() const { return request_.get(); }
    void* get() { return request_.get(); }

private:
    AnyRequest(std::string_view operation, const TypeInfo& type, std::shared_ptr<void> request);

    const Operation* operation_;
    std::shared_ptr<void> request_;
};

/// What came back.
struct Reply {
    const Operation* operation = nullptr;
    unsigned status = 0;  ///< HTTP's
    std::string error;    ///< "SoNotFoundException"; "fault" for a SOAP Fault; empty: it succeeded
    std::string message;
    std::vector<std::pair<std::string, std::string>> fields;  ///< of a SoValidationException: field and text
    std::shared_ptr<void> response;  ///< an object of the operation's response type; null after an error

    /// The result: `reply.value<Box<User>>()`, for a secret `reply.value<String>()`.
    template <class T> const T& value() const {
        if (!response) throw std::runtime_error(std::string(operation->name) + " failed: " + text(newest_version));
        // Every answer has its result as its first and only member.
        return *static_cast<const T*>(operation->response().fields.front().get(response.get()));
    }
    /// "true", "5", "\"text\"", "nil", "done" (no result), "{AssociateId: 2, ...}" with the members that this
    /// version has, or "error:SoValidationException: text {Name: text}".
    std::string text(Version version) const;
};

/// Sends it as play() does; the answer as it went over the wire.
HttpReply send(GatewayFixture& gateway, const Channel& channel, std::string_view authorization,
               const AnyRequest& request);

/// Sends it. `authorization` is a ticket, or a whole value of the WebAPI's Authorization header ("Basic
/// ..."); empty: no credentials. Members without a value are left out, as the clients' libraries do. Throws
/// if the answer cannot be read.
Reply play(GatewayFixture& gateway, const Channel& channel, std::string_view authorization, const AnyRequest& request);

/// An object as text, without its rights and field properties.
std::string canonical(const TypeInfo& type, const void* object, Version version);

}  // namespace uag::test
