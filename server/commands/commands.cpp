#include "server/commands/commands.hpp"

#include <filesystem>
#include <iostream>

#include "adapters/files/secret_file.hpp"
#include "adapters/sqlite/store.hpp"
#include "core/base/datetime.hpp"
#include "core/base/text.hpp"
#include "server/commands/commands_common.hpp"
#include "server/commands/local_core.hpp"
#include "server/config/endpoint.hpp"
#include "server/config/seed.hpp"
#include "server/log/log.hpp"
#include "server/service/deterministic.hpp"
#include "server/service/prepare.hpp"
#include "server/service/serve.hpp"
#include "server/setup/key_file.hpp"
#include "server/setup/run_local.hpp"
#include "server/setup/seed_setup.hpp"

namespace uag {
namespace {

struct ServeOptions {
    std::string deterministic;
    std::string now;
    std::string seed;
};

Result<DeterministicSettings> deterministic_settings(const CommandLine& line, const ServeOptions& options) {
    if (!line.database.empty())
        return refused("--db: a deterministic service keeps its data in a place of its own, which goes with it");
    DeterministicSettings settings{options.deterministic, options.seed};
    if (options.seed.empty()) return refused("--deterministic needs --seed FILE.toml: what the service begins with");
    if (options.now.empty()) return settings;
    const auto now = parse_datetime(options.now);
    if (!now || now->zone == DateTime::Zone::unspecified)
        return refused("--now must be a time with its zone, as in 2026-01-31T12:00:00Z");
    settings.begins = to_time_point(*now);
    return settings;
}

Result<void> run_serve(const CommandLine& line, const ServeOptions& options) {
    auto config = effective_config(line);
    if (!config.has_value()) return config.error();
    const bool repeats_itself = !options.deterministic.empty();
    if (!repeats_itself && !(options.now.empty() && options.seed.empty()))
        return refused(std::string(options.now.empty() ? "--seed" : "--now") + " goes with --deterministic SEED only");
    const auto settings =
        repeats_itself ? deterministic_settings(line, options) : Result<DeterministicSettings>(DeterministicSettings{});
    if (!settings.has_value()) return settings.error();
    if (auto log = start_log(config->log); !log.has_value()) return log;
    auto served = repeats_itself ? serve_deterministic(*config, *settings) : serve(*config);
    stop_log();
    return served;
}

Result<void> run_seed(const CommandLine& line, const std::string& file) {
    auto config = effective_config(line);
    if (!config.has_value()) return config.error();
    auto read = read_seed(file);
    if (!read.has_value()) return read.error();
    SystemRandom random;
    const auto hasher = make_argon2_hasher(config->hash.cost, random);
    if (auto hashed = hash_passwords(*read, *hasher); !hashed.has_value()) return hashed;
    const auto core = LocalCore::open(line, "seed", true);
    if (!core.has_value()) return core.error();
    SeedCounts counts;
    const Result<void> loaded = (*core)->change([&](Change& change) -> Result<void> {
        const Result<SeedCounts> done = load_seed_file(change, *read);
        if (!done.has_value()) return done.error();
        counts = *done;
        change.done(0, "file " + file, std::to_string(counts.added) + " added");
        return {};
    });
    if (!loaded.has_value()) return loaded.error();
    std::cout << printable(config->database.path) << ": " << counts.added << " added, " << counts.kept
              << " already there\n";
    for (const std::string& name : counts.other_associates)
        std::cout << "left out: associate " << printable(name) << ", whose id is another associate's already\n";
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
    const auto options = std::make_shared<ServeOptions>();
    run.option(
           "--deterministic", options->deterministic,
           "for tests: loopback only, own data, the same answers in every run; any word, which random values follow")
        .type_name("SEED");
    run.option("--seed", options->seed, "with --deterministic: what to begin with").type_name("FILE.toml");
    run.option("--now", options->now, "with --deterministic: where the clock stands (2026-01-01T00:00:00Z)")
        .type_name("TIME");
    when_chosen(run, line, options, run_serve);

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
    add_import_command(app, line);
    add_compare_command(app, line);

    Command check = add_command(app, line, "check-config", "Check the settings and print what is in effect",
                                "check-config --config /etc/useragentd/config.toml");
    check.option("--listen", line.listen, "as for serve").type_name("ADDR:PORT");
    const auto defaults = std::make_shared<bool>(false);
    check.flag("--defaults", *defaults, "print every key with its default, range and meaning instead");
    check.when_chosen(
        [&line, defaults] { line.chosen = [&line, defaults] { return run_check_config(line, *defaults); }; });

    add_upstream_commands(app, line);
    add_recording_commands(app, line);
    add_replay_command(app, line);
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
