// An answer that is not as the contract says is told of at the place where it is not, and read as far as it can be.
#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "adapters/json/codec.hpp"
#include "adapters/rest/client_answer.hpp"
#include "adapters/rest/xml_body.hpp"
#include "adapters/soap/answer.hpp"
#include "adapters/soap/client_answer.hpp"
#include "core/contract/answers.hpp"
#include "support/client_messages.hpp"

using namespace uag;
using namespace uag::test;
using client::CallResult;

namespace {

const Operation& get_user() { return *find_operation(Service::user, "GetUser"); }

User sample_user() {
    User user;
    user.user_name = "ADM0";
    user.rank = 3;
    user.person.emplace().email = "a@b.example";
    user.other_groups.presence = Presence::value;
    for (const char* const name : {"one", "two"}) {
        UserGroup group;
        group.value = name;
        group.id = 7;
        user.other_groups.items.emplace_back(group);
    }
    user.extra_fields.presence = Presence::value;
    user.extra_fields.items = {{"k1", "v1"}, {"k2", "v2"}};
    return user;
}

// Every place must be there, once.
std::string with(std::string text, const std::vector<std::pair<std::string, std::string>>& changes) {
    for (const auto& [from, to] : changes) {
        const std::size_t at = text.find(from);
        REQUIRE_MESSAGE(at != std::string::npos, from);
        text.replace(at, from.size(), to);
    }
    return text;
}

struct Mutation {
    std::string from;
    std::string to;
    std::string found;  // places()
    bool is_read = true;
};

const std::string soap_type = "text/xml; charset=utf-8";

std::string soap_body(Version version = newest_version) {
    soap::AnswerFrame frame;
    frame.version = version;
    frame.operation = &get_user();
    HttpReply reply;
    const Answer<Box<User>> answer{sample_user()};
    soap::write_response(frame, &answer, reply);
    return reply.body;
}

void check_soap(const Mutation& mutation, const std::string& type = soap_type, unsigned status = 200) {
    CAPTURE(mutation.to);
    const std::string body = mutation.from.empty() ? soap_body() : with(soap_body(), {{mutation.from, mutation.to}});
    const CallResult outcome = soap::read_answer(get_user(), {}, response_of(status, type, body));
    CHECK_MESSAGE(places(outcome.findings) == mutation.found, told(outcome.findings));
    CHECK((outcome.kind == CallResult::Kind::success) == mutation.is_read);
}

std::string rest_body(rest::DataFormat format) {
    const Box<User> user(sample_user());
    std::string body;
    if (rest::is_xml(format))
        rest::encode_xml(type_of<User>(), &user, body);
    else
        json::encode(type_of<User>(), &user, body);
    return body;
}

void check_rest(const Mutation& mutation, rest::DataFormat format, std::string type = {}, unsigned status = 200) {
    CAPTURE(mutation.to);
    if (type.empty()) type = rest::content_type(format);
    std::string body = rest_body(format);
    if (!mutation.from.empty()) body = with(body, {{mutation.from, mutation.to}});
    const CallResult outcome =
        rest::read_answer(get_user(), {rest::BodyFormat::json, format}, response_of(status, type, body));
    CHECK_MESSAGE(places(outcome.findings) == mutation.found, told(outcome.findings));
    CHECK((outcome.kind == CallResult::Kind::success) == mutation.is_read);
}

const User& user_of(const CallResult& outcome) {
    return *static_cast<const Answer<Box<User>>*>(outcome.answer.get())->response;
}

}  // namespace

