// The options of commands that end in a report of a comparison, and what becomes of them.
#pragma once

#include <cstdint>
#include <string>

#include "core/base/error.hpp"
#include "server/commands/command.hpp"
#include "server/compare/results.hpp"

namespace uag {

struct ReportOptions {
    std::string folder;    ///< of all files; empty: none is wanted
    std::string junit;     ///< single files beside it, or without it; empty: not wanted
    std::string ndjson;
    std::string coverage;
    std::int32_t min_coverage = 0;  ///< percent
};

/// `--report`, `--junit`, `--ndjson`, `--coverage`, `--min-coverage`. `options` lives until the line is parsed.
void add_report_options(Command& command, ReportOptions& options);

/// Writes what is wanted. The sentence that says that too little was covered, and what; empty: it is enough. Errors of
/// write_report().
Result<std::string> write_wanted(const ReportOptions& options, const compare::Report& report);

}  // namespace uag
