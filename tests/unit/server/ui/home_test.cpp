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

// What a browser makes of a relative link that only climbs.
std::string way_behind(std::string from, std::string_view link) {
    from.resize(from.rfind('/') + 1);
    for (; link.starts_with("../"); link.remove_prefix(3)) from.resize(from.rfind('/', from.size() - 2) + 1);
    if (link.starts_with("./")) link.remove_prefix(2);
    return from.append(link);
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
        if (link == "#main" || link == "./") continue;
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

TEST_CASE("frame: every page has its colours, light and dark, of one file") {
    GatewayFixture gateway;
    const std::string palette = read_source("adapters/html/palette.css");
    const auto colours = palettes_of(palette);
    REQUIRE(colours.size() == 2);
    CHECK(colours[0].size() == colours[1].size());
    CHECK(palettes_of(home_with({})) == colours);
    for (const char* const path : {"/account/account.css", "/docs/docs.css"}) {
        CAPTURE(path);
        CHECK(gateway.send("GET", path, {}, {}).file.starts_with(palette));
    }
    for (const char* const own : {"adapters/html/frame.css", "server/ui/account.css", "server/ui/docs.css"}) {
        CAPTURE(own);
        const std::string style = read_source(own);
        CHECK_FALSE(contains(style, ":root"));
        for (std::size_t at = style.find("var(--"); at != std::string::npos; at = style.find("var(--", at + 1)) {
            const std::string name = style.substr(at + 4, style.find(')', at) - at - 4);
            CAPTURE(name);
            CHECK(colours[0].contains(name));
            CHECK(colours[1].contains(name));
        }
    }
}

TEST_CASE("frame: the bar of every page leads to the page at the root, behind a proxy's prefix too") {
    GatewayFixture gateway;
    const std::string seen = "https://host/proxy";  // what the proxy takes off
    for (const char* const path : {"/", "/api", "/api/", "/api/v1/Agents/User/GetUser", "/api/v1/Agents/User/GetUser/",
                                   "/docs", "/docs/services", "/docs/pages", "/docs/pages/limits",
                                   "/Remote/Services84/User.svc", "/account/sign-in", "/nothing", "/nothing/at/all/"}) {
        CAPTURE(path);
        const std::string page = gateway.send("GET", path, {{"Accept", "text/html"}}, {}).body;
        constexpr std::string_view mark = R"(<a class="brand" href=")";
        const std::size_t at = page.find(mark);
        REQUIRE(at != std::string::npos);
        const std::string link = page.substr(at + mark.size(), page.find('"', at + mark.size()) - at - mark.size());
        CHECK(way_behind(seen + path, link) == "https://host/proxy/");
    }
    // An installation's own prefix stays too.
    const std::string own = gateway.send("GET", "/crm/api", {{"Accept", "text/html"}}, {}).body;
    CHECK(contains(own, R"(<a class="brand" href="./">)"));
}

TEST_CASE("frame: who follows a wrong link in a browser gets a page, a program a line") {
    GatewayFixture gateway;
    const HttpReply page = gateway.send("GET", "/nothing", {{"Accept", "text/html"}, {"Accept-Language", "de"}}, {});
    CHECK(page.status == 404);
    CHECK(page.content_type == "text/html; charset=utf-8");
    CHECK(header_of(page, "Content-Security-Policy") == page_frame_policy());
    CHECK(contains(page.body, R"(<html lang="de">)"));
    CHECK(contains(page.body, "<h1>Seite nicht gefunden</h1>"));
    CHECK(contains(page.body, R"(<a href="./">)"));
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
        rest::write_root_html(identity, "https://host/crm/api", "./", page);
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
        CHECK(contains(page.body, R"(<a class="brand" href=")"));
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
