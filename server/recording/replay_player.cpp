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

// The WebAPI's nearest to a log-in: what it gives is good until the session ends, as a ticket is.
const RestResource& current_token() {
    return *std::ranges::find(rest_resources(), std::string_view("User/currentToken"), &RestResource::path);
}

// Whether the recorded call was refused for its credentials: wrong ones may stay as wrong as they are.
bool was_nobody(const RecordedSide& left) {
    return left.result && left.result->kind == CallResult::Kind::error &&
           left.result->failure.codes.contains(errc::session);
}

bool has_succeeded(const std::optional<CallResult>& result) {
    return result && result->kind == CallResult::Kind::success;
}

// Null: the recorded call was no log-in that has let anybody in.
const std::string* given_ticket(const RecordedSide& left) {
    if (!is_log_in(*left.typed.operation) || !has_succeeded(left.result)) return nullptr;
    const auto& answer = *static_cast<const AuthenticateResponse*>(left.result->answer.get());
    if (!answer.authentication_succeeded || !answer.credentials.has_value()) return nullptr;
    return &answer.credentials->ticket.text;
}

std::string unknown_secret(std::string_view pseudonym) {
    return "needs the value of " + std::string(pseudonym) + ", which --secrets does not tell";
}

}  // namespace

ReplayPlayer::ReplayPlayer(const compare::Target& target, const KnownSecrets& secrets, compare::Pseudonyms& pseudonyms,
                           const std::atomic<bool>& stopping)
    : connection_(target, stopping),
      pseudonyms_(pseudonyms),
      counterpart_(secrets),
      omissions_(compare::requests_of(target.face), pseudonyms) {}

std::string ReplayPlayer::log_in(compare::OwnLogIns& log_ins) {
    compare::LogInResult done = compare::log_in_target(connection_, pseudonyms_, log_ins);
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
    // What was refused is asked for again: the password may have been changed.
    if (const auto found = logged_in_.find(key); was_right && found != logged_in_.end()) return {found->second};
    const Secret* const password = password_of(user, pseudonym, was_right);
    const Secret said = password != nullptr ? *password : Secret(std::string_view(pseudonym));
    compare::LogInResult done = compare::log_in(connection_, user, said, pseudonyms_);
    if (!done.has_value()) return {{}, How::failed, done.error()};
    if (done->refused) return {{}, How::answered, {}, std::move(done->refused)};
    logged_in_.insert_or_assign(key, done->evidence);
    return {std::move(done->evidence)};
}

ReplayPlayer::Identified ReplayPlayer::identify(const TypedRequest& typed, const RecordedSide& left) {
    const Evidence& shown = typed.sender.evidence;
    if (shown.kind == Evidence::Kind::none) return {};
    if (shown.kind == Evidence::Kind::web) return {{}, How::cannot_say, "was made with a page's session"};
    const std::string pseudonym(shown.secret.reveal());
    const bool is_basic = shown.kind == Evidence::Kind::basic;
    const bool was_right = !was_nobody(left);
    has_met_basic_ = has_met_basic_ || is_basic;
    const Secret* const real =
        is_basic ? password_of(shown.user_name, pseudonym, was_right) : counterpart_.known(pseudonym);
    const bool is_known = real != nullptr || !compare::is_pseudonym(pseudonym);
    // A ticket that was given where this target gives none: who it was given to logs in here. One that had ended stays
    // wrong where there is nothing that ends.
    const auto given = tickets_.find(pseudonym);
    if (!is_known && given != tickets_.end()) {
        if (given->second.here.kind != Evidence::Kind::none) return {given->second.here};
        if (was_right) return log_in_as(given->second.user, given->second.password, true);
    }
    if (!is_known && was_right) {
        if (own_.kind == Evidence::Kind::none) return {{}, How::unknown, unknown_secret(pseudonym)};
        return {own_};
    }
    if (is_basic && !target().face.is_rest) return log_in_as(shown.user_name, pseudonym, was_right);
    Evidence evidence{shown.kind, shown.user_name, real != nullptr ? *real : shown.secret};
    pseudonyms_.learn_password(evidence.user_name, evidence.secret.reveal());
    return {std::move(evidence)};
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
    const std::string* const ticket = given_ticket(left);
    if (ticket == nullptr || tickets_.size() >= most_bound_secrets) return;
    const auto& request = *static_cast<const AuthenticateUsernamePasswordRequest*>(typed.request.get());
    counterpart_.forget(*ticket);
    tickets_.insert_or_assign(*ticket, Given{request.user_name.text, request.password.text});
}

