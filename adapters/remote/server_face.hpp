// Which face of another server is spoken to: SOAP of a generation, or the WebAPI. The one place that chooses between the
// two client sides.
#pragma once

#include <string>
#include <string_view>

#include "adapters/client/call_result.hpp"
#include "adapters/client/sender.hpp"
#include "adapters/rest/client_request.hpp"
#include "adapters/soap/client_request.hpp"

namespace uag::remote {

struct ServerFace {
    bool is_rest = true;
    soap::ClientFace soap{};  ///< if not `is_rest`
    rest::ClientFace rest{};  ///< if `is_rest`

    /// "soap84", "soap88/1.2", "rest", "rest/xml", "rest/form": the words of options and settings.
    std::string word() const;
    /// The version that is spoken; the WebAPI speaks the newest.
    Version version() const noexcept { return is_rest ? newest_version : soap.version; }
};

/// The face that a word names, `rest/json` and `soap84/1.1` included. False: none.
bool read_face(std::string_view word, ServerFace& face);

/// The request of a call; `request` is of the operation's request type. Refusals as the face's own write_request().
client::Written write_request(const Operation& operation, const void* request, const ServerFace& face,
                              const client::Sender& sender);

/// What an answer to write_request() of the same operation and face came to.
client::CallResult read_answer(const Operation& operation, const ServerFace& face, client::Response response);

}  // namespace uag::remote
