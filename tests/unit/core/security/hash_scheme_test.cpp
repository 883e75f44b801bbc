// Hashes that other programs made, with the test vectors of those who made the schemes.
#include "core/security/hash_scheme.hpp"

#include <crypt.h>
#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "core/base/encoding.hpp"

using namespace uag;

namespace {

std::string from_hex(std::string_view digits) {
    std::string bytes;
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2)
        bytes += static_cast<char>(std::stoi(std::string(digits.substr(i, 2)), nullptr, 16));
    return bytes;
}

std::string unpadded(std::string_view bytes) {
    const std::string text = base64_encode(bytes);
    return text.substr(0, text.find('='));
}

std::string with_bytes(std::string_view start, std::string_view salt, std::string_view tag_digits) {
    return std::string(start) + unpadded(salt) + '$' + unpadded(from_hex(tag_digits));
}

struct Vector {
    std::string hash;
    std::string password;
    HashScheme scheme;
};

std::vector<Vector> vectors() {
    using enum HashScheme;
    return {
        // Openwall's crypt_blowfish 1.3 (wrapper.c).
        {"$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", "U*U", bcrypt},
        {"$2a$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK", "U*U*", bcrypt},
        {"$2a$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a", "U*U*U", bcrypt},
        {"$2a$05$CCCCCCCCCCCCCCCCCCCCC.7uG0VCzI2bS7j6ymqJi9CdcdxiRTWNy", "", bcrypt},
        {"$2a$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui",
         "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789chars after 72 are ignored", bcrypt},
        {"$2b$05$/OK.fbVrR/bpIqNJ5ianF.Sa7shbm4.OzKpvFnX1pQLmQW96oUlCq", "\xa3", bcrypt},
        {"$2y$05$/OK.fbVrR/bpIqNJ5ianF.Sa7shbm4.OzKpvFnX1pQLmQW96oUlCq", "\xa3", bcrypt},
        // The same salt with bits set that belong to no byte, as some programs leave them.
        {"$2b$05$CCCCCCCCCCCCCCCCCCCCC/E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", "U*U", bcrypt},
        // RFC 7914 section 12, in both spellings.
        {with_bytes("$scrypt$ln=10,r=8,p=16$", "NaCl",
                    "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830da"
                    "c727afb94a83ee6d8360cbdfa2cc0640"),
         "password", scrypt},
        {with_bytes("$scrypt$ln=14,r=8,p=1$", "SodiumChloride",
                    "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9"
                    "e61e85dc0d651e40dfcf017b45575887"),
         "pleaseletmein", scrypt},
        {"$7$C6..../....SodiumChloride$kBGj9fHznVYFQMEn/qDCfrDevf9YDtcDdKvEqHJLV8D", "pleaseletmein", scrypt},
        // RFC 6070, but for its vectors of 16,777,216 iterations, of 25 bytes, and with U+0000 in the password.
        {with_bytes("$pbkdf2$i=1$", "salt", "0c60c80f961f0e71f3a9b524af6012062fe037a6"), "password", pbkdf2_sha1},
        {with_bytes("$pbkdf2-sha1$i=2,l=20$", "salt", "ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957"), "password",
         pbkdf2_sha1},
        {with_bytes("$pbkdf2$i=4096$", "salt", "4b007901b765489abead49d926f721d065a429c1"), "password", pbkdf2_sha1},
        // RFC 7914 section 11; of the first the half that one digest is.
        {with_bytes("$pbkdf2-sha256$i=1$", "salt", "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"),
         "passwd", pbkdf2_sha256},
        {with_bytes("$pbkdf2-sha256$i=80000,l=32$", "NaCl",
                    "4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56"),
         "Password", pbkdf2_sha256},
        // passlib's documentation.
        {"$pbkdf2-sha256$29000$N2YMIWQsBWBMae09x1jrPQ$1t8iyB2A.WF/Z5JZv.lfCIhXXN33N23OSgQYThBYRfk", "toomanysecrets",
         pbkdf2_sha256},
        // Widely published as RFC 6070's first in SHA-512.
        {with_bytes("$pbkdf2-sha512$i=1$", "salt",
                    "867f70cf1ade02cff3752599a3a53dc4af34c7a669815ae5d513554e1c8cf252c02d470a285a0501bad999bfe943c08f"
                    "050235d7d68b1da55e63f73b60a57fce"),
         "password", pbkdf2_sha512},
        // Drepper, "Unix crypt using SHA-256 and SHA-512".
        {"$5$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5", "Hello world!", sha256crypt},
        {"$5$rounds=10000$saltstringsaltst$3xv.VbSHBb41AL9AvLeujZkZRBAwqFMz2.opqey6IcA", "Hello world!", sha256crypt},
        {"$5$rounds=5000$toolongsaltstrin$Un/5jzAHMgOGZ5.mWJpuVolil07guHPvOW8mGRcvxa5", "This is just a test",
         sha256crypt},
        {"$5$rounds=1400$anotherlongsalts$Rx.j8H.h8HjEDGomFU8bDkXm3XIUnzyxf12oP84Bnq1",
         "a very much longer text to encrypt.  This one even stretches over morethan one line.", sha256crypt},
        {"$5$rounds=77777$short$JiO1O3ZpDAxGJeaDIuqCoEFysAe1mZNJRs3pw0KQRd/",
         "we have a short salt string but not a short password", sha256crypt},
        {"$5$rounds=1000$roundstoolow$yfvwcWrQ8l/K0DAWyuPMDNHpIVlTQebY9l/gL972bIC",
         "the minimum number is still observed", sha256crypt},
        {"$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1",
         "Hello world!", sha512crypt},
        {"$6$rounds=10000$saltstringsaltst$OW1/"
         "O6BYHV6BcXZu8QVeXbDWra3Oeqh0sbHbbMCVNSnCM/UrjmM0Dp8vOuZeHBy/YTBmSK6H9qs/y3RnOaw5v.",
         "Hello world!", sha512crypt},
        {"$6$rounds=5000$toolongsaltstrin$lQ8jolhgVRVhY4b5pZKaysCLi0QBxGoNeKQzQ3glMhwllF7oGDZxUhx1yxdYcz/"
         "e1JSbq3y6JMxxl8audkUEm0",
         "This is just a test", sha512crypt},
        {"$6$rounds=77777$short$WuQyW2YR.hBNpjjRhpYD/"
         "ifIw05xdfeEyQoMxIXbkvr0gge1a1x3yRULJ5CCaUeOxFmtlcGZelFl5CxtgfiAc0",
         "we have a short salt string but not a short password", sha512crypt},
        // Dovecot's tests of password schemes.
        {"{SSHA}JFZFs0oHzxbMwkSJmYVeI8MnTDy/276a", "test123", salted_sha1},
        {"{ssha}JFZFs0oHzxbMwkSJmYVeI8MnTDy/276a", "test123", salted_sha1},
        {"{SSHA256}czO44OTV17PcF1cRxWrLZLy9xHd7CWyVYplr1rOhuMlx/7IK", "test123", salted_sha256},
    };
}

