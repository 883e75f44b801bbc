// Lists of users (`GET …/User`, `…/Archive/{provider}` and the Archive agent): every column with every operator against a
// second evaluation written here, order, pages, forms, and who sees what.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "conformance/list_population.hpp"
#include "conformance/resource_calls.hpp"
#include "core/agent/archive_filter.hpp"
#include "core/agent/archive_operators.hpp"
#include "core/agent/archive_order.hpp"
#include "core/base/text.hpp"
#include "core/security/access.hpp"
#include "core/security/names.hpp"
#include "support/run_task.hpp"

using namespace uag;
using namespace uag::test;

namespace {

using Ids = std::vector<std::int32_t>;

std::string escaped(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (is_ascii_alphanumeric(c))
            out += c;
        else
            ((out += '%') += digits[byte / 16]) += digits[byte % 16];
    }
    return out;
}

// The keys of the rows, in their order.
Ids keys_of(std::string_view body) {
    Ids ids;
    constexpr std::string_view name = "\"PrimaryKey\":";
    for (std::size_t at = body.find(name); at != std::string_view::npos; at = body.find(name, at + 1)) {
        std::string_view rest = body.substr(at + name.size());
        if (rest.starts_with('"')) rest.remove_prefix(1);
        ids.push_back(std::stoi(std::string(rest.substr(0, 12))));
    }
    return ids;
}

std::string quoted(std::string_view text) {
    std::string out = "'";
    for (const char c : text) {
        if (c == '\'') out += c;
        out += c;
    }
    return out += '\'';
}

std::string all_of(std::string_view filter) {
    return "User?$top=1000&$select=associateDbId&$filter=" +
           escaped("associateDbId ge 100 and (" + std::string(filter) + ")");
}

}  // namespace

TEST_CASE("every column by every operator that fits it: the database finds what the specification says") {
    GatewayFixture gateway;
    std::mt19937 random(41);
    const Population population(gateway, 7);
    const auto expected = [&](const FilterNode& node) {
        Ids ids;
        for (const ListedPerson& person : population.people)
            if (holds(node, person)) ids.push_back(person.record.associate.id);
        return ids;
    };
    const auto check = [&](const FilterNode& node) {
        const std::string filter = print_filter(node);
        CAPTURE(filter);
        const HttpReply reply = send(gateway, "ADM0", "GET", all_of(filter));
        CHECK_MESSAGE(reply.status == 200, reply.body);
        CHECK(keys_of(reply.body) == expected(node));
    };
    std::vector<FilterNode> terms;
    for (const ArchiveColumnInfo& info : archive_columns())
        for (int op = 0; op <= static_cast<int>(FilterOperator::current_associate); ++op)
            for (int i = 0; i < 3 && fits(static_cast<FilterOperator>(op), info.kind); ++i) {
                FilterNode node;
                node.term = some_term(info, static_cast<FilterOperator>(op), population.people, random);
                terms.push_back(node);
                check(node);
            }
    for (int i = 0; i < 200; ++i) {
        FilterNode inner;
        inner.kind = i % 2 == 0 ? FilterNode::Kind::any : FilterNode::Kind::all;
        inner.children = {pick(terms, random), pick(terms, random), pick(terms, random)};
        FilterNode outer;
        outer.kind = i % 3 == 0 ? FilterNode::Kind::any : FilterNode::Kind::all;
        outer.children = {pick(terms, random), inner};
        check(outer);
    }
}

