// Kill -9 at seeded moments under mixed load over both protocols: what was acknowledged is there with its audit event,
// what was in flight is there as a whole or not at all, and the next answer comes within a second. Ten rounds, a
// hundred with UAG_LONG=1.
#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "store/raw_sqlite.hpp"
#include "support/gateway_fixture.hpp"
#include "support/gateway_process.hpp"
#include "support/http_client.hpp"
#include "support/sanitized.hpp"

using namespace uag::test;

namespace {

// Under a sanitizer it is not speed that is tested.
constexpr std::chrono::milliseconds allowed_start{sanitized ? 5000 : 1000};
constexpr std::chrono::milliseconds longest_round{800};

int rounds() { return std::getenv("UAG_LONG") != nullptr ? 100 : 10; }

std::string soap_request(int generation, const std::string& service, const std::string& ticket,
                         const std::string& body) {
    std::string envelope =
        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:n=\""
        "http://www.superoffice.net/ws/crm/NetServer/Services" +
        std::to_string(generation) + "\">";
    if (!ticket.empty())
        envelope += "<s:Header><n:Credentials><n:Ticket>" + ticket + "</n:Ticket></n:Credentials></s:Header>";
    return post("/Remote/Services" + std::to_string(generation) + "/" + service + ".svc", "text/xml; charset=utf-8",
                envelope + "<s:Body>" + body + "</s:Body></s:Envelope>");
}

std::string log_in_with(int generation, const std::string& user, const std::string& password) {
    return soap_request(generation, "SoPrincipal", "",
                        "<n:AuthenticateUsernamePassword><n:UserName>" + user + "</n:UserName><n:Password>" + password +
                            "</n:Password></n:AuthenticateUsernamePassword>");
}

std::string rest_request(const std::string& operation, const std::string& ticket, const std::string& body) {
    return post("/api/v1/Agents/User/" + operation, "application/json", body,
                "Authorization: SoTicket " + ticket + "\r\nAccept: application/json\r\n");
}

int status_with(const GatewayProcess& gateway, const std::string& authorization) {
    return converse(gateway.port(), get("/api/v1/User/currentPrincipal", "Authorization: " + authorization + "\r\n"))
        .status;
}

// One client that makes numbered changes until the service is gone, and what is known of them.
struct Writer {
    const char* what;
    const char* audited;                              // the SQL condition that finds its audit events
    std::function<bool(Writer&, int number)> change;  // whether it was acknowledged; throws when the service is gone
    int sent = 0;
    int acknowledged = 0;
    int stored = 0;                                   // found in the database after the restart
    std::vector<std::string> tickets{};               // acknowledged log-ins of this round
    int ticket_of = 0;                                // the change after which the last one was given
    int total = 0;
};

class Rounds {
public:
    Rounds() : gateway_(cheap_hash) {
        admin_ = element_text(converse(gateway_.port(), log_in_with(88, "ADM0", "Adm0-demo-only")).body, "Ticket");
        REQUIRE(!admin_.empty());
        user_ = converse(gateway_.port(), rest_request("GetUser?UserId=2", admin_, "")).body;
        REQUIRE(user_.find("\"Lastname\":\"Employee\"") != std::string::npos);
        writers_ = {
            {"SetPassword over the WebAPI", "operation = 'SetPassword' AND subject_id = 2",
             [this](Writer& writer, int n) { return change_password(writer, n, 2, "tje0", false); }},
            {"SetPassword over SOAP", "operation = 'SetPassword' AND subject_id = 3",
             [this](Writer& writer, int n) { return change_password(writer, n, 3, "ext0", true); }},
            {"SaveUser over the WebAPI", "operation = 'SaveUser' AND subject_id = 2",
             [this](Writer&, int n) { return acknowledged(rest_request("SaveUser", admin_, user_as_of(n))); }},
            {"SetUserPresenceStatus over SOAP",
             "(operation = 'SetUserPresenceStatus' AND subject_id = 1) OR (kind = 4 AND operation = '' AND actor_id = "
             "1)",
             [this](Writer&, int n) {
                 return acknowledged(
                     soap_request(88, "User", admin_,
                                  "<n:SetUserPresenceStatus><n:AssociateId>1</n:AssociateId><n:UserPresenceStatus>"
                                  "<n:Message>m" +
                                      std::to_string(n) +
                                      "</n:Message></n:UserPresenceStatus>"
                                      "</n:SetUserPresenceStatus>"));
             }},
            {"log-ins over SOAP", "kind = 1 AND actor = 'SYS0'",
             [this](Writer& writer, int n) { return log_in(writer, 84 + n % 5, "SYS0", "Sys0-demo-only"); }},
        };
    }

