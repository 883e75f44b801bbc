#include "core/security/password_hasher.hpp"

#include <argon2.h>
#include <sys/mman.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <stdexcept>

#include "core/base/encoding.hpp"
#include "core/security/stored_hash.hpp"

namespace uag {
namespace {

constexpr std::size_t salt_bytes = 16;
constexpr std::size_t tag_bytes = 32;

// OWASP Password Storage Cheat Sheet, the Argon2id settings of equal strength.
constexpr std::array<HashSettings, 4> owasp_floor{{{19456, 2}, {12288, 3}, {9216, 4}, {7168, 5}}};

// The working memory of a thread, kept from hash to hash: fresh pages from the kernel cost half as much as
// the hash. libargon2 has cleared it when it gives it back.
class Arena {
public:
    Arena() = default;
    Arena(const Arena&) = delete;
    Arena& operator=(const Arena&) = delete;
    ~Arena() { unmap(); }

    /// Memory beyond this goes back to the kernel after use: a stored hash with higher settings may not keep
    /// it.
    void keep_at_most(std::size_t bytes) { keep_ = bytes; }

    std::uint8_t* take(std::size_t bytes) {
        if (bytes <= size_) return memory_;
        unmap();
        void* const fresh = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (fresh == MAP_FAILED) return nullptr;
        // Neither call has to succeed: large pages are faster, and no core dump should hold a password's
        // blocks.
        (void)madvise(fresh, bytes, MADV_HUGEPAGE);
        (void)madvise(fresh, bytes, MADV_DONTDUMP);
        memory_ = static_cast<std::uint8_t*>(fresh);
        size_ = bytes;
        return memory_;
    }

    void give_back() {
        if (size_ > keep_) unmap();
    }

private:
    void unmap() {
        if (memory_ != nullptr) (void)munmap(memory_, size_);
        memory_ = nullptr;
        size_ = 0;
    }

    std::uint8_t* memory_ = nullptr;
    std::size_t size_ = 0;
    std::size_t keep_ = 0;
};

thread_local Arena arena;

int take_memory(std::uint8_t** memory, std::size_t bytes) {
    *memory = arena.take(bytes);
    return *memory == nullptr ? ARGON2_MEMORY_ALLOCATION_ERROR : ARGON2_OK;
}

void give_memory_back(std::uint8_t*, std::size_t) { arena.give_back(); }

// libargon2 takes its inputs as pointers to non-const and changes them only when a flag asks it to.
std::uint8_t* input(std::string_view bytes) { return reinterpret_cast<std::uint8_t*>(const_cast<char*>(bytes.data())); }

int derive(std::string_view password, std::string_view salt, const HashSettings& settings, std::string& tag) {
    argon2_context context{};
    context.out = reinterpret_cast<std::uint8_t*>(tag.data());
    context.outlen = static_cast<std::uint32_t>(tag.size());
    context.pwd = input(password);
    context.pwdlen = static_cast<std::uint32_t>(password.size());
    context.salt = input(salt);
    context.saltlen = static_cast<std::uint32_t>(salt.size());
    context.t_cost = settings.passes;
    context.m_cost = settings.memory_kib;
    context.lanes = 1;
    context.threads = 1;
    context.version = ARGON2_VERSION_13;
    context.allocate_cbk = take_memory;
    context.free_cbk = give_memory_back;
    context.flags = ARGON2_DEFAULT_FLAGS;
    return argon2id_ctx(&context);
}

class Argon2Hasher final : public PasswordHasher {
public:
    Argon2Hasher(const HashSettings& settings, Random& random) : settings_(settings), random_(random) {}

    Result<std::string> hash(std::string_view password) override {
        PhcHash fresh;
        fresh.settings = settings_;
        fresh.salt.resize(salt_bytes);
        random_.fill(std::as_writable_bytes(std::span(fresh.salt)));
        fresh.tag.resize(tag_bytes);
        const int status = spend(password, fresh.salt, settings_, fresh.tag);
        if (status != ARGON2_OK) return fail(errc::internal, "Internal error.", problem(status));
        return write_phc(fresh);
    }

