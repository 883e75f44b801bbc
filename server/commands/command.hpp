// Commands and their options as a program declares them; the parser behind is CLI11, which takes seconds to compile and
// so is included by command.cpp alone. A Command or CommandOption is a handle; its Program must outlive it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace uag {

/// What exit codes say.
enum ExitCode : int { exit_ok = 0, exit_failed = 1, exit_usage = 2 };

class CommandOption {
public:
    explicit CommandOption(CLI::Option* option) : option_(option) {}

    CommandOption required();
    /// What stands for the value in help: "FILE".
    CommandOption type_name(const std::string& name);
    CommandOption one_of(const std::vector<std::string>& words);
    CommandOption range(int least, int most);
    /// 1 or more; 0 or more.
    CommandOption positive();
    CommandOption not_negative();
    /// The line may name one of the two only.
    CommandOption excludes(CommandOption other);
    /// Help tells the value that the target has now.
    CommandOption show_default();

private:
    CLI::Option* option_;
};

class Command {
public:
    explicit Command(CLI::App* app) : app_(app) {}

    /// Called as `name` after this command. `example` is a line that names it, without the program's own name; help shows
    /// it.
    Command subcommand(const std::string& name, const std::string& what, const std::string& example);
    /// How many of its subcommands a line must name, and may.
    void require_subcommands(std::size_t least, std::size_t most);

    /// "--name" takes a value, "name" is positional; `target` is written when the line is parsed and must live until
    /// then. A list takes every value that follows.
    CommandOption option(const std::string& name, std::string& target, const std::string& what);
    CommandOption option(const std::string& name, std::int32_t& target, const std::string& what);
    CommandOption option(const std::string& name, std::vector<std::string>& target, const std::string& what);
    CommandOption flag(const std::string& name, bool& target, const std::string& what);
    /// A flag that may carry a value: "--name" writes "true", "--name=VALUE" the value.
    CommandOption flag(const std::string& name, std::string& target, const std::string& what);
    /// Options of this command under a heading of their own, of which a line must name exactly one.
    Command one_of(const std::string& name, const std::string& what);

    /// `action` is called once the line is known to be right, if it names this command.
    void when_chosen(std::function<void()> action);
    /// Whether the line that was parsed names a subcommand of this command.
    bool subcommand_chosen() const;

private:
    CLI::App* app_;
};

/// The command that has all others as its subcommands; a line must name one of them.
class Program {
public:
    /// `version` is what --version prints; `example` as for a subcommand.
    Program(const std::string& name, const std::string& what, const std::string& version, const std::string& example);
    ~Program();

    Command root() { return Command(app_.get()); }
    /// Calls what was chosen. An exit code if there is nothing more to do: help or the version was asked for (standard
    /// output), or the line is wrong (told on standard error).
    std::optional<ExitCode> parse(int argc, const char* const* argv);

private:
    std::unique_ptr<CLI::App> app_;
};

}  // namespace uag
