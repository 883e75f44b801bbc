#include "support/gateway_process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace uag::test {
namespace {

std::string binary() {
    const char* const path = std::getenv("UAG_BINARY");
    if (path == nullptr) throw std::runtime_error("UAG_BINARY names the useragentd to test; run the tests through ctest");
    return path;
}

// Starts the program with its standard streams on these descriptors (-1: /dev/null).
pid_t launch(std::vector<std::string> arguments, int input, int output, int errors) {
    arguments.insert(arguments.begin(), binary());
    std::vector<char*> argv;
    for (std::string& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    const pid_t pid = ::fork();
    if (pid != 0) return pid;
    const int null = ::open("/dev/null", O_RDWR);
    ::dup2(input < 0 ? null : input, 0);
    ::dup2(output < 0 ? null : output, 1);
    ::dup2(errors < 0 ? null : errors, 2);
    ::execv(argv[0], argv.data());
    ::_exit(127);
}

int exit_code(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status); }

}  // namespace

int run_tool(const std::vector<std::string>& arguments, std::string* output, const std::string& input) {
    std::array<int, 2> in{};
    std::array<int, 2> out{};
    if (::pipe2(in.data(), O_CLOEXEC) != 0 || ::pipe2(out.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    const pid_t pid = launch(arguments, in[0], out[1], out[1]);
    ::close(in[0]);
    ::close(out[1]);
    if (!input.empty() && ::write(in[1], input.data(), input.size()) < 0) throw std::runtime_error("cannot write");
    ::close(in[1]);
    std::array<char, 4096> chunk{};
    for (ssize_t got = 0; (got = ::read(out[0], chunk.data(), chunk.size())) > 0;)
        if (output != nullptr) output->append(chunk.data(), static_cast<std::size_t>(got));
    ::close(out[0]);
    int status = 0;
    ::waitpid(pid, &status, 0);
    return exit_code(status);
}

GatewayProcess::GatewayProcess(const std::string& config) {
    std::ofstream(config_file()) << "[database]\npath = \"" << database() << "\"\n[log]\npath = \"" << log_file() << "\"\n"
                                 << config;
    std::string output;
    if (run_tool({"seed", "samples/demo.toml", "--config", config_file()}, &output) != 0)
        throw std::runtime_error("seeding failed: " + output);
    start();
}

GatewayProcess::~GatewayProcess() {
    if (pid_ > 0) kill();
}

void GatewayProcess::start() {
    std::array<int, 2> out{};
    if (::pipe2(out.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    pid_ = launch({"serve", "--config", config_file(), "--listen", "127.0.0.1:0"}, -1, out[1], out[1]);
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
    int status = 0;
    ::waitpid(pid_, &status, 0);
    pid_ = -1;
    return exit_code(status);
}

}  // namespace uag::test