std::string refusal_of(std::string_view text) {
    const Result<ForeignHash> read = read_foreign_hash(text);
    return read.has_value() ? std::string() : read.error().public_text.english();
}

}  // namespace

TEST_CASE("published hashes are their passwords' and no others'") {
    for (const Vector& each : vectors()) {
        CAPTURE(each.hash);
        const Result<ForeignHash> read = read_foreign_hash(each.hash);
        REQUIRE(read.has_value());
        CHECK(read->scheme == each.scheme);
        CHECK(matches(*read, each.password));
        // bcrypt looks at 72 bytes.
        CHECK(matches(*read, each.password + "x") == (each.password.size() >= 72 && each.scheme == HashScheme::bcrypt));
        CHECK_FALSE(matches(*read, "x" + each.password));
    }
}

TEST_CASE("a scrypt hash in crypt's spelling is what libcrypt makes of it") {
    const std::string setting = "$7$5/..../....quiet.lantern";
    std::string scratch(sizeof(crypt_data), '\0');
    const char* const made =
        crypt_rn("quiet-lantern-41", setting.c_str(), scratch.data(), static_cast<int>(scratch.size()));
    REQUIRE(made != nullptr);
    const Result<ForeignHash> read = read_foreign_hash(made);
    REQUIRE(read.has_value());
    CHECK(read->cost == SchemeCost{128, 7, 1});
    CHECK(matches(*read, "quiet-lantern-41"));
    CHECK_FALSE(matches(*read, "quiet-lantern-42"));
}

TEST_CASE("passwords that crypt(3) cannot take match nothing, and stop nothing") {
    const ForeignHash hash =
        *read_foreign_hash("$5$rounds=1000$roundstoolow$yfvwcWrQ8l/K0DAWyuPMDNHpIVlTQebY9l/gL972bIC");
    CHECK_FALSE(matches(hash, std::string(511, 'x')));
    CHECK_FALSE(matches(hash, std::string(512, 'x')));
    CHECK_FALSE(matches(hash, std::string(2000, 'x')));
    CHECK_FALSE(matches(hash, std::string_view("the minimum number is still observed\0", 37)));
    spend(HashScheme::sha256crypt, {1000}, std::string(2000, 'x'));
}

