#include "support/changing_proxy.hpp"

#include <array>
#include <stdexcept>
#include <utility>

#include "core/base/text.hpp"
#include "support/http_client.hpp"

namespace uag::test {
namespace {

constexpr std::array<std::string_view, 3> own_fields{"Content-Length", "Transfer-Encoding", "Connection"};

bool is_own(std::string_view name) {
    for (const std::string_view own : own_fields)
        if (ascii_iequals(own, name)) return true;
    return false;
}

std::string text_of(const RawAnswer& answer) {
    std::string text = "HTTP/1.1 " + std::to_string(answer.status) + " As It Was\r\n";
    for (const auto& [name, value] : answer.fields) text += name + ": " + value + "\r\n";
    if (answer.status != 204) text += "Content-Length: " + std::to_string(answer.body.size()) + "\r\n";
    return text + "\r\n" + answer.body;
}

RawAnswer forwarded(HttpClient& through, const std::string& request) {
    through.send(request);
    const auto answer = through.receive();
    if (!answer) throw std::runtime_error("the gateway has closed the connection");
    RawAnswer raw;
    raw.status = static_cast<unsigned>(answer->status);
    for (const auto& [name, value] : answer->fields)
        if (!is_own(name)) raw.fields.emplace_back(name, value);
    raw.body = answer->body;
    return raw;
}

bool is_of_agent(std::string_view request) {
    const std::string_view line = request.substr(0, request.find("\r\n"));
    return line.find("/Agents/User/") != line.npos || line.find("/User.svc") != line.npos;
}

}  // namespace

ChangingProxy::ChangingProxy(std::uint16_t port)
    : gateway_(port), server_([this](FakeServer::Connection& connection, std::size_t) { serve(connection); }) {
    start_over({});
}

void ChangingProxy::start_over(Pass pass) {
    pass_ = std::move(pass);
    calls_ = 0;
}

void ChangingProxy::serve(FakeServer::Connection& connection) {
    HttpClient through(gateway_);
    const Forward forward = [&through](const std::string& request) { return forwarded(through, request); };
    for (std::string request = connection.read_request(); !request.empty(); request = connection.read_request()) {
        const bool is_counted = pass_ && is_of_agent(request);
        RawAnswer answer;
        try {
            answer = is_counted ? pass_(calls_++, std::move(request), forward) : forward(request);
        } catch (const std::exception& failure) {
            // The test sees it as what the target says.
            answer = {599, {{"Content-Type", "text/plain"}}, failure.what()};
        }
        connection.send(text_of(answer));
    }
}

std::string with_replaced(std::string request, std::string_view from, std::string_view to) {
    const std::size_t at = request.find(from);
    if (at == std::string::npos) throw std::runtime_error("no such text in the request: " + std::string(from));
    request.replace(at, from.size(), to);
    const std::size_t head = request.find("\r\n\r\n");
    const std::size_t body = request.size() - head - 4;
    constexpr std::string_view field = "Content-Length: ";
    const std::size_t length = request.find(field);
    if (length == std::string::npos || length > head) return request;
    const std::size_t begin = length + field.size();
    return request.replace(begin, request.find("\r\n", begin) - begin, std::to_string(body));
}

}  // namespace uag::test
