// A call names a thousand ids, names or addresses at most, repeated ones counted: the same in every protocol.
#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "conformance/scenarios.hpp"
#include "core/agent/list_limit.hpp"

using namespace uag;
using namespace uag::test;

namespace {

// Of nobody by default: the answer to a thousand real ones is larger than what the test's own reader takes.
List<std::int32_t> repeated_ids(std::size_t count, std::int32_t id = nobody_id) {
    List<std::int32_t> list;
    list.presence = Presence::value;
    list.items.assign(count, id);
    return list;
}

List<String> texts(std::size_t count, std::string_view text) {
    List<String> list;
    list.presence = Presence::value;
    list.items.assign(count, String(text));
    return list;
}

ResolveUserFromInfoRequest resolve(std::size_t phones, std::size_t emails) {
    ResolveUserFromInfoRequest request;
    request.contact_id = 1;
    request.person_name = "Tina Employee";
    request.phone_numbers = texts(phones, "12345678");
    request.emails = texts(emails, "tje0@example.com");
    request.user_type = UserType::internal_associate;
    return request;
}

// SoInvalidArgumentException that names the list; 400 in the WebAPI.
Expectation too_many() {
    return [](const Reply& reply) -> std::string {
        if (const std::string complaint = bad_argument()(reply); !complaint.empty()) return complaint;
        return wrong(reply.message.find("at most 1000 elements") != std::string::npos ||
                         reply.message.find("at most 1,000 elements") != std::string::npos,
                     "the text " + reply.message);
    };
}

std::vector<Scenario> list_scenarios() {
    constexpr std::size_t most = most_named;
    const auto pair = [](std::string_view caller, std::string_view operation, auto at_most, auto beyond) {
        return Scenario{std::string(operation),
                        {step(caller, operation, std::move(at_most), succeeds()),
                         step(caller, operation, std::move(beyond), too_many())}};
    };
    const auto names = [](std::size_t count) { return FunctionalRightNamesRequest{texts(count, "create-selection")}; };
    return {
        pair("tje0", "GetUserInfoList", GetUserInfoListRequest{repeated_ids(most)},
             GetUserInfoListRequest{repeated_ids(most + 1)}),
        pair("tje0", "GetUserGroupList", GetUserGroupListRequest{repeated_ids(most)},
             GetUserGroupListRequest{repeated_ids(most + 1)}),
        pair("rol0", "SetFunctionalRights", SetFunctionalRightsRequest{2, repeated_ids(most, 10)},
             SetFunctionalRightsRequest{2, repeated_ids(most + 1)}),
        pair("tje0", "FindRolesWithFunctionalRights", names(most), names(most + 1)),
        pair("tje0", "FindRolesWithoutFunctionalRights", names(most), names(most + 1)),
        pair("usr0", "ResolveUserFromInfo", resolve(1, most), resolve(1, most + 1)),
        pair("usr0", "ResolveUserFromInfo", resolve(most, 1), resolve(most + 1, 1)),
    };
}

}  // namespace

TEST_CASE("a list of a thousand elements is taken, and one more is an argument error that changes nothing") {
    run(list_scenarios());
}
