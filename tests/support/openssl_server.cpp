#include "support/openssl_server.hpp"

#include <unistd.h>

#include <stdexcept>

#include "support/file_text.hpp"

namespace uag::test {

OpensslServer::OpensslServer(const TempDir& folder, const CertificateFiles& own, const std::string& client_authority) {
    // It looks for files where it is started.
    std::vector<std::string> line{"sh",
                                  "-c",
                                  "cd \"$0\" && exec \"$@\"",
                                  folder.path().string(),
                                  "openssl",
                                  "s_server",
                                  "-4",
                                  "-accept",
                                  "0",
                                  "-HTTP",
                                  "-cert",
                                  own.certificate,
                                  "-key",
                                  own.key};
    if (!client_authority.empty())
        line.insert(line.end(), {"-Verify", "1", "-verify_return_error", "-CAfile", client_authority});
    const std::string output = folder.file("s_server.txt");
    program_ = std::make_unique<Program>(ProgramStart{line, {}}, output);
    constexpr std::string_view says = "ACCEPT 0.0.0.0:";
    for (int i = 0; i < 6000 && port_ == 0; ++i) {
        const std::string text = file_text(output);
        const std::size_t at = text.find(says);
        if (at != std::string::npos && text.find('\n', at) != std::string::npos)
            port_ = static_cast<std::uint16_t>(std::stoul(text.substr(at + says.size())));
        else
            ::usleep(10'000);
    }
    if (port_ == 0) throw std::runtime_error("openssl s_server does not listen");
}

}  // namespace uag::test
