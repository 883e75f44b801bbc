// Parameters that no request struct can hold: numbers out of range, words for numbers, ill-formed text, dates
// outside of the calendar. Refused, or clamped where the protocol says so, and nothing is changed.
#include <doctest/doctest.h>

#include "conformance/scenarios.hpp"

using namespace uag;
using namespace uag::test;

namespace {

HttpReply post_json(GatewayFixture& gateway, std::string_view operation, std::string_view body) {
    return gateway.rest(operation, basic("ADM0", password_of("ADM0")), body);
}

}  // namespace

TEST_CASE("ids that are none") {
    GatewayFixture gateway;
    const std::string ticket = gateway.ticket("ADM0", password_of("ADM0"));
    const std::string before = gateway.dump();
    for (const std::string_view id : {"abc", "", "2147483648", "-2147483649", "1.5", "1e3", "0x1", "2 3", "&#x661;"}) {
        INFO(id);
        for (const Version version : {Version::v84, Version::v88}) {
            const HttpReply reply =
                gateway.soap(Service::user, version, ticket,
                             "<n:DeleteUser><n:UserId>" + std::string(id) + "</n:UserId></n:DeleteUser>");
            CHECK(reply.status == 500);
            CHECK(reply.body.find("DeserializationFailed") != std::string::npos);
        }
        CHECK(post_json(gateway, "DeleteUser?UserId=" + std::string(id), "").status == 400);
        const HttpReply quoted =
            post_json(gateway, "MakeRetired", "{\"AssociateId\":\"" + std::string(id) + "\",\"Retired\":true}");
        CHECK(quoted.status == 400);
    }
    CHECK(post_json(gateway, "DeleteUser", "").status == 400);
    CHECK(post_json(gateway, "MakeRetired", R"({"AssociateId":2147483648,"Retired":true})").status == 400);
    CHECK(post_json(gateway, "MakeRetired", R"({"AssociateId":[2],"Retired":true})").status == 400);
    CHECK(post_json(gateway, "MakeRetired", R"({"AssociateId":2,"Retired":"perhaps"})").status == 400);
    CHECK(post_json(gateway, "MakeRetired", R"({"AssociateId":2,"associateid":3,"Retired":true})").status == 400);
    CHECK(gateway.dump() == before);
}

TEST_CASE("words that no enumeration has") {
    GatewayFixture gateway;
    const std::string ticket = gateway.ticket("ADM0", password_of("ADM0"));
    const std::string before = gateway.dump();
    const HttpReply soap = gateway.soap(Service::user, Version::v88, ticket,
                                        "<n:CreateDefaultUserFromUserType><n:UserType>Emperor</n:UserType>"
                                        "</n:CreateDefaultUserFromUserType>");
    CHECK(soap.body.find("DeserializationFailed") != std::string::npos);
    CHECK(post_json(gateway, "CreateDefaultUserFromUserType", R"({"UserType":"Emperor"})").status == 400);
    CHECK(post_json(gateway, "CreateDefaultUserFromUserType", R"({"UserType":17})").status == 400);
    CHECK(post_json(gateway, "SetDataRight",
                    R"({"RoleId":2,"TableName":"contact","RelationToOwner":"Enemy","DataRightValue":"R"})")
              .status == 400);
    CHECK(gateway.dump() == before);
}

TEST_CASE("ill-formed text is refused before anything is looked at") {
    GatewayFixture gateway;
    const std::string ticket = gateway.ticket("ADM0", password_of("ADM0"));
    const std::string before = gateway.dump();
    for (const std::string_view bytes : {"\xC3", "\xED\xA0\x80", "\xF5\x80\x80\x80", "\xC0\x80"}) {
        const HttpReply soap = gateway.soap(Service::user, Version::v88, ticket,
                                            "<n:SaveUserGroup><n:UserGroup><n:Value>a" + std::string(bytes) +
                                                "</n:Value></n:UserGroup></n:SaveUserGroup>");
        CHECK(soap.status == 500);
        CHECK(soap.body.find("Fault") != std::string::npos);
        CHECK(
            post_json(gateway, "SaveUserGroup", "{\"UserGroup\":{\"Value\":\"a" + std::string(bytes) + "\"}}").status ==
            400);
    }
    CHECK(post_json(gateway, "SaveUserGroup", R"({"UserGroup":{"Value":"\ud800"}})").status == 400);
    CHECK(post_json(gateway, "SaveUserGroup", R"({"UserGroup":{"Value":"a\u0000b"}})").status == 400);
    CHECK(post_json(gateway, "SaveUserGroup", R"({"UserGroup":{"Value":"a\u0007b"}})").status == 400);
    CHECK(gateway.dump() == before);
}

TEST_CASE("dates outside of the calendar are clamped, dates that are none are refused") {
    GatewayFixture gateway;
    const auto save = [&](std::string_view from, std::string_view to) {
        std::string body = R"({"Type":"Mail","Credentials":{"PublicValue":"a","SecretValue":"b","IsActive":true,)";
        body += R"("ValidFrom":")" + std::string(from) + R"(","ValidTo":")" + std::string(to) + "\"}}";
        return post_json(gateway, "SaveUntrustedCredentials", body).status;
    };
    // What JavaScript makes of the first and the last date when it sends them back.
    CHECK(save("0000-12-31T23:06:32.000Z", "+010000-01-01T04:59:59.000Z") == 204);
    const Reply kept = play(gateway, webapi(), basic("ADM0", password_of("ADM0")),
                            AnyRequest("GetUntrustedCredentials", GetUntrustedCredentialsRequest{"Mail"}));
    REQUIRE(kept.response);
    const auto& all = kept.value<List<Box<UntrustedCredentials>>>();
    REQUIRE(all.items.size() == 1);
    CHECK(format(all.items[0]->valid_from).starts_with("0001-01-01T00:00:00"));
    CHECK(format(all.items[0]->valid_to).starts_with("9999-12-31T23:59:59"));
    const std::string before = gateway.dump();
    for (const std::string_view date :
         {"2026-02-30T00:00:00", "2026-13-01T00:00:00", "yesterday", "2026-01-01T25:00:00"}) {
        INFO(date);
        CHECK(save(date, "2027-01-01T00:00:00") == 400);
        CHECK(save("2020-01-01T00:00:00", date) == 400);
    }
    CHECK(gateway.dump() == before);
}
