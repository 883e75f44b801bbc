#include "server/commands/report_options.hpp"

#include <algorithm>
#include <functional>
#include <utility>

#include "server/compare/coverage.hpp"
#include "server/compare/junit_report.hpp"
#include "server/compare/ndjson_report.hpp"
#include "server/compare/report_files.hpp"

namespace uag {
namespace {

/// So many cells are named by the sentence on coverage.
constexpr std::size_t most_named_cells = 5;

std::string too_little(const compare::Coverage& coverage, std::int32_t wanted) {
    std::string text = "coverage is " + std::to_string(coverage.percent()) + "%, less than " + std::to_string(wanted) +
                       "%; never exercised: ";
    const std::size_t named = std::min(coverage.never.size(), most_named_cells);
    for (std::size_t i = 0; i < named; ++i) (text += i == 0 ? "" : "; ") += coverage.never[i];
    if (coverage.never.size() > named) text += " and " + std::to_string(coverage.never.size() - named) + " more";
    return text;
}

}  // namespace

void add_report_options(Command& command, ReportOptions& options) {
    command
        .option("--report", options.folder,
                "folder for a page to read in a browser (index.html), junit.xml, cases.ndjson and coverage.json")
        .type_name("DIR");
    command.option("--junit", options.junit, "the same as JUnit XML alone").type_name("FILE");
    command.option("--ndjson", options.ndjson, "a line of JSON for each case at each target").type_name("FILE");
    command.option("--coverage", options.coverage, "what was tried of what can be, as JSON").type_name("FILE");
    command
        .option("--min-coverage", options.min_coverage,
                "fail where less of what the operations can come to was tried, in percent")
        .type_name("PERCENT")
        .range(0, 100);
}

Result<std::string> write_wanted(const ReportOptions& options, const compare::Report& report) {
    const compare::Coverage coverage = compare::coverage_of(report);
    if (!options.folder.empty())
        if (const auto written = compare::write_report(options.folder, report, coverage); !written.has_value())
            return written.error();
    const std::pair<const std::string*, std::function<void(const compare::Sink&)>> files[] = {
        {&options.junit, [&](const compare::Sink& sink) { compare::write_junit(report, sink); }},
        {&options.ndjson, [&](const compare::Sink& sink) { compare::write_ndjson(report, sink); }},
        {&options.coverage, [&](const compare::Sink& sink) { sink(compare::coverage_json(report, coverage)); }}};
    for (const auto& [path, write] : files) {
        if (path->empty()) continue;
        if (const auto written = compare::write_whole_file(*path, write); !written.has_value()) return written.error();
    }
    if (static_cast<std::int32_t>(coverage.percent()) >= options.min_coverage) return std::string();
    return too_little(coverage, options.min_coverage);
}

}  // namespace uag