TEST_CASE("a changed SOAP answer is found at its place") {
    const std::string user = "GetUserResponse";
    check_soap({"", "", ""});
    const std::vector<Mutation> mutations{
        {"<Email>a@b.example</Email>", "<EMail>a@b.example</EMail>", "unknown member " + user + ".Person.EMail"},
        {"<Email>", "<Email i:nil=\"true\">", "wrong type " + user + ".Person.Email"},
        {"<Email>a@b.example</Email>", "<Email><a/></Email>", "wrong type " + user + ".Person.Email"},
        {"<Email>a@b.example</Email>", "<Email>1</Email><Email>2</Email>", "repeated member " + user + ".Person.Email"},
        {"<Email>", "<Email xmlns=\"urn:x\">", "wrong namespace " + user + ".Person.Email"},
        {"<Email>", "<Email id=\"1\">", "unknown member " + user + ".Person.Email@id"},
        {"<Email>", "<Email href=\"#1\">", "unknown member " + user + ".Person.Email@href"},
        {"<Rank>3</Rank>", "<Rank>three</Rank>", "wrong type " + user + ".Rank"},
        {"<Rank>3</Rank>", "<Rank>99999</Rank>", "wrong type " + user + ".Rank"},
        {"<Rank>3</Rank>", "<Rank i:nil=\"true\"/>", "wrong null " + user + ".Rank"},
        {"<Rank>3</Rank>", "<Rank i:nil=\"perhaps\">3</Rank>", "wrong type " + user + ".Rank"},
        {"<Value>two</Value>", "text<Value>two</Value>", "wrong type " + user + ".OtherGroups[1]"},
        {"<Value>two</Value><Tooltip i:nil=\"true\"/>", "<Tooltip i:nil=\"true\"/><Value>two</Value>",
         "wrong order " + user + ".OtherGroups[1].Value"},
        {"<Key>k2</Key>", "<Key>k1</Key>", "repeated member " + user + ".ExtraFields[1]"},
        {"<Key>k2</Key>", "", "missing member " + user + ".ExtraFields[1].Key"},
        {"true</h:Succeeded>", "yes</h:Succeeded>", "wrong type Header.Succeeded"},
        {"true</h:Succeeded>", "false</h:Succeeded>", "contradiction Header.Succeeded", false},
        {"<GetUserResponse", "<GetUserAnswer", "unreadable Envelope", false},
    };
    for (const Mutation& mutation : mutations) check_soap(mutation);
    check_soap({"", "", "wrong media type Content-Type"}, "text/plain");
    check_soap({"", "", "wrong media type Content-Type"}, "text/xml; charset=windows-1252");
    check_soap({"", "", "wrong status 201"}, soap_type, 201);
}

TEST_CASE("what one version has is unknown in another") {
    const std::string body = soap_body();
    std::string older = body;
    for (std::size_t at = older.find("Services88"); at != std::string::npos; at = older.find("Services88"))
        older.replace(at, 10, "Services84");
    const CallResult outcome =
        soap::read_answer(get_user(), {Version::v84, soap::SoapVersion::soap11}, response_of(200, soap_type, older));
    CHECK(outcome.kind == CallResult::Kind::success);
    CHECK(places(outcome.findings).find("unknown member GetUserResponse.") != std::string::npos);
    CHECK(user_of(outcome).person->email == String("a@b.example"));
    const CallResult other =
        soap::read_answer(get_user(), {Version::v84, soap::SoapVersion::soap11}, response_of(200, soap_type, body));
    CHECK(other.kind == CallResult::Kind::unreadable);
    CHECK(places(other.findings).find("wrong namespace GetUserResponse") != std::string::npos);
}

TEST_CASE("what is around a wrong value is read all the same") {
    const std::string body = with(soap_body(), {{"<Rank>3</Rank>", "<Rank>three</Rank>"}});
    const CallResult outcome = soap::read_answer(get_user(), {}, response_of(200, soap_type, body));
    CHECK(user_of(outcome).rank == 0);
    CHECK(user_of(outcome).person->email == String("a@b.example"));
    CHECK(user_of(outcome).other_groups.items.size() == 2);
    const CallResult json = rest::read_answer(
        get_user(), {}, response_of(200, "application/json", R"({"Rank":"3","UserName":5,"Person":[],"PersonId":{}})"));
    CHECK(
        places(json.findings)
            .starts_with("wrong type GetUserResponse.Rank, wrong type GetUserResponse.UserName, "
                         "wrong type GetUserResponse.Person, unknown member GetUserResponse.PersonId, left out member "
                         "GetUserResponse.AssociateId"));
    CHECK(user_of(json).rank == 3);
    CHECK(user_of(json).user_name == String("5"));
    CHECK(user_of(json).person.presence() == Presence::nil);
}

