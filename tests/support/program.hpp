// A program as a child process: tools of others that the tests use, and the service itself.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace uag::test {

struct ProgramStart {
    std::vector<std::string> arguments;    ///< the program's path first, looked for in $PATH and the folders of sbin
    std::vector<std::string> environment;  ///< "NAME=value" each, beside the test's own
    int input = -1;                        ///< standard streams; -1: /dev/null
    int output = -1;
    int errors = -1;
    std::vector<int> kept{};  ///< other descriptors that the program inherits
};

/// Its process id. A program that is not there exits with 127.
pid_t start_program(const ProgramStart& start);

/// Waits for its end: the exit code, or 128 and the signal's number.
int wait_for(pid_t pid);

/// Runs a tool to its end; its exit code. Standard output and error go to `output`. Throws std::runtime_error if it is
/// not installed: tests/support/install.sh installs all of them.
int run_program(const std::vector<std::string>& arguments, std::string& output);

/// A tool that runs beside the test until this goes. Standard output and error go to a file.
class Program {
public:
    Program(ProgramStart start, const std::string& output_file);
    /// SIGKILL if it still runs.
    ~Program();
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;
    bool running() const;
    /// SIGTERM, and the exit code: for a program that has children of its own.
    int terminate();
    /// Waits for its own end; the exit code.
    int finish();

private:
    pid_t pid_ = -1;
};

}  // namespace uag::test
