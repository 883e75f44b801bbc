#include "support/smtp_server.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace uag::test {

SmtpServer::SmtpServer(const std::string& tls, std::vector<std::string> options) {
    std::vector<std::string> words{
        "/usr/bin/python3", "tests/support/smtp_server.py", "--folder", dir_.path().string(), "--tls", tls};
    if (tls != "none") {
        const TlsIdentity identity = make_tls_identity();
        dir_.write("ca.pem", identity.authority);
        words.insert(words.end(), {"--cert", dir_.write("cert.pem", identity.certificate), "--key",
                                   dir_.write("key.pem", identity.key)});
    }
    words.insert(words.end(), options.begin(), options.end());
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);

    std::array<int, 2> in{};
    std::array<int, 2> out{};
    if (::pipe2(in.data(), O_CLOEXEC) != 0 || ::pipe2(out.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    pid_ = ::fork();
    if (pid_ == 0) {
        ::dup2(in[0], 0);
        ::dup2(out[1], 1);
        ::dup2(::open("/dev/null", O_WRONLY | O_CLOEXEC), 2);  // it complains of every client that hangs up
        ::execv(argv[0], argv.data());
        ::_exit(127);
    }
    ::close(in[0]);
    ::close(out[1]);
    input_ = in[1];
    std::string line;
    for (char c = 0; ::read(out[0], &c, 1) == 1 && c != '\n';) line += c;
    ::close(out[0]);
    if (line.empty()) throw std::runtime_error("the mail server did not start; is python3-aiosmtpd installed?");
    port_ = static_cast<std::uint16_t>(std::stoi(line));
}

SmtpServer::~SmtpServer() {
    ::close(input_);
    int status = 0;
    ::waitpid(pid_, &status, 0);
}

std::optional<std::string> SmtpServer::mail(int number) const {
    std::ifstream file(dir_.file(std::to_string(number) + ".eml"), std::ios::binary);
    if (!file.is_open()) return std::nullopt;
    return std::string(std::istreambuf_iterator<char>(file), {});
}

}  // namespace uag::test
