// The OpenID adapter against a provider of the tests' own, over real TLS: what it takes, and everything that
// it must not.
#include "adapters/openid/provider.hpp"

#include <doctest/doctest.h>

#include <boost/asio/co_spawn.hpp>
#include <chrono>
#include <optional>

#include "adapters/openid/jose.hpp"
#include "core/base/encoding.hpp"
#include "support/manual_clock.hpp"
#include "support/openid_provider.hpp"
#include "support/run_task.hpp"
#include "support/seeded_random.hpp"
#include "support/temp_dir.hpp"
#include "support/texts.hpp"

using namespace uag;
using namespace uag::test;

namespace {

constexpr std::int64_t now_seconds = 1'767'225'600;  // the manual clock's

EVP_PKEY* rsa() {
    static const TestKey key = make_rsa_key();
    return key.get();
}

struct ProviderRig {
    explicit ProviderRig(const std::string& host = "127.0.0.1") : server(host) {
        settings.name = "Example ID";
        settings.issuer = server.issuer();
        settings.client_id = "crm";
        settings.client_secret = Secret(std::string_view("p:ss w/rd"));
        settings.ca_file = folder.write("ca.pem", server.authority_pem());
        server.on("/jwks", OpenIdReply{200, "{\"keys\":[" + jwk_of(rsa(), "k1") + "]}"});
        gives(sign_jws(rsa(), "k1", claims()));
    }

    /// What an ID token says; a member replaces the usual one or, if it is empty, takes it out.
    std::string claims(std::initializer_list<std::pair<std::string, std::string>> changes = {}) const {
        std::vector<std::pair<std::string, std::string>> members{{"iss", '"' + server.issuer() + '"'},
                                                                 {"sub", "\"kim\""},
                                                                 {"aud", "\"crm\""},
                                                                 {"exp", std::to_string(now_seconds + 300)},
                                                                 {"iat", std::to_string(now_seconds)},
                                                                 {"nonce", "\"n-0S6\""}};
        for (const auto& [name, value] : changes) {
            std::erase_if(members, [&](const auto& each) { return each.first == name; });
            if (!value.empty()) members.emplace_back(name, value);
        }
        std::string text;
        for (const auto& [name, value] : members) text += (text.empty() ? "{\"" : ",\"") + name + "\":" + value;
        return text + "}";
    }
    void gives(const std::string& id_token) {
        server.on("/token",
                  OpenIdReply{200,
                              "{\"access_token\":\"at-1\",\"token_type\":\"bearer\",\"refresh_token\":\"rt-1\","
                              "\"expires_in\":3600,\"id_token\":\"" +
                                  id_token + "\"}"});
    }

    OpenIdProvider& provider() {
        if (!made) {
            auto opened = make_openid_provider(settings, clock, random);
            REQUIRE(opened.has_value());
            made = std::move(*opened);
        }
        return *made;
    }
    Result<ProviderTokens> exchange(const char* nonce = "n-0S6") {
        CodeExchange code{Secret(std::string_view("good code")), nonce, Secret(std::string_view("verifier~1")),
                          "https://crm.example.com/cb"};
        return run_task(provider().exchange(std::move(code), provider().configured_client()));
    }
    /// Why the exchange failed: the detail for the log; empty if it did not.
    std::string refusal(const char* nonce = "n-0S6") {
        const auto result = exchange(nonce);
        if (result.has_value()) return {};
        CHECK(result.error().detail.find("at-1") == std::string::npos);
        return result.error().detail.empty() ? result.error().public_text.english() : result.error().detail;
    }

    TempDir folder;
    ManualClock clock;
    SeededRandom random;
    OpenIdServer server;
    OpenIdSettings settings;
    std::unique_ptr<OpenIdProvider> made;
};

}  // namespace

