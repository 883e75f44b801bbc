#include "server/compare/seat.hpp"

#include <utility>

#include "adapters/client/findings.hpp"
#include "server/compare/learn.hpp"

namespace uag::compare {
namespace {

using client::CallResult;

// Whether the target's protocol and version have the operation at all; empty: they do.
std::string why_not(const Operation& operation, const TargetFace& face) {
    if (has_operation(answers_of(face), operation)) return {};
    if (face.is_rest) return "the WebAPI has no SoPrincipal";
    if (operation.service == Service::archive) return "SOAP has no Archive agent here";
    return name_of(answers_of(face)) + " has no such operation";
}

// Wipes what a request had of secrets, however the step ends.
class Wiped {
public:
    Wiped(const Operation& operation, void* request) : type_(operation.request()), request_(request) {}
    ~Wiped() { wipe_secrets(type_, request_); }
    Wiped(const Wiped&) = delete;
    Wiped& operator=(const Wiped&) = delete;

private:
    const TypeInfo& type_;
    void* const request_;
};

}  // namespace

Seat::Seat(const Target& target, RunNames names, Secret made_up_ticket, Pseudonyms& pseudonyms,
           const std::atomic<bool>& stopping)
    : connection_(target, stopping),
      names_(std::move(names)),
      made_up_ticket_(std::move(made_up_ticket)),
      pseudonyms_(pseudonyms) {
    scope_.run_name = names_.name;
    scope_.run_password = names_.password;
    scope_.run_other_password = names_.other_password;
    scope_.user = target.log_in.user;
    scope_.password = target.log_in.password;
    for (const Secret* const secret : {&names_.password, &names_.other_password, &made_up_ticket_})
        pseudonyms_.learn(secret->reveal());
}

std::string Seat::log_in(OwnLogIns& log_ins) {
    LogInResult done = log_in_target(connection_, pseudonyms_, log_ins);
    if (!done.has_value()) return done.error();
    if (!done->refused) {
        own_ = std::move(done->evidence);
        return {};
    }
    const std::string& message = done->refused->result.failure.message;
    return "it does not let " + client::shown(target().log_in.user) + " log in" +
           (message.empty() ? std::string() : ": " + pseudonyms_.scrubbed(client::shown(message)));
}

void Seat::begin() {
    scope_.answers.clear();
    kept_.clear();
    logged_in_.clear();
}

std::string_view Seat::missing(const std::vector<std::string>& needs) const {
    for (const std::string& name : needs)
        if (!scope_.answers.contains(name)) return name;
    return {};
}

void Seat::keep(const Step& step, std::shared_ptr<const CallResult> result) {
    if (step.save.empty() || result == nullptr || result->kind != CallResult::Kind::success) return;
    const auto& kept = kept_[step.save] = std::move(result);
    scope_.answers[step.save] = kept.get();
}

Seat::Identified Seat::log_in_as(const Suite& suite, const Identity& identity, bool is_dry) {
    if (const auto known = logged_in_.find(identity.name); known != logged_in_.end()) return {known->second};
    const Result<Credentials> credentials = make_credentials(suite, identity, scope_);
    if (!credentials.has_value()) return {{}, credentials.error().public_text.english(), Played::How::left_out};
    if (identity.kind == Identity::Kind::ticket) return {evidence_of_ticket(credentials->ticket, pseudonyms_)};
    if (is_dry) {
        logged_in_.emplace(identity.name, Evidence{});
        return {.unsent = ticket_request(connection_, credentials->user, credentials->password)};
    }
    LogInResult done = uag::compare::log_in(connection_, credentials->user, credentials->password, pseudonyms_);
    if (!done.has_value()) return {{}, done.error(), Played::How::failed};
    if (done->refused) return {{}, {}, Played::How::answered, std::move(done->refused)};
    logged_in_.emplace(identity.name, done->evidence);
    return {std::move(done->evidence)};
}

Seat::Identified Seat::identify(const Suite& suite, const Identity& identity, bool is_dry) {
    switch (identity.kind) {
        case Identity::Kind::target: return {own_};
        case Identity::Kind::nobody: return {};
        case Identity::Kind::stranger: return {evidence_of_ticket(made_up_ticket_, pseudonyms_)};
        case Identity::Kind::log_in:
        case Identity::Kind::ticket: break;
    }
    return log_in_as(suite, identity, is_dry);
}

Played Seat::refused(const Step& step, LogInCall& call) const {
    Played played;
    played.how = Played::How::answered;
    played.sent = call.result.operation;
    played.is_log_in = true;
    played.request = std::move(call.request);
    played.request_face = played.answer_face =
        Face{Wire::soap, call.face.version, call.face.soap == soap::SoapVersion::soap12};
    played.result = std::make_shared<const CallResult>(refusal_of(std::move(call), *step.operation));
    return played;
}

Played Seat::play(const Suite& suite, const Step& step, bool is_dry) {
    Played played;
    const auto ends = [&](Played::How how, std::string why) {
        played.how = how;
        played.why = std::move(why);
        return std::move(played);
    };
    const TargetFace& face = target().face;
    played.sent = step.operation;
    played.request_face = requests_of(face);
    played.answer_face = answers_of(face);
    if (std::string why = why_not(*step.operation, face); !why.empty())
        return ends(Played::How::cannot_say, std::move(why));
    const Result<Object> request = make_request(suite, step, scope_);
    if (!request.has_value()) return ends(Played::How::left_out, request.error().public_text.english());
    const Wiped wiped(*step.operation, request->get());
    learn_secrets(step.operation->request(), request->get(), names_.name, pseudonyms_);

    Identified caller = identify(suite, suite.identities[step.as], is_dry);
    if (caller.refused) return refused(step, *caller.refused);
    if (!caller.why.empty()) return ends(caller.how, std::move(caller.why));
    played.log_in = std::move(caller.unsent);
    client::Written written =
        connection_.write(*step.operation, request->get(), connection_.sender(std::move(caller.evidence)));
    if (!written.has_value()) return ends(Played::How::cannot_say, written.error().path + ' ' + written.error().text);
    played.request = std::move(*written);
    if (is_dry) return ends(Played::How::written, {});
    const auto begin = std::chrono::steady_clock::now();
    auto response = connection_.send(played.request);
    played.duration = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begin);
    if (!response.has_value()) {
        using outbound::TransferFault;
        const TransferFault fault = response.error().fault;
        played.is_unreachable =
            fault == TransferFault::unreachable || fault == TransferFault::tls || fault == TransferFault::bad_address;
        return ends(Played::How::failed, response.error().text);
    }
    played.result = std::make_shared<const CallResult>(connection_.read(*step.operation, std::move(*response)));
    if (played.result->answer != nullptr)
        learn_secrets(step.operation->response(), played.result->answer.get(), names_.name, pseudonyms_);
    return ends(Played::How::answered, {});
}

}  // namespace uag::compare
