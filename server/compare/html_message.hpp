// A message as the page of a report shows it: as it was, laid out, with the members marked in which targets differ.
#pragma once

#include <string>
#include <vector>

#include "adapters/compare/verdict.hpp"
#include "server/compare/results.hpp"

namespace uag::compare {

/// `results` lead into the answer. Line breaks and indentation that are not the message's are not copied with it.
void append_message(std::string& out, const KeptMessage& message, const std::vector<const PathResult*>& results);

/// Those of a comparison that are marked: different, accepted, noise, consequence.
void add_marked(const Comparison& comparison, std::vector<const PathResult*>& results);

}  // namespace uag::compare
