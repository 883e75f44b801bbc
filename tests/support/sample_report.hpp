// A run of a few cases with something of everything, for the tests of reports.
#pragma once

#include <string_view>

#include "server/compare/results.hpp"

namespace uag::test {

/// SOAP against the WebAPI: a case that agrees, one that differs in two places, one that a rule accepts, one that is not
/// applicable, one that could not be played, and one whose error differs. `text` stands wherever a server has a say.
compare::Report sample_report(std::string_view text = "Ada <b>&amp; \"Lovelace\"");

}  // namespace uag::test
