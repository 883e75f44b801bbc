// Tokens that were encrypted for this service.
#include <doctest/doctest.h>

#include "adapters/openid/jose.hpp"
#include "support/openid_provider.hpp"

using namespace uag;
using namespace uag::test;

TEST_CASE("tokens are decrypted with the key of this service and no other") {
    const TestKey own = make_rsa_key();
    const auto key = openid::Decryption::from_pem(Secret(private_pem(own.get())));
    REQUIRE(key.has_value());
    const auto open = [&](const std::string& token) { return key->open(token); };
    const std::string good = encrypt_jwe(own.get(), "the token");
    REQUIRE(open(good).has_value());
    CHECK(open(good)->reveal() == "the token");
    CHECK(open(encrypt_jwe(own.get(), ""))->reveal().empty());
    const TestKey other = make_rsa_key();
    CHECK_FALSE(open(encrypt_jwe(other.get(), "x")).has_value());
    CHECK_FALSE(open(encrypt_jwe(own.get(), "x", "RSA1_5")).has_value());
    for (const char* bad : {"", ".", "....", "a.b.c.d.e", "a.b.c.d.e.f"}) CHECK_FALSE(open(bad).has_value());
    for (std::size_t i = 0; i < good.size(); i += 7) {
        std::string changed = good;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        const auto opened = open(changed);
        REQUIRE_FALSE(opened.has_value());
        CHECK(opened.error().code == errc::invalid_argument);
        CHECK(opened.error().public_text.english() == "The token cannot be decrypted with the key of this service.");
    }
}
