#include "support/gateway_process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <utility>

#include "support/program.hpp"

namespace uag::test {
namespace {

std::string binary() {
    const char* const path = std::getenv("UAG_BINARY");
    if (path == nullptr)
        throw std::runtime_error("UAG_BINARY names the useragentd to test; run the tests through ctest");
    return path;
}

ProgramStart tool(const std::vector<std::string>& arguments) {
    ProgramStart start;
    start.arguments = arguments;
    start.arguments.insert(start.arguments.begin(), binary());
    return start;
}

}  // namespace

int run_tool(const std::vector<std::string>& arguments, std::string* output, const std::string& input) {
    std::array<int, 2> in{};
    std::array<int, 2> out{};
    if (::pipe2(in.data(), O_CLOEXEC) != 0 || ::pipe2(out.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    ProgramStart start = tool(arguments);
    start.input = in[0];
    start.output = start.errors = out[1];
    const pid_t pid = start_program(start);
    ::close(in[0]);
    ::close(out[1]);
    if (!input.empty() && ::write(in[1], input.data(), input.size()) < 0) throw std::runtime_error("cannot write");
    ::close(in[1]);
    std::array<char, 4096> chunk{};
    for (ssize_t got = 0; (got = ::read(out[0], chunk.data(), chunk.size())) > 0;)
        if (output != nullptr) output->append(chunk.data(), static_cast<std::size_t>(got));
    ::close(out[0]);
    return wait_for(pid);
}

GatewayProcess::GatewayProcess(const std::string& config, ProcessOptions options) : options_(std::move(options)) {
    std::ofstream(config_file()) << "[database]\npath = \"" << database() << "\"\n[log]\npath = \"" << log_file()
                                 << "\"\n"
                                 << config;
    std::string output;
    if (options_.seeded && run_tool({"seed", "samples/demo.toml", "--config", config_file()}, &output) != 0)
        throw std::runtime_error("seeding failed: " + output);
    start();
}

GatewayProcess::~GatewayProcess() {
    if (pid_ > 0) kill();
}

void GatewayProcess::start(std::uint16_t port) {
    std::array<int, 2> out{};
    if (::pipe2(out.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    std::vector<std::string> line{"serve", "--config", config_file(), "--listen", "127.0.0.1:" + std::to_string(port)};
    line.insert(line.end(), options_.arguments.begin(), options_.arguments.end());
    ProgramStart start = tool(line);
    start.output = start.errors = out[1];
    for (std::string entry : options_.environment) {
        if (const std::size_t at = entry.find("{folder}"); at != std::string::npos)
            entry.replace(at, 8, folder().string());
        start.environment.push_back(std::move(entry));
    }
    pid_ = start_program(start);
    ::close(out[1]);
    std::string text;
    std::array<char, 512> chunk{};
    while (text.find('\n', text.find("listening on http")) == std::string::npos) {
        const ssize_t got = ::read(out[0], chunk.data(), chunk.size());
        if (got <= 0) break;
        text.append(chunk.data(), static_cast<std::size_t>(got));
    }
    ::close(out[0]);
    const std::size_t colon = text.find(':', text.find("127.0.0.1", text.find("listening on http")));
    if (text.find("listening on http") == std::string::npos) throw std::runtime_error("it did not start: " + text);
    port_ = static_cast<std::uint16_t>(std::atoi(text.c_str() + colon + 1));
}

void GatewayProcess::kill() {
    ::kill(pid_, SIGKILL);
    wait();
}

int GatewayProcess::terminate() {
    ::kill(pid_, SIGTERM);
    return wait();
}

int GatewayProcess::wait() {
    const int code = wait_for(pid_);
    pid_ = -1;
    return code;
}

}  // namespace uag::test