TEST_CASE("a code is exchanged with PKCE and the client's authentication, and its claims come back") {
    ProviderRig rig;
    const auto tokens = rig.exchange();
    REQUIRE(tokens.has_value());
    CHECK(tokens->provider == "Example ID");
    CHECK(tokens->access_token.reveal() == "at-1");
    CHECK(tokens->refresh_token.reveal() == "rt-1");
    CHECK(tokens->claims.reveal() == rig.claims());
    const auto requests = rig.server.requests();
    REQUIRE(requests.size() == 3);
    CHECK(requests[0].path == "/.well-known/openid-configuration");
    CHECK(requests[1].method == "POST");
    CHECK(requests[1].body ==
          "grant_type=authorization_code&code=good%20code&redirect_uri=https%3A%2F%2Fcrm.example.com%2Fcb"
          "&code_verifier=verifier%7E1");
    CHECK(requests[1].authorization == "Basic " + base64_encode("crm:p%3Ass%20w%2Frd"));  // RFC 6749 2.3.1
    REQUIRE(rig.exchange().has_value());
    CHECK(rig.server.requests().size() == 4);  // metadata and keys are kept
    rig.clock.advance(std::chrono::hours(2));
    CHECK(rig.refusal() == "ID token: exp is over");
    CHECK(rig.server.count("/jwks") == 2);
}

TEST_CASE("a client authenticates as the provider asks for") {
    ProviderRig rig;
    SUBCASE("in the form") {
        rig.server.on("/.well-known/openid-configuration",
                      OpenIdReply{200, rig.server.discovery(
                                           ",\"token_endpoint_auth_methods_supported\":[\"client_secret_post\"]")});
        REQUIRE(rig.exchange().has_value());
        CHECK(contains(rig.server.requests()[1].body, "&client_id=crm&client_secret=p%3Ass%20w%2Frd"));
    }
    SUBCASE("not at all, as a public client") {
        rig.settings.client_secret = Secret();
        REQUIRE(rig.exchange().has_value());
        CHECK(contains(rig.server.requests()[1].body, "&client_id=crm"));
        CHECK_FALSE(contains(rig.server.requests()[1].body, "client_secret"));
    }
    if (rig.server.requests().size() > 1) CHECK(rig.server.requests()[1].authorization.empty());
}

TEST_CASE("an ID token is taken only from the provider, for this client, this nonce and this time") {
    ProviderRig rig;
    const auto judged = [&](std::initializer_list<std::pair<std::string, std::string>> changes) {
        rig.gives(sign_jws(rsa(), "k1", rig.claims(changes)));
        return rig.refusal();
    };
    CHECK(judged({}) == "");
    CHECK(judged({{"iss", "\"https://evil.example.com\""}}) == "ID token: iss is another provider");
    CHECK(judged({{"iss", ""}}) == "ID token: iss is another provider");
    CHECK(judged({{"aud", "\"other\""}}) == "ID token: aud is another client");
    CHECK(judged({{"aud", ""}}) == "ID token: aud is another client");
    CHECK(judged({{"aud", "[\"other\",\"crm\"]"}}) == "ID token: azp is missing");
    CHECK(judged({{"aud", "[\"other\",\"crm\"]"}, {"azp", "\"crm\""}}) == "");
    CHECK(judged({{"azp", "\"other\""}}) == "ID token: azp is another client");
    CHECK(judged({{"sub", ""}}) == "ID token: sub is missing");
    CHECK(judged({{"exp", std::to_string(now_seconds - 60)}}) == "ID token: exp is over");
    CHECK(judged({{"exp", std::to_string(now_seconds - 59)}}) == "");  // clocks may differ by a minute
    CHECK(judged({{"exp", ""}}) == "ID token: exp is over");
    CHECK(judged({{"exp", "\"never\""}}) == "ID token: exp is over");
    CHECK(judged({{"exp", "1e300"}}) == "ID token: exp is over");
    CHECK(judged({{"exp", "9223372036854775807"}}) == "");
    CHECK(judged({{"exp", "-9223372036854775808"}}) == "ID token: exp is over");
    CHECK(judged({{"iat", "-9223372036854775808"}}) == "");
    CHECK(judged({{"nbf", "-9223372036854775808"}}) == "");
    CHECK(judged({{"nbf", "9223372036854775807"}}) == "ID token: nbf is to come");
    CHECK(judged({{"iat", std::to_string(now_seconds + 61)}}) == "ID token: iat is to come");
    CHECK(judged({{"iat", ""}}) == "ID token: iat is to come");
    CHECK(judged({{"nbf", std::to_string(now_seconds + 61)}}) == "ID token: nbf is to come");
    CHECK(judged({{"at_hash", "\"AAAAAAAAAAAAAAAAAAAAAA\""}}) == "ID token: at_hash is of another access token");
    const Digest hash = sha256("at-1");
    CHECK(judged({{"at_hash", '"' + openid::base64url_encode(as_text(hash).substr(0, 16)) + '"'}}) == "");
    CHECK(judged({{"nonce", "\"other\""}}) == "The ID token was issued for another nonce.");
    CHECK(judged({{"nonce", ""}}) == "The ID token was issued for another nonce.");
    rig.gives(sign_jws(rsa(), "k1", rig.claims()));
    CHECK(rig.refusal("") == "The ID token was issued for another nonce.");
    const auto refused = rig.exchange("x");
    CHECK(refused.error().code == errc::invalid_argument);
    CHECK(refused.error().field == "Nonce");
}

