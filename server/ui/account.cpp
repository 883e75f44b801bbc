#include "server/ui/account.hpp"

#include <algorithm>
#include <array>

#include "adapters/http/errors.hpp"
#include "adapters/http/query.hpp"
#include "adapters/rest/web_session.hpp"
#include "core/security/web_session.hpp"
#include "server/ui/account_views.hpp"
#include "server/ui/device.hpp"
#include "server/ui/files.hpp"
#include "server/ui/form.hpp"
#include "server/ui/page_visit.hpp"

namespace uag::ui {
namespace {

// What a redirect says that was done; no text of an address is ever shown.
struct Done {
    std::string_view word;
    MessageId text;
};
constexpr std::array<Done, 4> done_texts{{{"password", "Your password is changed. All your other sessions have ended."},
                                          {"session", "The session has ended."},
                                          {"sessions", "Your other sessions have ended."},
                                          {"sign-out", "You are signed out."}}};

class AccountVisit final : public PageVisit {
public:
    AccountVisit(const HttpRequest& request, const PageTarget& target, Account& account, Random& random,
                 bool users_moved_here)
        : PageVisit(request, target.action),
          place_(target.place),
          account_(account),
          random_(random),
          users_moved_here_(users_moved_here) {
        context_.origin = request_.origin;
        context_.operation = target.action;
        is_secure_ = request_.base_url.starts_with("https://");
    }

    std::int32_t associate_id() const override { return context_.caller.associate_id; }

private:
    Task<void> serve() override {
        const bool posts = request_.method == http::Method::post;
        const bool known = co_await recognise();
        if (!known) co_return;
        switch (place_) {
            case Place::account: co_return co_await home();
            case Place::sign_in:
                if (posts) co_return co_await sign_in();
                if (is_signed_in()) co_return write_see_other("../account", reply_);
                co_return show_sign_in({}, done_notice(), 200);
            case Place::password:
                if (posts) co_return co_await change_password();
                co_return co_await show_password({}, 200);
            case Place::sessions: co_return co_await end_sessions();
            case Place::sign_out: co_return co_await sign_out();
            default: co_return;
        }
    }

    bool is_signed_in() const { return context_.caller.associate_id != 0; }

    // False: the answer is written.
    Task<bool> recognise() {
        const auto cookie = rest::cookie_of(request_, rest::session_cookie(request_.base_url));
        if (!cookie) co_return true;
        Result<Caller> caller = co_await account_.recognise(*cookie);
        if (!caller.has_value() && caller.error().code == errc::session) co_return true;
        if (!caller.has_value()) {
            show_error(caller.error());
            co_return false;
        }
        context_.caller = std::move(*caller);
        session_ = Secret(*cookie);
        xsrf_ = xsrf_token_of(*cookie);
        co_return true;
    }

    Task<void> home() {
        if (!is_signed_in()) co_return write_see_other("account/sign-in", reply_);
        auto account = co_await account_.view(context_);
        if (!account.has_value()) co_return show_error(account.error());
        const auto& password = account->user.identity.password;
        if (password && password->must_change) co_return write_see_other("account/password", reply_);
        const std::vector<Notice> notices = done_notice();
        const Html main = home_view(language(), *account, context_.caller.session, xsrf_.reveal());
        write_page({label("Your account"), true, context_.caller.name, xsrf_.reveal(), notices, 200}, main, reply_);
        put_xsrf_cookie();
    }

