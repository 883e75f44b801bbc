// `useragentd ticket list|revoke`: tickets, access tokens and web sessions, told apart by the first digits of what is
// stored of them.
#include <algorithm>
#include <array>
#include <iostream>
#include <map>

#include "core/base/encoding.hpp"
#include "core/base/text.hpp"
#include "server/commands/commands_common.hpp"

namespace uag {
namespace {

constexpr std::size_t shown_digits = 12;
constexpr std::size_t fewest_digits = 6;
constexpr std::array<Column, 6> ticket_columns{{{"key", "KEY"},
                                                {"kind", "KIND"},
                                                {"associate", "ASSOCIATE"},
                                                {"issued", "ISSUED"},
                                                {"expires", "EXPIRES"},
                                                {"source", "SOURCE"}}};

struct TicketOptions {
    std::string user;
    std::string key;
    bool all = false;
    bool json = false;
};
using SharedTicketOptions = std::shared_ptr<TicketOptions>;

/// Of the stored SHA-256, from which nobody gets back to the ticket.
std::string digits_of(const SessionRecord& session, std::size_t digits = shown_digits) {
    return hex_encode(session.key).substr(0, digits);
}

std::string_view kind_word(SessionKind kind) {
    switch (kind) {
        case SessionKind::ticket: return "ticket";
        case SessionKind::access_token: return "token";
        case SessionKind::web: break;
    }
    return "web";
}

class AssociateNames {
public:
    explicit AssociateNames(Rows& rows) : rows_(rows) {}
    Result<std::string> of(std::int32_t id) {
        const auto known = names_.find(id);
        if (known != names_.end()) return known->second;
        const auto entry = rows_.user(id);
        if (!entry.has_value()) return entry.error();
        return names_[id] = entry->has_value() ? (*entry)->identity.associate.name : std::string{};
    }

private:
    Rows& rows_;
    std::map<std::int32_t, std::string> names_;
};

Result<void> list_tickets(const CommandLine& line, const TicketOptions& options) {
    const auto core = LocalCore::open(line, "ticket list");
    if (!core.has_value()) return core.error();
    std::int32_t associate_id = 0;
    if (!options.user.empty()) {
        const auto user = find_user(**core, options.user);
        if (!user.has_value()) return user.error();
        associate_id = user->identity.associate.id;
    }
    const TimePoint now = SystemClock{}.now();
    const auto records = (*core)->read([&](Rows& rows) -> Result<Values> {
        const auto sessions = rows.sessions(associate_id, now);
        if (!sessions.has_value()) return sessions.error();
        AssociateNames names(rows);
        Values all;
        for (const SessionRecord& session : *sessions) {
            const auto name = names.of(session.associate_id);
            if (!name.has_value()) return name.error();
            all.emplace_back(Record{{"key", digits_of(session)},
                                    {"kind", kind_word(session.kind)},
                                    {"associate_id", session.associate_id},
                                    {"associate", *name},
                                    {"issued", time_value(session.issued)},
                                    {"expires", time_value(session.expires)},
                                    {"ends", time_value(session.ends)},
                                    {"source", session.source},
                                    {"last_used", time_value(session.last_used)},
                                    {"device", session.device}});
        }
        return all;
    });
    if (!records.has_value()) return records.error();
    show(options.json, ticket_columns, *records);
    return {};
}

/// The one live session whose key begins so.
Result<SessionRecord> find_session(Rows& rows, TimePoint now, const std::string& digits) {
    const auto sessions = rows.sessions(0, now);
    if (!sessions.has_value()) return sessions.error();
    const auto begins = [&](const SessionRecord& session) { return digits_of(session, digits.size()) == digits; };
    const auto matching = std::ranges::count_if(*sessions, begins);
    if (matching == 0) return fail_in_english(errc::not_found, "there is no ticket or token " + in_quotes(digits));
    if (matching > 1)
        return refused(std::to_string(matching) + " tickets or tokens begin with " + in_quotes(digits) +
                       "; give more digits");
    return *std::ranges::find_if(*sessions, begins);
}

Result<void> revoke_one(LocalCore& core, std::string digits) {
    std::ranges::transform(digits, digits.begin(), ascii_lower);
    const bool is_hex = digits.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (!is_hex || digits.size() < fewest_digits || digits.size() > 64)
        return refused("KEY is at least " + std::to_string(fewest_digits) +
                       " hexadecimal digits, as ticket list shows them");
    return core.change([&](Change& change) -> Result<void> {
        const auto session = find_session(change.rows, change.stamp.when, digits);
        if (!session.has_value()) return session.error();
        AssociateNames names(change.rows);
        const auto name = names.of(session->associate_id);
        if (!name.has_value()) return name.error();
        const auto ended = change.rows.end_sessions_by_key(hex_encode(session->key));
        if (!ended.has_value()) return ended.error();
        change.done(session->associate_id, associate_subject(*name), "session " + digits_of(*session) + " ended");
        return {};
    });
}

/// Of one associate, or (id 0) of all; how many. Each associate gets an event of their own.
Result<std::size_t> revoke_all(LocalCore& core, std::int32_t associate_id) {
    std::size_t ended = 0;
    const auto done = core.change([&](Change& change) -> Result<void> {
        const auto sessions = change.rows.sessions(associate_id, change.stamp.when);
        if (!sessions.has_value()) return sessions.error();
        std::map<std::int32_t, std::size_t> counts;
        if (associate_id != 0) counts[associate_id] = 0;
        for (const SessionRecord& session : *sessions) ++counts[session.associate_id];
        AssociateNames names(change.rows);
        for (const auto& [id, count] : counts) {
            const auto name = names.of(id);
            if (!name.has_value()) return name.error();
            if (auto gone = change.rows.end_sessions(id, std::nullopt); !gone.has_value()) return gone.error();
            change.done(id, associate_subject(*name), std::to_string(count) + " sessions ended");
        }
        if (counts.empty()) change.done(0, "", "0 sessions ended");
        ended = sessions->size();
        return {};
    });
    if (!done.has_value()) return done.error();
    return ended;
}

Result<void> revoke_tickets(const CommandLine& line, const TicketOptions& options) {
    const int ways = (options.key.empty() ? 0 : 1) + (options.user.empty() ? 0 : 1) + (options.all ? 1 : 0);
    if (ways != 1) return refused("name one of KEY, --user or --all");
    const auto core = LocalCore::open(line, "ticket revoke");
    if (!core.has_value()) return core.error();
    std::size_t ended = 1;
    if (!options.key.empty()) {
        if (auto done = revoke_one(**core, options.key); !done.has_value()) return done;
    } else {
        std::int32_t associate_id = 0;
        if (!options.user.empty()) {
            const auto user = find_user(**core, options.user);
            if (!user.has_value()) return user.error();
            associate_id = user->identity.associate.id;
        }
        const auto done = revoke_all(**core, associate_id);
        if (!done.has_value()) return done.error();
        ended = *done;
    }
    std::cout << ended << (ended == 1 ? " ticket or token" : " tickets and tokens") << " ended\n";
    return {};
}

}  // namespace

void add_ticket_commands(Command& app, CommandLine& line) {
    const auto options = std::make_shared<TicketOptions>();
    Command ticket = app.subcommand("ticket", "Tickets and access tokens: list, revoke", "ticket list");
    ticket.require_subcommands(1, 1);

    Command list = add_command(ticket, line, "list", "List the live tickets and access tokens, oldest first",
                               "ticket list --user tje0");
    list.option("--user", options->user, "only of this associate").type_name("NAME|ID");
    list.flag("--json", options->json, "as JSON");
    when_chosen(list, line, options, list_tickets);

    Command revoke =
        add_command(ticket, line, "revoke", "End tickets and access tokens; a running service notices at once",
                    "ticket revoke --user tje0");
    CommandOption key =
        revoke.option("key", options->key, "first digits of its key, as ticket list shows them").type_name("KEY");
    CommandOption user = revoke.option("--user", options->user, "all of this associate").type_name("NAME|ID");
    CommandOption all = revoke.flag("--all", options->all, "all of everybody");
    user.excludes(key);
    all.excludes(key).excludes(user);
    when_chosen(revoke, line, options, revoke_tickets);
}

}  // namespace uag
