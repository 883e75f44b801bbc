// `useragentd import`: takes users over from another server, once or again and again until it is left.
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "adapters/sqlite/backup.hpp"
#include "core/base/random.hpp"
#include "core/base/text.hpp"
#include "server/commands/commands.hpp"
#include "server/commands/commands_common.hpp"
#include "server/commands/comparing.hpp"
#include "server/commands/local_core.hpp"
#include "server/compare/interrupt.hpp"
#include "server/compare/run_names.hpp"
#include "server/compare/targets.hpp"
#include "server/importing/import.hpp"
#include "server/service/own_folder.hpp"

namespace uag {
namespace {

constexpr int exit_some_refused = 1;

struct ImportLine {
    std::string from;
    compare::TargetOptions target;
    std::int32_t up_to = 0;
    bool are_renamed = false;
    bool is_dry = false;
};

// A plain address needs no name of its own.
bool is_address(const std::string& from) {
    return from.find("://") != std::string::npos && from.substr(0, from.find("://")).find('=') == std::string::npos;
}
std::string target_named(const std::string& from) { return is_address(from) ? "source=" + from : from; }

std::string counted(std::size_t count, const char* one, const char* many) {
    return std::to_string(count) + ' ' + (count == 1 ? one : many);
}

std::string told_of(const importing::ImportReport& report, bool is_dry) {
    std::string text = counted(report.roles, "role", "roles") + ", " + counted(report.groups, "group", "groups") +
                       " and " + counted(report.users, "user", "users") + " there; of the users " +
                       std::to_string(report.added) + " added, " + std::to_string(report.changed) + " changed, " +
                       std::to_string(report.same) + " left as they are; " + std::to_string(report.refused) +
                       " refused, " + std::to_string(report.gone) + " not there" +
                       (is_dry ? "; nothing was stored\n" : "\n");
    for (const auto& [what, whose] : report.not_taken)
        text += "Not taken: " + what + " of " + counted(whose.users, "user", "users") + " (" + whose.first +
                (whose.users > 5 ? ", ..." : "") + ")\n";
    text +=
        "Not taken from any server: untrusted credentials, service accounts, tokens, sessions, password rules, owner "
        "contacts\n";
    std::string not_told;
    for (const std::string& member : report.not_told) not_told += (not_told.empty() ? "" : ", ") + member;
    if (!not_told.empty()) text += "Not told there: " + not_told + '\n';
    for (const std::string& note : report.notes) text += note + '\n';
    return text;
}

// What the dry run works on: a copy of the database, or a new one.
Result<void> copy_to(const CommandLine& line, const OwnFolder& folder, CommandLine& copy) {
    const auto config = effective_config(line);
    if (!config.has_value()) return config.error();
    copy.config_file = line.config_file;
    copy.database = folder.file("users.db");
    std::error_code failed;
    if (!std::filesystem::exists(config->database.path, failed) && !failed) return {};
    return back_up_database(config->database.path, copy.database);
}

Result<void> take_into(const CommandLine& database, importing::Import& import) {
    const auto core = LocalCore::open(database, "import", true);
    if (!core.has_value()) return core.error();
    LocalCore& local = **core;
    const importing::Destination destination{
        [&](const std::function<Result<void>(Rows&)>& work) { return run_local(local.store().read(work)); },
        [&](const std::function<Result<void>(Change&)>& work) { return local.change(work); }, local.users()};
    return import.take(destination);
}

// Nothing is made or opened before the source has told what there is.
Result<void> import_into(const CommandLine& database, const compare::Target& target, const ImportLine& options,
                         importing::ImportReport& report) {
    SystemRandom random;
    const compare::RunSeed seed(random);
    compare::Pseudonyms pseudonyms(seed.pseudonym_key());
    const compare::Interrupt interrupt;
    ProgressBar bar;
    importing::ImportOptions how;
    how.up_to = options.up_to;
    how.are_renamed = options.are_renamed;
    how.say = [&](const std::string& text) {
        bar.clear();
        std::cout << printable(text) << '\n';
    };
    how.progress = [&](std::size_t done, std::size_t all) { bar.show(done, all); };
    // As --from has it.
    const std::string name = is_address(options.from) ? target.http.base_url : target.name;
    importing::Source source(target, name, pseudonyms, interrupt.asked());
    importing::Import import(source, interrupt.asked(), std::move(how));
    Result<void> done = import.read();
    if (done.has_value()) done = take_into(database, import);
    bar.clear();
    report = import.report();
    return done;
}

Result<void> run_import(CommandLine& line, const ImportLine& options) {
    line.failed_code = exit_could_not_run;
    if (const auto config = effective_config(line); !config.has_value()) return config.error();
    compare::TargetOptions wanted = options.target;
    wanted.targets = {target_named(options.from)};
    wanted.option = "--from";
    const auto targets = compare::read_targets(wanted, 1);
    if (!targets.has_value()) return targets.error();

    CommandLine database;
    database.config_file = line.config_file;
    database.database = line.database;
    std::optional<OwnFolder> folder;
    if (options.is_dry) {
        auto made = OwnFolder::make("a dry run");
        if (!made.has_value()) return made.error();
        folder.emplace(std::move(*made));
        if (auto copied = copy_to(line, *folder, database); !copied.has_value()) return copied;
    }
    importing::ImportReport report;
    Result<void> done = import_into(database, targets->front(), options, report);
    if (!done.has_value()) {
        if (report.looked_at == 0) return done;
        return refused(done.error().public_text.english() + "; " + std::to_string(report.looked_at) + " of " +
                       counted(report.users, "user", "users") + " were gone through: run it again to go on");
    }
    std::cout << printable_lines(told_of(report, options.is_dry));
    line.exit_code = report.refused == 0 ? exit_ok : exit_some_refused;
    return {};
}

}  // namespace

void add_import_command(Command& app, CommandLine& line) {
    Command command =
        add_command(app, line, "import", "Take users, roles and groups over from another server",
                    "import --from rest@https://netserver.example --as ADM --password-file pw --db users.db");
    const auto options = std::make_shared<ImportLine>();
    command
        .option("--from", options->from,
                "the server: a URL, FACE@URL, or a NAME of the file; FACE is soap84 to soap88, rest or rest/xml")
        .required()
        .type_name("TARGET");
    command.option("--as", options->target.user, "who logs in there: an administrator of users").type_name("USER");
    command.option("--password-file", options->target.password_file, "file with the password of --as")
        .type_name("FILE");
    command.flag("--dry-run", options->is_dry, "say what would be taken, and store nothing");
    command.flag("--renamed", options->are_renamed,
                 "what has another name under the same id was renamed there, and is no other");
    command
        .option("--up-to", options->up_to,
                "where there is no list of users: ask for all ids up to this one, however many are nobody's")
        .not_negative()
        .type_name("ID");
    add_targets_file_option(command, options->target);
    add_proof_options(command, options->target);
    add_tls_options(command, options->target);
    command.when_chosen([&line, options] { line.chosen = [&line, options] { return run_import(line, *options); }; });
}

}  // namespace uag