    void run(int round, std::mt19937& random) {
        INFO("round " << round);
        std::vector<int> before;
        std::vector<int> begun_with;
        for (Writer& writer : writers_) {
            before.push_back(audit_events(writer));
            begun_with.push_back(writer.stored);
            writer.tickets.clear();
            // From here on numbers stand for what is stored.
            writer.acknowledged = writer.sent = writer.stored;
        }
        std::vector<std::thread> threads;
        for (Writer& writer : writers_) threads.emplace_back([this, &writer] { work(writer); });
        std::this_thread::sleep_for(std::chrono::microseconds(
            std::uniform_int_distribution<int>(1000, static_cast<int>(longest_round.count()) * 1000)(random)));
        gateway_.kill();
        for (std::thread& thread : threads) thread.join();
        CHECK(unexpected_ == "");
        unexpected_.clear();

        const auto begun = std::chrono::steady_clock::now();
        gateway_.start();
        CHECK(converse(gateway_.port(), get("/api")).status == 200);
        const auto took = std::chrono::steady_clock::now() - begun;
        CHECK(took < allowed_start);
        slowest_start = std::max(slowest_start, std::chrono::duration_cast<std::chrono::milliseconds>(took));

        for (std::size_t i = 0; i < writers_.size(); ++i) {
            Writer& writer = writers_[i];
            INFO(std::string(writer.what));
            // An audit event for each acknowledged change, and one more if what was in flight was stored.
            writer.stored += audit_events(writer) - before[i];
            CHECK(writer.stored >= writer.acknowledged);
            CHECK(writer.stored <= writer.sent);
            writer.total += writer.acknowledged - begun_with[i];
        }
        check_password(writers_[0], "tje0", "Tje0");
        check_password(writers_[1], "ext0", "Ext0-demo-only");
        check_user(writers_[2].stored);
        if (writers_[3].stored > 0)
            CHECK(ask("SELECT message FROM presence WHERE associate_id = 1") ==
                  "m" + std::to_string(writers_[3].stored));
        for (const std::string& ticket : writers_[4].tickets) CHECK(status_with(gateway_, "SoTicket " + ticket) == 200);
        CHECK(status_with(gateway_, "SoTicket " + admin_) == 200);
        CHECK(ask("PRAGMA integrity_check") == "ok");
        CHECK(ask("SELECT count(*) FROM pragma_foreign_key_check") == "0");
    }

    const std::vector<Writer>& writers() const { return writers_; }
    std::chrono::milliseconds slowest_start{0};

private:
    void work(Writer& writer) {
        try {
            while (true) {
                const int number = writer.sent + 1;
                writer.sent = number;
                if (!writer.change(writer, number)) return;
                writer.acknowledged = number;
            }
        } catch (const std::exception&) {
            // The service is gone.
        }
    }

    // False, and the round fails, for an answer that is no success: nothing here may be refused.
    bool acknowledged(const std::string& request, HttpAnswer* answer = nullptr) {
        HttpAnswer got = converse(gateway_.port(), request);
        const bool good = got.status == 200;
        if (!good) {
            const std::scoped_lock lock(mutex_);
            unexpected_ += std::to_string(got.status) + " " + got.body + "\n";
        }
        if (answer != nullptr) *answer = std::move(got);
        return good;
    }

