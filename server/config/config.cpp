#include "server/config/config.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <boost/asio/ip/address.hpp>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <sstream>
#include <variant>

#include "core/agent/directory.hpp"
#include "core/base/text.hpp"
#include "server/config/config_table.hpp"

namespace uag {
namespace {

const ConfigRow* find_setting(std::string_view key) {
    for (const ConfigRow& row : config_settings())
        if (row.key == key) return &row;
    return nullptr;
}

bool is_section(std::string_view key) {
    const std::string prefix = std::string(key) + '.';
    return std::ranges::any_of(config_settings(), [&](const ConfigRow& row) { return row.key.starts_with(prefix); });
}

std::string expectation(const ConfigRow& row) {
    const ConfigValue value = row.get(Config{});
    if (std::holds_alternative<bool>(value)) return "must be true or false";
    if (std::holds_alternative<std::string>(value)) return "must be a text in quotes";
    if (std::holds_alternative<std::vector<std::string>>(value)) return "must be an array of texts";
    return "must be a whole number from " + std::to_string(row.min) + " to " + std::to_string(row.max) + " (" +
           std::string(row.unit) + ")";
}

/// What is wrong with one text of a setting; empty if nothing.
std::string judge_text(const ConfigRow& row, const std::string& value) {
    if (has_control(value)) return "must not hold control characters";
    return row.check ? row.check(value) : std::string{};
}

/// What is wrong with the value; empty if it was stored.
std::string store_value(const ConfigRow& row, const toml::node& node, Config& config) {
    const ConfigValue present = row.get(config);
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

std::string place_of(const std::string& name, const toml::source_position& position) {
    return name + ':' + std::to_string(position.line) + ':' + std::to_string(position.column);
}

Error at(const std::string& name, const toml::source_position& position, const std::string& what) {
    return fail(errc::invalid_argument, place_of(name, position) + ": " + what);
}

/// Where `text` names the setting; npos if it does not.
std::size_t naming(std::string_view text, std::string_view key) {
    const auto goes_on = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
    for (std::size_t at = text.find(key); at != std::string_view::npos; at = text.find(key, at + 1))
        if (at + key.size() == text.size() || !goes_on(text[at + key.size()])) return at;
    return std::string_view::npos;
}

Error with_place(Error error, const Config& config) {
    std::size_t first = std::string_view::npos;
    const std::string* place = nullptr;
    for (const auto& [key, where] : config.places) {
        const std::size_t found = naming(error.public_text, key);
        if (found >= first) continue;
        first = found;
        place = &where;
    }
    if (place != nullptr) error.public_text = *place + ": " + error.public_text;
    return error;
}

bool is_repeated(std::string_view section) {
    const std::string prefix = std::string(section) + '.';
    return std::ranges::any_of(config_settings(),
                               [&](const ConfigRow& row) { return row.repeated && row.key.starts_with(prefix); });
}

Result<void> read_table(const toml::table& table, const std::string& prefix, const std::string& name, Config& config);

Result<void> read_entries(const toml::node& node, const std::string& section, const std::string& name, Config& config) {
    const toml::array* const entries = node.as_array();
    if (entries == nullptr || !entries->is_homogeneous<toml::table>())
        return at(name, node.source().begin, section + " must be sections: [[" + section + "]]");
    for (const toml::node& entry : *entries) {
        add_entry(config);
        const std::string entry_name = section + ' ' + std::to_string(one_an_entry(config).size());
        config.places[entry_name] = place_of(name, entry.source().begin);
        if (auto read = read_table(*entry.as_table(), section + '.', name, config); !read.has_value()) return read;
    }
    return {};
}

Result<void> read_table(const toml::table& table, const std::string& prefix, const std::string& name, Config& config) {
    for (const auto& [key, node] : table) {
        const std::string full = prefix + std::string(key.str());
        if (const ConfigRow* row = find_setting(full)) {
            const std::string wrong = store_value(*row, node, config);
            if (!wrong.empty()) return at(name, node.source().begin, full + ' ' + wrong);
            if (!row->repeated) config.places[full] = place_of(name, node.source().begin);
            continue;
        }
        if (!is_section(full)) return at(name, key.source().begin, "unknown key " + full);
        if (is_repeated(full)) {
            if (auto entries = read_entries(node, full, name, config); !entries.has_value()) return entries;
            continue;
        }
        if (!node.is_table()) return at(name, node.source().begin, full + " must be a section: [" + full + "]");
        if (auto inner = read_table(*node.as_table(), full + '.', name, config); !inner.has_value()) return inner;
    }
    return {};
}

// A basic string (TOML 1.0, "String"): toml++ lets through what is not seen on a terminal.
void print_text(std::ostream& out, std::string_view text) {
    out << '"';
    while (!text.empty()) {
        const std::string_view before = text;
        const char32_t c = take_code_point(text);
        std::array<char, 16> escape{};
        if (c == '"' || c == '\\')
            out << '\\' << static_cast<char>(c);
        else if (!is_unseen(c))
            out << before.substr(0, before.size() - text.size());
        else if (std::snprintf(escape.data(), escape.size(), "\\U%08X", static_cast<unsigned>(c)) > 0)
            out << escape.data();
    }
    out << '"';
}

void print_list(std::ostream& out, const std::vector<std::string>& list) {
    out << '[';
    for (std::size_t i = 0; i < list.size(); ++i) print_text(out << (i == 0 ? "" : ", "), list[i]);
    out << ']';
}

void print_value(std::ostream& out, const ConfigRow& row, const Config& config) {
    const ConfigValue value = row.get(config);
    if (const auto* yes = std::get_if<bool>(&value)) out << (*yes ? "true" : "false");
    if (const auto* count = std::get_if<std::int64_t>(&value)) out << *count;
    if (const auto* words = std::get_if<std::string>(&value)) print_text(out, *words);
    if (const auto* list = std::get_if<std::vector<std::string>>(&value)) {
        if (!row.counted) return print_list(out, *list);
        out << "[]";
        if (!list->empty()) out << "   # " << list->size() << " set, not shown";
    }
}

void print_doc(std::ostream& out, const ConfigRow& row) {
    out << "# " << row.doc;
    if (row.min != row.max)
        out << " (" << row.unit << ", " << row.min << " to " << row.max << ')';
    else if (!row.unit.empty())
        out << " (" << row.unit << ')';
    out << '\n';
}

void print_setting(std::ostream& out, const ConfigRow& row, const Config& config) {
    out << row.key.substr(row.key.find('.') + 1) << " = ";
    print_value(out, row, config);
    out << '\n';
}

// The entries that there are; for a documented file without any the keys as a comment.
void print_entries(std::ostream& out, std::string_view section, const Config& config, bool documented) {
    const std::vector<Config> entries = one_an_entry(config);
    if (documented && entries.empty()) {
        out << "\n# [[" << section << "]]\n";
        for (const ConfigRow& row : config_settings()) {
            if (!row.key.starts_with(std::string(section) + '.')) continue;
            print_doc(out, row);
            out << "# ";
            print_setting(out, row, config);
        }
    }
    for (const Config& entry : entries) {
        out << "\n[[" << section << "]]\n";
        for (const ConfigRow& row : config_settings())
            if (row.key.starts_with(std::string(section) + '.')) print_setting(out, row, entry);
    }
}

Result<void> check_credential_types(const std::vector<Config::CredentialType>& types) {
    for (std::size_t i = 0; i < types.size(); ++i) {
        const std::string& name = types[i].name;
        const std::string where = "credential_type " + std::to_string(i + 1) + ": ";
        if (name.empty()) return fail(errc::invalid_argument, where + "credential_type.name must not be empty");
        if (ascii_iequals(name, password_credential_type))
            return fail(errc::invalid_argument, where + name + " is the password's and cannot be linked");
        for (std::size_t k = 0; k < i; ++k)
            if (ascii_iequals(types[k].name, name)) return fail(errc::invalid_argument, where + name + " stands twice");
    }
    return {};
}

Result<void> check_openid(const Config::OpenId& openid) {
    const bool any = !openid.client_id.empty() || !openid.client_secret_file.empty() || openid.registration ||
                     !openid.registration_token_file.empty() || !openid.decryption_key_file.empty();
    if (openid.issuer.empty() && any)
        return fail(errc::invalid_argument, "openid.issuer is needed for the other settings of [openid]");
    if (openid.client_id.empty() && !openid.client_secret_file.empty())
        return fail(errc::invalid_argument, "openid.client_secret_file needs openid.client_id");
    if (!openid.registration && !openid.registration_token_file.empty())
        return fail(errc::invalid_argument, "openid.registration_token_file needs openid.registration = true");
    return {};
}

Result<void> check_mail(const Config& config) {
    const Config::Mail& mail = config.mail;
    const auto wrong = [](const char* what) { return fail(errc::invalid_argument, what); };
    if (mail.server.empty()) {
        const bool any =
            !mail.from.empty() || !mail.user.empty() || !mail.password_file.empty() || !mail.ca_file.empty();
        if (any) return wrong("mail.server is needed for the other settings of [mail]");
        return {};
    }
    if (config.server.public_url.empty())
        return wrong("mail.server needs server.public_url: a link must not lead where a request's Host says");
    if (!config.account.pages)
        return wrong("mail.server needs account.pages: the page that a link opens is one of them");
    if (mail.from.empty()) return wrong("mail.server needs mail.from");
    if (mail.user.empty() != mail.password_file.empty())
        return wrong("mail.user and mail.password_file need each other");
    const bool nearby = is_loopback_host(server_host(mail.server));
    if (mail.tls == "none" && !nearby)
        return wrong(
            "mail.tls = \"none\" would let links cross the network in clear text: it is for a server on this machine");
    if (mail.tls == "optional" && !mail.user.empty() && !nearby)
        return wrong(
            "mail.tls = \"optional\" could let the password cross the network in clear text: use starttls or implicit");
    return {};
}

Result<void> check_together(const Config& config) {
    const auto endpoint = parse_endpoint(config.server.listen);
    if (!endpoint.has_value()) return fail(errc::invalid_argument, "server.listen " + endpoint.error().public_text);
    if (config.tls.certificate.empty() != config.tls.key.empty())
        return fail(errc::invalid_argument, "tls.certificate and tls.key are needed together");
    if (!endpoint->loopback && config.tls.certificate.empty() && !config.server.behind_proxy)
        return fail(errc::invalid_argument,
                    "server.listen " + config.server.listen +
                        " would let passwords cross the network in clear text: set tls.certificate and tls.key, "
                        "or listen on 127.0.0.1 or [::1], or put a proxy that speaks TLS in front and set "
                        "server.behind_proxy = true");
    if (auto cost = check_hash_settings(config.hash.cost); !cost.has_value()) {
        Error error = cost.error();
        error.public_text = "hash.memory_kib and hash.passes: " + error.public_text;
        return error;
    }
    if (auto types = check_credential_types(config.credential_types); !types.has_value()) return types;
    if (auto openid = check_openid(config.openid); !openid.has_value()) return openid;
    const Config::Authentication& schemes = config.authentication;
    if (!schemes.basic && !schemes.so_ticket && !schemes.bearer)
        return fail(errc::invalid_argument,
                    "authentication.basic, .so_ticket and .bearer must not all be false: nobody could use the WebAPI");
    if (auto mail = check_mail(config); !mail.has_value()) return mail;
    if (config.tickets.idle > config.tickets.absolute)
        return fail(errc::invalid_argument, "tickets.idle_minutes must not be longer than tickets.absolute_hours");
    if (config.throttle.first_pause > config.throttle.longest_pause)
        return fail(errc::invalid_argument,
                    "throttle.first_pause_seconds must not be longer than throttle.longest_pause_seconds");
    if (config.limits.header > config.limits.request)
        return fail(errc::invalid_argument, "limits.header_seconds must not be longer than limits.request_seconds");
    if (config.limits.memory_bytes < config.limits.body_bytes)
        return fail(errc::invalid_argument, "limits.memory_bytes must not be less than limits.body_bytes");
    return {};
}

}  // namespace

bool is_loopback_host(std::string_view host) {
    if (ascii_iequals(host, "localhost")) return true;
    if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
    boost::system::error_code no_address;
    const auto address = boost::asio::ip::make_address(std::string(host), no_address);
    return !no_address && address.is_loopback();
}

std::string_view server_host(std::string_view server) {
    const std::size_t bracket = server.find(']');
    const std::size_t colon = server.find(':', bracket == std::string_view::npos ? 0 : bracket);
    return server.substr(0, colon);
}

Result<Endpoint> parse_endpoint(std::string_view text) {
    const Error wrong =
        fail(errc::invalid_argument,
             "must be ADDRESS:PORT with an IP address and a port up to 65535, such as 127.0.0.1:8080 or "
             "[::1]:8080; it is \"" +
                 std::string(text) + '"');
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
    try {  // toml++ reports by exception in the library that Debian builds
        const toml::table table = toml::parse(text, name);
        if (auto read = read_table(table, "", name, config); !read.has_value()) return read.error();
    } catch (const toml::parse_error& error) {
        return at(name, error.source().begin, std::string(error.description()));
    }
    return config;
}

Result<Config> read_config(const std::string& path) {
    errno = 0;
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    if (file.peek() != std::ifstream::traits_type::eof()) text << file.rdbuf();
    const int reason = errno;
    if (!file.is_open() || file.bad() || text.bad())
        return fail(errc::invalid_argument,
                    path + ": cannot be read" + (reason != 0 ? std::string(": ") + std::strerror(reason) : ""));
    return parse_config(text.str(), path);
}

Result<void> check_config(const Config& config) {
    const auto checked = check_together(config);
    if (!checked.has_value()) return with_place(checked.error(), config);
    return {};
}

void print_config(std::ostream& out, const Config& config, bool documented) {
    std::string_view section;
    for (const ConfigRow& row : config_settings()) {
        const std::string_view now = row.key.substr(0, row.key.find('.'));
        const bool begins = now != section;
        const bool first = section.empty();
        section = now;
        if (row.repeated && begins) print_entries(out, now, config, documented);
        if (row.repeated) continue;
        if (begins) out << (first ? "" : "\n") << '[' << section << "]\n";
        if (documented) print_doc(out, row);
        print_setting(out, row, config);
    }
}

}  // namespace uag
