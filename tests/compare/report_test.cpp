// The files of a report: well-formed whatever servers say, the same bytes for the same run, no secrets, whole or not there.
#include <doctest/doctest.h>
#include <sys/resource.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <pugixml.hpp>
#include <string>
#include <vector>

#include "adapters/compare/masks.hpp"
#include "adapters/compare/pseudonyms.hpp"
#include "adapters/json/rapidjson.hpp"
#include "core/agent/operations.hpp"
#include "core/base/encoding.hpp"
#include "core/base/text.hpp"
#include "server/compare/coverage.hpp"
#include "server/compare/html_report.hpp"
#include "server/compare/junit_report.hpp"
#include "server/compare/keep_exchange.hpp"
#include "server/compare/ndjson_report.hpp"
#include "server/compare/report_files.hpp"
#include "support/file_text.hpp"
#include "support/planted.hpp"
#include "support/sample_report.hpp"
#include "support/temp_dir.hpp"
#include "support/texts.hpp"

namespace uag::compare {
namespace {

using test::count_of;
using test::sample_report;

const std::string hostile =
    std::string("</pre></script><script>alert(1)</script><img src=x onerror=y> ]]> \"' &lt; \xFF\xC3 ") +
    std::string(1, '\0') + "\x01\x1B[2J \xE2\x80\xAE rtl \xEF\xBF\xBF";

std::string collected(const std::function<void(const Sink&)>& write) {
    std::string all;
    write([&](std::string_view text) { all += text; });
    return all;
}

std::string html_of(const Report& report) {
    return collected([&](const Sink& sink) { write_html(report, coverage_of(report), sink); });
}
std::string junit_of(const Report& report) {
    return collected([&](const Sink& sink) { write_junit(report, sink); });
}
std::string ndjson_of(const Report& report) {
    return collected([&](const Sink& sink) { write_ndjson(report, sink); });
}
std::string coverage_file_of(const Report& report) { return coverage_json(report, coverage_of(report)); }

std::vector<std::string> all_files(const Report& report) {
    return {html_of(report), junit_of(report), ndjson_of(report), coverage_file_of(report)};
}

rapidjson::Document json_in(std::string_view text) {
    rapidjson::Document document;
    document.Parse<rapidjson::kParseValidateEncodingFlag>(text.data(), text.size());
    REQUIRE_MESSAGE(!document.HasParseError(), std::string(text.substr(0, 500)));
    return document;
}

std::vector<rapidjson::Document> lines_in(std::string_view text) {
    std::vector<rapidjson::Document> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        REQUIRE(end != std::string_view::npos);
        lines.push_back(json_in(text.substr(0, end)));
        text.remove_prefix(end + 1);
    }
    return lines;
}

// Our pages close every element but those that HTML says are empty, so that XML's rules can judge the rest.
std::string xml_form(std::string html) {
    const auto replace_all = [&](std::string_view what, std::string_view by) {
        for (std::size_t at = html.find(what); at != html.npos; at = html.find(what, at + by.size()))
            html.replace(at, what.size(), by);
    };
    replace_all("<!DOCTYPE html>", "");
    replace_all(" open>", " open=\"\">");
    replace_all(" checked>", " checked=\"\">");
    for (const char* const empty : {"<meta", "<input"})
        for (std::size_t at = html.find(empty); at != html.npos; at = html.find(empty, at + 1))
            html.insert(html.find('>', at), "/");
    return html;
}

}  // namespace

TEST_CASE("all files are well-formed, whatever servers say") {
    const Report report = sample_report(hostile);
    pugi::xml_document page;
    const std::string html = html_of(report);
    CHECK(is_utf8(html));
    const pugi::xml_parse_result parsed = page.load_string(xml_form(html).c_str(), pugi::parse_default);
    CHECK_MESSAGE(parsed, parsed.description()
                              << " at " << xml_form(html).substr(static_cast<std::size_t>(parsed.offset), 200));
    CHECK(html.find("<script") == html.npos);
    CHECK(html.find("<img") == html.npos);
    CHECK(html.find("\xE2\x80\xAE") == html.npos);
    CHECK(html.find("<i>U+202E</i>") != html.npos);
    CHECK(html.find("<i>\\xFF</i>") != html.npos);

    pugi::xml_document junit;
    CHECK(junit.load_string(junit_of(report).c_str()));
    CHECK(is_utf8(junit_of(report)));
    CHECK(lines_in(ndjson_of(report)).size() == 1 + 2 * report.cases.size());
    json_in(coverage_file_of(report));
}