TEST_CASE("every hash is refused that is cut off, longer, or has a character changed for one that cannot stand there") {
    for (const Vector& each : vectors()) {
        CAPTURE(each.hash);
        const std::string name(name_of(each.scheme));
        for (std::size_t n = each.hash.find_first_of("$}", 1) + 1; n < each.hash.size(); ++n) {
            const Result<ForeignHash> read = read_foreign_hash(std::string_view(each.hash).substr(0, n));
            // A shorter tag of bytes is still one, of 16 bytes and more, and so is a shorter salt behind it.
            if (!read.has_value()) continue;
            CHECK(read->tag.size() >= 16);
            CHECK_FALSE(read->salt.empty());
            CHECK(each.scheme != HashScheme::bcrypt);
            CHECK(each.scheme != HashScheme::sha256crypt);
            CHECK(each.scheme != HashScheme::sha512crypt);
        }
        CHECK(refusal_of(each.hash + "!").starts_with("is no " + name + " hash ("));
        CHECK(refusal_of(each.hash + std::string(1, '\0')).starts_with("is no " + name + " hash ("));
        CHECK(refusal_of(each.hash + std::string(1000, 'A')).starts_with("is no " + name + " hash ("));
        CHECK_FALSE(read_foreign_hash(" " + each.hash).has_value());
        CHECK_FALSE(read_foreign_hash(each.hash + "\n").has_value());
    }
}

TEST_CASE("malformed hashes say what their scheme looks like") {
    const std::string tag32 = unpadded(std::string(32, 't'));
    const std::string crypt43(42, '.');
    for (const auto& [text, name] : std::vector<std::pair<std::string, std::string>>{
             {"$2b$3$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", "bcrypt"},
             {"$2b$03$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", "bcrypt"},
             {"$2b$32$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", "bcrypt"},
             {"$2b$0a$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", "bcrypt"},
             {"$2b$05$CCCCCCCCCCCCCCCCCCCC+.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", "bcrypt"},
             {"$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeX", "bcrypt"},
             {"$scrypt$ln=0,r=8,p=1$c2FsdA$" + tag32, "scrypt"},
             {"$scrypt$ln=014,r=8,p=1$c2FsdA$" + tag32, "scrypt"},
             {"$scrypt$ln=16,r=1,p=1$c2FsdA$" + tag32, "scrypt"},  // N is not below 2^(16 * r)
             {"$scrypt$ln=14,r=8$c2FsdA$" + tag32, "scrypt"},
             {"$scrypt$ln=14,p=1,r=8$c2FsdA$" + tag32, "scrypt"},
             {"$scrypt$ln=14,r=8,p=1$$" + tag32, "scrypt"},
             {"$scrypt$ln=14,r=8,p=1$c2FsdA==$" + tag32, "scrypt"},
             {"$scrypt$ln=14,r=8,p=1$c2FsdA$dGFn", "scrypt"},
             {"$scrypt$ln=99999999999,r=8,p=1$c2FsdA$" + tag32, "scrypt"},
             {"$7$C6..../....$kBGj9fHznVYFQMEn/qDCfrDevf9YDtcDdKvEqHJLV8D", "scrypt"},
             {"$7$C6..../...", "scrypt"},
             {"$7$C6..../....salt$kBGj9fHznVYFQMEn/qDCfrDevf9YDtcDdKvEqHJLV8z", "scrypt"},
             {"$pbkdf2-sha256$0$c2FsdA$" + tag32, "pbkdf2-sha256"},
             {"$pbkdf2-sha256$i=-1$c2FsdA$" + tag32, "pbkdf2-sha256"},
             {"$pbkdf2-sha256$i=10,l=31$c2FsdA$" + tag32, "pbkdf2-sha256"},
             {"$pbkdf2-sha256$l=32,i=10$c2FsdA$" + tag32, "pbkdf2-sha256"},
             {"$pbkdf2-sha256$i=10$c2FsdA$" + unpadded(std::string(33, 't')), "pbkdf2-sha256"},
             {"$pbkdf2-sha256$10$c2Fs+A$" + tag32, "pbkdf2-sha256"},
             {"$pbkdf2-sha256$i=10$c2Fs.A$" + tag32, "pbkdf2-sha256"},
             {"$pbkdf2$i=10$c2FsdA$" + tag32, "pbkdf2-sha1"},
             {"$5$rounds=999$salt$" + crypt43 + ".", "sha256crypt"},
             {"$5$rounds=1000000000$salt$" + crypt43 + ".", "sha256crypt"},
             {"$5$rounds=05000$salt$" + crypt43 + ".", "sha256crypt"},
             {"$5$$" + crypt43 + ".", "sha256crypt"},
             {"$5$salt:$" + crypt43 + ".", "sha256crypt"},
             {"$5$seventeenletters1$" + crypt43 + ".", "sha256crypt"},
             {"$5$salt$" + crypt43 + "E", "sha256crypt"},  // has a bit of no byte
             {"$6$salt$" + crypt43 + ".", "sha512crypt"},
             {"{SSHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=", "{SSHA}"},  // no salt behind the digest
             {"{SSHA}JFZFs0oHzxbMwkSJmYVeI8MnTDy/276", "{SSHA}"},
             {"{SSHA256}", "{SSHA256}"},
         }) {
        CAPTURE(text);
        CHECK(refusal_of(text).starts_with("is no " + name + " hash ("));
    }
}

