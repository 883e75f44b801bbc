#include "server/commands/command.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <sstream>

#include "core/base/text.hpp"

namespace uag {
namespace {

void show_example(CLI::App& app, const std::string& program, const std::string& example) {
    app.footer("Example:\n  " + program + ' ' + example);
}

}  // namespace

CommandOption CommandOption::required() {
    option_->required();
    return *this;
}

CommandOption CommandOption::type_name(const std::string& name) {
    option_->type_name(name);
    return *this;
}

CommandOption CommandOption::one_of(const std::vector<std::string>& words) {
    option_->check(CLI::IsMember(words));
    return *this;
}

CommandOption CommandOption::range(int least, int most) {
    option_->check(CLI::Range(least, most));
    return *this;
}

CommandOption CommandOption::positive() {
    option_->check(CLI::PositiveNumber);
    return *this;
}

CommandOption CommandOption::not_negative() {
    option_->check(CLI::NonNegativeNumber);
    return *this;
}

CommandOption CommandOption::excludes(CommandOption other) {
    option_->excludes(other.option_);
    return *this;
}

CommandOption CommandOption::show_default() {
    option_->capture_default_str();
    return *this;
}

Command Command::subcommand(const std::string& name, const std::string& what, const std::string& example) {
    const CLI::App* top = app_;
    while (top->get_parent() != nullptr)
        top = top->get_parent();
    CLI::App* const app = app_->add_subcommand(name, what);
    show_example(*app, top->get_name(), example);
    return Command(app);
}

void Command::require_subcommands(std::size_t least, std::size_t most) {
    app_->require_subcommand(least, most);
}

CommandOption Command::option(const std::string& name, std::string& target, const std::string& what) {
    return CommandOption(app_->add_option(name, target, what));
}

CommandOption Command::option(const std::string& name, std::int32_t& target, const std::string& what) {
    return CommandOption(app_->add_option(name, target, what));
}

CommandOption Command::option(const std::string& name, std::vector<std::string>& target, const std::string& what) {
    return CommandOption(app_->add_option(name, target, what));
}

CommandOption Command::flag(const std::string& name, bool& target, const std::string& what) {
    return CommandOption(app_->add_flag(name, target, what));
}

Command Command::one_of(const std::string& name, const std::string& what) {
    CLI::App* const group = app_->add_option_group(name, what);
    group->require_option(1);
    return Command(group);
}

void Command::when_chosen(std::function<void()> action) {
    app_->callback(std::move(action));
}

bool Command::subcommand_chosen() const {
    return !app_->get_subcommands().empty();
}

Program::Program(const std::string& name, const std::string& what, const std::string& version,
                 const std::string& example)
    : app_(std::make_unique<CLI::App>(what, name)) {
    app_->set_version_flag("--version", version);
    app_->require_subcommand(1);
    show_example(*app_, name, example);
}

Program::~Program() = default;

std::optional<ExitCode> Program::parse(int argc, const char* const* argv) {
    try {
        app_->parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        std::ostringstream words;
        const int code = app_->exit(error, std::cout, words);
        std::istringstream lines(words.str());
        // What was typed is in them.
        for (std::string line; std::getline(lines, line);)
            std::cerr << printable(line) << '\n';
        return code == 0 ? exit_ok : exit_usage;
    }
    return std::nullopt;
}

}  // namespace uag
