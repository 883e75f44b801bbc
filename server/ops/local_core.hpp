// The core for a command: the same rules and audit events as for every protocol, over the database beside a
// service that may be running. Everything is done when a function returns.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "core/agent/core.hpp"
#include "server/ops/audit_log.hpp"
#include "server/ops/commands.hpp"
#include "server/ops/run_local.hpp"

namespace uag {

/// What the settings say to the core. errc::invalid_argument for a digest of an application token that is
/// none, and for what is wrong in a directory file.
Result<CoreSettings> core_settings_of(const Config& config);

/// Hashes on the calling thread.
class HashingHere final : public PasswordWork {
public:
    explicit HashingHere(PasswordHasher& hasher) : hasher_(hasher) {}
    Task<Result<std::string>> hash(Secret password, HashPriority priority) override;
    Task<Result<Verdict>> verify(std::string phc, Secret password, HashPriority priority) override;
    Task<Result<void>> verify_nothing(Secret password, HashPriority priority) override;

private:
    PasswordHasher& hasher_;
};

class LocalCore {
public:
    /// `operation` is the command's name in audit events ("user add"); it outlives the core. `create` as for
    /// open_database.
    static Result<std::unique_ptr<LocalCore>> open(const CommandLine& line, std::string_view operation,
                                                   bool create = false);

    Users& users() { return core_.agent.part<Users>(); }
    Roles& roles() { return core_.agent.part<Roles>(); }
    Groups& groups() { return core_.agent.part<Groups>(); }
    UserAgent& agent() { return core_.agent; }
    Store& store() { return *store_; }
    /// Nobody in particular, with every right; the actor is "os:" and the name of the operating system's
    /// user, which no associate can have.
    const Context& context() const { return context_; }

    /// `work(Rows&)` over one snapshot; its result.
    template <class Work>
    std::invoke_result_t<Work&, Rows&> read(Work work) {
        std::optional<std::invoke_result_t<Work&, Rows&>> answer;
        const Result<void> done = read_snapshot([&](Rows& rows) -> Result<void> {
            answer.emplace(work(rows));
            return {};
        });
        if (!done.has_value()) return done.error();
        return std::move(*answer);
    }
    /// `work` as one transaction with audit events and the core's checks.
    Result<void> change(const std::function<Result<void>(Change&)>& work);

private:
    LocalCore(const Config& config, const CoreSettings& settings, std::unique_ptr<Store> store,
              std::string_view operation);
    Result<void> read_snapshot(const std::function<Result<void>(Rows&)>& work);

    SystemClock clock_;
    SystemRandom random_;
    const std::unique_ptr<Store> store_;
    const std::unique_ptr<PasswordHasher> hasher_;
    HashingHere hashing_;
    SecretBox box_;  ///< no command seals or opens, so it has no key
    AuditToNothing audit_;
    Core core_;
    Changes changes_;
    Context context_;
};

}  // namespace uag
