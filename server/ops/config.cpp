#include "server/ops/config.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <boost/asio/ip/address.hpp>
#include <charconv>
#include <fstream>
#include <sstream>
#include <type_traits>
#include <variant>

#include "core/base/text.hpp"

namespace uag {
namespace {

using Value = std::variant<bool, std::int64_t, std::string, std::vector<std::string>>;

/// One key of the file. Its type is the type of what `get` returns.
struct Setting {
    std::string_view key;
    std::string_view unit;   ///< of a number; or the words a text may be
    std::string_view doc;
    std::int64_t min = 0;
    std::int64_t max = 0;
    std::string (*check)(const std::string& text) = nullptr;   ///< what is wrong with the text; empty if nothing
    Value (*get)(const Config& config) = nullptr;
    void (*set)(Config& config, const Value& value) = nullptr;
};

template <class T>
concept Duration = requires { typename T::period; };

/// `member` is a lambda that returns the member of a Config by reference.
template <auto member>
constexpr Setting number(std::string_view key, std::string_view unit, std::int64_t min, std::int64_t max,
                         std::string_view doc) {
    Setting row{key, unit, doc, min, max};
    row.get = [](const Config& config) -> Value {
        const auto& slot = member(config);
        if constexpr (Duration<std::decay_t<decltype(slot)>>) return static_cast<std::int64_t>(slot.count());
        else return static_cast<std::int64_t>(slot);
    };
    row.set = [](Config& config, const Value& value) {
        auto& slot = member(config);
        slot = static_cast<std::decay_t<decltype(slot)>>(std::get<std::int64_t>(value));
    };
    return row;
}

template <auto member, class T>
constexpr Setting plain(Setting row) {
    row.get = [](const Config& config) -> Value { return member(config); };
    row.set = [](Config& config, const Value& value) { member(config) = std::get<T>(value); };
    return row;
}

template <auto member>
constexpr Setting flag(std::string_view key, std::string_view doc) {
    return plain<member, bool>({key, "", doc});
}

template <auto member>
constexpr Setting text(std::string_view key, std::string_view unit, std::string_view doc,
                       std::string (*check)(const std::string&) = nullptr) {
    return plain<member, std::string>({key, unit, doc, 0, 0, check});
}

template <auto member>
constexpr Setting texts(std::string_view key, std::string_view unit, std::string_view doc,
                        std::string (*check)(const std::string&)) {
    return plain<member, std::vector<std::string>>({key, unit, doc, 0, 0, check});
}

std::string check_listen(const std::string& value) {
    const auto endpoint = parse_endpoint(value);
    return endpoint.has_value() ? std::string{} : endpoint.error().public_text;
}

std::string check_not_empty(const std::string& value) { return value.empty() ? "must not be empty" : std::string{}; }

std::string check_url(const std::string& value) {
    if (value.empty()) return {};
    const bool scheme = value.starts_with("http://") || value.starts_with("https://");
    const bool clean = value.find_first_of(" \"'<>?#\\") == std::string::npos && value.back() != '/';
    return scheme && clean ? std::string{} : "must be like https://crm.example.com, without a slash at its end";
}

std::string check_hex_digest(const std::string& value) {
    const bool hex = value.find_first_not_of("0123456789abcdef") == std::string::npos;
    return hex && value.size() == 64 ? std::string{} : "must be 64 lower-case hexadecimal digits each";
}

std::string check_version(const std::string& value) {
    const bool clean = value.find_first_not_of("0123456789.") == std::string::npos;
    return clean && !value.empty() && value.size() <= 32 ? std::string{} : "must be digits and dots";
}

std::string check_services(const std::string& value) {
    const bool known = value.size() == 10 && value.starts_with("Services8") && value[9] >= '4' && value[9] <= '8';
    return known ? std::string{} : "must be Services84 to Services88";
}

std::string check_level(const std::string& value) {
    static constexpr std::array words{"debug", "info", "warn", "error"};
    return std::ranges::find(words, value) != words.end() ? std::string{} : "must be debug, info, warn or error";
}

std::string check_format(const std::string& value) {
    return value == "json" || value == "text" ? std::string{} : "must be json or text";
}

constexpr std::int64_t million = 1'000'000;

// One row a key; the keys of a section stand together. check-config prints them in this order.
constexpr std::array settings{
    text<[](auto& c) -> auto& { return c.server.listen; }>("server.listen", "ADDRESS:PORT",
        "where to listen; port 0 lets the system choose", check_listen),
    number<[](auto& c) -> auto& { return c.server.io_threads; }>("server.io_threads", "threads", 0, 256,
        "threads that serve connections; 0 is one a core"),
    text<[](auto& c) -> auto& { return c.server.public_url; }>("server.public_url", "URL",
        "how clients reach this service, for addresses in answers; empty takes the request's Host", check_url),
    flag<[](auto& c) -> auto& { return c.server.behind_proxy; }>("server.behind_proxy",
        "a proxy in front of this service speaks TLS; only then may a plain listener be reachable from other machines"),

    text<[](auto& c) -> auto& { return c.database.path; }>("database.path", "file",
        "the SQLite database; -wal and -shm files stand beside it", check_not_empty),

    number<[](auto& c) -> auto& { return c.hash.cost.memory_kib; }>("hash.memory_kib", "KiB", 1024, 1024 * 1024,
        "Argon2id memory; with passes at least 19456/2, 12288/3, 9216/4 or 7168/5"),
    number<[](auto& c) -> auto& { return c.hash.cost.passes; }>("hash.passes", "passes", 1, 64, "Argon2id passes"),
    number<[](auto& c) -> auto& { return c.hash.workers; }>("hash.workers", "threads", 0, 256,
        "threads that hash, each with hash.memory_kib of its own; 0 is one a core"),
    number<[](auto& c) -> auto& { return c.hash.queue; }>("hash.queue", "hashes", 1, 100'000,
        "hashes that may wait; beyond them log-ins and changes answer 503 with Retry-After"),

    number<[](auto& c) -> auto& { return c.policy.min_score; }>("policy.min_score", "score", 0, 4,
        "zxcvbn score that a new password must reach"),

    number<[](auto& c) -> auto& { return c.tickets.idle; }>("tickets.idle_minutes", "minutes", 1, million,
        "a ticket ends when it has not been used for so long"),
    number<[](auto& c) -> auto& { return c.tickets.absolute; }>("tickets.absolute_hours", "hours", 1, 100'000,
        "a ticket ends at this age, used or not"),
    number<[](auto& c) -> auto& { return c.tickets.token; }>("tickets.token_minutes", "minutes", 1, million,
        "life of an access token"),

    number<[](auto& c) -> auto& { return c.throttle.pair_free; }>("throttle.pair_free", "failures", 1, million,
        "failed log-ins of one account from one source before pauses begin"),
    number<[](auto& c) -> auto& { return c.throttle.pair_stop; }>("throttle.pair_stop", "failures", 1, million,
        "consecutive failures that stop the pair for throttle.stop_seconds"),
    number<[](auto& c) -> auto& { return c.throttle.stop_time; }>("throttle.stop_seconds", "seconds", 1, 100 * million,
        "how long a pair stays stopped"),
    number<[](auto& c) -> auto& { return c.throttle.source_free; }>("throttle.source_free", "failures", 1, million,
        "failures of one source within throttle.source_window_seconds before it gets 429"),
    number<[](auto& c) -> auto& { return c.throttle.source_window; }>("throttle.source_window_seconds", "seconds", 1,
        million, "window in which a source's failures are counted"),
    number<[](auto& c) -> auto& { return c.throttle.first_pause; }>("throttle.first_pause_seconds", "seconds", 1, 86'400,
        "first pause; each further failure doubles it"),
    number<[](auto& c) -> auto& { return c.throttle.longest_pause; }>("throttle.longest_pause_seconds", "seconds", 1,
        million, "longest pause"),
    number<[](auto& c) -> auto& { return c.throttle.max_counters; }>("throttle.max_counters", "counters", 1000,
        100 * million, "counters kept in memory"),

    number<[](auto& c) -> auto& { return c.limits.body_bytes; }>("limits.body_bytes", "bytes", 1024, 1 << 30,
        "request body; more is 413"),
    number<[](auto& c) -> auto& { return c.limits.header_bytes; }>("limits.header_bytes", "bytes", 1024, 1 << 20,
        "all header fields together; more is 431"),
    number<[](auto& c) -> auto& { return c.limits.header_fields; }>("limits.header_fields", "fields", 8, 1024,
        "number of header fields; more is 431"),
    number<[](auto& c) -> auto& { return c.limits.request_line_bytes; }>("limits.request_line_bytes", "bytes", 256,
        1 << 20, "request line; more is 414"),
    number<[](auto& c) -> auto& { return c.limits.connections; }>("limits.connections", "connections", 1, million,
        "open connections; a further one gets 503"),
    number<[](auto& c) -> auto& { return c.limits.connections_per_address; }>("limits.connections_per_address",
        "connections", 1, million, "open connections of one address; a further one gets 503"),
    number<[](auto& c) -> auto& { return c.limits.header; }>("limits.header_seconds", "seconds", 1, 3600,
        "time for a request's header to arrive; then 408"),
    number<[](auto& c) -> auto& { return c.limits.request; }>("limits.request_seconds", "seconds", 1, 3600,
        "time for a whole request to arrive; then 408"),
    number<[](auto& c) -> auto& { return c.limits.write; }>("limits.write_seconds", "seconds", 1, 3600,
        "time for the client to take an answer; then the connection is cut"),
    number<[](auto& c) -> auto& { return c.limits.idle; }>("limits.idle_seconds", "seconds", 1, 86'400,
        "time between two requests of a connection"),
    number<[](auto& c) -> auto& { return c.limits.requests_per_connection; }>("limits.requests_per_connection",
        "requests", 1, 1'000'000'000, "then the connection is closed after its answer"),
    number<[](auto& c) -> auto& { return c.limits.drain; }>("limits.drain_seconds", "seconds", 0, 3600,
        "time that admitted requests have to finish after SIGTERM"),

    flag<[](auto& c) -> auto& { return c.soap.wrap_exceptions; }>("soap.wrap_exceptions",
        "a failed call answers 200 with ExceptionInfo; false makes it a Fault with the same detail"),

    text<[](auto& c) -> auto& { return c.identity.company; }>("identity.company", "text", "CompanyName in GetSystemInfo"),
    text<[](auto& c) -> auto& { return c.identity.serial; }>("identity.serial", "text", "serial number of the licence"),
    text<[](auto& c) -> auto& { return c.identity.netserver_version; }>("identity.netserver_version", "version",
        "version that clients are told", check_version),
    text<[](auto& c) -> auto& { return c.identity.services; }>("identity.services", "ServicesNN",
        "Services in GET /api", check_services),
    text<[](auto& c) -> auto& { return c.identity.services_current; }>("identity.services_current", "ServicesNN",
        "ServicesCurrent in GET /api", check_services),

    texts<[](auto& c) -> auto& { return c.application_tokens; }>("application_tokens.sha256", "hexadecimal SHA-256",
        "hashes of the application tokens that callers must show; none: not checked", check_hex_digest),

    text<[](auto& c) -> auto& { return c.log.level; }>("log.level", "debug, info, warn or error",
        "requests are logged at info", check_level),
    text<[](auto& c) -> auto& { return c.log.format; }>("log.format", "json or text", "form of a line", check_format),
    text<[](auto& c) -> auto& { return c.log.path; }>("log.path", "file", "appended to; empty is standard error"),
};

const Setting* find_setting(std::string_view key) {
    const auto row = std::ranges::find(settings, key, &Setting::key);
    return row == settings.end() ? nullptr : &*row;
}

bool is_section(std::string_view key) {
    const std::string prefix = std::string(key) + '.';
    return std::ranges::any_of(settings, [&](const Setting& row) { return row.key.starts_with(prefix); });
}

std::string expectation(const Setting& row) {
    const Value value = row.get(Config{});
    if (std::holds_alternative<bool>(value)) return "must be true or false";
    if (std::holds_alternative<std::string>(value)) return "must be a text in quotes";
    if (std::holds_alternative<std::vector<std::string>>(value)) return "must be an array of texts";
    return "must be a whole number from " + std::to_string(row.min) + " to " + std::to_string(row.max) + " (" +
           std::string(row.unit) + ")";
}

/// What is wrong with one text of a setting; empty if nothing.
std::string judge_text(const Setting& row, const std::string& value) {
    if (has_control(value)) return "must not hold control characters";
    return row.check ? row.check(value) : std::string{};
}

/// What is wrong with the value; empty if it was stored.
std::string store_value(const Setting& row, const toml::node& node, Config& config) {
    const Value present = row.get(config);
    if (std::holds_alternative<bool>(present)) {
        if (!node.is_boolean()) return expectation(row);
        row.set(config, node.as_boolean()->get());
        return {};
    }
    if (std::holds_alternative<std::int64_t>(present)) {
        if (!node.is_integer()) return expectation(row);
        const std::int64_t value = node.as_integer()->get();
        if (value < row.min || value > row.max) return expectation(row);
        row.set(config, value);
        return {};
    }
    if (std::holds_alternative<std::string>(present)) {
        if (!node.is_string()) return expectation(row);
        const std::string& value = node.as_string()->get();
        if (std::string wrong = judge_text(row, value); !wrong.empty()) return wrong;
        row.set(config, value);
        return {};
    }
    if (!node.is_array()) return expectation(row);
    std::vector<std::string> values;
    for (const toml::node& element : *node.as_array()) {
        if (!element.is_string()) return expectation(row);
        if (std::string wrong = judge_text(row, element.as_string()->get()); !wrong.empty()) return wrong;
        values.push_back(element.as_string()->get());
    }
    row.set(config, std::move(values));
    return {};
}

Error at(const std::string& name, const toml::source_position& position, const std::string& what) {
    return fail(errc::invalid_argument, name + ':' + std::to_string(position.line) + ':' +
                                            std::to_string(position.column) + ": " + what);
}

Result<void> read_table(const toml::table& table, const std::string& prefix, const std::string& name, Config& config) {
    for (const auto& [key, node] : table) {
        const std::string full = prefix + std::string(key.str());
        if (const Setting* row = find_setting(full)) {
            const std::string wrong = store_value(*row, node, config);
            if (!wrong.empty()) return at(name, node.source().begin, full + ' ' + wrong);
            continue;
        }
        if (!is_section(full)) return at(name, key.source().begin, "unknown key " + full);
        if (!node.is_table()) return at(name, node.source().begin, full + " must be a section: [" + full + "]");
        if (auto inner = read_table(*node.as_table(), full + '.', name, config); !inner.has_value()) return inner;
    }
    return {};
}

void print_value(std::ostream& out, const Setting& row, const Config& config) {
    const Value value = row.get(config);
    if (const auto* yes = std::get_if<bool>(&value)) out << (*yes ? "true" : "false");
    if (const auto* count = std::get_if<std::int64_t>(&value)) out << *count;
    if (const auto* words = std::get_if<std::string>(&value)) out << toml::value<std::string>{*words};
    if (const auto* list = std::get_if<std::vector<std::string>>(&value)) {
        out << "[]";
        if (!list->empty()) out << "   # " << list->size() << " set, not shown";
    }
}

void print_doc(std::ostream& out, const Setting& row) {
    out << "# " << row.doc;
    if (row.min != row.max) out << " (" << row.unit << ", " << row.min << " to " << row.max << ')';
    else if (!row.unit.empty()) out << " (" << row.unit << ')';
    out << '\n';
}

}  // namespace

Result<Endpoint> parse_endpoint(std::string_view text) {
    const Error wrong = fail(errc::invalid_argument,
                             "must be ADDRESS:PORT with an IP address, such as 127.0.0.1:8080 or [::1]:8080");
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos) return wrong;
    std::string_view host = text.substr(0, colon);
    const std::string_view port = text.substr(colon + 1);
    const bool brackets = host.size() > 2 && host.front() == '[' && host.back() == ']';
    if (brackets) host = host.substr(1, host.size() - 2);

