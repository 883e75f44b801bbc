// A request of HTTP as the call that it is, by the decoders that a server has, and the answer to it by those of a client.
#pragma once

#include <string>

#include "adapters/client/call_result.hpp"
#include "adapters/client/message.hpp"
#include "adapters/client/sender.hpp"
#include "adapters/compare/face.hpp"
#include "adapters/rest/data_format.hpp"
#include "adapters/rest/resources.hpp"
#include "core/contract/operation.hpp"

namespace uag::recording {

/// Overwrites the secrets of the request when it goes.
struct TypedRequest {
    compare::Face face{};  ///< of the WebAPI as its caller reads: JSON or XML, by Accept
    rest::BodyFormat body = rest::BodyFormat::json;  ///< of the WebAPI
    rest::DataFormat answer = rest::DataFormat::json;  ///< likewise, by Accept
    bool problems = false;  ///< likewise: errors as application/problem+json
    const Operation* operation = nullptr;  ///< null: unknown
    const RestResource* resource = nullptr;  ///< beside the agent; null: none
    Object request{nullptr, nullptr};  ///< of the operation's request type; null: `unread` says why
    client::Sender sender;  ///< without the zone, of which dates are UTC by now
    std::string unread;  ///< one phrase that goes on after "the request"; it quotes no secret

    TypedRequest() = default;
    TypedRequest(TypedRequest&&) noexcept = default;
    TypedRequest& operator=(TypedRequest&&) = delete;
    TypedRequest(const TypedRequest&) = delete;
    TypedRequest& operator=(const TypedRequest&) = delete;
    ~TypedRequest();
};

/// Reads as much as can be read; never fails.
TypedRequest read_typed(const client::Request& request);

/// Of a request whose operation is known.
client::CallResult read_typed_answer(const TypedRequest& request, client::Response answer);

/// "SOAP 1.2 Services88", "the WebAPI".
std::string name_of(const TypedRequest& request);

client::Request copy_of(const client::Request& request);
client::Response copy_of(const client::Response& answer);

}  // namespace uag::recording
