// `useragentd upstream check`: whether the server of upstream.url can be stood for.
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <iostream>
#include <variant>
#include <vector>

#include "adapters/bridge/reach.hpp"
#include "adapters/client/findings.hpp"
#include "adapters/files/secret_file.hpp"
#include "adapters/remote/remote_server.hpp"
#include "core/agent/operations.hpp"
#include "core/base/text.hpp"
#include "core/contract/answers.hpp"
#include "server/commands/commands.hpp"
#include "server/commands/commands_common.hpp"
#include "server/compare/clock_difference.hpp"
#include "server/compare/greeting.hpp"
#include "server/setup/bridge_setup.hpp"

namespace uag {
namespace {

using client::CallResult;
using outbound::TransferError;
using outbound::TransferFault;

struct UpstreamOptions {
    std::string user;
    std::string password_file;
    bool json = false;
};

constexpr std::array upstream_columns{Column{"check", "CHECK"}, Column{"works", "WORKS"}, Column{"what", "WHAT"}};

// Tickets there end by the minute; more than this is told as a failure.
constexpr std::chrono::seconds most_apart{60};
// In a row, each as slow as an answer may be; then nothing more is asked.
constexpr int most_failures = 3;

class UpstreamCheck {
public:
    explicit UpstreamCheck(const bridge::UpstreamSettings& settings)
        : settings_(settings), server_(settings.face, settings.http, stopping_) {
        sender_.application_token = settings.application_token;
    }

    void run(const std::string& user, const Secret& password) {
        if (!reach()) return;
        if (!user.empty()) log_in(user, password);
        // Whoever lets reads through without credentials may let changes through as well.
        Asked asked = ask_for(true);
        if (asked == Asked::refused) asked = ask_for(false) == Asked::fails ? Asked::fails : asked;
        if (asked == Asked::fails) return tell("others", false, "are not asked for: it does not answer");
        if (asked == Asked::let_in) tell("changes", false, "are not asked for: it answers without credentials", false);
        if (asked == Asked::untold) tell("changes", false, "are not asked for: it wants no credentials", false);
    }

    const Values& records() const { return records_; }
    bool has_failed() const { return has_failed_; }

private:
    void tell(std::string_view check, bool works, std::string what, bool is_needed = true) {
        has_failed_ = has_failed_ || (is_needed && !works);
        records_.emplace_back(Record{{"check", check}, {"works", works}, {"what", std::move(what)}});
    }

    // Asks without credentials, which nothing is done for; over SOAP for what needs none.
    remote::Called greeting() {
        const Object nothing = make_object(type_of<Empty>());
        if (settings_.face.is_rest)
            return server_.call(remote::resource_of("User/currentPrincipal"), nothing.get(), sender_);
        return server_.call(*find_operation(Service::so_principal, "GetSystemInfo"), nothing.get(), sender_);
    }

    bool reach() {
        const SystemClock clock;
        const TimePoint sent = clock.now();
        const remote::Called called = greeting();
        const TimePoint received = clock.now();
        if (const auto* const refusal = std::get_if<client::CannotWrite>(&called)) {
            tell("reach", false, refusal->path + ' ' + refusal->text);
            return false;
        }
        const bool is_tls = settings_.http.base_url.starts_with("https");
        if (const auto* const error = std::get_if<TransferError>(&called)) {
            const bool is_reached = error->fault == TransferFault::tls;
            tell("reach", is_reached, is_reached ? settings_.http.base_url : error->text);
            if (is_reached) tell("TLS", false, error->text);
            return false;
        }
        const auto& result = std::get<CallResult>(called);
        tell("reach", true, settings_.http.base_url);
        tell("TLS", true, is_tls ? "the certificate is good for its name" : "none: http, on this machine");
        if (std::string why = compare::why_foreign(result); !why.empty()) {
            tell("version", false, "it " + why);
            return false;
        }
        tell("version", true, version_in(result));
        compare::ClockReading reading;
        reading.saw(result.raw.field("Date"), sent, received);
        const auto ahead = reading.ahead();
        const auto apart = ahead ? std::chrono::duration_cast<std::chrono::seconds>(*ahead) : std::chrono::seconds(0);
        tell("clock", ahead && std::chrono::abs(apart) <= most_apart,
             ahead ? "its clock is " + std::to_string(apart.count()) + " s ahead of ours" : "it does not say its time");
        return true;
    }

    std::string version_in(const CallResult& result) const {
        std::string text = "it is spoken to as " + settings_.face.word();
        if (settings_.face.is_rest || result.kind != CallResult::Kind::success) return text;
        const auto& system = static_cast<const GetSystemInfoResponse*>(result.answer.get())->system_info;
        if (system.has_value()) text += ", and calls itself " + client::shown(system->file_version.text);
        return text;
    }

