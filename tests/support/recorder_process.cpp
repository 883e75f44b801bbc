#include "support/recorder_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

#include "support/file_text.hpp"
#include "support/program.hpp"

namespace uag::test {

RecorderProcess::RecorderProcess(const std::string& target, const std::vector<std::string>& arguments,
                                 const std::vector<std::string>& environment) {
    const char* const path = std::getenv("UAG_BINARY");
    if (path == nullptr) throw std::runtime_error("UAG_BINARY names the useragentd to test");
    ProgramStart start;
    start.arguments = {path, "record", "--listen", "127.0.0.1:0", "--to", target, "--into", recording()};
    start.arguments.insert(start.arguments.end(), arguments.begin(), arguments.end());
    for (std::string entry : environment) {
        if (const std::size_t at = entry.find("{folder}"); at != std::string::npos)
            entry.replace(at, 8, dir_.path().string());
        start.environment.push_back(std::move(entry));
    }
    // A pipe could fill up; a file does not.
    const std::string output = dir_.file("output");
    start.output = start.errors = ::open(output.c_str(), O_CREAT | O_APPEND | O_WRONLY | O_CLOEXEC, 0600);
    pid_ = start_program(start);
    ::close(start.output);
    const std::string mark = "recording on http://127.0.0.1:";
    for (int i = 0; i < 1000 && port_ == 0; ++i) {
        const std::string text = said();
        const std::size_t at = text.find(mark);
        if (at != std::string::npos && text.find('\n', at) != std::string::npos)
            port_ = static_cast<std::uint16_t>(std::atoi(text.c_str() + at + mark.size()));
        else
            ::poll(nullptr, 0, 10);
    }
    if (port_ == 0) throw std::runtime_error("the recorder did not start: " + said());
}

RecorderProcess::~RecorderProcess() {
    if (pid_ > 0) kill();
}

std::string RecorderProcess::said() const { return file_text(dir_.file("output")); }

void RecorderProcess::kill() {
    ::kill(pid_, SIGKILL);
    wait_for(pid_);
    pid_ = -1;
}

int RecorderProcess::terminate() {
    ::kill(pid_, SIGTERM);
    const int code = wait_for(pid_);
    pid_ = -1;
    return code;
}

std::string all_texts_in(const std::string& folder) {
    std::string all;
    for (const auto& file : std::filesystem::directory_iterator(folder)) {
        all += file.path().filename().string() + '\n';
        all += file_text(file.path().string()) + '\n';
    }
    return all;
}

}  // namespace uag::test
