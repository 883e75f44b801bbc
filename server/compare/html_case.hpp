// A case in the page of a report: what it came to, the paths in which targets differ, and all messages side by side.
#pragma once

#include <cstddef>
#include <string>

#include "server/compare/report_words.hpp"

namespace uag::compare {

/// `number`: of the case, from 1; `classes`: of its element, for the filters. The messages of all targets are in it.
void append_case(std::string& out, const Report& report, const Case& what, std::size_t number,
                 const std::string& classes);

/// "c12": the id of a case's element.
std::string id_of_case(std::size_t number);

/// The word of a verdict with its colour.
void append_badge(std::string& out, Verdict verdict);

}  // namespace uag::compare
