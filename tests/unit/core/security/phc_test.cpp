// A hash has one text, and the reader takes no other.
#include "core/security/phc.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace uag;

namespace {

// libargon2's own test vector for version 0x13: "password", "somesalt", 64 MiB, 2 passes.
constexpr const char* golden = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
constexpr const char* golden_tag =
    "\x09\x31\x61\x15\xd5\xcf\x24\xed\x5a\x15\xa3\x1a\x3b\xa3\x26\xe5"
    "\xcf\x32\xed\xc2\x47\x02\x98\x7c\x02\xb6\x56\x6f\x61\x91\x3c\xf7";

PhcHash sample_hash(std::size_t salt, std::size_t tag, std::uint32_t memory = 19456, std::uint32_t passes = 2) {
    PhcHash hash;
    hash.settings = {memory, passes};
    for (std::size_t i = 0; i < salt; ++i) hash.salt += static_cast<char>(i * 37);
    for (std::size_t i = 0; i < tag; ++i) hash.tag += static_cast<char>(255 - i * 3);
    return hash;
}

std::string with(std::string_view parameters,
                 std::string_view rest = "$AAECAwQFBgcICQoLDA0ODw$AAECAwQFBgcICQoLDA0ODw") {
    return "$argon2id$v=19$" + std::string(parameters) + std::string(rest);
}

}  // namespace

TEST_CASE("the published vector") {
    const auto hash = read_phc(golden);
    REQUIRE(hash.has_value());
    CHECK(hash->settings == HashSettings{65536, 2});
    CHECK(hash->salt == "somesalt");
    CHECK(hash->tag == std::string(golden_tag, 32));
    CHECK(write_phc(*hash) == golden);
}

TEST_CASE("every length within the limits comes back") {
    for (std::size_t salt = phc_min_salt; salt <= phc_max_salt; ++salt) {
        for (std::size_t tag = phc_min_tag; tag <= phc_max_tag; ++tag) {
            const PhcHash hash = sample_hash(salt, tag);
            const auto back = read_phc(write_phc(hash));
            REQUIRE(back.has_value());
            REQUIRE(*back == hash);
        }
    }
    for (const HashSettings settings :
         {HashSettings{8, 1}, HashSettings{1024 * 1024, 2}, HashSettings{32 * 1024, 64}}) {
        const PhcHash hash = sample_hash(16, 32, settings.memory_kib, settings.passes);
        CHECK(read_phc(write_phc(hash)) == hash);
    }
}

TEST_CASE("lengths and costs out of the limits are refused") {
    CHECK_FALSE(read_phc(write_phc(sample_hash(7, 32))));
    CHECK_FALSE(read_phc(write_phc(sample_hash(65, 32))));
    CHECK_FALSE(read_phc(write_phc(sample_hash(16, 15))));
    CHECK_FALSE(read_phc(write_phc(sample_hash(16, 65))));
    CHECK_FALSE(read_phc(write_phc(sample_hash(16, 32, 7, 2))));
    CHECK_FALSE(read_phc(write_phc(sample_hash(16, 32, 1024 * 1024 + 1, 2))));
    CHECK_FALSE(read_phc(write_phc(sample_hash(16, 32, 1024 * 1024, 3))));
    CHECK_FALSE(read_phc(write_phc(sample_hash(16, 32, 32 * 1024 + 1, 64))));
    CHECK_FALSE(read_phc(write_phc(sample_hash(16, 32, 19456, 0))));
    CHECK_FALSE(read_phc(write_phc(sample_hash(16, 32, 19456, 65))));
    CHECK_FALSE(read_phc(write_phc(sample_hash(0, 0))));
}

