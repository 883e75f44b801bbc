// What a list may cost: the form that asks for it, the cells and the text of a page, and the address of the next one.
#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "conformance/resource_calls.hpp"
#include "support/run_task.hpp"
#include "support/store_rows.hpp"
#include "support/texts.hpp"

using namespace uag;
using namespace uag::test;

namespace {

HttpReply form(GatewayFixture& gateway, std::string body, std::string_view caller = "ADM0") {
    const Fields fields{{"Content-Type", "application/x-www-form-urlencoded"},
                        {"Authorization", basic(caller, password_of(caller))}};
    return gateway.send("POST", "/api/v1/Archive/AllUsers", fields, std::move(body));
}

bool says(const HttpReply& reply, std::string_view text) { return reply.body.find(text) != std::string::npos; }

std::size_t rows_of(const HttpReply& reply) {
    std::size_t rows = 0;
    for (std::size_t at = reply.body.find("\"PrimaryKey\""); at != std::string::npos; ++rows)
        at = reply.body.find("\"PrimaryKey\"", at + 1);
    return rows;
}

void add_users(GatewayFixture& gateway, std::int32_t count, const std::string& tooltip) {
    Seed seed;
    for (std::int32_t id = 100; id < 100 + count; ++id) {
        NewAssociate made;
        made.associate.id = id;
        made.associate.name = "n" + std::to_string(id);
        made.associate.tooltip = tooltip;
        seed.associates.push_back(std::move(made));
    }
    REQUIRE(run_task(plant(gateway.store(), std::move(seed), {gateway.clock.now(), 0})).has_value());
}

std::string licenses(int count) {
    std::string columns;
    for (int i = 0; i < count; ++i) columns += (i == 0 ? "superoffice_l" : ",superoffice_l") + std::to_string(i);
    return columns;
}

HttpReply agent_list(GatewayFixture& gateway, const std::string& columns, int rows) {
    return gateway.send(
        "POST", "/api/v1/Agents/Archive/GetArchiveListByColumns2", as("ADM0"),
        R"({"ProviderName":"AllUsers","Columns":")" + columns + R"(","PageSize":)" + std::to_string(rows) + "}");
}

}  // namespace

TEST_CASE("a list's form has a size and a number of pairs, of which empty ones count") {
    GatewayFixture gateway;
    CHECK(form(gateway, repeated("&", 1000)).status == 200);
    CHECK(form(gateway, "$top=1" + repeated("&_=1", 999)).status == 200);
    for (const std::string& many : {repeated("&", 1001), repeated("_&", 1001), "$top=1" + repeated("&_=1", 1000)}) {
        const HttpReply reply = form(gateway, many);
        CHECK(reply.status == 400);
        CHECK_MESSAGE(says(reply, "too many fields"), reply.body);
    }
    CHECK(form(gateway, "_=" + std::string(65'534, 'x')).status == 200);
    const HttpReply large = form(gateway, "_=" + std::string(65'535, 'x'));
    CHECK(large.status == 400);
    CHECK_MESSAGE(says(large, "65,536 bytes"), large.body);
    // What the limits of the parameters allow fits, whatever is escaped.
    const std::string long_filter =
        "$filter=assocName%20is%20'tje0'" + repeated("%20", 8000) + "&$select=" + repeated("%61", 4000);
    CHECK(form(gateway, long_filter).status == 200);
}

TEST_CASE("the address of the next page has what decides it, in one way of writing, and nothing else") {
    GatewayFixture gateway;
    const HttpReply reply = form(gateway, "&&_=1&%24TOP=1&$_=2&$Select=assoc%4eame&$context=" + repeated("%26", 300) +
                                              "&$skip=1&$filter=assocName+ne+'x%26y%C3%A5'");
    CHECK(reply.status == 200);
    CHECK_MESSAGE(says(reply, R"("odata.nextLink":"http://localhost/api/v1/Archive/AllUsers?$top=1&$select=assocName&)"
                              R"($filter=assocName%20ne%20'x%26y%C3%A5'&$skip=2",)"),
                  reply.body);
    for (const char* const twice : {"$top=1&$top=1", "$top=1&%24ToP=1", "$context=&$context="})
        CHECK(says(form(gateway, twice), "stands twice"));
}

TEST_CASE("a page has so many cells: fewer rows and the next page's address, or a refusal that names the bound") {
    GatewayFixture gateway;
    add_users(gateway, 260, "");
    const std::string columns = licenses(128);
    const HttpReply slim = send(gateway, "ADM0", "GET", "User?$top=1000&$select=" + columns);
    CHECK(rows_of(slim) == 250);
    CHECK(says(slim, "$skip=250\""));
    CHECK(rows_of(send(gateway, "ADM0", "GET", "User?$top=1000&$skip=250&$select=" + columns)) == 16);
    const HttpReply full = send(gateway, "ADM0", "GET", "User?$top=1000&$mode=full&$select=" + columns);
    CHECK(rows_of(full) == 50);
    CHECK(says(full, "$skip=50\""));
    CHECK(rows_of(send(gateway, "ADM0", "GET", "User?$top=1000&$mode=full&$select=assocName")) == 266);

    CHECK(rows_of(agent_list(gateway, columns, 250)) == 250);
    const HttpReply refused = agent_list(gateway, columns, 251);
    CHECK(refused.status == 400);
    CHECK_MESSAGE(says(refused, "at most 32"), refused.body);
    CHECK(rows_of(agent_list(gateway, "", 1000)) == 266);
}

TEST_CASE("a page has so much text") {
    GatewayFixture gateway;
    const std::string tooltip = repeated("\xF0\x9F\x98\x80", 2000);
    add_users(gateway, 140, tooltip);
    const std::size_t fit = (std::size_t{1} << 20) / tooltip.size();
    const HttpReply page =
        send(gateway, "ADM0", "GET", "User?$top=1000&$filter=associateDbId%20ge%20100&$select=assocTooltip");
    CHECK(rows_of(page) == fit);
    CHECK(says(page, "$skip=" + std::to_string(fit) + '"'));
    CHECK(agent_list(gateway, "assocTooltip", 1000).status == 400);
    CHECK(rows_of(agent_list(gateway, "assocTooltip", 100)) == 100);
    // A tooltip is not a list's only.
    const auto infos = [&](int count) {
        std::string ids = "[100";
        for (int i = 1; i < count; ++i) ids += "," + std::to_string(100 + i);
        return send(gateway, "ADM0", "POST", "Agents/User/GetUserInfoList", ids + "]");
    };
    CHECK(infos(120).status == 200);
    const HttpReply refused = infos(140);
    CHECK(refused.status == 400);
    CHECK_MESSAGE(says(refused, "1 MiB"), refused.body);
}
