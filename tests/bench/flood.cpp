#include "bench/flood.hpp"

#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <fstream>
#include <functional>
#include <map>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "bench/attackers.hpp"
#include "bench/load.hpp"
#include "core/security/password_hasher.hpp"
#include "support/gateway_fixture.hpp"
#include "support/gateway_process.hpp"
#include "support/http_client.hpp"

namespace uag::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr unsigned holders = 50;
constexpr unsigned requests_a_second = 1000;
constexpr unsigned log_ins_a_second = 300;
constexpr unsigned slow_connections = 5000;
constexpr double promised_p99_ratio = 3.0;
constexpr double promised_slow_p99_us = 100'000;
constexpr double promised_hashes = 60;
constexpr double promised_hash_share =
    0.6;  // of what bare Argon2 does here, where that makes less than promised_hashes
constexpr long promised_base_kib = 40 * 1024;
constexpr long hash_kib = 19 * 1024;
constexpr long default_connections = 1024;  // of the service by default: the slow ones displace each other
constexpr long connection_kib = 32;  // an input buffer of a head, and what a request needs

std::chrono::milliseconds flood_time() {
    return std::chrono::milliseconds(std::getenv("UAG_LONG") != nullptr ? 20'000 : 5'000);
}

// Latencies from when a request was due, not from when it could be sent: waiting counts.
struct Latencies {
    std::vector<double> us;
    std::size_t failed = 0;

    double part(double share) {
        if (us.empty()) return 0;
        std::sort(us.begin(), us.end());
        return us[std::min(us.size() - 1, static_cast<std::size_t>(share * static_cast<double>(us.size())))];
    }
    void show(const char* who) {
        std::printf("  %-24s %7zu answers, %zu failed   p50 %6.0f us   p99 %6.0f us\n", who, us.size(), failed,
                    part(0.5), part(0.99));
    }
};

// The median of the slices' p99: one hiccup of the machine is not the service's.
double usual_p99(std::vector<Latencies>& slices) {
    std::vector<double> all;
    for (Latencies& slice : slices) all.push_back(slice.part(0.99));
    std::sort(all.begin(), all.end());
    return all[all.size() / 2];
}

Latencies together(const std::vector<Latencies>& slices) {
    Latencies all;
    for (const Latencies& slice : slices) {
        all.us.insert(all.us.end(), slice.us.begin(), slice.us.end());
        all.failed += slice.failed;
    }
    return all;
}

// The ticket holders: keep-alive connections, each with a ticket of its own.
class Holders {
public:
    explicit Holders(std::uint16_t port) : poll_(::epoll_create1(EPOLL_CLOEXEC)) {
        for (unsigned i = 0; i < holders; ++i) {
            const auto login = test::converse(
                port,
                test::post(
                    "/Remote/Services88/SoPrincipal.svc", "text/xml",
                    "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>"
                    "<AuthenticateUsernamePassword xmlns=\"http://www.superoffice.net/ws/crm/NetServer/Services88\">"
                    "<UserName>ADM0</UserName><Password>Adm0-demo-only</Password></AuthenticateUsernamePassword>"
                    "</s:Body></s:Envelope>"));
            Connection& connection = connections_.emplace_back();
            connection.request =
                test::post("/api/v1/Agents/User/IsUserNameValid", "application/json",
                           "{\"AssociateId\":0,\"Type\":\"InternalAssociate\",\"PersonId\":0,\"UserName\":\"user" +
                               std::to_string(i) + "\"}",
                           "Authorization: SoTicket " + test::element_text(login.body, "Ticket") +
                               "\r\nAccept: application/json\r\n");
            connection.fd = connect_to(port);
            epoll_event event{};
            event.events = EPOLLIN;
            event.data.u32 = i;
            ::epoll_ctl(poll_, EPOLL_CTL_ADD, connection.fd, &event);
        }
    }
    ~Holders() {
        for (const Connection& connection : connections_) ::close(connection.fd);
        ::close(poll_);
    }
    Holders(const Holders&) = delete;
    Holders& operator=(const Holders&) = delete;

