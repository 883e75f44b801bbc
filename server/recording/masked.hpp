// A message as a recording keeps it: without its secrets, in text that people can read, and still one that decoders read.
#pragma once

#include <string>
#include <vector>

#include "adapters/client/message.hpp"
#include "adapters/compare/masks.hpp"
#include "adapters/compare/pseudonyms.hpp"
#include "server/recording/typed.hpp"

namespace uag::recording {

/// Longer bodies are left out of a recording.
inline constexpr std::size_t longest_kept_body = std::size_t{8} << 20;

/// What a call shows and says that is secret is found from here on wherever it stands. `answer` may be null.
void learn_secrets(const TypedRequest& request, const client::CallResult* answer, compare::Pseudonyms& pseudonyms);

/// Undoes the Content-Encoding, so that the body can be read. False: it cannot be, and is left as it is. The field
/// goes where the coding is undone.
bool undo_coding(client::Fields& fields, std::string& body);

/// The message masked; its coding is undone. `notes` gets a phrase for each thing that is not kept as it came.
/// User names of Basic credentials stay, so that it can be told whose call it was.
client::Request masked(const client::Request& request, const compare::MessageKind& kind,
                       const compare::Pseudonyms& pseudonyms, std::vector<std::string>& notes);
client::Response masked(const client::Response& answer, const compare::MessageKind& kind,
                        const compare::Pseudonyms& pseudonyms, std::vector<std::string>& notes);

}  // namespace uag::recording
