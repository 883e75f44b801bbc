#include "support/ways_in.hpp"

#include <string>

#include "core/security/web_session.hpp"

namespace uag::test {

HttpReply by_basic(GatewayFixture& gateway, std::string_view user, std::string_view password) {
    return gateway.send("GET", "/api/v1/User/currentPrincipal", {{"Authorization", basic(user, password)}}, {});
}

HttpReply by_soap(GatewayFixture& gateway, std::string_view user, std::string_view password) {
    return gateway.soap(Service::so_principal, Version::v84, {},
                        "<n:AuthenticateUsernamePassword><n:UserName>" + std::string(user) +
                            "</n:UserName><n:Password>" + std::string(password) +
                            "</n:Password></n:AuthenticateUsernamePassword>");
}

HttpReply by_generic(GatewayFixture& gateway, std::string_view user, std::string_view password) {
    const auto pair = [](std::string_view key, std::string_view value) {
        return "<n:AuthenticationGenericDataKeyValuePair><n:Key>" + std::string(key) + "</n:Key><n:Value>" +
               std::string(value) + "</n:Value></n:AuthenticationGenericDataKeyValuePair>";
    };
    return gateway.soap(Service::so_principal, Version::v88, {},
                        "<n:AuthenticateGeneric><n:AuthenticationData>" + pair("UserName", user) +
                            pair("Password", password) + "</n:AuthenticationData></n:AuthenticateGeneric>");
}

HttpReply by_page(GatewayFixture& gateway, std::string_view user, std::string_view password) {
    std::string visit;
    for (const auto& [name, value] : gateway.send("GET", "/account/sign-in", {}, {}).headers)
        if (name == "Set-Cookie" && value.starts_with("uag_visit=")) visit = value.substr(10, value.find(';') - 10);
    const std::string token(xsrf_token_of(visit).reveal());
    HttpReply reply =
        gateway.send("POST", "/account/sign-in",
                     {{"Content-Type", "application/x-www-form-urlencoded"}, {"Cookie", "uag_visit=" + visit}},
                     "XSRF_TOKEN=" + token + "&UserName=" + std::string(user) + "&Password=" + std::string(password));
    // What the form holds of its visitor.
    for (const std::string& own : {token, std::string(user)})
        for (std::size_t at = reply.body.find(own); at != std::string::npos; at = reply.body.find(own))
            reply.body.replace(at, own.size(), "?");
    return reply;
}

}  // namespace uag::test
