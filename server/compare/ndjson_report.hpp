// A run as lines of JSON, for programs: the first is of the run, each further one of a case at a target.
#pragma once

#include "server/compare/report_words.hpp"

namespace uag::compare {

/// Well-formed UTF-8, whatever the messages are. The same report gives the same bytes.
void write_ndjson(const Report& report, const Sink& sink);

}  // namespace uag::compare