TEST_CASE("the same run gives the same bytes") {
    CHECK(all_files(sample_report()) == all_files(sample_report()));
    CHECK(all_files(sample_report()) != all_files(sample_report("somebody else")));
}

TEST_CASE("JUnit counts what it says, and names what differs") {
    pugi::xml_document document;
    REQUIRE(document.load_string(junit_of(sample_report()).c_str()));
    const pugi::xml_node all = document.child("testsuites");
    CHECK(std::string(all.attribute("tests").value()) == "13");
    CHECK(std::string(all.attribute("failures").value()) == "2");
    CHECK(std::string(all.attribute("errors").value()) == "1");
    std::size_t tests = 0;
    std::size_t skipped = 0;
    for (const pugi::xml_node suite : all.children("testsuite")) {
        const auto cases = suite.children("testcase");
        const auto count = static_cast<unsigned>(std::distance(cases.begin(), cases.end()));
        CHECK(suite.attribute("tests").as_uint() == count);
        tests += count;
        for (const pugi::xml_node one : cases) skipped += one.child("skipped") ? 1 : 0;
    }
    CHECK(tests == 13);
    CHECK(skipped == 2);
    const pugi::xml_node save = all.find_child_by_attribute("testsuite", "name", "users")
                                    .find_child_by_attribute("testcase", "name", "save at new");
    CHECK(std::string(save.attribute("classname").value()) == "users.SaveUser");
    const std::string text = save.child("failure").text().get();
    CHECK(text.find("SaveUser.Person.Email (value): \"a@example.com\" / \"b@example.com\"\n") == 0);
    CHECK(std::string(save.child("failure").attribute("message").value()) == "3 paths differ");

    Report with_rules = sample_report();
    with_rules.complaints = {"the rule for GetUser.Name matched nothing"};
    REQUIRE(document.load_string(junit_of(with_rules).c_str()));
    CHECK(std::string(document.child("testsuites").attribute("failures").value()) == "3");
}

TEST_CASE("a line of JSON for the run, and one for each case at each target") {
    const Report report = sample_report();
    const std::vector<rapidjson::Document> lines = lines_in(ndjson_of(report));
    CHECK(std::string(lines.front()["run"].GetString()) == "reads, users");
    CHECK_FALSE(lines.front()["agrees"].GetBool());
    const rapidjson::Document& line = lines[4];
    CHECK(std::string(line["step"].GetString()) == "save");
    CHECK(std::string(line["target"].GetString()) == "new");
    CHECK(std::string(line["verdict"].GetString()) == "different");
    CHECK(line["paths"]["different"].GetInt() == 3);
    CHECK(std::string(line["results"][0]["path"].GetString()) == "SaveUser.Person.Email");
    CHECK(std::string(line["answer"]["body"].GetString()) == report.cases[1].targets[1].exchange->answer.body);
}

TEST_CASE("the page shows every case with both messages, and marks in the raw text what differs") {
    const Report report = sample_report("Ada");
    const std::string html = html_of(report);
    CHECK(count_of(html, "<details class=\"case ") == report.cases.size());
    CHECK(html.find("They do not agree") != html.npos);
    CHECK(html.find("<mark class=\"d\">&lt;Email&gt;a@example.com&lt;/Email&gt;</mark>") != html.npos);
    CHECK(html.find("<mark class=\"d\">\"Email\":\"b@example.com\"</mark>") != html.npos);
    CHECK(html.find("<mark class=\"d\">\"Id\":3</mark>") != html.npos);
    CHECK(html.find("<mark class=\"d\">&lt;Id&gt;2&lt;/Id&gt;</mark>") != html.npos);
    CHECK(html.find("<mark class=\"d\">\"Id\":1</mark>") == html.npos);
    CHECK(html.find("<mark class=\"a\">\"Name\":\"ADA\"</mark>") != html.npos);
    CHECK(html.find("<mark class=\"g\">") != html.npos);  // a member that is missing: what it should stand in
    for (const Case& what : report.cases)
        for (const TargetCase& target : what.targets)
            if (target.exchange) CHECK(html.find(target.exchange->request.start) != html.npos);
    // Without the lines that lay it out, the text is the message.
    std::string plain = html;
    for (std::size_t at = plain.find("<span class=\"l\">"); at != plain.npos; at = plain.find("<span class=\"l\">"))
        plain.erase(at, plain.find("</span>", at) + 7 - at);
    CHECK(plain.find("{\"Name\":\"Ada\"}") != plain.npos);
}

