// Credentials and external tokens over a real SQLite file, without a gateway in front: for tests of what they
// mean.
#pragma once

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "adapters/sqlite/store.hpp"
#include "core/agent/credentials.hpp"
#include "core/agent/external_tokens.hpp"
#include "core/base/text.hpp"
#include "core/security/identities.hpp"
#include "server/config/seed.hpp"
#include "support/counting_hasher.hpp"
#include "support/local_changes.hpp"
#include "support/manual_clock.hpp"
#include "support/run_task.hpp"
#include "support/seeded_random.hpp"
#include "support/temp_dir.hpp"

namespace uag::test {

class CredentialsRig {
public:
    /// The demo associates, a fixed key, these types and this provider.
    explicit CredentialsRig(std::vector<LinkedCredentialType> types = {}, OpenIdProvider* provider = nullptr,
                            const Quotas& quotas = {})
        : types_(std::move(types)),
          store_(open()),
          audit_(clock, sink_),
          sessions(SessionSettings{}, *store_, clock, random),
          names_(*store_),
          basic_(BasicCacheSettings{}, clock, random),
          remembered_(sessions, basic_),
          changes_(*store_, clock, audit_, remembered_, names_, AccessSettings{}, quotas),
          passwords_(*store_, hasher, random, policy_, nullptr),
          box(key(), random),
          credentials(*store_, changes_, passwords_, box, random, types_),
          tokens(*store_, changes_, box, random, provider) {
        auto seed = read_seed("samples/demo.toml");
        REQUIRE(seed.has_value());
        for (const auto& [index, password] : seed->passwords)
            seed->seed.associates[index].phc = hasher.make(password.reveal());
        REQUIRE(LocalChanges(*store_, clock).load(seed->seed).has_value());
    }

    Store& store() { return *store_; }
    std::string database() const { return folder_.file("users.db"); }

    Identity identity(std::string_view name) {
        const auto found = run_task(find_identity_by_name(*store_, fold(name)));
        REQUIRE(found.has_value());
        REQUIRE(found->has_value());
        return **found;
    }
    std::int32_t id(std::string_view name) { return identity(name).associate.id; }

    /// A call by that associate; `users`: with the right to administer users.
    Context by(std::string_view name, bool users = false) {
        const Identity who = identity(name);
        Context context;
        context.caller.associate_id = who.associate.id;
        context.caller.name = who.associate.name;
        context.caller.type = who.associate.type;
        context.caller.rights.users = users || who.associate.type == UserType::system_associate;
        context.origin = {"192.0.2.1", Protocol::rest, "test"};
        context.operation = "Test";
        return context;
    }

    /// The events of changes, oldest first.
    std::vector<AuditEvent> events() {
        auto look = [](Rows& rows) { return rows.events(AuditFilter{}); };
        auto found = run_task(read_rows(*store_, look));
        REQUIRE(found.has_value());
        return std::move(*found);
    }

private:
    class NoSink final : public AuditSink {
    public:
        void tell(const AuditEvent&) noexcept override {}
    };

    std::unique_ptr<Store> open() {
        SqliteSettings settings;
        settings.path = database();
        settings.create = true;
        settings.readers = 1;
        settings.clock = &clock;
        auto store = open_sqlite_store(settings);
        if (!store.has_value()) FAIL(store.error().public_text.english() << store.error().detail);
        return std::move(*store);
    }
    static KeyRing key() {
        KeyRing keys;
        REQUIRE(keys.add(1, Secret(std::string(KeyRing::key_bytes, 'k'))).has_value());
        return keys;
    }

    TempDir folder_;
    const std::vector<LinkedCredentialType> types_;
    const PolicySettings policy_{};
    NoSink sink_;

public:
    ManualClock clock;
    SeededRandom random;
    CountingHasher hasher;

private:
    std::unique_ptr<Store> store_;
    AuditLog audit_;

public:
    Sessions sessions;

private:
    NameCache names_;
    BasicCache basic_;
    Remembered remembered_;
    Changes changes_;
    NewPasswords passwords_;

public:
    SecretBox box;
    Credentials credentials;
    ExternalTokens tokens;
};

}  // namespace uag::test
