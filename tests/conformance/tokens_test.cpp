// External tokens, and what depends on an OpenID provider while none is configured.
#include <doctest/doctest.h>

#include "conformance/scenarios.hpp"
#include "support/texts.hpp"

using namespace uag;
using namespace uag::test;

namespace {

constexpr std::string_view access = "access-token-5512";
constexpr std::string_view refresh = "refresh-token-5513";

TokenManagementInfo tokens() {
    TokenManagementInfo made;
    made.provider = "example";
    made.access_token = access;
    made.refresh_token = refresh;
    made.claims = R"({"sub":"tina","name":"Tina <&> \"E\""})";
    return made;
}

Step redeem(std::string_view caller, Expectation expected) {
    return step_from(
        caller, "GetExternalTokens", [](const Replies& r) { return GetExternalTokensRequest{r[0].value<String>()}; },
        std::move(expected));
}

const auto is_key =
    gives<String>([](const String& key) { return wrong(key.text.size() >= 43, "the key of 256 bits"); });

std::vector<Scenario> external_tokens() {
    const auto save = then(step("tje0", "SaveExternalTokens", TokenManagementInfoRequest{tokens()}, is_key),
                           [](GatewayFixture& gateway) {
                               CHECK_FALSE(gateway.is_on_disk(access));
                               CHECK_FALSE(gateway.is_on_disk(refresh));
                           });
    const auto are_tokens = gives<Box<TokenManagementInfo>>([](const Box<TokenManagementInfo>& found) -> std::string {
        if (!found.has_value()) return "there are no tokens";
        return first_of({wrong(found->provider.text == "example", "Provider"),
                         wrong(found->access_token.text == access, "AccessToken"),
                         wrong(found->refresh_token.text == refresh, "RefreshToken"),
                         wrong(found->claims.text == tokens().claims.text, "Claims")});
    });
    const auto get = [](std::string_view caller, std::string_view key, Expectation expected) {
        return step(caller, "GetExternalTokens", GetExternalTokensRequest{key}, std::move(expected));
    };
    return {
        {"kept and redeemed", {save, redeem("tje0", are_tokens)}},
        {"redeemed by their saver alone",
         {save, redeem("ADM0", is_nil()), redeem("SYS0", is_nil()), redeem("tje0", are_tokens)}},
        {"a key that is none",
         {get("tje0", "no-such-key", is_nil()), get("tje0", "", is_nil()), get("tje0", repeated("A", 43), is_nil())}},
        {"no tokens", {step("tje0", "SaveExternalTokens", TokenManagementInfoRequest{}, bad_argument())}},
        {"nobody",
         {step("", "SaveExternalTokens", TokenManagementInfoRequest{tokens()}, nobody()), get("", "x", nobody())}},
    };
}

std::vector<Scenario> without_provider() {
    const auto none = fails({"SoServerException"});
    const ExchangeCodeAndSaveTokensRequest code{"example", "code", "nonce", "verifier", "https://example.com/back"};
    const RedirectUriRequest back{"https://example.com/back"};
    return {
        {"no provider to exchange codes",
         {step("tje0", "ExchangeCodeAndSaveTokens", code, none),
          step("tje0", "DecryptAndSaveExternalTokens", TokenManagementInfoRequest{tokens()}, none),
          step("", "ExchangeCodeAndSaveTokens", code, nobody()),
          step("", "DecryptAndSaveExternalTokens", TokenManagementInfoRequest{tokens()}, nobody())}},
        {"no registration",
         {step("tje0", "GetAccessGatewayInfo", is_nil()), step("tje0", "CheckAccessGatewayRegistration", is("false")),
          step("ADM0", "GetOrRegisterAccessGatewayInfo", back, none),
          step("ADM0", "RegisterWithAccessGateway", back, none)}},
        {"registration, denied",
         {step("tje0", "GetOrRegisterAccessGatewayInfo", back, denied()),
          step("tje0", "RegisterWithAccessGateway", back, denied()), step("", "GetAccessGatewayInfo", nobody()),
          step("", "CheckAccessGatewayRegistration", nobody()),
          step("", "GetOrRegisterAccessGatewayInfo", back, nobody()),
          step("", "RegisterWithAccessGateway", back, nobody())}},
        {"an access token of one's own",
         {step("tje0", "GetAccessToken", GetAccessTokenRequest{},
               gives<String>([](const String& token) { return wrong(token.text.starts_with("8A:"), "the token"); })),
          step("", "GetAccessToken", GetAccessTokenRequest{}, nobody())}},
    };
}

}  // namespace

std::vector<Scenario> uag::test::scenarios_of_tokens() {
    std::vector<Scenario> all = external_tokens();
    for (Scenario& scenario : without_provider()) all.push_back(std::move(scenario));
    return all;
}

TEST_CASE("external tokens without a provider") { run(scenarios_of_tokens()); }
