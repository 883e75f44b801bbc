// The running service when its database cannot answer: 503 or SoDbAccessException, nothing
// changed, and it goes on without a restart; what cannot be mended refuses to start and says what to do.
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "core/base/encoding.hpp"
#include "store/raw_sqlite.hpp"
#include "support/file_text.hpp"
#include "support/gateway_log.hpp"
#include "support/gateway_process.hpp"
#include "support/http_client.hpp"
#include "support/texts.hpp"

using namespace uag;
using namespace uag::test;

namespace {

std::string basic(const std::string& name, const std::string& password) {
    return "Authorization: Basic " + base64_encode(name + ':' + password) + "\r\n";
}

HttpAnswer set_password(const GatewayProcess& gateway, const std::string& password) {
    return converse(gateway.port(),
                    post("/api/v1/Agents/User/SetPassword", "application/json",
                         R"({"AssociateId":2,"Password":")" + password + "\"}", basic("ADM0", "Adm0-demo-only")));
}

std::string soap_ticket(const GatewayProcess& gateway) {
    const std::string ns = "http://www.superoffice.net/ws/crm/NetServer/Services88";
    const HttpAnswer answer = converse(
        gateway.port(), post("/Remote/Services88/SoPrincipal.svc", "text/xml",
                             "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>"
                             "<AuthenticateUsernamePassword xmlns=\"" +
                                 ns +
                                 "\"><UserName>ADM0</UserName><Password>"
                                 "Adm0-demo-only</Password></AuthenticateUsernamePassword></s:Body></s:Envelope>"));
    const std::size_t begin = answer.body.find("7T:");
    return begin == std::string::npos ? "" : answer.body.substr(begin, answer.body.find('<', begin) - begin);
}

HttpAnswer soap_set_password(const GatewayProcess& gateway, const std::string& ticket, const std::string& password) {
    const std::string ns = "http://www.superoffice.net/ws/crm/NetServer/Services88";
    return converse(gateway.port(),
                    post("/Remote/Services88/User.svc", "text/xml",
                         "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Header><Credentials "
                         "xmlns=\"" +
                             ns + "\"><Ticket>" + ticket +
                             "</Ticket></Credentials></s:Header><s:Body>"
                             "<SetPassword xmlns=\"" +
                             ns + "\"><AssociateId>2</AssociateId><Password>" + password +
                             "</Password></SetPassword></s:Body></s:Envelope>"));
}

int log_in(const GatewayProcess& gateway, const std::string& password) {
    return converse(gateway.port(), get("/api/v1/User/currentPrincipal", basic("tje0", password))).status;
}

// While `broken` no change is stored; both protocols say so, and nothing is half done.
void check_changes_refused(const GatewayProcess& gateway, const std::string& ticket) {
    const HttpAnswer rest = set_password(gateway, "quiet-lantern-41");
    CHECK(rest.status == 503);
    CHECK(contains(rest.body, "SoDbAccessException"));
    const HttpAnswer soap = soap_set_password(gateway, ticket, "quiet-lantern-41");
    CHECK(soap.status == 503);
    CHECK(contains(soap.body, "Fault"));
    CHECK_FALSE(contains(soap.body, "sqlite"));
    CHECK_FALSE(contains(rest.body, "sqlite"));
    // Who holds a ticket goes on reading.
    CHECK(converse(gateway.port(), get("/api/v1/User/currentPrincipal", "Authorization: SoTicket " + ticket + "\r\n"))
              .status == 200);
}

// Waits for no lock: the rows of [database] are GatewayProcess's own.
struct ImpatientGateway : GatewayProcess {
    ImpatientGateway() {
        REQUIRE(terminate() == 0);
        std::ostringstream text;
        text << std::ifstream(config_file()).rdbuf();
        std::ofstream(config_file()) << "database.busy_seconds = 0\ndatabase.path = \"" << database() << "\"\n"
                                     << text.str().substr(text.str().find("[log]"));
        start();
    }
};

struct Running {
    ImpatientGateway gateway;
    std::string ticket = soap_ticket(gateway);
};

std::string serve_again(const GatewayProcess& gateway) {
    std::string output;
    CHECK(run_tool({"serve", "--config", gateway.config_file(), "--listen", "127.0.0.1:0"}, &output) == 1);
    return output;
}

}  // namespace

TEST_CASE("a full disk refuses changes in both protocols and is over without a restart") {
    Running s;
    REQUIRE_FALSE(s.ticket.empty());
    rlimit before{};
    const rlimit full{1, RLIM_INFINITY};
    REQUIRE(::prlimit(s.gateway.pid(), RLIMIT_FSIZE, &full, &before) == 0);
    check_changes_refused(s.gateway, s.ticket);
    REQUIRE(::prlimit(s.gateway.pid(), RLIMIT_FSIZE, &before, nullptr) == 0);
    CHECK(log_in(s.gateway, "Tje0") == 200);
    CHECK(set_password(s.gateway, "quiet-lantern-41").status == 200);
    CHECK(log_in(s.gateway, "quiet-lantern-41") == 200);
    CHECK(s.gateway.terminate() == 0);
    CHECK(Raw(s.gateway.database()).ask("PRAGMA integrity_check") == "ok");
}

