#include "server/service/deterministic.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include "adapters/sqlite/backup.hpp"
#include "core/agent/changes.hpp"
#include "core/base/text.hpp"
#include "core/security/password_hasher.hpp"
#include "core/security/phc.hpp"
#include "server/config/endpoint.hpp"
#include "server/service/own_folder.hpp"
#include "server/service/serve.hpp"
#include "server/service/standing_ports.hpp"
#include "server/service/test_routes.hpp"
#include "server/setup/run_local.hpp"
#include "server/setup/seed_setup.hpp"

namespace uag {
namespace {

constexpr std::size_t longest_seed = 64;
constexpr HashSettings cheapest_hash{phc_min_memory_kib, 1};

class DeterministicMode final : public ServeMode, private TestControl {
public:
    DeterministicMode(const DeterministicSettings& settings, const Config& config, SeedFile seed, std::string copy)
        : settings_(settings),
          config_(config),
          seed_(std::move(seed)),
          copy_(std::move(copy)),
          clock_(settings.begins),
          random_(settings.seed) {}

    const Clock& clock() const override { return clock_; }
    Random& random() override { return random_; }
    std::vector<std::pair<std::string_view, std::string>> answer_fields() const override {
        return {{"UAG-Deterministic", settings_.seed}};
    }
    const http::ExtraRoutes* routes() const override { return &routes_; }
    bool has_timers() const override { return false; }

    // The first beginning is the one that every reset comes back to.
    Result<void> begin(const ServedParts& parts) override {
        parts_.emplace(parts);
        const auto hasher = make_argon2_hasher(cheapest_hash, random_);
        if (auto hashed = hash_passwords(seed_, *hasher); !hashed.has_value()) return hashed;
        if (auto loaded = load(parts); !loaded.has_value()) return loaded;
        if (auto kept = back_up_database(config_.database.path, copy_); !kept.has_value()) return kept;
        return go_back();
    }

private:
    Result<void> load(const ServedParts& parts) {
        Context context;
        context.caller.name = "os:deterministic";
        context.caller.rights = {true, true, true};
        context.operation = "seed";
        Changes changes(parts.store, clock_, parts.core.audit, parts.core.remembered, parts.core.names,
                        AccessSettings{}, config_.quotas);
        auto work = [&](Change& change) -> Result<void> {
            const auto counts = load_seed_file(change, seed_);
            if (!counts.has_value()) return counts.error();
            change.done(0, "file " + settings_.seed_file, std::to_string(counts->added) + " added");
            return {};
        };
        return run_local(changes.run(context, work));
    }

    Result<void> go_back() {
        if (auto done = copy_back(copy_, config_.database.path); !done.has_value()) return done;
        clock_.put(settings_.begins);
        random_.start_over();
        parts_->core.start_over();
        parts_->service.request_ids.start_over();
        return {};
    }

    TimePoint now() const override { return clock_.now(); }
    Task<void> move_clock(TimePoint to) override {
        clock_.put(to);
        co_await parts_->housekeeping.keep_house();
    }
    Task<Result<void>> reset() override { co_return go_back(); }

    const DeterministicSettings settings_;
    const Config& config_;
    SeedFile seed_;
    const std::string copy_;  // of the database as it began
    StandingClock clock_;
    SeededBytes random_;
    const TestRoutes routes_{*this};
    std::optional<ServedParts> parts_;
};

Result<void> judge_settings(const Config& config, const DeterministicSettings& settings) {
    const auto wrong = [](std::string text) { return fail_in_english(errc::invalid_argument, std::move(text)); };
    const auto endpoint = parse_endpoint(config.server.listen);
    if (!endpoint.has_value()) return endpoint.error();
    if (!endpoint->loopback)
        return wrong("a deterministic service listens on loopback only, and " + config.server.listen +
                     " is for others too");
    const bool fits = !settings.seed.empty() && settings.seed.size() <= longest_seed;
    const auto is_fit = [](char c) { return is_ascii_alphanumeric(c) || c == '-' || c == '_' || c == '.'; };
    if (!fits || !std::ranges::all_of(settings.seed, is_fit))
        return wrong("--deterministic takes a word of 1 to " + std::to_string(longest_seed) +
                     " letters, digits, dots and hyphens");
    return {};
}

}  // namespace

Result<void> serve_deterministic(Config config, const DeterministicSettings& settings) {
    if (auto judged = judge_settings(config, settings); !judged.has_value()) return judged;
    auto seed = read_seed(settings.seed_file);
    if (!seed.has_value()) return seed.error();
    const auto folder = OwnFolder::make("a deterministic service");
    if (!folder.has_value()) return folder.error();
    config.database.path = folder->file("users.db");
    config.secrets.key_file.clear();
    config.hash.cost = cheapest_hash;
    config.server.io_threads = 1;
    DeterministicMode mode(settings, config, std::move(*seed), folder->file("begins.db"));
    return serve(config, mode);
}

}  // namespace uag
