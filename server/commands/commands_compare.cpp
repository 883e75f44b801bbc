// `useragentd compare`: plays suites on two or more servers and says whether they agree.
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/base/clock.hpp"
#include "core/base/random.hpp"
#include "server/commands/commands.hpp"
#include "server/commands/commands_common.hpp"
#include "server/commands/comparing.hpp"
#include "server/commands/report_options.hpp"
#include "server/compare/dry_run.hpp"
#include "server/compare/interrupt.hpp"
#include "server/compare/permission.hpp"
#include "server/compare/player.hpp"
#include "server/compare/suite_file.hpp"
#include "server/compare/targets.hpp"
#include "server/recording/reader.hpp"
#include "server/recording/two_recordings.hpp"

namespace uag {
namespace {

struct CompareOptions {
    compare::TargetOptions targets;
    std::vector<std::string> recordings;
    std::vector<std::string> suites;
    std::string writes;
    std::string rules;
    std::string seed;
    ReportOptions report;
    bool dry_run = false;
    bool repeats = false;
};

std::string title_of(const std::vector<std::string>& suites) {
    std::string title;
    for (const std::string& name : suites) (title += title.empty() ? "" : ", ") += name;
    return title;
}

compare::RunSeed seed_of(const std::string& text) {
    if (!text.empty()) return compare::RunSeed(text);
    SystemRandom random;
    return compare::RunSeed(random);
}

Result<void> compare_folders(CommandLine& line, const CompareOptions& options) {
    if (options.recordings.size() != 2) return refused("two recordings are compared; name two folders");
    if (!options.targets.targets.empty() || !options.targets.file.empty() || !options.suites.empty())
        return refused("recordings are compared without targets and suites; replay plays one at a target");
    auto left = recording::Reader::open(options.recordings.front());
    if (!left.has_value()) return left.error();
    auto right = recording::Reader::open(options.recordings.back());
    if (!right.has_value()) return right.error();
    Result<compare::Rules> rules = rules_of(options.rules);
    if (!rules.has_value()) return rules.error();
    ProgressBar bar;
    recording::RecordingsOptions how;
    how.version = UAG_VERSION;
    how.keeps_messages = is_wanted(options.report);
    how.progress = [&bar](std::size_t done, std::size_t all) { bar.show(done, all); };
    const compare::Report report =
        recording::compare_recordings(*left, *right, *rules, seed_of(options.seed).pseudonym_key(), SystemClock(), how);
    bar.clear();
    std::vector<std::string> problems;
    if (report.cases.empty()) problems.emplace_back("nothing was compared: the recordings have no exchange");
    return tell(report, problems, options.report, line);
}

Result<void> run_compare(CommandLine& line, const CompareOptions& options) {
    line.failed_code = exit_could_not_run;
    if (const auto config = effective_config(line); !config.has_value()) return config.error();
    if (!options.recordings.empty()) return compare_folders(line, options);
    const auto targets = compare::read_targets(options.targets, 2);
    if (!targets.has_value()) return targets.error();
    const std::vector<std::string> named = options.suites.empty() ? std::vector<std::string>{"reads"} : options.suites;
    const auto suites = compare::load_suites(named);
    if (!suites.has_value()) return suites.error();
    Result<compare::Rules> rules = rules_of(options.rules);
    if (!rules.has_value()) return rules.error();
    const compare::RunSeed seed = seed_of(options.seed);
    if (options.dry_run) {
        std::cout << printable_lines(compare::dry_run(*targets, *suites, seed));
        return {};
    }
    if (std::string why = compare::judge_writes(*suites, *targets, options.writes); !why.empty())
        return refused(std::move(why));

    ProgressBar bar;
    const SystemClock clock;
    const compare::Interrupt interrupt;
    compare::PlayOptions how;
    how.repeats = options.repeats;
    how.title = title_of(named);
    how.version = UAG_VERSION;
    how.shown_seed = seed.text();
    how.progress = [&bar](std::size_t done, std::size_t all) { bar.show(done, all); };
    compare::Player player(*targets, *suites, *rules, seed, clock, interrupt.asked(), std::move(how));
    const compare::Report report = player.play();
    bar.clear();
    return tell(report, player.problems(), options.report, line);
}

}  // namespace

void add_compare_command(Command& app, CommandLine& line) {
    Command command = app.subcommand(
        "compare", "Play the same calls on two or more servers and say where their answers differ",
        "compare --target old=https://old.example/Remote/Services84 --target new=rest@https://new.example --user me "
        "--password-file pw");
    const auto options = std::make_shared<CompareOptions>();
    command
        .option("recordings", options->recordings,
                "two folders that record has made, compared without any server, in place of targets and suites")
        .type_name("DIR");
    add_target_options(command, options->targets, "two or more, the first is the reference");
    command.option("--suite", options->suites, "what is played: names, files, or all; without it reads")
        .type_name("NAME");
    command.flag("--writes", options->writes,
                 "let suites make, change and remove things; on another machine only with its name, --writes=HOST");
    command.flag("--dry-run", options->dry_run, "print what would be sent, call nobody");
    command.flag("--repeat", options->repeats,
                 "play the reference twice: where it differs from itself nothing else is a difference");
    command.option("--rules", options->rules, "TOML file with what is accepted").type_name("FILE");
    command.option("--seed", options->seed, "a text; the same one gives the same run again").type_name("TEXT");
    add_report_options(command, options->report);
    command.when_chosen([&line, options] { line.chosen = [&line, options] { return run_compare(line, *options); }; });
}

}  // namespace uag
