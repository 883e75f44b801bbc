#include "server/recording/replay_player.hpp"

#include <algorithm>

#include "adapters/client/findings.hpp"
#include "adapters/compare/pseudonyms.hpp"
#include "core/agent/operations.hpp"
#include "core/base/text.hpp"
#include "core/base/time_zone.hpp"
#include "core/contract/answers.hpp"
#include "core/contract/requests.hpp"
#include "server/compare/learn.hpp"

namespace uag::recording {
namespace {

using client::CallResult;
using How = Replayed::How;

bool is_log_in(const Operation& operation) {
    return operation.service == Service::so_principal && operation.name == "AuthenticateUsernamePassword";
}

// Whether the recorded call was refused for its credentials: wrong ones may stay as wrong as they are.
bool was_nobody(const RecordedSide& left) {
    return left.result && left.result->kind == CallResult::Kind::error &&
           left.result->failure.codes.contains(errc::session);
}

bool has_succeeded(const std::optional<CallResult>& result) {
    return result && result->kind == CallResult::Kind::success;
}

std::string unknown_secret(std::string_view pseudonym) {
    return "needs the value of " + std::string(pseudonym) + ", which --secrets does not tell";
}

}  // namespace

ReplayPlayer::ReplayPlayer(const compare::Target& target, const KnownSecrets& secrets, compare::Pseudonyms& pseudonyms,
                           const std::atomic<bool>& stopping)
    : connection_(target, stopping), pseudonyms_(pseudonyms), counterpart_(secrets) {}

std::string ReplayPlayer::log_in() {
    compare::LogInResult done = compare::log_in_target(connection_, pseudonyms_);
    if (!done.has_value()) return done.error();
    if (done->refused) return "refuses the log-in of " + client::shown(target().log_in.user);
    own_ = std::move(done->evidence);
    return {};
}

const TimeZone& ReplayPlayer::zone(const RecordedSide& left) const {
    return target().time_zone.empty() ? left.zone() : target().zone();
}

// The target's own password is known without --secrets. `was_right`: the recorded server has taken it.
const Secret* ReplayPlayer::password_of(const std::string& user, const std::string& pseudonym, bool was_right) {
    const compare::LogIn& own = target().log_in;
    if (was_right && !own.password.empty() && ascii_iequals(user, own.user))
        counterpart_.bind(pseudonym, own.password.reveal());
    return counterpart_.known(pseudonym);
}

ReplayPlayer::Identified ReplayPlayer::log_in_as(const std::string& user, const std::string& pseudonym,
                                                 bool was_right) {
    const auto key = std::pair(user, pseudonym);
    if (const auto found = logged_in_.find(key); found != logged_in_.end()) return found->second;
    const Secret* const password = password_of(user, pseudonym, was_right);
    const Secret said = password != nullptr ? *password : Secret(std::string_view(pseudonym));
    compare::LogInResult done = compare::log_in(connection_, user, said, pseudonyms_);
    if (!done.has_value()) return std::pair(How::failed, done.error());
    if (done->refused)
        return std::pair(How::cannot_say,
                         std::string("is preceded by a log-in at this target, which refuses these credentials"));
    logged_in_.emplace(key, done->evidence);
    return done->evidence;
}

ReplayPlayer::Identified ReplayPlayer::identify(const TypedRequest& typed, const RecordedSide& left) {
    const Evidence& shown = typed.sender.evidence;
    if (shown.kind == Evidence::Kind::none) return Evidence{};
    if (shown.kind == Evidence::Kind::web)
        return std::pair(How::cannot_say, std::string("was made with a page's session"));
    const std::string pseudonym(shown.secret.reveal());
    const bool is_basic = shown.kind == Evidence::Kind::basic;
    const bool was_right = !was_nobody(left);
    const Secret* const real =
        is_basic ? password_of(shown.user_name, pseudonym, was_right) : counterpart_.known(pseudonym);
    const bool is_known = real != nullptr || !compare::is_pseudonym(pseudonym);
    // A ticket that was given where this target gives none: who it was given to logs in here.
    const auto given = tickets_.find(pseudonym);
    if (!is_known && given != tickets_.end()) return log_in_as(given->second.first, given->second.second, true);
    if (!is_known && was_right) {
        if (own_.kind == Evidence::Kind::none) return std::pair(How::unknown, unknown_secret(pseudonym));
        return own_;
    }
    if (is_basic && !target().face.is_rest) return log_in_as(shown.user_name, pseudonym, was_right);
    Evidence evidence{shown.kind, shown.user_name, real != nullptr ? *real : shown.secret};
    pseudonyms_.learn(evidence.secret.reveal());
    return evidence;
}

// A log-in that succeeded needs the password; any other secret in a request may as well be its pseudonym.
std::optional<std::string> ReplayPlayer::judge_log_in(const TypedRequest& typed, const RecordedSide& left) {
    if (!is_log_in(*typed.operation)) return std::nullopt;
    const auto& request = *static_cast<const AuthenticateUsernamePasswordRequest*>(typed.request.get());
    if (!compare::is_pseudonym(request.password.text)) return std::nullopt;
    if (!has_succeeded(left.result)) return std::nullopt;
    const auto& answer = *static_cast<const AuthenticateResponse*>(left.result->answer.get());
    if (!answer.authentication_succeeded) return std::nullopt;
    if (password_of(request.user_name.text, request.password.text, true) != nullptr) return std::nullopt;
    return unknown_secret(request.password.text);
}

client::Written ReplayPlayer::write(const TypedRequest& typed, const client::Sender& sender, RecordedSide& left) const {
    const compare::TargetFace& face = target().face;
    if (face.is_rest && typed.resource != nullptr) {
        client::Written written = rest::write_request(*typed.resource, typed.request.get(), face.rest, sender);
        if (written.has_value()) return written;
    }
    as_operation(left);
    return connection_.write(*typed.operation, typed.request.get(), sender);
}

void ReplayPlayer::remember_ticket(const TypedRequest& typed, const RecordedSide& left) {
    if (!is_log_in(*typed.operation) || !has_succeeded(left.result)) return;
    const auto& request = *static_cast<const AuthenticateUsernamePasswordRequest*>(typed.request.get());
    const auto& answer = *static_cast<const AuthenticateResponse*>(left.result->answer.get());
    if (!answer.authentication_succeeded || !answer.credentials.has_value()) return;
    if (tickets_.size() >= most_bound_secrets) return;
    counterpart_.forget(answer.credentials->ticket.text);
    tickets_.insert_or_assign(answer.credentials->ticket.text,
                              std::pair(request.user_name.text, request.password.text));
}

void ReplayPlayer::learn_answer(const TypedRequest& typed, RecordedSide& left, const CallResult& right) {
    const Operation& operation = *typed.operation;
    // Whether this target takes it or not: what it is told later is what it was told here.
    if (has_succeeded(left.result)) counterpart_.bind_left(operation.request(), typed.request.get());
    if (right.kind != CallResult::Kind::success) return;
    compare::learn_secrets(operation.response(), right.answer.get(), {}, pseudonyms_);
    if (!has_succeeded(left.result)) return;
    counterpart_.unify(operation.response(), left.result->answer.get(), right.answer.get());
}

Replayed ReplayPlayer::play(const client::Request& recorded, RecordedSide& left) {
    Replayed replayed;
    const auto end = [&](How how, std::string why) {
        replayed.how = how;
        replayed.why = std::move(why);
        return std::move(replayed);
    };
    const TypedRequest& typed = left.typed;
    const Operation& operation = *typed.operation;
    if (const auto why = judge_log_in(typed, left)) return end(How::unknown, *why);
    Identified caller = identify(typed, left);
    if (!caller.has_value()) return end(caller.error().first, caller.error().second);

    client::Sender sender = connection_.sender(std::move(*caller));
    if (sender.language.empty()) sender.language = typed.sender.language;
    sender.culture = typed.sender.culture;
    if (sender.time_zone.empty() && left.result) sender.time_zone = left.result->time_zone;
    const std::string token(typed.sender.application_token.reveal());
    if (const Secret* const real = counterpart_.known(token)) sender.application_token = *real;
    remember_ticket(typed, left);
    // Read anew for each target: what one changes in it is no business of the next.
    const TypedRequest here = read_typed(recorded);
    counterpart_.rewrite(operation.request(), here.request.get());
    compare::learn_secrets(operation.request(), here.request.get(), {}, pseudonyms_);

    client::Written written = write(here, sender, left);
    if (!written.has_value()) return end(How::cannot_say, written.error().path + ' ' + written.error().text);
    replayed.request = std::move(*written);
    const auto sent = std::chrono::steady_clock::now();
    auto response = connection_.send(replayed.request);
    replayed.duration = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - sent);
    if (!response.has_value()) return end(How::failed, response.error().text);
    replayed.result.emplace(connection_.read(operation, std::move(*response)));
    replayed.how = How::answered;
    learn_answer(typed, left, *replayed.result);
    return replayed;
}

}  // namespace uag::recording