TEST_CASE("other spellings are refused") {
    REQUIRE(read_phc(with("m=19456,t=2,p=1")).has_value());
    for (const char* const parameters : {
             "m=019456,t=2,p=1",
             "m=+19456,t=2,p=1",
             "m=-19456,t=2,p=1",
             "m= 19456,t=2,p=1",
             "m=19456 ,t=2,p=1",
             "m=0x4c00,t=2,p=1",
             "m=19456.0,t=2,p=1",
             "m=,t=2,p=1",
             "m=99999999999999999999,t=2,p=1",
             "m=4294986752,t=2,p=1",
             "m=19456,t=02,p=1",
             "m=19456,t=,p=1",
             "m=19456,t=4294967298,p=1",
             "m=19456,t=2,p=2",
             "m=19456,t=2,p=0",
             "m=19456,t=2,p=01",
             "m=19456,t=2,p=1,",
             "m=19456,t=2",
             "t=2,m=19456,p=1",
             "m=19456,p=1,t=2",
             "m=19456,m=19456,t=2,p=1",
             "m=19456,t=2,p=1,keyid=AAAA",
             "m=19456,t=2,p=1,data=AAAA",
             "M=19456,t=2,p=1",
             "",
         }) {
        CAPTURE(parameters);
        CHECK_FALSE(read_phc(with(parameters)));
    }
    for (const char* const rest : {
             "",
             "$",
             "$$",
             "$AAECAwQFBgcICQoLDA0ODw",
             "$AAECAwQFBgcICQoLDA0ODw$",
             "$$AAECAwQFBgcICQoLDA0ODw",
             "$AAECAwQFBgcICQoLDA0ODw$AAECAwQFBgcICQoLDA0ODw$",
             "$AAECAwQFBgcICQoLDA0ODw$AAECAwQFBgcICQoLDA0ODw$AAAA",
             "$AAECAwQFBgcICQoLDA0ODw==$AAECAwQFBgcICQoLDA0ODw",  // padded
             "$AAECAwQFBgcICQoLDA0ODw$AAECAwQFBgcICQoLDA0ODw==",
             "$AAECAwQFBgcICQoLDA0ODx$AAECAwQFBgcICQoLDA0ODw",  // bits beyond the last byte
             "$AAECAwQFBgcICQoLDA0ODwA$AAECAwQFBgcICQoLDA0ODx",
             "$AAECAwQFBgcICQoLDA0OD$AAECAwQFBgcICQoLDA0ODw",   // no whole number of bytes
             "$AAECAwQFBgcICQoLDA0O_w$AAECAwQFBgcICQoLDA0ODw",  // another alphabet
             "$AAECAwQFBgcICQoLDA0O.w$AAECAwQFBgcICQoLDA0ODw",
             "$AAECAwQFBgcI CQoLDA0OD$AAECAwQFBgcICQoLDA0ODw",
             "$AAECAwQFBgcICQoLDA0ODw$AAECAwQFBgcICQoLDA0ODw\n",
         }) {
        CAPTURE(rest);
        CHECK_FALSE(read_phc(with("m=19456,t=2,p=1", rest)));
    }
    const std::string good(golden);
    for (const char* const start : {
             "$argon2i$v=19$",
             "$argon2d$v=19$",
             "$argon2ID$v=19$",
             "$argon2id$v=16$",
             "$argon2id$v=20$",
             "$argon2id$v=019$",
             "$argon2id$",
             "argon2id$v=19$",
             " $argon2id$v=19$",
             "$$argon2id$v=19$",
             "$2b$12$",
         }) {
        CAPTURE(start);
        CHECK_FALSE(read_phc(start + good.substr(std::string("$argon2id$v=19$").size())));
    }
    CHECK_FALSE(read_phc(good + std::string(1, '\0')));
    CHECK_FALSE(read_phc(good + std::string(100'000, 'A')));
    CHECK_FALSE(read_phc(""));
}

TEST_CASE("no beginning of a hash is a hash, and no single changed character goes unseen") {
    const std::string good(golden);
    // The shortest tag is 16 bytes, so the last ten or so prefixes may be hashes with shorter tags; they are
    // others.
    for (std::size_t n = 0; n < good.size(); ++n) {
        const auto hash = read_phc(std::string_view(good).substr(0, n));
        if (hash) CHECK(hash->tag.size() < 32);
    }
    const PhcHash original = *read_phc(good);
    for (std::size_t at = 0; at < good.size(); ++at) {
        std::string changed = good;
        changed[at] = changed[at] == 'x' ? 'y' : 'x';
        const auto hash = read_phc(changed);
        if (hash) CHECK_FALSE(*hash == original);
    }
}