TEST_CASE("every sortable column, both ways: all rows once, page by page, equal ones in order of id") {
    GatewayFixture gateway;
    const Population population(gateway, 8);
    std::map<std::int32_t, const ListedPerson*> by_id;
    for (const ListedPerson& person : population.people) by_id[person.record.associate.id] = &person;
    const std::string filter = "$filter=" + escaped("associateDbId ge 100");
    for (const ArchiveColumnInfo& info : archive_columns()) {
        CAPTURE(info.name);
        const std::string by = "User?$select=associateDbId&" + filter + "&$orderBy=";
        if (!info.sortable) {
            const HttpReply reply = send(gateway, "ADM0", "GET", by + std::string(info.name));
            CHECK(reply.status == 400);
            CHECK(reply.body.find(info.name) != std::string::npos);
            continue;
        }
        for (const bool down : {false, true})
            for (const char* const next : {"", ",assocName%20desc"}) {
                CAPTURE(down);
                const std::string order = std::string(info.name) + (down ? "%20desc" : "%20ASC") + next;
                const Ids all = keys_of(send(gateway, "ADM0", "GET", by + order + "&$top=1000").body);
                REQUIRE(all.size() == population.people.size());
                CHECK(std::set<std::int32_t>(all.begin(), all.end()).size() == all.size());
                const auto key = [&](std::int32_t id) {
                    const Cell& cell = by_id.at(id)->cells.at(info.column);
                    const bool is_text = !is_numeric(info.kind) && info.kind != ColumnKind::boolean;
                    return std::pair(is_text ? fold(cell.text) : std::string(), is_text ? 0 : cell.number);
                };
                for (std::size_t i = 1; i < all.size(); ++i) {
                    const auto one = key(all[i - 1]);
                    const auto two = key(all[i]);
                    CHECK((down ? one >= two : one <= two));
                    if (one == two && *next == '\0') CHECK((down ? all[i - 1] > all[i] : all[i - 1] < all[i]));
                    if (one == two && *next != '\0')
                        CHECK(fold(by_id.at(all[i - 1])->record.associate.name) >=
                              fold(by_id.at(all[i])->record.associate.name));
                }
                Ids paged;
                std::string target = "/api/v1/" + by + order + "&$top=7";
                for (int pages = 0; !target.empty() && pages < 20; ++pages) {
                    const HttpReply reply = gateway.send("GET", target, as("ADM0"), {});
                    REQUIRE(reply.status == 200);
                    const Ids page = keys_of(reply.body);
                    paged.insert(paged.end(), page.begin(), page.end());
                    constexpr std::string_view link = "\"odata.nextLink\":\"http://localhost";
                    const std::size_t at = reply.body.find(link);
                    if (at == std::string::npos) break;
                    const std::size_t from = at + link.size();
                    target = reply.body.substr(from, reply.body.find('"', from) - from);
                }
                CHECK(paged == all);
            }
    }
}

