// Answers and errors in the language a request asks for, over the WebAPI and SOAP, with
// the whole gateway behind them.
#include <doctest/doctest.h>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "support/gateway_fixture.hpp"
#include "support/scenario.hpp"
#include "support/texts.hpp"

using namespace uag;
using namespace uag::test;

namespace {

using Fields = GatewayFixture::Fields;

std::string header_or_none(const HttpReply& reply, std::string_view name) {
    for (const auto& [key, value] : reply.headers)
        if (key == name) return value;
    return "(none)";
}

struct Client {
    GatewayFixture fixture;
    std::string ticket;

    Client() {
        add_cast(fixture);
        ticket = fixture.ticket("ADM0", password_of("ADM0"));
        REQUIRE(!ticket.empty());
    }
    HttpReply rest(std::string_view operation, std::string_view body, Fields languages, std::string_view query = {}) {
        languages.emplace_back("Authorization", "SOTicket " + ticket);
        return bare(operation, body, std::move(languages), query);
    }
    HttpReply bare(std::string_view operation, std::string_view body, Fields fields, std::string_view query = {}) {
        fields.emplace_back("Content-Type", "application/json");
        const std::string target = "/api/v1/Agents/User/" + std::string(operation) + std::string(query);
        return fixture.send("POST", target, fields, std::string(body));
    }
    HttpReply soap(std::string_view body, Fields fields, std::string_view with_ticket) {
        const std::string space = "http://www.superoffice.net/ws/crm/NetServer/Services88";
        fields.emplace_back("Content-Type", "text/xml; charset=utf-8");
        return fixture.send("POST", "/Remote/Services88/User.svc", fields,
                            "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:n=\"" + space +
                                "\"><s:Header><n:Credentials><n:Ticket>" + std::string(with_ticket) +
                                "</n:Ticket></n:Credentials></s:Header><s:Body>" + std::string(body) +
                                "</s:Body></s:Envelope>");
    }
};

constexpr std::string_view weak = R"({"AssociateId":1,"Password":"short"})";
constexpr std::string_view weak_soap =
    "<n:SetPassword><n:AssociateId>1</n:AssociateId><n:Password>short</n:Password></n:SetPassword>";
constexpr std::string_view english_reason = "The password needs at least 8 characters.";

}  // namespace

