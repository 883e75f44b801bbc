#include "server/compare/ndjson_report.hpp"

#include <algorithm>

#include "adapters/json/writer.hpp"

namespace uag::compare {
namespace {

void member(std::string& out, std::string_view name, std::string_view text) {
    json::append_name(out, name);
    json::append_seen_string(out, text);
}

void member_unless_empty(std::string& out, std::string_view name, std::string_view text) {
    if (!text.empty()) member(out, name, text);
}

void count_member(std::string& out, std::string_view name, std::int64_t number) {
    json::append_name(out, name);
    json::append_integer(out, number);
}

void flag_member(std::string& out, std::string_view name) {
    json::append_name(out, name);
    out += "true";
}

template <class Items, class Append>
void list_member(std::string& out, std::string_view name, const Items& items, Append append) {
    json::append_name(out, name);
    out += '[';
    bool is_first = true;
    for (const auto& item : items) {
        if (!is_first) out += ',';
        is_first = false;
        append(item);
    }
    out += ']';
}

void texts_member(std::string& out, std::string_view name, const std::vector<std::string>& texts) {
    list_member(out, name, texts, [&](const std::string& text) { json::append_seen_string(out, text); });
}

void append_json_message(std::string& out, std::string_view name, const KeptMessage& message) {
    json::append_name(out, name);
    out += '{';
    member(out, "start", message.start);
    list_member(out, "fields", message.fields, [&](const auto& field) {
        out += '[';
        json::append_seen_string(out, field.first);
        out += ',';
        json::append_seen_string(out, field.second);
        out += ']';
    });
    member(out, "body", message.body);
    if (message.left_off > 0) count_member(out, "body_left_off", static_cast<std::int64_t>(message.left_off));
    if (message.is_left_out) flag_member(out, "left_out");
    out += '}';
}

void append_json_result(std::string& out, const PathResult& result) {
    out += '{';
    member(out, "path", result.path);
    member(out, "status", name_of(result.status));
    if (result.aspect != Aspect::none) member(out, "aspect", name_of(result.aspect));
    member(out, "left", result.left);
    member(out, "right", result.right);
    member_unless_empty(out, "reason", result.reason);
    out += '}';
}

void append_json_comparison(std::string& out, const Comparison& comparison) {
    json::append_name(out, "paths");
    out += '{';
    for (std::size_t i = 0; i < status_count; ++i) {
        const auto status = static_cast<Status>(i);
        count_member(out, name_of(status), static_cast<std::int64_t>(comparison.count(status)));
    }
    out += '}';
    list_member(out, "results", comparison.results(),
                [&](const PathResult& result) { append_json_result(out, result); });
    if (comparison.left_off() > 0)
        count_member(out, "results_left_off", static_cast<std::int64_t>(comparison.left_off()));
}

void append_json_exchange(std::string& out, const Exchange& exchange) {
    member(out, "outcome", outcome_of(exchange));
    count_member(out, "microseconds", exchange.duration.count());
    list_member(out, "findings", exchange.findings, [&](const client::Finding& finding) {
        out += '{';
        member(out, "path", finding.path);
        member(out, "kind", client::name_of(finding.kind));
        member(out, "text", finding.text);
        out += '}';
    });
    if (exchange.findings_left_off > 0)
        count_member(out, "findings_left_off", static_cast<std::int64_t>(exchange.findings_left_off));
    append_json_message(out, "request", exchange.request);
    append_json_message(out, "answer", exchange.answer);
}

std::string run_line(const Report& report) {
    std::string out = "{";
    member(out, "run", report.title);
    member(out, "version", report.version);
    member_unless_empty(out, "seed", report.seed);
    member(out, "started", stamp_of(report.started));
    count_member(out, "milliseconds", report.duration.count());
    list_member(out, "targets", report.targets, [&](const ReportedTarget& target) {
        out += '{';
        member(out, "name", target.name);
        member(out, "face", target.face);
        member(out, "url", target.url);
        out += '}';
    });
    texts_member(out, "suites", report.suites);
    count_member(out, "cases", static_cast<std::int64_t>(report.cases.size()));
    json::append_name(out, "agrees");
    out += agrees(report) ? "true" : "false";
    texts_member(out, "warnings", report.warnings);
    texts_member(out, "complaints", report.complaints);
    texts_member(out, "left_behind", report.left_behind);
    texts_member(out, "notes", report.notes);
    return out += "}\n";
}

std::string case_line(const Report& report, const Case& what, std::size_t number, std::size_t target) {
    const TargetCase& at = what.targets[target];
    std::string out = "{";
    count_member(out, "case", static_cast<std::int64_t>(number + 1));
    member(out, "suite", what.suite);
    member(out, "step", what.step);
    member(out, "operation", operation_of(what));
    member(out, "effect", word_of(what.effect));
    member(out, "as", what.identity);
    if (what.is_cleanup) flag_member(out, "cleanup");
    member(out, "target", report.targets[target].name);
    if (target == 0) flag_member(out, "reference");
    member(out, "verdict", word_of(verdict_of(at)));
    member_unless_empty(out, "reason", at.reason);
    member_unless_empty(out, "unexpected", at.unexpected);
    if (at.comparison) append_json_comparison(out, *at.comparison);
    if (at.exchange) append_json_exchange(out, *at.exchange);
    return out += "}\n";
}

}  // namespace

void write_ndjson(const Report& report, const Sink& sink) {
    sink(run_line(report));
    for (std::size_t number = 0; number < report.cases.size(); ++number) {
        const Case& what = report.cases[number];
        const std::size_t most = std::min(what.targets.size(), report.targets.size());
        for (std::size_t target = 0; target < most; ++target) sink(case_line(report, what, number, target));
    }
}

}  // namespace uag::compare