    void log_in(const std::string& user, const Secret& password) {
        const remote::LoggedIn done = remote::log_in(server_, user, password, sender_);
        using Kind = remote::LoggedIn::Kind;
        if (done.kind == Kind::proven)
            return tell("log-in", true,
                        client::shown(done.principal->associate.text) + " has the id " +
                            std::to_string(done.principal->associate_id) + " and the role " +
                            client::shown(done.principal->role_name.text));
        if (done.kind == Kind::refused) return tell("log-in", false, "it does not take this user and password");
        const auto* const error = std::get_if<TransferError>(&done.why);
        tell("log-in", false, error != nullptr ? error->text : "it says neither yes nor no");
    }

    enum class Asked : std::uint8_t {
        refused,  ///< all that need credentials, for want of them
        let_in,  ///< one was answered without
        untold,  ///< none was refused for that
        fails  ///< several in a row have not come to an answer
    };

    // Without credentials, and with nothing to save in it, an operation that is there asks for them.
    Asked ask_for(bool reads) {
        Asked asked = Asked::untold;
        int failures = 0;
        for (const Operation* const operation : operations_to_ask(reads)) {
            const std::string_view name = operation->name;
            if (!bridge::can_ask(settings_.face, *operation)) {
                tell(name, false, "its version has not got it", false);
                continue;
            }
            const Object request = make_object(operation->request());
            const remote::Called called = server_.call(*operation, request.get(), sender_);
            if (const auto* const error = std::get_if<TransferError>(&called)) {
                tell(name, false, error->text);
                if (++failures == most_failures) return Asked::fails;
                continue;
            }
            failures = 0;
            const auto* const result = std::get_if<CallResult>(&called);
            const bool is_there = result != nullptr && is_answer(*operation, *result);
            tell(name, is_there, is_there ? "" : why_not_there(result), false);
            if (operation->access == Access::open || result == nullptr) continue;
            if (result->kind == CallResult::Kind::success) asked = Asked::let_in;
            if (is_there && asked == Asked::untold) asked = Asked::refused;
        }
        return asked;
    }

    std::vector<const Operation*> operations_to_ask(bool reads) const {
        std::vector<const Operation*> found;
        for (const Service service : {Service::user, Service::so_principal}) {
            const bool logs_in = service == Service::so_principal && settings_.face.is_rest;
            if (logs_in) continue;
            for (const Operation& operation : operations(service))
                if (only_reads(operation) == reads) found.push_back(&operation);
        }
        return found;
    }

    static bool is_answer(const Operation& operation, const CallResult& result) {
        if (result.kind == CallResult::Kind::success) return operation.access == Access::open;
        const client::CodeSet codes = result.failure.codes;
        return codes.contains(errc::session) || (operation.access == Access::open && !codes.empty());
    }

    static std::string why_not_there(const CallResult* result) {
        if (result == nullptr) return "it cannot be asked for";
        if (result->kind == CallResult::Kind::success) return "it is answered without credentials";
        const std::string& message = result->failure.message;
        return "status " + std::to_string(result->raw.status) + (message.empty() ? "" : ": " + client::shown(message));
    }

    const bridge::UpstreamSettings& settings_;
    const std::atomic<bool> stopping_{false};
    remote::RemoteServer server_;
    client::Sender sender_;
    Values records_;
    bool has_failed_ = false;
};

Result<void> check_upstream_server(const CommandLine& line, const UpstreamOptions& options) {
    const auto config = effective_config(line);
    if (!config.has_value()) return config.error();
    const auto settings = upstream_settings_of(*config);
    if (!settings.has_value()) return settings.error();
    if (!settings->has_value()) return refused("upstream check needs a settings file with upstream.url: --config FILE");
    if (options.user.empty() != options.password_file.empty())
        return refused("--user and --password-file need each other");
    const auto password = read_secret_file(options.password_file, "--password-file");
    if (!password.has_value()) return password.error();
    UpstreamCheck check(**settings);
    check.run(options.user, *password);
    show(options.json, upstream_columns, check.records());
    if (check.has_failed())
        return fail_in_english(errc::server, "the server behind does not work as the settings want");
    return {};
}

}  // namespace

void add_upstream_commands(Command& app, CommandLine& line) {
    Command upstream = app.subcommand("upstream", "The server that this one stands for",
                                      "upstream check --config /etc/useragentd/config.toml");
    upstream.require_subcommands(1, 1);
    const auto options = std::make_shared<UpstreamOptions>();
    Command check = add_command(upstream, line, "check",
                                "Say what works of the server of upstream.url: reach, TLS, version, clock, log-in, and "
                                "each operation, which is asked for without credentials: what changes only where what "
                                "reads is refused so",
                                "upstream check --config /etc/useragentd/config.toml");
    check.option("--user", options->user, "who logs in there; nobody without it").type_name("NAME");
    check.option("--password-file", options->password_file, "the password of that user").type_name("FILE");
    check.flag("--json", options->json, "as JSON");
    when_chosen(check, line, options, check_upstream_server);
}

}  // namespace uag
