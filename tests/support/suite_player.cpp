#include "support/suite_player.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include "adapters/client/sender.hpp"
#include "adapters/compare/code_words.hpp"
#include "adapters/compare/outcomes.hpp"
#include "adapters/rest/client_answer.hpp"
#include "adapters/soap/client_answer.hpp"
#include "server/compare/step_request.hpp"
#include "support/client_messages.hpp"

namespace uag::test {
namespace {

using client::CallResult;
using compare::Identity;
using compare::Step;
using compare::Suite;

rest::ClientFace face_of_rest(compare::Wire wire) {
    if (wire == compare::Wire::xml) return {rest::BodyFormat::xml, rest::DataFormat::application_xml};
    if (wire == compare::Wire::form) return {rest::BodyFormat::form, rest::DataFormat::json};
    return {};
}

class SuitePlay {
public:
    SuitePlay(const Suite& suite, GatewayFixture& gateway, compare::Face face, std::string_view run_name)
        : suite_(suite), gateway_(gateway), face_(face) {
        scope_.run_name = run_name;
        scope_.run_password = Secret(std::string_view("Tallow-crane 41 under moss"));
        scope_.run_other_password = Secret(std::string_view("Quartz-heron 83 over clay"));
        scope_.user = "ADM0";
        scope_.password = Secret(std::string_view("Adm0-demo-only"));
    }

    PlayedSuite play() {
        PlayedSuite played;
        // Results must stay where they are: the scope points at them.
        played.steps.reserve(suite_.steps.size());
        for (const Step& step : suite_.steps) play_step(step, played.steps.emplace_back());
        return played;
    }

private:
    bool is_there(const std::vector<std::string>& needs) const {
        return std::ranges::all_of(needs, [&](const std::string& name) {
            const auto found = scope_.answers.find(name);
            return found != scope_.answers.end() && found->second->kind == CallResult::Kind::success;
        });
    }

    void play_step(const Step& step, PlayedStep& out) {
        out.step = &step;
        const Identity& caller = suite_.identities[step.as];
        const bool can_say = compare::has_operation(face_, *step.operation) && !unplayed_.contains(step.reads_back);
        if (!can_say || !is_there(step.needs) || !is_there(caller.needs)) {
            const bool is_meant =
                !can_say || step.is_cleanup || lacks_operation(step.needs) || lacks_operation(caller.needs);
            if (!is_meant) out.complaint = "what it needs did not succeed";
            return leave_out(step, out);
        }
        Result<Object> request = compare::make_request(suite_, step, scope_);
        if (!request.has_value()) {
            out.complaint = request.error().public_text.english();
            return;
        }
        client::Sender sender;
        if (const std::string why = log_in(caller, sender); !why.empty()) {
            // Over SOAP who is not logged in has nothing to call with.
            const bool is_meant = step.expect && step.expect->codes == std::vector{errc::session};
            if (!is_meant) out.complaint = why;
            return;
        }
        client::Written written = write(*step.operation, request->get(), sender);
        wipe_secrets(step.operation->request(), request->get());
        if (!written.has_value()) return leave_out(step, out);
        out.result.emplace(call(*step.operation, *written));
        out.complaint = judge(step, *out.result);
        if (!step.save.empty()) scope_.answers[step.save] = &*out.result;
    }

    void leave_out(const Step& step, PlayedStep& out) {
        out.is_applicable = false;
        unplayed_.insert(step.name);
        unknown_.push_back(step.save);
    }

    bool lacks_operation(const std::vector<std::string>& needs) const {
        return std::ranges::any_of(
            needs, [&](const std::string& name) { return std::ranges::find(unknown_, name) != unknown_.end(); });
    }

    static std::string judge(const Step& step, const CallResult& result) {
        if (result.kind == CallResult::Kind::unreadable || !result.findings.empty())
            return "breaks the contract: " + told(result.findings) + result.raw.body.substr(0, 300);
        if (!step.expect) return {};
        const compare::Expectation& expected = *step.expect;
        const bool is_success = result.kind == CallResult::Kind::success;
        const bool is_code = expected.codes.empty() || std::ranges::any_of(expected.codes, [&](errc code) {
                                 return result.failure.codes.contains(code);
                             });
        if (expected.is_success ? is_success : !is_success && is_code) return {};
        std::string text = outcome_of(result) + " in place of ";
        if (expected.is_success) text += "success";
        for (const errc code : expected.codes) text += std::string(compare::word_of(code)) + ' ';
        return text + " (" + result.failure.message + ')';
    }