    // At the fixed rate for this long, then until everything is answered (ten seconds at most).
    void run(std::chrono::milliseconds time, Latencies& latencies) {
        const auto begun = Clock::now();
        const auto total = static_cast<std::size_t>(time.count()) * requests_a_second / 1000;
        constexpr auto apart = std::chrono::nanoseconds(1'000'000'000 / requests_a_second);
        std::size_t sent = 0;
        std::size_t answered = 0;
        while (answered < total && Clock::now() - begun < time + std::chrono::seconds(10)) {
            for (; sent < total && begun + sent * apart <= Clock::now(); ++sent) {
                Connection& connection = connections_[sent % holders];
                connection.due.push_back(begun + sent * apart);
                if (::send(connection.fd, connection.request.data(), connection.request.size(), MSG_NOSIGNAL) !=
                    static_cast<ssize_t>(connection.request.size()))
                    throw std::runtime_error("a ticket holder was cut off");
            }
            answered +=
                receive(sent < total ? begun + sent * apart - Clock::now() : std::chrono::milliseconds(100), latencies);
        }
        latencies.failed += total - answered;
    }

private:
    struct Connection {
        int fd = -1;
        std::string request;
        std::string buffer;
        std::deque<Clock::time_point> due;
    };

    std::size_t receive(std::chrono::nanoseconds wait, Latencies& latencies) {
        wait = std::max(wait, std::chrono::nanoseconds(0));
        const timespec limit{wait.count() / 1'000'000'000, wait.count() % 1'000'000'000};
        epoll_event ready[holders];
        const int found = ::epoll_pwait2(poll_, ready, holders, &limit, nullptr);
        std::size_t answered = 0;
        for (int i = 0; i < found; ++i) {
            Connection& connection = connections_[ready[i].data.u32];
            char chunk[16384];
            const ssize_t got = ::recv(connection.fd, chunk, sizeof chunk, 0);
            if (got <= 0) throw std::runtime_error("a ticket holder was cut off");
            connection.buffer.append(chunk, static_cast<std::size_t>(got));
            answered += take_answers(connection, latencies);
        }
        return answered;
    }

    static std::size_t take_answers(Connection& connection, Latencies& latencies) {
        std::size_t answered = 0;
        for (int status = 0; take_answer(connection.buffer, status); ++answered) {
            latencies.us.push_back(
                std::chrono::duration<double, std::micro>(Clock::now() - connection.due.front()).count());
            connection.due.pop_front();
            if (status != 200) ++latencies.failed;
        }
        return answered;
    }

    int poll_;
    std::vector<Connection> connections_;
};

// What Argon2 alone does a second, on as many threads as the service's and as nice.
double bare_hashes() {
    SystemRandom random;
    const auto hasher = make_argon2_hasher(HashSettings{}, random);
    std::atomic<int> count{0};
    const auto begun = Clock::now();
    std::vector<std::thread> threads;
    for (unsigned i = 0; i < std::max(1U, std::thread::hardware_concurrency()); ++i)
        threads.emplace_back([&] {
            ::setpriority(PRIO_PROCESS, 0, 19);  // in Linux: of this thread
            while (Clock::now() - begun < std::chrono::seconds(2))
                if (hasher->hash("quiet-lantern-41").has_value()) ++count;
        });
    for (std::thread& thread : threads) thread.join();
    return count.load() / std::chrono::duration<double>(Clock::now() - begun).count();
}

// Beside an attacker on a thread of its own.
template <class Attack> auto beside(Attack attack, const std::function<void()>& work) {
    std::atomic<bool> stop{false};
    decltype(attack(stop)) counts;
    std::thread attacker([&] { counts = attack(stop); });
    work();
    stop = true;
    attacker.join();
    return counts;
}

// Right log-ins beside the flood, ten a second, each of which costs a hash.
struct Newcomers {
    std::size_t asked = 0;
    std::map<int, std::size_t> statuses;
    Latencies let_in;

    void show(const char* who) {
        std::printf("  %-24s %7zu of %zu let in     p50 %6.0f us   p99 %6.0f us\n", who, let_in.us.size(), asked,
                    let_in.part(0.5), let_in.part(0.99));
    }
};

std::string log_in_of(const char* name, const char* password) {
    return test::post(
        "/Remote/Services88/SoPrincipal.svc", "text/xml",
        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><AuthenticateUsernamePassword "
        "xmlns=\"http://www.superoffice.net/ws/crm/NetServer/Services88\"><UserName>" +
            std::string(name) + "</UserName><Password>" + password +
            "</Password></AuthenticateUsernamePassword></s:Body></s:Envelope>",
        "Connection: close\r\n");
}

// From 127.0.8.0 and further, or all from 127.0.7.1.
Newcomers log_in_beside(std::uint16_t port, bool fresh, const std::atomic<bool>& stop) {
    Newcomers newcomers;
    auto due = Clock::now();
    for (unsigned i = 0; !stop.load(); ++i, due += std::chrono::milliseconds(100)) {
        std::this_thread::sleep_until(due);
        const std::string from =
            fresh ? "127.0." + std::to_string(8 + i / 250) + "." + std::to_string(i % 250 + 1) : "127.0.7.1";
        const auto begun = Clock::now();
        test::HttpClient client(port, "127.0.0.1", from);
        client.send(log_in_of("tje0", "Tje0"));
        const auto answer = client.receive();
        ++newcomers.asked;
        ++newcomers.statuses[answer ? answer->status : 0];
        if (answer && answer->body.find("AuthenticationSucceeded>true<") != std::string::npos)
            newcomers.let_in.us.push_back(std::chrono::duration<double, std::micro>(Clock::now() - begun).count());
    }
    return newcomers;
}

bool measure_log_ins(const test::GatewayProcess& gateway, Holders& clients, bool timed) {
    constexpr int slices = 10;
    std::vector<Latencies> quiet(slices);
    std::vector<Latencies> flooded(slices);
    const double bare = bare_hashes();
    const double enough = std::min(promised_hashes, promised_hash_share * bare);
    const auto run_slices = [&](std::vector<Latencies>& all, std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) clients.run(flood_time() / slices, all[i]);
    };
    run_slices(quiet, 0, slices / 2);
    Newcomers fresh;
    Newcomers known;
    {
        test::HttpClient first(gateway.port(), "127.0.0.1", "127.0.7.1");
        first.send(log_in_of("tje0", "Tje0"));
        first.receive();
    }
    const auto begun = Clock::now();
    const FloodCounts flood = beside(
        [&](const std::atomic<bool>& stop) { return flood_log_ins(gateway.port(), log_ins_a_second, stop); },
        [&] {
            fresh = beside(
                [&](const std::atomic<bool>& stop) { return log_in_beside(gateway.port(), true, stop); },
                [&] {
                    known = beside(
                        [&](const std::atomic<bool>& stop) { return log_in_beside(gateway.port(), false, stop); },
                        [&] { run_slices(flooded, 0, slices); });
                });
        });
    const double seconds = std::chrono::duration<double>(Clock::now() - begun).count();
    run_slices(quiet, slices / 2, slices);

