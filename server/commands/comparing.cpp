#include "server/commands/comparing.hpp"

#include <unistd.h>

#include <algorithm>
#include <iostream>

#include "core/base/text.hpp"
#include "server/compare/rules_file.hpp"
#include "server/compare/summary.hpp"

namespace uag {
namespace {

constexpr std::size_t bar_width = 60;

int exit_code_of(compare::RunEnd end) {
    if (end == compare::RunEnd::agree) return exit_ok;
    return end == compare::RunEnd::differ ? exit_differ : exit_could_not_run;
}

}  // namespace

Result<compare::Rules> rules_of(const std::string& file) {
    compare::Rules rules;
    if (file.empty()) return rules;
    if (const auto read = compare::read_rules(file, rules); !read.has_value()) return read.error();
    return rules;
}

bool is_wanted(const ReportOptions& options) { return !options.folder.empty() || !options.ndjson.empty(); }

Result<void> tell(const compare::Report& report, const std::vector<std::string>& problems, const ReportOptions& options,
                  CommandLine& line) {
    std::cout << printable_lines(compare::summary_of(report, problems));
    line.exit_code = exit_code_of(compare::end_of(report, problems));
    const Result<std::string> written = write_wanted(options, report);
    if (!written.has_value()) return written.error();
    if (!written->empty()) {
        std::cout << printable_lines(*written);
        if (line.exit_code == exit_ok) line.exit_code = exit_differ;
    }
    return {};
}

ProgressBar::ProgressBar() : is_terminal_(::isatty(STDERR_FILENO) == 1) {}

void ProgressBar::show(std::size_t done, std::size_t all) {
    if (!is_terminal_) return;
    std::cerr << compare::progress_bar(done, all, bar_width) << std::flush;
    is_shown_ = true;
}

void ProgressBar::clear() {
    if (is_shown_) std::cerr << '\r' << std::string(bar_width, ' ') << '\r' << std::flush;
    is_shown_ = false;
}

std::string printable_lines(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        (out += printable(text.substr(0, end))) += '\n';
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

void add_targets_file_option(Command& command, compare::TargetOptions& options) {
    command.option("--targets", options.file, "TOML file with [target.NAME] sections").type_name("FILE");
}

void add_proof_options(Command& command, compare::TargetOptions& options) {
    command.option("--ticket-file", options.ticket_file, "file with a ticket").type_name("FILE");
    command.option("--token-file", options.token_file, "file with an access token, for Bearer").type_name("FILE");
    command.option("--application-token-file", options.application_token_file, "file with an application token")
        .type_name("FILE");
}

void add_tls_options(Command& command, compare::TargetOptions& options) {
    command.option("--ca-file", options.ca_file, "PEM file of a private authority, in place of the system's")
        .type_name("FILE");
    command.option("--client-certificate", options.client_certificate, "PEM file with a certificate of our own")
        .type_name("FILE");
    command.option("--client-key", options.client_key, "PEM file with its key").type_name("FILE");
}

void add_target_options(Command& command, compare::TargetOptions& options, std::string_view which) {
    command
        .option("--target", options.targets,
                "NAME=URL of a server, or NAME=FACE@URL, or a NAME of the file; " + std::string(which) +
                    ". FACE is soap84 to soap88 (SOAP 1.1; soap84/1.2 is 1.2), rest, rest/xml or rest/form; else it is "
                    "told from a path such as /Remote/Services84 or /api/v1")
        .type_name("TARGET");
    add_targets_file_option(command, options);
    command.option("--user", options.user, "who logs in at each target that does not say it itself").type_name("NAME");
    command.option("--password-file", options.password_file, "file with the password of --user").type_name("FILE");
    command
        .option("--log-in", options.log_in,
                "none, basic, ticket or bearer; otherwise as the face and the files can only mean")
        .type_name("WAY");
    add_proof_options(command, options);
    command.option("--language", options.language, "Accept-Language of every request").type_name("TAG");
    command.option("--time-zone", options.time_zone, "code of the time zone that is asked for").type_name("CODE");
    add_tls_options(command, options);
}

}  // namespace uag