TEST_CASE("what is dearer than a second or 256 MiB is refused, and what is not is taken") {
    const std::string tag32 = "$c2FsdA$" + unpadded(std::string(32, 't'));
    const std::string tag20 = "$c2FsdA$" + unpadded(std::string(20, 't'));
    const std::string bcrypt_rest = "$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";
    const std::string crypt43 = "$salt$" + std::string(43, '.');
    const std::string crypt86 = "$salt$" + std::string(86, '.');
    struct Bound {
        std::string most, more, words;
    };
    for (const Bound& bound : std::vector<Bound>{
             {"$2b$14" + bcrypt_rest, "$2b$15" + bcrypt_rest, "bcrypt that is at most a cost of 14"},
             {"$scrypt$ln=18,r=8,p=1" + tag32, "$scrypt$ln=19,r=8,p=1" + tag32,
              "scrypt that is at most 2^ln * r * p of 2097152, which is 256 MiB"},
             {"$scrypt$ln=14,r=8,p=16" + tag32, "$scrypt$ln=14,r=8,p=17" + tag32, "scrypt that is at most"},
             {"$scrypt$ln=1,r=32768,p=32" + tag32, "$scrypt$ln=63,r=4294967295,p=9999999999" + tag32,
              "scrypt that is at most"},
             {"$pbkdf2$i=1500000" + tag20, "$pbkdf2$1500001" + tag20, "pbkdf2-sha1 that is at most 1500000 iterations"},
             {"$pbkdf2-sha256$1000000" + tag32, "$pbkdf2-sha256$i=9999999999" + tag32,
              "pbkdf2-sha256 that is at most 1000000 iterations"},
             {"$pbkdf2-sha512$500000" + tag32, "$pbkdf2-sha512$i=500001" + tag32,
              "pbkdf2-sha512 that is at most 500000 iterations"},
             {"$5$rounds=1000000" + crypt43, "$5$rounds=1000001" + crypt43,
              "sha256crypt that is at most 1000000 rounds"},
             {"$6$rounds=1000000" + crypt86, "$6$rounds=999999999" + crypt86,
              "sha512crypt that is at most 1000000 rounds"},
         }) {
        CAPTURE(bound.most);
        CHECK(refusal_of(bound.most).empty());
        CHECK(refusal_of(bound.more).starts_with("costs more than this service spends on a log-in; of " + bound.words));
    }
}

TEST_CASE("what is of no scheme says which there are, and what has no salt that") {
    const std::string all =
        "is no hash that this service checks: argon2id, bcrypt, scrypt, pbkdf2-sha1, pbkdf2-sha256, pbkdf2-sha512, "
        "sha256crypt, sha512crypt, {SSHA} or {SSHA256}";
    for (const char* const text : {"", "hunter2", "$1$saltstri$YMyguxXMBpd2TEZ.vS/3q1", "$y$j9T$abc$def", "$2x$05$CC",
                                   "$2$05$CC", "{SSHA512}AAAA", "$", "$$", "pbkdf2_sha256$260000$salt$hash"})
        CHECK(refusal_of(text) == all);
    for (const char* const text :
         {"{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=", "{sha256}XohImNooBHFR0OVvjcYpJ3NgPQ1qq73WKhHvch0VQtg=",
          "{MD5}X03MO1qnZdYdgyfeuILPmQ=="})
        CHECK(refusal_of(text).starts_with("has no salt"));
    CHECK(refusal_of("{CRYPT}$6$salt$hash") == "is to be what stands behind {CRYPT}");
}

