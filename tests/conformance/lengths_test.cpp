// A text that is longer than any that is kept is not worked on, wherever it stands: the whole contract is walked, and each
// text of each request is sent once as one that would be dear to normalise. None is normalised, none is told again.
#include <doctest/doctest.h>

#include <cstring>
#include <functional>
#include <string>
#include <string_view>

#include "conformance/scenarios.hpp"
#include "core/base/text.hpp"
#include "support/page_browser.hpp"

using namespace uag;
using namespace uag::test;

namespace {

// Over what a description may have, under what a text of XML may have. Marks in the worst order: ICU alone takes time
// quadratic in them.
const std::string& hostile() {
    static const std::string text = [] {
        std::string made(500, 'A');
        for (int i = 0; i < 8'000; ++i) made += "\xcc\x81";
        for (int i = 0; i < 9'000; ++i) made += "\xcc\x96";
        return made;
    }();
    return text;
}

// Of other texts that a request normalises on its way: names of the demo data, ours and in their neighbourhood.
constexpr std::uint64_t usual_work = 4096;

bool tells_again(const HttpReply& reply) {
    return reply.body.find(hostile().substr(0, 400)) != std::string::npos || reply.body.size() > hostile().size();
}

using Visit = std::function<void(String& text, const std::string& path)>;

// Every text that an object of the type can hold, with one item in each list. What is around a text is there.
void each_text(const TypeInfo& type, void* object, const std::string& path, int depth, const Visit& visit) {
    for (const FieldInfo& field : type.fields) {
        void* const slot = field.slot(object);
        const TypeInfo& inner = field.type();
        const std::string below = path + "." + std::string(field.name);
        if (field.is_base) continue;
        if (inner.kind == Kind::string) visit(*static_cast<String*>(slot), below);
        if (depth == 0) continue;
        if (inner.kind == Kind::object) each_text(inner, inner.slot.emplace(slot), below, depth - 1, visit);
        if (inner.kind != Kind::array && inner.kind != Kind::dictionary) continue;
        inner.slot.emplace(slot);
        void* const item = inner.slot.append(slot);
        const TypeInfo& of_item = inner.item();
        if (inner.kind == Kind::dictionary)
            each_text(of_item, item, below, depth - 1, visit);
        else if (of_item.kind == Kind::string)
            visit(*static_cast<String*>(item), below);
        else if (of_item.kind == Kind::object)
            each_text(of_item, of_item.slot.emplace(item), below, depth - 1, visit);
    }
}

// So that a call gets as far as to its texts: ids are tje0's, an enumeration is its second member.
void point_at_somebody(const TypeInfo& type, void* object) {
    for (const FieldInfo& field : type.fields) {
        const TypeInfo& inner = field.type();
        std::int32_t number = tje0_id;
        if (inner.kind == Kind::enumeration && inner.members.size() > 1)
            number = inner.members[1].value;
        else if (inner.kind != Kind::int32)
            continue;
        std::memcpy(field.slot(object), &number, sizeof number);
    }
}

}  // namespace

TEST_CASE("no operation works on a text that is too long, or tells it again") {
    int sent = 0;
    for (const Operation& operation : operations(Service::user)) {
        AnyRequest request(operation.name);
        point_at_somebody(operation.request(), request.get());
        GatewayFixture gateway;
        const std::string ticket = gateway.ticket("ADM0", password_of("ADM0"));
        each_text(operation.request(), request.get(), std::string(operation.name), 4,
                  [&](String& text, const std::string& path) {
                      CAPTURE(path);
                      const String before = text;
                      text = String(hostile());
                      const Channel channel = ++sent % 2 == 0 ? webapi() : soap(Version::v88);
                      if (channel.has(operation)) {
                          const std::uint64_t work = normalized_bytes();
                          const HttpReply reply = send(gateway, channel, ticket, request);
                          CHECK(normalized_bytes() - work < usual_work);
                          CHECK_FALSE(tells_again(reply));
                      }
                      text = before;
                  });
    }
    CHECK(sent > 200);
}

TEST_CASE("a name of a log-in that is too long is an unknown name: one hash, and the throttle counts it") {
    GatewayFixture gateway;
    // Of more code points than a name may come with, and short enough for a header.
    const std::string name = hostile().substr(0, 500 + 2 * 600);
    const auto log_in = [&](std::string_view how) -> HttpReply {
        if (how == "soap")
            return gateway.soap(Service::so_principal, Version::v88, "",
                                "<n:AuthenticateUsernamePassword><n:UserName>" + hostile() +
                                    "</n:UserName><n:Password>wrong</n:Password></n:AuthenticateUsernamePassword>");
        if (how == "basic") return gateway.rest("GetCredentialTypes", basic(name, "wrong"), "");
        PageBrowser browser{gateway};
        return browser.sign_in(hostile(), "wrong");
    };
    for (const std::string_view how : {"soap", "basic", "page"}) {
        CAPTURE(how);
        gateway.hasher.verifications = 0;
        const std::uint64_t work = normalized_bytes();
        const HttpReply reply = log_in(how);
        CHECK(normalized_bytes() - work < usual_work);
        CHECK_FALSE(tells_again(reply));
        CHECK(gateway.hasher.verifications == 1);
        if (how == "basic") CHECK(reply.status == 401);
        if (how == "page") CHECK(reply.status == 403);
    }
    // A source that goes on is turned away before anything is hashed.
    int tries = 0;
    for (int hashed = 1; hashed != 0 && tries < 500; ++tries) {
        gateway.hasher.verifications = 0;
        CHECK(element_text(log_in("soap").body, "AuthenticationSucceeded") != "true");
        hashed = gateway.hasher.verifications;
    }
    CHECK(tries < 500);
}

TEST_CASE("names in addresses, queries and headers are bounded too") {
    GatewayFixture gateway;
    const std::string authorization = basic("ADM0", password_of("ADM0"));
    std::string escaped;
    for (int i = 0; i < 2'000; ++i) escaped += i < 1'000 ? "%CC%81" : "%CC%96";
    const std::uint64_t work = normalized_bytes();
    for (const std::string& target :
         {"/api/v1/User/" + escaped, "/api/v1/User?$select=" + escaped, "/api/v1/User/2?$select=" + escaped}) {
        const HttpReply reply = gateway.send("GET", target, {{"Authorization", authorization}}, "");
        CHECK(reply.status >= 200);
        CHECK(reply.body.find("\xcc\x81\xcc\x81\xcc\x81") == std::string::npos);
    }
    for (const std::string_view header :
         {"Accept-Language", "SO-Language", "SO-TimeZone", "SO-AppToken", "X-XSRF-TOKEN"})
        gateway.send("GET", "/api/v1/User/2", {{"Authorization", authorization}, {std::string(header), hostile()}}, "");
    CHECK(normalized_bytes() - work < 4 * usual_work);
}

TEST_CASE("lists of a user are as long as a page at most") {
    GatewayFixture gateway;
    const std::string authorization = basic("ADM0", password_of("ADM0"));
    const auto list_of = [](std::string_view name, std::string_view item, std::size_t count) {
        std::string list = "{\"User\":{\"AssociateId\":2,\"" + std::string(name) + "\":[";
        for (std::size_t i = 0; i < count; ++i) list += (i == 0 ? "" : ",") + std::string(item);
        return list + "]},\"UserType\":\"InternalAssociate\"}";
    };
    for (const std::string_view operation : {"ValidateUser", "ChangeUserType"}) {
        CAPTURE(operation);
        for (const auto& [name, item] : {std::pair("OtherGroups", "{\"Id\":1}"), std::pair("Credentials", "{}")}) {
            const HttpReply reply = gateway.rest(operation, authorization, list_of(name, item, 1001));
            CHECK(reply.status == 400);
            const bool named = reply.body.find("at most 1000 elements") != std::string::npos ||
                               reply.body.find("at most 1,000 elements") != std::string::npos;
            CHECK(named);
        }
    }
}

TEST_CASE("many long addresses, or credentials, of one call are not worked on") {
    LinkedCredentialType badge;
    badge.type = "Badge";
    GatewayFixture gateway(FixtureSettings{.credential_types = {badge}});
    const std::string authorization = basic("ADM0", password_of("ADM0"));
    // Each as long as an address may be; among the dearest letters to compose and to fold.
    std::string letters;
    for (int i = 0; i < 200; ++i) letters += "\xce\xb9\xcc\x88\xcc\x81";
    const auto list_of = [](const std::string& item, std::size_t count) {
        std::string list;
        for (std::size_t i = 0; i < count; ++i) (list += list.empty() ? "" : ",") += item;
        return "[" + list + "]";
    };
    const auto work_of = [&](std::string_view operation, const std::string& body, unsigned status) {
        const std::uint64_t before = normalized_bytes();
        const HttpReply reply = gateway.rest(operation, authorization, body);
        CHECK_MESSAGE(reply.status == status, reply.body.substr(0, 300));
        return normalized_bytes() - before;
    };
    const auto resolve = [&](const char* field, std::size_t count) {
        return R"({"ContactId":1,"PersonName":"Tina Employee","UserType":"InternalAssociate",")" + std::string(field) +
               "\":" + list_of("\"" + letters + "\"", count) + "}";
    };
    for (const char* const field : {"Emails", "PhoneNumbers"}) {
        CAPTURE(std::string(field));
        CHECK(work_of("ResolveUserFromInfo", resolve(field, 800), 400) < usual_work);
        // As many as may be: kept, folded and kept again, and that once.
        CHECK(work_of("ResolveUserFromInfo", resolve(field, 50), 200) < 4 * 50 * letters.size() + usual_work);
    }
    const std::string credential =
        R"({"Type":{"Type":"Badge"},"Value":")" + letters + R"(","DisplayValue":")" + letters + "\"}";
    const std::string user = R"({"User":{"AssociateId":2,"Credentials":)" + list_of(credential, 400) + "}}";
    CHECK(work_of("ValidateUser", user, 200) < 8 * letters.size() + usual_work);
}

TEST_CASE("a password is judged once, off the I/O threads") {
    GatewayFixture gateway;
    const std::string administrator = basic("ADM0", password_of("ADM0"));
    const auto ask = [&](std::string_view password) {
        gateway.hasher.judgements = 0;
        const std::string body = R"({"AssociateId":2,"Type":"InternalAssociate","PersonId":0,"Password":")";
        return gateway.rest("IsPasswordValidWithReason", administrator, body + std::string(password) + "\"}").body;
    };
    CHECK(ask("Employee1").find("a name or address of its owner") != std::string::npos);
    CHECK(gateway.hasher.judgements == 1);
    CHECK(ask("quiet-lantern-41").find("\"Result\":true") != std::string::npos);
    CHECK(gateway.hasher.judgements == 1);
    // Too long is seen at once.
    CHECK(ask(std::string(100'000, 'x')).find("at most 256 characters") != std::string::npos);
    CHECK(gateway.hasher.judgements == 0);
    // No place: nobody knows, and nothing is changed.
    gateway.hasher.full = true;
    CHECK(gateway.rest("SetPassword", administrator, R"({"AssociateId":2,"Password":"quiet-lantern-41"})").status ==
          503);
}
