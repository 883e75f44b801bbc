// The process's settings: a TOML file, read by one table that knows each key's member, range, unit and
// meaning. Defaults are the member initialisers below and stand nowhere else.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/bridge/routes.hpp"
#include "adapters/http/trusted_proxies.hpp"
#include "adapters/json/limits.hpp"
#include "adapters/mail/smtp.hpp"
#include "adapters/xml/guard.hpp"
#include "core/agent/holding_rules.hpp"
#include "core/base/error.hpp"
#include "core/contract/enums.hpp"
#include "core/security/password_hasher.hpp"
#include "core/security/password_policy.hpp"
#include "core/security/quotas.hpp"
#include "core/security/throttle.hpp"
#include "server/http/limits.hpp"
#include "server/log/log.hpp"

namespace uag {

struct Config {
    struct Server {
        std::string listen = "127.0.0.1:8080";
        std::uint32_t io_threads = 0;  ///< 0: one a core
        std::string public_url;        ///< base of addresses in answers; empty: from the request's Host
        bool behind_proxy = false;
        std::vector<std::string> trusted_proxies;    ///< addresses and CIDR ranges
        http::ProxyFields proxy_fields = http::ProxyFields::x_forwarded;
        std::string time_zone = "UTC";  ///< code of the zone in which dates without a suffix are meant
    } server;

    /// Both files, or none: then the listener speaks plain HTTP.
    struct Tls {
        std::string certificate;
        std::string key;
        std::chrono::seconds hsts{31'536'000};  ///< 0: the field is not sent
    } tls;

    struct Database {
        std::string path = "useragentd.db";
        std::chrono::seconds busy{5};
    } database;

    struct Secrets {
        std::string key_file;  ///< empty: the database's path with ".key" behind it
    } secrets;

    /// A `[[credential_type]]`; its people are in a file of their own (server/config/directory_file).
    struct CredentialType {
        std::string name;
        std::string display_name;  ///< empty: the name
        std::string description;
        CredentialControlType control = CredentialControlType::link;
        bool can_create_person = false;
        bool user_name_supported = false;
        std::vector<std::string> user_types;  ///< empty: all
        std::string directory;                ///< empty: nobody to search
    };
    std::vector<CredentialType> credential_types;

    struct OpenId {
        std::string name;    ///< what clients call the provider; empty: the issuer
        std::string issuer;  ///< empty: no provider
        std::string client_id;
        std::string client_secret_file;
        bool registration = false;
        std::string registration_token_file;
        std::string ca_file;
        std::string proxy;
        std::string decryption_key_file;
        std::chrono::seconds timeout{10};
    } openid;

    struct Mail {
        std::string server;  ///< HOST or HOST:PORT; empty: no mail is sent
        SmtpTls tls = SmtpTls::starttls;
        std::string from;
        std::string user;  ///< empty: no authentication
        std::string password_file;
        std::string ca_file;
        std::chrono::seconds timeout{10};
        std::chrono::minutes link{30};
        std::string language = "en";
    } mail;

    /// The server for which this one stands; with an empty URL there is none.
    struct Upstream {
        std::string url;
        std::string face = "rest";  ///< a word of remote::read_face
        std::string time_zone = "UTC";
        std::string ca_file;
        std::string client_certificate;  ///< both files, or none
        std::string client_key;
        std::string application_token_file;
        std::chrono::seconds connect{5};
        std::chrono::seconds answer{30};
        std::uint32_t connections = 16;
        std::uint32_t waiting = 240;
        std::uint32_t answer_mebibytes = 8;
        std::chrono::minutes token{60};
        bool keep_password = false;
    } upstream;

    /// Which of the two answers, by operation.
    struct Routes {
        bridge::Route otherwise = bridge::Route::upstream;
        std::vector<std::string> local;
        std::vector<std::string> upstream;
        std::vector<std::string> shadow;
        std::vector<std::string> upstream_then_local;
        std::uint32_t shadow_percent = 100;
        std::string shadow_user;
        std::string shadow_password_file;
    } routes;

    /// The server that has the passwords of those who have none here; with an empty address there is none.
    struct Migration {
        std::string verify_at;
        std::string face = "rest";  ///< a word of remote::read_face
        std::string ca_file;
        std::string application_token_file;
        std::string until;  ///< a date or moment; empty: without end
    } migration;

    struct Hash {
        HashSettings cost;
        std::uint32_t workers = 0;  ///< 0: one a core
        std::uint32_t queue = 64;   ///< hashes that may wait
    } hash;

    PolicySettings policy;
    AccessSettings access;
    std::string breached_file;  ///< SHA-1 hashes of stolen passwords; empty: none is asked

    struct Tickets {
        std::chrono::minutes idle{360};  ///< sliding
        std::chrono::hours absolute{24};
        std::chrono::minutes token{60};  ///< access tokens, not sliding
    } tickets;

    /// What the WebAPI takes as proof of who asks.
    struct Authentication {
        bool basic = true;
        bool so_ticket = true;
        bool bearer = true;
        std::chrono::seconds basic_cache{60};  ///< 0: every request costs a hash
    } authentication;

    ThrottleSettings throttle;

    struct Limits {
        http::Limits http;
        xml::XmlLimits xml;
        JsonLimits json;
        std::size_t secret_bytes = 4096;
    } limits;

    Quotas quotas;
    SessionQuotas sessions;

    struct Soap {
        bool wrap_exceptions = true;
    } soap;

    struct Cors {
        std::vector<std::string> origins;  ///< whose pages may call the WebAPI; empty: nobody's
        std::vector<std::string> headers;  ///< what they may send beside what is always allowed
    } cors;

    struct Docs {
        bool swagger_ui = true;                   ///< /docs
        bool services = true;                     ///< /docs/services, the list of SOAP services
        bool pages = true;                        ///< /docs/pages, the handbook
    } docs;

    struct Account {
        bool pages = true;  ///< /account
    } account;

    struct Identity {
        std::string company = "User Agent Gateway";
        std::string serial = "1234567890";
        std::string netserver_version = "11.10.0.0";
        std::string services = "Services87";
        std::string services_current = "Services88";
    } identity;

    std::vector<std::string> application_tokens;  ///< SHA-256 of each, lower-case hexadecimal; empty: not checked

    struct Audit {
        std::chrono::days retention{365};  ///< 0: all events are kept
        std::uint32_t rows_a_minute = 200;  ///< of a kind, of what is counted
        std::uint32_t own_rows_a_minute = 60;  ///< of an associate's log-ins and changes of their own, by operation
    } audit;

    LogSettings log;

    /// Where the file has each setting, and each `section N` that may stand more than once: `file:line:column`.
    std::map<std::string, std::string, std::less<>> places;
};

/// Reads the file. An unknown key, a value of the wrong type or out of its range is errc::invalid_argument
/// with `file:line:column: what`; an unreadable file too.
Result<Config> read_config(const std::string& path);
/// The same from memory; `name` stands for the file in errors.
Result<Config> parse_config(std::string_view text, const std::string& name);

/// What no single key can tell: hash costs below OWASP's, a plain listener that other machines reach without
/// `server.behind_proxy`, a certificate without a key, times that contradict each other. Call it after the command line's overrides. The error begins with the place of
/// the setting that it names first, if the file has it.
Result<void> check_config(const Config& config);

/// Writes the settings as a TOML file. `documented` puts each key's meaning, unit and range above it.
/// Application tokens' hashes are counted, not shown.
void print_config(std::ostream& out, const Config& config, bool documented);

}  // namespace uag
