// Whether a name could be given to an associate.
#include "core/security/names.hpp"

#include "core/agent/user_agent.hpp"

namespace uag {
namespace {

std::optional<Message> refuse_other(const std::vector<std::int32_t>& called, std::int32_t associate_id) {
    if (is_in_use(called, associate_id)) return label("The name is already in use.");
    return std::nullopt;
}

}  // namespace

Task<Result<std::optional<Message>>> UserAgent::refuse_name(const UserNameCandidateRequest& request) {
    if (auto reason = judge_name(request.user_name.text)) co_return reason;
    if (const auto known = names_.known(request.user_name.text)) co_return refuse_other(*known, request.associate_id);
    const auto called = co_await names_.called(request.user_name.text);
    if (!called.has_value()) co_return called.error();
    co_return refuse_other(*called, request.associate_id);
}

Task<Result<bool>> UserAgent::is_user_name_valid(const Context&, const UserNameCandidateRequest& request) {
    const auto reason = co_await refuse_name(request);
    if (!reason.has_value()) co_return reason.error();
    co_return !reason->has_value();
}

Task<Result<Box<UserValidationResult>>> UserAgent::is_user_name_valid_with_reason(
    const Context&, const UserNameCandidateRequest& request) {
    auto reason = co_await refuse_name(request);
    if (!reason.has_value()) co_return reason.error();
    UserValidationResult result;
    result.base.field_properties.presence = Presence::value;
    result.result = !reason->has_value();
    result.reason = reason->has_value() ? String(std::move(**reason)) : String("");
    co_return Box<UserValidationResult>(std::move(result));
}

}  // namespace uag
