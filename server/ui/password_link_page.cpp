#include "server/ui/password_link_page.hpp"

#include <array>

#include "adapters/errors.hpp"
#include "adapters/rest/query.hpp"
#include "server/ui/account_views.hpp"
#include "server/ui/form.hpp"
#include "server/ui/page_visit.hpp"

namespace uag::ui {
namespace {

class Visit final : public PageVisit {
public:
    Visit(const HttpRequest& request, PasswordLinks& links) : PageVisit(request, "SetPasswordByLink"), links_(links) {}

    std::int32_t associate_id() const override { return 0; }

private:
    Task<void> serve() override {
        if (request_.method == "POST") co_return co_await set_password();
        if (request_.method != "GET") co_return refuse_method("GET, HEAD, POST", reply_);
        const auto done = rest::query_value(request_.query, "done");
        if (done.has_value() && done->has_value()) co_return show_done();
        const auto token = rest::query_value(request_.query, "token");
        Secret known;
        if (token.has_value() && token->has_value()) known = Secret(std::string_view(**token));
        co_await show_form(std::move(known), {}, 200);
    }

    Task<void> set_password() {
        constexpr std::array<std::string_view, 3> names{"Token", "NewPassword", "RepeatPassword"};
        const Result<Form> form = read_form(request_, names);
        if (!form.has_value()) co_return show_error(form.error());
        Secret token((*form)["Token"]);
        if ((*form)["NewPassword"] != (*form)["RepeatPassword"])
            co_return co_await show_form(std::move(token), problem("The two new passwords are not the same.", "RepeatPassword"), 400);
        const Result<void> set = co_await links_.redeem(token, Secret((*form)["NewPassword"]), request_.origin);
        // The link is used up: nothing is sent again by whoever reloads what comes now.
        if (set.has_value()) co_return write_see_other("password-link?done=password", reply_);
        const Error error = set.error();
        if (error.code != errc::password_policy) co_return show_error(error);
        co_await show_form(std::move(token), problem(error.public_text, "NewPassword"), 400);
    }

    Task<void> show_form(Secret token, std::vector<Notice> notices, unsigned status) {
        const Result<PasswordLinkFacts> facts = co_await links_.look(token);
        if (!facts.has_value()) co_return show_error(facts.error());
        std::string out = R"(<section class="narrow"><p>For the user <strong>)";
        append_text(out, facts->name);
        out += R"(</strong>. All sessions of this user end.</p><form method="post" action="password-link">)"
               R"(<input type="hidden" name="Token" value=")";
        append_text(out, token.reveal());
        // A password manager learns whose password it is.
        out += R"("><input type="text" hidden autocomplete="username" value=")";
        append_text(out, facts->name);
        out += R"(">)";
        append_rules(out, facts->rules);
        append_input(out, {"NewPassword", "New password", "password", "new-password", {}, {}, true}, notices);
        append_input(out, {"RepeatPassword", "New password again", "password", "new-password", {}, {}, false}, notices);
        out += R"(<div class="buttons"><button>Set password</button></div></form></section>)";
        write_page({"Set a new password", false, {}, {}, notices, status}, out, reply_);
        wipe(out);
    }

    void show_done() {
        const std::vector<Notice> notices{
            {Notice::Kind::success, "Your password is set. All your sessions have ended.", {}}};
        write_page({"Password set", false, {}, {}, notices, 200}, R"(<p><a href="../account">Sign in</a></p>)", reply_);
    }

    // The same for every link that does not work, whatever the reason.
    void show_error(const Error& error) override {
        const bool dead = error.code == errc::not_found;
        const std::vector<Notice> notices = problem(error);
        const unsigned status = form_of(error.code).rest_status;
        write_page({dead ? "Link not valid" : "That did not work", false, {}, {}, notices, status},
                   dead ? "<p>Ask for a new link where you asked for this one, or ask your administrator.</p>"
                        : "<p>Open the link of the mail again.</p>",
                   reply_);
        ask_to_wait(error);
    }

    PasswordLinks& links_;
};

}  // namespace

std::unique_ptr<Exchange> PasswordLinkPage::open(HttpRequest& request) const {
    if (!owns(request.path)) return nullptr;
    return std::make_unique<Visit>(request, links_);
}

}  // namespace uag::ui
