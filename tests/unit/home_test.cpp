// The page at `/` and the icon: what they say, that every link has an answer, what is linked; and what all pages of the
// frame have in common.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/html/page_frame.hpp"
#include "adapters/rest/pages.hpp"
#include "server/ui/home.hpp"
#include "support/gateway_fixture.hpp"
#include "support/reply_headers.hpp"
#include "support/source_texts.hpp"
#include "support/texts.hpp"

using namespace uag;
using namespace uag::test;

namespace {

std::vector<std::string> links_in(const std::string& page) {
    constexpr std::string_view mark = R"( href=")";
    std::vector<std::string> links;
    for (std::size_t at = page.find(mark); at != std::string::npos; at = page.find(mark, at + 1)) {
        const std::size_t begin = at + mark.size();
        links.push_back(page.substr(begin, page.find('"', begin) - begin));
    }
    return links;
}

std::string home_with(const ui::HomeLinks& links) {
    HttpRequest request;
    request.path = "/";
    HttpReply reply;
    REQUIRE(ui::answer_home(request, *ui::match_page(http::PathSegments("/")), links, reply));
    return reply.body;
}

// Of each block `:root { … }` in turn: the variables with their values.
std::vector<std::map<std::string, std::string>> palettes_of(const std::string& css) {
    std::vector<std::map<std::string, std::string>> palettes;
    for (std::size_t at = css.find(":root"); at != std::string::npos; at = css.find(":root", at + 1)) {
        const std::size_t end = css.find('}', at);
        auto& palette = palettes.emplace_back();
        for (std::size_t name = css.find("--", at); name < end; name = css.find("--", name + 1)) {
            const std::size_t colon = css.find(':', name);
            palette[css.substr(name, colon - name)] = css.substr(colon + 1, css.find(';', colon) - colon - 1);
        }
    }
    return palettes;
}

}  // namespace

TEST_CASE("home: says what this is, needs no other file, and every link has an answer") {
    GatewayFixture gateway;
    const HttpReply home = gateway.send("GET", "/", {}, {});
    CHECK(home.status == 200);
    CHECK(home.content_type == "text/html; charset=utf-8");
    CHECK(contains(home.body, "<h1>User Agent Gateway</h1>"));
    CHECK(header_of(home, "Content-Security-Policy") == page_frame_policy());
    CHECK(header_of(home, "Content-Language") == "en");
    CHECK(header_of(home, "Vary") == "Accept-Language");
    CHECK_FALSE(contains(home.body, "<script"));
    CHECK_FALSE(contains(home.body, "style="));
    CHECK_FALSE(contains(home.body, "src="));
    int services = 0;
    for (const std::string& link : links_in(home.body)) {
        INFO(link);
        if (link == "#main" || link == "/") continue;
        const HttpReply there = gateway.send("GET", "/" + link, {{"Accept", "text/html"}}, {});
        CHECK((there.status == 200 || (link == "account" && there.status == 303)));
        if (link.ends_with(".svc")) {
            ++services;
            CHECK(there.content_type == "text/html; charset=utf-8");
        }
    }
    CHECK(services == 10);
    for (const char* const link : {"account", "docs", "docs/services", "api"})
        CHECK(std::ranges::count(links_in(home.body), link) == 1);
}

TEST_CASE("home: what is switched off is not linked") {
    const std::string bare = home_with({false, {false, false}});
    for (const char* const link : {"account", "docs", "docs/services"})
        CHECK(std::ranges::count(links_in(bare), link) == 0);
    CHECK(std::ranges::count(links_in(bare), "api") == 1);
    CHECK(std::ranges::count(links_in(home_with({true, {false, true}})), "docs") == 0);
    CHECK(std::ranges::count(links_in(home_with({true, {true, false}})), "docs/services") == 0);
}

TEST_CASE("home: it is read with GET or HEAD, at / alone, without credentials and whatever the query") {
    GatewayFixture gateway;
    for (const char* const path : {"/", "/favicon.ico"}) {
        CAPTURE(path);
        CHECK(gateway.send("HEAD", path, {}, {}).status == 200);
        CHECK(gateway.send("GET", std::string(path) + "?x=1", {{"Authorization", "Basic eDp5"}}, {}).status == 200);
        for (const char* const method : {"POST", "PUT", "DELETE", "OPTIONS", "PATCH"}) {
            const HttpReply refused = gateway.send(method, path, {}, {});
            CHECK(refused.status == 405);
            CHECK(header_of(refused, "Allow") == "GET, HEAD");
        }
    }
    for (const char* const path : {"//", "/x", "/index.html", "/x/", "/x/favicon.ico", "/favicon.ico/"})
        CHECK(gateway.send("GET", path, {}, {}).status == 404);
}

TEST_CASE("home: a browser that asks for the icon gets one, and keeps it") {
    GatewayFixture gateway;
    const HttpReply icon = gateway.send("GET", "/favicon.ico", {}, {});
    CHECK(icon.status == 200);
    CHECK(icon.content_type == "image/vnd.microsoft.icon");
    CHECK(icon.file.starts_with(std::string_view("\0\0\1\0", 4)));
    CHECK(header_of(icon, "Cache-Control") == "public, max-age=86400");
    const HttpReply again = gateway.send("GET", "/favicon.ico", {{"If-None-Match", header_of(icon, "ETag")}}, {});
    CHECK(again.status == 304);
    CHECK(again.file.empty());
}

