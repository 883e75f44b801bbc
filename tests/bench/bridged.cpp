#include "bench/bridged.hpp"

#include <time.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "bench/load.hpp"
#include "support/gateway_fixture.hpp"
#include "support/gateway_process.hpp"
#include "support/http_client.hpp"
#include "support/soap_call.hpp"

namespace uag::bench {
namespace {

constexpr double promised_added_us = 200;
constexpr double promised_share = 0.4;
constexpr long promised_kib = 64 * 1024;
constexpr unsigned busy_connections = 64;

bool is_long() { return std::getenv("UAG_LONG") != nullptr; }
int bridge_rounds() { return is_long() ? 9 : 5; }
std::chrono::milliseconds bridge_round() { return std::chrono::milliseconds(is_long() ? 3000 : 1000); }

// Of all its threads, those that have ended too.
double processor_seconds(pid_t pid) {
    clockid_t clock{};
    timespec used{};
    if (::clock_getcpuclockid(pid, &clock) != 0 || ::clock_gettime(clock, &used) != 0) return 0;
    return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) / 1e9;
}

std::string settings(const std::string& more = {}) {
    return std::string(
               "[server]\nio_threads = 1\n[limits]\nrequests_per_connection = 1000000000\nconnections_per_address = "
               "1000\n") +
           more;
}

std::string in_front(const test::GatewayProcess& behind, const char* face) {
    return settings("[upstream]\nurl = \"http://127.0.0.1:" + std::to_string(behind.port()) + "\"\nface = \"" + face +
                    "\"\n");
}

std::string soap_ticket(std::uint16_t port) {
    const auto answer = test::converse(
        port, test::post("/Remote/Services88/SoPrincipal.svc", "text/xml; charset=utf-8",
                         test::envelope("<t:AuthenticateUsernamePassword><t:UserName>ADM0</t:UserName>"
                                        "<t:Password>Adm0-demo-only</t:Password></t:AuthenticateUsernamePassword>")));
    return test::element_text(answer.body, "Ticket");
}

// A small question, of a hundred names, and a large answer, of each of the six demo associates.
enum class Asked : std::uint8_t { is_name_valid, user };

std::vector<std::string> over_soap(Asked asked, std::uint16_t port) {
    const std::string header = "<t:Credentials><t:Ticket>" + soap_ticket(port) + "</t:Ticket></t:Credentials>";
    std::vector<std::string> requests;
    for (int i = 1; i <= (asked == Asked::user ? 6 : 100); ++i) {
        const std::string number = std::to_string(i);
        const std::string body =
            asked == Asked::user
                ? "<t:GetUser><t:UserId>" + number + "</t:UserId></t:GetUser>"
                : "<t:IsUserNameValid><t:AssociateId>0</t:AssociateId><t:Type>InternalAssociate</t:Type>"
                  "<t:PersonId>0</t:PersonId><t:UserName>user" +
                      number + "</t:UserName></t:IsUserNameValid>";
        requests.push_back(
            test::post("/Remote/Services88/User.svc", "text/xml; charset=utf-8", test::envelope(body, header)));
    }
    return requests;
}

std::vector<std::string> over_rest(Asked asked, const std::string& ticket) {
    const std::string fields = "Authorization: SOTicket " + ticket + "\r\nAccept: application/json\r\n";
    std::vector<std::string> requests;
    for (int i = 1; i <= (asked == Asked::user ? 6 : 100); ++i) {
        const std::string number = std::to_string(i);
        requests.push_back(
            asked == Asked::user
                ? test::post("/api/v1/Agents/User/GetUser?userId=" + number, "application/json", "", fields)
                : test::post(
                      "/api/v1/Agents/User/IsUserNameValid", "application/json",
                      R"({"AssociateId":0,"Type":"InternalAssociate","PersonId":0,"UserName":"user)" + number + "\"}",
                      fields));
    }
    return requests;
}

struct Side {
    const test::GatewayProcess& process;
    std::vector<std::string> requests;
    std::vector<double> p50_us{};  ///< one caller, who waits for each answer
    std::vector<double> a_second{};  ///< of processor time of that process
    std::size_t failed = 0;

    void measure() {
        const Figures alone = run_load(process.port(), requests, 1, bridge_round());
        p50_us.push_back(alone.p50_us);
        const double before = processor_seconds(process.pid());
        const Figures busy = run_load(process.port(), requests, busy_connections, bridge_round());
        const double used = processor_seconds(process.pid()) - before;
        const double answered = busy.requests_per_second * std::chrono::duration<double>(bridge_round()).count();
        a_second.push_back(answered / used);
        failed += alone.failed + busy.failed;
    }
    void show(const char* who) const {
        std::printf("  %-10s p50 %6.0f us   %9.0f requests a second of a core\n", who, median(p50_us),
                    median(a_second));
    }
};

bool measure_pair(const char* what, Side direct, Side bridged) {
    for (const Side* const side : {&direct, &bridged})
        run_load(side->process.port(), side->requests, busy_connections, std::chrono::milliseconds(300));
    // In turn, so that a drifting machine drifts for both.
    std::vector<double> added;
    std::vector<double> share;
    for (int i = 0; i < bridge_rounds(); ++i) {
        direct.measure();
        bridged.measure();
        added.push_back(bridged.p50_us.back() - direct.p50_us.back());
        share.push_back(bridged.a_second.back() / direct.a_second.back());
    }
    const long memory = peak_kib(bridged.process.pid());
    std::printf("%s\n", what);
    direct.show("direct");
    bridged.show("in front");
    std::printf(
        "  added p50  %6.0f us       (promised: under %.0f)\n  share      %6.2f          (promised: at least %.1f)\n"
        "  memory     %6.1f MiB      (promised: under %ld, at its highest, %u callers)\n",
        median(added), promised_added_us, median(share), promised_share, static_cast<double>(memory) / 1024,
        promised_kib / 1024, busy_connections);
    if (direct.failed + bridged.failed != 0) std::puts("  answers were not 200");
    std::fflush(stdout);
    return median(added) < promised_added_us && median(share) >= promised_share && memory < promised_kib &&
           direct.failed + bridged.failed == 0;
}

}  // namespace

bool measure_bridge() {
    const test::GatewayProcess behind(settings());
    const test::GatewayProcess before_rest(in_front(behind, "rest"), test::ProcessOptions{.seeded = false});
    const test::GatewayProcess before_soap(in_front(behind, "soap88"), test::ProcessOptions{.seeded = false});
    const std::string ticket = soap_ticket(behind.port());
    if (ticket.empty()) return false;
    bool is_kept = true;
    for (const Asked asked : {Asked::is_name_valid, Asked::user}) {
        const std::string what = asked == Asked::user ? "GetUser" : "IsUserNameValid";
        is_kept &= measure_pair((what + " over SOAP, in front of the WebAPI").c_str(),
                                {behind, over_soap(asked, behind.port())},
                                {before_rest, over_soap(asked, before_rest.port())});
        is_kept &= measure_pair((what + " over the WebAPI, in front of SOAP 88").c_str(),
                                {behind, over_rest(asked, ticket)}, {before_soap, over_rest(asked, ticket)});
    }
    return is_kept;
}

}  // namespace uag::bench
