// `useragentd audit`: what is remembered of log-ins, denials and changes, newest last.
#include <array>
#include <charconv>

#include "core/base/datetime.hpp"
#include "core/base/text.hpp"
#include "server/commands/commands_common.hpp"
#include "server/log/audit_log.hpp"

namespace uag {
namespace {

constexpr std::array<AuditKind, 5> kinds{AuditKind::login, AuditKind::login_failed, AuditKind::denied,
                                         AuditKind::change, AuditKind::throttled};
constexpr std::array<Column, 8> audit_columns{{{"when", "WHEN"},
                                               {"kind", "KIND"},
                                               {"count", "COUNT"},
                                               {"operation", "OPERATION"},
                                               {"actor", "ACTOR"},
                                               {"source", "SOURCE"},
                                               {"subject", "SUBJECT"},
                                               {"detail", "DETAIL"}}};

struct AuditOptions {
    std::string kind;
    std::string operation;
    std::string actor;
    std::string subject;
    std::string source;
    std::string since;
    std::string until;
    std::int32_t limit = AuditFilter{}.limit;
    bool json = false;
};

/// "90s", "15m", "6h", "30d", "2w": so long before now.
std::optional<TimePoint> time_ago(std::string_view text, TimePoint now) {
    constexpr std::array<std::pair<char, std::int64_t>, 5> units{
        {{'s', 1}, {'m', 60}, {'h', 3600}, {'d', 86'400}, {'w', 604'800}}};
    constexpr std::int64_t most = 1'000'000;
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || number < 0 || number > most || end + 1 != text.data() + text.size())
        return std::nullopt;
    for (const auto& [unit, seconds] : units)
        if (*end == unit) return now - std::chrono::seconds(number * seconds);
    return std::nullopt;
}

Result<std::optional<TimePoint>> time_of(const std::string& option, const std::string& text, TimePoint now) {
    if (text.empty()) return std::optional<TimePoint>{};
    if (const auto ago = time_ago(text, now)) return ago;
    if (const auto date = parse_datetime(text)) return std::optional(to_time_point(*date));
    return refused(option +
                   " must be a time as 2024-05-01T10:20:30Z or 2024-05-01, in UTC unless it says otherwise, or "
                   "so long ago: 15m, 6h, 30d");
}

Result<AuditFilter> filter_of(const AuditOptions& options) {
    const TimePoint now = SystemClock{}.now();
    AuditFilter filter;
    for (const AuditKind kind : kinds)
        if (name_of(kind) == options.kind) filter.kind = kind;
    filter.operation = options.operation;
    filter.actor = folded_name(options.actor);
    filter.subject = folded_name(options.subject);
    filter.source = options.source;
    const auto since = time_of("--since", options.since, now);
    if (!since.has_value()) return since.error();
    const auto until = time_of("--until", options.until, now);
    if (!until.has_value()) return until.error();
    filter.since = *since;
    filter.until = *until;
    filter.limit = options.limit;
    return filter;
}

Record record_of(const AuditEvent& event) {
    return {{"id", event.id},         {"when", time_value(event.when)}, {"kind", name_of(event.kind)},
            {"count", event.count},   {"operation", event.operation},   {"actor_id", event.actor_id},
            {"actor", event.actor},   {"subject_id", event.subject_id}, {"subject", event.subject},
            {"source", event.source}, {"protocol", event.protocol},     {"request_id", event.request_id},
            {"detail", event.detail}};
}

Result<void> print_audit(const CommandLine& line, const AuditOptions& options) {
    const auto filter = filter_of(options);
    if (!filter.has_value()) return filter.error();
    const auto core = LocalCore::open(line, "audit");
    if (!core.has_value()) return core.error();
    const auto events = (*core)->read([&](Rows& rows) { return rows.events(*filter); });
    if (!events.has_value()) return events.error();
    Values records;
    for (const AuditEvent& event : *events) records.emplace_back(record_of(event));
    show(options.json, audit_columns, records);
    return {};
}

}  // namespace

void add_audit_command(Command& app, CommandLine& line) {
    const auto options = std::make_shared<AuditOptions>();
    Command audit = add_command(
        app, line, "audit",
        "Print log-ins, denials and changes, the newest last; what a running service counts comes a second later",
        "audit --kind denied --since 6h");
    std::vector<std::string> words;
    for (const AuditKind kind : kinds) words.emplace_back(name_of(kind));
    audit.option("--kind", options->kind, "only these").one_of(words);
    audit.option("--operation", options->operation, "as SaveUser, or a command as \"user add\"").type_name("NAME");
    audit.option("--actor", options->actor, "who did it; a command's is \"os:\" and the system's user")
        .type_name("NAME");
    audit.option("--subject", options->subject, "to whom or what, a part of it: \"tje0\", \"role Sales\"")
        .type_name("TEXT");
    audit.option("--source", options->source, "IP address").type_name("ADDRESS");
    audit
        .option("--since", options->since, "not before: 2024-05-01T10:20:30Z, 2024-05-01, or so long ago: 15m, 6h, 30d")
        .type_name("TIME");
    audit.option("--until", options->until, "before this, in the same forms").type_name("TIME");
    audit.option("--limit", options->limit, "the newest so many; 0 is all").not_negative().show_default();
    audit.flag("--json", options->json, "as JSON");
    when_chosen(audit, line, options, print_audit);
}

}  // namespace uag
