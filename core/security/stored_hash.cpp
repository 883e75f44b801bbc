#include "core/security/stored_hash.hpp"

namespace uag {
namespace {

constexpr std::string_view argon2_word = "argon2id ";

}  // namespace

Result<StoredHash> read_stored_hash(std::string_view text) {
    if (text.starts_with("$argon2id$")) {
        std::optional<PhcHash> hash = read_phc(text);
        if (hash) return StoredHash(std::move(*hash));
        return fail_in_english(
            errc::invalid_argument,
            "is no Argon2id hash that this service checks ($argon2id$v=19$m=...), or costs more than "
            "it spends on a log-in");
    }
    Result<ForeignHash> hash = read_foreign_hash(text);
    if (!hash.has_value()) return hash.error();
    return StoredHash(std::move(*hash));
}

std::string cost_text(std::string_view hash) {
    const Result<StoredHash> stored = read_stored_hash(hash);
    if (!stored.has_value()) return {};
    if (const auto* const foreign = std::get_if<ForeignHash>(&*stored)) return scheme_cost_text(*foreign);
    return std::string(argon2_word) + write_phc_settings(std::get<PhcHash>(*stored).settings);
}

LoginCost cost_of(const StoredHash& hash) {
    LoginCost cost;
    if (const auto* const foreign = std::get_if<ForeignHash>(&hash))
        cost.of(foreign->scheme) = foreign->cost;
    else
        cost.argon2 = std::get<PhcHash>(hash).settings;
    return cost;
}

LoginCost costliest(const std::vector<std::string>& texts) {
    LoginCost most;
    for (std::string_view text : texts) {
        if (text.starts_with(argon2_word)) {
            const std::optional<HashSettings> settings = read_phc_settings(text.substr(argon2_word.size()));
            if (settings && settings->units() > most.argon2.units()) most.argon2 = *settings;
        } else if (const std::optional<NamedCost> named = read_scheme_cost(text)) {
            SchemeCost& cost = most.of(named->scheme);
            if (named->cost.units > cost.units) cost = named->cost;
        }
    }
    return most;
}

}  // namespace uag