TEST_CASE("a token that the provider's key did not sign is refused") {
    ProviderRig rig;
    const std::string good = sign_jws(rsa(), "k1", rig.claims());
    const auto judged = [&](const std::string& token) {
        rig.gives(token);
        return rig.refusal();
    };
    CHECK(judged(good) == "");
    const TestKey other = make_rsa_key();
    CHECK(judged(sign_jws(other.get(), "k1", rig.claims())) == "JWS: no key of the provider signed it");
    const std::size_t dot = good.rfind('.');
    const std::size_t first = good.find('.');
    CHECK(judged(good.substr(0, dot + 1)) == "JWS: no key of the provider signed it");
    const std::string forged = openid::base64url_encode(rig.claims({{"sub", "\"admin\""}}));
    CHECK(judged(good.substr(0, first + 1) + forged + good.substr(dot)) == "JWS: no key of the provider signed it");
    const std::string none = openid::base64url_encode("{\"alg\":\"none\"}") + good.substr(first, dot - first) + '.';
    CHECK(judged(none) == "JWS: an algorithm that is not taken");
    CHECK(judged(sign_jws(rsa(), "k1", rig.claims(), "HS256")) == "JWS: an algorithm that is not taken");
    CHECK(judged(sign_jws(rsa(), "k1", rig.claims(), "ES256")) == "JWS: no key of the provider signed it");
    CHECK(judged("abc") == "JWS: no compact serialisation");
    CHECK(judged("a.b.c.d") == "JWS: no compact serialisation");
}

TEST_CASE("ES256 and a key that came later are taken; weak and foreign keys are not") {
    ProviderRig rig;
    const TestKey curve = make_p256_key();
    REQUIRE(rig.exchange().has_value());
    rig.server.on(
        "/jwks",
        OpenIdReply{200,
                    "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"},{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}," +
                        jwk_of(rsa(), "k1") + "," + jwk_of(curve.get(), "k2") + "]}"});
    rig.gives(sign_jws(curve.get(), "k2", rig.claims()));
    CHECK(rig.refusal() == "");
    CHECK(rig.server.count("/jwks") == 2);
    rig.server.on("/jwks", OpenIdReply{200, "{\"no\":1}"});
    rig.gives(sign_jws(curve.get(), "k3", rig.claims()));
    CHECK(rig.refusal() == "jwks_uri: no JWKS");
}

