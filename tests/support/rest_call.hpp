// One request of the WebAPI in a test: bytes in, call, parameters and reply out.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/rest/exchange.hpp"

namespace uag::test {

using Headers = std::vector<std::pair<std::string_view, std::string_view>>;

// A request with everything it points to.
struct Sent {
    std::string method = "POST";
    std::string path;
    std::string query;
    Headers headers;
    std::string body;
    RestSettings settings;
    HttpReply reply;
    Exchange exchange;

    Sent(std::string method_, std::string path_, Headers headers_ = {}, std::string body_ = {}, std::string query_ = {})
        : method(std::move(method_)),
          path(std::move(path_)),
          query(std::move(query_)),
          headers(std::move(headers_)),
          body(std::move(body_)) {
        HttpRequest request;
        request.method = http::read_method(method).method;
        request.path = path;
        request.query = query;
        request.headers = headers;
        request.body = body;
        request.origin.address = "192.0.2.7";
        request.origin.request_id = "r1";
        request.base_url = "http://gateway:8080";
        const auto target = match_rest(http::PathSegments(path));
        REQUIRE(target.has_value());
        exchange = make_rest_exchange(request, *target, settings, reply);
    }
    Sent(const Sent&) = delete;
    Sent& operator=(const Sent&) = delete;

    // Null: it is answered.
    Call* call() const { return call_in(exchange) == nullptr ? nullptr : &call_in(exchange)->call(); }
    void answer(Outcome outcome) { call_in(exchange)->answer(outcome, reply); }
    // The end of the exchange.
    void finish() { exchange = Answered{}; }
    std::string header(std::string_view name) const {
        std::string all;
        for (const auto& [key, value] : reply.headers)
            if (key == name) all += (all.empty() ? "" : " | ") + value;
        return all;
    }
    // The parameters as the core would get them.
    template <class Request> Result<void> parameters(Request& request) const {
        return call()->parameters->decode(*call()->operation, &request);
    }
    template <class Response> void answer(Response response) {
        Object object = make_object(call()->operation->response());
        *static_cast<Response*>(object.get()) = std::move(response);
        answer(Outcome{std::move(object), 1});
    }
    void answer(Error error) { answer(Outcome{std::move(error), 0}); }
};

inline const Headers json_headers{{"Content-Type", "application/json"}, {"Accept", "application/json"}};
inline constexpr const char* change_path = "/api/v1/Agents/User/ChangeOwnPassword";
inline constexpr const char* change_body = R"({"oldPassword":"secret","newPassword":"N3w-Secret!"})";

}  // namespace uag::test
