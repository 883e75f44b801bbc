// `useragentd record`: stands between clients and a server and keeps what they say.
#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string_view>
#include <system_error>

#include "adapters/files/secret_file.hpp"
#include "core/base/encoding.hpp"
#include "core/base/random.hpp"
#include "core/base/text.hpp"
#include "server/commands/commands.hpp"
#include "server/compare/report_words.hpp"
#include "server/config/endpoint.hpp"
#include "server/recording/relay.hpp"
#include "server/recording/writer.hpp"

namespace uag {
namespace {

constexpr std::int32_t longest_timeout = 3600;
constexpr std::size_t longest_relayed_answer = std::size_t{32} << 20;
constexpr std::size_t shortest_pseudonym_key = 16;

struct RecordOptions {
    std::string listen;
    std::string to;
    std::string into;
    std::string key_file;
    std::string secrets;
    std::string ca_file;
    std::string certificate;
    std::string key;
    std::int32_t timeout = 60;
    bool own_host = false;
    bool behind_proxy = false;
};

std::atomic<recording::Relay*> running_relay{nullptr};

void stop_relay(int) {
    if (recording::Relay* const relay = running_relay.load()) relay->stop();
}

// Only while it runs: a handler must not reach a relay that is gone.
class StopsOnSignal {
public:
    explicit StopsOnSignal(recording::Relay& relay) {
        running_relay = &relay;
        for (const int signal : {SIGTERM, SIGINT}) std::signal(signal, stop_relay);
    }
    ~StopsOnSignal() {
        for (const int signal : {SIGTERM, SIGINT}) std::signal(signal, SIG_IGN);
        running_relay = nullptr;
    }
    StopsOnSignal(const StopsOnSignal&) = delete;
    StopsOnSignal& operator=(const StopsOnSignal&) = delete;
};

Result<Secret> pseudonym_key(const std::string& file) {
    if (!file.empty()) {
        auto read = read_secret_file(file, "--key-file");
        if (read.has_value() && read->reveal().size() < shortest_pseudonym_key)
            return fail_in_english(errc::invalid_argument, "--key-file: " + file + " has fewer than " +
                                                               std::to_string(shortest_pseudonym_key) + " characters.");
        return read;
    }
    std::array<std::byte, 32> bytes{};
    SystemRandom().fill(bytes);
    Secret key(as_text(bytes));
    wipe(bytes.data(), bytes.size());
    return key;
}

Result<std::string> base_url(const std::string& to) {
    const bool is_http = to.starts_with("http://") || to.starts_with("https://");
    if (!is_http || to.find_first_of("@?#") != std::string::npos)
        return fail_in_english(errc::invalid_argument,
                               "--to has to be an address such as https://host:port/path, without user, query and "
                               "fragment.");
    return to;
}

bool stands_in(const std::string& file, const std::string& folder) {
    if (file.empty()) return false;
    std::error_code ignored;
    const std::filesystem::path place = std::filesystem::weakly_canonical(folder, ignored);
    return std::filesystem::weakly_canonical(file, ignored).parent_path() == place;
}

void tell_operator(const std::string& sentence) { std::cerr << "useragentd: " + printable(sentence) + '\n'; }

// What keeps on going wrong once the traffic is over.
Result<void> end_recording(recording::Writer& writer, const std::string& folder) {
    const Result<void> finished = writer.finish();
    std::cout << printable(folder) << ": " << compare::counted(writer.kept(), "exchange", "exchanges") << '\n';
    if (!finished.has_value()) return finished.error();
    if (writer.lost() == 0) return {};
    return fail_in_english(errc::server, folder + ": " + compare::counted(writer.lost(), "exchange", "exchanges") +
                                             (writer.lost() == 1 ? " was" : " were") + " passed on and not kept.");
}

Result<void> run_record(const CommandLine& line, const RecordOptions& options) {
    if (const auto config = effective_config(line); !config.has_value()) return config.error();
    const auto endpoint = parse_endpoint(options.listen);
    if (!endpoint.has_value())
        return fail_in_english(errc::invalid_argument, "--listen " + endpoint.error().public_text.english());
    if (!endpoint->loopback && !options.behind_proxy)
        return fail_in_english(errc::invalid_argument,
                               "--listen " + options.listen +
                                   " would let passwords cross the network in clear text: listen on 127.0.0.1 or "
                                   "[::1], or put a proxy that speaks TLS in front and say --behind-proxy");
    const Result<std::string> target = base_url(options.to);
    if (!target.has_value()) return target.error();
    Result<Secret> key = pseudonym_key(options.key_file);
    if (!key.has_value()) return key.error();
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);  // a limit on file sizes is as good as a full disk: the write fails

