#include "server/commands/terminal.hpp"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>

namespace uag {
namespace {

constexpr std::size_t max_bytes = 65536;

volatile std::sig_atomic_t interrupted = 0;

/// Turns the terminal's echo off and, whatever happens, on again: also when the person gives up with Ctrl-C.
class Unseen {
public:
    Unseen() {
        ::tcgetattr(STDIN_FILENO, &before_);
        termios quiet = before_;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
        struct sigaction note{};
        note.sa_handler = [](int) { interrupted = 1; };  // without SA_RESTART: the read ends
        ::sigaction(SIGINT, &note, &old_handler_);
    }
    ~Unseen() {
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
        ::sigaction(SIGINT, &old_handler_, nullptr);
        std::fputc('\n', stderr);
        if (interrupted) ::raise(SIGINT);
    }
    Unseen(const Unseen&) = delete;
    Unseen& operator=(const Unseen&) = delete;

private:
    termios before_{};
    struct sigaction old_handler_{};
};

/// Reads to the end of the input, or of the line where `one_line`. The buffer never grows, so no copy stays
/// behind.
Result<Secret> read_text(int file, bool one_line, const std::string& name) {
    std::string text;
    text.reserve(max_bytes + 1);
    while (text.size() <= max_bytes) {
        char c = 0;
        const ssize_t got = ::read(file, &c, 1);
        if (got < 0 && errno == EINTR && !interrupted) continue;
        if (got < 0) {
            wipe(text);
            return fail_in_english(errc::invalid_argument, name + " cannot be read: " + std::strerror(errno));
        }
        if (got == 0 || (one_line && c == '\n')) break;
        text += c;
    }
    if (text.ends_with('\n')) text.pop_back();
    if (text.ends_with('\r')) text.pop_back();
    Secret secret(std::move(text));
    if (secret.empty()) return fail_in_english(errc::invalid_argument, name + " holds no password");
    if (secret.reveal().size() >= max_bytes)
        return fail_in_english(errc::invalid_argument, name + " is too long for a password");
    if (secret.reveal().find('\n') != std::string_view::npos)
        return fail_in_english(errc::invalid_argument, name + " holds more than one line");
    return secret;
}

Result<Secret> ask(const std::string& prompt) {
    std::fprintf(stderr, "%s", prompt.c_str());
    std::fflush(stderr);
    const Unseen unseen;
    return read_text(STDIN_FILENO, true, "the terminal");
}

}  // namespace

Result<Secret> read_new_password(const std::string& file, const std::string& whose) {
    if (!file.empty()) {
        const int opened = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
        if (opened < 0)
            return fail_in_english(errc::invalid_argument, file + " cannot be opened: " + std::strerror(errno));
        auto text = read_text(opened, false, file);
        ::close(opened);
        return text;
    }
    if (::isatty(STDIN_FILENO) == 0) return read_text(STDIN_FILENO, false, "standard input");
    auto first = ask("Password for " + whose + ": ");
    if (!first.has_value()) return first;
    const auto second = ask("The same again: ");
    if (!second.has_value()) return second;
    if (!equal_constant_time(first->reveal(), second->reveal()))
        return fail_in_english(errc::invalid_argument, "the two entries differ");
    return first;
}

}  // namespace uag
