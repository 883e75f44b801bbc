#include "server/commands/local_core.hpp"

#include <pwd.h>
#include <unistd.h>

#include <array>
#include <string>

#include "core/gateway/core.hpp"
#include "server/commands/commands_common.hpp"
#include "server/log/audit_log.hpp"
#include "server/setup/core_settings.hpp"
#include "server/setup/mail_setup.hpp"

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

/// Hashes on the calling thread.
class HashingHere final : public PasswordWork {
public:
    explicit HashingHere(PasswordHasher& hasher) : hasher_(hasher) {}

    Task<Result<std::string>> hash(Secret password, HashClaim) override { co_return hasher_.hash(password.reveal()); }
    Task<Result<Verdict>> verify(std::string phc, Secret password, HashClaim claim) override {
        co_return hasher_.verify(phc, password.reveal(), claim.at_least);
    }
    Task<Result<void>> verify_nothing(Secret password, HashClaim claim) override {
        hasher_.verify_nothing(password.reveal(), claim.at_least);
        co_return Result<void>{};
    }
    Task<Result<void>> judge(std::function<void()> judgement, HashClaim) override {
        judgement();
        co_return Result<void>{};
    }

private:
    PasswordHasher& hasher_;
};

}  // namespace

/// What a mailer is made with, so it is there before the rest.
struct LocalCore::Ground {
    const SystemClock clock;
    SystemRandom random;
    std::unique_ptr<Mailer> mailer{};
};

/// Everything that a command's core is put together from.
struct LocalCore::Parts {
    Parts(const Config& config, const CoreSettings& settings, std::unique_ptr<Ground> below,
          std::unique_ptr<Store> database, std::unique_ptr<BreachedPasswords> list, std::string_view operation)
        : ground(std::move(below)),
          store(std::move(database)),
          hasher(make_argon2_hasher(config.hash.cost, ground->random)),
          hashing(*hasher),
          breached(std::move(list)),
          box(KeyRing{}, ground->random),
          core(settings, CorePorts{*store, ground->clock, ground->random, hashing, box, audit, nullptr,
                                   ground->mailer.get(), breached.get()}),
          changes(*store, ground->clock, core.audit, core.remembered, core.names, AccessSettings{}, config.quotas),
          context(local_context(operation)) {}

    const std::unique_ptr<Ground> ground;
    const std::unique_ptr<Store> store;
    const std::unique_ptr<PasswordHasher> hasher;
    HashingHere hashing;
    const std::unique_ptr<BreachedPasswords> breached;
    SecretBox box;  ///< no command seals or opens, so it has no key
    AuditToNothing audit;
    Core core;
    Changes changes;
    Context context;
};

Result<std::unique_ptr<LocalCore>> LocalCore::open(const CommandLine& line, std::string_view operation, bool create) {
    const auto config = effective_config(line);
    if (!config.has_value()) return config.error();
    return open(*config, operation, create, std::make_unique<Ground>());
}

Result<std::unique_ptr<LocalCore>> LocalCore::open_with_mail(const CommandLine& line, std::string_view operation) {
    const auto config = effective_config(line);
    if (!config.has_value()) return config.error();
    if (config->mail.server.empty()) return refused("no mail server is configured (mail.server)");
    auto ground = std::make_unique<Ground>();
    auto mailer = open_mailer(*config, ground->clock, ground->random);
    if (!mailer.has_value()) return mailer.error();
    ground->mailer = std::move(*mailer);
    return open(*config, operation, false, std::move(ground));
}

Result<std::unique_ptr<LocalCore>> LocalCore::open(const Config& config, std::string_view operation, bool create,
                                                   std::unique_ptr<Ground> ground) {
    const auto settings = core_settings_of(config);
    if (!settings.has_value()) return settings.error();
    auto breached = open_breached_passwords(config);
    if (!breached.has_value()) return breached.error();
    auto store = open_database(config, create);
    if (!store.has_value()) return store.error();
    auto parts = std::make_unique<Parts>(config, *settings, std::move(ground), std::move(*store), std::move(*breached),
                                         operation);
    return std::unique_ptr<LocalCore>(new LocalCore(std::move(parts)));
}

LocalCore::LocalCore(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

LocalCore::~LocalCore() = default;

Users& LocalCore::users() { return parts_->core.agent.part<Users>(); }

Roles& LocalCore::roles() { return parts_->core.agent.part<Roles>(); }

Groups& LocalCore::groups() { return parts_->core.agent.part<Groups>(); }

UserAgent& LocalCore::agent() { return parts_->core.agent; }

Store& LocalCore::store() { return *parts_->store; }

const Context& LocalCore::context() const { return parts_->context; }

AuditEvent LocalCore::event() const { return parts_->core.audit.event(AuditKind::change, parts_->context); }

Result<void> LocalCore::read_snapshot(const std::function<Result<void>(Rows&)>& work) {
    return run_local(parts_->store->read(work));
}

Result<void> LocalCore::change(const std::function<Result<void>(Change&)>& work) {
    return run_local(parts_->changes.run(parts_->context, work));
}

}  // namespace uag
