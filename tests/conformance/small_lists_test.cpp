// `GET …/api/v1/Role` and `…/TimeZone`: lists in the form of the vendor's archives, with the parameters of user lists.
#include <doctest/doctest.h>

#include <pugixml.hpp>
#include <string>
#include <vector>

#include "conformance/resource_calls.hpp"
#include "core/base/time_zone.hpp"
#include "support/texts.hpp"

using namespace uag;
using namespace uag::test;

namespace {

bool has_text(const HttpReply& reply, std::string_view text) { return reply.body.find(text) != std::string::npos; }

// The keys of a page, in its order: "1 2 5".
std::string page_keys(const HttpReply& reply) {
    constexpr std::string_view mark = R"("PrimaryKey":")";
    std::string keys;
    for (std::size_t at = reply.body.find(mark); at != std::string::npos; at = reply.body.find(mark, at)) {
        at += mark.size();
        if (!keys.empty()) keys += ' ';
        keys += reply.body.substr(at, reply.body.find('"', at) - at);
    }
    return keys;
}

struct Asked {
    const char* query;
    const char* keys;
};

void check_keys(GatewayFixture& gateway, std::string_view list, const std::vector<Asked>& rows) {
    for (const Asked& row : rows) {
        CAPTURE(row.query);
        const HttpReply reply = send(gateway, "tje0", "GET", std::string(list) + '?' + row.query);
        CHECK_MESSAGE(reply.status == 200, reply.body);
        CHECK(page_keys(reply) == row.keys);
    }
}

}  // namespace

