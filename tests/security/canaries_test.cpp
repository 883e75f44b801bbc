// Canaries: a value that stands in every secret place of every request, well-formed and not, is
// nowhere afterwards but where the contract hands it out: not in the log at its loudest, not in an error, the audit
// trail, the database's files, the process's arguments and environment. And a crash leaves no core file.
#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "adapters/walk/compressible.hpp"
#include "core/base/encoding.hpp"
#include "core/security/web_session.hpp"
#include "support/file_text.hpp"
#include "support/gateway_fixture.hpp"
#include "support/gateway_log.hpp"
#include "support/gateway_process.hpp"
#include "support/http_client.hpp"
#include "support/planted.hpp"
#include "support/smtp_server.hpp"
#include "support/texts.hpp"

using namespace uag;
using namespace uag::test;

namespace {

// A password that the policy takes. What is made of it (`canary + "-2"`) is found by it.
const std::string canary = "kanari-7f3-quiet-lantern";

// The body, and bodies that are no body of this request any more.
std::vector<std::string> spoiled(const PlantedBody& planted) {
    std::vector<std::string> all{planted.body};
    const std::size_t at = planted.body.find(canary);
    if (at == std::string::npos) return all;
    all.push_back(planted.body.substr(0, at + canary.size()));
    all.push_back(replaced_everywhere(planted.body, canary, canary + std::string(1, '\x01')));
    all.push_back(replaced_everywhere(planted.body, canary, canary + std::string(5000, 'x')));
    if (planted.content_type == "application/json") {
        all.push_back(replaced_everywhere(planted.body, '"' + canary + '"', "{\"" + canary + "\":\"" + canary + "\"}"));
        all.push_back(replaced_everywhere(planted.body, '"' + canary + '"', "[1,\"" + canary + "\"]"));
        all.push_back(replaced_everywhere(planted.body, '"' + canary + '"', "tru" + canary));
    } else {
        all.push_back(replaced_everywhere(planted.body, canary, "<" + canary + ">" + canary + "</" + canary + ">"));
        all.push_back(replaced_everywhere(planted.body, canary, canary + "&" + canary + ";"));
        all.push_back(replaced_everywhere(planted.body, canary, canary + "</" + canary + ">"));
    }
    return all;
}

class Aviary {
public:
    Aviary()
        : smtp_(std::make_unique<SmtpServer>("starttls", std::vector<std::string>{"--user", "robot:" + canary})),
          gateway_(
              "level = \"debug\"\n[server]\npublic_url = \"http://localhost\"\n[hash]\nmemory_kib = 7168\npasses = 5\n"
              "[mail]\nserver = \"" +
              smtp_->address() +
              "\"\nfrom = \"gateway@example.com\"\nuser = \"robot\"\n"
              "password_file = \"" +
              secret_file("smtp") + "\"\nca_file = \"" + smtp_->authority() + "\"\n") {
        admin = ticket("SYS0", "Sys0-demo-only");
        employee = ticket("tje0", "Tje0");
        REQUIRE_FALSE(admin.empty());
        REQUIRE_FALSE(employee.empty());
    }

    // Sends it and looks at the answer. `hands_out`: a success may have secrets in its body.
    HttpAnswer send(const std::string& request, bool hands_out = false) {
        HttpClient client(gateway_.port());
        client.send(request);
        std::optional<HttpAnswer> answer = client.receive();
        if (!answer) return {};
        statuses.insert(answer->status);
        const bool failed = answer->status >= 300 || contains(answer->body, "Succeeded>false<");
        if ((failed || !hands_out) && contains(answer->body, canary)) report("an answer", answer->body);
        for (const auto& [name, value] : answer->fields)
            if (contains(value, canary)) report("the field " + name, value);
        if (!failed && hands_out && contains(answer->body, canary)) ++handed_out;
        return std::move(*answer);
    }

    HttpAnswer rest(const std::string& operation, const std::string& authorization, const std::string& body) {
        return send(post("/api/v1/Agents/User/" + operation, "application/json", body,
                         authorization.empty() ? "" : "Authorization: " + authorization + "\r\n"));
    }

