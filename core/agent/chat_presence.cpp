// Presence as chat sees it: there or not, of many at once. Stored is what presence.cpp stores.
#include <map>

#include "core/agent/fields.hpp"
#include "core/agent/list_limit.hpp"
#include "core/agent/role_rules.hpp"
#include "core/agent/users.hpp"
#include "core/security/access.hpp"
#include "core/security/names.hpp"

namespace uag {
namespace {

constexpr std::int32_t most_present = 1000;
constexpr std::size_t most_set = 200;  // each takes three statements of the one writer

Result<std::optional<ChatPresence>> chat_presence_of(Rows& rows, std::int32_t id) {
    const Result<std::optional<UserEntry>> user = rows.user(id);
    if (!user.has_value()) return user.error();
    const Result<std::optional<PresenceRecord>> stored = rows.presence(id);
    if (!stored.has_value()) return stored.error();
    if (!user->has_value() || !stored->has_value()) return std::optional<ChatPresence>();
    const Identity& identity = (*user)->identity;
    if (identity.associate.deleted) return std::optional<ChatPresence>();
    ChatPresence shown;
    shown.base.field_properties.presence = Presence::value;
    shown.chat_topics.presence = Presence::value;
    shown.user_id = id;
    const std::string name = full_name(identity.person);
    shown.display_name = name.empty() ? identity.associate.name : name;
    shown.present = (*stored)->status == EjUserStatus::status_normal;
    return std::optional<ChatPresence>(std::move(shown));
}

struct PutPresence {
    std::int32_t id = 0;
    std::string name;
};

// Whose presence it was, if it is another now. The message stays: only whether somebody is there was said.
Result<std::optional<PutPresence>> put_chat_presence(Change& change, std::int32_t id, bool present) {
    Rows& rows = change.rows;
    const Caller& caller = change.context.caller;
    if (id != caller.associate_id && !caller.rights.users) return denied("the presence of others");
    const Result<std::optional<UserEntry>> user = rows.user(id);
    if (!user.has_value()) return user.error();
    if (!user->has_value()) return fail(errc::not_found, "The associate does not exist.");
    const Result<std::optional<PresenceRecord>> stored = rows.presence(id);
    if (!stored.has_value()) return stored.error();
    PresenceRecord presence = stored->value_or(PresenceRecord{});
    presence.status = present ? EjUserStatus::status_normal : EjUserStatus::status_not_available;
    if (*stored == presence) return std::optional<PutPresence>();
    const Result<void> put = rows.put_presence(id, presence);
    if (!put.has_value()) return put.error();
    return std::optional<PutPresence>({id, (*user)->identity.associate.name});
}

// Of one associate as SetUserPresenceStatus says it, of several by their ids.
void audit_presence(Change& change, const std::vector<PutPresence>& put) {
    if (put.empty()) return change.nothing_new();
    if (put.size() == 1) return change.done(put.front().id, associate_subject(put.front().name), "presence set");
    std::string detail = "presence set of";
    for (const PutPresence& each : put) (detail += &each == put.data() ? " " : ", ") += std::to_string(each.id);
    change.done(0, std::to_string(put.size()) + " associates", std::move(detail));
}

}  // namespace

Task<Result<List<Box<ChatPresence>>>> Users::chat_presence(const Context&) {
    const auto read = [&](Rows& rows) -> Result<List<Box<ChatPresence>>> {
        const Result<std::vector<std::int32_t>> ids = rows.associates_with_presence(most_present);
        if (!ids.has_value()) return ids.error();
        std::vector<Box<ChatPresence>> all;
        for (const std::int32_t id : *ids) {
            Result<std::optional<ChatPresence>> one = chat_presence_of(rows, id);
            if (!one.has_value()) return one.error();
            if (one->has_value()) all.emplace_back(std::move(**one));
        }
        return List<Box<ChatPresence>>(std::move(all));
    };
    co_return co_await read_rows(store_, read);
}

Task<Result<void>> Users::save_chat_presence(const Context& context, const ChatPresencesRequest& request) {
    const auto& sent = request.chat_presence;
    if (!sent.has_value()) co_return wrong_argument("ChatPresence", "A presence status is needed.");
    if (const auto fits = judge_count("ChatPresence", sent.items.size(), most_set); !fits.has_value())
        co_return fits.error();
    // A change leaves an event, and this is none.
    if (sent.items.empty()) co_return Result<void>{};
    std::map<std::int32_t, bool> wanted;  // what is said of somebody last holds
    for (const Box<ChatPresence>& one : sent.items) {
        if (!one.has_value()) co_return wrong_argument("ChatPresence", "A presence status is needed.");
        wanted[one->user_id] = one->present;
    }
    const auto set = [&](Change& change) -> Result<void> {
        std::vector<PutPresence> put;
        for (const auto& [id, present] : wanted) {
            Result<std::optional<PutPresence>> one = put_chat_presence(change, id, present);
            if (!one.has_value()) return one.error();
            if (one->has_value()) put.push_back(std::move(**one));
        }
        audit_presence(change, put);
        return {};
    };
    co_return co_await changes_.run(context, set);
}

}  // namespace uag