TEST_CASE("what is lost is told from what is only wrong, also behind many other findings") {
    const auto lost_in_soap = [](const std::string& from, const std::string& to) {
        const std::string body = with(soap_body(), {{from, to}});
        const CallResult outcome = soap::read_answer(get_user(), {}, response_of(200, soap_type, body));
        const client::Finding* const lost = outcome.findings.first_lost();
        return lost == nullptr ? std::string() : lost->path;
    };
    CHECK(lost_in_soap("<Email>", "<EMail/><Email>").empty());
    CHECK(lost_in_soap("<Value>two</Value>", "text<Value>two</Value>").empty());
    CHECK(lost_in_soap("<Email>", "<Email xmlns=\"urn:x\">") == "GetUserResponse.Person.Email");
    CHECK(lost_in_soap("<Rank>3</Rank>", "<Rank>three</Rank>") == "GetUserResponse.Rank");
    CHECK(lost_in_soap("<Rank>3</Rank>", "<Rank i:nil=\"true\"/>") == "GetUserResponse.Rank");
    CHECK(lost_in_soap("<Key>k2</Key>", "") == "GetUserResponse.ExtraFields[1].Key");
    std::string many;
    for (std::size_t i = 0; i < client::most_findings; ++i) many += "\"Other" + std::to_string(i) + "\":1,";
    const auto lost_in_json = [&](const std::string& members) {
        const CallResult outcome =
            rest::read_answer(get_user(), {}, response_of(200, "application/json", "{" + many + members + "}"));
        REQUIRE(outcome.kind == CallResult::Kind::success);
        const client::Finding* const lost = outcome.findings.first_lost();
        return lost == nullptr ? std::string() : lost->path;
    };
    CHECK(lost_in_json(R"("Rank":"3")").empty());
    CHECK(lost_in_json(R"("Rank":3.5)") == "GetUserResponse.Rank");
    CHECK(lost_in_json(R"("Rank":null)") == "GetUserResponse.Rank");
    CHECK(lost_in_json(R"("Person":[])") == "GetUserResponse.Person");
}

TEST_CASE("a changed JSON answer is found at its place") {
    const std::string user = "GetUserResponse";
    const auto json = rest::DataFormat::json;
    check_rest({"", "", ""}, json);
    const std::vector<Mutation> mutations{
        {"\"Email\":", "\"EMail\":", "unknown member " + user + ".Person.EMail"},
        {"\"Email\":", "\"Foo\":1,\"Email\":", "unknown member " + user + ".Person.Foo"},
        {"\"Email\":\"a@b.example\"", "\"Email\":7", "wrong type " + user + ".Person.Email"},
        {"\"Rank\":3", "\"Rank\":\"3\"", "wrong type " + user + ".Rank"},
        {"\"Rank\":3", "\"Rank\":3.5", "wrong type " + user + ".Rank"},
        {"\"Rank\":3", "\"Rank\":99999", "wrong type " + user + ".Rank"},
        {"\"Rank\":3", "\"Rank\":null", "wrong null " + user + ".Rank"},
        {"\"Value\":\"two\"", "\"Value\":[]", "wrong type " + user + ".OtherGroups[1].Value"},
        {"\"k2\":\"v2\"", "\"k2\":{}", "wrong type " + user + ".ExtraFields[1]"},
        {"\"Deleted\":false", "\"Deleted\":\"false\"", "wrong type " + user + ".OtherGroups[0].Deleted"},
        {"\"k2\":\"v2\"", "\"K1\":\"v2\"", "unreadable " + user, false},
        {"{", "", "unreadable " + user, false},
    };
    for (const Mutation& mutation : mutations) check_rest(mutation, json);
    check_rest({"", "", "wrong media type Content-Type", false}, json, "text/html");
}

