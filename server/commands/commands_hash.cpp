// `useragentd hash`: a PHC string of a password, and what Argon2id costs on this machine.
#include <algorithm>
#include <array>
#include <chrono>
#include <iomanip>
#include <iostream>

#include "server/commands/commands.hpp"
#include "server/commands/commands_common.hpp"
#include "server/commands/terminal.hpp"

namespace uag {
namespace {

struct HashOptions {
    std::string password_file;
    int target_ms = 50;
};

Result<void> print_hash(const CommandLine& line, const HashOptions& options) {
    const auto config = effective_config(line);
    if (!config.has_value()) return config.error();
    const auto password = read_new_password(options.password_file, "the hash");
    if (!password.has_value()) return password.error();
    const auto phc = hash_password(*config, *password);
    if (!phc.has_value()) return phc.error();
    std::cout << *phc << '\n';
    return {};
}

/// The median of five hashes after one that warms the memory up.
Result<double> milliseconds(const HashSettings& cost) {
    SystemRandom random;
    const auto hasher = make_argon2_hasher(cost, random);
    std::array<double, 5> times{};
    if (const auto warm = hasher->hash("calibration"); !warm.has_value()) return warm.error();
    for (double& time : times) {
        const auto begin = std::chrono::steady_clock::now();
        if (const auto hash = hasher->hash("calibration"); !hash.has_value()) return hash.error();
        time = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
    }
    std::ranges::sort(times);
    return times[times.size() / 2];
}

void print_cost(const HashSettings& cost, double time) {
    std::cout << std::setw(10) << cost.memory_kib << std::setw(8) << cost.passes << std::setw(11) << time
              << std::setw(17) << 1000.0 / time << std::endl;
}

Result<void> calibrate(const CommandLine& line, const HashOptions& options) {
    const auto config = effective_config(line);
    if (!config.has_value()) return config.error();
    // OWASP's equivalent minima from the most memory to the least, then what a faster machine can afford.
    constexpr std::array<HashSettings, 8> costs{
        {{7168, 5}, {9216, 4}, {12288, 3}, {19456, 2}, {32768, 2}, {47104, 2}, {65536, 2}, {65536, 3}}};
    std::cout << "memory_kib  passes  ms a hash  hashes/s a core\n" << std::fixed << std::setprecision(1);
    HashSettings best = HashSettings{};
    for (const HashSettings& cost : costs) {
        const auto time = milliseconds(cost);
        if (!time.has_value()) return time.error();
        print_cost(cost, *time);
        const bool default_or_more = cost.memory_kib >= HashSettings{}.memory_kib;
        if (default_or_more && *time <= options.target_ms) best = cost;
    }
    const auto now = milliseconds(config->hash.cost);
    if (!now.has_value()) return now.error();
    std::cout << "in effect:\n";
    print_cost(config->hash.cost, *now);
    std::cout << "\nThe strongest of these that takes at most " << options.target_ms
              << " ms (--target-ms), never below the default:\n"
              << "[hash]\nmemory_kib = " << best.memory_kib << "\npasses = " << best.passes << '\n'
              << "Each of the hash.workers threads takes memory_kib; stored passwords move up at their next "
                 "log-in.\n";
    return {};
}

}  // namespace

void add_hash_commands(Command& app, CommandLine& line) {
    const auto options = std::make_shared<HashOptions>();
    Command hash = add_command(app, line, "hash", "Print the PHC string of a password (standard input or prompt)",
                               "hash --password-file password.txt");
    hash.require_subcommands(0, 1);
    hash.option("--password-file", options->password_file, "file with the password").type_name("FILE");
    hash.when_chosen([&line, options, hash] {
        if (hash.subcommand_chosen()) return;
        line.chosen = [&line, options] { return print_hash(line, *options); };
    });

    Command measure = add_command(hash, line, "calibrate", "Measure Argon2id here and suggest settings",
                                  "hash calibrate --target-ms 50");
    measure.option("--target-ms", options->target_ms, "longest time of a hash").range(1, 10000);
    when_chosen(measure, line, options, calibrate);
}

}  // namespace uag
