#include "adapters/files/secret_file.hpp"

#include <sys/stat.h>

#include <fstream>

#include "core/base/text.hpp"

namespace uag {
namespace {

constexpr std::size_t longest_secret_file = std::size_t{64} * 1024;

}  // namespace

Result<void> check_closed(const std::string& path, mode_t mode, Readers readers) {
    if (readers == Readers::owner && (mode & (S_IRWXG | S_IRWXO)) != 0)
        return fail_in_english(errc::invalid_argument, path + ": others can read or write it; run: chmod 600 " + path);
    if ((mode & S_IRWXO) != 0)
        return fail_in_english(errc::invalid_argument,
                               path + ": everybody on this machine can read or write it; run: chmod o= " + path);
    return {};
}

Result<void> check_database_closed(const std::string& path) {
    struct stat status{};
    if (::stat(path.c_str(), &status) != 0) return {};
    return check_closed(path, status.st_mode, Readers::group);
}

Result<Secret> read_secret_file(const std::string& path, const char* setting) {
    if (path.empty()) return Secret();
    const auto wrong = [&](const char* what) {
        return fail_in_english(errc::invalid_argument, path + ": " + what + " (" + setting + ")");
    };
    struct stat status{};
    if (::stat(path.c_str(), &status) != 0) return wrong("cannot be read");
    if (const auto closed = check_closed(path, status.st_mode, Readers::group); !closed.has_value())
        return fail_in_english(errc::invalid_argument, closed.error().public_text.english() + " (" + setting + ")");
    std::ifstream file(path, std::ios::binary);
    std::string text(longest_secret_file, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    const auto size = static_cast<std::size_t>(file.gcount());
    Secret secret(trim(std::string_view(text).substr(0, size)));
    wipe(text);
    if (!file.eof()) return wrong("cannot be read, or is too long");
    if (secret.empty()) return wrong("is empty");
    return secret;
}

}  // namespace uag