    Endpoint endpoint;
    const auto [end, failure] = std::from_chars(port.data(), port.data() + port.size(), endpoint.port);
    if (port.empty() || failure != std::errc{} || end != port.data() + port.size()) return wrong;
    boost::system::error_code no_address;
    const auto address = boost::asio::ip::make_address(std::string(host), no_address);
    if (no_address || address.is_v6() != brackets) return wrong;
    endpoint.address = address.to_string();
    endpoint.loopback = address.is_loopback();
    return endpoint;
}

std::string format_endpoint(std::string_view address, std::uint16_t port) {
    const bool v6 = address.find(':') != std::string_view::npos;
    std::string text = v6 ? '[' + std::string(address) + ']' : std::string(address);
    return text + ':' + std::to_string(port);
}

Result<Config> parse_config(std::string_view text, const std::string& name) {
    Config config;
    try {   // toml++ reports by exception in the library that Debian builds
        const toml::table table = toml::parse(text, name);
        if (auto read = read_table(table, "", name, config); !read.has_value()) return read.error();
    } catch (const toml::parse_error& error) {
        return at(name, error.source().begin, std::string(error.description()));
    }
    return config;
}

Result<Config> read_config(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    if (file.peek() != std::ifstream::traits_type::eof()) text << file.rdbuf();
    if (!file.is_open() || file.bad() || text.bad()) return fail(errc::invalid_argument, path + ": cannot be read");
    return parse_config(text.str(), path);
}

Result<void> check_config(const Config& config) {
    const auto endpoint = parse_endpoint(config.server.listen);
    if (!endpoint.has_value())
        return fail(errc::invalid_argument, "server.listen " + endpoint.error().public_text);
    if (!endpoint->loopback && !config.server.behind_proxy)
        return fail(errc::invalid_argument,
                    "server.listen " + config.server.listen +
                        " would let passwords cross the network in clear text: listen on 127.0.0.1 or [::1], or put a "
                        "proxy that speaks TLS in front and set server.behind_proxy = true");
    if (auto cost = check_hash_settings(config.hash.cost); !cost.has_value()) {
        Error error = cost.error();
        error.public_text = "hash.memory_kib and hash.passes: " + error.public_text;
        return error;
    }
    if (config.tickets.idle > config.tickets.absolute)
        return fail(errc::invalid_argument, "tickets.idle_minutes must not be longer than tickets.absolute_hours");
    if (config.throttle.first_pause > config.throttle.longest_pause)
        return fail(errc::invalid_argument,
                    "throttle.first_pause_seconds must not be longer than throttle.longest_pause_seconds");
    if (config.limits.header > config.limits.request)
        return fail(errc::invalid_argument, "limits.header_seconds must not be longer than limits.request_seconds");
    return {};
}

void print_config(std::ostream& out, const Config& config, bool documented) {
    std::string_view section;
    for (const Setting& row : settings) {
        const std::size_t dot = row.key.find('.');
        if (row.key.substr(0, dot) != section) {
            if (!section.empty()) out << '\n';
            section = row.key.substr(0, dot);
            out << '[' << section << "]\n";
        }
        if (documented) print_doc(out, row);
        out << row.key.substr(dot + 1) << " = ";
        print_value(out, row, config);
        out << '\n';
    }
}

}  // namespace uag
