#include "server/commands/command.hpp"

#include <CLI/CLI.hpp>
#include <iostream>

#include "core/base/text.hpp"

namespace uag {
namespace {

void show_example(CLI::App& app, const std::string& program, const std::string& example) {
    app.footer("Example:\n  " + program + ' ' + example);
}

// The last command that the line names.
const CLI::App& chosen_in(const CLI::App& top) {
    const CLI::App* app = &top;
    while (!app->get_subcommands().empty()) app = app->get_subcommands().front();
    return *app;
}

bool has_subcommands(const CLI::App& app) {
    return !app.get_subcommands([](const CLI::App* below) { return !below->get_name().empty(); }).empty();
}

std::string full_name(const CLI::App& app) {
    return app.get_parent() == nullptr ? app.get_name() : full_name(*app.get_parent()) + ' ' + app.get_name();
}

std::string listed(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += ' ' + word;
    return text;
}

// CLI11 tells of a missing command before it tells of a word that is none, and of words from the last to the first.
std::string wrong_line(const CLI::App& top, const CLI::ParseError& error) {
    const CLI::App& chosen = chosen_in(top);
    const std::vector<std::string> left = top.remaining(true);
    const bool is_word = !left.empty() && !left.front().starts_with('-');
    if (is_word && has_subcommands(chosen)) return "unknown command \"" + left.front() + '"';
    if (dynamic_cast<const CLI::ExtrasError*>(&error) == nullptr) return error.what();
    return (left.size() == 1 ? "unexpected argument:" : "unexpected arguments:") + listed(left);
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
    while (top->get_parent() != nullptr) top = top->get_parent();
    CLI::App* const app = app_->add_subcommand(name, what);
    show_example(*app, top->get_name(), example);
    return Command(app);
}

void Command::require_subcommands(std::size_t least, std::size_t most) { app_->require_subcommand(least, most); }

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

CommandOption Command::flag(const std::string& name, std::string& target, const std::string& what) {
    return CommandOption(app_->add_flag(name, target, what));
}

Command Command::one_of(const std::string& name, const std::string& what) {
    CLI::App* const group = app_->add_option_group(name, what);
    group->require_option(1);
    return Command(group);
}

void Command::when_chosen(std::function<void()> action) { app_->callback(std::move(action)); }

bool Command::subcommand_chosen() const { return !app_->get_subcommands().empty(); }

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
        if (error.get_exit_code() == 0) {
            app_->exit(error, std::cout, std::cerr);
            return exit_ok;
        }
        // What was typed is in it.
        std::cerr << app_->get_name() << ": " << printable(wrong_line(*app_, error))
                  << "\nSee: " << full_name(chosen_in(*app_)) << " --help\n";
        return exit_usage;
    }
    return std::nullopt;
}

}  // namespace uag