    Task<void> sign_in() {
        const Result<Form> form = read({"XSRF_TOKEN", "UserName", "Password"});
        if (!form.has_value()) co_return show_sign_in({}, problem(form.error()), 400);
        const std::string_view name = (*form)["UserName"];
        const auto visit = rest::cookie_of(request_, visit_cookie());
        if (is_cross_site() || !visit || !is_visit(*visit) || !xsrf_token_matches(*visit, (*form)["XSRF_TOKEN"]))
            co_return show_sign_in(name, problem(stale_form), 403);
        // Whoever was signed in here is not any more, whatever comes of it.
        Result<void> ended;
        if (is_signed_in()) ended = co_await account_.sign_out(context_);
        if (!ended.has_value()) co_return show_error(ended.error());
        context_.caller = Caller{};
        const auto session =
            co_await account_.sign_in(context_, name, (*form)["Password"], device_of(request_.header("User-Agent")));
        if (!session.has_value()) {
            const Error error = session.error();
            show_sign_in(name, problem(error), form_of(error.code).status);
            co_return ask_to_wait(error);
        }
        if (!session->has_value())
            co_return show_sign_in(name, problem("The name or the password is wrong.", "UserName"), 403);
        write_see_other("../account", reply_);
        const std::string_view secret = (*session)->reveal();
        add_cookie({rest::session_cookie(request_.base_url), secret, is_secure_, false}, reply_);
        xsrf_ = xsrf_token_of(secret);
        put_xsrf_cookie();
        add_cookie({visit_cookie(), {}, is_secure_, false}, reply_);
    }

    Task<void> change_password() {
        const Result<Form> form = read({"XSRF_TOKEN", "OldPassword", "NewPassword", "RepeatPassword"});
        if (!is_signed_in()) co_return go_to_sign_in();
        if (!form.has_value()) co_return co_await show_password(problem(form.error()), 400);
        if (is_forged(*form)) co_return co_await show_password(problem(stale_form), 403);
        if ((*form)["NewPassword"] != (*form)["RepeatPassword"])
            co_return co_await show_password(problem("The two new passwords are not the same.", "RepeatPassword"), 400);
        const Result<bool> changed =
            co_await account_.change_password(context_, (*form)["OldPassword"], (*form)["NewPassword"]);
        if (!changed.has_value()) {
            const Error error = changed.error();
            if (error.code == errc::session) co_return go_to_sign_in();
            const bool by_policy = error.code == errc::password_policy;
            co_await show_password(problem(error, by_policy ? "NewPassword" : ""), form_of(error.code).status);
            co_return ask_to_wait(error);
        }
        if (!*changed)
            co_return co_await show_password(problem("This is not your current password.", "OldPassword"), 400);
        write_see_other("../account?done=password", reply_);
    }

    Task<void> end_sessions() {
        const Result<Form> form = read({"XSRF_TOKEN", "Session"});
        if (!is_signed_in()) co_return go_to_sign_in();
        if (!form.has_value()) co_return show_error(form.error());
        if (is_forged(*form)) co_return show_forged();
        const std::string_view which = (*form)["Session"];
        if (which == "others") {
            const auto ended = co_await account_.end_other_sessions(context_);
            if (!ended.has_value()) co_return show_error(ended.error());
            co_return write_see_other("../account?done=sessions", reply_);
        }
        const std::optional<Digest> key = digest_from_hex(which);
        if (!key) co_return show_error(fail(errc::malformed, "The form could not be read. Please try again."));
        const Result<void> ended = co_await account_.end_session(context_, *key);
        // One that ended meanwhile is what was wanted.
        if (!ended.has_value() && ended.error().code != errc::not_found) co_return show_error(ended.error());
        write_see_other("../account?done=session", reply_);
    }

    Task<void> sign_out() {
        const Result<Form> form = read({"XSRF_TOKEN"});
        if (!is_signed_in()) co_return go_to_sign_in();
        if (!form.has_value()) co_return show_error(form.error());
        if (is_forged(*form)) co_return show_forged();
        const Result<void> ended = co_await account_.sign_out(context_);
        if (!ended.has_value()) co_return show_error(ended.error());
        write_see_other("sign-in?done=sign-out", reply_);
        remove_session_cookies();
    }

    Result<Form> read(std::initializer_list<std::string_view> names) { return read_form(request_, names); }

