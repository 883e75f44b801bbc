// Signed and encrypted tokens as the standards show them, and what is cut off of them.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "adapters/openid/jose.hpp"
#include "support/openid_provider.hpp"

using namespace uag;
using namespace uag::test;

namespace {

const std::string claims = "{\"iss\":\"joe\",\r\n \"exp\":1300819380,\r\n \"http://example.com/is_root\":true}";
const std::string claims_part =
    "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";

struct Example {
    std::string section;
    std::string jwk;
    std::string header;
    std::string signature;
};

// RFC 7515, appendix A: the two algorithms that we take.
const std::vector<Example> examples{
    {"A.2",
     R"({"kty":"RSA","alg":"RS256","e":"AQAB","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-)"
     R"(Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpa)"
     R"(SHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK)"
     R"(-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ"})",
     "eyJhbGciOiJSUzI1NiJ9",
     "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7"
     "t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12"
     "jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUP"
     "QGe77Rw"},
    {"A.3",
     R"({"kty":"EC","crv":"P-256","alg":"ES256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",)"
     R"("y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"})",
     "eyJhbGciOiJFUzI1NiJ9", "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"}};

std::vector<std::string> parts_of(const std::string& token) {
    std::vector<std::string> parts(1);
    for (const char c : token) {
        if (c == '.')
            parts.emplace_back();
        else
            parts.back() += c;
    }
    return parts;
}

std::string joined(const std::vector<std::string>& parts) {
    std::string token = parts.front();
    for (std::size_t i = 1; i < parts.size(); ++i) token += "." + parts[i];
    return token;
}

}  // namespace

TEST_CASE("what RFC 7515 signs is verified under its key and no other") {
    for (const Example& example : examples) {
        CAPTURE(example.section);
        const auto keys = openid::KeySet::parse("{\"keys\":[" + example.jwk + "]}");
        REQUIRE(keys.has_value());
        const std::string jws = example.header + "." + claims_part + "." + example.signature;
        const auto payload = keys->verify(jws);
        REQUIRE(payload.has_value());
        CHECK(payload->reveal() == claims);
        for (const Example& other : examples) {
            if (other.section == example.section) continue;
            CHECK_FALSE(keys->verify(other.header + "." + claims_part + "." + other.signature).has_value());
            CHECK_FALSE(keys->verify(other.header + "." + claims_part + "." + example.signature).has_value());
        }
        for (std::size_t kept = 0; kept < example.signature.size(); kept += 5)
            CHECK_FALSE(keys->verify(jws.substr(0, jws.size() - example.signature.size() + kept)).has_value());
    }
}

// RFC 7515 4.1.1, RFC 8725 3.1: no signature proves nothing, and a public key is no shared secret.
TEST_CASE("a token that names no algorithm of ours is nobody's") {
    for (const Example& example : examples) {
        const auto keys = openid::KeySet::parse("{\"keys\":[" + example.jwk + "]}");
        REQUIRE(keys.has_value());
        for (const char* header :
             {R"({"alg":"none"})", R"({"alg":"HS256"})", R"({"alg":"PS256"})", R"({"typ":"JWT"})", "{}"}) {
            CAPTURE(header);
            const std::string start = openid::base64url_encode(header) + "." + claims_part + ".";
            CHECK_FALSE(keys->verify(start).has_value());
            CHECK_FALSE(keys->verify(start + example.signature).has_value());
        }
    }
}

// RFC 7518 5.3: the tag has 128 bits; fewer could be guessed.
TEST_CASE("an encrypted token is not opened with a part of its tag, nonce or key") {
    const TestKey own = make_rsa_key();
    const auto key = openid::Decryption::from_pem(Secret(private_pem(own.get())));
    REQUIRE(key.has_value());
    const std::vector<std::string> good = parts_of(encrypt_jwe(own.get(), "the token"));
    REQUIRE(good.size() == 5);
    REQUIRE(key->open(joined(good)).has_value());
    for (const std::size_t part : {std::size_t{1}, std::size_t{2}, std::size_t{4}}) {
        const std::string whole = *openid::base64url_decode(good[part]);
        for (std::size_t kept = 0; kept < whole.size(); ++kept) {
            std::vector<std::string> shortened = good;
            shortened[part] = openid::base64url_encode(whole.substr(0, kept));
            CAPTURE(part);
            CAPTURE(kept);
            CHECK_FALSE(key->open(joined(shortened)).has_value());
        }
        std::vector<std::string> longer = good;
        longer[part] = openid::base64url_encode(whole + '\0');
        CHECK_FALSE(key->open(joined(longer)).has_value());
    }
    // RFC 7518 4.3: RSA-OAEP with SHA-1 is another algorithm.
    CHECK_FALSE(key->open(encrypt_jwe(own.get(), "x", "RSA-OAEP")).has_value());
}
