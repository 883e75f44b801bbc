// `useragentd replay`: plays a recording at servers and says whether they answer as it was recorded.
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/base/clock.hpp"
#include "core/base/random.hpp"
#include "server/commands/commands.hpp"
#include "server/commands/commands_common.hpp"
#include "server/commands/comparing.hpp"
#include "server/compare/interrupt.hpp"
#include "server/compare/permission.hpp"
#include "server/compare/run_names.hpp"
#include "server/compare/targets.hpp"
#include "server/recording/reader.hpp"
#include "server/recording/replay.hpp"
#include "server/recording/secrets_file.hpp"

namespace uag {
namespace {

struct ReplayLine {
    std::string folder;
    compare::TargetOptions targets;
    std::string secrets;
    std::string writes;
    std::string rules;
    ReportOptions report;
};

Result<void> run_replay(CommandLine& line, const ReplayLine& options) {
    line.failed_code = exit_could_not_run;
    if (const auto config = effective_config(line); !config.has_value()) return config.error();
    auto reader = recording::Reader::open(options.folder);
    if (!reader.has_value()) return reader.error();
    const auto targets = compare::read_targets(options.targets, 1);
    if (!targets.has_value()) return targets.error();
    recording::KnownSecrets secrets;
    if (!options.secrets.empty()) {
        auto read = recording::read_secrets(options.secrets);
        if (!read.has_value()) return read.error();
        secrets = std::move(*read);
    }
    Result<compare::Rules> rules = rules_of(options.rules);
    if (!rules.has_value()) return rules.error();
    if (std::string why = compare::judge_writes({recording::effects_of(*reader)}, *targets, options.writes);
        !why.empty())
        return refused(std::move(why));

    ProgressBar bar;
    const SystemClock clock;
    const compare::Interrupt interrupt;
    SystemRandom random;
    recording::ReplayOptions how;
    how.version = UAG_VERSION;
    how.keeps_messages = is_wanted(options.report);
    how.may_change = !options.writes.empty();
    how.progress = [&bar](std::size_t done, std::size_t all) { bar.show(done, all); };
    recording::Replay replay(*reader, *targets, secrets, *rules, compare::RunSeed(random).pseudonym_key(), clock,
                             interrupt.asked(), std::move(how));
    const compare::Report report = replay.play();
    bar.clear();
    return tell(report, replay.problems(), options.report, line);
}

}  // namespace

void add_replay_command(Command& app, CommandLine& line) {
    Command command = app.subcommand(
        "replay", "Play a recording at one or more servers and say where they answer otherwise",
        "replay session --target new=rest@https://new.example --user me --password-file pw --writes=new.example");
    const auto options = std::make_shared<ReplayLine>();
    command.option("recording", options->folder, "folder that record has made").required().type_name("DIR");
    add_target_options(command, options->targets, "one or more, each held against the recording");
    command
        .option("--secrets", options->secrets,
                "TOML file with what pseudonyms of the recording stand for, closed to others")
        .type_name("FILE");
    command.flag("--writes", options->writes,
                 "play what makes, changes and removes things too; on another machine only with its name, "
                 "--writes=HOST");
    command.option("--rules", options->rules, "TOML file with what is accepted").type_name("FILE");
    add_report_options(command, options->report);
    command.when_chosen([&line, options] { line.chosen = [&line, options] { return run_replay(line, *options); }; });
}

}  // namespace uag