TEST_CASE("live: it is answered as long as there is somebody to answer") {
    GatewayFixture gateway;
    CHECK(gateway.send("GET", "/health/live", {}, {}).status == 200);
    const HttpReply posted = gateway.send("POST", "/health/live", {}, {});
    CHECK(posted.status == 405);
    CHECK(header_of(posted, "Allow") == "GET, HEAD");
}

TEST_CASE("frame: its colours are those of the pages at /account, light and dark") {
    const auto account = palettes_of(read_source("server/ui/account.css"));
    const auto frame = palettes_of(home_with({}));
    REQUIRE(account.size() == 2);
    REQUIRE(frame.size() == 2);
    for (std::size_t i = 0; i < 2; ++i) {
        CHECK(frame[i].size() == 8);
        for (const auto& [name, value] : frame[i]) {
            CAPTURE(name);
            REQUIRE(account[i].contains(name));
            CHECK(account[i].at(name) == value);
        }
    }
}

TEST_CASE("frame: the page around Swagger UI has the colours too, and leads home like the account's") {
    const auto account = palettes_of(read_source("server/ui/account.css"));
    const auto docs = palettes_of(read_source("server/ui/docs.css"));
    REQUIRE(docs.size() == 2);
    for (std::size_t i = 0; i < 2; ++i)
        for (const auto& [name, value] : docs[i]) {
            CAPTURE(name);
            CHECK(account[i].at(name) == value);
        }
    GatewayFixture gateway;
    for (const char* const path : {"/docs", "/account/sign-in"})
        CHECK(contains(gateway.send("GET", path, {{"Accept", "text/html"}}, {}).body, R"(<a class="brand" href="/">)"));
}

TEST_CASE("frame: who follows a wrong link in a browser gets a page, a program a line") {
    GatewayFixture gateway;
    const HttpReply page = gateway.send("GET", "/nothing", {{"Accept", "text/html"}, {"Accept-Language", "de"}}, {});
    CHECK(page.status == 404);
    CHECK(page.content_type == "text/html; charset=utf-8");
    CHECK(header_of(page, "Content-Security-Policy") == page_frame_policy());
    CHECK(contains(page.body, R"(<html lang="de">)"));
    CHECK(contains(page.body, "<h1>Seite nicht gefunden</h1>"));
    CHECK(contains(page.body, R"(<a href="/">)"));
    for (const char* const accept : {"*/*", "", "application/json"}) {
        const HttpReply line = gateway.send("GET", "/nothing", {{"Accept", accept}}, {});
        CHECK(line.status == 404);
        CHECK(line.body == "There is nothing at this address.\n");
    }
}

TEST_CASE("frame: the WebAPI's page says what it is, and leads to its calls where they are shown") {
    for (const bool has_docs : {true, false}) {
        RestIdentity identity;
        identity.has_docs = has_docs;
        std::string page;
        rest::write_root_html(identity, "https://host/crm/api", page);
        CHECK(contains(page, "This is the WebAPI of User Agent Gateway"));
        CHECK(contains(page, R"(href="https://host/crm/docs")") == has_docs);
    }
}

TEST_CASE("frame: the WebAPI's pages about itself and the SOAP help pages have it") {
    GatewayFixture gateway;
    for (const char* const path :
         {"/", "/api", "/crm/api", "/api/v1/Agents/User/GetUser", "/api/v1/Agents/User/GetAllRoles", "/docs/services",
          "/Remote/Services84/User.svc", "/Remote/Services88/SoPrincipal.svc"}) {
        CAPTURE(path);
        const HttpReply page = gateway.send("GET", path, {{"Accept", "text/html"}}, {});
        CHECK(page.status == 200);
        CHECK(header_of(page, "Content-Security-Policy") == page_frame_policy());
        CHECK(contains(page.body, R"(<a class="brand" href="/">)"));
        CHECK(contains(page.body, R"(<main id="main" tabindex="-1"><h1>)"));
    }
}

// An inner header moves with every version of its library, and Debian 13 has others than Debian 12.
TEST_CASE("sources include no inner header of a library") {
    const std::vector<std::string> documented{"boost/asio/impl/src.hpp", "boost/asio/ssl/impl/src.hpp"};
    int includes = 0;
    for (const auto& file : source_files({"core", "adapters", "server", "tests"})) {
        const std::string source = read_source(file);
        for (std::size_t at = source.find("#include <"); at != std::string::npos;
             at = source.find("#include <", at + 1)) {
            const std::string header = source.substr(at + 10, source.find('>', at) - at - 10);
            ++includes;
            if (std::ranges::count(documented, header) == 1) continue;
            INFO(file.generic_string() << ": " << header);
            for (const char* const inner : {"/impl/", "/detail/", "/bundled/", "/internal/", "bits/"})
                CHECK_FALSE(contains(header, inner));
        }
    }
    CHECK(includes > 500);
}
