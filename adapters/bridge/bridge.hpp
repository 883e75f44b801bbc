// Stands in front of another server of the contract: answers calls from it, or from the core here, as routes say. Guards
// that do not need to know the caller hold here too; what the server behind sends is judged before it is passed on.
#pragma once

#include <vector>

#include "adapters/bridge/identity.hpp"
#include "adapters/bridge/routes.hpp"
#include "adapters/bridge/shadow.hpp"
#include "core/call/call_runner.hpp"
#include "core/store/store.hpp"

namespace uag::bridge {

struct BridgeSettings {
    Routes routes{};
    IdentitySettings identity{};
    ShadowSettings shadow{};
    std::vector<Digest> application_tokens{};  ///< SHA-256 of those that callers must show; none: not checked here
};

struct BridgePorts {
    CallRunner& local;
    Store& store;  ///< of the audit
    IdentityPorts identity;
};

class Bridge final : public CallRunner {
public:
    Bridge(BridgeSettings settings, const BridgePorts& ports);

    Task<Outcome> run(Call& call) override;
    /// What is asked there ends when the caller goes.
    Task<Outcome> run_watched(Call& call, CallerWatch& watch) override;

    /// By the time on the wall, some times a minute.
    Task<void> look_after_sessions() { return identities_.renew_due(); }

    /// What shadowing has come to since the last time.
    ShadowCounts take_shadow_counts() { return shadow_.take_counts(); }

private:
    Task<Outcome> run_route(Call& call);
    Task<Outcome> run_local(Call& call);
    Task<Outcome> run_upstream(Call& call);
    Task<Result<Object>> answer(Call& call, Outcome& outcome);
    Task<Result<Object>> ask_as(Call& call, void* request, Outcome& outcome);
    Task<Answered> ask(const Call& call, const void* request, const Shown& shown);
    Task<Answered> ask_patched(const Call& call, const void* request, const Shown& shown);
    Task<Result<Object>> log_in_over_soap(const Call& call, const void* request);
    Result<Object> judged(const Call& call, const void* request, Answered answered);
    Task<void> audit_change(const Call& call, const void* request, const Shown& by);

    const UpstreamSettings& upstream() const { return ports_.identity.upstream.settings(); }

    const BridgeSettings settings_;
    const BridgePorts ports_;
    Identities identities_;
    Shadow shadow_;
};

}  // namespace uag::bridge
