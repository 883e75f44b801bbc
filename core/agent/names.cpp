// Whether a name could be given to an associate.
#include "core/security/names.hpp"

#include "core/agent/user_agent.hpp"

namespace uag {

Task<Result<std::optional<std::string>>> UserAgent::refuse_name(const UserNameCandidateRequest& request) {
    if (auto reason = judge_name(request.user_name.text)) co_return reason;
    const auto owner = co_await names_.owner(request.user_name.text);
    if (!owner.has_value()) co_return owner.error();
    if (owner->has_value() && **owner != request.associate_id)
        co_return std::optional<std::string>("The name is already in use.");
    co_return std::optional<std::string>{};
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
    result.result = !reason->has_value();
    result.reason = String(reason->value_or(""));
    co_return Box<UserValidationResult>(std::move(result));
}

}  // namespace uag
