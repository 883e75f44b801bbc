#include "bench/replayed.hpp"

#include <sys/resource.h>
#include <sys/wait.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/clock.hpp"
#include "core/base/encoding.hpp"
#include "server/recording/message_text.hpp"
#include "server/recording/writer.hpp"
#include "support/gateway_process.hpp"
#include "support/http_client.hpp"
#include "support/program.hpp"
#include "support/soap_call.hpp"
#include "support/temp_dir.hpp"

namespace uag::bench {
namespace {

constexpr int recorded_exchanges = 10'000;
constexpr double most_seconds = 60;
constexpr long most_replay_kib = 100 * 1024;

// What a session's client asks, over both protocols.
std::vector<std::string> recorded_requests() {
    const std::string admin = "Authorization: Basic " + base64_encode("ADM0:Adm0-demo-only") + "\r\n";
    std::vector<std::string> all;
    for (int id = 1; id <= 6; ++id) {
        all.push_back(test::get("/api/v1/User/" + std::to_string(id), admin));
        all.push_back(test::post("/api/v1/Agents/User/IsUserNameValid", "application/json",
                                 R"({"UserName":"n)" + std::to_string(id) + "\"}", admin));
        all.push_back(
            test::post("/Remote/Services84/User.svc", "text/xml; charset=utf-8",
                       test::envelope("<t:GetUser><t:UserId>" + std::to_string(id) + "</t:UserId></t:GetUser>", {},
                                      Version::v84)));
        all.push_back(
            test::post("/api/v1/Agents/User/GetUser?userId=" + std::to_string(id), "application/json", "", admin));
    }
    return all;
}

void write_recording(std::uint16_t port, const std::string& folder) {
    const SystemClock clock;
    auto writer =
        recording::Writer::begin({folder, "bench", "http://127.0.0.1", Secret(std::string_view("the key of the bench")),
                                  nullptr, [](const std::string&) {}},
                                 clock);
    if (!writer.has_value()) std::abort();
    const std::vector<std::string> requests = recorded_requests();
    test::HttpClient client(port);
    // A log-in changes what the user says of it: one is made before, as the replay makes one.
    client.send(test::post("/Remote/Services84/SoPrincipal.svc", "text/xml; charset=utf-8",
                           test::envelope("<t:AuthenticateUsernamePassword><t:UserName>ADM0</t:UserName>"
                                          "<t:Password>Adm0-demo-only</t:Password></t:AuthenticateUsernamePassword>",
                                          {}, Version::v84)));
    if (!client.receive()) std::abort();
    for (int i = 0; i < recorded_exchanges; ++i) {
        const std::string& text = requests[static_cast<std::size_t>(i) % requests.size()];
        client.send(text);
        const auto answer = client.receive();
        const auto request = recording::read_request_text(text);
        if (!answer || !request.has_value()) std::abort();
        client::Response response;
        response.status = static_cast<unsigned>(answer->status);
        response.fields = answer->fields;
        response.body = answer->body;
        recording::Finished finished;
        finished.number = (*writer)->next_number();
        finished.began = clock.now();
        finished.request = &*request;
        finished.answer = &response;
        (*writer)->keep(finished);
    }
    if (!(*writer)->finish().has_value()) std::abort();
}

// Runs the program and prints what it took; whether that is as promised, and it came to that exit code.
bool measure_run(const char* what, std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), std::getenv("UAG_BINARY"));
    test::ProgramStart start;
    start.arguments = std::move(arguments);
    const auto began = std::chrono::steady_clock::now();
    const pid_t pid = test::start_program(start);
    int status = 0;
    rusage used{};
    ::wait4(pid, &status, 0, &used);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    const int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    std::printf("%-34s %5.1f s  %6.1f MiB  exit code %d\n", what, seconds, static_cast<double>(used.ru_maxrss) / 1024,
                code);
    return code == 0 && seconds < most_seconds && used.ru_maxrss < most_replay_kib;
}

}  // namespace

bool measure_replay() {
    const test::GatewayProcess gateway("[limits]\nrequests_per_connection = 1000000000\n");
    const test::TempDir dir(test::TempDir::memory());
    write_recording(gateway.port(), dir.file("first"));
    std::filesystem::copy(dir.file("first"), dir.file("second"));
    const std::string password = dir.write("password", "Adm0-demo-only");
    std::filesystem::permissions(password, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    bool is_kept = true;
    for (const std::string face : {"soap84", "rest", "rest/xml"})
        is_kept &= measure_run(("replay of 10000 over " + face).c_str(),
                               {"replay", dir.file("first"), "--target",
                                "new=" + face + "@http://127.0.0.1:" + std::to_string(gateway.port()), "--user", "ADM0",
                                "--password-file", password});
    is_kept &= measure_run("two recordings of 10000", {"compare", dir.file("first"), dir.file("second")});
    return is_kept;
}

}  // namespace uag::bench
