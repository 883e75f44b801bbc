#include "server/importing/source.hpp"

#include <algorithm>

#include "adapters/client/findings.hpp"
#include "core/agent/operations.hpp"
#include "server/compare/log_in.hpp"

namespace uag::importing {
namespace {

using client::CallResult;
using client::Finding;
using client::FindingKind;

// A member that was read as something else, or not at all, would be stored as what it never was. What is more than the
// contract has, or is said in another order or by another header, changes no member.
bool spoils(const Finding& finding) {
    switch (finding.kind) {
        case FindingKind::missing_member: return !finding.path.starts_with("Header");
        case FindingKind::repeated_member:
        case FindingKind::wrong_type:
        case FindingKind::wrong_null:
        case FindingKind::wrong_namespace:
        case FindingKind::unreadable: return true;
        case FindingKind::left_out:
        case FindingKind::unknown_member:
        case FindingKind::wrong_order:
        case FindingKind::wrong_status:
        case FindingKind::wrong_media:
        case FindingKind::wrong_header:
        case FindingKind::wrong_syntax:
        case FindingKind::contradiction: break;
    }
    return false;
}

// The same will be said to every other call.
bool ends_all(const client::Failure& failure) {
    using enum errc;
    return std::ranges::any_of(std::array{session, access_denied, throttled, overloaded, storage},
                               [&](errc code) { return failure.codes.contains(code); }) &&
           !failure.codes.contains(not_found);
}

}  // namespace

const Operation& user_operation(std::string_view name) { return *find_operation(Service::user, name); }

Source::Source(const compare::Target& target, std::string name, compare::Pseudonyms& pseudonyms,
               const std::atomic<bool>& stopping)
    : connection_(target, stopping), name_(std::move(name)), pseudonyms_(pseudonyms) {}

std::string Source::face() const { return name_of(compare::answers_of(connection_.target().face)); }

Version Source::version() const { return connection_.target().face.version(); }

bool Source::has(const Operation& operation) const {
    return has_operation(compare::answers_of(connection_.target().face), operation);
}

Trouble Source::trouble(std::string text, bool is_of_this_call) const {
    return {name() + ": " + pseudonyms_.scrubbed(text), is_of_this_call};
}

Told<void> Source::log_in() {
    compare::OwnLogIns log_ins;
    compare::LogInResult done = log_in_target(connection_, pseudonyms_, log_ins);
    if (!done.has_value()) return trouble(done.error());
    if (done->refused) {
        const std::string& message = done->refused->result.failure.message;
        return trouble("it does not let " + client::shown(connection_.target().log_in.user) + " log in" +
                       (message.empty() ? std::string() : ": " + client::shown(message)));
    }
    evidence_ = std::move(done->evidence);
    return {};
}

Told<Object> Source::ask_for(const Operation& operation, const void* request) {
    const std::string operation_name(operation.name);
    const client::Written written = connection_.write(operation, request, connection_.sender(evidence_));
    if (!written.has_value())
        return trouble(operation_name + " cannot be asked: " + written.error().path + ' ' + written.error().text);
    auto response = connection_.send(*written);
    if (!response.has_value()) return trouble(response.error().text);
    CallResult result = connection_.read(operation, std::move(*response));
    if (result.kind == CallResult::Kind::error) {
        const std::string& said = result.failure.message.empty() ? result.failure.type : result.failure.message;
        const std::string why = said.empty() ? "status " + std::to_string(result.raw.status) : client::shown(said);
        return trouble(operation_name + " is refused: " + why, !ends_all(result.failure));
    }
    const auto& findings = result.findings.items();
    const auto spoilt = std::ranges::find_if(findings, spoils);
    if (result.kind == CallResult::Kind::unreadable || spoilt != findings.end() || result.findings.left_off() != 0) {
        std::string text = "what " + operation_name + " answers is not as the contract says";
        if (const auto shown = spoilt != findings.end() ? spoilt : findings.begin(); shown != findings.end())
            text += ": " + shown->path + ' ' + shown->text;
        return trouble(std::move(text), result.kind != CallResult::Kind::unreadable);
    }
    return std::move(result.answer);
}

}  // namespace uag::importing
