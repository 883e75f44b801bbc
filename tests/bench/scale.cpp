#include "bench/scale.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <vector>

#include "bench/load.hpp"
#include "support/gateway_fixture.hpp"
#include "support/gateway_process.hpp"
#include "support/http_client.hpp"

namespace uag::bench {
namespace {

constexpr int few = 1'000;
constexpr int many = 100'000;
constexpr int first_id = 1'001;
constexpr double promised_start_seconds = 1.0;
constexpr double promised_read_ratio = 1.3;
constexpr double promised_save_ratio = 1.5;
constexpr unsigned scale_connections = 4;
constexpr int most_reads = 20'000;  ///< different users asked for, spread over all there are
constexpr int saved_users = 500;
constexpr auto config = "[server]\nio_threads = 1\n[limits]\nrequests_per_connection = 1000000000\n";

int scale_rounds() { return std::getenv("UAG_LONG") != nullptr ? 11 : 7; }
std::chrono::milliseconds scale_round_time() {
    return std::chrono::milliseconds(std::getenv("UAG_LONG") != nullptr ? 3000 : 1000);
}

// Associates with persons, log-in names, passwords and a further group, as one transaction.
void load_associates(const std::string& path, int count) {
    sqlite3* db = nullptr;
    if (sqlite3_open_v2(path.c_str(), &db, SQLITE_OPEN_READWRITE, nullptr) != SQLITE_OK)
        throw std::runtime_error("no database");
    const std::string numbers = "WITH RECURSIVE n(i) AS (SELECT " + std::to_string(first_id) +
                                " UNION ALL SELECT i + 1 FROM n WHERE i < " + std::to_string(first_id + count - 1) +
                                ") ";
    const std::string sql =
        "BEGIN IMMEDIATE;"
        "INSERT INTO person (id, first_name, last_name, folded_name, email, folded_email, contact_id, "
        "registered, updated) " +
        numbers +
        "SELECT i, 'First' || i, 'Last' || i, 'first' || i || ' last' || i, 'u' || i || '@example.com', 'u' "
        "|| i || '@example.com',"
        " i % 500 + 1, 0, 0 FROM n;"
        "INSERT INTO associate (id, name, user_name, type, person_id, role_id, group_id, registered, "
        "updated) " +
        numbers +
        "SELECT i, 'U' || i, '', 1, i, 2, i % 3 + 1, 0, 0 FROM n;"
        "INSERT INTO login_name (folded, associate_id, kind) " +
        numbers +
        "SELECT 'u' || i, i, 1 FROM n;"
        "INSERT INTO password_credential (associate_id, phc, valid_from, valid_to, changed_at) " +
        numbers +
        "SELECT i, p.phc, p.valid_from, p.valid_to, 0 FROM n, password_credential p WHERE p.associate_id = 2;"
        "INSERT INTO associate_group (associate_id, group_id) " +
        numbers +
        "SELECT i, (i + 1) % 3 + 1 FROM n;"
        "COMMIT;";
    const int result = sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr);
    const std::string why = sqlite3_errmsg(db);
    sqlite3_close(db);
    if (result != SQLITE_OK) throw std::runtime_error("cannot load associates: " + why);
}

// A running service with so many associates.
struct Sized {
    explicit Sized(int associates) : count(associates), gateway(config) {
        gateway.terminate();
        load_associates(gateway.database(), count);
        const auto begun = std::chrono::steady_clock::now();
        gateway.start();
        start_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
        const std::string ns = "http://www.superoffice.net/ws/crm/NetServer/Services88";
        const auto login = test::converse(
            gateway.port(),
            test::post("/Remote/Services88/SoPrincipal.svc", "text/xml; charset=utf-8",
                       "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>"
                       "<AuthenticateUsernamePassword xmlns=\"" +
                           ns +
                           "\"><UserName>ADM0</UserName>"
                           "<Password>Adm0-demo-only</Password></AuthenticateUsernamePassword></s:Body></"
                           "s:Envelope>"));
        fields =
            "Authorization: SoTicket " + test::element_text(login.body, "Ticket") + "\r\nAccept: application/json\r\n";
        const int distinct = std::min(count, most_reads);
        for (int i = 0; i < distinct; ++i) {
            // Far apart from one to the next.
            const int id = first_id + static_cast<int>(static_cast<long>(i) * 7919 % distinct * (count / distinct));
            reads.push_back(
                test::post("/api/v1/Agents/User/GetUser?UserId=" + std::to_string(id), "application/json", "", fields));
        }
        for (int i = 0; i < saved_users; ++i) {
            const auto answer = test::converse(gateway.port(), reads[static_cast<std::size_t>(i)]);
            if (answer.status != 200 || answer.body == "null")
                throw std::runtime_error("GetUser failed: " + answer.body);
            saves.push_back(test::post("/api/v1/Agents/User/SaveUser", "application/json", answer.body, fields));
        }
    }

