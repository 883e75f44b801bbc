// What was decoded of an exchange, as the JSON that stands beside its two messages: for people and for scripts. It has
// nothing that is not in the messages, and nobody has to read it to replay them.
#pragma once

#include <string>

#include "adapters/compare/pseudonyms.hpp"
#include "server/recording/typed.hpp"

namespace uag::recording {

/// Masked, with a line end behind. `answer` may be null: nobody knows what it is.
std::string decoded_text(const TypedRequest& request, const client::CallResult* answer,
                         const compare::Pseudonyms& pseudonyms);

}  // namespace uag::recording
