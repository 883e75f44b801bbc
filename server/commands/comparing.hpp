// What the commands that compare have in common: options of targets, the bar, the words of the end, exit codes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/compare/rules.hpp"
#include "core/base/error.hpp"
#include "server/commands/command.hpp"
#include "server/commands/commands.hpp"
#include "server/commands/report_options.hpp"
#include "server/compare/results.hpp"
#include "server/compare/targets.hpp"

namespace uag {

/// What the exit code of a comparison says; exit_ok: the targets agree.
inline constexpr int exit_differ = 1;
inline constexpr int exit_could_not_run = 2;

/// The rules of that file; none without one.
Result<compare::Rules> rules_of(const std::string& file);

/// Whether somebody is going to read the messages of a run.
bool is_wanted(const ReportOptions& options);

/// Says on standard output what a run came to, writes the reports that are wanted, and sets the exit code. `problems` are
/// why the run could not be what it should have been.
Result<void> tell(const compare::Report& report, const std::vector<std::string>& problems, const ReportOptions& options,
                  CommandLine& line);

/// The bar on standard error while a person looks on; gone before anything else is said.
class ProgressBar {
public:
    ProgressBar();
    void show(std::size_t done, std::size_t all);
    void clear();

private:
    const bool is_terminal_;
    bool is_shown_ = false;
};

/// A text for a terminal, line by line.
std::string printable_lines(std::string_view text);

// Options of a target, which other commands that ask a server take too. `options` outlives the command line.
void add_targets_file_option(Command& command, compare::TargetOptions& options);
/// What proves who asks, beside a name and password.
void add_proof_options(Command& command, compare::TargetOptions& options);
void add_tls_options(Command& command, compare::TargetOptions& options);

/// All options of targets. `which` says how many targets there are and what they are to each other.
void add_target_options(Command& command, compare::TargetOptions& options, std::string_view which);

}  // namespace uag
