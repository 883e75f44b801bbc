#include "support/gateway_fixture.hpp"

#include <sqlite3.h>

#include <filesystem>
#include <pugixml.hpp>
#include <stdexcept>

#include "server/config/seed.hpp"
#include "support/file_text.hpp"
#include "support/local_changes.hpp"
#include "support/open_store.hpp"
#include "support/run_task.hpp"
#include "support/texts.hpp"

namespace uag::test {
namespace {

pugi::xml_node find_local(const pugi::xml_node& node, std::string_view local) {
    for (const pugi::xml_node& child : node.children()) {
        const std::string_view name = child.name();
        const std::size_t colon = name.find(':');
        if ((colon == std::string_view::npos ? name : name.substr(colon + 1)) == local) return child;
        if (const pugi::xml_node deeper = find_local(child, local)) return deeper;
    }
    return {};
}

constexpr auto owners_only = std::filesystem::perms::owner_read | std::filesystem::perms::owner_write;

// The tables and columns that say what operations did, the same for every protocol: without times of log-ins,
// what is sealed (only whether there is something) and by which protocol a change came.
constexpr std::string_view dumped[] = {
    "SELECT id, name, user_name, type, person_id, role_id, group_id, ej_user_id, deleted, retired, "
    "waiting_for_approval, rank,"
    " tooltip, nick_name, request_signature, registered, registered_by, updated, updated_by FROM associate "
    "ORDER BY 1",
    "SELECT * FROM login_name ORDER BY 1",
    "SELECT * FROM removed_associate ORDER BY 1",
    "SELECT * FROM person ORDER BY 1",
    "SELECT * FROM person_phone ORDER BY 1, 2",
    "SELECT associate_id, phc, must_change, valid_from, valid_to, changed_at, changed_by FROM "
    "password_credential ORDER BY 1",
    "SELECT * FROM linked_credential ORDER BY 1, 2",
    "SELECT associate_id, type, public_value, length(sealed_secret) > 0, valid_from, valid_to, is_active, "
    "comment, registered,"
    " registered_by, updated, updated_by FROM untrusted_credential ORDER BY 1, 2, 3",
    "SELECT id, owner_id, server, port, auth_type, user_name, length(sealed_password) > 0, registered, "
    "registered_by, updated,"
    " updated_by FROM service_auth ORDER BY 1",
    "SELECT associate_id, provider, length(sealed) > 0, registered, registered_by FROM external_token ORDER "
    "BY 1, 2",
    "SELECT client_id, redirect_uri, length(sealed_secret) > 0, updated, updated_by FROM client_registration",
    "SELECT * FROM password_rules ORDER BY 1",
    "SELECT * FROM functional_right ORDER BY 1",
    "SELECT * FROM role ORDER BY 1",
    "SELECT * FROM role_right ORDER BY 1, 2",
    "SELECT * FROM data_right ORDER BY 1, 2, 3",
    "SELECT * FROM user_group ORDER BY 1",
    "SELECT * FROM associate_group ORDER BY 1, 2",
    "SELECT * FROM module_license ORDER BY 1",
    "SELECT * FROM associate_license ORDER BY 1, 2",
    "SELECT * FROM presence ORDER BY 1",
    "SELECT * FROM owner_contact ORDER BY 1",
    "SELECT associate_id, expires FROM password_link ORDER BY 1",
    "SELECT * FROM password_link_request ORDER BY 1, 2",
    "SELECT associate_id, kind, count(*) FROM session GROUP BY 1, 2 ORDER BY 1, 2",
    "SELECT at, kind, operation, actor_id, actor, subject_id, subject, source, count, detail FROM "
    "audit_event ORDER BY id",
};

// A connection of the test's own.
sqlite3* open_database(const std::string& path, int flags) {
    sqlite3* db = nullptr;
    if (sqlite3_open_v2(path.c_str(), &db, flags, nullptr) != SQLITE_OK)
        throw std::runtime_error("cannot open the database");
    sqlite3_busy_timeout(db, 5000);
    return db;
}

// A database file with the demo associates, made once a process: each fixture begins with a copy.
const std::string& demo_database() {
    static const std::string bytes = [] {
        const TempDir folder(TempDir::memory());
        const ManualClock clock;
        std::unique_ptr<Store> store = open_store(folder.file("users.db"), clock, true);
        auto seed = read_seed("samples/demo.toml");
        if (!seed.has_value()) throw std::runtime_error(seed.error().public_text.english());
        for (const auto& [index, password] : seed->passwords)
            seed->seed.associates[index].phc = CountingHasher().make(password.reveal());
        const auto loaded = LocalChanges(*store, clock).load(seed->seed);
        if (!loaded.has_value()) throw std::runtime_error(loaded.error().public_text.english());
        store.reset();
        if (std::filesystem::exists(folder.file("users.db-wal")))
            throw std::runtime_error("the database is not closed");
        return file_text(folder.file("users.db"));
    }();
    return bytes;
}

}  // namespace

void RecordingAuditSink::tell(const AuditEvent& event) noexcept {
    const std::scoped_lock lock(mutex_);
    events_.push_back(event);
}

std::vector<AuditEvent> RecordingAuditSink::take() {
    const std::scoped_lock lock(mutex_);
    return std::exchange(events_, {});
}

GatewayFixture::GatewayFixture(const FixtureSettings& settings) : watcher_(nullptr, sqlite3_close) {
    const std::string path = dir_.write("users.db", demo_database());
    std::filesystem::permissions(path, owners_only);
    store_ = open_store(path, clock, false);

    KeyRing keys;
    if (!keys.add(1, Secret(std::string(KeyRing::key_bytes, 'k'))).has_value()) throw std::runtime_error("no key");
    box_ = std::make_unique<SecretBox>(std::move(keys), random);
    CoreSettings core;
    core.sessions = settings.sessions;
    core.basic = settings.basic;
    core.agent.policy = settings.policy;
    core.agent.access = settings.access;
    core.agent.quotas = settings.quotas;
    core.audit = settings.audit;
    core.first_log_in = settings.first_log_in;
    core.agent.application_tokens = settings.application_tokens;
    core.agent.credential_types = settings.credential_types;
    core.agent.links.page = "https://crm.example.com/account/password-link";
    core_ = std::make_unique<Core>(core, CorePorts{*store_, clock, random, hasher, *box_, audit, settings.provider,
                                                   settings.mailer, settings.breached, settings.elsewhere});
    http::RouterSettings routes;
    routes.soap.wrap_exceptions = settings.wrap_exceptions;
    routes.rest.schemes = settings.schemes;
    routes.cors_origins = settings.cors_origins;
    pages_ = std::make_unique<ui::AccountPages>(core_->account, random);
    routes.account = pages_.get();
    link_page_ = std::make_unique<ui::PasswordLinkPage>(core_->agent.part<PasswordLinks>());
    if (settings.mailer != nullptr) routes.password_link = link_page_.get();
    router_ = std::make_unique<http::Router>(routes);
}

GatewayFixture::~GatewayFixture() = default;

HttpReply GatewayFixture::send(std::string_view method, std::string_view target, const Fields& fields,
                               std::string body) {
    std::vector<std::pair<std::string_view, std::string_view>> views;
    for (const auto& [name, value] : fields) views.emplace_back(name, value);
    HttpRequest request;
    request.method = http::read_method(method).method;
    const std::size_t mark = target.find('?');
    request.path = target.substr(0, mark);
    if (mark != std::string_view::npos) request.query = target.substr(mark + 1);
    request.headers = views;
    request.body = {body.data(), body.size()};
    request.origin = {address, Protocol::rest, "test"};
    request.base_url = "http://localhost";
    HttpReply reply;
    const http::Route route = http::match_route(request.path);
    const Exchange exchange = router_->open(request, route, reply);
    std::optional<Outcome> outcome;
    if (CallExchange* const call = call_in(exchange)) outcome = run_task(core_->gateway.run(call->call()));
    if (PageExchange* const page = page_in(exchange)) run_task(page->run());
    router_->answer(exchange, request, route, outcome ? &*outcome : nullptr, reply);
    return reply;
}

HttpReply GatewayFixture::soap(Service service, Version version, std::string_view ticket, std::string_view body,
                               bool soap12) {
    const std::string number = std::to_string(static_cast<int>(version));
    std::string envelope = "<s:Envelope xmlns:s=\"";
    envelope += soap12 ? "http://www.w3.org/2003/05/soap-envelope" : "http://schemas.xmlsoap.org/soap/envelope/";
    envelope += "\" xmlns:n=\"http://www.superoffice.net/ws/crm/NetServer/Services" + number + "\">";
    if (!ticket.empty())
        envelope +=
            "<s:Header><n:Credentials><n:Ticket>" + std::string(ticket) + "</n:Ticket></n:Credentials></s:Header>";
    envelope += "<s:Body>" + std::string(body) + "</s:Body></s:Envelope>";
    return send("POST", "/Remote/Services" + number + "/" + std::string(name_of(service)) + ".svc",
                {{"Content-Type", soap12 ? "application/soap+xml; charset=utf-8" : "text/xml; charset=utf-8"}},
                envelope);
}

HttpReply GatewayFixture::rest(std::string_view operation, std::string_view authorization, std::string_view body) {
    Fields fields{{"Content-Type", "application/json"}};
    if (!authorization.empty()) fields.emplace_back("Authorization", std::string(authorization));
    return send("POST", "/api/v1/Agents/User/" + std::string(operation), fields, std::string(body));
}

std::string GatewayFixture::ticket(std::string_view user, std::string_view password) {
    const HttpReply reply =
        soap(Service::so_principal, Version::v88, {},
             "<n:AuthenticateUsernamePassword><n:UserName>" + std::string(user) + "</n:UserName><n:Password>" +
                 std::string(password) + "</n:Password></n:AuthenticateUsernamePassword>");
    return element_text(reply.body, "Ticket");
}

bool GatewayFixture::logs_in(std::string_view user, std::string_view password) {
    return send("GET", "/api/v1/User/currentPrincipal", {{"Authorization", basic(user, password)}}, {}).status == 200;
}

std::string GatewayFixture::dump() const {
    sqlite3* const db = open_database(dir_.file("users.db"), SQLITE_OPEN_READONLY);
    std::string text;
    for (const std::string_view query : dumped) {
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v2(db, query.data(), -1, &statement, nullptr) != SQLITE_OK)
            throw std::runtime_error(sqlite3_errmsg(db));
        while (sqlite3_step(statement) == SQLITE_ROW) {
            for (int i = 0; i < sqlite3_column_count(statement); ++i) {
                const auto* const cell = reinterpret_cast<const char*>(sqlite3_column_text(statement, i));
                text += cell == nullptr ? "NULL" : cell;
                text += '|';
            }
            text += '\n';
        }
        sqlite3_finalize(statement);
    }
    sqlite3_close(db);
    return text;
}