TEST_CASE("what the token endpoint refuses is told in general, and a wrong code to whoever sent it") {
    ProviderRig rig;
    rig.server.on("/token", OpenIdReply{400, "{\"error\":\"invalid_grant\",\"error_description\":\"used\"}"});
    const auto refused = rig.exchange();
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == errc::invalid_argument);
    CHECK(refused.error().field == "AuthorizationCode");
    rig.server.on("/token", OpenIdReply{401, "{\"error\":\"invalid_client\"}"});
    CHECK(rig.refusal() == "token_endpoint: status 401 invalid_client");
    CHECK(rig.exchange().error().public_text.english() == "The OpenID provider refused the request.");
    rig.server.on("/token", OpenIdReply{500, "<html>"});
    CHECK(rig.refusal() == "token_endpoint: status 500 ");
    rig.server.on("/token", OpenIdReply{200, "not json"});
    CHECK(rig.refusal() == "token_endpoint: no JSON object");
    rig.server.on("/token", OpenIdReply{200, "{\"access_token\":\"at-1\",\"token_type\":\"Bearer\"}"});
    CHECK(rig.refusal() == "token_endpoint: access_token, id_token or token_type Bearer is missing");
    rig.server.on("/token", OpenIdReply{302, "", rig.server.issuer() + "/elsewhere"});
    CHECK(rig.refusal() == "token_endpoint: status 302 ");
    CHECK(rig.server.count("/elsewhere") == 0);
}

TEST_CASE("metadata of another issuer, or without https, is refused, and asked again the next time") {
    ProviderRig rig;
    const auto with = [&](const std::string& body, int status = 200) {
        rig.server.on("/.well-known/openid-configuration", OpenIdReply{status, body});
        return rig.refusal();
    };
    CHECK(with("", 404) == "discovery: status 404");
    CHECK(with("[]") == "discovery: no JSON object");
    CHECK(with("{\"issuer\":\"https://evil.example.com\"}") == "discovery: issuer is another one");
    CHECK(contains(with("{\"issuer\":\"" + rig.server.issuer() +
                        "\",\"token_endpoint\":\"http://x/\",\"jwks_uri\":\"https://x/\"}"),
                   "is no https URL"));
    CHECK(with(rig.server.discovery()) == "");
}

TEST_CASE("an answer that is too long or does not come ends the call") {
    ProviderRig rig;
    SUBCASE("too long") {
        rig.server.on("/token", OpenIdReply{200, "{\"x\":\"" + std::string(300 * 1024, 'x') + "\"}"});
        CHECK(contains(rig.refusal(), "the answer is too long"));
    }
    SUBCASE("silent") {
        rig.settings.timeout = std::chrono::milliseconds(300);
        rig.server.on("/token", OpenIdReply{200, "", "", true});
        CHECK(contains(rig.refusal(), "Timeout was reached"));
    }
    CHECK(rig.exchange().error().code == errc::server);
    CHECK(rig.exchange().error().public_text.english() == "The OpenID provider cannot be reached.");
}

TEST_CASE("no other authority, host name or protocol is trusted") {
    SUBCASE("another authority") {
        ProviderRig rig;
        const OpenIdServer other;
        rig.settings.ca_file = rig.folder.write("other.pem", other.authority_pem());
        CHECK(contains(rig.refusal(), "SSL"));
        CHECK(rig.server.requests().empty());
    }
    SUBCASE("the system's authorities") {
        ProviderRig rig;
        rig.settings.ca_file = "";
        CHECK(contains(rig.refusal(), "SSL peer certificate"));
    }
    SUBCASE("a certificate for another host") {
        ProviderRig rig("id.example.com");
        CHECK(contains(rig.refusal(), "SSL peer certificate"));
        CHECK(rig.server.requests().empty());
    }
    SUBCASE("no TLS") {
        ProviderRig rig;
        rig.settings.issuer = "http" + rig.server.issuer().substr(5);
        CHECK(contains(rig.refusal(), "protocol"));
    }
    SUBCASE("nobody there") {
        ProviderRig rig;
        rig.settings.issuer = "https://127.0.0.1:1";
        CHECK(contains(rig.refusal(), "connect"));
    }
}