// A log-in that the target has no call for is made in its own way: it is remembered there who has failed, and what was
// given ends there as it did when it was recorded. Nothing of it is compared.
std::optional<std::string> ReplayPlayer::log_in_beside(const RecordedSide& left, const TypedRequest& here) {
    const auto& request = *static_cast<const AuthenticateUsernamePasswordRequest*>(here.request.get());
    compare::LogInResult done = compare::log_in(connection_, request.user_name.text,
                                                Secret(std::string_view(request.password.text)), pseudonyms_);
    if (!done.has_value()) return done.error();
    if (done->refused) return std::nullopt;
    Evidence evidence = std::move(done->evidence);
    if (evidence.kind == Evidence::Kind::basic)
        if (auto failure = ask_for_token(evidence)) return failure;
    const std::string* const ticket = given_ticket(left);
    const auto given = ticket == nullptr ? tickets_.end() : tickets_.find(*ticket);
    if (given != tickets_.end() && evidence.kind != Evidence::Kind::basic) given->second.here = std::move(evidence);
    return std::nullopt;
}

// Where the target gives none, the credentials stay what they are.
std::optional<std::string> ReplayPlayer::ask_for_token(Evidence& evidence) {
    const RestResource& row = current_token();
    const Operation& operation = operation_of(row);
    const Object nothing = make_object(operation.request());
    const client::Written asked =
        rest::write_request(row, nothing.get(), target().face.rest, connection_.sender(evidence));
    if (!asked.has_value()) return std::nullopt;
    auto response = connection_.send(*asked);
    if (!response.has_value()) return response.error().text;
    const CallResult result = connection_.read(operation, std::move(*response));
    if (result.kind != CallResult::Kind::success) return std::nullopt;
    const String& token = static_cast<const SecretAnswer*>(result.answer.get())->response;
    pseudonyms_.learn(token.text);
    if (!token.text.empty()) evidence = {Evidence::Kind::bearer, {}, Secret(std::string_view(token.text))};
    return std::nullopt;
}

void ReplayPlayer::learn_answer(const TypedRequest& typed, RecordedSide& left, const CallResult& right) {
    const Operation& operation = *typed.operation;
    // Whether this target takes it or not: what it is told later is what it was told here.
    if (has_succeeded(left.result)) counterpart_.bind_left(operation.request(), typed.request.get());
    if (right.kind != CallResult::Kind::success) return;
    compare::learn_secrets(operation.response(), right.answer.get(), {}, pseudonyms_);
    if (!has_succeeded(left.result)) return;
    counterpart_.bind_ids(operation.request(), typed.request.get());
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
    if (!caller.why.empty()) return end(caller.how, std::move(caller.why));
    replayed.sent = &operation;
    if (caller.refused) {
        replayed.sent = caller.refused->result.operation;
        replayed.request = std::move(caller.refused->request);
        replayed.result.emplace(compare::refusal_of(std::move(*caller.refused), operation));
        return end(How::answered, {});
    }

    client::Sender sender = connection_.sender(std::move(caller.evidence));
    if (sender.language.empty()) sender.language = typed.sender.language;
    sender.culture = typed.sender.culture;
    sender.wants_offsets = typed.sender.wants_offsets;
    if (sender.time_zone.empty() && left.result) sender.time_zone = left.result->time_zone;
    const std::string token(typed.sender.application_token.reveal());
    if (const Secret* const real = counterpart_.known(token)) sender.application_token = *real;
    remember_ticket(typed, left);
    // Read anew for each target: what one changes in it is no business of the next.
    const TypedRequest here = read_typed(recorded);
    counterpart_.rewrite(operation.request(), here.request.get());
    compare::learn_secrets(operation.request(), here.request.get(), {}, pseudonyms_);

    client::Written written = write(here, sender, left);
    if (!written.has_value()) {
        const auto failure = is_log_in(operation) ? log_in_beside(left, here) : std::nullopt;
        if (failure) return end(How::failed, *failure);
        return end(How::cannot_say, written.error().path + ' ' + written.error().text);
    }
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
