#include "adapters/bridge/upstream.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "adapters/bridge/failures.hpp"
#include "adapters/bridge/reach.hpp"
#include "adapters/client/findings.hpp"

namespace uag::bridge {
namespace {

using client::CallResult;
using outbound::TransferError;
using outbound::TransferFault;
using SteadyClock = std::chrono::steady_clock;

// Nothing has been done there, or it can be done again.
bool may_ask_again(const remote::Called& called, bool only_reads) {
    const auto* const error = std::get_if<TransferError>(&called);
    return only_reads && error != nullptr && !error->has_begun &&
           (error->fault == TransferFault::unreachable || error->fault == TransferFault::cut_short);
}

Error too_busy() {
    Error error = fail(errc::overloaded, "The server behind this one does not answer at present; try again later.");
    error.retry_after = std::chrono::duration_cast<std::chrono::seconds>(Breaker::pause);
    return error;
}

std::string first_finding(const CallResult& result) {
    const auto& findings = result.findings.items();
    return "status " + std::to_string(result.raw.status) +
           (findings.empty() ? std::string() : ": " + findings.front().path + ' ' + findings.front().text);
}

// A success whose result itself, and not a member of it, could not be read.
bool is_hollow(const CallResult& result) {
    if (result.kind != CallResult::Kind::success) return false;
    return std::ranges::any_of(result.findings.items(), [](const client::Finding& finding) {
        using enum client::FindingKind;
        const bool is_whole = finding.path.find_first_of(".[") == std::string::npos;
        const bool is_lost = finding.kind == wrong_type || finding.kind == wrong_null ||
                             finding.kind == wrong_namespace || finding.kind == unreadable;
        return is_whole && is_lost;
    });
}

}  // namespace

// A connection for the length of a call. One that an exception interrupts is given back too: curl knows its state.
class Upstream::Lent {
public:
    explicit Lent(Upstream& owner) : owner_(owner), server_(owner.take()) {}
    ~Lent() { owner_.give_back(std::move(server_)); }
    Lent(const Lent&) = delete;
    Lent& operator=(const Lent&) = delete;
    remote::RemoteServer& operator*() { return *server_; }

private:
    Upstream& owner_;
    std::unique_ptr<remote::RemoteServer> server_;
};

Upstream::Upstream(UpstreamSettings settings)
    : settings_(std::move(settings)),
      worker_("the server behind this one", settings_.connections, settings_.waiting, stopping_) {
    idle_.reserve(settings_.connections);
}

Upstream::~Upstream() = default;

std::unique_ptr<remote::RemoteServer> Upstream::take() {
    {
        const std::scoped_lock lock(mutex_);
        if (!idle_.empty()) {
            auto server = std::move(idle_.back());
            idle_.pop_back();
            return server;
        }
    }
    return std::make_unique<remote::RemoteServer>(settings_.face, settings_.http, stopping_);
}

void Upstream::give_back(std::unique_ptr<remote::RemoteServer> server) {
    const std::scoped_lock lock(mutex_);
    idle_.push_back(std::move(server));
}

Answered Upstream::judge(remote::Called called) {
    // Nothing was asked, so the breaker has not found out anything.
    if (const auto* const refusal = std::get_if<client::CannotWrite>(&called))
        return fail(errc::invalid_argument, "The request has a value that the server behind this one cannot be sent.",
                    refusal->path + ' ' + refusal->text);
    if (const auto* const error = std::get_if<TransferError>(&called)) {
        if (error->fault != TransferFault::stopped) breaker_.failed(SteadyClock::now());
        return error_of(*error);
    }
    auto& result = std::get<CallResult>(called);
    if (result.kind == CallResult::Kind::unreadable || is_hollow(result)) {
        breaker_.failed(SteadyClock::now());
        return no_answer("the upstream's answer is none, " + first_finding(result));
    }
    breaker_.answered();
    return std::move(result);
}

template <class Call> Task<Answered> Upstream::run(bool only_reads, Call call) {
    // Not behind the calls that wait already: they would all wait for the same.
    if (!breaker_.admits(SteadyClock::now())) co_return too_busy();
    const SteadyClock::time_point latest = SteadyClock::now() + settings_.http.timeout;
    auto work = [this, only_reads, latest, &call]() -> Answered {
        if (SteadyClock::now() >= latest)
            return error_of(
                TransferError{TransferFault::too_slow, "the call has waited for a connection for too long"});
        Lent server(*this);
        remote::Called called = call(*server);
        if (may_ask_again(called, only_reads)) called = call(*server);
        return judge(std::move(called));
    };
    co_return co_await worker_.run(std::move(work));
}

Task<Answered> Upstream::ask(const Operation& operation, const void* request, client::Sender sender) {
    // Beside the agents it is found by its address.
    const RestResource* const row = settings_.face.is_rest ? address_beside_agents(operation) : nullptr;
    const auto call = [&](remote::RemoteServer& server) {
        return row == nullptr ? server.call(operation, request, sender) : server.call(*row, request, sender);
    };
    co_return co_await run(uag::only_reads(operation), call);
}

Task<Answered> Upstream::ask(const RestResource& row, const void* request, client::Sender sender) {
    const auto call = [&](remote::RemoteServer& server) { return server.call(row, request, sender); };
    co_return co_await run(uag::only_reads(operation_of(row)), call);
}

}  // namespace uag::bridge
