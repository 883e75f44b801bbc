#include "server/importing/asked_user.hpp"

#include "core/security/names.hpp"

namespace uag::importing {
namespace {

AskedUser not_answered(const Trouble& trouble) {
    AskedUser asked;
    if (trouble.is_of_this_call)
        asked.refusal = trouble.text;
    else
        asked.end = fail_in_english(errc::invalid_argument, trouble.text);
    return asked;
}

}  // namespace

AskedUser ask_for_user(Source& source, const ListedUser& listed) {
    AskedUser asked;
    auto user = source.ask<Box<User>>(user_operation("GetUser"), UserIdRequest{listed.id});
    if (!user.has_value()) return not_answered(user.error());
    asked.user = std::move(*user);
    if (!asked.user.has_value()) {
        asked.refusal = "is gone there since it was listed";
        return asked;
    }
    if (asked.user->associate_id != listed.id) {
        asked.end = fail_in_english(errc::invalid_argument, source.name() + ": GetUser answers about the user " +
                                                                std::to_string(asked.user->associate_id) +
                                                                " when asked for " + std::to_string(listed.id));
        return asked;
    }
    const Operation& presence = user_operation("GetUserPresenceStatus");
    if (!source.has(presence)) return asked;
    const auto status = source.ask<Box<UserPresenceStatus>>(presence, AssociateIdRequest{listed.id});
    if (!status.has_value()) return not_answered(status.error());
    if (status->has_value()) asked.presence = PresenceRecord{(*status)->status, kept_name((*status)->message.text)};
    return asked;
}

}  // namespace uag::importing