    std::string ticket(const std::string& user, const std::string& password) {
        const auto answer =
            send(post("/Remote/Services88/SoPrincipal.svc", "text/xml",
                      "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>"
                      "<AuthenticateUsernamePassword xmlns=\"http://www.superoffice.net/ws/crm/NetServer/Services88\">"
                      "<UserName>" +
                          user + "</UserName><Password>" + password +
                          "</Password></AuthenticateUsernamePassword></s:Body></s:Envelope>"));
        const std::string text = element_text(answer.body, "Ticket");
        if (!text.empty()) birds.push_back(text);
        return text;
    }

    // Nothing of what is secret is in there.
    void look(const std::string& where, std::string_view text) const {
        for (const std::string& bird : birds) {
            const std::size_t at = text.find(bird);
            if (at != std::string_view::npos) report(where, text.substr(at < 200 ? 0 : at - 200, 400));
        }
    }
    static void report(const std::string& where, std::string_view text) {
        FAIL_CHECK("a secret in " << where << ": " << std::string(text.substr(0, 600)));
    }

    GatewayProcess& gateway() { return gateway_; }
    std::unique_ptr<SmtpServer>& smtp() { return smtp_; }

    std::vector<std::string> birds{canary};  ///< what must not be found
    std::string admin;
    std::string employee;
    std::set<int> statuses;
    int handed_out = 0;

private:
    std::string secret_file(const std::string& name) const {
        const std::string path = home_.write(name, canary + "\n");
        std::filesystem::permissions(path, std::filesystem::perms::owner_read);
        return path;
    }

