#include "server/recording/side.hpp"

#include <cstdlib>
#include <utility>

#include "adapters/http/http_date.hpp"
#include "core/base/time_zone.hpp"
#include "server/compare/keep_exchange.hpp"

namespace uag::recording {
namespace {

template <class Message> compare::KeptMessage kept_as_it_is(std::string start, const Message& message) {
    compare::KeptMessage kept;
    kept.start = std::move(start);
    kept.fields = message.fields;
    kept.body = message.body;
    return kept;
}

compare::Exchange exchange_of(const Recorded& recorded, const RecordedSide& side, const compare::Masks& masks) {
    compare::Exchange exchange = side.result ? compare::begin_exchange(masks, *side.result) : compare::Exchange{};
    if (recorded.request)
        exchange.request =
            kept_as_it_is(recorded.request->method + " /" + recorded.request->path + " HTTP/1.1", *recorded.request);
    if (recorded.answer)
        exchange.answer = kept_as_it_is("HTTP/1.1 " + std::to_string(recorded.answer->status), *recorded.answer);
    return exchange;
}

std::string step_name(const Recorded& recorded, const TypedRequest& typed) {
    std::string name = file_name(recorded.number, Part::request);
    name.resize(name.find('.'));
    if (typed.operation != nullptr) (name += ' ') += typed.operation->name;
    return name;
}

}  // namespace

const TimeZone& RecordedSide::zone() const {
    const TimeZone* const zone = result ? find_time_zone(result->time_zone) : nullptr;
    return zone == nullptr ? utc_zone() : *zone;
}

void as_operation(RecordedSide& side) {
    if (side.typed.resource == nullptr || !side.result) return;
    client::CallResult& result = *side.result;
    client::Findings findings;
    for (const client::Finding& finding : result.findings.items())
        if (!finding.path.ends_with("._Links")) findings.add(finding);
    result.findings = std::move(findings);
    const bool is_missing = side.typed.resource->missing && result.kind == client::CallResult::Kind::error &&
                            result.failure.codes.contains(errc::not_found);
    if (!is_missing) return;
    result.kind = client::CallResult::Kind::success;
    result.failure = {};
    result.answer = make_object(result.operation->response());
    const FieldInfo& nothing = result.operation->response().fields.front();
    if (nothing.type().kind == Kind::object)
        nothing.type().slot.clear(nothing.slot(result.answer.get()), Presence::nil);
    result.raw.status = 200;
}

RecordedSide read_side(const Recorded& recorded) {
    RecordedSide side;
    if (!recorded.request) {
        side.typed.unread = "is not there";
        side.why_no_result = "the recording has no request that can be read";
        return side;
    }
    TypedRequest typed = read_typed(*recorded.request);
    if (!recorded.answer)
        side.why_no_result = "the recording has no answer";
    else if (recorded.own_answer)
        side.why_no_result = "the target had not answered when it was recorded";
    else if (typed.operation == nullptr)
        side.why_no_result = "the operation is unknown";
    else
        side.result.emplace(read_typed_answer(typed, copy_of(*recorded.answer)));
    return RecordedSide{std::move(typed), std::move(side.result), std::move(side.why_no_result)};
}

compare::Case begin_case(const compare::Report& report, const Recorded& recorded, const TypedRequest& typed,
                         const compare::Masks& masks) {
    compare::Case found;
    found.suite = report.suites.front();
    found.step = step_name(recorded, typed);
    found.operation = typed.operation;
    if (found.operation == nullptr && recorded.request) found.operation_name = masks.address(recorded.request->path);
    if (found.operation != nullptr) found.effect = found.operation->effect;
    found.identity = typed.sender.evidence.user_name;
    return found;
}

compare::TargetCase target_of(const Recorded& recorded, const RecordedSide& side, const compare::Masks& masks) {
    compare::TargetCase target;
    target.state = side.result ? compare::TargetCase::State::played : compare::TargetCase::State::not_applicable;
    target.reason = side.why_no_result;
    target.exchange = exchange_of(recorded, side, masks);
    return target;
}

void forget_messages(compare::Case& found) {
    for (compare::TargetCase& target : found.targets) {
        if (!target.exchange) continue;
        // An assignment would keep the memory of the bodies.
        static_cast<void>(std::exchange(target.exchange->request, {}));
        static_cast<void>(std::exchange(target.exchange->answer, {}));
    }
}

std::optional<std::chrono::milliseconds> age_between(const client::Response& left, const client::Response& right) {
    const auto left_date = http::parse_http_date(left.field("Date"));
    const auto right_date = http::parse_http_date(right.field("Date"));
    if (!left_date || !right_date) return std::nullopt;
    return *right_date - *left_date;
}

void allow_age(std::chrono::milliseconds age, compare::Settings& settings) {
    settings.clock_ahead = age / 2;
    settings.stamp_tolerance += std::chrono::milliseconds(std::abs(age.count()) / 2 + 1);
}

}  // namespace uag::recording
