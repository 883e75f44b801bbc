#include "server/compare/junit_report.hpp"

#include <algorithm>
#include <set>

#include "adapters/xml/writer.hpp"

namespace uag::compare {
namespace {

constexpr std::string_view run_suite = "the run";

void attribute(std::string& out, std::string_view name, std::string_view value) {
    ((out += ' ') += name) += "=\"";
    xml::append_attribute(out, value);
    out += '"';
}

// Of a time in seconds, as JUnit has it; no locale's comma.
std::string seconds_of(std::chrono::microseconds time) {
    const auto micro = std::max<std::int64_t>(time.count(), 0);
    std::string fraction = std::to_string(micro % 1'000'000);
    fraction.insert(0, 6 - fraction.size(), '0');
    return std::to_string(micro / 1'000'000) + '.' + fraction;
}

void add_line(std::string& text, const PathResult& result) {
    text += result.path;
    if (result.aspect != Aspect::none) ((text += " (") += name_of(result.aspect)) += ')';
    ((text += ": ") += result.left.empty() ? std::string_view("nothing") : std::string_view(result.left)) += " / ";
    text += result.right.empty() ? std::string_view("nothing") : std::string_view(result.right);
    if (!result.reason.empty()) (text += ": ") += result.reason;
    text += '\n';
}

std::string differences_of(const TargetCase& target) {
    std::string text;
    if (!target.unexpected.empty()) (text += target.unexpected) += '\n';
    if (!target.comparison) return text;
    std::size_t told = 0;
    for (const PathResult& result : target.comparison->results()) {
        if (result.status != Status::different) continue;
        if (told == most_failure_paths) break;
        ++told;
        add_line(text, result);
    }
    const std::size_t all = target.comparison->count(Status::different);
    if (all > most_failure_paths) text += "and " + std::to_string(all - most_failure_paths) + " more\n";
    return text;
}

void append_failure(std::string& out, std::string_view type, const std::string& message, const std::string& text) {
    out += "<failure";
    attribute(out, "message", message);
    attribute(out, "type", type);
    out += '>';
    xml::append_text(out, text);
    out += "</failure>";
}

std::string message_of(const TargetCase& target) {
    if (!target.unexpected.empty()) return target.unexpected;
    return counted(target.comparison ? target.comparison->count(Status::different) : 0, "path differs", "paths differ");
}

void append_testcase_verdict(const TargetCase& target, std::string& out) {
    switch (verdict_of(target)) {
        case Verdict::equal:
        case Verdict::accepted: return;
        case Verdict::different:
            return append_failure(out, target.unexpected.empty() ? "difference" : "unexpected", message_of(target),
                                  differences_of(target));
        case Verdict::not_applicable: out += "<skipped"; break;
        case Verdict::not_played: out += "<error type=\"not played\""; break;
    }
    attribute(out, "message", target.reason);
    out += "/>";
}

struct SuiteCounts {
    std::size_t tests = 0;
    std::size_t failures = 0;
    std::size_t errors = 0;
    std::size_t skipped = 0;
    std::chrono::microseconds time{0};

    void add(const TargetCase& target) {
        ++tests;
        const Verdict verdict = verdict_of(target);
        failures += verdict == Verdict::different ? 1 : 0;
        errors += verdict == Verdict::not_played ? 1 : 0;
        skipped += verdict == Verdict::not_applicable ? 1 : 0;
        if (target.exchange) time += target.exchange->duration;
    }
    void append(std::string& out, bool has_skipped) const {
        attribute(out, "tests", std::to_string(tests));
        attribute(out, "failures", std::to_string(failures));
        attribute(out, "errors", std::to_string(errors));
        if (has_skipped) attribute(out, "skipped", std::to_string(skipped));
        attribute(out, "time", seconds_of(time));
    }
};

std::size_t targets_of(const Report& report, const Case& what) {
    return std::min(what.targets.size(), report.targets.size());
}

void append_testcase(const Report& report, const Case& what, std::size_t target, std::string& out) {
    const TargetCase& at = what.targets[target];
    out += "<testcase";
    attribute(out, "classname", what.suite + '.' + std::string(operation_of(what)));
    attribute(out, "name", what.step + " at " + report.targets[target].name);
    attribute(out, "time", seconds_of(at.exchange ? at.exchange->duration : std::chrono::microseconds{0}));
    out += '>';
    append_testcase_verdict(at, out);
    out += "</testcase>\n";
}

void write_testsuite(const Report& report, std::string_view suite, const Sink& sink) {
    SuiteCounts counts;
    for (const Case& what : report.cases)
        if (what.suite == suite)
            for (std::size_t i = 0; i < targets_of(report, what); ++i) counts.add(what.targets[i]);
    std::string out = "<testsuite";
    attribute(out, "name", suite);
    counts.append(out, true);
    attribute(out, "timestamp", stamp_of(report.started).substr(0, 19));
    sink(out += ">\n");
    for (const Case& what : report.cases) {
        if (what.suite != suite) continue;
        out.clear();
        for (std::size_t i = 0; i < targets_of(report, what); ++i) append_testcase(report, what, i, out);
        sink(out);
    }
    sink("</testsuite>\n");
}

void write_run(const Report& report, const Sink& sink) {
    SuiteCounts counts{.tests = 1, .failures = report.complaints.empty() ? std::size_t{0} : 1};
    std::string out = "<testsuite";
    attribute(out, "name", run_suite);
    counts.append(out, true);
    attribute(out, "timestamp", stamp_of(report.started).substr(0, 19));
    out += ">\n<testcase classname=\"the run\" name=\"every rule is used and none has expired\" time=\"0.000000\">";
    std::string complaints;
    for (const std::string& complaint : report.complaints) (complaints += complaint) += '\n';
    if (!complaints.empty()) append_failure(out, "rules", report.complaints.front(), complaints);
    out += "</testcase>\n";
    std::string said;
    for (const auto* const texts : {&report.warnings, &report.left_behind, &report.notes})
        for (const std::string& text : *texts) (said += text) += '\n';
    if (!said.empty()) {
        out += "<system-out>";
        xml::append_text(out, said);
        out += "</system-out>\n";
    }
    sink(out += "</testsuite>\n");
}

// In the order of play; also a suite that only cases name.
std::vector<std::string_view> testsuites_of(const Report& report) {
    std::vector<std::string_view> names;
    std::set<std::string_view> known;
    const auto add = [&](std::string_view name) {
        if (known.insert(name).second) names.push_back(name);
    };
    for (const std::string& name : report.suites) add(name);
    for (const Case& what : report.cases) add(what.suite);
    return names;
}

}  // namespace

void write_junit(const Report& report, const Sink& sink) {
    SuiteCounts counts{.tests = 1, .failures = report.complaints.empty() ? std::size_t{0} : 1};
    for (const Case& what : report.cases)
        for (std::size_t i = 0; i < targets_of(report, what); ++i) counts.add(what.targets[i]);
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites";
    attribute(out, "name", report.title);
    counts.append(out, false);
    sink(out += ">\n");
    write_run(report, sink);
    for (const std::string_view suite : testsuites_of(report)) write_testsuite(report, suite, sink);
    sink("</testsuites>\n");
}

}  // namespace uag::compare