    std::string log_in(const Identity& caller, client::Sender& sender) {
        switch (caller.kind) {
            case Identity::Kind::nobody: return {};
            case Identity::Kind::stranger:
                sender.evidence = ticket("7T:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
                return {};
            case Identity::Kind::target:
                sender.evidence = ticket(ticket_of(scope_.user, scope_.password.reveal()));
                return {};
            default: break;
        }
        const Result<compare::Credentials> made = compare::make_credentials(suite_, caller, scope_);
        if (!made.has_value()) return made.error().public_text.english();
        if (caller.kind == Identity::Kind::ticket) {
            sender.evidence = ticket(made->ticket.reveal());
            return {};
        }
        const std::string given = ticket_of(made->user, made->password.reveal());
        if (given.empty() && face_.is_rest())
            sender.evidence = {Evidence::Kind::basic, made->user, made->password};
        else if (given.empty())
            return "identity " + caller.name + " cannot log in";
        else
            sender.evidence = ticket(given);
        return {};
    }

    static Evidence ticket(std::string_view text) { return {Evidence::Kind::ticket, {}, Secret(text)}; }

    std::string ticket_of(std::string_view user, std::string_view password) {
        std::string& known = tickets_[std::string(user) + '\n' + std::string(password)];
        if (known.empty()) known = gateway_.ticket(user, password);
        return known;
    }

    soap::ClientFace soap_face() const {
        return {face_.version, face_.is_soap12 ? soap::SoapVersion::soap12 : soap::SoapVersion::soap11};
    }

    client::Written write(const Operation& operation, const void* request, const client::Sender& sender) const {
        return face_.is_rest() ? rest::write_request(operation, request, face_of_rest(face_.wire), sender)
                               : soap::write_request(operation, request, soap_face(), sender);
    }

    CallResult call(const Operation& operation, const client::Request& request) {
        client::Response response =
            response_of(gateway_.send(request.method, '/' + request.path, request.fields, request.body));
        return face_.is_rest() ? rest::read_answer(operation, face_of_rest(face_.wire), std::move(response))
                               : soap::read_answer(operation, soap_face(), std::move(response));
    }

    const Suite& suite_;
    GatewayFixture& gateway_;
    compare::Face face_;
    compare::Scope scope_;
    std::vector<std::string> unknown_;  // kept answers that this face cannot have
    std::set<std::string> unplayed_;    // steps that it cannot play
    std::map<std::string, std::string> tickets_;
};

}  // namespace

std::string PlayedSuite::complaints() const {
    std::string text;
    for (const PlayedStep& each : steps)
        if (!each.complaint.empty())
            text += compare::text_of(each.step->where) + ": " + each.step->name + ": " + each.complaint + '\n';
    return text;
}

PlayedSuite play_suite(const compare::Suite& suite, GatewayFixture& gateway, compare::Face face,
                       std::string_view run_name) {
    return SuitePlay(suite, gateway, face, run_name).play();
}

std::string differences(const Play& left, const Play& right) {
    const compare::Pseudonyms pseudonyms{Secret(std::string_view("key"))};
    compare::Pairs pairs;
    compare::Rules rules;
    pairs.add_name(std::string(left.run_name), std::string(right.run_name));
    compare::Run run{pseudonyms, pairs, rules};
    std::string text;
    for (std::size_t i = 0; i < left.played.steps.size(); ++i) {
        const PlayedStep& one = left.played.steps[i];
        const PlayedStep& other = right.played.steps[i];
        if (!one.result || !other.result) continue;
        compare::Settings settings{{left.face}, {right.face}};
        settings.makes_ids = one.step->effect != Effect::read;
        compare::Comparison comparison;
        compare::compare_outcomes(*one.result, *other.result, settings, run, comparison);
        for (const compare::PathResult& result : comparison.results())
            if (result.status == compare::Status::different)
                text += one.step->name + ' ' + result.path + ": " + std::string(name_of(result.aspect)) + ' ' +
                        result.left + " | " + result.right + " (" + result.reason + ")\n";
    }
    return text;
}

std::string outcome_of(const client::CallResult& result) {
    switch (result.kind) {
        case CallResult::Kind::success: return "success";
        case CallResult::Kind::error: return compare::words_of(result.failure.codes);
        case CallResult::Kind::unreadable: break;
    }
    return "unreadable";
}

}  // namespace uag::test
