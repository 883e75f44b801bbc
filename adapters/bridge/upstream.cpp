#include "adapters/bridge/upstream.hpp"

#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/cancellation_state.hpp>
#include <boost/asio/this_coro.hpp>
#include <string>
#include <utility>

#include "adapters/bridge/failures.hpp"
#include "adapters/bridge/reach.hpp"
#include "adapters/client/findings.hpp"

namespace uag::bridge {
namespace {

namespace asio = boost::asio;
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

Error not_waited_for() { return no_answer("whoever asked has gone"); }

// Why an answer is none; null: it is one. A member that could not be read is not passed on as nothing: saved back, it
// would clear what is stored there.
const client::Finding* spoiling(const CallResult& result) {
    if (result.kind == CallResult::Kind::success) return result.findings.first_lost();
    const auto& findings = result.findings.items();
    return findings.empty() ? nullptr : &findings.front();
}

std::string told(const CallResult& result, const client::Finding* finding) {
    return "status " + std::to_string(result.raw.status) +
           (finding == nullptr ? std::string() : ": " + finding->path + ' ' + finding->text);
}

// What is done when the coroutine is cancelled while this lives.
class WhenGone {
public:
    template <class Do> WhenGone(asio::cancellation_slot slot, Do what) : slot_(slot) {
        if (slot_.is_connected()) slot_.assign(std::move(what));
    }
    ~WhenGone() {
        if (slot_.is_connected()) slot_.clear();
    }
    WhenGone(const WhenGone&) = delete;
    WhenGone& operator=(const WhenGone&) = delete;

private:
    asio::cancellation_slot slot_;
};

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

// The turn of a call whose answer is long, until the answer has been read.
class Upstream::LongAnswer {
public:
    explicit LongAnswer(Upstream& owner) : owner_(owner) {}
    ~LongAnswer() {
        if (has_turn_) owner_.long_answers_.release();
    }
    LongAnswer(const LongAnswer&) = delete;
    LongAnswer& operator=(const LongAnswer&) = delete;
    bool wait(const outbound::CallEnd& end) {
        constexpr std::chrono::milliseconds looked_up_within{50};
        while (!has_turn_ && SteadyClock::now() < end.latest && !end.cancellation->is_cancelled() && !owner_.stopping_)
            has_turn_ = owner_.long_answers_.try_acquire_for(looked_up_within);
        return has_turn_;
    }

private:
    Upstream& owner_;
    bool has_turn_ = false;
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
        const bool is_ours = error->fault == TransferFault::stopped || error->fault == TransferFault::abandoned;
        if (!is_ours) breaker_.failed(SteadyClock::now());
        return error_of(*error);
    }
    auto& result = std::get<CallResult>(called);
    const bool is_none = result.kind == CallResult::Kind::unreadable;
    if (is_none)
        breaker_.failed(SteadyClock::now());
    else
        breaker_.answered();
    const bool is_spoilt = result.kind == CallResult::Kind::success && spoiling(result) != nullptr;
    if (is_none || is_spoilt) return no_answer("the upstream's answer is none, " + told(result, spoiling(result)));
    return std::move(result);
}

template <class Call> Task<Answered> Upstream::run(bool only_reads, Call call) {
    asio::cancellation_state caller = co_await asio::this_coro::cancellation_state;
    if (caller.cancelled() != asio::cancellation_type::none) co_return not_waited_for();
    // Not behind the calls that wait already: they would all wait for the same.
    if (!breaker_.admits(SteadyClock::now())) co_return too_busy();
    outbound::Cancellation cancellation;
    const SteadyClock::time_point latest = SteadyClock::now() + settings_.http.timeout;
    auto work = [this, only_reads, latest, &cancellation, &call]() -> Answered {
        LongAnswer long_answer(*this);
        outbound::CallEnd end{latest, &cancellation};
        end.may_be_long = [&] { return long_answer.wait(end); };
        if (SteadyClock::now() >= end.latest)
            return error_of(
                TransferError{TransferFault::too_slow, "the call has waited for a connection for too long"});
        Lent server(*this);
        remote::Called called = call(*server, end);
        if (may_ask_again(called, only_reads)) called = call(*server, end);
        return judge(std::move(called));
    };
    const WhenGone when_gone(caller.slot(), [this, &cancellation](asio::cancellation_type) {
        cancellation.cancel();
        worker_.give_up(&cancellation, not_waited_for());
    });
    co_return co_await worker_.run(std::move(work), &cancellation);
}

Task<Answered> Upstream::ask(const Operation& operation, const void* request, client::Sender sender) {
    // Beside the agents it is found by its address.
    const RestResource* const row = settings_.face.is_rest ? address_beside_agents(operation) : nullptr;
    const auto call = [&](remote::RemoteServer& server, const outbound::CallEnd& end) {
        return row == nullptr ? server.call(operation, request, sender, end) : server.call(*row, request, sender, end);
    };
    co_return co_await run(uag::only_reads(operation), call);
}

Task<Answered> Upstream::ask(const RestResource& row, const void* request, client::Sender sender) {
    const auto call = [&](remote::RemoteServer& server, const outbound::CallEnd& end) {
        return server.call(row, request, sender, end);
    };
    co_return co_await run(uag::only_reads(operation_of(row)), call);
}

}  // namespace uag::bridge
