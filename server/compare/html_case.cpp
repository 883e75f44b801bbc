#include "server/compare/html_case.hpp"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

#include "server/compare/curl_line.hpp"
#include "server/compare/html_message.hpp"
#include "server/compare/html_text.hpp"

namespace uag::compare {
namespace {

std::string time_text(std::chrono::microseconds time) {
    const auto tenths = (std::max<std::int64_t>(time.count(), 0) + 50) / 100;
    return std::to_string(tenths / 10) + '.' + std::to_string(tenths % 10) + " ms";
}

void append_cell(std::string& out, std::string_view label, std::string_view text) {
    out += "<td";
    append_html_attribute(out, "data-label", label);
    out += "><code>";
    append_seen(out, text);
    out += "</code></td>";
}

// What a path came to, in the words of the comparison.
void append_result(std::string& out, const Report& report, std::string_view target, const PathResult& result) {
    out += "<tr><th scope=\"row\"><code>";
    append_seen(out, result.path);
    out += "</code></th><td data-label=\"is\">";
    out += name_of(result.status);
    if (result.aspect != Aspect::none) (out += ", ") += name_of(result.aspect);
    out += "</td>";
    append_cell(out, report.targets.front().name, result.left);
    append_cell(out, target, result.right);
    out += "<td data-label=\"why\">";
    append_seen(out, result.reason);
    out += "</td></tr>";
}

void append_counts(std::string& out, const Comparison& comparison) {
    out += "<p>";
    bool is_first = true;
    for (std::size_t i = 0; i < status_count; ++i) {
        const auto status = static_cast<Status>(i);
        if (comparison.count(status) == 0) continue;
        if (!is_first) out += ", ";
        is_first = false;
        out += counted(comparison.count(status), "path ", "paths ");
        out += name_of(status);
    }
    out += is_first ? "Nothing was compared.</p>" : ".</p>";
}

void append_comparison(std::string& out, const Report& report, std::string_view target, const Comparison& comparison) {
    append_counts(out, comparison);
    if (comparison.results().empty()) return;
    out += "<table class=\"paths\"><thead><tr><th scope=\"col\">path</th><th scope=\"col\">is</th><th scope=\"col\">";
    append_seen(out, report.targets.front().name);
    out += "</th><th scope=\"col\">";
    append_seen(out, target);
    out += "</th><th scope=\"col\">why</th></tr></thead><tbody>";
    for (const bool differs : {true, false})
        for (const PathResult& result : comparison.results())
            if ((result.status == Status::different) == differs) append_result(out, report, target, result);
    out += "</tbody></table>";
    if (comparison.left_off() > 0)
        (out += "<p>") += counted(comparison.left_off(), "more path is", "more paths are") + " counted only.</p>";
}

void append_findings(std::string& out, const Exchange& exchange) {
    if (exchange.findings.empty()) return;
    out += "<p>Not as the contract describes it:</p><ul>";
    for (const client::Finding& finding : exchange.findings) {
        out += "<li><code>";
        append_seen(out, finding.path);
        out += "</code> ";
        append_seen(out, finding.text);
        ((out += " (") += client::name_of(finding.kind)) += ")</li>";
    }
    out += "</ul>";
    if (exchange.findings_left_off > 0)
        (out += "<p>") += counted(exchange.findings_left_off, "more is", "more are") + " counted only.</p>";
}

void append_exchange(std::string& out, const ReportedTarget& target, const Exchange& exchange,
                     const std::vector<const PathResult*>& marked) {
    (out += "<p>Came to <b>") += outcome_of(exchange);
    (out += "</b> in ") += time_text(exchange.duration) + ".</p>";
    append_findings(out, exchange);
    out += "<h5>Request</h5>";
    append_message(out, exchange.request, {});
    out += "<h5>Answer</h5>";
    append_message(out, exchange.answer, marked);
    const std::string line = curl_line(target.url, exchange.request);
    if (line.empty()) return;
    out += "<h5>Again</h5><pre class=\"again\">";
    append_seen(out, line);
    out += "</pre>";
}

void append_target(std::string& out, const Report& report, const Case& what, std::size_t index,
                   const std::vector<const PathResult*>& marked) {
    const TargetCase& at = what.targets[index];
    out += "<section><h4>";
    append_seen(out, report.targets[index].name);
    if (index == 0) out += " <small>reference</small>";
    out += " ";
    // The reference is equal to itself.
    if (index > 0 || verdict_of(at) != Verdict::equal) append_badge(out, verdict_of(at));
    out += "</h4>";
    for (const std::string* const said : {&at.reason, &at.unexpected}) {
        if (said->empty()) continue;
        out += "<p>";
        append_seen(out, *said);
        out += ".</p>";
    }
    if (at.exchange) append_exchange(out, report.targets[index], *at.exchange, marked);
    out += "</section>";
}

void append_summary(std::string& out, const Case& what) {
    out += "<summary>";
    append_badge(out, verdict_of(what));
    out += " <b>";
    append_seen(out, what.suite + " / " + what.step);
    out += "</b> <span>";
    append_seen(out, operation_of(what));
    ((out += " · ") += word_of(what.effect)) += " · as ";
    append_seen(out, what.identity);
    if (what.is_cleanup) out += " · clean-up";
    out += "</span></summary>";
}

}  // namespace

std::string id_of_case(std::size_t number) { return 'c' + std::to_string(number); }

void append_badge(std::string& out, Verdict verdict) {
    ((out += "<span class=\"badge ") += word_of(verdict)) += "\">";
    (out += name_of(verdict)) += "</span>";
}

void append_case(std::string& out, const Report& report, const Case& what, std::size_t number,
                 const std::string& classes) {
    const std::size_t targets = std::min(what.targets.size(), report.targets.size());
    ((((out += "<details class=\"case ") += classes) += "\" id=\"") += id_of_case(number)) += "\">";
    append_summary(out, what);
    std::vector<const PathResult*> of_all;
    for (std::size_t i = 0; i < targets; ++i) {
        const TargetCase& at = what.targets[i];
        if (!at.comparison) continue;
        add_marked(*at.comparison, of_all);
        out += "<h4>";
        append_seen(out, i == 0 ? report.targets[0].name + ", played twice" : report.targets[i].name);
        out += "</h4>";
        append_comparison(out, report, report.targets[i].name, *at.comparison);
    }
    out += "<div class=\"sides\">";
    for (std::size_t i = 0; i < targets; ++i) {
        std::vector<const PathResult*> own;
        if (i > 0 && what.targets[i].comparison) add_marked(*what.targets[i].comparison, own);
        append_target(out, report, what, i, i == 0 ? of_all : own);
    }
    out += "</div></details>\n";
}

}  // namespace uag::compare