    int count;
    test::GatewayProcess gateway;
    double start_seconds = 0;
    std::string fields;
    std::vector<std::string> reads;
    std::vector<std::string> saves;  ///< what was read, sent back
};

struct Measured {
    std::vector<double> p50;
    std::vector<double> p99;
    std::vector<double> rate;

    void add(const Figures& figures) {
        if (figures.failed != 0) std::printf("  %zu answers were not 200\n", figures.failed);
        p50.push_back(figures.p50_us);
        p99.push_back(figures.p99_us);
        rate.push_back(figures.requests_per_second);
    }
    void show(int count) const {
        std::printf("  %7d    %9.0f requests/s   p50 %6.0f us   p99 %6.0f us\n", count, median(rate), median(p50),
                    median(p99));
    }
};

// Small and large in turn, so that a drifting machine drifts for both.
void measure(const char* what, const Sized& small, const Sized& large, std::vector<std::string> Sized::* requests,
             Measured& of_small, Measured& of_large) {
    // Long enough that every user has been asked for once: what is compared is a service that has been up for a while.
    for (const Sized* one : {&small, &large})
        run_load(one->gateway.port(), one->*requests, scale_connections, std::chrono::milliseconds(2500));
    for (int i = 0; i < scale_rounds(); ++i) {
        of_small.add(run_load(small.gateway.port(), small.*requests, scale_connections, scale_round_time()));
        of_large.add(run_load(large.gateway.port(), large.*requests, scale_connections, scale_round_time()));
    }
    std::printf("%s\n", what);
    of_small.show(small.count);
    of_large.show(large.count);
}

}  // namespace

bool measure_scale() {
    const Sized small(few);
    const Sized large(many);
    for (const Sized* one : {&small, &large}) pin_process(one->gateway.pid(), server_core);
    pin_to(load_core);
    std::printf("start-up\n  %7d    %9.3f s\n  %7d    %9.3f s   (promised: under %.0f s)\n", few, small.start_seconds,
                many, large.start_seconds, promised_start_seconds);

    Measured small_reads;
    Measured large_reads;
    measure("GetUser over the WebAPI", small, large, &Sized::reads, small_reads, large_reads);
    const double read_ratio = median(large_reads.p99) / median(small_reads.p99);
    std::printf("  ratio      %9.2f   of p99   (promised: at most %.1f)\n", read_ratio, promised_read_ratio);

    Measured small_saves;
    Measured large_saves;
    measure("SaveUser over the WebAPI", small, large, &Sized::saves, small_saves, large_saves);
    const double save_ratio = median(small_saves.rate) / median(large_saves.rate);
    std::printf("  ratio      %9.2f   of rates (promised: at most %.1f)\n", save_ratio, promised_save_ratio);
    std::fflush(stdout);
    return large.start_seconds < promised_start_seconds && read_ratio <= promised_read_ratio &&
           save_ratio <= promised_save_ratio;
}

}  // namespace uag::bench