TEST_CASE("a lock of another program refuses changes in both protocols and is over when it goes") {
    Running s;
    Raw other(s.gateway.database());
    other.run("BEGIN IMMEDIATE");
    check_changes_refused(s.gateway, s.ticket);
    other.run("ROLLBACK");
    CHECK(log_in(s.gateway, "Tje0") == 200);
    CHECK(soap_set_password(s.gateway, s.ticket, "quiet-lantern-41").status == 200);
    CHECK(log_in(s.gateway, "quiet-lantern-41") == 200);
}

TEST_CASE("nothing is acknowledged that goes into a file which was removed or replaced") {
    Running s;
    REQUIRE_FALSE(s.ticket.empty());
    const std::string path = s.gateway.database();
    const std::string away = path + ".away";
    const auto refused = [&] {
        const HttpAnswer rest = set_password(s.gateway, "quiet-lantern-41");
        CHECK(rest.status == 503);
        CHECK(contains(rest.body, "SoDbAccessException"));
        // From then on nothing is read either: it would be what was, not what is.
        CHECK(log_in(s.gateway, "Tje0") == 503);
        CHECK(soap_set_password(s.gateway, s.ticket, "quiet-lantern-41").status == 503);
    };
    // Noticed without a call, and told.
    std::filesystem::rename(path, away);
    for (int i = 0; i < 1000 && !contains(log_of(s.gateway), "database_fails"); ++i) ::usleep(10'000);
    CHECK(contains(log_of(s.gateway), "removed or replaced while it is open"));
    CHECK(converse(s.gateway.port(), get("/health/ready")).status == 503);
    CHECK(log_in(s.gateway, "Tje0") == 503);
    refused();
    std::filesystem::copy_file(away, path);
    refused();
    std::filesystem::rename(away, path);  // as it was
    CHECK(log_in(s.gateway, "Tje0") == 200);
    CHECK(set_password(s.gateway, "amber-orchard-57").status == 200);

    // Without the same index a command and the service overwrite each other's log.
    for (const char* const ending : {"-wal", "-shm"}) {
        std::filesystem::rename(path + ending, away);
        refused();
        std::filesystem::rename(away, path + ending);
    }
    CHECK(log_in(s.gateway, "amber-orchard-57") == 200);

    CHECK(s.gateway.terminate() == 0);
    CHECK(Raw(path).ask("PRAGMA integrity_check") == "ok");
}

TEST_CASE("a service that stops with an index of its own does not undo what a command has done since") {
    Running s;
    REQUIRE_FALSE(s.ticket.empty());
    std::filesystem::remove(s.gateway.database() + "-shm");
    REQUIRE(run_tool({"user", "disable", "ext0", "--db", s.gateway.database()}) == 0);
    CHECK(s.gateway.terminate() == 0);
    std::string shown;
    REQUIRE(run_tool({"user", "show", "ext0", "--db", s.gateway.database()}, &shown) == 0);
    CHECK(contains(shown, "retired"));
    CHECK(Raw(s.gateway.database()).ask("PRAGMA integrity_check") == "ok");
}

TEST_CASE("a damaged database and one of a newer program refuse to start and name the command that restores") {
    GatewayProcess gateway;
    const TempDir folder;
    const std::string backup = folder.file("backup.db");
    std::string output;
    REQUIRE(run_tool({"backup", backup, "--config", gateway.config_file()}, &output) == 0);
    REQUIRE(gateway.terminate() == 0);
    const auto restore = [&] { return run_tool({"restore", backup, "--config", gateway.config_file()}); };

    {
        std::fstream file(gateway.database(), std::ios::in | std::ios::out | std::ios::binary);
        const auto size = static_cast<std::streamoff>(std::filesystem::file_size(gateway.database()));
        file.seekp(size / 2 / 4096 * 4096);
        file << std::string(static_cast<std::size_t>(size / 4), '\xA5');
    }
    const std::string damaged = serve_again(gateway);
    CHECK((contains(damaged, "damaged") || contains(damaged, "cannot be read as a SQLite database")));
    CHECK(contains(damaged, "useragentd restore FILE --db " + gateway.database()));
    CHECK(restore() == 0);
    gateway.start();
    CHECK(log_in(gateway, "Tje0") == 200);
    REQUIRE(gateway.terminate() == 0);

    Raw(gateway.database()).run("INSERT INTO schema_migrations VALUES (9999, 'later', 'x', 0)");
    const std::string newer = serve_again(gateway);
    CHECK(contains(newer, "newer program"));
    CHECK(contains(newer, "useragentd restore"));
    CHECK(restore() == 0);
    gateway.start();
    CHECK(log_in(gateway, "Tje0") == 200);
    REQUIRE(gateway.terminate() == 0);

    std::ofstream(gateway.database(), std::ios::trunc)
        << "not a database at all, but long enough to look at" << std::string(4096, 'x');
    CHECK(contains(serve_again(gateway), "cannot be read as a SQLite database"));
    CHECK(restore() == 0);
    gateway.start();
    CHECK(log_in(gateway, "Tje0") == 200);
}

TEST_CASE("a database that everybody on the machine can read is neither served nor touched by a command") {
    GatewayProcess gateway;
    const TempDir folder;
    REQUIRE(gateway.terminate() == 0);
    const std::string before = file_text(gateway.database());
    for (const mode_t mode : {0644U, 0604U, 0602U}) {
        REQUIRE(::chmod(gateway.database().c_str(), mode) == 0);
        const std::string what_to_do = "can read or write it; run: chmod o= " + gateway.database();
        CHECK(contains(serve_again(gateway), what_to_do));
        const std::string backup = folder.file("backup.db");
        for (const std::vector<std::string>& command : {std::vector<std::string>{"user", "list"}, {"backup", backup}}) {
            std::vector<std::string> arguments = command;
            arguments.insert(arguments.end(), {"--config", gateway.config_file()});
            std::string output;
            CHECK(run_tool(arguments, &output) == 1);
            CHECK(contains(output, what_to_do));
        }
        CHECK_FALSE(std::filesystem::exists(backup));
        CHECK(file_text(gateway.database()) == before);
    }
    REQUIRE(::chmod(gateway.database().c_str(), 0640) == 0);
    gateway.start();
    CHECK(log_in(gateway, "Tje0") == 200);
}

TEST_CASE("a backup is taken beside a running service, restored without it, and holds all there was") {
    GatewayProcess gateway;
    const TempDir folder;
    const std::string backup = folder.file("backup.db");
    CHECK(set_password(gateway, "quiet-lantern-41").status == 200);
    const auto tool = [&](const std::string& command, const std::string& file) {
        std::string output;
        const int code = run_tool({command, file, "--config", gateway.config_file()}, &output);
        return std::pair{code, output};
    };
    CHECK(tool("backup", backup).first == 0);
    CHECK((std::filesystem::status(backup).permissions() & std::filesystem::perms::all) ==
          (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
    CHECK(Raw(backup).ask("PRAGMA integrity_check") == "ok");
    CHECK(Raw(backup).ask("PRAGMA journal_mode") == "delete");
    CHECK_FALSE(std::filesystem::exists(backup + ".part"));

    const std::string before = file_text(backup);
    CHECK(contains(tool("backup", backup).second, "is there already"));
    CHECK(file_text(backup) == before);
    CHECK(contains(tool("backup", folder.file("no/such/folder.db")).second, "cannot be made"));
    CHECK(contains(tool("restore", backup).second, "is in use: stop the service first"));

    CHECK(set_password(gateway, "later-lantern-42").status == 200);
    CHECK(log_in(gateway, "later-lantern-42") == 200);
    gateway.kill();  // its write-ahead log stays behind
    CHECK(std::filesystem::exists(gateway.database() + "-wal"));
    CHECK(contains(tool("restore", folder.file("none.db")).second, "cannot be read"));
    CHECK(contains(tool("restore", folder.write("other.db", std::string(9000, 'x'))).second, "not a database"));
    std::filesystem::copy_file(backup, folder.file("newer.db"));
    Raw(folder.file("newer.db")).run("INSERT INTO schema_migrations VALUES (9999, 'later', 'x', 0)");
    CHECK(contains(tool("restore", folder.file("newer.db")).second, "newer program"));
    CHECK_FALSE(std::filesystem::exists(gateway.database() + ".restoring"));

    CHECK(tool("restore", backup).first == 0);
    gateway.start();
    CHECK(log_in(gateway, "quiet-lantern-41") == 200);
    CHECK(log_in(gateway, "later-lantern-42") == 401);
    std::string audit;
    CHECK(run_tool({"audit", "--config", gateway.config_file()}, &audit) == 0);
    CHECK(contains(audit, "restore"));
    // What was replaced is kept, log and all.
    CHECK(std::filesystem::exists(gateway.database() + ".replaced-wal"));
    CHECK(Raw(gateway.database() + ".replaced").ask("PRAGMA integrity_check") == "ok");
}

TEST_CASE("no secret stands in the command line or the environment, and there is no core file") {
    GatewayProcess gateway;
    CHECK(set_password(gateway, "canary-lantern-77").status == 200);
    CHECK(log_in(gateway, "canary-lantern-77") == 200);
    const std::string proc = "/proc/" + std::to_string(gateway.pid());
    const std::string command = file_text(proc + "/cmdline");
    CHECK(contains(command, "serve"));
    for (const char* secret : {"canary-lantern", "Adm0-demo-only", "7T:"}) {
        CHECK_FALSE(contains(command, secret));
        CHECK_FALSE(contains(file_text(proc + "/environ"), secret));
    }
    CHECK(contains(file_text(proc + "/limits"), "Max core file size        0                    0 "));
    // What is not dumpable belongs to root, whoever runs it: nobody else can look into its memory.
    struct stat status{};
    REQUIRE(::stat((proc + "/mem").c_str(), &status) == 0);
    CHECK(status.st_uid == 0);
    if (::geteuid() != 0) CHECK_FALSE(std::ifstream(proc + "/environ").is_open());
}
