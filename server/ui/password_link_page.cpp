#include "server/ui/password_link_page.hpp"

#include <array>

#include "adapters/http/errors.hpp"
#include "adapters/http/query.hpp"
#include "server/ui/account_views.hpp"
#include "server/ui/form.hpp"
#include "server/ui/page_visit.hpp"

namespace uag::ui {
namespace {

class PasswordLinkVisit final : public PageVisit {
public:
    PasswordLinkVisit(const HttpRequest& request, std::string_view action, PasswordLinks& links)
        : PageVisit(request, action), links_(links) {}

    std::int32_t associate_id() const override { return 0; }

private:
    Task<void> serve() override {
        if (request_.method == http::Method::post) co_return co_await set_password();
        const auto done = http::query_value(request_.query, "done");
        if (done.has_value() && done->has_value()) co_return show_done();
        auto token = http::query_value(request_.query, "token");
        Secret known;
        if (token.has_value() && token->has_value()) known = Secret(std::move(**token));
        co_await show_form(std::move(known), {}, 200);
    }

    Task<void> set_password() {
        constexpr std::array<std::string_view, 3> names{"Token", "NewPassword", "RepeatPassword"};
        const Result<Form> form = read_form(request_, names);
        if (!form.has_value()) co_return show_error(form.error());
        if (is_cross_site()) co_return show_error(fail(errc::access_denied, stale_form));
        Secret token((*form)["Token"]);
        if ((*form)["NewPassword"] != (*form)["RepeatPassword"])
            co_return co_await show_form(std::move(token),
                                         problem("The two new passwords are not the same.", "RepeatPassword"), 400);
        const Result<void> set = co_await links_.redeem(token, Secret((*form)["NewPassword"]), request_.origin);
        // The link is used up: nothing is sent again by whoever reloads what comes now.
        if (set.has_value()) co_return write_see_other("password-link?done=password", reply_);
        const Error error = set.error();
        if (error.code != errc::password_policy) co_return show_error(error);
        co_await show_form(std::move(token), problem(error, "NewPassword"), 400);
    }

    Task<void> show_form(Secret token, std::vector<Notice> notices, unsigned status) {
        const Result<PasswordLinkFacts> facts = co_await links_.look(token);
        if (!facts.has_value()) co_return show_error(facts.error());
        Html out(language());
        out.raw(R"(<section class="narrow"><dl>)");
        append_fact(out, label("User"), facts->name);
        out.raw("</dl><p>").say("All sessions of this user end.");
        out.raw(R"(</p><form method="post" action="password-link"><input type="hidden" name="Token")");
        out.attribute("value", token.reveal());
        // A password manager learns whose password it is.
        out.raw(R"(><input type="text" hidden autocomplete="username")").attribute("value", facts->name).raw(">");
        append_rules(out, facts->rules);
        append_input(out, {"NewPassword", label("New password"), "password", "new-password", {}, {}, true}, notices);
        append_input(out, {"RepeatPassword", label("New password again"), "password", "new-password", {}, {}, false},
                     notices);
        out.raw(R"(<div class="buttons"><button>)").say(label("Set password")).raw("</button></div></form></section>");
        write_page({label("Set a new password"), false, {}, {}, notices, status}, out, reply_);
    }

    void show_done() {
        const std::vector<Notice> notices{
            {Notice::Kind::success, "Your password is set. All your sessions have ended.", {}}};
        const Html main = link_view(language(), "../account", label("Sign in"));
        write_page({label("Password set"), false, {}, {}, notices, 200}, main, reply_);
    }

    // The same for every link that does not work, whatever the reason.
    void show_error(const Error& error) override {
        const bool dead = error.code == errc::not_found;
        const std::vector<Notice> notices = problem(error);
        const unsigned status = form_of(error.code).status;
        Html main(language());
        main.raw("<p>")
            .say(dead ? label("Ask for a new link where you asked for this one, or ask your administrator.")
                      : label("Open the link of the mail again."))
            .raw("</p>");
        const MessageId title = dead ? label("Link not valid") : label("That did not work");
        write_page({title, false, {}, {}, notices, status}, main, reply_);
        ask_to_wait(error);
    }

    PasswordLinks& links_;
};

}  // namespace

Exchange PasswordLinkPage::open(HttpRequest& request, const PageTarget& target) const {
    return std::make_unique<PasswordLinkVisit>(request, target.action, links_);
}

}  // namespace uag::ui
