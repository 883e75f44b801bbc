#include "bench/timing.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <random>
#include <string>
#include <vector>

#include "support/gateway_fixture.hpp"
#include "support/gateway_process.hpp"
#include "support/http_client.hpp"

namespace uag::bench {
namespace {

constexpr std::size_t attempts = 500;
constexpr double promised_z = 3.0;
constexpr int failures_that_lock = 200;
constexpr std::array<const char*, 3> kinds{"unknown", "wrong", "locked"};

double percentile(std::vector<double> values, double part) {
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(part * static_cast<double>(values.size() - 1))];
}

// Mann and Whitney's U of a against b in standard deviations from what chance would give (no ties to speak of).
double z_value(const std::vector<double>& a, const std::vector<double>& b) {
    double u = 0;
    for (const double x : a)
        for (const double y : b) u += x > y ? 1 : x == y ? 0.5 : 0;
    const auto n = static_cast<double>(a.size());
    const auto m = static_cast<double>(b.size());
    return (u - n * m / 2) / std::sqrt(n * m * (n + m + 1) / 12);
}

}  // namespace

bool measure_timing() {
    // Locked for a day, and the wrong passwords of the others stay below that.
    const test::GatewayProcess gateway("[limits]\nrequests_per_connection = 1000000000\n[throttle]\npair_free = " +
                                       std::to_string(failures_that_lock - 1) + "\npair_stop = " +
                                       std::to_string(failures_that_lock) + "\nsource_free = 1000000\n");
    test::HttpClient client(gateway.port());
    const auto log_in = [&](const std::string& user) {
        const std::string request =
            test::get("/api/v1/User/currentPrincipal", "Authorization: " + test::basic(user, "wrong") + "\r\n");
        const auto begun = std::chrono::steady_clock::now();
        client.send(request);
        const auto answer = client.receive();
        const double took = std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begun).count();
        return answer && answer->status == 401 ? took : -1;
    };
    for (int i = 0; i < failures_that_lock; ++i)
        if (log_in("old0") < 0) return false;

    std::vector<std::size_t> order;
    for (std::size_t kind = 0; kind < kinds.size(); ++kind) order.insert(order.end(), attempts, kind);
    std::mt19937 random(20240611);
    std::shuffle(order.begin(), order.end(), random);
    std::array<std::vector<double>, kinds.size()> took;
    for (const std::size_t kind : order) {
        const std::size_t number = took[kind].size();
        const std::array<std::string, 4> known{"ADM0", "tje0", "ext0", "SYS0"};
        const std::string user = kind == 0   ? "nobody" + std::to_string(number)
                                 : kind == 1 ? known[number % known.size()]
                                             : "old0";
        took[kind].push_back(log_in(user));
        if (took[kind].back() < 0) return false;
    }
    std::printf("%zu log-ins of each kind that fail\n", attempts);
    for (std::size_t kind = 0; kind < kinds.size(); ++kind)
        std::printf("  %-10s p50 %8.0f us   p95 %8.0f us\n", kinds[kind], percentile(took[kind], 0.5),
                    percentile(took[kind], 0.95));
    bool alike = true;
    for (std::size_t a = 0; a < kinds.size(); ++a)
        for (std::size_t b = a + 1; b < kinds.size(); ++b) {
            const double z = z_value(took[a], took[b]);
            std::printf("  %-8s against %-8s z %6.2f   (promised: within %.0f)\n", kinds[a], kinds[b], z, promised_z);
            alike = alike && std::abs(z) < promised_z;
        }
    std::fflush(stdout);
    return alike;
}

}  // namespace uag::bench
