// Whether an associate is there to take requests, with a message for those who ask.
#include <algorithm>

#include "core/agent/fields.hpp"
#include "core/agent/users.hpp"

namespace uag {
namespace {

bool is_known(EjUserStatus status) {
    const auto members = type_of<EjUserStatus>().members;
    return std::any_of(members.begin(), members.end(),
                       [&](const EnumMember& member) { return member.value == static_cast<std::int32_t>(status); });
}

UserPresenceStatus status_of(const PresenceRecord& presence) {
    UserPresenceStatus status;
    status.status = presence.status;
    status.message = presence.message;
    return status;
}

}  // namespace

Task<Result<Box<UserPresenceStatus>>> Users::get_user_presence_status(const Context&,
                                                                      const AssociateIdRequest& request) {
    const auto read = [&](Rows& rows) -> Result<Box<UserPresenceStatus>> {
        const Result<std::optional<UserEntry>> user = rows.user(request.associate_id);
        if (!user.has_value()) return user.error();
        if (!user->has_value()) return Box<UserPresenceStatus>::nil();
        const Result<std::optional<PresenceRecord>> presence = rows.presence(request.associate_id);
        if (!presence.has_value()) return presence.error();
        return Box<UserPresenceStatus>(status_of(presence->value_or(PresenceRecord{})));
    };
    co_return co_await read_rows(store_, read);
}

Task<Result<Box<UserPresenceStatus>>> Users::set_user_presence_status(const Context& context,
                                                                      const SetUserPresenceStatusRequest& request) {
    if (!request.user_presence_status.has_value())
        co_return wrong_argument("UserPresenceStatus", "A presence status is needed.");
    const UserPresenceStatus& sent = *request.user_presence_status;
    const auto set = [&](Change& change) -> Result<Box<UserPresenceStatus>> {
        const Result<std::optional<UserEntry>> user = change.rows.user(request.associate_id);
        if (!user.has_value()) return user.error();
        if (!user->has_value()) return fail(errc::not_found, "The associate does not exist.");
        FieldErrors errors;
        if (!is_known(sent.status)) errors.add("Status", "There is no such status.");
        const PresenceRecord presence{sent.status, errors.text("Message", sent.message.text, max_text)};
        const Result<void> judged = errors.result();
        if (!judged.has_value()) return judged.error();
        const Result<std::optional<PresenceRecord>> stored = change.rows.presence(request.associate_id);
        if (!stored.has_value()) return stored.error();
        if (*stored == presence) {
            change.nothing_new();
            return Box<UserPresenceStatus>(status_of(presence));
        }
        const Result<void> put = change.rows.put_presence(request.associate_id, presence);
        if (!put.has_value()) return put.error();
        change.done(request.associate_id, associate_subject((*user)->identity.associate.name), "presence set");
        return Box<UserPresenceStatus>(status_of(presence));
    };
    co_return co_await changes_.run(context, set);
}

}  // namespace uag
