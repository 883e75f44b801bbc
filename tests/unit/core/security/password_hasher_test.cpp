// Argon2id: right answers, the floor, and what is left in memory.
#include "core/security/password_hasher.hpp"

#include <argon2.h>
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "core/security/phc.hpp"
#include "support/seeded_random.hpp"

using namespace uag;

namespace {

constexpr HashSettings small{7168, 5};

// Made by libargon2's own argon2id_hash_encoded, so that salt, lengths and version are judged by another
// writer.
constexpr const char* from_library =
    "$argon2id$v=19$m=7168,t=5,p=1$AAECAwQFBgcICQoLDA0ODw$GhBRAew6gcGjj7OrgPZZYbjweGwGJTeViBbsY24/WUI";
constexpr const char* from_library_password = "bl\xc3\xa5 bj\xc3\xb8rn";
constexpr const char* at_default =
    "$argon2id$v=19$m=19456,t=2,p=1$AAECAwQFBgcICQoLDA0ODw$lKn4GJfqXPInh7K2C009jmZyo2Ha7xSSAMh0BR4iLCc";
constexpr const char* published =
    "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

bool all_clear = false;

void check_and_free(std::uint8_t* memory, std::size_t bytes) {
    all_clear = std::all_of(memory, memory + bytes, [](std::uint8_t b) { return b == 0; });
    std::free(memory);
}

int allocate(std::uint8_t** memory, std::size_t bytes) {
    *memory = static_cast<std::uint8_t*>(std::malloc(bytes));
    return *memory == nullptr ? ARGON2_MEMORY_ALLOCATION_ERROR : ARGON2_OK;
}

}  // namespace

TEST_CASE("settings below OWASP's floor, and typing errors, are refused") {
    struct Row {
        HashSettings settings;
        bool good;
    };
    for (const Row& row : {
             Row{{19456, 2}, true},    Row{{12288, 3}, true},
             Row{{9216, 4}, true},     Row{{7168, 5}, true},
             Row{{19456, 1}, false},   Row{{47104, 1}, false},
             Row{{19455, 2}, false},   Row{{12287, 3}, false},
             Row{{9215, 4}, false},    Row{{7167, 5}, false},
             Row{{7167, 64}, false},   Row{{65536, 3}, true},
             Row{{1048576, 2}, true},  Row{{1048577, 2}, false},
             Row{{1048576, 3}, false}, Row{{32768, 64}, true},
             Row{{32769, 64}, false},  Row{{19456, 64}, true},
             Row{{19456, 65}, false},  Row{{4294967295, 4294967295}, false},
             Row{{0, 0}, false},
         }) {
        CAPTURE(row.settings.memory_kib);
        CAPTURE(row.settings.passes);
        const Result<void> checked = check_hash_settings(row.settings);
        CHECK(checked.has_value() == row.good);
        if (!row.good) CHECK(checked.error().code == errc::invalid_argument);
    }
    CHECK(check_hash_settings({}).has_value());
}

TEST_CASE("a hash verifies its password and no other") {
    test::SeededRandom random;
    const auto hasher = make_argon2_hasher(small, random);
    const Result<std::string> phc = hasher->hash("quiet-lantern-41");
    REQUIRE(phc.has_value());
    const auto parts = read_phc(*phc);
    REQUIRE(parts.has_value());
    CHECK(parts->settings == small);
    CHECK(parts->salt.size() == 16);
    CHECK(parts->tag.size() == 32);
    CHECK(hasher->verify(*phc, "quiet-lantern-41").matches);
    CHECK_FALSE(hasher->verify(*phc, "quiet-lantern-41").needs_rehash);
    CHECK_FALSE(hasher->verify(*phc, "quiet-lantern-42").matches);
    CHECK_FALSE(hasher->verify(*phc, "quiet-lantern-4").matches);
    CHECK_FALSE(hasher->verify(*phc, std::string_view("quiet-lantern-41\0", 17)).matches);
    CHECK_FALSE(hasher->verify(*phc, "").matches);
}

TEST_CASE("hashes of other writers verify") {
    test::SeededRandom random;
    const auto hasher = make_argon2_hasher(small, random);
    CHECK(hasher->verify(from_library, from_library_password).matches);
    CHECK(hasher->verify(at_default, "quiet-lantern-41").matches);
    CHECK(hasher->verify(published, "password").matches);
    CHECK_FALSE(hasher->verify(published, "Password").matches);
}

TEST_CASE("the library verifies ours") {
    test::SeededRandom random;
    const Result<std::string> phc = make_argon2_hasher(small, random)->hash("quiet-lantern-41");
    REQUIRE(phc.has_value());
    CHECK(argon2id_verify(phc->c_str(), "quiet-lantern-41", 16) == ARGON2_OK);
    CHECK(argon2id_verify(phc->c_str(), "quiet-lantern-42", 16) == ARGON2_VERIFY_MISMATCH);
}

TEST_CASE("each hash has its own salt") {
    SystemRandom random;
    const auto hasher = make_argon2_hasher(small, random);
    std::set<std::string> salts;
    for (int i = 0; i < 4; ++i) salts.insert(read_phc(*hasher->hash("same"))->salt);
    CHECK(salts.size() == 4);
}

TEST_CASE("lower stored settings ask for a rehash, higher ones do not") {
    test::SeededRandom random;
    CHECK(make_argon2_hasher({12288, 3}, random)->verify(from_library, from_library_password).needs_rehash);
    CHECK(make_argon2_hasher({7168, 6}, random)->verify(from_library, from_library_password).needs_rehash);
    CHECK(make_argon2_hasher({7169, 5}, random)->verify(from_library, from_library_password).needs_rehash);
    CHECK_FALSE(make_argon2_hasher({7168, 5}, random)->verify(from_library, from_library_password).needs_rehash);
    CHECK(make_argon2_hasher({7168, 5}, random)->verify(at_default, "quiet-lantern-41").needs_rehash);
}