TEST_CASE("what makes a pass meaningless stands before it") {
    Report report = sample_report();
    report.warnings = {"Every step is refused at new"};
    const std::string html = html_of(report);
    CHECK(html.find("Every step is refused at new") < html.find("They do not agree"));
}

TEST_CASE("coverage says of each cell what it came to, and of those that nothing came to their names") {
    const Report report = sample_report();
    const Coverage coverage = coverage_of(report);
    const auto cell = [&](std::string_view operation, OutcomeClass outcome) {
        const auto row = std::ranges::find_if(coverage.rows,
                                              [&](const CoverageRow& one) { return one.operation->name == operation; });
        REQUIRE(row != coverage.rows.end());
        return row->targets[1][static_cast<std::size_t>(outcome)];
    };
    CHECK(cell("GetUser", OutcomeClass::success).state == Covered::accepted);
    CHECK(cell("GetUser", OutcomeClass::success).cases == 2);
    CHECK(cell("SaveUser", OutcomeClass::success).state == Covered::different);
    CHECK(cell("SaveUser", OutcomeClass::success).example == "users/save");
    CHECK(cell("DeleteUser", OutcomeClass::denied).state == Covered::different);
    CHECK(cell("DeleteUser", OutcomeClass::success).state == Covered::never);  // not played at the other one
    CHECK(cell("GetAccessToken", OutcomeClass::success).reason == "not in Services84");
    CHECK(cell("AuthenticateImplicit", OutcomeClass::success).reason == "not in the WebAPI");
    CHECK(cell("GetAllRoles", OutcomeClass::success).state == Covered::never);
    CHECK(std::ranges::count(coverage.never, "GetAllRoles, success") == 1);
    CHECK(coverage.exercised + coverage.never.size() == coverage.wanted);
    CHECK(coverage.percent() == coverage.exercised * 100 / coverage.wanted);

    const rapidjson::Document file = json_in(coverage_file_of(report));
    CHECK(file["percent"].GetUint() == coverage.percent());
    CHECK(file["never_exercised"].Size() == coverage.never.size());
    CHECK(file["operations"].Size() == coverage.rows.size());
}

TEST_CASE("bodies are cut at a character, a full report keeps no messages, and both is said") {
    Report report;
    report.targets = {{"a", "rest", "http://a"}, {"b", "rest", "http://b"}};
    const auto add = [&](std::string body) {
        Case what;
        what.operation = find_operation(Service::user, "GetUser");
        what.suite = "reads";
        what.step = std::to_string(report.cases.size());
        for (int i = 0; i < 2; ++i) {
            TargetCase& at = what.targets.emplace_back();
            at.state = TargetCase::State::played;
            at.exchange.emplace().answer = {"HTTP/1.1 200", {{"Content-Type", "text/plain"}}, body};
        }
        keep_case(report, std::move(what));
    };
    std::string euros = "x";
    while (euros.size() < 2 * longest_kept_body) euros += "\xE2\x82\xAC";
    add(euros);
    const KeptMessage& cut = report.cases[0].targets[0].exchange->answer;
    CHECK(cut.body.size() <= longest_kept_body);
    CHECK(is_utf8(cut.body));
    CHECK(cut.body.size() + cut.left_off == euros.size());
    CHECK(html_of(report).find("bytes more are not kept") != std::string::npos);
    while (report.cases.size() * 2 * longest_kept_body < most_kept_bytes) add(std::string(longest_kept_body, 'y'));
    CHECK(report.kept_bytes <= most_kept_bytes / 2);
    const KeptMessage& left_out = report.cases.back().targets[0].exchange->answer;
    CHECK(left_out.is_left_out);
    CHECK(left_out.start == "HTTP/1.1 200");
    CHECK(left_out.body.empty());
}

TEST_CASE("of more cases than the page holds it says how many there are") {
    Report report;
    report.targets = {{"a", "rest", "http://a"}};
    for (std::size_t i = 0; i < most_page_cases + 3; ++i) {
        Case what;
        what.operation = find_operation(Service::user, "GetUser");
        what.suite = "s";
        what.step = std::to_string(i);
        what.targets.resize(1);
        what.targets[0].state = TargetCase::State::played;
        what.targets[0].exchange.emplace();
        keep_case(report, std::move(what));
    }
    const std::string html = html_of(report);
    CHECK(count_of(html, "<details class=\"case ") == most_page_cases);
    CHECK(html.find("3 more cases are equal; the other files have them.") != html.npos);
}

