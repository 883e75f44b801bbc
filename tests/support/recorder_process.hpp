// `useragentd record` as a child process, with its recording in a temporary directory.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

#include "support/temp_dir.hpp"

namespace uag::test {

class RecorderProcess {
public:
    /// Throws if it does not come up. `{folder}` in the environment is that of recording().
    explicit RecorderProcess(const std::string& target, const std::vector<std::string>& arguments = {},
                             const std::vector<std::string>& environment = {});
    /// SIGKILL if it still runs.
    ~RecorderProcess();
    RecorderProcess(const RecorderProcess&) = delete;
    RecorderProcess& operator=(const RecorderProcess&) = delete;

    std::uint16_t port() const { return port_; }
    std::string recording() const { return dir_.file("recording"); }
    const TempDir& dir() const { return dir_; }
    /// What it has said on standard output and error, once it is gone.
    std::string said() const;

    /// SIGKILL, and waits until it is gone.
    void kill();
    /// SIGTERM, and the exit code.
    int terminate();

private:
    TempDir dir_;
    pid_t pid_ = -1;
    std::uint16_t port_ = 0;
};

/// Everything that stands in the files of a folder, with their names.
std::string all_texts_in(const std::string& folder);

}  // namespace uag::test