TEST_CASE("what is no hash matches nothing") {
    test::SeededRandom random;
    const auto hasher = make_argon2_hasher(small, random);
    for (const char* const stored :
         {"", "quiet-lantern-41", "$argon2i$v=19$m=7168,t=5,p=1$AAAA$AAAA",
          "$argon2id$v=19$m=99999999,t=5,p=1$AAECAwQFBgcICQoLDA0ODw$AAECAwQFBgcICQoLDA0ODw"}) {
        const Verdict verdict = hasher->verify(stored, "quiet-lantern-41");
        CHECK_FALSE(verdict.matches);
        CHECK_FALSE(verdict.needs_rehash);
    }
    hasher->verify_nothing("quiet-lantern-41");
    hasher->verify_nothing("");
}

TEST_CASE("an arena that grew and shrank gives the same answers, on every thread") {
    test::SeededRandom random;
    const auto hasher = make_argon2_hasher(small, random);
    const auto work = [&](int& good) {
        for (int i = 0; i < 2; ++i) {
            good += hasher->verify(from_library, from_library_password).matches ? 1 : 0;
            good += hasher->verify(at_default, "quiet-lantern-41").matches ? 1 : 0;
            good += hasher->verify(from_library, from_library_password).matches ? 1 : 0;
        }
    };
    std::vector<int> good(3, 0);
    std::vector<std::thread> threads;
    for (int& count : good) threads.emplace_back(work, std::ref(count));
    for (std::thread& thread : threads) thread.join();
    CHECK(good == std::vector<int>{6, 6, 6});
}

TEST_CASE("the library clears its working memory before it gives it back") {
    // The arena that is kept between hashes relies on it.
    std::uint8_t tag[32];
    std::uint8_t salt[16] = {};
    std::uint8_t password[] = {'a', 'b', 'c'};
    argon2_context context{};
    context.out = tag;
    context.outlen = sizeof tag;
    context.pwd = password;
    context.pwdlen = sizeof password;
    context.salt = salt;
    context.saltlen = sizeof salt;
    context.t_cost = 1;
    context.m_cost = 64;
    context.lanes = context.threads = 1;
    context.version = ARGON2_VERSION_13;
    context.allocate_cbk = allocate;
    context.free_cbk = check_and_free;
    REQUIRE(argon2id_ctx(&context) == ARGON2_OK);
    CHECK(all_clear);
}

TEST_CASE("what makes up for a cheap hash is as few hashes as can be, and is the difference") {
    for (const HashSettings& whole :
         {HashSettings{19456, 2}, HashSettings{65536, 3}, HashSettings{7168, 5}, HashSettings{8, 1}}) {
        for (const HashSettings& spent : {no_cost, HashSettings{8, 1}, HashSettings{7168, 5}, HashSettings{19456, 2},
                                          HashSettings{19455, 1}, HashSettings{65536, 3}, HashSettings{65529, 3}}) {
            const std::vector<HashSettings> missing = makeup_for(spent, whole);
            CHECK(missing.size() <= 2);
            std::uint64_t units = spent.units();
            for (const HashSettings& each : missing) {
                CHECK(each.memory_kib >= phc_min_memory_kib);
                CHECK(each.memory_kib <= whole.memory_kib);
                CHECK(each.passes >= 1);
                units += each.units();
            }
            if (spent.units() >= whole.units())
                CHECK(missing.empty());
            else
                CHECK((units <= whole.units() && units + phc_min_memory_kib > whole.units()));
        }
    }
}

TEST_CASE("a comparison that has to cost more says the same") {
    test::SeededRandom random;
    const auto hasher = make_argon2_hasher(small, random);
    for (const LoginCost& least : {LoginCost{}, LoginCost{small, {}}, LoginCost{{9216, 5}, {}}}) {
        CHECK(hasher->verify(from_library, from_library_password, least).matches);
        CHECK_FALSE(hasher->verify(from_library, "wrong", least).matches);
        CHECK_FALSE(hasher->verify("no hash", "wrong", least).matches);
        hasher->verify_nothing("wrong", least);
    }
}

TEST_CASE("hashes of other programs verify, ask for one of ours, and cost what they have to") {
    test::SeededRandom random;
    const auto hasher = make_argon2_hasher(small, random);
    constexpr const char* bcrypt = "$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";
    LoginCost dear;
    dear.of(HashScheme::bcrypt).units = 1U << 6;
    dear.of(HashScheme::pbkdf2_sha1).units = 1000;
    for (const LoginCost& least : {LoginCost{}, LoginCost{small, {}}, dear}) {
        CHECK(hasher->verify(bcrypt, "U*U", least).matches);
        CHECK(hasher->verify(bcrypt, "U*U", least).needs_rehash);
        CHECK_FALSE(hasher->verify(bcrypt, "U*V", least).matches);
        CHECK(hasher->verify(from_library, from_library_password, least).matches);
        CHECK_FALSE(hasher->verify(from_library, "wrong", least).matches);
    }
    // What makes up is really computed: a cost that cannot be spent is an error, whoever is asked for.
    LoginCost impossible;
    impossible.of(HashScheme::scrypt) = {std::uint64_t{1} << 33, 30, 8};
    CHECK_THROWS(hasher->verify(bcrypt, "U*U", impossible));
    CHECK_THROWS(hasher->verify(from_library, "wrong", impossible));
    CHECK_THROWS(hasher->verify_nothing("wrong", impossible));
}
