#include "server/compare/greeting.hpp"

#include <algorithm>
#include <utility>

#include "adapters/http/media_type.hpp"
#include "adapters/rest/client_answer.hpp"
#include "adapters/rest/resources.hpp"
#include "adapters/soap/client_answer.hpp"
#include "core/agent/operations.hpp"
#include "core/base/text.hpp"

namespace uag::compare {
namespace {

// Dates have whole seconds: a few answers tell more than one.
constexpr int greetings = 3;

// What asks who calls: of the WebAPI's addresses beside the agent.
const RestResource& principal_row() {
    const auto rows = rest_resources();
    return *std::ranges::find(rows, std::string_view("User/currentPrincipal"), &RestResource::path);
}

client::Written write_greeting(const Connection& connection, const Evidence& evidence) {
    const TargetFace& face = connection.target().face;
    if (face.is_rest) {
        const RestResource& row = principal_row();
        const Object nothing = make_object(operation_of(row).request());
        return rest::write_request(row, nothing.get(), face.rest, connection.sender(evidence));
    }
    const Operation& info = *find_operation(Service::so_principal, "GetSystemInfo");
    const Object nothing = make_object(info.request());
    return soap::write_request(info, nothing.get(), face.soap, connection.sender({}));
}

client::CallResult read_greeting(const TargetFace& face, client::Response response) {
    if (face.is_rest) return rest::read_answer(operation_of(principal_row()), face.rest, std::move(response));
    return soap::read_answer(*find_operation(Service::so_principal, "GetSystemInfo"), face.soap, std::move(response));
}

}  // namespace

bool is_page(const client::CallResult& result) {
    const auto media = http::parse_media_type(result.raw.field("Content-Type"));
    return media && ascii_iequals(media->name, "text/html");
}

std::string why_foreign(const client::CallResult& result) {
    const std::string status = "answers with status " + std::to_string(result.raw.status);
    if (is_page(result)) return status + " and an HTML page";
    if (result.kind != client::CallResult::Kind::unreadable) return {};
    const auto& findings = result.findings.items();
    const std::string type = client::shown(result.raw.field("Content-Type"));
    return status + (type.empty() ? " and no Content-Type" : " and " + type) +
           ", which is no message of this contract" +
           (findings.empty() ? std::string() : ": " + findings.front().path + ' ' + findings.front().text);
}

std::string greet(Connection& connection, const Evidence& evidence, const Clock& clock, ClockReading& reading) {
    const client::Written written = write_greeting(connection, evidence);
    if (!written.has_value()) return "it cannot be asked: " + written.error().path + ' ' + written.error().text;
    for (int i = 0; i < greetings; ++i) {
        const TimePoint sent = clock.now();
        auto response = connection.send(*written);
        const TimePoint received = clock.now();
        if (!response.has_value()) return response.error().text;
        reading.saw(response->field("Date"), sent, received);
        const client::CallResult result = read_greeting(connection.target().face, std::move(*response));
        if (std::string why = why_foreign(result); !why.empty()) return "it " + std::move(why);
        const bool is_known = evidence.kind != Evidence::Kind::none && connection.target().face.is_rest;
        if (is_known && result.failure.codes.only() == errc::session)
            return "it does not take the log-in of " + (connection.target().log_in.user.empty()
                                                            ? "its file"
                                                            : client::shown(connection.target().log_in.user));
    }
    return {};
}

}  // namespace uag::compare
