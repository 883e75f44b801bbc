#include "support/answer_mutations.hpp"

#include <array>
#include <stdexcept>
#include <utility>
#include <vector>

namespace uag::test {
namespace {

std::string changed(std::string text, std::string_view from, std::string_view to) {
    const std::size_t at = text.find(from);
    if (at == std::string::npos) throw std::runtime_error("nothing to change: " + std::string(from));
    return text.replace(at, from.size(), to);
}

constexpr std::string_view envelope_before =
    "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>";
constexpr std::string_view envelope_after = "</s:Body></s:Envelope>";

std::string soap_fault(const std::string& code, const std::string& text) {
    return std::string(envelope_before) + "<s:Fault><faultcode>s:" + code +
           "</faultcode><faultstring xml:lang=\"en\">" + text + "</faultstring></s:Fault>" +
           std::string(envelope_after);
}

RawAnswer as_soap(const std::string& operation, const std::string& content) {
    constexpr std::string_view uri = "http://www.superoffice.net/ws/crm/NetServer/Services88";
    const std::string element = operation + "Response";
    RawAnswer answer{200, {{"Content-Type", "text/xml; charset=utf-8"}}, std::string(envelope_before)};
    answer.body.insert(answer.body.find("<s:Body>"),
                       "<s:Header><h:Succeeded xmlns:h=\"" + std::string(uri) + "\">true</h:Succeeded></s:Header>");
    answer.body += '<' + element + " xmlns=\"" + std::string(uri) + "\">" + content + "</" + element + '>';
    answer.body += envelope_after;
    return answer;
}

const std::vector<AnswerMutation> answer_table{
    // Members.
    {"member dropped", ProxyStep::tina, "GetUser.Person.Email", nullptr,
     [](AnswerEditor& a) { a.drop("Person.Email"); }},
    {"number dropped", ProxyStep::tina, "GetUser.Person.CountryId", nullptr,
     [](AnswerEditor& a) { a.drop("Person.CountryId"); }},
    {"object dropped", ProxyStep::tina, "GetUser.Person", nullptr, [](AnswerEditor& a) { a.drop("Person"); }},
    {"list dropped", ProxyStep::ada, "GetUser.OtherGroups", nullptr, [](AnswerEditor& a) { a.drop("OtherGroups"); }},
    {"member added", ProxyStep::tina, "$findings.GetUserResponse.Person.Shoe", nullptr,
     [](AnswerEditor& a) { a.add("Person", "Shoe", "44"); }},
    {"member renamed", ProxyStep::tina, "$findings.GetUserResponse.Person.EMail", nullptr,
     [](AnswerEditor& a) { a.rename("Person.Email", "EMail"); }},
    {"member repeated", ProxyStep::tina, "$findings.GetUserResponse.Person.Email", "$outcome",
     [](AnswerEditor& a) { a.repeat("Person.Email"); }},
    {"members reordered", ProxyStep::tina, "$findings.GetUserResponse.Person.Position", nullptr, nullptr,
     [](RawAnswer& a) {
         auto editor = edit_soap(a.body);
         editor->move_last("Person.Position");
         a.body = editor->body();
     },
     nullptr},
    // Nothing, in its three ways.
    {"nil for a text", ProxyStep::tina, "GetUser.Person.Email", nullptr,
     [](AnswerEditor& a) { a.set_nil("Person.Email"); }},
    {"nil for an empty text", ProxyStep::tina, "GetUser.Person.Position", nullptr,
     [](AnswerEditor& a) { a.set_nil("Person.Position"); }},
    {"empty for a text", ProxyStep::tina, "GetUser.Person.Email", nullptr,
     [](AnswerEditor& a) { a.set_empty("Person.Email"); }},
    {"empty for nil", ProxyStep::tina, "GetUser.UserGroup.TableRight", "$findings.GetUserResponse.UserGroup.TableRight",
     [](AnswerEditor& a) { a.set_empty("UserGroup.TableRight"); }},
    {"absent for nil", ProxyStep::tina, "GetUser.UserGroup.TableRight", nullptr,
     [](AnswerEditor& a) { a.drop("UserGroup.TableRight"); }},
    {"absent for an empty text", ProxyStep::tina, "GetUser.Person.Position", nullptr,
     [](AnswerEditor& a) { a.drop("Person.Position"); }},
    {"nil for an object", ProxyStep::tina, "GetUser.Person", nullptr, [](AnswerEditor& a) { a.set_nil("Person"); }},
    {"nil for a list", ProxyStep::ada, "GetUser.OtherGroups", nullptr,
     [](AnswerEditor& a) { a.set_nil("OtherGroups"); }},
    {"nil for an empty list", ProxyStep::no_groups, "GetUserGroupList", nullptr,
     [](AnswerEditor& a) { a.set_nil(""); }},
    {"empty for a list", ProxyStep::ada, "GetUser.OtherGroups", nullptr,
     [](AnswerEditor& a) { a.set_empty("OtherGroups"); }},
    {"nil for a number", ProxyStep::tina, "$findings.GetUserResponse.Person.CountryId", nullptr,
     [](AnswerEditor& a) { a.set_nil("Person.CountryId"); }},
    {"nil for an item", ProxyStep::groups, "GetAllUserGroups[1]", nullptr, [](AnswerEditor& a) { a.set_nil("[1]"); }},
    {"nil for everything", ProxyStep::tina, "GetUser", nullptr, [](AnswerEditor& a) { a.set_nil(""); }},
    // Words, numbers, truths.
    {"another word of the enumeration", ProxyStep::tina, "GetUser.Type", nullptr,
     [](AnswerEditor& a) { a.set_plain("Type", "ExternalAssociate"); }},
    {"a word that is none", ProxyStep::tina, "$findings.GetUserResponse.Type", nullptr,
     [](AnswerEditor& a) { a.set_plain("Type", "Colleague"); }},
    {"a word in another case", ProxyStep::tina, "$findings.GetUserResponse.Type", nullptr,
     [](AnswerEditor& a) { a.set_plain("Type", "internalassociate"); }},
    {"a flag less", ProxyStep::tina, "GetUser.TableRight.Mask", nullptr,
     [](AnswerEditor& a) { a.set_plain("TableRight.Mask", "Read"); }},
    {"number off by one", ProxyStep::tina, "GetUser.Person.CountryId", nullptr,
     [](AnswerEditor& a) { a.set_plain("Person.CountryId", "579"); }},
    {"number with its sign turned", ProxyStep::tina, "GetUser.Person.CountryId", nullptr,
     [](AnswerEditor& a) { a.set_plain("Person.CountryId", "-578"); }},
    {"zero for a number", ProxyStep::tina, "GetUser.Person.CountryId", nullptr,
     [](AnswerEditor& a) { a.set_plain("Person.CountryId", "0"); }},
    {"number of the next digit", ProxyStep::tina, "GetUser.Person.CountryId", nullptr,
     [](AnswerEditor& a) { a.set_plain("Person.CountryId", "5780"); }},
    {"text for a number", ProxyStep::tina, "$findings.GetUserResponse.Person.CountryId", nullptr,
     [](AnswerEditor& a) { a.set_text("Person.CountryId", "Norway"); }},
    {"number beyond its type", ProxyStep::tina, "$findings.GetUserResponse.Person.CountryId", nullptr,
     [](AnswerEditor& a) { a.set_plain("Person.CountryId", "99999999999"); }},
    {"fraction for a number", ProxyStep::tina, "$findings.GetUserResponse.Person.CountryId", nullptr,
     [](AnswerEditor& a) { a.set_plain("Person.CountryId", "578.5"); }},
    {"truth turned", ProxyStep::may_change, "CanChangePassword", nullptr,
     [](AnswerEditor& a) { a.set_plain("", "false"); }},
    {"truth of a member turned", ProxyStep::tina, "GetUser.Deleted", nullptr,
     [](AnswerEditor& a) { a.set_plain("Deleted", "true"); }},
    {"text for a truth", ProxyStep::tina, "$findings.GetUserResponse.Deleted", nullptr,
     [](AnswerEditor& a) { a.set_text("Deleted", "maybe"); }},
    {"id off by one", ProxyStep::ada, "GetUser.AssociateId", nullptr,
     [](AnswerEditor& a) { a.set_plain("AssociateId", "2"); }},
    {"id of another object later", ProxyStep::read_group, "GetUserGroup.Id", nullptr,
     [](AnswerEditor& a) { a.set_plain("Id", "1"); }},
    // Times.
    {"time off by a zone", ProxyStep::logins, "GetUntrustedCredentials[0].ValidFrom", nullptr,
     [](AnswerEditor& a) { a.set_plain("[0].ValidFrom", "2026-03-01T11:00:00"); }},
    {"time off by a second", ProxyStep::logins, "GetUntrustedCredentials[0].ValidFrom", nullptr,
     [](AnswerEditor& a) { a.set_plain("[0].ValidFrom", "2026-03-01T10:00:01"); }},
    {"zone added to a time", ProxyStep::logins, "GetUntrustedCredentials[0].ValidFrom", nullptr,
     [](AnswerEditor& a) { a.set_plain("[0].ValidFrom", "2026-03-01T10:00:00Z"); }},
    {"day and month exchanged", ProxyStep::logins, "GetUntrustedCredentials[0].ValidTo", nullptr,
     [](AnswerEditor& a) { a.set_plain("[0].ValidTo", "2027-05-04T06:07:08"); }},
    {"time cut to its day", ProxyStep::logins, "GetUntrustedCredentials[0].ValidTo", nullptr,
     [](AnswerEditor& a) { a.set_plain("[0].ValidTo", "2027-04-05T00:00:00"); }},
    {"date without a time", ProxyStep::logins, "$findings.GetUntrustedCredentialsResponse[0].ValidTo", nullptr,
     [](AnswerEditor& a) { a.set_plain("[0].ValidTo", "2027-04-05"); }},
    {"time in another format", ProxyStep::logins, "$findings.GetUntrustedCredentialsResponse[0].ValidTo", nullptr,
     [](AnswerEditor& a) { a.set_plain("[0].ValidTo", "05.04.2027 06:07"); }},
    {"no time for a time", ProxyStep::logins, "GetUntrustedCredentials[0].ValidFrom", nullptr,
     [](AnswerEditor& a) { a.set_plain("[0].ValidFrom", "0001-01-01T00:00:00"); }},
    // Texts. The tooltip is " Ærlig & <ja>\n  zwei ".
    {"text cut", ProxyStep::tina, "GetUser.Tooltip", nullptr,
     [](AnswerEditor& a) {
         std::string text = a.text("Tooltip");
         text.resize(text.size() / 2);
         a.set_text("Tooltip", text);
     }},
    {"text without its last letter", ProxyStep::tina, "GetUser.Tooltip", nullptr,
     [](AnswerEditor& a) { a.set_text("Tooltip", changed(a.text("Tooltip"), "é", "")); }},
    {"blank added to a text", ProxyStep::tina, "GetUser.Tooltip", nullptr,
     [](AnswerEditor& a) { a.set_text("Tooltip", a.text("Tooltip") + " "); }},
    {"blanks of a text folded", ProxyStep::tina, "GetUser.Tooltip", nullptr,
     [](AnswerEditor& a) { a.set_text("Tooltip", changed(a.text("Tooltip"), "\n  ", " ")); }},
    {"line end of a text turned", ProxyStep::tina, "GetUser.Tooltip", nullptr,
     [](AnswerEditor& a) { a.set_text("Tooltip", changed(a.text("Tooltip"), "\n", "\\n")); }},
    {"text in another case", ProxyStep::tina, "GetUser.Person.Firstname", nullptr,
     [](AnswerEditor& a) { a.set_text("Person.Firstname", "TINA"); }},
    {"text recoded as Latin-1", ProxyStep::tina, "GetUser.Tooltip", nullptr,
     [](AnswerEditor& a) { a.set_text("Tooltip", changed(a.text("Tooltip"), "Æ", "Ã\u0086")); }},
    {"question mark for a letter", ProxyStep::tina, "GetUser.Tooltip", nullptr,
     [](AnswerEditor& a) { a.set_text("Tooltip", changed(a.text("Tooltip"), "Æ", "?")); }},
    {"text decomposed", ProxyStep::tina, "GetUser.Tooltip", nullptr,
     [](AnswerEditor& a) { a.set_text("Tooltip", changed(a.text("Tooltip"), "é", "e\u0301")); }},
    {"text escaped twice", ProxyStep::tina, "GetUser.Tooltip", nullptr,
     [](AnswerEditor& a) { a.set_text("Tooltip", changed(a.text("Tooltip"), "&", "&amp;")); }},
    {"tags of a text stripped", ProxyStep::tina, "GetUser.Tooltip", nullptr,
     [](AnswerEditor& a) { a.set_text("Tooltip", changed(a.text("Tooltip"), "<ja>", "")); }},
    {"text of the member beside it", ProxyStep::tina, "GetUser.Person.Firstname", nullptr,
     [](AnswerEditor& a) { a.set_text("Person.Firstname", a.text("Person.Lastname")); }},
    // Lists.
    {"first item dropped", ProxyStep::groups, "GetAllUserGroups", nullptr, [](AnswerEditor& a) { a.drop("[0]"); }},
    {"last item dropped", ProxyStep::groups, "GetAllUserGroups", nullptr, [](AnswerEditor& a) { a.drop("[2]"); }},
    {"item twice", ProxyStep::groups, "GetAllUserGroups", nullptr, [](AnswerEditor& a) { a.repeat("[0]"); }},
    {"items reordered", ProxyStep::groups, "GetAllUserGroups", nullptr, [](AnswerEditor& a) { a.move_last("[0]"); }},
    {"item of another", ProxyStep::groups, "GetAllUserGroups[1].Value", nullptr,
     [](AnswerEditor& a) { a.set_text("[1].Value", "Support"); }},
    {"password that is none", ProxyStep::generated, "SetGeneratedPassword", nullptr,
     [](AnswerEditor& a) { a.set_empty(""); }},
    {"nil for a password", ProxyStep::generated, "SetGeneratedPassword", nullptr,
     [](AnswerEditor& a) { a.set_nil(""); }},
    // Outcomes.
    {"exception type changed", ProxyStep::invalid, "$outcome.type", nullptr, nullptr,
     [](RawAnswer& a) { a.replace("SoValidationException", "SoArgumentException"); },
     [](RawAnswer& a) { a.replace("SoValidationException", "SoArgumentException"); }},
    {"error of another kind", ProxyStep::missing, "$outcome.code", nullptr, nullptr,
     [](RawAnswer& a) { a.replace("SoNotFoundException", "SoAccessDeniedException"); },
     [](RawAnswer& a) {
         a.status = 403;
         a.replace("SoNotFoundException", "SoAccessDeniedException");
     }},
    {"text of an error changed", ProxyStep::missing, "$outcome.message", nullptr, nullptr,
     [](RawAnswer& a) { a.replace("<Message>There is no such associate.", "<Message>Something failed."); },
     [](RawAnswer& a) { a.replace("There is no such associate.", "Something failed."); }},
    {"friendly text changed", ProxyStep::missing, "$outcome.friendly_text", nullptr, nullptr,
     [](RawAnswer& a) { a.replace("<FriendlyText>There is no such associate.", "<FriendlyText>Oh no."); }, nullptr},
    {"text of a field changed", ProxyStep::invalid, "$outcome.messages[\"Name\"]", nullptr, nullptr,
     [](RawAnswer& a) { a.replace("<Value>The name", "<Value>A name"); },
     [](RawAnswer& a) { a.replace("\"Name\":\"The name", "\"Name\":\"A name"); }},
    {"texts of another field", ProxyStep::invalid, "$outcome.messages[\"Name\"]", nullptr, nullptr,
     [](RawAnswer& a) { a.replace("<Key>Name</Key>", "<Key>Login</Key>"); },
     [](RawAnswer& a) { a.replace("{\"Name\":", "{\"Login\":"); }},
    {"source of an error changed", ProxyStep::missing, "$outcome.source", nullptr, nullptr,
     [](RawAnswer& a) { a.replace("<Source/>", "<Source>Here</Source>"); },
     [](RawAnswer& a) { a.replace("SuperOffice.Services.Implementation", "Here"); }},
    {"success for an error", ProxyStep::missing, "$outcome", nullptr, nullptr,
     [](RawAnswer& a) { a = as_soap("ChangePassword", "<Response>true</Response>"); },
     [](RawAnswer& a) {
         a.status = 200;
         a.body = "true";
     }},
    {"error for a success", ProxyStep::may_change, "$outcome", nullptr, nullptr,
     [](RawAnswer& a) {
         a.status = 500;
         a.body = soap_fault("Server", "Something failed.");
     },
     [](RawAnswer& a) {
         a.status = 500;
         a.body = R"({"Error":true,"ErrorType":"Exception","Message":"Something failed."})";
     }},
    {"fault code changed", ProxyStep::unreadable, "$fault.code", nullptr, nullptr,
     [](RawAnswer& a) { a.replace("a:DeserializationFailed", "a:InternalServiceFault"); }, nullptr},
    {"fault code of another kind", ProxyStep::unreadable, "$fault.code", nullptr, nullptr,
     [](RawAnswer& a) {
         a.replace(
             "<faultcode "
             "xmlns:a=\"http://schemas.microsoft.com/net/2005/12/windowscommunicationfoundation/"
             "dispatcher\">a:DeserializationFailed",
             "<faultcode>s:Client");
     },
     nullptr},
    {"text of a fault changed", ProxyStep::unreadable, "$outcome.message", nullptr, nullptr,
     [](RawAnswer& a) { a.replace("The formatter threw", "Somebody threw"); }, nullptr},
    {"Succeeded turned", ProxyStep::tina, "$succeeded", nullptr, nullptr,
     [](RawAnswer& a) { a.replace(">true</h:Succeeded>", ">false</h:Succeeded>"); }, nullptr},
    {"exception beside a success", ProxyStep::tina, "$outcome", nullptr, nullptr,
     [](RawAnswer& a) { a.replace("<h:ExceptionInfo i:nil=\"true\"", "<h:ExceptionInfo"); }, nullptr},
    {"extra information added", ProxyStep::tina, "$extra_info[\"Trace\"]", nullptr, nullptr,
     [](RawAnswer& a) {
         a.replace(
             "<h:ExtraInfo i:nil=\"true\" "
             "xmlns:h=\"http://www.superoffice.net/ws/crm/NetServer/Services88\" "
             "xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\"/>",
             "<h:ExtraInfo xmlns:h=\"http://www.superoffice.net/ws/crm/NetServer/Services88\" "
             "xmlns=\"http://www.superoffice.net/ws/crm/NetServer/"
             "Services88\"><ExtraInfoNameValuePair><Key>Trace</Key><Value>1</Value></"
             "ExtraInfoNameValuePair></h:ExtraInfo>");
     },
     nullptr},
    {"time zone said", ProxyStep::tina, "$time_zone", nullptr, nullptr,
     [](RawAnswer& a) {
         a.replace(
             "<h:TimeZone i:nil=\"true\" "
             "xmlns:h=\"http://www.superoffice.net/ws/crm/NetServer/Services88\" "
             "xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\"/>",
             "<h:TimeZone xmlns:h=\"http://www.superoffice.net/ws/crm/NetServer/Services88\"><SoTimeZoneLocationCode "
             "xmlns=\"http://www.superoffice.net/ws/crm/NetServer/Services88\">CET</SoTimeZoneLocationCode></"
             "h:TimeZone>");
     },
     [](RawAnswer& a) { a.fields.emplace_back("SO-TimeZone", "CET"); }},
    // HTTP.
    {"status changed", ProxyStep::tina, "$status", nullptr, nullptr, [](RawAnswer& a) { a.status = 202; },
     [](RawAnswer& a) { a.status = 202; }},
    {"status of an error changed", ProxyStep::missing, "$status", nullptr, nullptr,
     [](RawAnswer& a) { a.status = 500; }, [](RawAnswer& a) { a.status = 410; }},
    {"Content-Type changed", ProxyStep::tina, "$media", nullptr, nullptr,
     [](RawAnswer& a) { a.field("Content-Type") = "application/xml; charset=utf-8"; },
     [](RawAnswer& a) { a.field("Content-Type") = "text/plain; charset=utf-8"; }},
    {"Content-Type gone", ProxyStep::tina, "$media", nullptr, nullptr,
     [](RawAnswer& a) { std::erase_if(a.fields, [](const auto& field) { return field.first == "Content-Type"; }); },
     [](RawAnswer& a) { std::erase_if(a.fields, [](const auto& field) { return field.first == "Content-Type"; }); }},
    {"charset changed", ProxyStep::tina, "$media", nullptr, nullptr,
     [](RawAnswer& a) { a.field("Content-Type") = "text/xml; charset=iso-8859-1"; },
     [](RawAnswer& a) { a.field("Content-Type") = "application/json; charset=iso-8859-1"; }},
    {"charset gone", ProxyStep::tina, "$media", nullptr, nullptr,
     [](RawAnswer& a) { a.field("Content-Type") = "text/xml"; },
     [](RawAnswer& a) { a.field("Content-Type") = "application/json"; }},
    {"language changed", ProxyStep::tina, "$language", nullptr, nullptr,
     [](RawAnswer& a) { a.fields.emplace_back("Content-Language", "de-DE"); },
     [](RawAnswer& a) { a.fields.emplace_back("Content-Language", "de-DE"); }},
    {"bytes of another charset", ProxyStep::tina, "$outcome", nullptr, nullptr,
     [](RawAnswer& a) { a.body = changed(a.body, "Æ", "\xC6"); },
     [](RawAnswer& a) { a.body = changed(a.body, "Æ", "\xC6"); }},
    {"body empty", ProxyStep::tina, "$outcome", nullptr, nullptr, [](RawAnswer& a) { a.body.clear(); },
     [](RawAnswer& a) { a.body.clear(); }},
    {"body cut short", ProxyStep::tina, "$outcome", nullptr, nullptr,
     [](RawAnswer& a) { a.body.resize(a.body.size() - 20); }, [](RawAnswer& a) { a.body.resize(a.body.size() - 20); }},
    {"body twice", ProxyStep::tina, "$outcome", nullptr, nullptr, [](RawAnswer& a) { a.body += a.body; },
     [](RawAnswer& a) { a.body += a.body; }},
    {"page of an error for an answer", ProxyStep::tina, "$outcome", nullptr, nullptr,
     [](RawAnswer& a) {
         a.field("Content-Type") = "text/html";
         a.body = "<html><body>Bad Gateway</body></html>";
     },
     [](RawAnswer& a) {
         a.field("Content-Type") = "text/html";
         a.body = "<html><body>Bad Gateway</body></html>";
     }},
    {"answer of another operation", ProxyStep::tina, "$outcome", "GetUser.Person", nullptr,
     [](RawAnswer& a) { a = as_soap("GetUserGroup", "<Response/>"); },
     [](RawAnswer& a) {
         a.body =
             R"({"Value":"Sales","Tooltip":"","Id":2,"Rank":2,"Deleted":false,"TableRight":null,"FieldProperties":{}})";
     }},
    {"envelope of the other version", ProxyStep::tina, "$findings.Envelope", nullptr, nullptr,
     [](RawAnswer& a) {
         a.replace("http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope");
     },
     nullptr},
    {"namespace of another version", ProxyStep::tina, "$findings.GetUserResponse", nullptr, nullptr,
     [](RawAnswer& a) {
         while (a.body.find("NetServer/Services88") != std::string::npos)
             a.replace("NetServer/Services88", "NetServer/Services87");
     },
     nullptr},
    {"list for an object", ProxyStep::tina, "$findings.GetUserResponse", nullptr, nullptr, nullptr,
     [](RawAnswer& a) { a.body = "[" + a.body + "]"; }},
    {"text for an object", ProxyStep::tina, "$findings.GetUserResponse", nullptr, nullptr, nullptr,
     [](RawAnswer& a) { a.body = R"("OK")"; }},
    {"byte order mark in front", ProxyStep::tina, "$findings.GetUserResponse", nullptr, nullptr, nullptr,
     [](RawAnswer& a) { a.body.insert(0, "\xEF\xBB\xBF"); }},
    {"comment in JSON", ProxyStep::tina, "$findings.GetUserResponse", nullptr, nullptr, nullptr,
     [](RawAnswer& a) { a.body.insert(1, "/* \" */"); }},
    {"comment to the end of its line", ProxyStep::groups, "$findings.GetAllUserGroupsResponse", nullptr, nullptr,
     nullptr, [](RawAnswer& a) { a.body.insert(1, "// here\n"); }},
    {"comma behind the last member", ProxyStep::tina, "$findings.GetUserResponse", nullptr, nullptr, nullptr,
     [](RawAnswer& a) { a.body.insert(a.body.size() - 1, " , "); }},
    {"comma behind the last item", ProxyStep::groups, "$findings.GetAllUserGroupsResponse", nullptr, nullptr, nullptr,
     [](RawAnswer& a) { a.body.insert(a.body.size() - 1, ","); }},
    {"number in quotes", ProxyStep::tina, "$findings.GetUserResponse.AssociateId", nullptr, nullptr, nullptr,
     [](RawAnswer& a) { a.replace("\"AssociateId\":2,", "\"AssociateId\":\"2\","); }},
    {"number of a word for the word", ProxyStep::tina, "$findings.GetUserResponse.Type", nullptr, nullptr, nullptr,
     [](RawAnswer& a) { a.replace("\"InternalAssociate\"", "0"); }},
};

}  // namespace

std::string& RawAnswer::field(std::string_view name) {
    for (auto& [known, value] : fields)
        if (known == name) return value;
    throw std::runtime_error("no field " + std::string(name));
}

void RawAnswer::replace(std::string_view from, std::string_view to) { body = changed(body, from, to); }

std::span<const AnswerMutation> answer_mutations() { return answer_table; }

void apply(const AnswerMutation& mutation, bool is_json, RawAnswer& answer) {
    if (mutation.edit == nullptr) return (is_json ? mutation.json : mutation.soap)(answer);
    const auto editor = is_json ? edit_json(answer.body) : edit_soap(answer.body);
    mutation.edit(*editor);
    answer.body = editor->body();
}

}  // namespace uag::test
