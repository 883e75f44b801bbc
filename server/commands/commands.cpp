#include "server/commands/commands.hpp"

#include <filesystem>
#include <iostream>

#include "adapters/files/secret_file.hpp"
#include "adapters/sqlite/store.hpp"
#include "core/base/text.hpp"
#include "server/commands/commands_common.hpp"
#include "server/commands/local_core.hpp"
#include "server/config/endpoint.hpp"
#include "server/config/seed.hpp"
#include "server/log/log.hpp"
#include "server/service/prepare.hpp"
#include "server/service/serve.hpp"
#include "server/setup/key_file.hpp"
#include "server/setup/run_local.hpp"

namespace uag {
namespace {

Result<void> run_serve(const CommandLine& line) {
    auto config = effective_config(line);
    if (!config.has_value()) return config.error();
    if (auto log = start_log(config->log); !log.has_value()) return log;
    auto served = serve(*config);
    stop_log();
    return served;
}

// Roles and groups that the file names and does not have: those of the database.
Result<void> find_named(LocalCore& core, SeedFile& file) {
    for (const SeedFile::Named& named : file.named) {
        AssociateRecord& associate = file.seed.associates[named.associate].associate;
        const bool is_role = named.what == SeedFile::What::role;
        const auto role = is_role ? find_role(core, named.name) : Result<RoleEntry>(RoleEntry{});
        const auto group = is_role ? Result<GroupRecord>(GroupRecord{}) : find_group(core, named.name);
        if (!role.has_value()) return refused(named.place + ": " + role.error().public_text.english());
        if (!group.has_value()) return refused(named.place + ": " + group.error().public_text.english());
        (is_role ? associate.role_id : associate.group_id) = is_role ? role->role.id : group->id;
    }
    return {};
}

Result<void> run_seed(const CommandLine& line, const std::string& file) {
    auto config = effective_config(line);
    if (!config.has_value()) return config.error();
    auto read = read_seed(file);
    if (!read.has_value()) return read.error();
    for (const auto& [index, password] : read->passwords) {
        auto phc = hash_password(*config, password);
        if (!phc.has_value()) return phc.error();
        read->seed.associates[index].phc = std::move(*phc);
    }
    const auto core = LocalCore::open(line, "seed", true);
    if (!core.has_value()) return core.error();
    if (auto named = find_named(**core, *read); !named.has_value()) return named;
    SeedCounts counts;
    const Result<void> loaded = (*core)->change([&](Change& change) -> Result<void> {
        const Result<SeedCounts> done = load_seed(change, read->seed);
        if (!done.has_value()) return done.error();
        counts = *done;
        change.done(0, "file " + file, std::to_string(counts.added) + " added");
        return {};
    });
    if (!loaded.has_value()) return loaded.error();
    std::cout << printable(config->database.path) << ": " << counts.added << " added, " << counts.kept
              << " already there\n";
    return {};
}

Result<void> run_check_config(const CommandLine& line, bool defaults) {
    if (defaults) {
        print_config(std::cout, Config{}, true);
        return {};
    }
    const auto config = effective_config(line);
    if (!config.has_value()) return config.error();
    const SystemClock clock;
    SystemRandom random;
    if (const auto prepared = prepare(*config, clock, random); !prepared.has_value()) return prepared.error();
    print_config(std::cout, *config, false);
    return {};
}

void add_common_options(Command& app, CommandLine& line) {
    app.option("--config", line.config_file, "TOML file with the settings").type_name("FILE");
    app.option("--db", line.database, "SQLite database, instead of database.path").type_name("PATH");
}

void add_commands(Command& app, CommandLine& line) {
    Command run = add_command(app, line, "serve", "Answer SOAP and WebAPI clients until SIGTERM or Ctrl-C",
                              "serve --db users.db --listen 127.0.0.1:8080");
    run.option("--listen", line.listen, "instead of server.listen; port 0 prints the port chosen")
        .type_name("ADDR:PORT");
    run.when_chosen([&line] { line.chosen = [&line] { return run_serve(line); }; });

    Command seed = add_command(app, line, "seed", "Load associates, roles, groups and rights; what exists is kept",
                               "seed samples/demo.toml --db users.db");
    const auto file = std::make_shared<std::string>();
    seed.option("file", *file, "seed file (see samples/demo.toml)").required().type_name("FILE.toml");
    seed.when_chosen([&line, file] { line.chosen = [&line, file] { return run_seed(line, *file); }; });

    add_user_commands(app, line);
    add_role_commands(app, line);
    add_group_commands(app, line);
    add_ticket_commands(app, line);
    add_audit_command(app, line);
    add_key_commands(app, line);
    add_backup_commands(app, line);
    add_hash_commands(app, line);
    add_export_commands(app, line);

    Command check = add_command(app, line, "check-config", "Check the settings and print what is in effect",
                                "check-config --config /etc/useragentd/config.toml");
    check.option("--listen", line.listen, "as for serve").type_name("ADDR:PORT");
    const auto defaults = std::make_shared<bool>(false);
    check.flag("--defaults", *defaults, "print every key with its default, range and meaning instead");
    check.when_chosen(
        [&line, defaults] { line.chosen = [&line, defaults] { return run_check_config(line, *defaults); }; });

    add_recording_commands(app, line);
    add_version_command(app, line);
}

void print_error(const Error& error) {
    for (const auto& [field, text] : error.messages)
        std::cerr << "useragentd: " << printable(field) << ": " << printable(text.english()) << '\n';
    if (!error.messages.empty()) return;
    const std::string words = error.public_text.english();
    std::cerr << "useragentd: " << printable(words);
    if (!error.detail.empty() && error.detail != words) std::cerr << " (" << printable(error.detail) << ')';
    std::cerr << '\n';
}

}  // namespace

Result<Config> effective_config(const CommandLine& line) {
    Config config;
    if (!line.config_file.empty()) {
        auto read = read_config(line.config_file);
        if (!read.has_value()) return read.error();
        config = std::move(*read);
    }
    if (!line.database.empty()) config.database.path = line.database;
    if (!line.listen.empty()) {
        if (auto endpoint = parse_endpoint(line.listen); !endpoint.has_value())
            return fail_in_english(errc::invalid_argument, "--listen " + endpoint.error().public_text.english());
        config.server.listen = line.listen;
        config.places.erase("server.listen");
    }
    if (auto checked = check_config(config); !checked.has_value()) return checked.error();
    return config;
}

Result<std::unique_ptr<Store>> open_database(const Config& config, bool create) {
    if (const auto closed = check_database_closed(config.database.path); !closed.has_value()) return closed.error();
    SqliteSettings settings;
    settings.path = config.database.path;
    settings.announce = true;
    settings.create = create;
    // Who makes a database with a command means a new one, also beside a key that was put there beforehand. An empty file
    // is what is left of one.
    std::error_code failed;
    const bool begins = create && !std::filesystem::exists(settings.path, failed) && !failed;
    if (!begins) settings.goes_with = key_file_of(config);
    return open_sqlite_store(settings);
}

Result<std::string> hash_password(const Config& config, const Secret& password) {
    const auto hashed_form = password_for_hashing(password.reveal());
    if (!hashed_form)
        return fail_in_english(errc::invalid_argument, "a password must be UTF-8 without NUL, of at most " +
                                                           std::to_string(max_password_code_points) + " characters");
    SystemRandom random;
    return make_argon2_hasher(config.hash.cost, random)->hash(hashed_form->reveal());
}

Command add_command(Command& parent, CommandLine& line, const std::string& name, const std::string& what,
                    const std::string& example) {
    Command command = parent.subcommand(name, what, example);
    add_common_options(command, line);
    return command;
}

int run_command_line(int argc, const char* const* argv) {
    CommandLine line;
    Program program("useragentd",
                    "SOAP and WebAPI user agent: users, passwords, tickets, roles and rights in one process",
                    "useragentd " UAG_VERSION, "serve --db users.db --listen 127.0.0.1:8080");
    Command root = program.root();
    add_common_options(root, line);
    add_commands(root, line);
    if (const auto exit_code = program.parse(argc, argv)) return *exit_code;
    const auto done = line.chosen();
    std::cout.flush();
    if (done.has_value()) return line.exit_code;
    print_error(done.error());
    return line.failed_code;
}

}  // namespace uag
