// A call of another server's WebAPI: the request struct becomes an HTTP request, as exchange.cpp reads one.
#pragma once

#include "adapters/client/sender.hpp"
#include "adapters/rest/data_format.hpp"
#include "adapters/rest/resources.hpp"
#include "core/contract/operation.hpp"

namespace uag::rest {

/// How a server's WebAPI is spoken to.
struct ClientFace {
    BodyFormat body = BodyFormat::json;
    DataFormat answer = DataFormat::json;  ///< what Accept asks for
    bool problems = false;                 ///< errors as application/problem+json (RFC 9457)
};

/// `request` is of the operation's request type. Refused: an operation that no agent of the WebAPI has, evidence of a
/// page, a user name with a colon (RFC 7617, 2), a text that no header can have, and what a form cannot say
/// (form_write.hpp).
client::Written write_request(const Operation& operation, const void* request, const ClientFace& face,
                              const client::Sender& sender);

/// The same of an address beside the agent, with the parameters where its row has them: how one logs in, as
/// `User/currentPrincipal` and `User/currentToken` answer to Basic. read_answer() of operation_of(row) reads what comes.
/// Refused beside the above: a row whose answer is another than the operation's own or whose body is a patch, and a
/// parameter of the address that is empty or not there.
client::Written write_request(const RestResource& row, const void* request, const ClientFace& face,
                              const client::Sender& sender);

}  // namespace uag::rest