    bool is_forged(const Form& form) const {
        return is_cross_site() || !xsrf_token_matches(session_.reveal(), form["XSRF_TOKEN"]);
    }

    std::string_view visit_cookie() const { return is_secure_ ? "__Host-uag_visit" : "uag_visit"; }

    void put_xsrf_cookie() { add_cookie({"XSRF-TOKEN", xsrf_.reveal(), is_secure_, true}, reply_); }

    void remove_session_cookies() {
        add_cookie({rest::session_cookie(request_.base_url), {}, is_secure_, false}, reply_);
        add_cookie({"XSRF-TOKEN", {}, is_secure_, true}, reply_);
    }

    void go_to_sign_in() { write_see_other("sign-in", reply_); }

    std::vector<Notice> done_notice() const {
        const auto word = http::query_value(request_.query, "done");
        if (!word.has_value() || !word->has_value()) return {};
        const auto* const at = std::ranges::find(done_texts, std::string_view(**word), &Done::word);
        if (at == done_texts.end()) return {};
        return {{Notice::Kind::success, at->text, {}}};
    }

    // A name that is longer than any is not told again.
    void show_sign_in(std::string_view user_name, const std::vector<Notice>& notices, unsigned status) {
        if (!may_fit(user_name, max_name_code_points)) user_name = {};
        // A visit that a browser has already stays: a form in another tab of it must go on working.
        const auto shown = rest::cookie_of(request_, visit_cookie());
        Secret visit = shown && is_visit(*shown) ? Secret(*shown) : make_visit(random_);
        const SignInForm form{user_name, status != 200 && users_moved_here_};
        const Html main = sign_in_view(language(), form, xsrf_token_of(visit.reveal()).reveal(), notices);
        write_page({label("Sign in"), false, {}, {}, notices, status}, main, reply_);
        add_cookie({visit_cookie(), visit.reveal(), is_secure_, false}, reply_);
    }

    Task<void> show_password(std::vector<Notice> notices, unsigned status) {
        if (!is_signed_in()) co_return go_to_sign_in();
        const auto account = co_await account_.view(context_);
        if (!account.has_value()) co_return show_error(account.error());
        const Html main = password_view(language(), *account, xsrf_.reveal(), notices);
        write_page({label("Change password"), false, context_.caller.name, xsrf_.reveal(), notices, status}, main,
                   reply_);
        put_xsrf_cookie();
    }

    void show_forged() {
        const std::vector<Notice> notices = problem(stale_form);
        const Html main = link_view(language(), "../account", label("Back to your account"));
        write_page({label("Please try again"), false, context_.caller.name, xsrf_.reveal(), notices, 403}, main,
                   reply_);
    }

    void show_error(const Error& error) override {
        if (error.code == errc::session) return write_see_other(place_of_sign_in(), reply_);
        const std::vector<Notice> notices = problem(error);
        const bool is_home = place_ == Place::account;
        const Html main = is_home ? link_view(language(), "account", label("Try again"))
                                  : link_view(language(), "../account", label("Back"));
        write_page({label("That did not work"), is_home, {}, {}, notices, form_of(error.code).status}, main, reply_);
        ask_to_wait(error);
    }

    std::string_view place_of_sign_in() const { return place_ == Place::account ? "account/sign-in" : "sign-in"; }

    const Place place_;
    Account& account_;
    Random& random_;
    const bool users_moved_here_;
    Context context_;
    bool is_secure_ = false;
    Secret session_;
    Secret xsrf_;
};

}  // namespace

Exchange AccountPages::open(HttpRequest& request, const PageTarget& target, HttpReply& reply) const {
    switch (target.place) {
        case Place::account_folder: write_see_other("../account", reply); return Answered{};
        case Place::account_file: write_file(request, *find_file(target.name), reply); return Answered{};
        default: return std::make_unique<AccountVisit>(request, target, account_, random_, users_moved_here_);
    }
}

}  // namespace uag::ui
