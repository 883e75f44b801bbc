// openssl s_server: a TLS server of the tests' own, with any certificate, which may ask for the client's.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "support/certificates.hpp"
#include "support/program.hpp"
#include "support/temp_dir.hpp"

namespace uag::test {

class OpensslServer {
public:
    /// Answers `GET /PATH` with the bytes of that file in `folder` (s_server -HTTP). `client_authority`: PEM file of who
    /// vouches for clients, which must show a certificate then; empty: they are not asked.
    OpensslServer(const TempDir& folder, const CertificateFiles& own, const std::string& client_authority = {});

    std::uint16_t port() const { return port_; }
    std::string url() const { return "https://127.0.0.1:" + std::to_string(port_); }

private:
    std::unique_ptr<Program> program_;
    std::uint16_t port_ = 0;
};

}  // namespace uag::test
