// Every way in which a name and a password log in, through the whole gateway.
#pragma once

#include <string_view>

#include "support/gateway_fixture.hpp"

namespace uag::test {

HttpReply by_basic(GatewayFixture& gateway, std::string_view user, std::string_view password);
HttpReply by_soap(GatewayFixture& gateway, std::string_view user, std::string_view password);
HttpReply by_generic(GatewayFixture& gateway, std::string_view user, std::string_view password);
/// Without what the form holds of its visitor.
HttpReply by_page(GatewayFixture& gateway, std::string_view user, std::string_view password);

struct WayIn {
    const char* name;
    HttpReply (*log_in)(GatewayFixture&, std::string_view user, std::string_view password);
};

inline constexpr WayIn ways_in[] = {{"Basic", by_basic},
                                    {"AuthenticateUsernamePassword", by_soap},
                                    {"AuthenticateGeneric", by_generic},
                                    {"the page", by_page}};

}  // namespace uag::test