TEST_CASE("a changed XML answer of the WebAPI is found at its place") {
    const std::string user = "GetUserResponse";
    const auto xml = rest::DataFormat::application_xml;
    check_rest({"", "", ""}, xml);
    const std::vector<Mutation> mutations{
        {"<Email>a@b.example</Email>", "<EMail>a@b.example</EMail>", "unknown member " + user + ".Person.EMail"},
        {"<Rank>3</Rank>", "<Rank>three</Rank>", "wrong type " + user + ".Rank"},
        {"<Rank>3</Rank>", "<Rank i:nil=\"true\"/>", "wrong null " + user + ".Rank"},
        {"<Rank>3</Rank>", "<Rank>3</Rank><Rank>4</Rank>", "repeated member " + user + ".Rank"},
        {"<Key>k2</Key>", "<Key>K1</Key>", "repeated member " + user + ".ExtraFields[1]"},
        {"<User xmlns", "<Person xmlns", "unreadable " + user, false},
    };
    for (const Mutation& mutation : mutations) check_rest(mutation, xml);
    check_rest({"", "", "wrong media type Content-Type"}, xml, "application/xml; charset=iso-8859-1");
    check_rest({"", "", "wrong media type Content-Type", false}, xml, "text/csv");
}

TEST_CASE("answers that are none") {
    const auto soap = [](std::string body, const char* type = "text/xml") {
        return soap::read_answer(get_user(), {}, response_of(200, type, body));
    };
    for (const std::string& body : std::vector<std::string>{
             "", "<html><body>Welcome</body></html>", "{}", "<s:Envelope xmlns:s=\"urn:x\"/>",
             "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"/>",
             "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body/></s:Envelope>",
             "<!DOCTYPE x [<!ENTITY e \"e\">]><x>&e;</x>", std::string("<\0>", 3)}) {
        CAPTURE(body);
        const CallResult outcome = soap(body);
        CHECK(outcome.kind == CallResult::Kind::unreadable);
        CHECK(outcome.answer == nullptr);
        CHECK(places(outcome.findings) == "unreadable Envelope");
        CHECK(outcome.raw.body == body);
    }
    std::string deep = "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>";
    for (int i = 0; i < 40; ++i) deep += "<a>";
    CHECK(soap(deep).kind == CallResult::Kind::unreadable);
    for (const char* const body : {"", "<html/>", "[", "nul", "{\"a\":1,\"a\":2}"}) {
        CAPTURE(body);
        const CallResult outcome = rest::read_answer(get_user(), {}, response_of(200, "application/json", body));
        CHECK(outcome.kind == CallResult::Kind::unreadable);
        CHECK(places(outcome.findings) == "unreadable GetUserResponse");
    }
    const CallResult none = rest::read_answer(get_user(), {}, response_of(204, "", ""));
    CHECK(none.kind == CallResult::Kind::success);
    CHECK(places(none.findings) == "wrong status GetUserResponse");
    const CallResult null = rest::read_answer(get_user(), {}, response_of(200, "application/json", "null"));
    CHECK(null.kind == CallResult::Kind::success);
    CHECK(null.findings.empty());
}

TEST_CASE("a member that has always a value and is left out is told, for nothing else tells it from its first value") {
    const std::string body = with(soap_body(), {{"<Rank>3</Rank>", ""}});
    const CallResult soap = soap::read_answer(get_user(), {}, response_of(200, soap_type, body));
    CHECK(places(soap.findings) == "left out member GetUserResponse.Rank");
}

TEST_CASE("findings are bounded and show nothing that a terminal would obey") {
    std::string body = "{";
    for (int i = 0; i < 300; ++i) body += (i == 0 ? "\"\\u001b[31m" : ",\"x") + std::to_string(i) + "\":1";
    const CallResult outcome = rest::read_answer(get_user(), {}, response_of(200, "application/json", body + "}"));
    CHECK(outcome.findings.items().size() == client::most_findings);
    CHECK(outcome.findings.left_off() > 100);  // and what has always a value and is not there
    CHECK(outcome.findings.items().front().path == "GetUserResponse.?[31m0");
    CHECK(client::shown(std::string(1000, 'a')).size() == 83);
}
