// Two outcomes, axis by axis, within a protocol and between two.
#include "adapters/compare/outcomes.hpp"

#include <doctest/doctest.h>

#include <string>

#include "adapters/compare/code_words.hpp"
#include "adapters/http/errors.hpp"
#include "core/agent/operations.hpp"
#include "core/contract/answers.hpp"

namespace uag::compare {
namespace {

using client::CallResult;
using client::FindingKind;

constexpr Face over_soap{Wire::soap, Version::v84};
constexpr Face over_soap12{Wire::soap, Version::v84, true};
constexpr Face over_rest{Wire::json};

const Operation& save_user() { return *find_operation(Service::user, "SaveUser"); }

CallResult base(Face face) {
    CallResult result;
    result.operation = &save_user();
    result.version = face.version;
    result.raw.status = 200;
    result.raw.fields = {
        {"Content-Type", face.is_rest() ? "application/json; charset=utf-8" : "text/xml; charset=utf-8"}};
    return result;
}

CallResult success(Face face, std::string name) {
    CallResult result = base(face);
    result.kind = CallResult::Kind::success;
    result.answer = make_object(save_user().response());
    User user;
    user.name = std::move(name);
    static_cast<Answer<Box<User>>*>(result.answer.get())->response = Box<User>(std::move(user));
    return result;
}

// As our own server says it in that protocol.
CallResult failure(Face face, errc code, std::string message = "It is so.") {
    CallResult result = base(face);
    const ErrorForm& form = form_of(code);
    result.kind = CallResult::Kind::error;
    result.failure.codes.add(code);
    result.failure.message = std::move(message);
    result.failure.type = face.is_rest() ? form.rest_type : form.exception;
    result.failure.source = face.is_rest() ? form.rest_source : "Us";
    result.raw.status = face.is_rest() ? form.status : form.soap_status != 0 ? form.soap_status : 200;
    if (face.is_rest()) result.language = "en-US";
    return result;
}

std::string lines(const CallResult& left, const CallResult& right, Face a, Face b, std::vector<Rule> rules = {}) {
    const Pseudonyms pseudonyms(Secret(std::string_view("a key of the test")));
    Pairs pairs;
    Rules all;
    for (Rule& rule : rules) REQUIRE(all.add(std::move(rule)).empty());
    Settings settings{{a}, {b}};
    Run run{pseudonyms, pairs, all};
    Comparison out;
    compare_outcomes(left, right, settings, run, out);
    std::string text;
    for (const PathResult& result : out.results()) {
        if (result.status == Status::not_applicable && result.path.front() != '$') continue;
        text += result.path + ": " + std::string(name_of(result.status)) + " " + std::string(name_of(result.aspect)) +
                " (" + result.left + ", " + result.right + ")\n";
    }
    return text;
}

bool differs(const std::string& text) { return text.find(": different") != std::string::npos; }

} // namespace

TEST_CASE(
    "every error of ours is the same error over both protocols, and "
    "another one is found") {
    for (int one = 0; one <= static_cast<int>(errc::password_throttled); ++one)
        for (int other = 0; other <= static_cast<int>(errc::password_throttled); ++other) {
            const auto left = static_cast<errc>(one);
            const auto right = static_cast<errc>(other);
            for (const auto& [a, b] : {std::pair(over_soap, over_rest), std::pair(over_rest, over_soap),
                                       std::pair(over_rest, over_rest), std::pair(over_soap, over_soap)}) {
                const std::string text = lines(failure(a, left), failure(b, right), a, b);
                CHECK_MESSAGE(differs(text) == (left != right), text);
                if (left != right) CHECK(text.find("$outcome.code: different value") != std::string::npos);
            }
        }
}

TEST_CASE("a success and an error, and answers nobody could read") {
    CHECK(lines(success(over_rest, "a"), failure(over_rest, errc::not_found), over_rest, over_rest)
              .find("$outcome: different value (\"success\", "
                    "\"error\")\n$status: different value (200, 404)\n") == 0);
    CHECK(lines(success(over_soap, "a"), success(over_rest, "a"), over_soap, over_rest).find(": different") ==
          std::string::npos);
    CHECK(lines(success(over_soap, "a"), success(over_rest, "b"), over_soap, over_rest)
              .find("SaveUser.Name: different value (\"a\", \"b\")\n") != std::string::npos);
    CallResult page = base(over_rest);
    page.raw.body = "<html>1</html>";
    CallResult other = base(over_rest);
    other.raw.body = "<html>22</html>";
    CHECK(lines(page, page, over_rest, over_rest).empty());
    CHECK(lines(page, other, over_rest, over_rest) == "$body: different value (14 bytes, 15 bytes)\n");
    CHECK(differs(lines(page, success(over_rest, "a"), over_rest, over_rest)));
}

TEST_CASE("each axis of an error within one protocol") {
    const auto changed = [](auto change) {
        CallResult other = failure(over_soap, errc::validation);
        change(other);
        return lines(failure(over_soap, errc::validation), other, over_soap, over_soap);
    };
    CHECK(changed([](CallResult&) {}).empty());
    CHECK(changed([](CallResult& r) { r.raw.status = 500; }) == "$status: different value (200, 500)\n");
    CHECK(changed([](CallResult& r) { r.failure.type = "Other"; }).starts_with("$outcome.type: different value "));
    CHECK(changed([](CallResult& r) { r.failure.source = "Them"; }).starts_with("$outcome.source: different value "));
    CHECK(changed([](CallResult& r) { r.failure.fault_code = "Server"; }) ==
          "$fault.code: different presence (absent, \"Server\")\n");
    CHECK(changed([](CallResult& r) { r.failure.fault_subcode = "x"; }).starts_with("$fault.subcode: different"));
    CHECK(changed([](CallResult& r) { r.failure.message += "!"; }) ==
          "$outcome.message: different value (\"It is so.\", \"It is so.!\")\n");
    CHECK(
        changed([](CallResult& r) { r.failure.friendly_text = "f"; }).starts_with("$outcome.friendly_text: different"));
    CHECK(changed([](CallResult& r) { r.failure.messages = {{"Name", "is empty"}}; }) ==
          "$outcome.messages[\"Name\"]: different presence (absent, \"is "
          "empty\")\n");
    CHECK(changed([](CallResult& r) { r.succeeded = true; }).starts_with("$succeeded: different presence"));
    CHECK(changed([](CallResult& r) { r.extra_info = {{"k", "v"}}; }).starts_with("$extra_info[\"k\"]: different"));
    CHECK(changed([](CallResult& r) { r.time_zone = "NO"; }).starts_with("$time_zone: different"));
    CHECK(changed([](CallResult& r) { r.raw.fields[0].second = "text/xml; charset=utf-16"; }) ==
          "$media: different value (\"text/xml; charset=utf-8\", "
          "\"text/xml; charset=utf-16\")\n");
    CHECK(changed([](CallResult& r) { r.raw.fields[0].second = "Text/XML;charset=\"UTF-8\""; }).empty());
    CHECK(changed([](CallResult& r) {
              r.failure.retry_after = std::chrono::seconds(5);
          }).starts_with("$outcome.retry_after: different presence"));
    CHECK(changed([](CallResult& r) {
              r.failure.codes = {};
          }).starts_with("$outcome.code: different value (\"validation\", \"unknown\")"));
    CHECK(changed([](CallResult& r) { r.language = "de"; }).starts_with("$language: different presence"));
}

TEST_CASE("what only one protocol can say is not applicable, and says why") {
    CallResult fault = failure(over_soap, errc::internal);
    fault.failure.type.clear();
    fault.failure.fault_code = "InternalServiceFault";
    fault.raw.status = 500;
    const std::string text = lines(fault, failure(over_rest, errc::internal), over_soap, over_rest);
    CHECK(!differs(text));
    for (const char* path : {"$outcome.type", "$outcome.source", "$fault.code", "$media", "$language"})
        CHECK_MESSAGE(text.find(std::string(path) + ": not applicable") != std::string::npos, path);

    CallResult sender = failure(over_soap12, errc::malformed);
    sender.failure.fault_code = "Sender";
    sender.raw.status = 400;
    CallResult client_fault = failure(over_soap, errc::malformed);
    client_fault.failure.fault_code = "Client";
    client_fault.raw.status = 500;
    const std::string versions = lines(client_fault, sender, over_soap, over_soap12);
    CHECK(!differs(versions));
    CHECK(versions.find("$status: not applicable  (500, 400)") != std::string::npos);

    CallResult busy = failure(over_soap, errc::throttled);
    busy.raw.status = 200;
    CHECK(lines(busy, failure(over_rest, errc::throttled), over_soap, over_rest)
              .find("$status: different value (200, 429)") != std::string::npos);

    CallResult german = failure(over_rest, errc::not_found, "Es fehlt.");
    german.language = "de";
    const std::string languages =
        lines(german, failure(over_rest, errc::not_found, "It is missing."), over_rest, over_rest);
    CHECK(languages.find("$language: different value (\"de\", \"en-US\")\n") != std::string::npos);
    CHECK(languages.find("$outcome.message: not applicable") != std::string::npos);
}

TEST_CASE("the field that SOAP names with the message again has no place in the WebAPI, but of invalid values it has") {
    const auto text = [](errc code, client::TextPairs soap, client::TextPairs rest) {
        CallResult left = failure(over_soap, code);
        CallResult right = failure(over_rest, code);
        left.failure.messages = std::move(soap);
        right.failure.messages = std::move(rest);
        const std::string there = lines(left, right, over_soap, over_rest);
        CHECK(differs(there) == differs(lines(right, left, over_rest, over_soap)));
        return there;
    };
    CHECK(text(errc::invalid_argument, {{"User", "It is so."}}, {})
              .find("$outcome.messages[\"User\"]: not applicable  (\"It is so.\", )") != std::string::npos);
    CHECK_FALSE(differs(text(errc::invalid_argument, {{"User", "It is so."}}, {})));
    CHECK(differs(text(errc::invalid_argument, {{"User", "Another thing."}}, {})));
    CHECK(differs(text(errc::invalid_argument, {{"User", "It is so."}}, {{"User", "It is not."}})));
    CHECK(differs(text(errc::invalid_argument, {}, {{"User", "It is so."}})));
    CHECK(differs(text(errc::validation, {{"User", "It is so."}}, {})));
    CHECK(differs(text(errc::password_policy, {{"User", "It is so."}}, {})));
}

TEST_CASE("findings of one side are a difference, those of both are not") {
    const auto with = [](std::vector<client::Finding> findings) {
        CallResult result = success(over_rest, "a");
        for (client::Finding& finding : findings) result.findings.add(finding);
        return result;
    };
    const client::Finding extra{FindingKind::unknown_member, "SaveUserResponse.New", "is not in the contract"};
    const client::Finding null{FindingKind::wrong_null, "SaveUserResponse.Rank", "is null"};
    CHECK(lines(with({extra}), with({extra}), over_rest, over_rest).empty());
    client::Finding other = extra;
    other.digest = client::digest_of(0, "another value");
    const std::string both = lines(with({extra}), with({other}), over_rest, over_rest);
    CHECK(differs(both));
    CHECK(std::ranges::count(both, '\n') == 1);
    CHECK_FALSE(differs(lines(with({extra}), with({other}), over_rest, over_soap)));  // written in two ways
    CHECK(lines(with({extra, null}), with({extra}), over_rest, over_rest) ==
          "$findings.SaveUserResponse.Rank: different contract (wrong null: is "
          "null, )\n");
    CHECK(lines(with({}), with({extra}), over_rest, over_rest) ==
          "$findings.SaveUserResponse.New: different contract (, unknown member: "
          "is not in the contract)\n");
    CHECK(lines(with({}), with({extra}), over_rest, over_rest,
                {{"$findings.**.New", Matcher::ignore, {}, 0, "newer", {}, {}}}) ==
          "$findings.SaveUserResponse.New: accepted contract (, unknown member: is "
          "not in the contract)\n");
}

TEST_CASE("where both sides have a finding with other values, one line shows what each has, and no secret") {
    const auto with = [](FindingKind kind, const char* path, const char* value) {
        CallResult result = success(over_rest, "a");
        result.findings.add(kind, path, "is no member of User", client::digest_of(0, value),
                            Secret(std::string_view(value)));
        return result;
    };
    const auto told = [&](const char* path, const char* left, const char* right) {
        return lines(with(FindingKind::unknown_member, path, left), with(FindingKind::unknown_member, path, right),
                     over_rest, over_rest);
    };
    CHECK(told("SaveUserResponse.Shoe", "44", "45") ==
          "$findings.SaveUserResponse.Shoe: different contract (unknown member: is no member of User: \"44\", "
          "unknown member: is no member of User: \"45\")\n");
    CHECK(told("SaveUserResponse.Shoe", "44", "44").empty());
    const std::string secret = told("SaveUserResponse.MyPassword[0].Old", "canary-one", "canary-two");
    CHECK(secret.find("canary") == std::string::npos);
    CHECK(secret.find("secret:") != secret.rfind("secret:"));
    const std::string cut = told("SaveUserResponse.Shoe", "", "45");
    CHECK(cut.find("more than one value") != std::string::npos);
    CHECK(cut.find("\"45\"") != std::string::npos);
}

TEST_CASE("rules hold for axes too") {
    const auto rule = [](std::string path, Matcher matcher, std::string argument = {}) {
        return std::vector<Rule>{{std::move(path), matcher, std::move(argument), 1, "because", {}, {}}};
    };
    const CallResult left = failure(over_rest, errc::conflict, "Row 1 is taken.");
    const CallResult right = failure(over_rest, errc::conflict, "Row 2 is taken.");
    CHECK(differs(lines(left, right, over_rest, over_rest)));
    CHECK(lines(left, right, over_rest, over_rest, rule("$outcome.message", Matcher::pattern, "Row * is taken.")) ==
          "$outcome.message: accepted value (\"Row 1 is taken.\", \"Row 2 is "
          "taken.\")\n");
    CallResult gone = failure(over_rest, errc::conflict, "Row 1 is taken.");
    gone.raw.status = 410;
    CHECK(lines(left, gone, over_rest, over_rest, rule("$status", Matcher::ignore)) ==
          "$status: accepted value (409, 410)\n");
    CallResult soon = failure(over_rest, errc::throttled);
    CallResult late = failure(over_rest, errc::throttled);
    soon.failure.retry_after = std::chrono::seconds(5);
    late.failure.retry_after = std::chrono::seconds(9);
    CHECK(lines(soon, late, over_rest, over_rest) == "$outcome.retry_after: volatile value (5, 9)\n");
    CHECK(differs(lines(soon, late, over_rest, over_rest, rule("$outcome.retry_after", Matcher::equal))));
}

TEST_CASE("codes have words") {
    for (int code = 0; code <= static_cast<int>(errc::password_throttled); ++code)
        CHECK(find_code(compare::word_of(static_cast<errc>(code))) == static_cast<errc>(code));
    CHECK(compare::word_of(errc::access_denied) == "access_denied");
    CHECK(!find_code("nothing"));
    CHECK(words_of({}) == "unknown");
}

} // namespace uag::compare