TEST_CASE("a row has the columns that were asked for, in either mode and format") {
    GatewayFixture gateway;
    const auto get = [&](const std::string& query) { return send(gateway, "ADM0", "GET", query); };
    const std::string tina = "$filter=assocName%20is%20'TJE0'";
    const std::string head = R"({"odata.metadata":"http://localhost/api/v1/Archive/AllUsers/$metadata",)"
                             R"("odata.nextLink":null,"value":[)";
    CHECK(get("User?$select=assocName,personId,isActive,nonsense,FULLNAME,contactName,isLocation,usergroup&" + tina)
              .body ==
          head + R"({"PrimaryKey":"2","EntityName":"all","assocName":"tje0","personId":2,"isActive":true,)"
                 R"("fullName":"Tina J. Employee","contactName":"","isLocation":false,"usergroup":"Sales"}]})");
    gateway.sql("INSERT INTO associate_license (associate_id, license_id) VALUES (2, 1)");
    CHECK(get("User?$filter=name%20eq%20'tje0'&$select=name,superoffice_user").body ==
          head + R"({"PrimaryKey":"2","EntityName":"all","assocName":"tje0","superoffice_user":1}]})");
    CHECK(get("User?$select=associateDbId,assocName,isActive&$mode=FULL&" + tina).body ==
          head + R"({"PrimaryKey":"2","EntityName":"all","StyleHint":"","LinkHint":"","TableRight":null,"Column":{)"
                 R"("associateDbId":{"RawValue":2,"DisplayValue":"[A:2]","LinkHint":"","TooltipHint":""},)"
                 R"("assocName":{"RawValue":"tje0","DisplayValue":"tje0","LinkHint":"","TooltipHint":""},)"
                 R"("isActive":{"RawValue":true,"DisplayValue":"[I:1]","LinkHint":"","TooltipHint":""}}}]})");
    CHECK(get("User?$select=associateDbId&$mode=Slim&$top=1&$inlineCount=allpages&$skip=1&$format=xml").body ==
          "<ODataSlimResponse xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\"><odata.metadata>"
          "http://localhost/api/v1/Archive/AllUsers/$metadata</odata.metadata><odata.count>6</odata.count>"
          "<odata.nextLink>http://localhost/api/v1/User?$select=associateDbId&amp;$mode=Slim&amp;$top=1&amp;"
          "$inlineCount=allpages&amp;$format=xml&amp;$skip=2</odata.nextLink><value><Row><PrimaryKey>2</PrimaryKey>"
          "<EntityName>all</EntityName><associateDbId>2</associateDbId></Row></value></ODataSlimResponse>");
    const HttpReply every = get("User?" + tina);
    CHECK(every.body.find(R"("otherGroups":)") != std::string::npos);
    CHECK(every.body.find(R"("assocType":"InternalAssociate")") != std::string::npos);
    CHECK(every.body.find(R"("canLogin":true)") != std::string::npos);
    CHECK(every.body.find("contactName") == std::string::npos);
    CHECK(get("archive/allusers?" + tina + "&_=123&$context=x").body.find(R"("PrimaryKey":"2")") != std::string::npos);
    CHECK(keys_of(get("Archive/ExternalUsers").body) == Ids{3});
    CHECK(keys_of(get("Archive/InternalUsers?$select=x").body) == Ids{1, 2, 5});
    CHECK(keys_of(get("Archive/InternalUsers?$select=x&$entities=superoffice_user,contacts").body).empty());
    CHECK(
        get("Archive").body ==
        R"({"AllUsers":"http://localhost/api/v1/Archive/AllUsers","InternalUsers":)"
        R"("http://localhost/api/v1/Archive/InternalUsers","ExternalUsers":"http://localhost/api/v1/Archive/ExternalUsers"})");
    const HttpReply columns = get("Archive/AllUsers/$metadata");
    CHECK(columns.status == 200);
    CHECK(columns.body.find(R"("Name":"personEmail","CanRestrictBy":true,"RestrictionType":"string")") !=
          std::string::npos);
    CHECK(get("Archive/Nobody").status == 404);
    CHECK(get("Archive/Nobody").body.find("SoNotFoundException") != std::string::npos);
    CHECK(get("Archive/Nobody/$metadata").status == 404);
}

TEST_CASE("a list's parameters may come as a form, and say the same") {
    GatewayFixture gateway;
    const auto post = [&](std::string type, std::string body) {
        return gateway.send("POST", "/api/v1/Archive/AllUsers",
                            {{"Content-Type", std::move(type)}, {"Authorization", basic("ADM0", password_of("ADM0"))}},
                            std::move(body));
    };
    const std::string query = "$select=assocName&$filter=assocName+begins+'t'";
    const std::string form = "application/x-www-form-urlencoded";
    CHECK(post(form, query).body == send(gateway, "ADM0", "GET", "Archive/AllUsers?" + query).body);
    CHECK(post(form, query + "&filter=x").status == 400);
    CHECK(post("application/json", R"({"$filter":"assocName is 'x'"})").status == 415);
    CHECK(send(gateway, "ADM0", "POST", "Archive/AllUsers").body ==
          send(gateway, "ADM0", "GET", "Archive/AllUsers").body);
}

TEST_CASE("nothing of a list's parameters is ignored: what cannot be read is 400 and names the place") {
    GatewayFixture gateway;
    std::string deep(17, '(');
    deep += "associateDbId eq 1" + std::string(17, ')');
    std::string many = "associateDbId eq 1";
    for (int i = 0; i < 64; ++i) many += " or associateDbId eq 1";
    const auto filter = [](std::string_view text) { return "$filter=" + escaped(text); };
    struct Row {
        std::string query;
        std::string says;
    };
    for (const Row& row : std::vector<Row>{
             {filter("assocNam is 'tje0'"), "There is no column assocNam; the nearest is assocName."},
             {filter("nonsense is 'tje0'"), "There is no column nonsense."},
             {filter("assocName is 'tje0"), "character 14"},
             {filter("assocName is 'é' and"), "character 21"},
             {filter("assocName is tje0"), "character 14"},
             {filter("assocName is \"tje0\""), "character 14"},
             {filter("assocName like 'tje0'"), "character 11"},
             {filter("assocName is 'tje0';"), "character 20"},
             {filter("assocName is 'tje0' or"), "character 23"},
             {filter("assocName"), "character 10"},
             {filter("(assocName is 'tje0'"), "character 21"},
             {filter("assocName is 'tje0')"), "character 20"},
             {filter("not (assocName is 'tje0')"), "character 1"},
             {filter("assocName is 'a' 'b'"), "character 18"},
             {filter("assocName is ('a','b')"), "character 22"},
             {filter("associateDbId eq 'x'"), "The value at character 18 does not fit the column associateDbId."},
             {filter("associateDbId eq 1.5"), "character 18"},
             {filter("associateDbId eq 99999999999999999999"), "character 18"},
             {filter("associateDbId begins '1'"), "The operator begins does not fit the column associateDbId."},
             {filter("associateDbId between (1)"), "character 25"},
             {filter("associateDbId between 1 and 2"), "character 23"},
             {filter("firstName gt 'a'"), "does not fit the column firstName"},
             {filter("firstName eq 5"), "does not fit the column firstName"},
             {filter("firstName associateIsOneOf (1)"), "does not fit"},
             {filter("firstName currentAssociate"), "does not fit"},
             {filter("isActive eq 'perhaps'"), "does not fit the column isActive"},
             {filter("credentialType is 'x'"), "does not fit the column credentialType"},
             {filter("firstName after '2020-01-01'"), "character 11"},
             {filter("startswith(assocName)"), "character 21"},
             {filter("startswith('a','b')"), "character 12"},
             {filter("startswith(assocName,'a') eq false"), "character 30"},
             {filter("upper(assocName) eq 'A'"), "character 1"},
             {filter(deep), "too large"},
             {filter(many), "too large"},
             {filter("firstName is '" + std::string(1025, 'x') + "'"), "too large"},
             {filter("firstName is '" + std::string(8200, 'x') + "'"), "too large"},
             {"$orderBy=assocNam", "the nearest is assocName"},
             {"$orderBy=assocName%20up", "cannot be read"},
             {"$orderBy=assocName,,role", "cannot be read"},
             {"$orderBy=canLogin", "cannot be sorted by the column canLogin"},
             {"$filtre=x", "The list has no parameter $filtre."},
             {"filter=x", "The list has no parameter filter."},
             {"$filter=x&$FILTER=y", "twice"},
             {"$mode=wide", "$mode"},
             {"$format=csv", "$format"},
             {"$inlineCount=some", "$inlineCount"},
             {"$output=Display", "$output"},
             {"$options=GrandTotal=true", "$options"},
             {"$entities=contact", "$entities"},
             {"$select=" + std::string(5000, 'x'), "$select is too long"},
             {"$top=0", "1 to 1000"},
             {"$top=-1", "1 to 1000"},
             {"$top=1001", "1 to 1000"},
             {"$top=abc", "$top"},
             {"$top=", "$top"},
             {"$top=1e2", "$top"},
             {"$skip=-1", "negative"},
             {"$skip=2147483648", "$skip"},
             {"$top=%zz", "escape"},
             {"%zz=1", "escape"}}) {
        for (const char* const list : {"User?", "Archive/AllUsers?"}) {
            CAPTURE(row.query);
            const HttpReply reply = send(gateway, "ADM0", "GET", list + row.query);
            CHECK(reply.status == 400);
            CHECK_MESSAGE(reply.body.find(row.says) != std::string::npos, reply.body);
            CHECK(reply.body.find("PrimaryKey") == std::string::npos);
        }
    }
}

TEST_CASE("texts of a filter are values, whatever stands in them") {
    GatewayFixture gateway;
    const std::string before = gateway.dump();
    for (const char* const text :
         {"'; DROP TABLE associate; --", "' OR '1'='1", "%", "_", "*", "\\", "\"", "?1", "x') OR (1=1", "%'--", "[0-9]",
          "tje0' UNION SELECT phc FROM password_credential --", "0x00", "\xE2\x80\xA8", "NULL", "1 OR 1=1"})
        for (const char* const column : {"assocName", "firstName", "personEmail", "role", "usergroup", "userName"})
            for (const char* const op : {"is", "begins", "contains", "in"}) {
                const std::string filter = std::string(column) + ' ' + op + ' ' + quoted(text);
                CAPTURE(filter);
                const HttpReply reply = send(gateway, "ADM0", "GET", "User?$filter=" + escaped(filter));
                CHECK(reply.status == 200);
                CHECK(keys_of(reply.body).empty());
            }
    for (const char* const order :
         {"assocName;DROP TABLE associate", "assocName desc; --", "1", "(SELECT 1)", "assocName,1"})
        CHECK(send(gateway, "ADM0", "GET", "User?$orderBy=" + escaped(order)).status == 400);
    CHECK(send(gateway, "ADM0", "GET", "User?$select=" + escaped("phc,(SELECT phc FROM password_credential),a.name"))
              .body.find("argon2") == std::string::npos);
    CHECK(gateway.dump() == before);
}

TEST_CASE("others than administrators of users see a few columns of internal associates, and cannot ask by the rest") {
    GatewayFixture gateway;
    add_cast(gateway);
    const std::set<std::string_view> light{"associateDbId", "assocName", "fullName", "usergroup",
                                           "isActive",      "personId",  "contactId"};
    for (const std::string_view caller : {"tje0", "ext0", "rol0", "xad0"}) {
        CAPTURE(caller);
        for (const char* const list : {"User", "Archive/AllUsers", "Archive/InternalUsers"}) {
            const HttpReply reply = send(gateway, caller, "GET", list);
            CHECK(reply.status == 200);
            CHECK(keys_of(reply.body) == Ids{1, 2, 5, 11, 12, 13});
            for (const ArchiveColumnInfo& info : archive_columns()) {
                CAPTURE(info.name);
                const std::string name(info.name);
                const bool sees = light.contains(info.name);
                CHECK((reply.body.find('"' + name + '"') != std::string::npos) == sees);
                const std::string path = std::string(list) + "?$filter=associateDbId%20gt%200&$select=";
                if (!sees && info.has_source)
                    CHECK(send(gateway, caller, "GET", path + name).body.find('"' + name + '"') == std::string::npos);
                if (sees || !info.has_source || info.kind == ColumnKind::none) continue;
                const std::string value = info.kind == ColumnKind::text ? "'a'" : "1";
                const HttpReply asked =
                    send(gateway, caller, "GET", std::string(list) + "?$filter=" + name + "%20ne%20" + value);
                CHECK(asked.status == 403);
                CHECK(asked.body.find(name) != std::string::npos);
                if (info.sortable)
                    CHECK(send(gateway, caller, "GET", std::string(list) + "?$orderBy=assocName," + name).status ==
                          403);
                const HttpReply agent = gateway.send(
                    "POST", "/api/v1/Agents/Archive/GetArchiveListByColumns2", as(caller),
                    R"({"ProviderName":"AllUsers","Columns":"assocName","Restrictions":"getAllRows eq true or )" +
                        name + " ne " + value + R"("})");
                CHECK(agent.status == 403);
            }
            CHECK(send(gateway, caller, "GET", std::string(list) + "?$entities=superoffice_user").status == 403);
            CHECK(send(gateway, caller, "GET", std::string(list) + "?$select=superoffice_user")
                      .body.find("superoffice") == std::string::npos);
        }
        CHECK(send(gateway, caller, "GET", "Archive/ExternalUsers").status == 403);
        CHECK(send(gateway, caller, "GET", "Archive").body.find("ExternalUsers") == std::string::npos);
        CHECK(keys_of(send(gateway, caller, "GET", "User?$filter=assocType%20eq%203").body).empty());
    }
    for (const std::string_view caller : {"usr0", "ADM0"})
        CHECK(keys_of(send(gateway, caller, "GET", "User").body).size() == 9);
    CHECK(keys_of(send(gateway, "tje0", "GET", "User?$filter=associateDbId%20currentAssociate").body) == Ids{2});
    for (const char* const path : {"User", "Archive", "Archive/AllUsers", "Archive/AllUsers/$metadata"})
        CHECK(send(gateway, "", "GET", path).status == 401);
}