    TempDir home_;
    std::unique_ptr<SmtpServer> smtp_;
    GatewayProcess gateway_;
};

void send_contract(Aviary& aviary) {
    for (const Service service : {Service::user, Service::so_principal}) {
        for (const Operation& operation : operations(service)) {
            if (!may_hold_secret(operation.request())) continue;
            const bool hands_out = may_hold_secret(operation.response());
            CAPTURE(std::string(operation.name));
            // Something new, as far as the operation takes it: what is stored must be sealed.
            for (const PlantedBody& planted : planted_bodies(operation, canary, "tje0", 0, aviary.admin))
                aviary.send(post(planted.path, planted.content_type, planted.body,
                                 planted.soap ? "" : "Authorization: SoTicket " + aviary.admin + "\r\n"),
                            hands_out);
            for (const std::string& ticket : {aviary.admin, aviary.employee, std::string(), "7T:" + canary})
                for (const PlantedBody& planted : planted_bodies(operation, canary, "tje0", 2, ticket)) {
                    std::string fields = "Accept: application/json\r\n";
                    if (!planted.soap && !ticket.empty()) fields += "Authorization: SoTicket " + ticket + "\r\n";
                    for (const std::string& body :
                         ticket == aviary.admin ? spoiled(planted) : std::vector{planted.body})
                        aviary.send(post(planted.path, planted.content_type, body, fields), hands_out);
                }
        }
    }
}

void send_heads(Aviary& aviary) {
    const std::string wrong_password = base64_encode("ADM0:" + canary);
    const std::string wrong_user = base64_encode("nobody:" + canary);
    aviary.birds.insert(aviary.birds.end(), {wrong_password, wrong_user});
    const std::vector<std::string> heads{
        "Authorization: Basic " + wrong_password,
        "Authorization: Basic " + wrong_user,
        "Authorization: Basic " + canary + "!",
        "Authorization: Bearer " + canary,
        "Authorization: SoTicket 7T:" + canary,
        "Authorization: " + canary + " " + canary,
        "Authorization: " + canary,
        "Authorization: Bearer " + canary + "\r\nAuthorization: Bearer " + canary,
        "Authorization: Bearer " + canary + "\x01",
        "Authorization: Bearer " + canary + "\r\n folded " + canary,
        "Authorization : " + canary,
        "Authorization: Bearer " + canary + std::string(20'000, 'x'),
        "SO-AppToken: " + canary + "\r\nAuthorization: Bearer " + canary,
        "Cookie: uag_session=" + canary,
        "Cookie: uag_session=" + canary + "; uag_session=" + canary + "\r\nX-XSRF-TOKEN: " + canary,
        "Cookie: uag_session=" + canary + "\r\nX-XSRF-TOKEN: " + canary,
        "Content-Length: " + canary,
        "Expect: " + canary,
    };
    for (const std::string& head : heads)
        for (const char* path : {"/api/v1/User/currentPrincipal", "/account", "/Remote/Services88/User.svc"})
            aviary.send(get(path, head + "\r\n"));
    aviary.send(get("/account/password-link?token=" + canary));
    aviary.send(get("/account/sign-in?token=" + canary));
    aviary.send(get("/api/v1/User/currentPrincipal?ticket=" + canary));
    aviary.send("GET /account/password-link?token=" + canary + " HTTP/9.9\r\nHost: localhost\r\n\r\n");
    aviary.send("GET /account/password-link?token=" + canary + std::string(9000, 'x') +
                " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    for (const char* page : {"sign-in", "password", "sessions", "sign-out", "password-link"})
        for (const char* type : {"application/x-www-form-urlencoded", "text/plain"})
            aviary.send(post("/account/" + std::string(page), type,
                             "XSRF_TOKEN=" + canary + "&UserName=tje0&Password=" + canary + "&OldPassword=" + canary +
                                 "&NewPassword=" + canary + "&RepeatPassword=" + canary + "x&Token=" + canary +
                                 "&Session=" + canary,
                             "Cookie: uag_session=" + canary + "; uag_visit=" + canary + "\r\n"));
    for (int i = 0; i < 8; ++i) aviary.rest("GetUser?UserId=1", "Basic " + wrong_password, "");
}

std::string cookie(const HttpAnswer& answer, const std::string& name) {
    for (const auto& [field, value] : answer.fields)
        if (field == "Set-Cookie" && value.starts_with(name + "="))
            return value.substr(name.size() + 1, value.find(';') - name.size() - 1);
    return {};
}

// A sign-in, a change of the password and what can go wrong with it.
void browse(Aviary& aviary) {
    constexpr const char* form = "application/x-www-form-urlencoded";
    const auto fields = [](const std::string& cookies) { return "Cookie: " + cookies + "\r\n"; };
    const std::string visit = cookie(aviary.send(get("/account/sign-in")), "uag_visit");
    REQUIRE_FALSE(visit.empty());
    const std::string visit_token(xsrf_token_of(visit).reveal());
    const auto signed_in = aviary.send(post("/account/sign-in", form,
                                            "XSRF_TOKEN=" + visit_token + "&UserName=ext0&Password=Ext0-demo-only",
                                            fields("uag_visit=" + visit)));
    const std::string session = cookie(signed_in, "uag_session");
    REQUIRE_FALSE(session.empty());
    const std::string token(xsrf_token_of(session).reveal());
    aviary.birds.insert(aviary.birds.end(), {session, token, visit, visit_token, "Ext0-demo-only"});
    const auto change = [&](const std::string& old, const std::string& fresh, const std::string& repeated) {
        return aviary.send(post(
            "/account/password", form,
            "XSRF_TOKEN=" + token + "&OldPassword=" + old + "&NewPassword=" + fresh + "&RepeatPassword=" + repeated,
            fields("uag_session=" + session)));
    };
    CHECK(change(canary, canary, canary).status == 400);
    CHECK(change("Ext0-demo-only", canary, canary + "x").status == 400);
    CHECK(change("Ext0-demo-only", canary, canary).status == 303);
}

// A mailed link, used up after two forms that were no good; and a mail that cannot be sent.
void mail(Aviary& aviary) {
    const std::string admin = "SoTicket " + aviary.admin;
    CHECK(aviary.rest("SendChangePasswordEMail", admin, R"({"AssociateId":1})").status == 200);
    REQUIRE(aviary.smtp()->mail().has_value());
    const std::string text = replaced_everywhere(*aviary.smtp()->mail(), "=\r\n", "");
    const std::size_t at = text.find("token=3D") + 8;
    const std::string token = text.substr(at, text.find_first_of("=\r\n \"<", at) - at);
    REQUIRE(token.size() >= 32);
    aviary.birds.push_back(token);
    CHECK(aviary.send(get("/account/password-link?token=" + token)).status == 200);
    const auto use = [&](const std::string& fresh, const std::string& repeated) {
        return aviary
            .send(post("/account/password-link", "application/x-www-form-urlencoded",
                       "Token=" + token + "&NewPassword=" + fresh + "&RepeatPassword=" + repeated))
            .status;
    };
    CHECK(use(canary, canary + "x") == 400);
    CHECK(use(canary, canary) == 303);
    CHECK(use(canary, canary) == 404);
    aviary.smtp().reset();
    aviary.rest("SendChangePasswordEMail", admin, R"({"AssociateId":3})");
}

}  // namespace

TEST_CASE("no canary of any secret place is found anywhere else") {
    Aviary aviary;
    GatewayProcess& gateway = aviary.gateway();
    const std::string key_line = file_text(gateway.database() + ".key");
    const std::string key =
        key_line.substr(key_line.rfind(' ') + 1, key_line.find_last_not_of('\n') - key_line.rfind(' '));
    REQUIRE(key.size() >= 40);
    aviary.birds.push_back(key);
    aviary.birds.push_back(base64_decode(key).value());

    browse(aviary);
    mail(aviary);
    // The form's cost: what is not right is denied to who may not, and refused to nobody known.
    CHECK(aviary.rest("SetPassword", "SoTicket " + aviary.employee, R"({"AssociateId":1,"Password":")" + canary + "\"}")
              .status == 403);
    send_contract(aviary);
    send_heads(aviary);
    CHECK(aviary.handed_out > 0);
    for (const int status : {200, 303, 400, 401, 403, 404, 500}) {
        INFO(status);
        CHECK(aviary.statuses.count(status) == 1);
    }

    const std::string process = "/proc/" + std::to_string(gateway.pid()) + "/";
    const std::string arguments = file_text(process + "cmdline");
    CHECK(contains(arguments, "serve"));
    aviary.look("the arguments", arguments);
    aviary.look("the environment", file_text(process + "environ"));
    std::string audit;
    CHECK(run_tool({"audit", "--json", "--limit", "0", "--config", gateway.config_file()}, &audit) == 0);
    CHECK(contains(audit, "SetPassword"));
    CHECK(contains(audit, "SetPasswordByLink"));
    aviary.look("the audit trail", audit);
    for (const char* end : {"", "-wal", "-shm"})
        aviary.look("the database" + std::string(end), file_text(gateway.database() + end));
    CHECK(gateway.terminate() == 0);
    aviary.look("the database, closed", file_text(gateway.database()));
    CHECK(contains(file_text(gateway.database()), "tje0"));
    const std::string log = log_of(gateway);
    CHECK(contains(log, "SetPassword"));
    CHECK(contains(log, "login-failed"));
    aviary.look("the log", log);
}

TEST_CASE("a crash leaves no core file") {
    GatewayProcess gateway;
    const std::string limits = file_text("/proc/" + std::to_string(gateway.pid()) + "/limits");
    const std::size_t row = limits.find("Max core file size");
    REQUIRE(row != std::string::npos);
    // Soft and hard.
    CHECK(limits.substr(row + 18, 28).find_first_not_of(" 0") == std::string::npos);
    REQUIRE(::kill(gateway.pid(), SIGABRT) == 0);
    siginfo_t end{};
    REQUIRE(::waitid(P_PID, static_cast<id_t>(gateway.pid()), &end, WEXITED | WNOWAIT) == 0);
    CHECK(end.si_code == CLD_KILLED);  // CLD_DUMPED with a core
    CHECK(end.si_status == SIGABRT);
    gateway.wait();
}
