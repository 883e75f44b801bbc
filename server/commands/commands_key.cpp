// `useragentd key rotate`: another key for the secrets that are sealed in the database.
#include <iostream>

#include "core/base/text.hpp"
#include "server/commands/commands.hpp"
#include "server/commands/local_core.hpp"
#include "server/setup/key_file.hpp"

namespace uag {
namespace {

Result<void> rotate(const CommandLine& line) {
    const auto config = effective_config(line);
    if (!config.has_value()) return config.error();
    const auto core = LocalCore::open(line, "key rotate");
    if (!core.has_value()) return core.error();
    SystemRandom random;
    const std::string path = key_file_of(*config);
    AuditEvent event = (*core)->event();
    event.detail = "everything sealed with it";
    const Result<std::uint32_t> newest =
        rotate_keys(path, (*core)->store(), random, RotationStep::done, std::move(event), config->database.path);
    if (!newest.has_value()) return newest.error();
    std::cout << printable(path) << ": everything is sealed with key " << *newest
              << " now; keep a copy of the file apart from the database's\n";
    return {};
}

}  // namespace

void add_key_commands(Command& app, CommandLine& line) {
    Command key = app.subcommand("key", "The key that stored secrets are sealed with", "key rotate");
    key.require_subcommands(1, 1);
    Command command = add_command(key, line, "rotate", "Seal every stored secret with a new key; the service may go on",
                                  "key rotate --db users.db");
    command.when_chosen([&line] { line.chosen = [&line] { return rotate(line); }; });
}

}  // namespace uag
