// A mail server of the tests' own (aiosmtpd) in a process beside them.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "support/openid_provider.hpp"
#include "support/temp_dir.hpp"

namespace uag::test {

class SmtpServer {
public:
    /// Options of tests/support/smtp_server.py; certificate and key are added where `tls` is not "none". Throws if it
    /// does not come up (python3-aiosmtpd is in tests/support/packages.txt).
    explicit SmtpServer(const std::string& tls = "none", std::vector<std::string> options = {});
    ~SmtpServer();
    SmtpServer(const SmtpServer&) = delete;
    SmtpServer& operator=(const SmtpServer&) = delete;

    std::string address() const { return "127.0.0.1:" + std::to_string(port_); }
    /// The authority that its certificate is of, a PEM file.
    std::string authority() const { return dir_.file("ca.pem"); }
    /// The nth mail (from 1 on) as it came, behind a line "FROM TO USER"; nothing if there is none yet.
    std::optional<std::string> mail(int number = 1) const;

private:
    TempDir dir_;
    pid_t pid_ = -1;
    int input_ = -1;
    std::uint16_t port_ = 0;
};

}  // namespace uag::test
