// External tokens and the access gateway with an OpenID provider: one that answers without a network.
#include <doctest/doctest.h>

#include "conformance/scenarios.hpp"

using namespace uag;
using namespace uag::test;

namespace {

constexpr std::string_view verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
constexpr std::string_view back_address = "https://example.com/back";

// Knows one client and one code; what it encrypts begins with "sealed ".
class SmallProvider final : public OpenIdProvider {
public:
    std::string_view name() const override { return "Example"; }
    ProviderRegistration configured_client() const override { return {}; }
    Task<Result<ProviderTokens>> exchange(CodeExchange exchange, ProviderRegistration client) override {
        if (exchange.code.reveal() == "broken")
            co_return fail_in_english(errc::server, "The OpenID provider could not be reached.");
        if (exchange.code.reveal() != "good" || client.client_id != "client-1" ||
            exchange.redirect_uri != back_address || exchange.pkce_verifier.reveal() != verifier ||
            client.client_secret.reveal() != "client-secret-77")
            co_return fail_in_english(errc::invalid_argument, "The OpenID provider did not take the code.");
        co_return ProviderTokens{"Example", Secret(std::string_view("access-1")), Secret(std::string_view("refresh-1")),
                                 Secret(std::string_view(R"({"sub":"1"})"))};
    }
    Task<Result<ProviderRegistration>> register_client(std::string redirect_uri) override {
        if (redirect_uri.ends_with("refused"))
            co_return fail_in_english(errc::server, "The OpenID provider refused the registration.");
        co_return ProviderRegistration{"client-1", Secret(std::string_view("client-secret-77"))};
    }
    Task<Result<bool>> knows_client(ProviderRegistration client) override { co_return client.client_id == "client-1"; }
    Task<Result<Secret>> decrypt(std::string encrypted) override {
        if (!encrypted.starts_with("sealed "))
            co_return fail_in_english(errc::invalid_argument, "The text is not encrypted for us.");
        co_return Secret(std::string_view(encrypted).substr(7));
    }
};

FixtureSettings with_provider() {
    static SmallProvider provider;
    FixtureSettings settings;
    settings.provider = &provider;
    return settings;
}

Expectation gives_registration() {
    return gives<Box<AccessGatewayInfo>>([](const Box<AccessGatewayInfo>& info) -> std::string {
        if (!info.has_value()) return "there is no registration";
        return wrong(info->client_id.text == "client-1" && info->redirect_uri.text == back_address, "the registration");
    });
}

Expectation gives_tokens() {
    return gives<Box<TokenManagementInfo>>([](const Box<TokenManagementInfo>& found) -> std::string {
        if (!found.has_value()) return "there are no tokens";
        return first_of({wrong(found->provider.text == "Example", "Provider"),
                         wrong(found->access_token.text == "access-1", "AccessToken"),
                         wrong(found->refresh_token.text == "refresh-1", "RefreshToken"),
                         wrong(found->claims.text == R"({"sub":"1"})", "Claims")});
    });
}

Step redeem_saved(std::size_t saved, std::string_view caller, Expectation expected) {
    return step_from(
        caller, "GetExternalTokens",
        [saved](const Replies& r) { return GetExternalTokensRequest{r.at(saved).value<String>()}; },
        std::move(expected));
}

Step exchange(std::string_view provider, std::string_view code, std::string_view pkce, std::string_view back,
              Expectation expected) {
    return step("tje0", "ExchangeCodeAndSaveTokens",
                ExchangeCodeAndSaveTokensRequest{provider, code, "nonce", pkce, back}, std::move(expected));
}

Step decrypt(std::string_view provider, std::string_view access, Expectation expected) {
    TokenManagementInfo info;
    info.provider = provider;
    info.access_token = access;
    info.refresh_token = "sealed refresh-1";
    info.claims = R"(sealed {"sub":"1"})";
    return step("tje0", "DecryptAndSaveExternalTokens", TokenManagementInfoRequest{std::move(info)},
                std::move(expected));
}

}  // namespace

std::vector<Scenario> uag::test::scenarios_of_provider() {
    const auto get_or_register =
        step("ADM0", "GetOrRegisterAccessGatewayInfo", RedirectUriRequest{back_address}, gives_registration());
    const auto registered =
        then(get_or_register, [](GatewayFixture& gateway) { CHECK_FALSE(gateway.is_on_disk("client-secret-77")); });
    const auto is_key = gives<String>([](const String& key) { return wrong(key.text.size() >= 43, "the key"); });
    std::vector<Scenario> all{
        {"registered once",
         {step("tje0", "GetAccessGatewayInfo", is_nil()), step("tje0", "CheckAccessGatewayRegistration", is("false")),
          registered, get_or_register, step("tje0", "GetAccessGatewayInfo", gives_registration()),
          step("tje0", "CheckAccessGatewayRegistration", is("true"))}},
        {"registered again",
         {registered,
          step("usr0", "RegisterWithAccessGateway", RedirectUriRequest{back_address}, gives_registration())}},
        {"registration refused",
         {step("ADM0", "RegisterWithAccessGateway", RedirectUriRequest{"https://example.com/refused"},
               fails({"SoServerException"})),
          step("tje0", "GetAccessGatewayInfo", is_nil())}},
        {"addresses that are none",
         {step("ADM0", "RegisterWithAccessGateway", RedirectUriRequest{"javascript:alert(1)"}, bad_argument()),
          step("ADM0", "RegisterWithAccessGateway", RedirectUriRequest{}, bad_argument()),
          step("ADM0", "GetOrRegisterAccessGatewayInfo", RedirectUriRequest{"http://example.com"}, bad_argument())}},
        {"registration, denied",
         {step("tje0", "RegisterWithAccessGateway", RedirectUriRequest{back_address}, denied()),
          step("rol0", "GetOrRegisterAccessGatewayInfo", RedirectUriRequest{back_address}, denied())}},
        {"a code is exchanged",
         {registered, exchange("example", "good", verifier, back_address, is_key),
          redeem_saved(1, "tje0", gives_tokens()), redeem_saved(1, "ADM0", is_nil())}},
        {"codes that are not",
         {registered, exchange("example", "bad", verifier, back_address, bad_argument()),
          exchange("example", "broken", verifier, back_address, fails({"SoServerException"})),
          exchange("another", "good", verifier, back_address, bad_argument()),
          exchange("example", "", verifier, back_address, bad_argument()),
          exchange("example", "good", "short", back_address, bad_argument())}},
        {"a code before registration",
         {exchange("example", "good", verifier, back_address, fails({"SoServerException"}))}},
        {"encrypted tokens",
         {decrypt("EXAMPLE", "sealed access-1", is_key), redeem_saved(0, "tje0", gives_tokens()),
          redeem_saved(0, "SYS0", is_nil())}},
        {"encrypted tokens that are not",
         {decrypt("example", "access-1", bad_argument()), decrypt("another", "sealed access-1", bad_argument())}},
    };
    for (Scenario& scenario : all) scenario.settings = with_provider();
    return all;
}

TEST_CASE("external tokens with a provider") { run(scenarios_of_provider()); }