    std::printf("%u ticket holders, %u requests/s, beside %u log-ins/s\n", holders, requests_a_second,
                log_ins_a_second);
    together(quiet).show("alone");
    together(flooded).show("beside the flood");
    const double ratio = usual_p99(flooded) / usual_p99(quiet);
    std::printf("  ratio      %9.2f   of p99, median of %d slices (promised: at most %.1f)\n", ratio, slices,
                promised_p99_ratio);
    const double hashes = static_cast<double>(flood.judged) / seconds;
    fresh.show("from fresh addresses");
    known.show("from a known address");
    std::printf("  hashes     %9.1f   a second, bare Argon2 %.1f (promised: at least %.0f)\n  the flood  ", hashes,
                bare, enough);
    std::size_t refused = 0;
    for (const auto& [status, number] : flood.statuses) {
        std::printf(" %zu of %d,", number, status);
        if (status == 429 || status == 503) refused += number;
    }
    std::printf(" %zu cut; %zu refusals without Retry-After (promised: 0)\n", flood.cut, flood.without_retry_after);
    const bool in_time = ratio <= promised_p99_ratio && hashes >= enough;
    return (in_time || !timed) && together(flooded).failed + together(quiet).failed == 0 && refused > 0 &&
           flood.without_retry_after == 0;
}

bool measure_slow(const test::GatewayProcess& gateway, Holders& clients, bool timed) {
    Latencies beside_slow;
    std::size_t fresh = 0;
    std::size_t fresh_failed = 0;
    const SlowCounts slow = beside(
        [&](const std::atomic<bool>& stop) { return hold_slow_connections(gateway.port(), slow_connections, stop); },
        [&] {
            // The first two seconds open them; after that who is new must get in beside them.
            clients.run(std::chrono::milliseconds(2500), beside_slow);
            for (int i = 0; i < 10; ++i) {
                clients.run(flood_time() / 10, beside_slow);
                ++fresh;
                if (test::converse(gateway.port(), test::get("/api")).status != 200) ++fresh_failed;
            }
        });
    std::printf("the same beside %u slow connections, a byte of a head or a body every two seconds\n",
                slow_connections);
    beside_slow.show("beside them");
    std::printf("  slow       %9zu   open at once, %zu opened, %zu cut by the service\n", slow.most_open, slow.opened,
                slow.cut);
    std::printf("  newcomers  %9zu   of %zu answered\n", fresh - fresh_failed, fresh);
    std::printf("  p99        %9.0f us (promised: under %.0f us)\n", beside_slow.part(0.99), promised_slow_p99_us);
    const bool in_time = beside_slow.part(0.99) < promised_slow_p99_us && slow.cut > 0;
    return (in_time || !timed) && beside_slow.failed == 0 && fresh_failed == 0;
}

}  // namespace

bool measure_flood(bool timed) {
    rlimit files{};
    ::getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);  // the service inherits it
    if (files.rlim_max < slow_connections + 200) {
        std::printf("  5,000 slow connections need as many descriptors, and this system allows %lu\n",
                    static_cast<unsigned long>(files.rlim_max));
        return false;
    }
    const test::GatewayProcess gateway("[limits]\nrequests_per_connection = 1000000000\n");
    Holders clients(gateway.port());
    const bool log_ins_kept = measure_log_ins(gateway, clients, timed);
    const long after_log_ins = peak_kib(gateway.pid());
    const bool slow_kept = measure_slow(gateway, clients, timed);
    const long after_slow = peak_kib(gateway.pid());
    const long bound =
        promised_base_kib + hash_kib * std::max(1L, static_cast<long>(std::thread::hardware_concurrency()));
    const long slow_bound = bound + connection_kib * default_connections;
    std::printf(
        "memory at its highest\n  log-ins    %9.1f MiB resident   (promised: under %ld)\n  slow       %9.1f MiB "
        "resident   (promised: under %ld)\n",
        static_cast<double>(after_log_ins) / 1024, bound / 1024, static_cast<double>(after_slow) / 1024,
        slow_bound / 1024);
    std::fflush(stdout);
    return log_ins_kept && slow_kept && after_log_ins < bound && after_slow < slow_bound;
}

}  // namespace uag::bench
