#include "server/compare/dry_run.hpp"

#include <atomic>
#include <memory>
#include <optional>
#include <string_view>

#include "adapters/compare/masks.hpp"
#include "server/compare/keep_exchange.hpp"
#include "server/compare/seat.hpp"

namespace uag::compare {
namespace {

void append_request(const KeptMessage& message, std::string& out) {
    out += message.start + '\n';
    for (const auto& [name, value] : message.fields) out += name + ": " + value + '\n';
    if (!message.body.empty()) out += '\n' + message.body + '\n';
}

void append_log_in(const std::optional<client::Request>& request, Seat& seat, std::string_view who, const Masks& masks,
                   std::string& out) {
    if (!request) return;
    out += "# log-in, " + seat.target().name + ", of " + std::string(who) + '\n';
    append_request(
        keep_request(masks, *request, seat.connection().address_of(*request), &ticket_operation(), Wire::soap), out);
    out += '\n';
}

void append_step(const Suite& suite, const Step& step, Seat& seat, const Masks& masks, std::string& out) {
    const std::string& who = suite.identities[step.as].name;
    const Played played = seat.play(suite, step, true);
    append_log_in(played.log_in, seat, who, masks, out);
    out += "# " + suite.name + '.' + step.name + ", " + seat.target().name + ", as " + who + '\n';
    switch (played.how) {
        case Played::How::written:
            append_request(keep_request(masks, played.request, seat.connection().address_of(played.request),
                                        step.operation, played.request_face.wire),
                           out);
            break;
        case Played::How::left_out:
            out += std::string(step.operation->name) + " with what earlier answers give: " +
                   masks.body({step.operation, true, Wire::json}, "application/json", step.parameters) + '\n';
            break;
        default: out += "not applicable: " + masks.text(played.why) + '\n';
    }
    out += '\n';
}

}  // namespace

std::string dry_run(const std::vector<Target>& targets, const std::vector<Suite>& suites, const RunSeed& seed) {
    const std::atomic<bool> never{false};
    Pseudonyms pseudonyms(seed.pseudonym_key());
    const Masks masks(pseudonyms);
    std::vector<std::unique_ptr<Seat>> seats;
    for (const Target& target : targets)
        seats.push_back(
            std::make_unique<Seat>(target, seed.names_for(seats.size() + 1), seed.made_up_ticket(), pseudonyms, never));
    std::string out;
    for (const auto& seat : seats) {
        const LogIn& own = seat->target().log_in;
        pseudonyms.learn_password(own.user, own.password.reveal());
        append_log_in(own_ticket_request(seat->connection()), *seat, "its own user", masks, out);
    }
    for (const Suite& suite : suites) {
        for (const auto& seat : seats) seat->begin();
        for (const Step& step : suite.steps)
            for (const auto& seat : seats) append_step(suite, step, *seat, masks, out);
    }
    return out;
}

}  // namespace uag::compare