TEST_CASE("what makes up for a cheap hash is the difference, to what its scheme can spend at least") {
    struct Gap {
        HashScheme scheme;
        SchemeCost spent, whole;
        std::uint64_t least;  // below which nothing can be spent
    };
    using enum HashScheme;
    for (const Gap& gap : std::vector<Gap>{
             {bcrypt, {}, {1U << 12}, 1},
             {bcrypt, {1U << 5}, {1U << 12}, 1},
             {bcrypt, {1U << 12}, {1U << 12}, 1},
             {scrypt, {}, {1U << 17, 14, 8}, 1},
             {scrypt, {1024 * 8 * 16, 10, 8}, {1U << 20, 17, 8}, 1},
             {scrypt, {128, 7, 1}, {1U << 17, 14, 8}, 16},
             {scrypt, {1000, 2, 3}, {3 * 4096, 12, 3}, 6},
             {pbkdf2_sha256, {}, {29696}, 1},
             {pbkdf2_sha1, {29000}, {29001}, 1},
             {sha512crypt, {}, {5120}, 1},
             {sha512crypt, {4121}, {5120}, 1000},
             {sha256crypt, {4120}, {5120}, 1},
             {salted_sha1, {}, {1}, 1},
             {salted_sha1, {1}, {1}, 1},
         }) {
        CAPTURE(name_of(gap.scheme));
        CAPTURE(gap.spent.units);
        std::uint64_t units = gap.spent.units;
        for (const SchemeCost& piece : makeup_for(gap.scheme, gap.spent, gap.whole)) {
            CHECK(piece.units <= gap.whole.units);
            units += piece.units;
            spend(gap.scheme, piece, "quiet-lantern-41");
        }
        CHECK(units <= gap.whole.units);
        CHECK(units + gap.least > gap.whole.units);
    }
}

TEST_CASE("what is spent in vain goes through the library that the hash goes through") {
    // A setting that libcrypt does not take, or a cost that OpenSSL does not, is an error and not a free log-in.
    CHECK_THROWS(spend(HashScheme::bcrypt, {1U << 3}, "x"));
    CHECK_THROWS(spend(HashScheme::sha512crypt, {999}, "x"));
    CHECK_THROWS(spend(HashScheme::scrypt, {std::uint64_t{1} << 33, 30, 8}, "x"));
}

TEST_CASE("costs come back from their texts, rounded up a little") {
    const auto text_of = [](std::string_view hash) { return scheme_cost_text(*read_foreign_hash(hash)); };
    const std::string tag32 = "$c2FsdA$" + unpadded(std::string(32, 't'));
    CHECK(text_of("$2b$12$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW") == "bcrypt 4096");
    CHECK(text_of("$scrypt$ln=14,r=8,p=1" + tag32) == "scrypt 131072 14 8");
    CHECK(text_of("$pbkdf2-sha256$29000" + tag32) == "pbkdf2-sha256 29696");
    CHECK(text_of("$pbkdf2-sha256$29001" + tag32) == "pbkdf2-sha256 29696");
    CHECK(text_of("$5$salt$" + std::string(43, '.')) == "sha256crypt 5120");
    CHECK(text_of("{SSHA}JFZFs0oHzxbMwkSJmYVeI8MnTDy/276a") == "{SSHA} 1");
    for (const Vector& each : vectors()) {
        CAPTURE(each.hash);
        const ForeignHash hash = *read_foreign_hash(each.hash);
        const std::optional<NamedCost> back = read_scheme_cost(scheme_cost_text(hash));
        REQUIRE(back.has_value());
        CHECK(back->scheme == hash.scheme);
        CHECK(back->cost.units >= hash.cost.units);
        CHECK(back->cost.units <= hash.cost.units + hash.cost.units / 16);
        CHECK(back->cost.log2_n == hash.cost.log2_n);
        CHECK(back->cost.block == hash.cost.block);
    }
    // The dearest that may be stored can be read, dearer ones not.
    CHECK(read_scheme_cost("sha512crypt 1015808").has_value());
    for (const char* const text :
         {"", "bcrypt", "bcrypt 0", "bcrypt 4096 1", "bcrypt 4096 ", "bcrypt 32768", "bcrypt x", "sha512crypt 1048576",
          "scrypt 131072", "scrypt 131072 14", "scrypt 131072 0 8", "scrypt 131072 14 0", "scrypt 131072 18 8",
          "scrypt 131072 40 8", "argon2id 1", "x 1"})
        CHECK_FALSE(read_scheme_cost(text).has_value());
}
