#include "support/program.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <stdexcept>

namespace uag::test {

pid_t start_program(const ProgramStart& start) {
    std::vector<std::string> arguments = start.arguments;
    std::vector<char*> argv;
    for (std::string& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    const pid_t pid = ::fork();
    if (pid != 0) return pid;
    const int null = ::open("/dev/null", O_RDWR);
    ::dup2(start.input < 0 ? null : start.input, 0);
    ::dup2(start.output < 0 ? null : start.output, 1);
    ::dup2(start.errors < 0 ? null : start.errors, 2);
    for (const int descriptor : start.kept) ::fcntl(descriptor, F_SETFD, 0);
    const char* const path = std::getenv("PATH");
    ::setenv("PATH", (std::string(path == nullptr ? "/usr/bin:/bin" : path) + ":/usr/sbin:/sbin").c_str(), 1);
    for (const std::string& entry : start.environment) {
        const std::size_t equals = entry.find('=');
        ::setenv(entry.substr(0, equals).c_str(), entry.c_str() + equals + 1, 1);
    }
    ::execvp(argv[0], argv.data());
    ::_exit(127);
}

int wait_for(pid_t pid) {
    int status = 0;
    ::waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int run_program(const std::vector<std::string>& arguments, std::string& output) {
    std::array<int, 2> out{};
    if (::pipe2(out.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    ProgramStart start;
    start.arguments = arguments;
    start.output = start.errors = out[1];
    const pid_t pid = start_program(start);
    ::close(out[1]);
    std::array<char, 4096> chunk{};
    for (ssize_t got = 0; (got = ::read(out[0], chunk.data(), chunk.size())) > 0;)
        output.append(chunk.data(), static_cast<std::size_t>(got));
    ::close(out[0]);
    const int code = wait_for(pid);
    if (code == 127) throw std::runtime_error(arguments.front() + " is not installed");
    return code;
}

Program::Program(ProgramStart start, const std::string& output_file) {
    const int file = ::open(output_file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    start.output = start.errors = file;
    pid_ = start_program(start);
    ::close(file);
}

Program::~Program() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    wait_for(pid_);
}

bool Program::running() const {
    siginfo_t end{};
    return ::waitid(P_PID, static_cast<id_t>(pid_), &end, WEXITED | WNOHANG | WNOWAIT) == 0 && end.si_pid == 0;
}

int Program::terminate() {
    ::kill(pid_, SIGTERM);
    return finish();
}

int Program::finish() {
    const int code = wait_for(pid_);
    pid_ = -1;
    return code;
}

}  // namespace uag::test
