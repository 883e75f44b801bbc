// The real program as a child process: a database of its own in a temporary directory, the demo associates in it, a
// port that the system chose.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

#include "support/temp_dir.hpp"

namespace uag::test {

/// Runs `useragentd` with these arguments to its end; its exit code. Standard output and error go to `output`.
int run_tool(const std::vector<std::string>& arguments, std::string* output = nullptr, const std::string& input = {});

struct ProcessOptions {
    bool seeded = true;                      ///< with the demo associates; else the service makes its own database
    std::vector<std::string> environment{};  ///< "NAME=value" each, beside the test's own; `{folder}` is folder()
    std::vector<std::string> arguments{};  ///< of `serve`, behind the test's own
};

/// Configuration: the cheapest hash that is still allowed, so that hundreds of changes take seconds.
inline constexpr const char* cheap_hash = "[hash]\nmemory_kib = 7168\npasses = 5\n";

class GatewayProcess {
public:
    /// Seeds and starts. `config` is appended to the TOML file the process reads. Throws if it does not come up.
    explicit GatewayProcess(const std::string& config = {}, ProcessOptions options = {});
    /// SIGKILL if it still runs.
    ~GatewayProcess();
    GatewayProcess(const GatewayProcess&) = delete;
    GatewayProcess& operator=(const GatewayProcess&) = delete;

    std::uint16_t port() const { return port_; }
    pid_t pid() const { return pid_; }
    std::string database() const { return dir_.path().string() + "/users.db"; }
    std::string config_file() const { return dir_.path().string() + "/config.toml"; }
    /// Database, log and configuration are in it.
    const std::filesystem::path& folder() const { return dir_.path(); }
    std::string log_file() const { return dir_.path().string() + "/log"; }

    /// `port` 0 is the system's choice.
    void start(std::uint16_t port = 0);
    /// SIGKILL, and waits until it is gone.
    void kill();
    /// SIGTERM, and the exit code.
    int terminate();
    int wait();

private:
    const ProcessOptions options_;
    TempDir dir_;
    pid_t pid_ = -1;
    std::uint16_t port_ = 0;
};

}  // namespace uag::test