TEST_CASE("a client registers with the initial token and gets its id and secret") {
    ProviderRig rig;
    const auto once = [&] { return run_task(rig.provider().register_client("https://crm.example.com/\"cb\"")); };
    rig.server.on("/register", OpenIdReply{201, "{\"client_id\":\"new-1\",\"client_secret\":\"shh\"}"});
    SUBCASE("allowed") {
        rig.settings.registration = true;
        rig.settings.registration_token = Secret(std::string_view("initial"));
        const auto client = once();
        REQUIRE(client.has_value());
        CHECK(client->client_id == "new-1");
        CHECK(client->client_secret.reveal() == "shh");
        const OpenIdRequest request = rig.server.requests().back();
        CHECK(request.authorization == "Bearer initial");
        CHECK(contains(request.body, "\"redirect_uris\":[\"https://crm.example.com/\\\"cb\\\"\"]"));
        rig.server.on("/register", OpenIdReply{400, "{\"error\":\"invalid_redirect_uri\"}"});
        CHECK(once().error().detail == "registration_endpoint: status 400 invalid_redirect_uri");
        rig.server.on("/register", OpenIdReply{201, "{}"});
        CHECK(once().error().detail == "registration_endpoint: client_id is missing");
    }
    SUBCASE("off") {
        CHECK(once().error().code == errc::server);
        CHECK(rig.server.requests().empty());
    }
}

TEST_CASE("a provider that refuses the code, but not the client, knows the client") {
    ProviderRig rig;
    const auto known = [&](OpenIdReply reply) {
        rig.server.on("/token", std::move(reply));
        return run_task(rig.provider().knows_client(rig.provider().configured_client()));
    };
    CHECK(*known({400, "{\"error\":\"invalid_grant\"}"}));
    CHECK_FALSE(*known({401, "{\"error\":\"invalid_client\"}"}));
    CHECK_FALSE(*known({400, "{\"error\":\"invalid_client\"}"}));
    CHECK_FALSE(known({503, "busy"}).has_value());
    CHECK_FALSE(known({200, "{}"}).has_value());
}

TEST_CASE("no key, no decryption; and what is no key refuses to start") {
    ProviderRig rig;
    CHECK(run_task(rig.provider().decrypt("a.b.c.d.e")).error().code == errc::server);
    OpenIdSettings settings = rig.settings;
    settings.decryption_key = Secret(std::string_view("-----BEGIN NONSENSE-----"));
    CHECK_FALSE(make_openid_provider(settings, rig.clock, rig.random).has_value());
    settings.decryption_key = Secret(private_pem(make_p256_key().get()));
    CHECK_FALSE(make_openid_provider(settings, rig.clock, rig.random).has_value());
}

TEST_CASE("calls beyond the bound are refused, and an end of the service ends those that wait") {
    ProviderRig rig;
    rig.settings.threads = 1;
    rig.settings.waiting = 1;
    std::atomic<bool> asked{false};
    rig.server.on("/.well-known/openid-configuration", [&](const OpenIdRequest&) {
        asked = true;
        return OpenIdReply{200, "", "", true};
    });
    boost::asio::io_context io(1);
    std::vector<errc> codes;
    const auto call = [&] {
        const auto done = [&](std::exception_ptr, Result<bool> result) {
            REQUIRE_FALSE(result.has_value());
            codes.push_back(result.error().code);
        };
        boost::asio::co_spawn(io.get_executor(), rig.provider().knows_client({"crm", {}}), done);
        io.poll();
    };
    call();
    while (!asked) std::this_thread::yield();  // the only thread is busy now
    call();
    CHECK(codes.empty());
    call();
    REQUIRE(codes.size() == 1);
    CHECK(codes[0] == errc::overloaded);
    const auto begin = std::chrono::steady_clock::now();
    rig.made.reset();
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(9));  // not the ten seconds of the timeout
    io.run();
    REQUIRE(codes.size() == 3);
    CHECK(codes[1] == errc::server);
    CHECK(codes[2] == errc::server);
}
