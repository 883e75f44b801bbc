#include "server/ops/local_core.hpp"

#include <pwd.h>
#include <unistd.h>

#include <array>

#include "server/ops/directory_file.hpp"

namespace uag {
namespace {

// The operating system's user: who is to answer for a change that was made at the machine.
std::string actor() {
    const uid_t id = ::getuid();
    std::array<char, 4096> buffer{};
    passwd entry{};
    passwd* found = nullptr;
    if (::getpwuid_r(id, &entry, buffer.data(), buffer.size(), &found) == 0 && found != nullptr)
        return std::string("os:") + found->pw_name;
    return "os:" + std::to_string(id);
}

Context local_context(std::string_view operation) {
    Context context;
    context.caller.name = actor();
    context.caller.rights = {true, true, true};
    context.operation = operation;
    return context;
}

}  // namespace

Result<CoreSettings> core_settings_of(const Config& config) {
    CoreSettings settings;
    settings.agent.policy = config.policy;
    settings.agent.installation = {config.identity.company, config.identity.serial,
                                   config.identity.netserver_version};
    for (const std::string& hex : config.application_tokens) {
        const std::optional<Digest> digest = digest_from_hex(hex);
        if (!digest)
            return fail(errc::invalid_argument, "application_tokens: each must be 64 hexadecimal digits.");
        settings.agent.application_tokens.push_back(*digest);
    }
    auto types = load_credential_types(config);
    if (!types.has_value()) return types.error();
    settings.agent.credential_types = std::move(*types);
    settings.agent.links.page = config.server.public_url + "/account/password-link";
    settings.agent.links.life = config.mail.link;
    settings.agent.links.language = config.mail.language;
    settings.sessions.ticket_idle = config.tickets.idle;
    settings.sessions.ticket_longest = config.tickets.absolute;
    settings.sessions.token_time = config.tickets.token;
    settings.basic.time = config.authentication.basic_cache;
    settings.throttle = config.throttle;
    return settings;
}

Task<Result<std::string>> HashingHere::hash(Secret password, HashPriority) {
    co_return hasher_.hash(password.reveal());
}

Task<Result<Verdict>> HashingHere::verify(std::string phc, Secret password, HashPriority) {
    co_return hasher_.verify(phc, password.reveal());
}

Task<Result<void>> HashingHere::verify_nothing(Secret password, HashPriority) {
    hasher_.verify_nothing(password.reveal());
    co_return Result<void>{};
}

Result<std::unique_ptr<LocalCore>> LocalCore::open(const CommandLine& line, std::string_view operation,
                                                   bool create) {
    const auto config = effective_config(line);
    if (!config.has_value()) return config.error();
    const auto settings = core_settings_of(*config);
    if (!settings.has_value()) return settings.error();
    auto store = open_database(*config, create);
    if (!store.has_value()) return store.error();
    return std::unique_ptr<LocalCore>(new LocalCore(*config, *settings, std::move(*store), operation));
}

Result<void> LocalCore::read_snapshot(const std::function<Result<void>(Rows&)>& work) {
    return run_local(store_->read_rows(work));
}

Result<void> LocalCore::change(const std::function<Result<void>(Change&)>& work) {
    return run_local(changes_.run(context_, work));
}

LocalCore::LocalCore(const Config& config, const CoreSettings& settings, std::unique_ptr<Store> store,
                     std::string_view operation)
    : store_(std::move(store)),
      hasher_(make_argon2_hasher(config.hash.cost, random_)),
      hashing_(*hasher_),
      box_(KeyRing{}, random_),
      core_(settings, CorePorts{*store_, clock_, random_, hashing_, box_, audit_}),
      changes_(*store_, clock_, core_.audit, core_.remembered, core_.names),
      context_(local_context(operation)) {}

}  // namespace uag