TEST_CASE("the list of roles: pages in the form of the archives, to everybody") {
    GatewayFixture gateway;
    const HttpReply first = send(gateway, "tje0", "GET", "Role?$top=2");
    CHECK(first.status == 200);
    CHECK(first.body.starts_with(
        R"({"odata.metadata":"http://localhost/api/v1/Role/$metadata",)"
        R"("odata.nextLink":"http://localhost/api/v1/Role?$top=2&$skip=2","value":[{"PrimaryKey":"1","EntityName":"role",)"
        R"("roleId":1,"name":"User level 0","description":")"));
    CHECK(has_text(first, R"("roleTypeId":0,"roleTypeName":"Employee","useCategories":false,"rank":)"));
    CHECK(has_text(first, R"("isDeleted":false})"));
    CHECK(
        has_text(send(gateway, "tje0", "GET", "Role?$skip=4"), R"("odata.nextLink":null,"value":[{"PrimaryKey":"5")"));
    const HttpReply selected = send(gateway, "tje0", "GET", "Role?$select=roleId,name,nothing&$filter=roleId%20eq%205");
    CHECK(has_text(selected, R"("value":[{"PrimaryKey":"5","EntityName":"role","roleId":5,"name":"System"}])"));
    const HttpReply full = send(gateway, "tje0", "GET", "Role?$select=roleId&$mode=full&$filter=roleId%20eq%205");
    CHECK(has_text(full, R"("Column":{"roleId":{"RawValue":5,"DisplayValue":"[I:5]")"));
    CHECK(has_text(send(gateway, "tje0", "GET", "Role?$inlineCount=allpages&$top=1"), R"("odata.count":"5")"));
    CHECK(send(gateway, "", "GET", "Role").status == 401);
}

TEST_CASE("the list of roles: filters and orders as user lists have them") {
    GatewayFixture gateway;
    check_keys(gateway, "Role",
               {{"", "1 2 3 4 5"},
                {"$orderBy=roleId%20desc", "5 4 3 2 1"},
                {"$orderBy=name", "4 3 5 1 2"},
                {"$orderBy=useCategories,name%20desc", "2 1 5 3 4"},
                {"$filter=name%20is%20'SYSTEM'", "5"},
                {"$filter=name%20begins%20'user%20level'&$orderBy=roleId%20desc&$top=1", "2"},
                {"$filter=name%20notContains%20'user'", "4 5"},
                {"$filter=endswith(name,'user')", "3"},
                {"$filter=roleTypeId%20oneOf%20(1,2)", "3 4"},
                {"$filter=roleId%20between%20(2,4)%20and%20roleId%20ne%203", "2 4"},
                {"$filter=roleId%20lt%202%20or%20(roleId%20ge%204%20and%20roleId%20le%204)", "1 4"},
                {"$filter=isDeleted%20eq%20true", ""},
                {"$filter=getNoRows%20eq%20true", ""},
                {"$filter=getAllRows%20eq%20true", "1 2 3 4 5"},
                {"$filter=roleTypeId%20set", "3 4 5"},
                {"$entities=role", "1 2 3 4 5"},
                {"$entities=all", "1 2 3 4 5"}});
    for (const char* const query :
         {"$filter=assocName%20is%20'x'", "$filter=name%20eq", "$filter=name%20gt%20'x'",
          "$filter=roleTypeName%20is%20'x'", "$orderBy=roleTypeName", "$orderBy=fullName", "$top=0", "$top=1001",
          "$skip=-1", "$top=x", "$entities=contact", "$mode=wide", "filter=1", "$inlineCount=some"}) {
        CAPTURE(query);
        const HttpReply reply = send(gateway, "tje0", "GET", "Role?" + std::string(query));
        CHECK(reply.status == 400);
        CHECK_FALSE(has_text(reply, "PrimaryKey"));
    }
}

TEST_CASE("the list of time zones: all at once, as they are on record, in JSON and XML") {
    GatewayFixture gateway;
    const HttpReply all = send(gateway, "ext0", "GET", "TimeZone");
    CHECK(all.status == 200);
    CHECK(
        all.body.starts_with(R"({"odata.metadata":"http://localhost/api/v1/TimeZone/$metadata","odata.nextLink":null,)"
                             R"("value":[{"PrimaryKey":"10000","EntityName":"timezone","id":10000,)"));
    for (const char* const row :
         {R"("id":1,"timeZone":"UTC","country":"","region":"UTC/GMT","offset":"0","daylight":"","isActive":1})",
          R"("id":36,"timeZone":"AU-ACT","country":"Australia","region":"Capital Territory","offset":"+10:00",)"
          R"("daylight":"+11:00","isActive":1})",
          R"("id":433,"timeZone":"US-HI","country":"United States","region":"Hawaii","offset":"-10:00","daylight":"")",
          R"("timeZone":"IN","country":"India","region":"","offset":"+5:30","daylight":"")"}) {
        CAPTURE(row);
        CHECK(has_text(all, row));
    }
    check_keys(gateway, "timezone",
               {{"$filter=timeZone%20is%20'no'", "261"},
                {"$filter=id%20in%20(261,1)%20or%20timeZone%20eq%20'DK'&$orderBy=id", "1 140 261"},
                {"$filter=country%20begins%20'united%20states'&$orderBy=region%20desc&$top=1", "10295"},
                {"$filter=id%20eq%200", ""}});
    const HttpReply page = send(gateway, "ext0", "GET", "TimeZone?$select=timeZone&$top=1");
    CHECK(has_text(page, R"("odata.nextLink":"http://localhost/api/v1/TimeZone?$select=timeZone&$top=1&$skip=1")"));
    const HttpReply xml = send(gateway, "ext0", "GET", "TimeZone?$format=xml");
    CHECK(xml.content_type == "application/xml; charset=utf-8");
    pugi::xml_document document;
    REQUIRE(document.load_string(xml.body.c_str()));
    std::size_t rows = 0;
    for (const pugi::xml_node row : document.child("ODataSlimResponse").child("value").children("Row")) {
        CHECK(find_time_zone(row.child("id").text().as_int()) == find_time_zone(row.child("timeZone").text().get()));
        ++rows;
    }
    CHECK(rows == time_zones().size());
}

TEST_CASE("names of columns that no JSON client stumbles over") {
    GatewayFixture gateway;
    const std::string list = "User?$top=1&$select=superoffice_sales-pro,assocName";
    CHECK(has_text(send(gateway, "ADM0", "GET", list), R"("superoffice_sales-pro":0,"assocName":"ADM0")"));
    CHECK(has_text(send(gateway, "ADM0", "GET", list + "&$jsonSafe=true"),
                   R"("superoffice_sales_pro":0,"assocName":"ADM0")"));
    CHECK(send(gateway, "ADM0", "GET", list + "&$jsonSafe=perhaps").status == 400);
}
