#include "core/security/basic_cache.hpp"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "core/base/secret.hpp"
#include "core/base/text.hpp"
#include "core/security/access.hpp"

namespace uag {
namespace {

constexpr std::size_t key_bytes = 32;

EVP_MAC* hmac() {
    static EVP_MAC* const algorithm = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
    return algorithm;
}

void check(bool done) {
    if (!done) throw std::runtime_error("HMAC-SHA256 failed");
}

void add(EVP_MAC_CTX* mac, std::string_view bytes) {
    check(EVP_MAC_update(mac, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()) == 1);
}

// With its length before it, so that no two lists of parts give the same bytes.
void add_part(EVP_MAC_CTX* mac, std::string_view part) {
    const auto size = static_cast<std::uint64_t>(part.size());
    add(mac, {reinterpret_cast<const char*>(&size), sizeof size});
    add(mac, part);
}

}  // namespace

void BasicCache::FreeMac::operator()(evp_mac_ctx_st* context) const { EVP_MAC_CTX_free(context); }

BasicCache::BasicCache(const BasicCacheSettings& settings, const Clock& clock, Random& random)
    : settings_(settings), clock_(clock), keyed_(EVP_MAC_CTX_new(hmac())) {
    check(keyed_ != nullptr);
    std::array<std::byte, key_bytes> key{};
    random.fill(key);
    std::array<char, 7> digest{"SHA256"};
    const std::array<OSSL_PARAM, 2> parameters{
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest.data(), 0), OSSL_PARAM_construct_end()};
    const int done = EVP_MAC_init(keyed_.get(), reinterpret_cast<const unsigned char*>(key.data()), key.size(),
                                  parameters.data());
    wipe(key.data(), key.size());
    check(done == 1);
}

BasicCache::~BasicCache() = default;

Digest BasicCache::key_of(std::string_view name, std::string_view password, std::string_view source) const {
    const std::unique_ptr<EVP_MAC_CTX, FreeMac> mac(EVP_MAC_CTX_dup(keyed_.get()));
    check(mac != nullptr);
    add_part(mac.get(), source);
    add_part(mac.get(), fold(trim(name)));
    add_part(mac.get(), password);
    Digest digest{};
    std::size_t size = 0;
    check(EVP_MAC_final(mac.get(), reinterpret_cast<unsigned char*>(digest.data()), &size, digest.size()) == 1);
    return digest;
}

std::shared_ptr<const ProvenPassword> BasicCache::find(const Digest& key) const {
    const TimePoint now = clock_.now();
    std::shared_ptr<const ProvenPassword> entry;
    {
        const std::scoped_lock lock(mutex_);
        const auto at = entries_.find(key);
        if (at == entries_.end()) return nullptr;
        entry = at->second;
    }
    if (!is_fresh(*entry, now) || !may_log_in(entry->judged, now)) return nullptr;
    return entry;
}

void BasicCache::keep(const Digest& key, const Identity& identity, Caller caller, std::uint64_t as_of) {
    if (settings_.time.count() == 0 || settings_.entries == 0) return;
    const auto entry = std::make_shared<ProvenPassword>();
    entry->caller = std::move(caller);
    entry->account = fold(identity.associate.name);
    entry->judged.associate = identity.associate;
    entry->judged.password = identity.password;
    if (entry->judged.password) entry->judged.password->phc.clear();
    entry->proven = clock_.now();
    const std::scoped_lock lock(mutex_);
    if (endings_.load() != as_of) return;
    make_room(entry->proven);
    entries_.insert_or_assign(key, entry);
}

void BasicCache::forget_associate(std::int32_t associate_id) {
    ++endings_;
    const std::scoped_lock lock(mutex_);
    std::erase_if(entries_, [&](const auto& entry) { return entry.second->caller.associate_id == associate_id; });
}

void BasicCache::forget_all() {
    ++endings_;
    const std::scoped_lock lock(mutex_);
    entries_.clear();
}

// A clock that was set back does not lengthen anything.
bool BasicCache::is_fresh(const ProvenPassword& entry, TimePoint now) const {
    return entry.proven <= now && now - entry.proven < settings_.time;
}

// Looks at all of them: whoever comes here has just paid a hash, which costs a hundred times as much.
void BasicCache::make_room(TimePoint now) {
    std::erase_if(entries_, [&](const auto& entry) { return !is_fresh(*entry.second, now); });
    if (entries_.size() < settings_.entries) return;
    entries_.erase(std::ranges::min_element(entries_, {}, [](const auto& entry) { return entry.second->proven; }));
}

}  // namespace uag
