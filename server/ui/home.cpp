#include "server/ui/home.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "adapters/html/page_frame.hpp"
#include "core/agent/operations.hpp"
#include "core/messages/words.hpp"
#include "server/ui/files.hpp"
#include "server/ui/html.hpp"
#include "server/ui/page.hpp"

namespace uag::ui {
namespace {

// A link with a word about what is behind it, in a <dl>.
void append_place(Html& out, std::string_view address, MessageId name, MessageId what) {
    out.raw("<div><dt><a").attribute("href", address).raw(">").say(name);
    out.raw("</a></dt><dd>").say(what).raw("</dd></div>");
}

void append_soap_services(Html& out) {
    constexpr std::array all{Service::user, Service::so_principal};
    out.raw(R"(<section aria-labelledby="soap"><h2 id="soap">)").say(label("SOAP services"));
    out.raw("</h2><table><thead><tr>");
    out.raw(R"(<th scope="col">)").say(label("Generation")).raw("</th>");
    for (const Service service : all) out.raw(R"(<th scope="col">)").text(name_of(service)).raw("</th>");
    out.raw("</tr></thead><tbody>");
    for (auto generation = generations.rbegin(); generation != generations.rend(); ++generation) {
        out.raw(R"(<tr><th scope="row">)").text(generation->name).raw("</th>");
        for (const Service service : all) {
            const std::string file = std::string(name_of(service)) + ".svc";
            out.raw("<td><a").attribute("href", "Remote/" + std::string(generation->name) + '/' + file);
            out.raw(">").text(file).raw("</a></td>");
        }
        out.raw("</tr>");
    }
    out.raw("</tbody></table></section>");
}

void append_places(Html& out, const HomeLinks& links) {
    if (links.account) {
        out.raw(R"(<section aria-labelledby="people"><h2 id="people">)").say(label("For people"));
        out.raw("</h2><dl>");
        append_place(out, "account", label("Your account"),
                     "See who you are, change your password and end your sessions.");
        out.raw("</dl></section>");
    }
    out.raw(R"(<section aria-labelledby="programs"><h2 id="programs">)").say(label("For programs"));
    out.raw("</h2><dl>");
    if (links.docs.swagger_ui)
        append_place(out, "docs", label("The calls of the WebAPI"), "Every call, to read about and to try.");
    if (links.docs.services)
        append_place(out, "docs/services", label("The descriptions of the SOAP services"),
                     "The WSDL of every service and generation.");
    if (links.docs.pages)
        append_place(out, "docs/pages", label("Handbook"), "How this service is set up, run and called. In English.");
    append_place(out, "api", label("About the WebAPI"), "Its version, and where everything stands.");
    out.raw("</dl></section>");
    append_soap_services(out);
}

void write_framed(std::string_view title, std::string_view home, const Html& main, HttpReply& reply) {
    const Language language = main.language();
    reply.content_type = "text/html; charset=utf-8";
    reply.headers.emplace_back("Content-Security-Policy", page_frame_policy());
    reply.headers.emplace_back("Referrer-Policy", "no-referrer");
    add_language(language, reply);
    const std::string skip = words("Skip to content", language);
    uag::begin_page(reply.body, {title, home, message_tag(language), skip});
    reply.body += main.markup();
    uag::end_page(reply.body);
}

void write_home(const HttpRequest& request, const HomeLinks& links, HttpReply& reply) {
    Html out(page_language(request));
    out.raw("<p>")
        .say(
            "This service keeps users, their passwords, roles and rights, and answers the SOAP and WebAPI "
            "clients of SuperOffice NetServer.")
        .raw("</p>");
    append_places(out, links);
    reply.status = 200;
    write_framed("User Agent Gateway", "./", out, reply);
}

}  // namespace

void write_missing_page(std::string_view path, Language wanted, HttpReply& reply) {
    const std::string home = way_home(path);
    const Language language = has_messages(wanted) ? wanted : Language::us;
    Html out(language);
    out.raw("<p>").say("There is nothing at this address.").raw("</p><p><a").attribute("href", home).raw(">");
    out.say(label("What stands here")).raw("</a></p>");
    write_framed(words("Page not found", language), home, out, reply);
}

bool answer_home(const HttpRequest& request, const PageTarget& target, const HomeLinks& links, HttpReply& reply) {
    if (target.place != Place::home && target.place != Place::icon) return false;
    if (!target.methods.has(request.method))
        refuse_method(target.methods, page_language(request), reply);
    else if (target.place == Place::icon)
        write_file(request, *find_file("favicon.ico"), reply, "public, max-age=86400");
    else
        write_home(request, links, reply);
    return true;
}

}  // namespace uag::ui
