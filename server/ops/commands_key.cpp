// `useragentd key rotate`: another key for the secrets that are sealed in the database.
#include <CLI/CLI.hpp>
#include <iostream>

#include "server/ops/commands.hpp"
#include "server/ops/key_file.hpp"

namespace uag {
namespace {

Result<void> rotate(const CommandLine& line) {
    const auto config = effective_config(line);
    if (!config.has_value()) return config.error();
    const auto store = open_database(*config, false);
    if (!store.has_value()) return store.error();
    SystemRandom random;
    const std::string path = key_file_of(*config);
    const Result<std::uint32_t> newest = rotate_keys(path, **store, random);
    if (!newest.has_value()) return newest.error();
    std::cout << path << ": everything is sealed with key " << *newest
              << " now; keep a copy of the file apart from the database's\n";
    return {};
}

}  // namespace

void add_key_commands(CLI::App& app, CommandLine& line) {
    auto* const key = app.add_subcommand("key", "The key that stored secrets are sealed with");
    key->require_subcommand(1);
    auto* const command =
        add_command(*key, line, "rotate", "Seal every stored secret with a new key; the service may go on");
    command->callback([&line] { line.chosen = [&line] { return rotate(line); }; });
}

}  // namespace uag
