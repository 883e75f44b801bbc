#include "server/compare/html_coverage.hpp"

#include <algorithm>
#include <map>
#include <vector>

#include "server/compare/html_text.hpp"

namespace uag::compare {
namespace {

bool is_shown(OutcomeClass outcome) { return outcome != OutcomeClass::other; }

void append_matrix_cell(std::string& out, const CoverageCell& cell) {
    ((out += "<td class=\"") += word_of(cell.state)) += "\">";
    switch (cell.state) {
        case Covered::never: out += "never"; break;
        case Covered::not_applicable: out += "–"; break;
        case Covered::equal:
        case Covered::accepted:
        case Covered::different: ((out += name_of(cell.state)) += ' ') += std::to_string(cell.cases); break;
    }
    out += "</td>";
}

void append_table(std::string& out, const Coverage& coverage, std::size_t target) {
    out += "<table class=\"matrix\"><thead><tr><th scope=\"col\">operation</th>";
    for (const OutcomeClass outcome : outcome_classes) ((out += "<th scope=\"col\">") += name_of(outcome)) += "</th>";
    out += "</tr></thead><tbody>\n";
    for (const CoverageRow& row : coverage.rows) {
        ((out += "<tr><th scope=\"row\">") += row.operation->name) += "</th>";
        for (const CoverageCell& cell : row.targets[target]) append_matrix_cell(out, cell);
        out += "</tr>\n";
    }
    out += "</tbody></table>";
}

void append_never(std::string& out, const Coverage& coverage) {
    if (coverage.never.empty()) {
        out += "<p>Nothing that can be come to was left out.</p>";
        return;
    }
    out += "<details><summary>Never exercised: ";
    (out += std::to_string(coverage.never.size())) += "</summary><ul class=\"names\">";
    for (const std::string& name : coverage.never) {
        out += "<li>";
        append_seen(out, name);
        out += "</li>";
    }
    out += "</ul></details>";
}

void append_reasons(std::string& out, const Coverage& coverage, std::size_t target) {
    std::map<std::string_view, std::vector<std::string>> by_reason;
    for (const CoverageRow& row : coverage.rows) {
        for (const OutcomeClass outcome : outcome_classes) {
            const CoverageCell& cell = row.targets[target][static_cast<std::size_t>(outcome)];
            if (cell.state != Covered::not_applicable || !is_shown(outcome)) continue;
            by_reason[cell.reason].push_back(std::string(row.operation->name) + ", " + std::string(name_of(outcome)));
        }
    }
    if (by_reason.empty()) return;
    out += "<details><summary>Not applicable, and why</summary><dl>";
    for (const auto& [reason, cells] : by_reason) {
        out += "<div><dt>";
        append_seen(out, reason);
        out += "</dt><dd>";
        for (std::size_t i = 0; i < cells.size(); ++i) (out += i == 0 ? "" : "; ") += cells[i];
        out += "</dd></div>";
    }
    out += "</dl></details>";
}

}  // namespace

void append_coverage(std::string& out, const Report& report, const Coverage& coverage) {
    out += "<section id=\"coverage\"><h2>Coverage</h2><p><b>";
    out += std::to_string(coverage.percent()) + "%</b>: " + std::to_string(coverage.exercised) + " of " +
           std::to_string(coverage.wanted) +
           " cells. A cell is an operation and what it comes to at the reference; “–” cannot be come to.</p>";
    append_never(out, coverage);
    const std::size_t first = report.targets.size() > 1 ? 1 : 0;
    for (std::size_t target = first; target < report.targets.size(); ++target) {
        out += target == first ? "<details open><summary>" : "<details><summary>";
        append_seen(out, report.targets[target].name);
        out += "</summary><div class=\"wide\" tabindex=\"0\" role=\"region\"";
        append_html_attribute(out, "aria-label", "Coverage of " + report.targets[target].name);
        out += '>';
        append_table(out, coverage, target);
        out += "</div>";
        append_reasons(out, coverage, target);
        out += "</details>";
    }
    out += "</section>\n";
}

}  // namespace uag::compare
