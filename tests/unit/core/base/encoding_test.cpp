// Base64, hexadecimal and SHA-256 against their published vectors, and what a strict reader refuses.
#include "core/base/encoding.hpp"

#include <doctest/doctest.h>

#include <string>
#include <thread>
#include <vector>

using namespace uag;

namespace {

std::string hex_of(const Digest& digest) { return hex_encode(digest); }

}  // namespace

TEST_CASE("base64: the vectors of RFC 4648 section 10") {
    struct Row {
        const char* bytes;
        const char* text;
    };
    for (const Row& row : {Row{"", ""}, Row{"f", "Zg=="}, Row{"fo", "Zm8="}, Row{"foo", "Zm9v"},
                           Row{"foob", "Zm9vYg=="}, Row{"fooba", "Zm9vYmE="}, Row{"foobar", "Zm9vYmFy"}}) {
        CHECK(base64_encode(row.bytes) == row.text);
        CHECK(base64_decode(row.text) == row.bytes);
    }
    CHECK(base64_encode("\xfb\xff\xbf") == "+/+/");
    CHECK(base64_decode("+/+/") == "\xfb\xff\xbf");
}

TEST_CASE("base64: all bytes at all lengths come back") {
    std::string bytes;
    for (int i = 0; i < 600; ++i) {
        const auto back = base64_decode(base64_encode(bytes));
        REQUIRE(back.has_value());
        REQUIRE(*back == bytes);
        bytes += static_cast<char>(i * 7);
    }
}

TEST_CASE("base64: only the canonical text is read") {
    for (const char* const text : {
             "Z",
             "Zg",
             "Zg=",
             "Zm8",
             "Zm9vY",
             "=",
             "==",
             "===",
             "====",
             "Z===",
             "Zg==Zg==",
             "Zg==\n",
             "Zm9v ",
             " Zm9v",
             "Zm\n9",
             "Zm9-",
             "Zm9_",
             "Zh==",
             "Zm9=",
             "Zn9=",
             "Zg=g",
             "=g==",
             "Z=g=",
             "Zm9v====",
             "\xc3\xa5"
             "a=",
         }) {
        CAPTURE(text);
        CHECK_FALSE(base64_decode(text).has_value());
    }
    CHECK_FALSE(base64_decode(std::string_view("Zm9\0", 4)).has_value());
    // Every one of the 64 last characters before "==": only four have no bits beyond the byte.
    int good = 0;
    for (int c = 0; c < 256; ++c) {
        const std::string text{'Z', static_cast<char>(c), '=', '='};
        if (base64_decode(text)) ++good;
    }
    CHECK(good == 4);
}

TEST_CASE("hexadecimal is lower case") {
    std::vector<std::byte> bytes{std::byte{0x00}, std::byte{0x0f}, std::byte{0xA5}, std::byte{0xff}};
    CHECK(hex_encode(bytes) == "000fa5ff");
    CHECK(hex_encode({}) == "");
}

TEST_CASE("SHA-256: the examples of FIPS 180-4") {
    CHECK(hex_of(sha256("")) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(hex_of(sha256("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(hex_of(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")) ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    CHECK(hex_of(sha256(std::string(1'000'000, 'a'))) ==
          "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("HMAC-SHA-256: the test cases of RFC 4231, and no key") {
    CHECK(hex_of(hmac_sha256(std::string(20, '\x0b'), "Hi There")) ==
          "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    CHECK(hex_of(hmac_sha256("Jefe", "what do ya want for nothing?")) ==
          "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    CHECK(hex_of(hmac_sha256(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First")) ==
          "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
    CHECK(hex_of(hmac_sha256({}, {})) == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

TEST_CASE("SHA-256 works on every thread") {
    std::vector<std::string> found(4);
    std::vector<std::thread> threads;
    for (std::string& text : found) {
        const auto work = [&text] {
            for (int i = 0; i < 100; ++i) text = hex_of(sha256("abc"));
        };
        threads.emplace_back(work);
    }
    for (std::thread& thread : threads) thread.join();
    for (const std::string& text : found)
        CHECK(text == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("bytes as text and back") {
    const Digest digest = sha256("abc");
    CHECK(as_text(digest).size() == 32);
    CHECK(static_cast<unsigned char>(as_text(digest)[0]) == 0xba);
}