TEST_CASE("no secret of any place of a step is in any file") {
    const std::string kept_secret = "Canary-4711-do-not-keep";
    const Pseudonyms pseudonyms(Secret(std::string_view("a key of the test")));
    const Masks masks(pseudonyms);
    Report report;
    report.targets = {{"a", "soap88", masks.address("https://user:" + kept_secret + "@a.example/x")},
                      {"b", "rest", masks.address("https://b.example/?token=" + kept_secret)}};
    for (const Operation& operation : operations(Service::user)) {
        for (const test::PlantedBody& planted : test::planted_bodies(operation, kept_secret, "name", 7, kept_secret)) {
            const Wire wire = planted.soap                                            ? Wire::soap
                              : planted.content_type.find("xml") != std::string::npos ? Wire::xml
                                                                                      : Wire::json;
            client::Request request;
            request.body = planted.body;
            request.fields = {{"Content-Type", planted.content_type},
                              {"Authorization", "Basic " + base64_encode("boss:" + kept_secret)},
                              {"SO-AppToken", kept_secret},
                              {"Cookie", "session=" + kept_secret}};
            client::Response response;
            response.status = 200;
            response.fields = {{"Content-Type", "application/json"},
                               {"Set-Cookie", "session=" + kept_secret + "; Path=/"},
                               {"X-XSRF-TOKEN", kept_secret}};
            response.body = "{\"Ticket\":\"" + kept_secret + "\",\"Password\":\"" + kept_secret + "\"}";
            Case what;
            what.operation = &operation;
            what.suite = "planted";
            what.step = operation.name;
            TargetCase& at = what.targets.emplace_back();
            at.state = TargetCase::State::played;
            at.exchange.emplace().request = keep_request(
                masks, request, "https://b.example" + planted.path + "?token=" + kept_secret, &operation, wire);
            at.exchange->answer = keep_answer(masks, response, &operation, Wire::json);
            what.targets.push_back(at);
            keep_case(report, std::move(what));
        }
    }
    REQUIRE(report.cases.size() > 200);
    CHECK(report.kept_bytes < most_kept_bytes / 2);  // all of it is in the files
    const std::string encoded = base64_encode("boss:" + kept_secret);
    for (const std::string& file : all_files(report)) {
        CHECK(file.find(kept_secret) == file.npos);
        CHECK(file.find("4711") == file.npos);
        CHECK(file.find(encoded) == file.npos);
    }
    CHECK(html_of(report).find("$SECRET_") != std::string::npos);
}

TEST_CASE("files are whole or as they were, and leave nothing beside them") {
    const test::TempDir folder;
    const std::string into = folder.file("report");
    REQUIRE(write_report(into, sample_report(), coverage_of(sample_report())).has_value());
    const auto names = [&] {
        std::vector<std::string> all;
        for (const auto& entry : std::filesystem::directory_iterator(into)) all.push_back(entry.path().filename());
        std::ranges::sort(all);
        return all;
    };
    const std::vector<std::string> expected{"cases.ndjson", "coverage.json", "index.html", "junit.xml"};
    CHECK(names() == expected);
    const std::string before = test::file_text(into + "/index.html");
    CHECK(before == html_of(sample_report()));

    // A disk that takes no more, as far as this process is concerned.
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit limit{};
    REQUIRE(::getrlimit(RLIMIT_FSIZE, &limit) == 0);
    const rlimit small{1000, limit.rlim_max};
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
    const Result<void> refused = write_report(into, sample_report("another"), coverage_of(sample_report()));
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &limit) == 0);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == errc::storage);
    CHECK(refused.error().public_text.english() == into + "/index.html: cannot be written: File too large");
    CHECK(names() == expected);
    CHECK(test::file_text(into + "/index.html") == before);

    const std::string taken = folder.write("file", "x");
    const Result<void> no_folder = write_report(taken, sample_report(), coverage_of(sample_report()));
    REQUIRE_FALSE(no_folder.has_value());
    CHECK(no_folder.error().public_text.english() == taken + ": cannot be made: Not a directory");
}

}  // namespace uag::compare
