// What a WCF client takes by default is 64 KiB a message, 8,192 characters a text, 32 levels, 16,384 items an array: how
// much of that the answers need in a large installation, and which operations need more (server/docs/compatibility.md lists them).
#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/scenarios.hpp"

using namespace uag;
using namespace uag::test;

namespace {

constexpr std::size_t client_message = 64 * 1024;
constexpr std::size_t client_text = 8192;
constexpr int client_depth = 32;
constexpr std::size_t client_items = 16'384;
constexpr int associates = 300;

// 300 associates of whom every one has a person with e-mail addresses and telephones, 40 groups, 40 roles, four groups
// and six licences each.
void add_installation(GatewayFixture& gateway) {
    gateway.sql(R"(
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40)
INSERT INTO user_group (id, name, folded_name, rank, registered, updated)
SELECT 100 + i, 'Region ' || i || ' of the company', 'region ' || i || ' of the company', 100 + i, 0, 0 FROM n;
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40)
INSERT INTO role (id, name, folded_name, description, type, registered, updated)
SELECT 100 + i, 'Department ' || i, 'department ' || i,
    'May do what people of department ' || i || ' are expected to do', 0, 0, 0 FROM n;
INSERT INTO role_right (role_id, right_id) SELECT r.id, f.id FROM role r, functional_right f WHERE r.id > 100;
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)
INSERT INTO person (id, first_name, middle_name, last_name, folded_name, email, folded_email, contact_id, position,
    title, registered, updated)
SELECT 1000 + i, 'Maximiliane', 'Charlotte', 'von Beispielhausen-' || i, 'maximiliane charlotte von beispielhausen-' || i,
    'maximiliane.von.beispielhausen.' || i || '@sales.example.com',
    'maximiliane.von.beispielhausen.' || i || '@sales.example.com', 1, '1', 'Regional sales manager', 0, 0 FROM n;
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)
INSERT INTO associate (id, name, user_name, type, person_id, role_id, group_id, rank, tooltip, registered, updated)
SELECT 1000 + i, 'MVB' || i, 'maximiliane.' || i, 1, 1000 + i, 101, 101, i, 'Regional sales manager', 0, 0 FROM n;
)");
}

struct Size {
    std::size_t bytes = 0;
    std::size_t longest_text = 0;
    std::size_t most_items = 0;
    int depth = 0;
};

void measure(const pugi::xml_node& node, int depth, Size& size) {
    size.depth = std::max(size.depth, depth);
    std::size_t items = 0;
    for (const pugi::xml_node& child : node.children()) {
        if (child.type() != pugi::node_element) continue;
        ++items;
        measure(child, depth + 1, size);
    }
    size.most_items = std::max(size.most_items, items);
    size.longest_text = std::max(size.longest_text, std::strlen(node.text().get()));
}

Size size_of(const HttpReply& reply) {
    pugi::xml_document document;
    REQUIRE(document.load_buffer(reply.body.data(), reply.body.size()));
    Size size;
    size.bytes = reply.body.size();
    measure(document.document_element(), 1, size);
    return size;
}

List<std::int32_t> ids_from(std::int32_t first, int count) {
    List<std::int32_t> list;
    list.presence = Presence::value;
    for (int i = 0; i < count; ++i) list.items.push_back(first + i);
    return list;
}

// The calls with the largest answers. Every other operation answers one thing: a user, a role, a text, nothing.
std::vector<AnyRequest> large_calls() {
    const String any("");
    return {
        {"GetUserInfoList", GetUserInfoListRequest{ids_from(1001, associates)}},
        {"GetAllRoles", RoleTypeRequest{RoleType::employee}},
        {"GetAllFunctionalRights", RoleTypeRequest{RoleType::employee}},
        {"GetFunctionalRights", RoleIdRequest{101}},
        {"GetAllUserGroups", GetAllUserGroupsRequest{true}},
        {"GetUserGroupList", GetUserGroupListRequest{ids_from(101, 40)}},
        {"FindCredentialsGroups", DirectorySearchRequest{String("CRM5/PASSWORD"), any}},
        {"FindCredentialUsers", DirectorySearchRequest{String("CRM5/PASSWORD"), any}},
        {"FindRolesWithFunctionalRight", FindRolesWithFunctionalRightRequest{String("create-selection")}},
        {"GetCredentialUsersInGroup",
         GetCredentialUsersInGroupRequest{String("CRM5/PASSWORD"), String("Region 1 of the company")}},
        {"GetRoleEntity", GetRoleEntityRequest{101}},
        {"GetAllDataRights", GetAllDataRightsRequest{101, {}}},
        {"GetUser", UserIdRequest{1001}},
        {"GetUser", UserIdRequest{1}},
    };
}

}  // namespace

TEST_CASE("what a client takes by default holds the answers of an installation with 300 users, but for these") {
    GatewayFixture gateway;
    add_cast(gateway);
    add_installation(gateway);
    const std::string ticket = gateway.ticket("ADM0", password_of("ADM0"));
    std::map<std::string, Size> sizes;
    const auto keep = [&](const AnyRequest& request, const Channel& channel) {
        const HttpReply reply = send(gateway, channel, ticket, request);
        const Size size = size_of(reply);
        Size& largest = sizes[std::string(request.operation().name)];
        if (size.bytes > largest.bytes) largest = size;
        INFO(request.operation().name << " over " << channel.name);
        CHECK(size.longest_text <= client_text);
        CHECK(size.depth <= client_depth);
        CHECK(size.most_items <= client_items);
    };
    for (const Channel& channel : {soap(Version::v84), soap(Version::v88), soap12(Version::v88)})
        for (const AnyRequest& request : large_calls())
            if (channel.has(request.operation())) {
                const Reply read = play(gateway, channel, ticket, request);
                CHECK_MESSAGE(read.error.empty(), read.text(newest_version));
                keep(request, channel);
            }
    for (const Operation& operation : operations(Service::user)) keep(AnyRequest(operation.name), soap(Version::v88));
    std::vector<std::string> beyond;
    for (const auto& [name, size] : sizes)
        if (size.bytes > client_message) beyond.push_back(name);
    CHECK(beyond == std::vector<std::string>{"GetUserInfoList"});
    // What the handbook tells such clients: 550 bytes a user, of a thousand users at most.
    CHECK(sizes["GetUserInfoList"].bytes < 560 * associates);
}
