// Requests to the WebAPI's resources, by associates of the demo and of add_cast().
#pragma once

#include <string>
#include <string_view>

#include "support/scenario.hpp"

namespace uag::test {

using Fields = GatewayFixture::Fields;

inline Fields as(std::string_view associate) {
    Fields fields{{"Content-Type", "application/json"}};
    if (!associate.empty()) fields.emplace_back("Authorization", basic(associate, password_of(associate)));
    return fields;
}

inline HttpReply send(GatewayFixture& gateway, std::string_view caller, std::string_view method, std::string_view path,
                      std::string body = {}) {
    return gateway.send(method, "/api/v1/" + std::string(path), as(caller), std::move(body));
}

inline std::string error_text(std::string_view type, std::string_view message, std::string_view source) {
    return R"({"Error":true,"ErrorType":")" + std::string(type) + R"(","Message":")" + std::string(message) +
           R"(","ErrorSource":"SuperOffice.Services.)" + std::string(source) + R"("})";
}
inline std::string no_user() { return error_text("SoNotFoundException", "There is no such user.", "Implementation"); }

inline std::string header(const HttpReply& reply, std::string_view name) {
    for (const auto& [key, value] : reply.headers)
        if (key == name) return value;
    return {};
}

}  // namespace uag::test
