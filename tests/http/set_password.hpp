// The change that tests of stops and crashes make: a password, by the demo's system user over the WebAPI.
#pragma once

#include <string>

#include "support/gateway_fixture.hpp"
#include "support/http_client.hpp"

namespace uag::test {

inline std::string set_password(int associate, const std::string& password) {
    return post("/api/v1/Agents/User/SetPassword", "application/json",
                "{\"AssociateId\":" + std::to_string(associate) + ",\"Password\":\"" + password + "\"}",
                "Authorization: " + basic("SYS0", "Sys0-demo-only") + "\r\n");
}

}  // namespace uag::test