    if (stands_in(options.secrets, options.into))
        return fail_in_english(errc::invalid_argument, "--secrets: " + options.secrets +
                                                           " would stand beside the messages that it is to be " +
                                                           "kept from; name a file elsewhere.");
    std::unique_ptr<recording::SecretsWriter> secrets;
    if (!options.secrets.empty()) {
        auto begun = recording::SecretsWriter::begin(options.secrets);
        if (!begun.has_value()) return begun.error();
        secrets = std::move(*begun);
    }
    const SystemClock clock;
    auto writer = recording::Writer::begin(
        {options.into, "useragentd " UAG_VERSION, *target, std::move(*key), secrets.get(), tell_operator}, clock);
    if (!writer.has_value()) return writer.error();
    recording::RelaySettings settings;
    settings.address = endpoint->address;
    settings.port = endpoint->port;
    settings.own_host = options.own_host;
    settings.limits = recording::relay_limits();
    settings.target.base_url = *target;
    settings.target.ca_file = options.ca_file;
    settings.target.certificate_file = options.certificate;
    settings.target.key_file = options.key;
    settings.target.timeout = std::chrono::seconds(options.timeout);
    settings.target.answer_bytes = longest_relayed_answer;
    settings.target.relays = true;
    recording::Relay relay(std::move(settings), **writer, clock);
    const Result<std::uint16_t> port = relay.listen();
    if (!port.has_value()) return port.error();
    {
        const StopsOnSignal signals(relay);
        std::cout << "recording on http://" << format_endpoint(endpoint->address, *port) << std::endl;
        relay.run();
    }
    return end_recording(**writer, options.into);
}

}  // namespace

void add_recording_commands(Command& app, CommandLine& line) {
    Command record = app.subcommand(
        "record", "Pass what clients and a server say on, and keep each exchange, masked, until SIGTERM or Ctrl-C",
        "record --listen 127.0.0.1:9000 --to http://127.0.0.1:8080 --into session");
    const auto options = std::make_shared<RecordOptions>();
    record.option("--listen", options->listen, "where clients come to; port 0 prints the port chosen")
        .required()
        .type_name("ADDR:PORT");
    record.option("--to", options->to, "the server that answers").required().type_name("URL");
    record.option("--into", options->into, "folder of the recording; new, or empty").required().type_name("DIR");
    record.option("--key-file", options->key_file, "key of the pseudonyms: recordings that share it share them")
        .type_name("FILE");
    record
        .option("--secrets", options->secrets,
                "keep what the pseudonyms stand for, for replay, in this new file, which nobody else can read")
        .type_name("FILE");
    record.option("--ca-file", options->ca_file, "authority of the server's certificate (PEM)").type_name("FILE");
    record.option("--client-certificate", options->certificate, "our own towards the server (PEM)").type_name("FILE");
    record.option("--client-key", options->key, "its key (PEM)").type_name("FILE");
    record.option("--timeout", options->timeout, "seconds that the server has for an answer")
        .range(1, longest_timeout)
        .show_default()
        .type_name("SECONDS");
    record.flag("--own-host", options->own_host, "send the server its own name in Host, not what the client says");
    record.flag("--behind-proxy", options->behind_proxy,
                "a proxy that speaks TLS stands in front, so that --listen may be what other machines reach");
    record.when_chosen([&line, options] {
        line.failed_code = exit_usage;
        line.chosen = [&line, options] { return run_record(line, *options); };
    });
}

}  // namespace uag