TEST_CASE("the Archive agent gives the same rows as the resource") {
    GatewayFixture gateway;
    const auto call = [&](std::string_view operation, std::string body, std::string query = {}) {
        return gateway.send("POST", "/api/v1/Agents/Archive/" + std::string(operation) + query, as("ADM0"),
                            std::move(body));
    };
    const std::string item =
        R"([{"EntityName":"all","PrimaryKey":2,"ColumnData":{"associateDbId":{"DisplayValue":"[A:2]","TooltipHint":"",)"
        R"("LinkHint":""},"personId":{"DisplayValue":"[I:2]","TooltipHint":"","LinkHint":""},"assocName":)"
        R"({"DisplayValue":"tje0","TooltipHint":"","LinkHint":""}},"LinkHint":"","StyleHint":"","TableRight":null,)"
        R"("FieldProperties":{}}])";
    const std::string columns = R"("Columns":["associateDbId","personId","assocName"])";
    for (const char* const provider : {"ProviderName", "ArchiveProviderName"})
        for (const char* const values : {R"("assocName","Operator":"is","Values":["tje0"])",
                                         R"("associateDbId","Operator":"=","Values":["[I:2]"])",
                                         R"("assocName","Operator":"associateIsOneOf","Values":["[A:2]"])",
                                         R"("associateDbId","Operator":"equals","Values":["2"])",
                                         R"("associateDbId","Operator":"oneOf","Values":["2","99"])"}) {
            CAPTURE(values);
            const HttpReply reply =
                call("GetArchiveListByColumns", "{\"" + std::string(provider) + R"(":"AllUsers",)" + columns +
                                                    R"(,"Restriction":[{"Name":)" + values + "}]}");
            CHECK(reply.status == 200);
            CHECK(reply.body == item);
        }
    CHECK(
        call(
            "GetArchiveListByColumns2",
            R"({"ProviderName":"AllUsers","Columns":"associateDbId,personId,assocName","Restrictions":"assocName is 'tje0'"})")
            .body == item);
    CHECK(call("GetArchiveListByColumns2",
               R"x({"ProviderName":"AllUsers","Columns":"assocName","Restrictions":"associateDbId in (2,3)"})x",
               "?$select=PrimaryKey")
              .body.find(R"("EntityName":null,"PrimaryKey":2)") != std::string::npos);

    const auto keys = [&](const std::string& more) {
        return keys_of(
            call("GetArchiveListByColumns", R"({"ProviderName":"AllUsers","Columns":["assocName"],)" + more + "}")
                .body);
    };
    const auto id = [](int key, const std::string& more) {
        return R"({"Name":"associateDbId","Operator":"=","Values":["[I:)" + std::to_string(key) + "]\"]" + more + "}";
    };
    CHECK(keys(R"("SortOrder":[{"Name":"associateDbId","Direction":"DESC"}],"Page":1,"PageSize":2)") == Ids{4, 3});
    CHECK(keys("\"Restriction\":[" + id(1, R"(,"InterOperator":"Or")") + "," + id(2, "") + "]") == Ids{1, 2});
    CHECK(keys("\"Restriction\":[" + id(1, R"(,"InterOperator":"And")") + "," + id(2, "") + "]").empty());
    // ( 1 or 2 ) and 2
    CHECK(keys("\"Restriction\":[" + id(1, R"(,"InterParenthesis":1,"InterOperator":"Or")") + "," +
               id(2, R"(,"InterParenthesis":-1)") + "," + id(2, "") + "]") == Ids{2});
    // 1 or 2 and 2
    CHECK(keys("\"Restriction\":[" + id(1, R"(,"InterOperator":"Or")") + "," + id(2, "") + "," + id(2, "") + "]") ==
          Ids{1, 2});
    CHECK(keys("\"Restriction\":[" + id(1, "") + "," + id(2, R"(,"IsActive":false)") + "]") == Ids{1});
    // Null is what a restriction is without a word about it, and never "no restriction".
    CHECK(keys("\"Restriction\":[" + id(2, R"(,"IsActive":null)") + "]") == Ids{2});
    CHECK(keys("\"PageSize\":null,\"Restriction\":[" + id(2, "") + "]") == Ids{2});
    CHECK(keys("\"Restriction\":[]").size() == 6);
    for (const std::string& bad :
         {"\"Restriction\":[" + id(1, R"(,"InterParenthesis":1)") + "]",
          "\"Restriction\":[" + id(1, R"(,"InterParenthesis":-1)") + "]",
          "\"Restriction\":[" + id(1, R"(,"InterParenthesis":2147483647)") + "]",
          "\"Restriction\":[" + id(1, R"(,"InterParenthesis":-2147483648)") + "]",
          "\"Restriction\":[" + id(1, R"(,"InterParenthesis":1,"IsActive":false)") + "," + id(1, "") + "]",
          "\"Restriction\":[" + id(1, ",\"SubRestrictions\":[" + id(2, "") + "]") + "]",
          std::string(R"("Restriction":[null])"), std::string(R"("Restriction":[{}])"),
          std::string(R"("Restriction":[{"Name":"associateDbId","Operator":"=","Values":[]}])"),
          std::string(R"("Restriction":[{"Name":"associateDbId","Operator":"=","Values":["x"]}])"),
          std::string(R"("Restriction":[{"Name":"assocNam","Operator":"is","Values":["x"]}])"),
          std::string(R"("Restriction":[{"Name":"assocName is 'x' or assocName","Operator":"is","Values":["x"]}])"),
          std::string(R"("SortOrder":[{"Name":"canLogin"}])"), std::string(R"("SortOrder":[null])"),
          std::string(R"("PageSize":1001)"), std::string(R"("PageSize":0)"), std::string(R"("Page":-1)"),
          std::string(R"("Entities":["contact"])"), std::string(R"("ArchiveProviderName":"InternalUsers")")}) {
        CAPTURE(bad);
        const HttpReply reply =
            call("GetArchiveListByColumns", R"({"ProviderName":"AllUsers","Columns":["assocName"],)" + bad + "}");
        CHECK((reply.status == 400 || reply.status == 404));
        CHECK(reply.body.find("PrimaryKey") == std::string::npos);
    }
    CHECK(call("GetArchiveListByColumns", R"({"Columns":["assocName"]})").status == 404);
    CHECK(call("GetProviderNames", "").body == R"(["AllUsers","InternalUsers","ExternalUsers"])");
    CHECK(call("GetAvailableColumns", R"({"ProviderName":"AllUsers"})").body.find(R"("Name":"assocName")") !=
          std::string::npos);
    CHECK(call("GetAvailableEntities", R"({"ProviderName":"AllUsers"})").body.find(R"("Type":"superoffice_user")") !=
          std::string::npos);
    CHECK(call("GetArchiveList", "{}").status == 404);
    CHECK(call("ExportArchive", "{}").status == 404);
    const HttpReply described = send(gateway, "", "GET", "Agents/Archive/GetArchiveListByColumns");
    CHECK(described.status == 200);
    CHECK(described.body.find(R"("path":"/api/v1/Agents/Archive/GetArchiveListByColumns")") != std::string::npos);
    // In a language numbers are displayed, and roles by their name in it.
    Fields fields = as("ADM0");
    fields.emplace_back("Accept-Language", "en");
    const HttpReply shown =
        gateway.send("POST", "/api/v1/Agents/Archive/GetArchiveListByColumns2", fields,
                     R"({"ProviderName":"AllUsers","Columns":"personId","Restrictions":"associateDbId eq 2"})");
    CHECK(shown.body.find(R"("DisplayValue":"2")") != std::string::npos);
}
