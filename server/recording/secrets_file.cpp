#include "server/recording/secrets_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <optional>
#include <system_error>
#include <utility>

#include "adapters/compare/pseudonyms.hpp"
#include "adapters/files/secret_file.hpp"
#include "adapters/files/write_whole.hpp"
#include "adapters/json/writer.hpp"
#include "server/config/toml_file.hpp"

namespace uag::recording {
namespace {

constexpr std::size_t most_secrets_mebibytes = 1;

std::optional<std::string> file_in(const toml::node& node) {
    const toml::table* const table = node.as_table();
    if (table == nullptr || table->size() != 1) return std::nullopt;
    const toml::node* const file = table->get("file");
    return file == nullptr ? std::nullopt : file->value_exact<std::string>();
}

Result<Secret> secret_in(const toml::node& node, std::string_view key, const std::string& path) {
    if (auto text = node.value_exact<std::string>()) return Secret(std::move(*text));
    const std::optional<std::string> file = file_in(node);
    if (!file || file->empty())
        return toml_error(path, node.source().begin, std::string(key) + " must be a text or { file = \"path\" }");
    return read_secret_file(*file, "--secrets");
}

}  // namespace

Result<KnownSecrets> read_secrets(const std::string& path) {
    struct stat status{};
    if (::stat(path.c_str(), &status) == 0)
        if (const auto closed = check_closed(path, status.st_mode, Readers::owner); !closed.has_value())
            return closed.error();
    Result<std::string> text = read_toml_text(path, most_secrets_mebibytes);
    if (!text.has_value()) return text.error();
    Result<toml::table> root = parse_toml(*text, path);
    wipe(*text);
    if (!root.has_value()) return root.error();
    KnownSecrets secrets;
    for (const auto& [key, node] : *root) {
        if (!compare::is_pseudonym(key.str()))
            return toml_error(path, key.source().begin,
                              "a key must be a pseudonym such as \"secret:3f9a8c12d0e4\", in quotes");
        Result<Secret> secret = secret_in(node, key.str(), path);
        if (!secret.has_value()) return secret.error();
        secrets.emplace(std::string(key.str()), std::move(*secret));
    }
    return secrets;
}

Result<std::unique_ptr<SecretsWriter>> SecretsWriter::begin(const std::string& path) {
    const int file = ::open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
    if (file < 0)
        return fail_in_english(errc::invalid_argument,
                               path + ": cannot be made: " + std::generic_category().message(errno) + " (--secrets).");
    return std::unique_ptr<SecretsWriter>(new SecretsWriter(file));
}

SecretsWriter::~SecretsWriter() { ::close(file_); }

bool SecretsWriter::add(const std::string& pseudonym, std::string_view secret) {
    if (secret.empty() || compare::is_pseudonym(secret) || !written_.insert(pseudonym).second) return true;
    std::string line = '"' + pseudonym + "\" = ";
    json::append_seen_string(line, secret);
    line += '\n';
    const bool is_written = write_whole(file_, line);
    wipe(line);
    if (!is_written) written_.erase(pseudonym);
    return is_written;
}

}  // namespace uag::recording
