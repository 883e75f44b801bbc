#include "server/compare/html_report.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/html/page_style.hpp"
#include "core/base/encoding.hpp"
#include "server/compare/html_case.hpp"
#include "server/compare/html_coverage.hpp"
#include "server/compare/html_text.hpp"
#include "server/compare/report_style.hpp"

namespace uag::compare {
namespace {

constexpr std::array verdicts{Verdict::equal, Verdict::accepted, Verdict::different, Verdict::not_applicable,
                              Verdict::not_played};
constexpr std::array effects{Effect::read, Effect::write, Effect::destructive};

/// So many cases that do not agree are listed at the top.
constexpr std::size_t most_listed = 100;
/// So many suites have a filter of their own.
constexpr std::size_t most_suite_filters = 40;

using VerdictCounts = std::array<std::size_t, verdicts.size()>;

std::size_t index_of(Verdict verdict) { return static_cast<std::size_t>(verdict); }

VerdictCounts count_cases(const Report& report) {
    VerdictCounts counts{};
    for (const Case& what : report.cases) ++counts[index_of(verdict_of(what))];
    return counts;
}

VerdictCounts count_at(const Report& report, std::size_t target) {
    VerdictCounts counts{};
    for (const Case& what : report.cases)
        if (target < what.targets.size()) ++counts[index_of(verdict_of(what.targets[target]))];
    return counts;
}

std::vector<std::string_view> filtered_suites(const Report& report) {
    std::vector<std::string_view> names;
    for (const Case& what : report.cases)
        if (names.size() < most_suite_filters && std::ranges::find(names, what.suite) == names.end())
            names.push_back(what.suite);
    return names;
}

// The filters of suites, which are as many as there are.
std::string style_of(std::size_t suites) {
    std::string style(page_style());
    style += report_style();
    for (std::size_t i = 0; i < suites; ++i) {
        const std::string number = std::to_string(i);
        style += ".filters:has(#s-" + number + ":checked) ~ .case:not(.s" + number + ") { display: none; }\n";
    }
    return style;
}

void append_head(std::string& out, const Report& report) {
    const std::string style = style_of(filtered_suites(report).size());
    out +=
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; "
        "form-action 'none'; style-src 'sha256-";
    out += base64_encode(as_text(sha256(style)));
    out += "'\"><meta name=\"referrer\" content=\"no-referrer\"><title>";
    append_seen(out, "Comparison: " + report.title);
    ((out += "</title><style>") += style) +=
        "</style></head><body><a class=\"skip\" href=\"#main\">Skip to content</a>"
        "<header><div><span class=\"brand\">User Agent Gateway</span></div></header>"
        "<main id=\"main\" tabindex=\"-1\"><h1>";
    append_seen(out, "Comparison: " + report.title);
    out += "</h1>\n";
}

void append_texts(std::string& out, std::string_view heading, const std::vector<std::string>& texts) {
    if (texts.empty()) return;
    ((out += "<h3>") += heading) += "</h3><ul>";
    for (const std::string& text : texts) {
        out += "<li>";
        append_seen(out, text);
        out += "</li>";
    }
    out += "</ul>";
}

// What makes a pass mean less stands before it.
void append_verdict(std::string& out, const Report& report, const VerdictCounts& counts) {
    if (!report.warnings.empty()) {
        out += "<section class=\"warned\"><h2>Look at this first</h2>";
        append_texts(out, "What makes this say less than it seems to", report.warnings);
        out += "</section>\n";
    }
    const bool agree = agrees(report);
    out += agree ? "<section class=\"good\"><h2>They agree</h2>" : "<section class=\"bad\"><h2>They do not agree</h2>";
    out += "<p>" + counted(report.cases.size(), "case", "cases");
    for (const Verdict verdict : verdicts)
        if (counts[index_of(verdict)] > 0)
            out += ", " + std::to_string(counts[index_of(verdict)]) + ' ' + std::string(name_of(verdict));
    out += ".</p>";
    append_texts(out, "Rules", report.complaints);
    append_texts(out, "Left behind", report.left_behind);
    append_texts(out, "To know", report.notes);
    out += "</section>\n";
}

void append_disagreeing(std::string& out, const Report& report) {
    std::size_t all = 0;
    std::string list;
    for (std::size_t i = 0; i < report.cases.size(); ++i) {
        const Case& what = report.cases[i];
        if (agrees(what)) continue;
        ++all;
        if (all > most_listed) continue;
        ((list += "<li><a href=\"#") += id_of_case(i + 1)) += "\">";
        append_seen(list, what.suite + " / " + what.step);
        list += "</a> <code>";
        std::string_view first = "not played";
        for (const TargetCase& target : what.targets) {
            if (!target.unexpected.empty()) first = target.unexpected;
            if (!target.comparison) continue;
            const auto& results = target.comparison->results();
            const auto at = std::ranges::find(results, Status::different, &PathResult::status);
            if (at == results.end()) continue;
            first = at->path;
            break;
        }
        append_seen(list, first);
        list += "</code></li>";
    }
    if (all == 0) return;
    ((out += "<section><h2>Where they differ</h2><ul class=\"names\">") += list) += "</ul>";
    if (all > most_listed) (out += "<p>") += counted(all - most_listed, "more case", "more cases") + " below.</p>";
    out += "</section>\n";
}

void append_fact(std::string& out, std::string_view name, std::string_view value) {
    if (value.empty()) return;
    ((out += "<div><dt>") += name) += "</dt><dd>";
    append_seen(out, value);
    out += "</dd></div>";
}

std::string joined(const std::vector<std::string>& texts) {
    std::string all;
    for (const std::string& text : texts) (all += all.empty() ? "" : ", ") += text;
    return all;
}

void append_targets(std::string& out, const Report& report) {
    out +=
        "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Targets\"><table><thead><tr>"
        "<th scope=\"col\">target</th><th scope=\"col\">face</th><th scope=\"col\">address</th>";
    for (const Verdict verdict : verdicts) ((out += "<th scope=\"col\">") += name_of(verdict)) += "</th>";
    out += "</tr></thead><tbody>";
    for (std::size_t i = 0; i < report.targets.size(); ++i) {
        const ReportedTarget& target = report.targets[i];
        out += "<tr><th scope=\"row\">";
        append_seen(out, target.name);
        if (i == 0) out += " <small>reference</small>";
        for (const std::string* const text : {&target.face, &target.url}) {
            out += text == &target.face ? "</th><td><code>" : "</code></td><td><code>";
            append_seen(out, *text);
        }
        out += "</code></td>";
        for (const std::size_t count : count_at(report, i)) out += "<td>" + std::to_string(count) + "</td>";
        out += "</tr>";
    }
    out += "</tbody></table></div>";
}

void append_facts(std::string& out, const Report& report) {
    out += "<section><h2>The run</h2>";
    append_targets(out, report);
    out += "<dl>";
    append_fact(out, "Started", stamp_of(report.started));
    append_fact(out, "Took", std::to_string(report.duration.count()) + " ms");
    append_fact(out, "Suites", joined(report.suites));
    append_fact(out, "Seed", report.seed);
    append_fact(out, "Program", "useragentd " + report.version);
    out +=
        "</dl><p>Secrets stand as pseudonyms, <code>secret:</code> and twelve digits: the same one is the same secret. "
        "In a line that plays a request again each is a variable of the shell, such as "
        "<code>SECRET_3f9a8c12d0e4</code>, "
        "that has to hold what stood there.</p></section>\n";
}

void append_choice(std::string& out, std::string_view group, std::string_view id, std::string_view label,
                   bool is_chosen) {
    ((((((out += "<label><input type=\"radio\" name=\"") += group) += "\" id=\"") += id) += "\"") +=
     is_chosen ? " checked> " : "> ");
    append_seen(out, label);
    out += "</label>";
}

void open_choices(std::string& out, std::string_view legend) {
    ((out += "<fieldset><legend>") += legend) += "</legend>";
}

// The style sheet hides what is not chosen.
void append_filters(std::string& out, const VerdictCounts& counts, const std::vector<std::string_view>& suites) {
    out += "<form class=\"filters\">";
    open_choices(out, "Came to");
    append_choice(out, "verdict", "v-all", "all", true);
    for (const Verdict verdict : verdicts) {
        if (counts[index_of(verdict)] == 0) continue;
        append_choice(out, "verdict", "v-" + std::string(word_of(verdict)),
                      std::string(name_of(verdict)) + ' ' + std::to_string(counts[index_of(verdict)]), false);
    }
    out += "</fieldset>";
    open_choices(out, "Does");
    append_choice(out, "effect", "e-all", "all", true);
    for (const Effect effect : effects)
        append_choice(out, "effect", "e-" + std::string(word_of(effect)), word_of(effect), false);
    out += "</fieldset>";
    if (suites.size() > 1) {
        open_choices(out, "Suite");
        append_choice(out, "suite", "s-all", "all", true);
        for (std::size_t i = 0; i < suites.size(); ++i)
            append_choice(out, "suite", "s-" + std::to_string(i), suites[i], false);
        out += "</fieldset>";
    }
    out += "</form>\n";
}

std::string classes_of(const Case& what, const std::vector<std::string_view>& suites) {
    std::string classes(word_of(verdict_of(what)));
    (classes += ' ') += word_of(what.effect);
    const auto suite = std::ranges::find(suites, what.suite);
    if (suite != suites.end()) classes += " s" + std::to_string(suite - suites.begin());
    return classes;
}

void write_cases(const Report& report, const VerdictCounts& counts, const Sink& sink) {
    const std::vector<std::string_view> suites = filtered_suites(report);
    std::string out = "<section id=\"cases\"><h2>Cases</h2>";
    append_filters(out, counts, suites);
    out += "<h3 class=\"unseen\">All of them</h3>";
    sink(out);
    VerdictCounts shown{};
    for (std::size_t i = 0; i < report.cases.size(); ++i) {
        const Case& what = report.cases[i];
        std::size_t& of_verdict = shown[index_of(verdict_of(what))];
        if (of_verdict == most_page_cases) continue;
        ++of_verdict;
        out.clear();
        append_case(out, report, what, i + 1, classes_of(what, suites));
        sink(out);
    }
    out.clear();
    for (const Verdict verdict : verdicts) {
        if (counts[index_of(verdict)] <= most_page_cases) continue;
        out += "<p>" + counted(counts[index_of(verdict)] - most_page_cases, "more case is ", "more cases are ") +
               std::string(name_of(verdict)) + "; the other files have them.</p>";
    }
    sink(out += "</section>\n");
}

}  // namespace

void write_html(const Report& report, const Coverage& coverage, const Sink& sink) {
    const VerdictCounts counts = count_cases(report);
    std::string out;
    append_head(out, report);
    append_verdict(out, report, counts);
    append_disagreeing(out, report);
    append_facts(out, report);
    append_coverage(out, report, coverage);
    sink(out);
    write_cases(report, counts, sink);
    sink("</main></body></html>\n");
}

}  // namespace uag::compare
