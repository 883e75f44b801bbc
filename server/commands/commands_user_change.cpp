// `useragentd user disable|enable|role|passwd|unlock`.
#include <iostream>
#include <set>

#include "core/agent/user_agent.hpp"
#include "core/base/text.hpp"
#include "core/security/names.hpp"
#include "core/security/recorded_name.hpp"
#include "core/security/stored_failures.hpp"
#include "core/security/throttle.hpp"
#include "core/security/throttle_key.hpp"
#include "server/commands/commands_user.hpp"
#include "server/commands/terminal.hpp"

namespace uag {
namespace {

Result<void> retire(const CommandLine& line, const std::string& name, std::string_view operation, bool retired) {
    const auto core = LocalCore::open(line, operation);
    if (!core.has_value()) return core.error();
    const auto found = find_user(**core, name);
    if (!found.has_value()) return found.error();
    const AssociateRecord& associate = found->identity.associate;
    const MakeRetiredRequest request{associate.id, retired};
    const auto done = run_local((*core)->users().make_retired((*core)->context(), request));
    if (!done.has_value()) return about_option(done.error(), "Role", in_quotes(associate.name));
    std::cout << "associate " << associate.id << ' ' << in_quotes(associate.name)
              << (retired ? " disabled; their tickets and tokens have ended\n" : " enabled\n");
    return {};
}

Result<void> require_change(LocalCore& core, std::int32_t associate_id) {
    const UserIdRequest wanted{associate_id};
    auto user = run_local(core.users().get_user(core.context(), wanted));
    if (!user.has_value()) return user.error();
    const ExecuteUserCommandRequest request{"require-password-change", CommandActionResult::implicit, std::move(*user)};
    const auto done = run_local(core.users().execute_user_command(core.context(), request));
    if (!done.has_value()) return done.error();
    return {};
}

// Whose log-ins fail from there keep their own counters: those end by their names.
Result<void> unlock_source(LocalCore& core, const std::string& address) {
    const std::string source = throttle_source(address);
    if (source == "unknown" && address != source) return refused(in_quotes(address) + " is no IPv4 or IPv6 address");
    std::int32_t cleared = 0;
    const auto done = core.change([&](Change& change) -> Result<void> {
        for (const std::string& counted : {source, link_source(source)}) {
            const auto count = clear_failures(change.rows, source_key(counted), change.stamp.when);
            if (!count.has_value()) return count.error();
            cleared += *count;
        }
        change.done(0, "source " + source, "throttling cleared");
        return {};
    });
    if (!done.has_value()) return done.error();
    std::cout << cleared << (cleared == 1 ? " counter" : " counters") << " of source " << source << " forgotten\n";
    return {};
}

}  // namespace

Result<void> disable_user(const CommandLine& line, const UserOptions& options) {
    return retire(line, options.name, "user disable", true);
}

Result<void> enable_user(const CommandLine& line, const UserOptions& options) {
    return retire(line, options.name, "user enable", false);
}

Result<void> set_user_role(const CommandLine& line, const UserOptions& options) {
    const auto core = LocalCore::open(line, "user role");
    if (!core.has_value()) return core.error();
    const auto found = find_user(**core, options.name);
    if (!found.has_value()) return found.error();
    const auto role = find_role(**core, options.role);
    if (!role.has_value()) return role.error();
    const UserIdRequest wanted{found->identity.associate.id};
    auto user = run_local((*core)->users().get_user((*core)->context(), wanted));
    if (!user.has_value()) return user.error();
    if (!user->has_value()) return fail_in_english(errc::not_found, "there is no associate " + in_quotes(options.name));
    UserRequest request{std::move(*user)};
    Role& carrier = request.user->role.emplace();
    carrier.id = role->role.id;
    carrier.value = role->role.name;
    const auto saved = run_local((*core)->users().save_user((*core)->context(), request));
    if (!saved.has_value()) return saved.error();
    std::cout << "associate " << wanted.user_id << ' ' << in_quotes(found->identity.associate.name) << " has role "
              << in_quotes(role->role.name) << " now\n";
    return {};
}

Result<void> set_user_password(const CommandLine& line, const UserOptions& options) {
    const auto core = LocalCore::open(line, "user passwd");
    if (!core.has_value()) return core.error();
    const auto found = find_user(**core, options.name);
    if (!found.has_value()) return found.error();
    const AssociateRecord& associate = found->identity.associate;
    const auto password = read_new_password(options.password_file, associate.name);
    if (!password.has_value()) return password.error();
    SetPasswordRequest request{associate.id, password->reveal()};
    const auto changed = run_local((*core)->agent().set_password((*core)->context(), request));
    wipe(request.password.text);
    if (!changed.has_value()) return password_error(changed.error());
    if (options.must_change)
        if (auto required = require_change(**core, associate.id); !required.has_value()) return required;
    const auto after = find_user(**core, options.name);
    if (!after.has_value()) return after.error();
    const auto& was = found->identity.password;
    const auto& is = after->identity.password;
    const bool same = was && is && was->revision == is->revision;
    std::cout << "password of " << in_quotes(associate.name)
              << (same ? " is the one that was set already; nothing changed\n"
                       : " changed; their tickets and tokens have ended\n");
    return {};
}

// Failures are counted under what was typed: any name of the associate's, or one that nobody has.
Result<void> unlock_user(const CommandLine& line, const UserOptions& options) {
    const auto core = LocalCore::open(line, "user unlock");
    if (!core.has_value()) return core.error();
    if (!options.source.empty()) return unlock_source(**core, options.source);
    const auto found = find_user(**core, options.name);
    if (!found.has_value() && found.error().code != errc::not_found) return found.error();
    std::set<std::string> names{folded_name(options.name)};
    if (found.has_value()) names.merge(account_names(found->identity));
    const std::int32_t id = found.has_value() ? found->identity.associate.id : 0;
    const std::string subject =
        found.has_value() ? associate_subject(found->identity.associate.name) : "name " + recorded_name(*names.begin());
    std::int32_t cleared = 0;
    const auto done = (*core)->change([&](Change& change) -> Result<void> {
        for (const std::string& name : names) {
            const auto count = clear_failures(change.rows, name, change.stamp.when);
            if (!count.has_value()) return count.error();
            cleared += *count;
        }
        if (id == 0 && cleared == 0) return found.error();
        change.done(id, subject, "throttling cleared");
        return {};
    });
    if (!done.has_value()) return done.error();
    std::cout << cleared << (cleared == 1 ? " counter" : " counters") << " of failed log-ins forgotten\n";
    return {};
}

}  // namespace uag
