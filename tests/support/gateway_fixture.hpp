// Everything but the socket: router, adapters, core and a real SQLite file, with a clock that the test moves,
// a seeded generator and hashes that cost nothing. Two fixtures that are asked the same end with the same
// database.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/gateway/core.hpp"
#include "server/http/router.hpp"
#include "support/counting_hasher.hpp"
#include "support/manual_clock.hpp"
#include "support/seeded_random.hpp"
#include "support/temp_dir.hpp"

struct sqlite3;

namespace uag::test {

/// Associates of samples/demo.toml, which the fixture begins with.
inline constexpr std::int32_t adm0_id = 1;
inline constexpr std::int32_t tje0_id = 2;

struct FixtureSettings {
    std::vector<Digest> application_tokens{};
    bool wrap_exceptions = true;
    SessionSettings sessions{};
    std::vector<LinkedCredentialType> credential_types{};
    OpenIdProvider* provider = nullptr;
    Mailer* mailer = nullptr;
    BasicCacheSettings basic{};
    rest::Schemes schemes{};
    std::vector<std::string> cors_origins{};
    PolicySettings policy{};
    BreachedPasswords* breached = nullptr;
    AccessSettings access{};
    Quotas quotas{};
    AuditSettings audit{};
    ElsewhereProof* elsewhere = nullptr;
    FirstLogInSettings first_log_in{};
};

/// Keeps what it is told.
class RecordingAuditSink final : public AuditSink {
public:
    void tell(const AuditEvent& event) noexcept override;
    std::vector<AuditEvent> take();

private:
    std::mutex mutex_;
    std::vector<AuditEvent> events_;
};

class GatewayFixture {
public:
    explicit GatewayFixture(const FixtureSettings& settings = {});
    ~GatewayFixture();

    using Fields = std::vector<std::pair<std::string, std::string>>;
    /// One request through router, adapter, core and back.
    HttpReply send(std::string_view method, std::string_view target, const Fields& fields, std::string body);
    /// POST of a SOAP 1.1 envelope with the ticket (none if empty) in its header and `body` inside its Body.
    HttpReply soap(Service service, Version version, std::string_view ticket, std::string_view body,
                   bool soap12 = false);
    /// POST of JSON to `/api/v1/Agents/User/{operation}`.
    HttpReply rest(std::string_view operation, std::string_view authorization, std::string_view body);

    /// A fresh ticket by AuthenticateUsernamePassword; empty if that failed.
    std::string ticket(std::string_view user, std::string_view password);
    /// Whether name and password log in now (leaves no session behind in `dump`).
    bool logs_in(std::string_view user, std::string_view password);

    /// Every row of every table that operations change, without times of log-in, keys of sessions, sealed
    /// bytes and the protocol of a change.
    std::string dump() const;
    /// Differs from the last call's as soon as anything was written since, at a fraction of the cost of dump().
    std::int64_t state();
    /// Runs statements on the database behind the service's back.
    void sql(const std::string& statements);
    /// Whether these bytes occur anywhere in the database's files: for secrets that must not.
    bool is_on_disk(std::string_view text) const;

    ManualClock clock;
    SeededRandom random;
    CountingHasher hasher;
    Store& store() { return *store_; }
    Core& core() { return *core_; }
    Throttle& throttle() { return core_->throttle; }
    Sessions& sessions() { return core_->sessions; }
    Gateway& gateway() { return core_->gateway; }
    NameCache& names() { return core_->names; }
    RecordingAuditSink audit;
    std::string address = "192.0.2.1";  ///< where requests come from

private:
    TempDir dir_{TempDir::memory()};
    std::unique_ptr<sqlite3, int (*)(sqlite3*)> watcher_;
    std::unique_ptr<Store> store_;
    std::unique_ptr<SecretBox> box_;
    std::unique_ptr<Core> core_;
    std::unique_ptr<ui::AccountPages> pages_;
    std::unique_ptr<ui::PasswordLinkPage> link_page_;
    std::unique_ptr<http::Router> router_;
};

/// `user:password` as a Basic credential.
std::string basic(std::string_view user, std::string_view password);

/// The text of the first element with this local name in an answer; empty if there is none or it is nil.
std::string element_text(std::string_view xml, std::string_view local_name);
bool element_is_nil(std::string_view xml, std::string_view local_name);

}  // namespace uag::test
