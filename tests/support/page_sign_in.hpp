// Signing in at the page of a running service, as a browser sends the form.
#pragma once

#include <doctest/doctest.h>

#include <string>

#include "support/gateway_process.hpp"
#include "support/http_client.hpp"

namespace uag::test {

inline HttpAnswer sign_in(const GatewayProcess& process, const std::string& user, const std::string& password) {
    const HttpAnswer form = converse(process.port(), get("/account/sign-in"));
    const std::string cookie = form.field("Set-Cookie");
    const std::size_t mark = form.body.find(R"(name="XSRF_TOKEN")");
    REQUIRE(mark != std::string::npos);
    const std::string token = form.body.substr(form.body.find(R"(value=")", mark) + 7, 64);
    return converse(process.port(), post("/account/sign-in", "application/x-www-form-urlencoded",
                                         "XSRF_TOKEN=" + token + "&UserName=" + user + "&Password=" + password,
                                         "Cookie: " + cookie.substr(0, cookie.find(';')) + "\r\n"));
}

}  // namespace uag::test