TEST_CASE("an error speaks the language asked for") {
    struct Row {
        const char* rule;
        Fields fields;
        std::string_view message;
        std::string_view language;  // Content-Language
    };
    const std::vector<Row> rows{
        {"5.1 none", {}, english_reason, "(none)"},
        {"5.2 English", {{"Accept-Language", "en"}}, english_reason, "en"},
        {"5.2 Norwegian", {{"Accept-Language", "nb-NO"}}, "Passordet må ha minst 8 tegn.", "nb"},
        {"5.2 Swedish", {{"Accept-Language", "sv"}}, "Lösenordet måste ha minst 8 tecken.", "sv"},
        {"5.2 Danish", {{"accept-language", "da"}}, "Adgangskoden skal have mindst 8 tegn.", "da"},
        {"5.2 German", {{"Accept-Language", "de"}}, "Das Kennwort muss mindestens 8 Zeichen enthalten.", "de"},
        {"5.8 of Switzerland",
         {{"Accept-Language", "de-CH"}},
         "Das Kennwort muss mindestens 8 Zeichen enthalten.",
         "de"},
        {"5.2 Dutch", {{"Accept-Language", "nl"}}, "Het wachtwoord moet minstens 8 tekens bevatten.", "nl"},
        {"5.5 the documentation's list",
         {{"Accept-Language", "fr,de,ru,zh"}},
         "Le mot de passe doit contenir au moins 8 caractères.",
         "fr"},
        {"5.3 SO-Language is stronger",
         {{"Accept-Language", "fr"}, {"SO-Language", "sv"}},
         "Lösenordet måste ha minst 8 tecken.",
         "sv"},
        {"5.3 in either order",
         {{"SO-Language", "sv"}, {"Accept-Language", "fr"}},
         "Lösenordet måste ha minst 8 tecken.",
         "sv"},
        {"5.4 SO-Language: *", {{"Accept-Language", "fr"}, {"SO-Language", "*"}}, english_reason, "(none)"},
        {"5.4 SO-Language: x", {{"Accept-Language", "fr"}, {"SO-Language", "x"}}, english_reason, "(none)"},
        {"5.4 SO-Language: -", {{"Accept-Language", "fr"}, {"SO-Language", "-"}}, english_reason, "(none)"},
        {"5.4 both empty", {{"Accept-Language", ""}, {"SO-Language", ""}}, english_reason, "(none)"},
        {"5.4 an empty SO-Language", {{"Accept-Language", "fr"}, {"SO-Language", ""}}, english_reason, "(none)"},
        {"5.4 an empty Accept-Language", {{"Accept-Language", ""}}, english_reason, "(none)"},
        {"5.8 no messages in Japanese", {{"Accept-Language", "ja"}}, english_reason, "en"},
        {"5.8 no such language", {{"Accept-Language", "tlh"}}, english_reason, "en"},
        {"10 KB of header", {{"Accept-Language", repeated("tlh,", 2'560)}}, english_reason, "en"},
        {"5.6 a culture changes no message",
         {{"Accept-Language", "sv"}, {"SO-Culture", "nb-NO"}},
         "Lösenordet måste ha minst 8 tecken.",
         "sv"},
    };
    Client gateway;
    for (const Row& row : rows) {
        CAPTURE(row.rule);
        const HttpReply reply = gateway.rest("SetPassword", weak, row.fields);
        CHECK(reply.status == 400);
        CHECK_MESSAGE(contains(reply.body, "\"Message\":\"" + std::string(row.message) + "\""), reply.body);
        CHECK(header_or_none(reply, "Content-Language") == row.language);
    }
}

TEST_CASE("errors of every stage, and in every form") {
    struct Row {
        const char* what;
        std::string_view operation;
        std::string_view body;
        bool with_ticket;
        std::string_view accept;
        unsigned status;
        std::string_view text;
    };
    const std::vector<Row> rows{
        {"no such operation", "Nothing", "", true, "", 404, "Unter dieser Adresse gibt es keinen solchen Vorgang."},
        {"a body that cannot be read", "SetPassword", "{\"AssociateId\" 1}", true, "", 400,
         "Der JSON-Inhalt kann nicht gelesen werden: ein Doppelpunkt wird erwartet (Byte "},
        {"a value that cannot be read", "SetPassword", R"({"AssociateId":"abc"})", true, "", 400,
         "Der Wert von 'AssociateId' kann nicht als int gelesen werden."},
        {"nobody", "SetPassword", weak, false, "", 401, "Die Anmeldung ist fehlgeschlagen."},
        {"no such associate", "SetPassword", R"({"AssociateId":99999,"Password":"quiet-lantern-41"})", true, "", 404,
         "Diesen Mitarbeiter gibt es nicht."},
        {"as a problem", "SetPassword", weak, true, "application/problem+json", 400,
         "\"detail\":\"Das Kennwort muss mindestens 8 Zeichen enthalten.\""},
        {"as XML", "SetPassword", weak, true, "application/xml", 400,
         "<Message>Das Kennwort muss mindestens 8 Zeichen enthalten.</Message>"},
        {"one message a field", "SaveUser", R"({"Name":"a:b","Type":"InternalAssociate"})", true, "", 400,
         "\"Name\":\"Der Name darf keinen Doppelpunkt enthalten.\""},
    };
    Client gateway;
    for (const Row& row : rows) {
        CAPTURE(row.what);
        Fields fields{{"Accept-Language", "de"}};
        if (!row.accept.empty()) fields.emplace_back("Accept", row.accept);
        const HttpReply reply = row.with_ticket ? gateway.rest(row.operation, row.body, fields)
                                                : gateway.bare(row.operation, row.body, fields);
        CHECK(reply.status == row.status);
        CHECK_MESSAGE(contains(reply.body, row.text), reply.body);
        CHECK(header_or_none(reply, "Content-Language") == "de");
    }
}

TEST_CASE("texts of answers") {
    struct Row {
        const char* what;
        std::string_view operation;
        std::string_view body;
        std::string_view english;
        std::string_view norwegian;
    };
    const std::vector<Row> rows{
        {"the policy's reason", "IsPasswordValidWithReason", R"({"AssociateId":1,"Password":"short"})", english_reason,
         "Passordet må ha minst 8 tegn."},
        {"a name's reason", "IsUserNameValidWithReason", R"({"UserName":"a:b"})", "The name must not contain a colon.",
         "Navnet kan ikke inneholde kolon."},
        {"ValidateUser", "ValidateUser", R"({"User":{"Name":"a:b","Type":"InternalAssociate"}})",
         "The name must not contain a colon.", "Navnet kan ikke inneholde kolon."},
        {"a command's label", "GetUserCommands", R"({"User":{"AssociateId":2}})",
         "\"DisplayName\":\"Require password change\"", "\"DisplayName\":\"Krev passordendring\""},
        {"a command's name stays", "GetUserCommands", R"({"User":{"AssociateId":2}})", "\"Name\":\"unlock\"",
         "\"Name\":\"unlock\""},
        {"a command's result", "ExecuteUserCommand",
         R"({"CommandName":"unlock","CommandActionResult":"Yes","User":{"AssociateId":2}})",
         "The failed log-ins are forgotten.", "De mislykkede påloggingene er glemt."},
        {"a functional right", "GetAllFunctionalRights", R"({"RoleType":"Employee"})",
         "\"Name\":\"User Administrator\"", "\"Name\":\"Brukeradministrator\""},
        {"its code name stays", "GetAllFunctionalRights", R"({"RoleType":"Employee"})", "\"ExtraInfo\":\"admin-users\"",
         "\"ExtraInfo\":\"admin-users\""},
        {"a type of credential", "GetCredentialTypes", "", "A user name and a password that this service keeps.",
         "Et brukernavn og et passord som denne tjenesten oppbevarer."},
    };
    Client gateway;
    for (const Row& row : rows) {
        CAPTURE(row.what);
        const HttpReply plain = gateway.rest(row.operation, row.body, {});
        CHECK(plain.status == 200);
        CHECK_MESSAGE(contains(plain.body, row.english), plain.body);
        CHECK(header_or_none(plain, "Content-Language") == "(none)");
        const HttpReply reply = gateway.rest(row.operation, row.body, {{"SO-Language", "nb"}});
        CHECK_MESSAGE(contains(reply.body, row.norwegian), reply.body);
        CHECK(header_or_none(reply, "Content-Language") == "nb");
    }
    const HttpReply nothing =
        gateway.rest("MakeRetired", R"({"AssociateId":2,"Retired":false})", {{"SO-Language", "nb"}});
    CHECK(nothing.status == 204);
    CHECK(header_or_none(nothing, "Content-Language") == "(none)");
}

TEST_CASE("the matrix of data rights") {
    Client gateway;
    const HttpReply reply = gateway.rest("GetRoleEntity", "", {{"Accept-Language", "fr"}}, "?roleEntityId=1");
    CHECK(contains(reply.body, "\"TableDescription\":\"Sociétés\""));
    CHECK(contains(reply.body, "\"Tooltip\":\"Données dont l'utilisateur est propriétaire\""));
    CHECK(contains(reply.body, "\"Description\":\"Créer, lire, modifier et supprimer\""));
    CHECK(contains(reply.body, "\"TableName\":\"contact\""));
    CHECK(contains(reply.body, "\"Value\":\"MyOwn\""));
}

TEST_CASE("stored texts of several languages; what people wrote is not taken for a label") {
    Client gateway;
    gateway.fixture.sql(
        "UPDATE role SET name = 'Sales', folded_name = 'sales', description = 'US:\"Boss\";NO:\"Sjef\";' "
        "WHERE id = 11;"
        "UPDATE role SET description = '[SR_MANDATORY_FIELD_1281]' WHERE id = 12;"
        "UPDATE role SET description = 'US:\"half' WHERE id = 13;");
    const auto roles = [&](const Fields& fields) {
        return gateway.rest("GetAllRoles", R"({"RoleType":"Employee"})", fields).body;
    };
    const std::string plain = roles({});
    CHECK(contains(plain, R"("ToolTip":"US:\"Boss\";NO:\"Sjef\";")"));
    CHECK(contains(plain, R"("ToolTip":"[SR_MANDATORY_FIELD_1281]")"));
    for (const Fields& none : {Fields{{"SO-Language", "*"}}, Fields{{"Accept-Language", ""}}})
        CHECK(roles(none) == plain);

    const std::string norwegian = roles({{"Accept-Language", "no"}});
    CHECK(contains(norwegian, R"("ToolTip":"Sjef")"));
    CHECK(contains(norwegian, R"("Name":"Sales")"));
    CHECK(contains(norwegian, R"("ToolTip":"US:\"half")"));
    CHECK(contains(roles({{"Accept-Language", "ja"}}), R"("ToolTip":"Boss")"));
    CHECK(contains(roles({{"Accept-Language", "fr"}}), R"("ToolTip":"Nom de société")"));
}

TEST_CASE("an encoded value is shown in the culture asked for; a bad one is a text") {
    Client gateway;
    gateway.fixture.sql(
        "UPDATE role SET description = '[F:4.43]' WHERE id = 11;"
        "UPDATE role SET description = '[D:03/28/2019 00:00:00.0000000]' WHERE id = 12;"
        "UPDATE role SET description = '[D:13/45/2020]' WHERE id = 13;"
        "UPDATE user_group SET description = '[I:99999999999999999999]' WHERE id = 1;");
    struct Row {
        const char* rule;
        Fields fields;
        std::string_view decimal;
        std::string_view date;
    };
    const std::string_view encoded = "[D:03/28/2019 00:00:00.0000000]";
    const std::vector<Row> rows{
        {"5.1 no language", {}, "[F:4.43]", encoded},
        {"5.6 no language: the culture is ignored", {{"SO-Culture", "nb"}}, "[F:4.43]", encoded},
        {"5.4 SO-Language: *", {{"SO-Language", "*"}, {"SO-Culture", "nb"}}, "[F:4.43]", encoded},
        {"5.4 SO-Language: x", {{"SO-Language", "x"}, {"SO-Culture", "nb"}}, "[F:4.43]", encoded},
        {"5.4 SO-Language: -", {{"SO-Language", "-"}, {"SO-Culture", "nb"}}, "[F:4.43]", encoded},
        {"5.4 an empty one", {{"SO-Language", ""}, {"SO-Culture", "nb"}}, "[F:4.43]", encoded},
        {"5.6 the language's", {{"SO-Language", "nb"}}, "4,43", "28.03.2019"},
        {"5.6 of Accept-Language too", {{"Accept-Language", "de"}}, "4,43", "28.03.2019"},
        {"5.6 another", {{"SO-Language", "nb"}, {"SO-Culture", "en-US"}}, "4.43", "3/28/2019"},
        {"5.6 with a country", {{"SO-Language", "nb"}, {"SO-Culture", "en-GB"}}, "4.43", "28/03/2019"},
        {"5.6 one that is not known", {{"SO-Language", "nb"}, {"SO-Culture", "tlh"}}, "4,43", "28.03.2019"},
        {"5.6 an empty one", {{"SO-Language", "nb"}, {"SO-Culture", ""}}, "4,43", "28.03.2019"},
        {"10,000 bytes", {{"SO-Language", "nb"}, {"SO-Culture", std::string(10'000, 'x')}}, "4,43", "28.03.2019"},
        {"5.15 a zone moves no date in a text",
         {{"SO-Language", "nb"}, {"SO-TimeZone", "US-NY, includeTZOffset"}},
         "4,43",
         "28.03.2019"},
    };
    const auto says = [](const HttpReply& reply, std::string_view text) {
        return contains(reply.body, "\"ToolTip\":\"" + std::string(text) + "\"");
    };
    for (const Row& row : rows) {
        CAPTURE(row.rule);
        const HttpReply reply = gateway.rest("GetAllRoles", R"({"RoleType":"Employee"})", row.fields);
        CHECK(reply.status == 200);
        CHECK_MESSAGE(says(reply, row.decimal), reply.body);
        CHECK_MESSAGE(says(reply, row.date), reply.body);
        CHECK(says(reply, "[D:13/45/2020]"));
        const HttpReply groups = gateway.rest("GetAllUserGroups", R"({"IncludeDeleted":true})", row.fields);
        CHECK_MESSAGE(contains(groups.body, "\"[I:99999999999999999999]\""), groups.body);
    }
}

TEST_CASE("a secret that looks like a text of several languages is given back as it is") {
    Client gateway;
    const std::string value = R"(US:\"one\";NO:\"to\")";
    const HttpReply saved = gateway.rest("SaveUntrustedCredentials",
                                         R"({"Type":"mail","Credentials":{"PublicValue":"me","SecretValue":")" + value +
                                             R"(","Comment":")" + value + R"(","IsActive":true}})",
                                         {{"Accept-Language", "nb"}});
    REQUIRE(saved.status == 204);
    const HttpReply reply = gateway.rest("GetUntrustedCredentials", R"({"Type":"mail"})", {{"Accept-Language", "nb"}});
    CHECK_MESSAGE(contains(reply.body, "\"SecretValue\":\"" + value + "\""), reply.body);
    CHECK(contains(reply.body, "\"Comment\":\"to\""));
}

TEST_CASE("SOAP by the HTTP header Accept-Language; English without it") {
    Client gateway;
    const HttpReply plain = gateway.soap(weak_soap, {}, gateway.ticket);
    CHECK(element_text(plain.body, "Message") == english_reason);
    CHECK(header_or_none(plain, "Content-Language") == "(none)");
    const HttpReply reply = gateway.soap(weak_soap, {{"Accept-Language", "fr"}}, gateway.ticket);
    CHECK(element_text(reply.body, "Message") == "Le mot de passe doit contenir au moins 8 caractères.");
    CHECK(header_or_none(reply, "Content-Language") == "fr");

    const std::string_view commands =
        "<n:GetUserCommands><n:User><n:AssociateId>2</n:AssociateId></n:User></n:GetUserCommands>";
    CHECK(contains(gateway.soap(commands, {}, gateway.ticket).body, ">Expire tickets<"));
    const HttpReply answer = gateway.soap(commands, {{"Accept-Language", "sv-SE"}}, gateway.ticket);
    CHECK(contains(answer.body, ">Avsluta biljetter<"));
    CHECK(header_or_none(answer, "Content-Language") == "sv");
}

TEST_CASE("SOAP faults say in which language they are; WCF's own texts stay English") {
    Client gateway;
    const std::string_view twice =
        "<n:GetUser><n:UserId>1</n:UserId></n:GetUser><n:GetUser><n:UserId>1</n:UserId></n:GetUser>";
    const HttpReply plain = gateway.soap(twice, {}, gateway.ticket);
    CHECK(contains(plain.body, "<faultstring xml:lang=\"en\">The SOAP Body has more than one child.<"));
    const HttpReply reply = gateway.soap(twice, {{"Accept-Language", "de"}}, gateway.ticket);
    CHECK(contains(reply.body, "<faultstring xml:lang=\"de\">Der SOAP Body hat mehr als ein Unterelement.<"));

    const HttpReply value =
        gateway.soap("<n:GetUser><n:UserId>x</n:UserId></n:GetUser>", {{"Accept-Language", "de"}}, gateway.ticket);
    CHECK(contains(value.body, "The formatter threw an exception"));
    CHECK_MESSAGE(contains(value.body, "Der Wert kann nicht als Typ 'int' gelesen werden."), value.body);
}
