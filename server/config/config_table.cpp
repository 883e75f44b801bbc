#include "server/config/config_table.hpp"

#include <algorithm>
#include <array>
#include <type_traits>

#include "adapters/http/cors.hpp"
#include "server/config/value_checks.hpp"
#include "server/config/words.hpp"

namespace uag {
namespace {

template <class T>
concept Duration = requires { typename T::period; };

/// `member` is a lambda that returns the member of a Config by reference.
template <auto member> constexpr ConfigRow number(std::string_view key, std::string_view unit, std::int64_t min,
                                                  std::int64_t max, std::string_view doc) {
    ConfigRow row{key, unit, doc, min, max, false};
    row.get = [](const Config& config) -> ConfigValue {
        const auto& slot = member(config);
        if constexpr (Duration<std::decay_t<decltype(slot)>>)
            return static_cast<std::int64_t>(slot.count());
        else
            return static_cast<std::int64_t>(slot);
    };
    row.set = [](Config& config, const ConfigValue& value) {
        auto& slot = member(config);
        slot = static_cast<std::decay_t<decltype(slot)>>(std::get<std::int64_t>(value));
    };
    return row;
}

template <auto member, class T> constexpr ConfigRow plain(ConfigRow row) {
    row.get = [](const Config& config) -> ConfigValue { return member(config); };
    row.set = [](Config& config, const ConfigValue& value) { member(config) = std::get<T>(value); };
    return row;
}

template <auto member> constexpr ConfigRow flag(std::string_view key, std::string_view doc) {
    return plain<member, bool>({key, "", doc});
}

template <auto member> constexpr ConfigRow text(std::string_view key, std::string_view unit, std::string_view doc,
                                                std::string (*check)(const std::string&) = nullptr) {
    return plain<member, std::string>({key, unit, doc, 0, 0, false, false, check});
}

template <auto member> constexpr ConfigRow texts(std::string_view key, std::string_view unit, std::string_view doc,
                                                 std::string (*check)(const std::string&)) {
    return plain<member, std::vector<std::string>>({key, unit, doc, 0, 0, false, false, check});
}

/// An enumeration by its words.
template <auto member, const auto& words> constexpr ConfigRow choice(std::string_view key, std::string_view doc) {
    ConfigRow row{key, choices_text<words>, doc};
    row.get = [](const Config& config) -> ConfigValue { return std::string(name_of(words, member(config))); };
    row.set = [](Config& config, const ConfigValue& value) {
        member(config) = value_of(words, std::get<std::string>(value)).value_or(words.front().value);
    };
    row.check = [](const std::string& text) {
        return value_of(words, text) ? std::string{} : "must be " + choices(words);
    };
    return row;
}

constexpr ConfigRow counted(ConfigRow row) {
    row.counted = true;
    return row;
}

constexpr ConfigRow repeated(ConfigRow row) {
    row.repeated = true;
    return row;
}

Config::CredentialType& entry(Config& config) { return config.credential_types.back(); }
const Config::CredentialType& entry(const Config& config) {
    static const Config::CredentialType defaults;
    return config.credential_types.empty() ? defaults : config.credential_types.back();
}

constexpr std::int64_t million = 1'000'000;

// In the order in which check-config prints them.
constexpr std::array setting_rows{
    text<[](auto& c) -> auto& { return c.server.listen; }>(
        "server.listen", "ADDRESS:PORT", "where to listen; port 0 lets the system choose", check_listen),
    number<[](auto& c) -> auto& { return c.server.io_threads; }>("server.io_threads", "threads", 0, 256,
                                                                 "threads that serve connections; 0 is one a core"),
    text<[](auto& c) -> auto& { return c.server.public_url; }>(
        "server.public_url", "URL",
        "how clients reach this service, for addresses in answers; empty takes the request's Host", check_url),
    flag<[](auto& c) -> auto& { return c.server.behind_proxy; }>(
        "server.behind_proxy",
        "a proxy in front of this service speaks TLS; only then may a plain listener be reachable from other "
        "machines"),
    texts<[](auto& c) -> auto& { return c.server.trusted_proxies; }>(
        "server.trusted_proxies", "addresses or CIDR ranges",
        "proxies that are believed who the client is; limits.connections_per_address is not for them", check_range),
    choice<[](auto& c) -> auto& { return c.server.proxy_fields; }, proxy_fields_words>(
        "server.proxy_fields",
        "what those proxies write: X-Forwarded-For, -Proto and -Host, or Forwarded; the other kind is ignored"),

    text<[](auto& c) -> auto& { return c.server.time_zone; }>(
        "server.time_zone", "code", "zone of dates that say none, such as UTC or NO; see /api/v1/timezone",
        check_time_zone),

    text<[](auto& c) -> auto& {
        return c.tls.certificate;
    }>("tls.certificate", "PEM file",
       "the server's certificate, then those between it and the authority; empty is plain HTTP. SIGHUP reads it again"),
    text<[](auto& c) -> auto& { return c.tls.key; }>("tls.key", "PEM file",
                                                     "the certificate's private key, without a passphrase"),
    number<[](auto& c) -> auto& { return c.tls.hsts; }>(
        "tls.hsts_seconds", "seconds", 0, 100 * million,
        "how long browsers shall ask for this host by https only (Strict-Transport-Security); 0 does not say so"),

    text<[](auto& c) -> auto& { return c.database.path; }>(
        "database.path", "file", "the SQLite database; -wal and -shm files stand beside it", check_not_empty),
    number<[](auto& c) -> auto& { return c.database.busy; }>(
        "database.busy_seconds", "seconds", 0, 300,
        "how long a change waits for another program that writes to the database; then 503"),

    text<[](auto& c) -> auto& { return c.secrets.key_file; }>(
        "secrets.key_file", "file",
        "keys of the secrets that must be read back; empty is the database's path with .key behind it"),

    text<[](auto& c) -> auto& { return c.migration.verify_at; }>(
        "migration.verify_at", "URL",
        "the server that proves the first log-in of who has no password here; empty: none does", check_url),
    text<[](auto& c) -> auto& { return c.migration.face; }>(
        "migration.face", "soap84 to soap88, with /1.1 or /1.2, or rest, with /json, /xml or /form",
        "in which protocol it is spoken to", check_face),
    text<[](auto& c) -> auto& { return c.migration.ca_file; }>("migration.ca_file", "PEM file",
                                                               "authorities that vouch for it; empty is the system's"),
    text<[](auto& c) -> auto& { return c.migration.application_token_file; }>(
        "migration.application_token_file", "file", "the application token that it is shown; empty: none"),
    text<[](auto& c) -> auto& { return c.migration.until; }>(
        "migration.until", "date or moment", "from then on it is not asked; empty: without end", check_moment),

    number<[](auto& c) -> auto& { return c.hash.cost.memory_kib; }>(
        "hash.memory_kib", "KiB", 1024, 1024 * 1024,
        "Argon2id memory; with passes at least 19456/2, 12288/3, 9216/4 or 7168/5"),
    number<[](auto& c) -> auto& { return c.hash.cost.passes; }>("hash.passes", "passes", 1, 64, "Argon2id passes"),
    number<[](auto& c) -> auto& { return c.hash.workers; }>("hash.workers", "threads", 0, 256,
                                                            "threads that hash, each with hash.memory_kib of its own, "
                                                            "or what the costliest stored hash takes; 0 is one a core"),
    number<[](auto& c) -> auto& { return c.hash.queue; }>(
        "hash.queue", "hashes", 1, 100'000,
        "log-ins that may wait for a hash, as many changes of passwords, and as many judgements of them; beyond them "
        "503 with Retry-After"),

    number<[](auto& c) -> auto& { return c.policy.min_score; }>("policy.min_score", "score", 0, 4,
                                                                "zxcvbn score that a new password must reach"),
    text<[](auto& c) -> auto& { return c.breached_file; }>(
        "policy.breached_file", "file",
        "stolen passwords that nobody may choose: a SHA-1 in hexadecimal a line, sorted, as the Pwned Passwords "
        "download ordered by hash; read at start; empty is none"),
    number<[](auto& c) -> auto& { return c.policy.generated_life; }>(
        "policy.generated_password_hours", "hours", 0, 100'000,
        "a generated password logs in for so long; 0 is without limit, as service accounts need it"),

    number<[](auto& c) -> auto& { return c.tickets.idle; }>("tickets.idle_minutes", "minutes", 1, million,
                                                            "a ticket ends when it has not been used for so long"),
    number<[](auto& c) -> auto& { return c.tickets.absolute; }>("tickets.absolute_hours", "hours", 1, 100'000,
                                                                "a ticket ends at this age, used or not"),
    number<[](auto& c) -> auto& { return c.tickets.token; }>("tickets.token_minutes", "minutes", 1, million,
                                                             "life of an access token"),

    flag<[](auto& c) -> auto& { return c.authentication.basic; }>(
        "authentication.basic", "the WebAPI takes user name and password with each request (AuthorizeWithUsername)"),
    flag<[](auto& c) -> auto& { return c.authentication.so_ticket; }>(
        "authentication.so_ticket", "the WebAPI takes tickets of SoPrincipal (AuthorizeWithTicket)"),
    flag<[](auto& c) -> auto& { return c.authentication.bearer; }>(
        "authentication.bearer", "the WebAPI takes access tokens of currentToken and GetAccessToken"),
    number<[](auto& c) -> auto& { return c.authentication.basic_cache; }>(
        "authentication.basic_cache_seconds", "seconds", 0, 3600,
        "a password that Basic has proven is not hashed again for so long; changes end that at once"),

    flag<[](auto& c) -> auto& {
        return c.access.as_netserver;
    }>("access.as_netserver",
       "as NetServer has it: administrators of users or roles may give rights that they do not hold, and take over who "
       "holds them"),

    number<[](auto& c) -> auto& { return c.throttle.pair_free; }>(
        "throttle.pair_free", "failures", 1, million,
        "failed log-ins of one account from one source before pauses begin"),
    number<[](auto& c) -> auto& { return c.throttle.pair_stop; }>(
        "throttle.pair_stop", "failures", 1, million,
        "consecutive failures that stop the pair for throttle.stop_seconds"),
    number<[](auto& c) -> auto& { return c.throttle.stop_time; }>("throttle.stop_seconds", "seconds", 1, 100 * million,
                                                                  "how long a pair stays stopped"),
    number<[](auto& c) -> auto& { return c.throttle.source_free; }>(
        "throttle.source_free", "failures", 1, million,
        "failures of one source within throttle.source_window_seconds before it gets 429"),
    number<[](auto& c) -> auto& { return c.throttle.source_window; }>(
        "throttle.source_window_seconds", "seconds", 1, million, "window in which a source's failures are counted"),
    number<[](auto& c) -> auto& { return c.throttle.first_pause; }>(
        "throttle.first_pause_seconds", "seconds", 1, 86'400, "first pause; each further failure doubles it"),
    number<[](auto& c) -> auto& { return c.throttle.longest_pause; }>("throttle.longest_pause_seconds", "seconds", 1,
                                                                      million, "longest pause"),
    number<[](auto& c) -> auto& { return c.throttle.max_counters; }>("throttle.max_counters", "counters", 1000,
                                                                     100 * million, "counters kept in memory"),

    number<[](auto& c) -> auto& { return c.limits.http.body_bytes; }>("limits.body_bytes", "bytes", 1024, 1 << 30,
                                                                      "request body; more is 413"),
    number<[](auto& c) -> auto& { return c.limits.http.body_rate; }>(
        "limits.body_bytes_per_second", "bytes a second", 0, million,
        "slowest average at which a body may come after 5 s of grace; slower is 408. 0 is any"),
    number<[](auto& c) -> auto& { return c.limits.http.memory_bytes; }>(
        "limits.memory_bytes", "bytes", 1 << 20, std::int64_t{1} << 40,
        "bodies under way, what is parsed of those that wait, and answers that clients have not taken, of all "
        "connections "
        "together, beside 16, 64 and 16 KiB of each; a further one is 503. Answers to changes have a sixteenth of it "
        "beside it. At least limits.body_bytes"),
    number<[](auto& c) -> auto& { return c.limits.http.head.request_line_bytes; }>(
        "limits.request_line_bytes", "bytes", 256, 1 << 20, "request line; more is 414"),
    number<[](auto& c) -> auto& { return c.limits.http.head.header_bytes; }>(
        "limits.header_bytes", "bytes", 1024, 1 << 20, "request line and header fields together; more is 431"),
    number<[](auto& c) -> auto& { return c.limits.http.head.header_fields; }>("limits.header_fields", "fields", 8, 1024,
                                                                              "number of header fields; more is 431"),
    number<[](auto& c) -> auto& { return c.limits.http.header_time; }>(
        "limits.header_seconds", "seconds", 1, 3600,
        "time for a request's header to arrive; then 408. Also for a TLS handshake; then the connection is closed"),
    number<[](auto& c) -> auto& { return c.limits.http.request_time; }>("limits.request_seconds", "seconds", 1, 3600,
                                                                        "time for a whole request to arrive; then 408"),
    number<[](auto& c) -> auto& { return c.limits.http.write_time; }>(
        "limits.write_seconds", "seconds", 1, 3600,
        "time for the client to take an answer; then the connection is cut"),
    number<[](auto& c) -> auto& { return c.limits.http.idle_time; }>(
        "limits.idle_seconds", "seconds", 1, 86'400, "time between two requests of a connection; then it is closed"),
    number<[](auto& c) -> auto& { return c.limits.http.requests_per_connection; }>(
        "limits.requests_per_connection", "requests", 1, 1'000'000'000,
        "then the connection is closed after its answer"),
    number<[](auto& c) -> auto& { return c.limits.http.pipelined_requests; }>(
        "limits.pipelined_requests", "requests", 1, 100'000,
        "requests sent without waiting for answers; more are not answered: the connection is closed after so many"),
    number<[](auto& c) -> auto& { return c.limits.http.connections; }>(
        "limits.connections", "connections", 1, million,
        "open connections; a further one takes the place of the one that has been without a complete request for "
        "longest"),
    number<[](auto& c) -> auto& { return c.limits.http.connections_per_address; }>(
        "limits.connections_per_address", "connections", 1, million,
        "open connections of one address (IPv6: of one /64); a further one gets 503 (over TLS: is closed)"),
    number<[](auto& c) -> auto& { return c.limits.http.drain_time; }>(
        "limits.drain_seconds", "seconds", 0, 3600,
        "time that admitted requests have to finish after SIGTERM; then they are cut"),
    number<[](auto& c) -> auto& { return c.limits.xml.depth; }>(
        "limits.xml_depth", "elements", 8, 256,
        "open elements in an XML body; more is 400 or the SOAP fault, as for the other xml rows"),
    number<[](auto& c) -> auto& { return c.limits.xml.attributes; }>(
        "limits.xml_attributes", "attributes", 8, 4096, "attributes of an element, namespace declarations included"),
    number<[](auto& c) -> auto& { return c.limits.xml.namespaces; }>(
        "limits.xml_namespaces", "declarations", 8, 4096,
        "namespace declarations in scope; each also counts among the nodes"),
    number<[](auto& c) -> auto& { return c.limits.xml.name; }>("limits.xml_name_bytes", "bytes", 64, 65'536,
                                                               "name of an element or attribute"),
    number<[](auto& c) -> auto& { return c.limits.xml.text; }>("limits.xml_text_bytes", "bytes", 1024, 1 << 30,
                                                               "text between two tags; an attribute's value"),
    number<[](auto& c) -> auto& { return c.limits.xml.nodes; }>(
        "limits.xml_nodes", "nodes", 100, 100 * million,
        "elements, attributes, CDATA sections and comments; memory is about 10 times the body"),
    number<[](auto& c) -> auto& { return c.limits.json.depth; }>(
        "limits.json_depth", "levels", 8, 256,
        "arrays and objects inside one another in a JSON body; more is 400, as for the other json rows"),
    number<[](auto& c) -> auto& { return c.limits.json.keys; }>("limits.json_keys", "members", 8, 65'536,
                                                                "members of an object"),
    number<[](auto& c) -> auto& { return c.limits.json.nodes; }>("limits.json_nodes", "values", 100, 100 * million,
                                                                 "values of a body, arrays and objects included"),
    number<[](auto& c) -> auto& { return c.limits.secret_bytes; }>(
        "limits.secret_bytes", "bytes", 512, 65'536,
        "a password, ticket or token in a SOAP body; more is the SOAP fault"),

    number<[](auto& c) -> auto& { return c.sessions.tickets; }>(
        "quotas.tickets", "tickets", 0, million,
        "tickets of one associate; one more ends the least recently used. In this table 0 is no limit"),
    number<[](auto& c) -> auto& { return c.sessions.access_tokens; }>("quotas.access_tokens", "tokens", 0, million,
                                                                      "access tokens of one associate, likewise"),
    number<[](auto& c) -> auto& { return c.sessions.web_sessions; }>("quotas.web_sessions", "sessions", 0, million,
                                                                     "signed-in browsers of one associate, likewise"),
    number<[](auto& c) -> auto& { return c.quotas.external_tokens; }>(
        "quotas.external_tokens", "records", 0, million,
        "tokens of an OpenID provider that one associate may keep here; one more removes the oldest"),
    number<[](auto& c) -> auto& { return c.quotas.external_token_life; }>("quotas.external_token_days", "days", 0,
                                                                          36'500, "how long such tokens are kept"),
    number<[](auto& c) -> auto& { return c.quotas.untrusted_credentials; }>(
        "quotas.untrusted_credentials", "credentials", 0, million,
        "untrusted credentials of one associate; one more is refused"),
    number<[](auto& c) -> auto& { return c.quotas.service_accounts; }>(
        "quotas.service_accounts", "accounts", 0, million, "service accounts of one associate; one more is refused"),
    number<[](auto& c) -> auto& { return c.quotas.roles; }>("quotas.roles", "roles", 0, million,
                                                            "roles, deleted ones too; one more is refused"),
    number<[](auto& c) -> auto& { return c.quotas.groups; }>("quotas.groups", "groups", 0, million,
                                                             "user groups, likewise"),
    number<[](auto& c) -> auto& { return c.quotas.owner_contacts; }>("quotas.owner_contacts", "contacts", 0, million,
                                                                     "owner contacts, likewise"),

    flag<[](auto& c) -> auto& { return c.soap.wrap_exceptions; }>(
        "soap.wrap_exceptions",
        "a failed call answers 200 with ExceptionInfo; false makes it a Fault with the same detail"),

    texts<[](auto& c) -> auto& { return c.cors.origins; }>(
        "cors.origins", "https://HOST[:PORT], http://HOST* for any port, or * for everybody",
        "whose web pages may call the WebAPI from a browser; none: only our own", http::check_cors_origin),
    texts<[](auto& c) -> auto& { return c.cors.headers; }>(
        "cors.headers", "header name",
        "what such a page may send beside the headers of the WebAPI and of the usual tracing", http::check_cors_header),

    flag<[](auto& c) -> auto& { return c.docs.swagger_ui; }>("docs.swagger_ui", "serve Swagger UI at /docs"),
    flag<[](auto& c) -> auto& { return c.docs.services; }>("docs.services",
                                                           "serve the list of SOAP services at /docs/services"),
    flag<[](auto& c) -> auto& { return c.docs.pages; }>("docs.pages", "serve the handbook at /docs/pages"),

    flag<[](auto& c) -> auto& { return c.account.pages; }>(
        "account.pages", "serve the pages at /account, where people sign in, change their password and end sessions"),

    text<[](auto& c) -> auto& { return c.identity.company; }>("identity.company", "text",
                                                              "CompanyName in GetSystemInfo"),
    text<[](auto& c) -> auto& { return c.identity.serial; }>("identity.serial", "text", "serial number of the licence"),
    text<[](auto& c) -> auto& { return c.identity.netserver_version; }>("identity.netserver_version", "version",
                                                                        "version that clients are told", check_version),
    text<[](auto& c) -> auto& { return c.identity.services; }>("identity.services", "ServicesNN",
                                                               "Services in GET /api", check_services),
    text<[](auto& c) -> auto& { return c.identity.services_current; }>("identity.services_current", "ServicesNN",
                                                                       "ServicesCurrent in GET /api", check_services),

    counted(texts<[](auto& c) -> auto& { return c.application_tokens; }>(
        "application_tokens.sha256", "hexadecimal SHA-256",
        "hashes of the application tokens that callers must show; none: not checked", check_hex_digest)),

    repeated(text<[](auto& c) -> auto& { return entry(c).name; }>(
        "credential_type.name", "text", "what clients call the type; needed", check_not_empty)),
    repeated(text<[](auto& c) -> auto& { return entry(c).display_name; }>("credential_type.display_name", "text",
                                                                          "what people call it; empty is the name")),
    repeated(text<[](auto& c) -> auto& { return entry(c).description; }>("credential_type.description", "text",
                                                                         "what it is for")),
    repeated(choice<[](auto& c) -> auto& { return entry(c).control; }, control_words>(
        "credential_type.control", "how a client lets its value be chosen")),
    repeated(flag<[](auto& c) -> auto& { return entry(c).can_create_person; }>(
        "credential_type.can_create_person", "a person may be made of what the directory says")),
    repeated(flag<[](auto& c) -> auto& { return entry(c).user_name_supported; }>(
        "credential_type.user_name_supported", "the user may have a user name beside it")),
    repeated(texts<[](auto& c) -> auto& { return entry(c).user_types; }>(
        "credential_type.user_types", choices_text<user_type_words>, "who may have it; none given is everybody",
        check_user_type)),
    repeated(text<[](auto& c) -> auto& { return entry(c).directory; }>("credential_type.directory", "file",
                                                                       "groups and people to search; empty is nobody")),

    text<[](auto& c) -> auto& { return c.openid.name; }>("openid.name", "text",
                                                         "what clients call the provider; empty is the issuer"),
    text<[](auto& c) -> auto& { return c.openid.issuer; }>("openid.issuer", "https URL",
                                                           "the OpenID provider; empty is none", check_issuer),
    text<[](auto& c) -> auto& { return c.openid.client_id; }>(
        "openid.client_id", "text", "this installation's client there; empty if it is to be registered"),
    text<[](auto& c) -> auto& { return c.openid.client_secret_file; }>(
        "openid.client_secret_file", "file", "the client's secret; empty for a public client"),
    flag<[](auto& c) -> auto& { return c.openid.registration; }>(
        "openid.registration", "the provider lets clients register themselves (RFC 7591)"),
    text<[](auto& c) -> auto& { return c.openid.registration_token_file; }>(
        "openid.registration_token_file", "file", "initial access token for that; empty if it takes none"),
    text<[](auto& c) -> auto& { return c.openid.ca_file; }>(
        "openid.ca_file", "PEM file", "authorities that vouch for the provider; empty is the system's"),
    text<[](auto& c) -> auto& { return c.openid.proxy; }>("openid.proxy", "URL",
                                                          "HTTP proxy on the way there; empty is none", check_url),
    text<[](auto& c) -> auto& { return c.openid.decryption_key_file; }>(
        "openid.decryption_key_file", "PEM file",
        "RSA key that tokens are encrypted for; empty if nobody sends encrypted ones"),
    number<[](auto& c) -> auto& { return c.openid.timeout; }>("openid.timeout_seconds", "seconds", 1, 300,
                                                              "time that one answer of the provider may take"),

    text<[](auto& c) -> auto& { return c.mail.server; }>(
        "mail.server", "HOST:PORT",
        "SMTP server that mails links to a new password; needs server.public_url; empty: none are sent",
        check_mail_server),
    choice<[](auto& c) -> auto& { return c.mail.tls; }, smtp_tls_words>(
        "mail.tls",
        "starttls (port 587) or implicit (465); optional (25) where offered; none for a server on this machine"),
    text<[](auto& c) -> auto& { return c.mail.from; }>(
        "mail.from", "address", "the sender: gateway@example.com or Gateway <gateway@example.com>", check_mail_from),
    text<[](auto& c) -> auto& { return c.mail.user; }>("mail.user", "text", "name to log in there; empty: no log-in"),
    text<[](auto& c) -> auto& { return c.mail.password_file; }>(
        "mail.password_file", "file", "its password; with systemd's LoadCredential= /run/credentials/UNIT/NAME"),
    text<[](auto& c) -> auto& { return c.mail.ca_file; }>(
        "mail.ca_file", "PEM file", "authorities that vouch for the server; empty is the system's"),
    number<[](auto& c) -> auto& { return c.mail.timeout; }>("mail.timeout_seconds", "seconds", 1, 60,
                                                            "time that one mail may take"),
    number<[](auto& c) -> auto& { return c.mail.link; }>("mail.link_minutes", "minutes", 10, 60,
                                                         "how long a link is good"),
    text<[](auto& c) -> auto& { return c.mail.language; }>("mail.language", "en, no, sv, da, de, nl or fr",
                                                           "of the mail", check_mail_language),

    text<[](auto& c) -> auto& { return c.upstream.url; }>(
        "upstream.url", "URL", "the server that this one stands for; empty: none, and all of this is not used",
        check_url),
    text<[](auto& c) -> auto& { return c.upstream.face; }>(
        "upstream.face", "soap84 to soap88, with /1.1 or /1.2, or rest, with /json, /xml or /form",
        "in which protocol it is spoken to", check_face),
    text<[](auto& c) -> auto& { return c.upstream.time_zone; }>(
        "upstream.time_zone", "code", "zone of dates in its answers that say none", check_time_zone),
    text<[](auto& c) -> auto& { return c.upstream.ca_file; }>("upstream.ca_file", "PEM file",
                                                              "authorities that vouch for it; empty is the system's"),
    text<[](auto& c) -> auto& { return c.upstream.client_certificate; }>(
        "upstream.client_certificate", "PEM file", "our own certificate there; empty: none is shown"),
    text<[](auto& c) -> auto& { return c.upstream.client_key; }>("upstream.client_key", "PEM file",
                                                                 "its key, without a passphrase"),
    text<[](auto& c) -> auto& { return c.upstream.application_token_file; }>(
        "upstream.application_token_file", "file", "shown with every call; empty: the caller's own is passed on"),
    number<[](auto& c) -> auto& { return c.upstream.connect; }>("upstream.connect_seconds", "seconds", 1, 60,
                                                                "time that a connection may take"),
    number<[](auto& c) -> auto& { return c.upstream.answer; }>(
        "upstream.answer_seconds", "seconds", 1, 600, "time that an answer may take, connecting included; then 504"),
    number<[](auto& c) -> auto& { return c.upstream.connections; }>(
        "upstream.connections", "connections", 1, 512, "calls of it at a time, a thread and a kept connection each"),
    number<[](auto& c) -> auto& { return c.upstream.waiting; }>(
        "upstream.waiting", "calls", 1, 100'000, "calls that may wait for one; more get 503 with Retry-After"),
    number<[](auto& c) -> auto& { return c.upstream.answer_mebibytes; }>("upstream.answer_mebibytes", "MiB", 1, 256,
                                                                         "most of one answer; a longer one is 502"),
    number<[](auto& c) -> auto& { return c.upstream.token; }>(
        "upstream.token_minutes", "minutes", 2, 1440,
        "how long its access tokens are good; after three quarters of it they are renewed"),
    flag<[](auto& c) -> auto& { return c.upstream.keep_password; }>(
        "upstream.keep_password",
        "tickets hold the sealed password in place of a token: for a WebAPI that does not renew tokens"),

    choice<[](auto& c) -> auto& { return c.routes.otherwise; }, route_words>(
        "routes.default", "who answers an operation that none of these lists names"),
    texts<[](auto& c) -> auto& { return c.routes.local; }>("routes.local", "operations", "answered here",
                                                           check_operation),
    texts<[](auto& c) -> auto& { return c.routes.upstream; }>(
        "routes.upstream", "operations", "answered by the server of upstream.url", check_operation),
    texts<[](auto& c) -> auto& { return c.routes.shadow; }>(
        "routes.shadow", "operations", "answered here, and what only reads is asked there beside it and compared",
        check_operation),
    texts<[](auto& c) -> auto& { return c.routes.upstream_then_local; }>(
        "routes.upstream_then_local", "operations",
        "answered there, and here where it has no such operation or a read does not reach it", check_operation),
    number<[](auto& c) -> auto& { return c.routes.shadow_percent; }>("routes.shadow_percent", "percent", 1, 100,
                                                                     "of those calls that are asked there too"),
    text<[](auto& c) -> auto& { return c.routes.shadow_user; }>(
        "routes.shadow_user", "text", "asks there where the caller shows no name and password; empty: nobody does"),
    text<[](auto& c) -> auto& { return c.routes.shadow_password_file; }>("routes.shadow_password_file", "file",
                                                                         "the password of that user"),

    number<[](auto& c) -> auto& { return c.audit.rows_a_minute; }>(
        "audit.rows_a_minute", "rows", 10, million,
        "failed log-ins, denials and the like of a minute that are kept apart; of the others only their number"),
    number<[](auto& c) -> auto& { return c.audit.own_rows_a_minute; }>(
        "audit.own_rows_a_minute", "rows", 1, million,
        "log-ins, and changes of what is their own, that an associate makes with one operation in a minute and that "
        "are kept "
        "apart; of the others only their number"),
    number<[](auto& c) -> auto& { return c.audit.retention; }>(
        "audit.retention_days", "days", 0, 36'500,
        "audit events older than this are removed from the database; 0 keeps them all"),

    choice<[](auto& c) -> auto& { return c.log.level; }, log_level_words>(
        "log.level", "requests are logged at info, those that failed here at warn or error"),
    choice<[](auto& c) -> auto& { return c.log.format; }, log_format_words>("log.format", "form of a line"),
    text<[](auto& c) -> auto& { return c.log.path; }>("log.path", "file", "appended to; empty is standard error"),
};

}  // namespace

std::span<const ConfigRow> config_settings() { return setting_rows; }

void add_entry(Config& config) { config.credential_types.emplace_back(); }

std::vector<Config> one_an_entry(const Config& config) {
    std::vector<Config> configs;
    for (const Config::CredentialType& type : config.credential_types) {
        configs.emplace_back();
        configs.back().credential_types.push_back(type);
    }
    return configs;
}

}  // namespace uag