    bool log_in(Writer& writer, int generation, const std::string& user, const std::string& password) {
        HttpAnswer answer;
        if (!acknowledged(log_in_with(generation, user, password), &answer)) return false;
        writer.tickets.push_back(element_text(answer.body, "Ticket"));
        return true;
    }

    static std::string password_of(int number) { return "quiet-lantern-" + std::to_string(number); }

    bool change_password(Writer& writer, int n, int id, const std::string& user, bool over_soap) {
        const std::string associate = std::to_string(id);
        const bool changed = over_soap ? acknowledged(soap_request(84 + n % 5, "User", admin_,
                                                                   "<n:SetPassword><n:AssociateId>" + associate +
                                                                       "</n:AssociateId><n:Password>" + password_of(n) +
                                                                       "</n:Password></n:SetPassword>"))
                                       : acknowledged(rest_request("SetPassword", admin_,
                                                                   "{\"AssociateId\":" + associate +
                                                                       ",\"Password\":\"" + password_of(n) + "\"}"));
        if (!changed) return false;
        writer.acknowledged = n;
        if (!log_in(writer, 84 + n % 5, user, password_of(n))) return false;
        writer.ticket_of = n;
        return true;
    }

    // What GetUser gave, with a person's, an associate's and a group's part changed: three tables.
    std::string user_as_of(int n) const {
        std::string body = user_;
        const auto replace = [&body](const std::string& old, const std::string& fresh) {
            body.replace(body.find(old), old.size(), fresh);
        };
        replace("\"Lastname\":\"Employee\"", "\"Lastname\":\"L" + std::to_string(n) + "\"");
        replace("\"Tooltip\":\"\"", "\"Tooltip\":\"t" + std::to_string(n) + "\"");
        if (n % 2 == 1) {
            const std::size_t begin = body.find("\"OtherGroups\":[") + 15;
            body.erase(begin, body.find(']', begin) - begin);
        }
        return body;
    }

    // One's own beyond those of a minute share a row.
    int audit_events(const Writer& writer) const {
        return std::stoi(ask("SELECT coalesce(sum(count), 0) FROM audit_event WHERE " + std::string(writer.audited)));
    }
    std::string ask(const std::string& sql) const { return Raw(gateway_.database()).ask(sql.c_str()); }

    // The audit event, the password and the end of older sessions are one change.
    void check_password(Writer& writer, const std::string& user, const std::string& first) {
        INFO(user << ", change " << writer.stored);
        const std::string password = writer.stored == 0 ? first : password_of(writer.stored);
        CHECK(status_with(gateway_, basic(user, password)) == 200);
        for (std::size_t i = 0; i < writer.tickets.size(); ++i) {
            const bool current = i + 1 == writer.tickets.size() && writer.ticket_of == writer.stored;
            CHECK(status_with(gateway_, "SoTicket " + writer.tickets[i]) == (current ? 200 : 401));
        }
    }

    void check_user(int number) {
        if (number == 0) return;
        CHECK(ask("SELECT tooltip FROM associate WHERE id = 2") == "t" + std::to_string(number));
        CHECK(ask("SELECT last_name FROM person WHERE id = 2") == "L" + std::to_string(number));
        CHECK(ask("SELECT count(*) FROM associate_group WHERE associate_id = 2") == (number % 2 == 1 ? "0" : "1"));
    }

    GatewayProcess gateway_;
    std::string admin_;
    std::string user_;
    std::vector<Writer> writers_;
    std::mutex mutex_;
    std::string unexpected_;
};

}  // namespace

TEST_CASE("kill -9 at any moment of mixed load loses nothing acknowledged and leaves nothing half done") {
    std::mt19937 random(20240611);
    Rounds all;
    for (int round = 0; round < rounds(); ++round) all.run(round, random);
    for (const Writer& writer : all.writers()) {
        MESSAGE(std::string(writer.what) << ": " << writer.total << " acknowledged");
        CHECK(writer.total > 0);
    }
    MESSAGE("slowest restart: " << all.slowest_start.count() << " ms");
}
