// A browser at the pages of /account, as far as the service sees one: it keeps cookies, and sends forms with
// the token of the page that it is on.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/security/web_session.hpp"
#include "support/gateway_fixture.hpp"
#include "support/reply_headers.hpp"

namespace uag::test {

struct PageBrowser {
    using Fields = GatewayFixture::Fields;

    GatewayFixture& gateway;
    std::vector<std::pair<std::string, std::string>> cookies{};
    HttpReply page{};
    Fields always{};  ///< sent with every request
    std::string place = "/account";

    std::string cookie(std::string_view name) const {
        for (const auto& [key, value] : cookies)
            if (key == name) return value;
        return {};
    }
    std::string token() const {
        constexpr std::string_view mark = R"(name="XSRF_TOKEN")";
        const std::size_t at = page.body.find(mark);
        const std::size_t value = page.body.find(R"(value=")", at) + 7;
        return at == std::string::npos ? std::string() : page.body.substr(value, 64);
    }
    const HttpReply& send(std::string_view method, std::string_view target, std::string body = {}, Fields fields = {}) {
        fields.insert(fields.end(), always.begin(), always.end());
        std::string text;
        for (const auto& [key, value] : cookies) text += (text.empty() ? "" : "; ") + key + "=" + value;
        if (!text.empty()) fields.emplace_back("Cookie", text);
        if (method == "POST") fields.emplace_back("Content-Type", "application/x-www-form-urlencoded");
        page = gateway.send(method, target, fields, std::move(body));
        for (const std::string& set : headers_of(page, "Set-Cookie")) {
            const std::string key = set.substr(0, set.find('='));
            const std::string value = set.substr(key.size() + 1, set.find(';') - key.size() - 1);
            std::erase_if(cookies, [&](const auto& one) { return one.first == key; });
            if (!value.empty()) cookies.emplace_back(key, value);
        }
        return page;
    }
    const HttpReply& get(std::string_view target) { return send("GET", target); }
    const HttpReply& sign_in(std::string_view user = "tje0", std::string_view password = "Tje0") {
        get(place + "/sign-in");
        return send("POST", place + "/sign-in",
                    "XSRF_TOKEN=" + token() + "&UserName=" + std::string(user) + "&Password=" + std::string(password));
    }
    const HttpReply& post(std::string_view page_name, const std::string& fields) {
        const std::string form_token(xsrf_token_of(cookie("uag_session")).reveal());
        return send("POST", place + "/" + std::string(page_name), "XSRF_TOKEN=" + form_token + fields);
    }
    bool is_signed_in() { return get(place).status == 200; }
};

}  // namespace uag::test