std::int64_t GatewayFixture::state() {
    if (!watcher_) watcher_.reset(open_database(dir_.file("users.db"), SQLITE_OPEN_READONLY));
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(watcher_.get(), "PRAGMA data_version", -1, &statement, nullptr) != SQLITE_OK ||
        sqlite3_step(statement) != SQLITE_ROW)
        throw std::runtime_error(sqlite3_errmsg(watcher_.get()));
    const std::int64_t version = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return version;
}

void GatewayFixture::sql(const std::string& statements) {
    sqlite3* const db = open_database(dir_.file("users.db"), SQLITE_OPEN_READWRITE);
    const int result = sqlite3_exec(db, statements.c_str(), nullptr, nullptr, nullptr);
    const std::string why = sqlite3_errmsg(db);
    sqlite3_close(db);
    if (result != SQLITE_OK) throw std::runtime_error(why);
}

bool GatewayFixture::is_on_disk(std::string_view text) const {
    const std::string log = dir_.file("users.db-wal");
    return contains(file_text(dir_.file("users.db")), text) ||
           (std::filesystem::exists(log) && contains(file_text(log), text));
}

std::string basic(std::string_view user, std::string_view password) {
    return "Basic " + base64_encode(std::string(user) + ":" + std::string(password));
}

std::string element_text(std::string_view xml, std::string_view local_name) {
    pugi::xml_document document;
    if (!document.load_buffer(xml.data(), xml.size())) return "unparsable";
    return find_local(document, local_name).text().get();
}

bool element_is_nil(std::string_view xml, std::string_view local_name) {
    pugi::xml_document document;
    if (!document.load_buffer(xml.data(), xml.size())) return false;
    const pugi::xml_node node = find_local(document, local_name);
    for (const pugi::xml_attribute& attribute : node.attributes())
        if (std::string_view(attribute.name()).ends_with(":nil")) return attribute.as_bool();
    return false;
}

}  // namespace uag::test
