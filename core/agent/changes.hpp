// Every change of users, roles, groups and credentials runs here: one transaction, an audit event in it, the last
// administrator kept, and the memories of who may do what dropped once it is on disk.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/agent/holding_rules.hpp"
#include "core/call/call.hpp"
#include "core/security/audit.hpp"
#include "core/security/names.hpp"
#include "core/security/quotas.hpp"
#include "core/security/remembered.hpp"
#include "core/store/store.hpp"

namespace uag {

/// What the work of a change is handed: the rows of its transaction, who makes it, and what to tell afterwards.
struct Change {
    Rows& rows;
    const AuditLog& audit;
    const Context& context;
    const Stamp stamp;
    const HoldingRules& holding;
    const Quotas& quotas;

    /// What was done to whom: `change.done(7, "associate tje0", "created")`. At least one a change that writes.
    void done(std::int32_t subject_id, std::string subject, std::string detail = {});
    /// All is stored as it was sent: nothing was written, and nothing is audited.
    void nothing_new() { is_new = false; }
    /// The associate's rights, names or state changed: what is remembered of its sessions and password goes.
    void forget_sessions(std::int32_t associate_id) { forgotten.push_back(associate_id); }
    /// Rights of many associates changed.
    void forget_all_sessions() { forget_all = true; }
    /// An associate was added, renamed, removed, or has another e-mail address.
    void names_changed() { names = true; }

    std::vector<AuditEvent> events;
    std::vector<std::int32_t> forgotten;
    bool forget_all = false;
    bool names = false;
    bool is_new = true;
};

class Changes {
public:
    Changes(Store& store, const Clock& clock, AuditLog& audit, Remembered& remembered, NameCache& names,
            AccessSettings access = {}, const Quotas& quotas = {})
        : store_(store),
          clock_(clock),
          audit_(audit),
          remembered_(remembered),
          names_(names),
          holding_(access),
          quotas_(quotas) {}

    /// For who asks before the change, over a snapshot; in it, Change::holding.
    const HoldingRules& holding() const { return holding_; }

    /// `work(Change&)` as one transaction; its result once that is on disk. An error of it changes nothing.
    /// errc::validation if nobody would be left who holds `admin-all` and can log in. `work` runs on a thread of the store's; what it
    /// refers to must live until this returns.
    template <class Work> Task<std::invoke_result_t<Work&, Change&>> run(const Context& context, Work work) {
        std::optional<std::invoke_result_t<Work&, Change&>> answer;
        std::function<Result<void>(Change&)> job = [&](Change& change) -> Result<void> {
            answer.emplace(work(change));
            if (!answer->has_value()) return answer->error();
            return {};
        };
        Result<void> done = co_await run_job(context, std::move(job));
        if (!done.has_value()) co_return done.error();
        co_return std::move(*answer);
    }

    /// Remembered::settle.
    Task<Result<void>> settle() { return remembered_.settle(); }
    TimePoint now() const { return clock_.now(); }
    const Quotas& quotas() const { return quotas_; }

private:
    Task<Result<void>> run_job(const Context& context, std::function<Result<void>(Change&)> job);

    Store& store_;
    const Clock& clock_;
    AuditLog& audit_;
    Remembered& remembered_;
    NameCache& names_;
    const HoldingRules holding_;
    const Quotas quotas_;
};

}  // namespace uag
