// What is saved as it is stored already: no write, no audit event. And what one call of many presences leaves behind.
#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "conformance/resource_calls.hpp"
#include "support/texts.hpp"

using namespace uag;
using namespace uag::test;

namespace {

std::string presences(int count, std::int32_t id, const char* present = "true") {
    std::string all = "[";
    for (int i = 0; i < count; ++i)
        all += (i == 0 ? "" : ",") + (R"({"UserId":)" + std::to_string(id) + R"(,"Present":)" + present + "}");
    return all + "]";
}

class Audited {
public:
    Audited() {
        add_cast(gateway);
        for (const char* const caller : {"tje0", "ADM0"}) CHECK(send(gateway, caller, "GET", "User/2").status == 200);
        gateway.audit.take();
    }

    // What the call leaves in the audit log, one line an event.
    std::string after(std::string_view caller, std::string_view method, std::string_view path, std::string body,
                      int status = 204) {
        const HttpReply reply = send(gateway, caller, method, path, std::move(body));
        CHECK_MESSAGE(reply.status == status, reply.body);
        std::string lines;
        for (const AuditEvent& event : gateway.audit.take())
            if (event.kind == AuditKind::change) lines += event.subject + ": " + event.detail + '\n';
        return lines;
    }

    GatewayFixture gateway;
};

}  // namespace

TEST_CASE("presences of one call: each associate once, one event, none where nothing changes, and at most 200") {
    Audited audited;
    const auto save = [&](std::string_view caller, std::string body, int status = 204) {
        return audited.after(caller, "POST", "Presence/SaveAll", std::move(body), status);
    };
    CHECK(save("tje0", presences(200, 2)) == "associate tje0: presence set\n");
    const std::int64_t before = audited.gateway.state();
    CHECK(save("tje0", presences(200, 2)).empty());
    CHECK(audited.gateway.state() == before);
    CHECK(save("tje0", presences(201, 2), 400).empty());
    // The last word holds.
    CHECK(save("tje0", R"([{"UserId":2,"Present":false},{"UserId":2,"Present":true}])").empty());
    CHECK(save("ADM0", R"([{"UserId":2,"Present":true},{"UserId":1,"Present":true},{"UserId":3,"Present":false}])") ==
          "2 associates: presence set of 1, 3\n");
    CHECK(save("ADM0", presences(1, 2, "false")) == "associate tje0: presence set\n");
    CHECK(save("tje0", R"([{"UserId":2,"Present":true},{"UserId":1,"Present":true}])", 403).empty());
}

TEST_CASE("a presence status that is stored already is not written again") {
    Audited audited;
    const auto set = [&](std::string body) {
        return audited.after("tje0", "PUT", "User/2/UserPresenceStatus", std::move(body), 200);
    };
    const std::string lunch = R"({"Status":"StatusNotAvailable","Message":"at lunch"})";
    CHECK(set(lunch) == "associate tje0: presence set\n");
    const std::int64_t before = audited.gateway.state();
    CHECK(set(lunch).empty());
    CHECK(audited.gateway.state() == before);
    CHECK(set(R"({"Status":"StatusNotAvailable","Message":"back"})") == "associate tje0: presence set\n");
}

TEST_CASE(
    "untrusted credentials that are stored already are not written again, nor found by whoever may not read them") {
    Audited audited;
    const auto save = [&](std::string_view caller, std::string_view operation, std::string secret,
                          const char* comment = "c") {
        return audited.after(caller, "POST", "Agents/User/" + std::string(operation),
                             R"({"AssociateId":2,"Type":"Mail","Credentials":{"PublicValue":"p")" + secret +
                                 R"(,"Comment":")" + comment + R"(","IsActive":true}})");
    };
    const std::string saved = "associate tje0: untrusted credentials Mail saved\n";
    const auto own = [&](std::string secret, const char* comment = "c") {
        return save("tje0", "SaveUntrustedCredentials", std::move(secret), comment);
    };
    const std::string first = R"(,"SecretValue":"first")";
    CHECK(own(first) == saved);
    const std::int64_t before = audited.gateway.state();
    CHECK(own(first).empty());
    CHECK(own("").empty());
    CHECK(audited.gateway.state() == before);
    CHECK(own("", "other") == saved);
    CHECK(own(R"(,"SecretValue":"second")", "other") == saved);
    CHECK(save("ADM0", "SaveUntrustedCredentialsForAssociate", R"(,"SecretValue":"second")", "other") == saved);
    CHECK(save("ADM0", "SaveUntrustedCredentialsForAssociate", "", "other").empty());
    CHECK(own(R"(,"SecretValue":"")", "other") == saved);
    CHECK(own(R"(,"SecretValue":"")", "other").empty());
    CHECK(own(first, "other") == saved);
}
