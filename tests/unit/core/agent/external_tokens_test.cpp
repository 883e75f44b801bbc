// Tokens kept for their associate and the registration with a provider, here one that answers from memory.
#include <fstream>
#include <iterator>

#include "support/credentials_rig.hpp"
#include "support/results.hpp"

using namespace uag;
using namespace uag::test;

namespace {

class ProviderInMemory final : public OpenIdProvider {
public:
    std::string_view name() const override { return "Example ID"; }
    ProviderRegistration configured_client() const override { return configured; }
    Task<Result<ProviderTokens>> exchange(CodeExchange exchange, ProviderRegistration client) override {
        asked_as = client.client_id + "/" + std::string(client.client_secret.reveal());
        nonce = exchange.nonce;
        if (exchange.code.reveal() != "good-code")
            co_return fail(errc::server, "The OpenID provider refused the request.");
        co_return ProviderTokens{"Example ID", Secret(std::string_view("access-token-1")),
                                 Secret(std::string_view("refresh-token-1")),
                                 Secret(std::string_view("{\"sub\":\"kim\"}"))};
    }
    Task<Result<ProviderRegistration>> register_client(std::string redirect_uri) override {
        ++registrations;
        registered_uri = redirect_uri;
        co_return ProviderRegistration{"client-" + std::to_string(registrations),
                                       Secret(std::string_view("client-secret"))};
    }
    Task<Result<bool>> knows_client(ProviderRegistration client) override { co_return client.client_id == known; }
    Task<Result<Secret>> decrypt(std::string encrypted) override {
        if (!encrypted.starts_with("jwe:"))
            co_return fail_in_english(errc::invalid_argument, "The token cannot be decrypted.");
        co_return Secret(encrypted.substr(4));
    }

    ProviderRegistration configured;
    std::string known = "client-1";
    std::string asked_as;
    std::string nonce;
    std::string registered_uri;
    int registrations = 0;
};

TokenManagementInfoRequest tokens(const char* access, const char* refresh, const char* claims,
                                  const char* provider = "Example ID") {
    TokenManagementInfo info;
    info.provider = provider;
    if (access != nullptr) info.access_token = access;
    if (refresh != nullptr) info.refresh_token = refresh;
    if (claims != nullptr) info.claims = claims;
    return {info};
}

const std::string verifier(43, 'v');
constexpr const char* redirect = "https://crm.example.com/callback";

ExchangeCodeAndSaveTokensRequest exchange(const char* code) { return {"example id", code, "n-1", verifier, redirect}; }

}  // namespace

TEST_CASE("tokens come back by their key to whoever saved them, and to nobody else") {
    CredentialsRig rig;
    const Context tina = rig.by("tje0");
    const auto key = run_task(rig.tokens.save_external_tokens(tina, tokens("at-5f2b9c", "rt:12:-", nullptr)));
    REQUIRE(key.has_value());
    CHECK(key->reveal().size() == 64);
    const GetExternalTokensRequest request{key->reveal()};
    const auto found = run_task(rig.tokens.get_external_tokens(tina, request));
    REQUIRE(found.has_value());
    REQUIRE(found->has_value());
    CHECK((*found)->provider.text == "Example ID");
    CHECK((*found)->access_token == String("at-5f2b9c"));
    CHECK((*found)->refresh_token == String("rt:12:-"));
    CHECK((*found)->claims.presence == Presence::nil);
    CHECK(run_task(rig.tokens.get_external_tokens(rig.by("adm0", true), request))->presence() == Presence::nil);
    CHECK(run_task(rig.tokens.get_external_tokens(rig.by("sys0"), request))->presence() == Presence::nil);
    CHECK(run_task(rig.tokens.get_external_tokens(tina, {"no such key"}))->presence() == Presence::nil);
    CHECK(run_task(rig.tokens.get_external_tokens(tina, {}))->presence() == Presence::nil);
    const auto other = run_task(rig.tokens.save_external_tokens(tina, tokens("at-5f2b9c", "rt", "")));
    CHECK(other->reveal() != key->reveal());

    std::string disk;
    for (const char* end : {"", "-wal"}) {
        std::ifstream file(rig.database() + end, std::ios::binary);
        disk.append(std::istreambuf_iterator<char>(file), {});
    }
    CHECK(disk.find("at-5f2b9c") == std::string::npos);
    CHECK(disk.find(std::string(key->reveal())) == std::string::npos);
    REQUIRE(rig.events().size() == 2);
    CHECK(rig.events()[0].subject == "associate tje0");
}

