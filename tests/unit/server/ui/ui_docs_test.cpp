// The pages at /docs: which addresses are theirs, what switches them off, and that every link of a page has
// an answer.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/ui/docs.hpp"

using namespace uag;

namespace {

struct DocsAnswer {
    bool is_ours = false;
    HttpReply reply;

    std::string_view header(std::string_view name) const {
        for (const auto& [key, value] : reply.headers)
            if (key == name) return value;
        return {};
    }
};

DocsAnswer ask_docs(std::string_view target, const ui::DocsSettings& settings = {}, std::string_view method = "GET",
                    std::string_view if_none_match = {}) {
    std::vector<std::pair<std::string_view, std::string_view>> headers;
    if (!if_none_match.empty()) headers.emplace_back("If-None-Match", if_none_match);
    HttpRequest request;
    request.method = http::read_method(method).method;
    const std::size_t mark = std::min(target.find('?'), target.size());
    request.path = target.substr(0, mark);
    request.query = target.substr(std::min(mark + 1, target.size()));
    request.headers = headers;
    DocsAnswer answered;
    const auto page = ui::match_page(http::PathSegments(request.path));
    answered.is_ours = page && ui::answer_docs(request, *page, settings, answered.reply);
    return answered;
}

// The values of href="…" and src="…".
std::vector<std::string> links_of(const std::string& page) {
    std::vector<std::string> links;
    for (const std::string_view mark : {R"( href=")", R"( src=")"})
        for (std::size_t at = page.find(mark); at != std::string::npos; at = page.find(mark, at + 1)) {
            const std::size_t begin = at + mark.size();
            links.push_back(page.substr(begin, page.find('"', begin) - begin));
        }
    return links;
}

}  // namespace

TEST_CASE("docs: the page of the WebAPI names its document and has nothing inline") {
    for (const std::string_view path : {"/docs", "/some/prefix/docs"}) {
        const DocsAnswer page = ask_docs(path);
        REQUIRE(page.is_ours);
        CHECK(page.reply.status == 200);
        CHECK(page.reply.content_type == "text/html; charset=utf-8");
        CHECK(page.reply.body.find(R"(data-url="api/v1/openapi.json")") != std::string::npos);
        CHECK(page.reply.body.find("<script>") == std::string::npos);
        CHECK(page.reply.body.find("style=") == std::string::npos);
        CHECK(page.reply.body.find("http") == std::string::npos);
        const std::string_view policy = page.header("Content-Security-Policy");
        CHECK(policy.find("script-src 'self';") != std::string_view::npos);
        CHECK(policy.find("unsafe") == std::string_view::npos);
    }
}

TEST_CASE("docs: every file that a page asks for is there, with its type, and may be kept") {
    const std::vector<std::string> links = links_of(ask_docs("/docs").reply.body);
    int files = 0;
    for (const std::string& link : links) {
        if (!link.starts_with("docs/") || link == "docs/services" || link == "docs/pages") continue;
        INFO(link);
        const DocsAnswer file = ask_docs("/" + link);
        REQUIRE(file.is_ours);
        CHECK(file.reply.status == 200);
        CHECK_FALSE(file.reply.file.empty());
        CHECK(file.reply.body.empty());
        CHECK(file.header("Cache-Control") == "public, max-age=31536000, immutable");
        if (link.find(".js?") != std::string::npos) CHECK(file.reply.content_type == "text/javascript; charset=utf-8");
        if (link.find(".css?") != std::string::npos) CHECK(file.reply.content_type == "text/css; charset=utf-8");
        if (link.find(".svg?") != std::string::npos) CHECK(file.reply.content_type == "image/svg+xml");
        ++files;
    }
    CHECK(files == 6);  // the icon is in the bar too
    CHECK(ask_docs("/docs/swagger-ui-bundle.js").reply.file.find("SwaggerUIBundle") != std::string::npos);
}

TEST_CASE("docs: a file under another address is asked for again, and 304 where it is the same") {
    const DocsAnswer first = ask_docs("/docs/init.js");
    CHECK(first.header("Cache-Control") == "no-cache");
    CHECK(ask_docs("/docs/init.js?v=0000000000000000").header("Cache-Control") == "no-cache");
    const DocsAnswer again = ask_docs("/docs/init.js", {}, "GET", first.header("ETag"));
    CHECK(again.reply.status == 304);
    CHECK(again.reply.body.empty());
    CHECK(again.reply.content_type.empty());
    CHECK(ask_docs("/docs/init.js", {}, "GET", "\"other\"").reply.status == 200);
}

TEST_CASE("docs: the list of the SOAP services links ten services, each with its WSDL") {
    const DocsAnswer page = ask_docs("/docs/services");
    REQUIRE(page.is_ours);
    int services = 0;
    int documents = 0;
    for (const std::string& link : links_of(page.reply.body)) {
        if (link.starts_with("../Remote/Services8")) (link.ends_with(".svc") ? services : documents) += 1;
    }
    CHECK(services == 10);
    CHECK(documents == 20);
    CHECK(page.reply.body.find("../Remote/Services84/SoPrincipal.svc?singleWsdl") != std::string::npos);
    CHECK(page.reply.body.find("97 operations") != std::string::npos);
}

TEST_CASE("docs: both can be switched off") {
    const ui::DocsSettings none{.swagger_ui = false, .services = false};
    for (const std::string_view path : {"/docs", "/docs/", "/docs/services", "/docs/init.js"})
        CHECK_FALSE(ask_docs(path, none).is_ours);

    const ui::DocsSettings no_services{.swagger_ui = true, .services = false};
    CHECK_FALSE(ask_docs("/docs/services", no_services).is_ours);
    CHECK(ask_docs("/docs", no_services).reply.body.find("docs/services") == std::string::npos);

    const ui::DocsSettings no_swagger{.swagger_ui = false, .services = true};
    const DocsAnswer index = ask_docs("/docs", no_swagger);
    CHECK(index.reply.status == 302);
    CHECK(index.header("Location") == "docs/services");
    CHECK(ask_docs("/docs/services", no_swagger).reply.status == 200);
}

TEST_CASE("docs: other addresses are not theirs, and they are only read") {
    for (const std::string_view path : {"", "/", "/docsx", "/xdocs", "/docs/nothing", "/docs/a/b", "/docs/../secret",
                                        "/docs/services/", "/docs//", "/api"}) {
        INFO(path);
        const DocsAnswer answered = ask_docs(path);
        CHECK_FALSE(answered.is_ours);
        CHECK(answered.reply.body.empty());
    }
    CHECK(ask_docs("/docs/").header("Location") == "../docs");
    const DocsAnswer posted = ask_docs("/docs", {}, "POST");
    CHECK(posted.reply.status == 405);
    CHECK(posted.header("Allow") == "GET, HEAD");
    CHECK(ask_docs("/docs", {}, "HEAD").reply.status == 200);
}
