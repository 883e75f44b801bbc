#include "adapters/json/writer.hpp"
#include "server/compare/coverage.hpp"
#include "server/compare/report_words.hpp"

namespace uag::compare {
namespace {

void append_number(std::string& out, std::string_view name, std::size_t number) {
    json::append_name(out, name);
    json::append_integer(out, static_cast<std::int64_t>(number));
}

// Names of targets, suites and steps are not ours.
void append_foreign(std::string& out, std::string_view name, std::string_view text) {
    json::append_name(out, name);
    json::append_seen_string(out, text);
}

void append_coverage_cell(const CoverageCell& cell, std::string& out) {
    out += '{';
    json::append_member(out, "state", word_of(cell.state));
    if (cell.cases > 0) append_number(out, "cases", cell.cases);
    if (!cell.example.empty()) append_foreign(out, "example", cell.example);
    if (!cell.reason.empty()) json::append_member(out, "reason", cell.reason);
    out += '}';
}

void append_row(const Report& report, const CoverageRow& row, std::string& out) {
    out += '{';
    json::append_member(out, "operation", row.operation->name);
    json::append_member(out, "service", name_of(row.operation->service));
    json::append_member(out, "effect", word_of(row.operation->effect));
    json::append_name(out, "targets");
    out += '[';
    for (std::size_t target = 0; target < row.targets.size(); ++target) {
        out += target == 0 ? "{" : ",{";
        append_foreign(out, "target", report.targets[target].name);
        for (std::size_t i = 0; i < outcome_classes.size(); ++i) {
            json::append_name(out, word_of(outcome_classes[i]));
            append_coverage_cell(row.targets[target][i], out);
        }
        out += '}';
    }
    out += "]}";
}

}  // namespace

std::string coverage_json(const Report& report, const Coverage& coverage) {
    std::string out = "{";
    append_foreign(out, "title", report.title);
    json::append_member(out, "version", report.version);
    json::append_name(out, "targets");
    out += '[';
    for (std::size_t i = 0; i < report.targets.size(); ++i) {
        out += i == 0 ? "{" : ",{";
        append_foreign(out, "name", report.targets[i].name);
        append_foreign(out, "face", report.targets[i].face);
        append_foreign(out, "url", report.targets[i].url);
        out += '}';
    }
    out += ']';
    append_number(out, "wanted", coverage.wanted);
    append_number(out, "exercised", coverage.exercised);
    append_number(out, "percent", coverage.percent());
    json::append_name(out, "never_exercised");
    out += '[';
    for (std::size_t i = 0; i < coverage.never.size(); ++i) {
        if (i > 0) out += ',';
        json::append_string(out, coverage.never[i]);
    }
    out += "]";
    json::append_name(out, "operations");
    out += "[\n";
    for (std::size_t i = 0; i < coverage.rows.size(); ++i) {
        if (i > 0) out += ",\n";
        append_row(report, coverage.rows[i], out);
    }
    out += "\n]}\n";
    return out;
}

}  // namespace uag::compare