TEST_CASE("tokens that cannot be kept are refused") {
    CredentialsRig rig;
    const Context tina = rig.by("tje0");
    CHECK(code_of(run_task(rig.tokens.save_external_tokens(tina, {}))) == errc::invalid_argument);
    CHECK(code_of(run_task(rig.tokens.save_external_tokens(tina, tokens("\xff", "", "")))) == errc::validation);
    CHECK(code_of(run_task(rig.tokens.save_external_tokens(tina, tokens(std::string(70'000, 'x').c_str(), "", "")))) ==
          errc::validation);
    CHECK(code_of(run_task(rig.tokens.save_external_tokens(tina, tokens("a", "b", "c", "a\nb")))) == errc::validation);
    CHECK(rig.events().empty());
}

TEST_CASE("without a provider there is no registration, and what needs one says so") {
    CredentialsRig rig;
    const Context boss = rig.by("adm0", true);
    CHECK(run_task(rig.tokens.get_access_gateway_info(boss))->presence() == Presence::nil);
    CHECK_FALSE(*run_task(rig.tokens.check_access_gateway_registration(boss)));
    const auto missing = [](const auto& result) {
        CHECK(code_of(result) == errc::server);
        CHECK(result.error().public_text.english() == "No OpenID provider is configured.");
    };
    missing(run_task(rig.tokens.get_or_register_access_gateway_info(boss, {redirect})));
    missing(run_task(rig.tokens.register_with_access_gateway(boss, {redirect})));
    missing(run_task(rig.tokens.exchange_code_and_save_tokens(boss, exchange("good-code"))));
    missing(run_task(rig.tokens.decrypt_and_save_external_tokens(boss, tokens("a", "b", "c"))));
}

TEST_CASE("a registration is made once, kept with its secret sealed, and made anew on demand") {
    ProviderInMemory provider;
    CredentialsRig rig({}, &provider);
    const Context boss = rig.by("adm0", true);
    CHECK(run_task(rig.tokens.get_access_gateway_info(boss))->presence() == Presence::nil);
    CHECK_FALSE(*run_task(rig.tokens.check_access_gateway_registration(boss)));
    const auto first = *run_task(rig.tokens.get_or_register_access_gateway_info(boss, {redirect}));
    CHECK(first->client_id.text == "client-1");
    CHECK(first->redirect_uri.text == redirect);
    CHECK(provider.registered_uri == redirect);
    const auto again = *run_task(rig.tokens.get_or_register_access_gateway_info(boss, {"https://other.example.com/"}));
    CHECK(again->client_id.text == "client-1");
    CHECK(again->redirect_uri.text == redirect);
    CHECK((*run_task(rig.tokens.get_access_gateway_info(boss)))->client_id.text == "client-1");
    CHECK(*run_task(rig.tokens.check_access_gateway_registration(boss)));
    REQUIRE(run_task(rig.tokens.exchange_code_and_save_tokens(boss, exchange("good-code"))).has_value());
    CHECK(provider.asked_as == "client-1/client-secret");
    const auto second = *run_task(rig.tokens.register_with_access_gateway(boss, {"https://other.example.com/"}));
    CHECK(second->client_id.text == "client-2");
    CHECK(provider.registrations == 2);
    CHECK_FALSE(*run_task(rig.tokens.check_access_gateway_registration(boss)));  // the provider knows client-1 only
}

TEST_CASE("a client that the settings name is not registered, only its redirect address is kept") {
    ProviderInMemory provider;
    provider.configured = {"from-settings", Secret(std::string_view("its-secret"))};
    CredentialsRig rig({}, &provider);
    const Context boss = rig.by("adm0", true);
    const auto before = *run_task(rig.tokens.get_access_gateway_info(boss));
    CHECK(before->client_id.text == "from-settings");
    CHECK(before->redirect_uri.text.empty());
    const auto made = *run_task(rig.tokens.get_or_register_access_gateway_info(boss, {redirect}));
    CHECK(made->redirect_uri.text == redirect);
    CHECK((*run_task(rig.tokens.get_access_gateway_info(boss)))->redirect_uri.text == redirect);
    CHECK(provider.registrations == 0);
    REQUIRE(run_task(rig.tokens.exchange_code_and_save_tokens(boss, exchange("good-code"))).has_value());
    CHECK(provider.asked_as == "from-settings/its-secret");
    provider.configured.client_id = "another";
    CHECK((*run_task(rig.tokens.get_access_gateway_info(boss)))->redirect_uri.text.empty());
}

TEST_CASE("an exchanged code's tokens are kept for the caller") {
    ProviderInMemory provider;
    provider.configured.client_id = "from-settings";
    CredentialsRig rig({}, &provider);
    const Context tina = rig.by("tje0");
    const auto key = run_task(rig.tokens.exchange_code_and_save_tokens(tina, exchange("good-code")));
    REQUIRE(key.has_value());
    CHECK(provider.nonce == "n-1");
    const auto kept = *run_task(rig.tokens.get_external_tokens(tina, {key->reveal()}));
    REQUIRE(kept.has_value());
    CHECK(kept->provider.text == "Example ID");
    CHECK(kept->access_token.text == "access-token-1");
    CHECK(kept->claims.text == "{\"sub\":\"kim\"}");
    const auto refused = [&](const ExchangeCodeAndSaveTokensRequest& request) {
        return code_of(run_task(rig.tokens.exchange_code_and_save_tokens(tina, request)));
    };
    CHECK(refused(exchange("bad-code")) == errc::server);
    CHECK(refused({"Somebody else", "good-code", "n", verifier, redirect}) == errc::invalid_argument);
    CHECK(refused({"Example ID", "", "n", verifier, redirect}) == errc::invalid_argument);
    CHECK(refused({"Example ID", "good-code", "n", "short", redirect}) == errc::invalid_argument);
    CHECK(refused({"Example ID", "good-code", "n", std::string(43, '!'), redirect}) == errc::invalid_argument);
    CHECK(refused({"Example ID", "good-code", "n", verifier, "http://crm.example.com/"}) == errc::invalid_argument);
}

TEST_CASE("an installation that is not registered cannot exchange a code") {
    ProviderInMemory provider;
    CredentialsRig rig({}, &provider);
    CHECK(code_of(run_task(rig.tokens.exchange_code_and_save_tokens(rig.by("tje0"), exchange("good-code")))) ==
          errc::server);
    CHECK(provider.asked_as.empty());
}

TEST_CASE("encrypted tokens are kept in clear under their key") {
    ProviderInMemory provider;
    CredentialsRig rig({}, &provider);
    const Context tina = rig.by("tje0");
    const auto key =
        run_task(rig.tokens.decrypt_and_save_external_tokens(tina, tokens("jwe:at", nullptr, "jwe:{}", "")));
    REQUIRE(key.has_value());
    const auto kept = *run_task(rig.tokens.get_external_tokens(tina, {key->reveal()}));
    CHECK(kept->access_token.text == "at");
    CHECK(kept->refresh_token.presence != Presence::value);
    CHECK(kept->claims.text == "{}");
    const auto refused =
        run_task(rig.tokens.decrypt_and_save_external_tokens(tina, tokens("jwe:at", "plain", nullptr)));
    CHECK(code_of(refused) == errc::invalid_argument);
    CHECK(refused.error().field == "RefreshToken");
    CHECK(code_of(run_task(rig.tokens.decrypt_and_save_external_tokens(tina, tokens("jwe:a", "", "", "Other")))) ==
          errc::invalid_argument);
    CHECK(code_of(run_task(rig.tokens.decrypt_and_save_external_tokens(tina, {}))) == errc::invalid_argument);
}

TEST_CASE("a redirect address is an absolute https URI, or http on this machine") {
    for (const char* good :
         {"https://crm.example.com", "https://crm.example.com:8443/cb?x=1", "HTTPS://crm.example.com/cb",
          "http://localhost/cb", "http://127.0.0.1:8080/cb", "http://[::1]:8080/cb"})
        CHECK_MESSAGE(is_redirect_uri(good), good);
    for (const char* bad :
         {"", "crm.example.com", "/cb", "//crm.example.com/cb", "http://crm.example.com/cb", "https://", "https:///cb",
          "https://crm.example.com/#frag", "https://a b/", "ftp://localhost/", "javascript:alert(1)",
          "http://localhost@evil.example.com/", "http://localhost:80@evil.example.com/",
          "https://user@crm.example.com/", "http://localhost.evil.example.com/", "https://crm.example.com/\n",
          "https://crm.example.com/\xc3\xa5"})
        CHECK_MESSAGE(!is_redirect_uri(bad), bad);
    CHECK_FALSE(is_redirect_uri("https://crm.example.com/" + std::string(2000, 'x')));
}