    Verdict verify(std::string_view text, std::string_view password, const LoginCost& at_least) override {
        const Result<StoredHash> stored = read_stored_hash(text);
        if (!stored.has_value()) {
            verify_nothing(password, at_least);
            return {};
        }
        const auto* const foreign = std::get_if<ForeignHash>(&*stored);
        const Verdict verdict = foreign != nullptr ? Verdict{matches(*foreign, password), true}
                                                   : verify_own(std::get<PhcHash>(*stored), password);
        // A right password costs as much: a blocked account must not tell by time that it was right.
        if (at_least != LoginCost{}) make_up(password, cost_of(*stored), at_least);
        return verdict;
    }

    void verify_nothing(std::string_view password, const LoginCost& at_least) override {
        make_up(password, {}, at_least);
    }

private:
    Verdict verify_own(const PhcHash& stored, std::string_view password) const {
        std::string tag(stored.tag.size(), '\0');
        const int status = spend(password, stored.salt, stored.settings, tag);
        if (status != ARGON2_OK) throw std::runtime_error(problem(status));
        Verdict verdict;
        verdict.matches = equal_constant_time(tag, stored.tag);
        verdict.needs_rehash =
            stored.settings.memory_kib < settings_.memory_kib || stored.settings.passes < settings_.passes;
        return verdict;
    }

    // Of every scheme what is missing, one after the other: what is spent in all does not depend on whose hash it was.
    void make_up(std::string_view password, const LoginCost& spent, const LoginCost& at_least) const {
        const LoginCost whole = with_own(at_least, settings_);
        for (const HashSettings& missing : makeup_for(spent.argon2, whole.argon2)) spend_in_vain(password, missing);
        for (std::size_t i = 0; i < hash_schemes; ++i) {
            const auto scheme = static_cast<HashScheme>(i);
            for (const SchemeCost& missing : makeup_for(scheme, spent.of(scheme), whole.of(scheme)))
                uag::spend(scheme, missing, password);
        }
    }

    void spend_in_vain(std::string_view password, const HashSettings& settings) const {
        const std::string salt(salt_bytes, '\0');
        std::string tag(tag_bytes, '\0');
        const int status = spend(password, salt, settings, tag);
        if (status != ARGON2_OK) throw std::runtime_error(problem(status));
    }

    int spend(std::string_view password, std::string_view salt, const HashSettings& settings, std::string& tag) const {
        arena.keep_at_most(std::size_t{settings_.memory_kib} * 1024);
        return derive(password, salt, settings, tag);
    }

    static std::string problem(int status) { return std::string("argon2: ") + argon2_error_message(status); }

    const HashSettings settings_;
    Random& random_;
};

}  // namespace

std::vector<HashSettings> makeup_for(const HashSettings& spent, const HashSettings& whole) {
    std::vector<HashSettings> hashes;
    if (spent.units() >= whole.units()) return hashes;
    const std::uint64_t missing = whole.units() - spent.units();
    const auto passes = static_cast<std::uint32_t>(missing / whole.memory_kib);
    const auto rest = static_cast<std::uint32_t>(missing % whole.memory_kib);
    if (passes > 0) hashes.push_back({whole.memory_kib, passes});
    if (rest >= phc_min_memory_kib) hashes.push_back({rest, 1});
    return hashes;
}

LoginCost with_own(LoginCost at_least, const HashSettings& settings) {
    if (at_least.argon2.units() < settings.units()) at_least.argon2 = settings;
    return at_least;
}

Result<void> check_hash_settings(const HashSettings& settings) {
    const auto reached = [&](const HashSettings& floor) {
        return settings.memory_kib >= floor.memory_kib && settings.passes >= floor.passes;
    };
    if (settings.memory_kib > phc_max_memory_kib)
        return fail_in_english(errc::invalid_argument, "Hashing may use at most 1048576 KiB of memory.");
    if (settings.passes > phc_max_passes)
        return fail_in_english(errc::invalid_argument, "Hashing may use at most 64 passes.");
    if (settings.units() > phc_max_units)
        return fail_in_english(
            errc::invalid_argument,
            "Hashing may fill at most 2097152 KiB of memory over all its passes: every log-in would take seconds.");
    if (std::none_of(owasp_floor.begin(), owasp_floor.end(), reached)) {
        return fail_in_english(
            errc::invalid_argument,
            "Hashing must use at least 19456 KiB and 2 passes, 12288 KiB and 3, 9216 KiB and 4, or 7168 KiB "
            "and 5.");
    }
    return {};
}

std::unique_ptr<PasswordHasher> make_argon2_hasher(const HashSettings& settings, Random& random) {
    return std::make_unique<Argon2Hasher>(settings, random);
}

}  // namespace uag
