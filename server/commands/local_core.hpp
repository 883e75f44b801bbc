// The core for a command: the same rules and audit events as for every protocol, over the database beside a
// service that may be running. Everything is done when a function returns.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

#include "core/agent/changes.hpp"
#include "server/commands/commands.hpp"
#include "server/setup/run_local.hpp"

namespace uag {

class Groups;
class Roles;
class UserAgent;
class Users;
struct Config;

class LocalCore {
public:
    /// `operation` is the command's name in audit events ("user add"); it outlives the core. `create` as for
    /// open_database.
    static Result<std::unique_ptr<LocalCore>> open(const CommandLine& line, std::string_view operation,
                                                   bool create = false);
    /// With the mail server of the settings. errc::invalid_argument where they have none.
    static Result<std::unique_ptr<LocalCore>> open_with_mail(const CommandLine& line, std::string_view operation);
    ~LocalCore();

    // Who calls a function of one of these includes its header.
    Users& users();
    Roles& roles();
    Groups& groups();
    UserAgent& agent();
    Store& store();
    /// Nobody in particular, with every right; the actor is "os:" and the name of the operating system's
    /// user, which no associate can have.
    const Context& context() const;
    /// A change by this command at this moment, for what stores its event itself.
    AuditEvent event() const;

    /// `work(Rows&)` over one snapshot; its result.
    template <class Work> std::invoke_result_t<Work&, Rows&> read(Work work) {
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
    struct Ground;
    struct Parts;

    explicit LocalCore(std::unique_ptr<Parts> parts);
    static Result<std::unique_ptr<LocalCore>> open(const Config& config, std::string_view operation, bool create,
                                                   std::unique_ptr<Ground> ground);
    Result<void> read_snapshot(const std::function<Result<void>(Rows&)>& work);

    const std::unique_ptr<Parts> parts_;
};

}  // namespace uag
