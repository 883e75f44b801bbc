// `useragentd compare`: plays suites on two or more servers and says whether they agree.
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/clock.hpp"
#include "core/base/random.hpp"
#include "core/base/text.hpp"
#include "server/commands/commands.hpp"
#include "server/commands/commands_common.hpp"
#include "server/commands/report_options.hpp"
#include "server/compare/dry_run.hpp"
#include "server/compare/interrupt.hpp"
#include "server/compare/permission.hpp"
#include "server/compare/player.hpp"
#include "server/compare/rules_file.hpp"
#include "server/compare/suite_file.hpp"
#include "server/compare/summary.hpp"
#include "server/compare/targets.hpp"
#include "server/compare/warnings.hpp"

namespace uag {
namespace {

// What the exit code of a comparison says; exit_ok: the targets agree.
constexpr int exit_differ = 1;
constexpr int exit_could_not_run = 2;

struct CompareOptions {
    compare::TargetOptions targets;
    std::vector<std::string> suites;
    std::string writes;
    std::string rules;
    std::string seed;
    ReportOptions report;
    bool dry_run = false;
    bool repeats = false;
};

// The bar on standard error while a person looks on; gone before anything else is said.
class ProgressBar {
public:
    void show(std::size_t done, std::size_t all) {
        if (!is_terminal_) return;
        std::cerr << compare::progress_bar(done, all, width) << std::flush;
        is_shown_ = true;
    }
    void clear() {
        if (is_shown_) std::cerr << '\r' << std::string(width, ' ') << '\r' << std::flush;
        is_shown_ = false;
    }

private:
    static constexpr std::size_t width = 60;
    const bool is_terminal_ = ::isatty(STDERR_FILENO) == 1;
    bool is_shown_ = false;
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

// For a terminal, line by line.
std::string printable_lines(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        (out += printable(text.substr(0, end))) += '\n';
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

int exit_code_of(const compare::Report& report, const compare::Player& player) {
    if (!player.problems().empty() || !report.left_behind.empty() || compare::is_shut(report))
        return exit_could_not_run;
    return agrees(report) ? exit_ok : exit_differ;
}

Result<void> run_compare(CommandLine& line, const CompareOptions& options) {
    line.failed_code = exit_could_not_run;
    const auto targets = compare::read_targets(options.targets, 2);
    if (!targets.has_value()) return targets.error();
    const std::vector<std::string> named = options.suites.empty() ? std::vector<std::string>{"reads"} : options.suites;
    const auto suites = compare::load_suites(named);
    if (!suites.has_value()) return suites.error();
    compare::Rules rules;
    if (!options.rules.empty())
        if (const auto read = compare::read_rules(options.rules, rules); !read.has_value()) return read;
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
    how.shown_seed = options.seed;
    how.progress = [&bar](std::size_t done, std::size_t all) { bar.show(done, all); };
    compare::Player player(*targets, *suites, rules, seed, clock, interrupt.asked(), std::move(how));
    const compare::Report report = player.play();
    bar.clear();
    std::cout << printable_lines(compare::summary_of(report, player.problems()));
    line.exit_code = exit_code_of(report, player);
    const Result<std::string> written = write_wanted(options.report, report);
    if (!written.has_value()) return written.error();
    if (!written->empty()) {
        std::cout << printable_lines(*written);
        if (line.exit_code == exit_ok) line.exit_code = exit_differ;
    }
    return {};
}

void add_target_options(Command& command, compare::TargetOptions& options) {
    command
        .option("--target", options.targets,
                "NAME=URL of a server, or NAME=FACE@URL, or a NAME of the file; two or more, the first is the "
                "reference. FACE is soap84 to soap88 (SOAP 1.1; soap84/1.2 is 1.2), rest, rest/xml or rest/form; else "
                "it is told from a path such as /Remote/Services84 or /api/v1")
        .type_name("TARGET");
    command.option("--targets", options.file, "TOML file with [target.NAME] sections").type_name("FILE");
    command.option("--user", options.user, "who logs in at each target that does not say it itself").type_name("NAME");
    command.option("--password-file", options.password_file, "file with the password of --user").type_name("FILE");
    command
        .option("--log-in", options.log_in,
                "none, basic, ticket or bearer; otherwise as the face and the files can only mean")
        .type_name("WAY");
    command.option("--ticket-file", options.ticket_file, "file with a ticket").type_name("FILE");
    command.option("--token-file", options.token_file, "file with an access token, for Bearer").type_name("FILE");
    command.option("--application-token-file", options.application_token_file, "file with an application token")
        .type_name("FILE");
    command.option("--language", options.language, "Accept-Language of every request").type_name("TAG");
    command.option("--time-zone", options.time_zone, "code of the time zone that is asked for").type_name("CODE");
    command.option("--ca-file", options.ca_file, "PEM file of a private authority, in place of the system's")
        .type_name("FILE");
    command.option("--client-certificate", options.client_certificate, "PEM file with a certificate of our own")
        .type_name("FILE");
    command.option("--client-key", options.client_key, "PEM file with its key").type_name("FILE");
}

}  // namespace

void add_compare_command(Command& app, CommandLine& line) {
    Command command = app.subcommand(
        "compare", "Play the same calls on two or more servers and say where their answers differ",
        "compare --target old=https://old.example/Remote/Services84 --target new=rest@https://new.example --user me "
        "--password-file pw");
    const auto options = std::make_shared<CompareOptions>();
    add_target_options(command, options->targets);
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
