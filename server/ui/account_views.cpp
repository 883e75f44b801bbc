#include "server/ui/account_views.hpp"

#include <array>
#include <chrono>

#include "core/base/datetime.hpp"
#include "core/messages/localized_text.hpp"
#include "core/messages/words.hpp"
#include "core/security/names.hpp"
#include "core/security/password_policy.hpp"
#include "server/ui/device.hpp"

namespace uag::ui {
namespace {

// In UTC, and read alike in every language; the script writes it in the reader's own zone.
void append_time(Html& out, TimePoint time) {
    const TimePoint second = std::chrono::floor<std::chrono::seconds>(time);
    const std::string text = format(to_datetime(second));
    out.raw("<time").attribute("datetime", text).raw(">");
    out.text(text.substr(0, 10)).raw(" ").text(text.substr(11, 5)).raw(" UTC</time>");
}

void append_time_fact(Html& out, MessageId name, const std::optional<TimePoint>& time) {
    if (!time) return append_fact(out, name, {});
    out.raw("<div><dt>").say(name).raw("</dt><dd>");
    append_time(out, *time);
    out.raw("</dd></div>");
}

// A name of the data that may stand there in several languages.
std::string localized(Language language, std::string name) {
    localize(name, language);
    return name;
}

std::string groups_of(Language language, const UserEntry& user) {
    std::string text = localized(language, user.identity.group.name);
    for (const GroupRecord& group : user.other_groups) {
        if (!text.empty()) text += ", ";
        text += localized(language, group.name);
    }
    return text;
}

std::string title_of(Language language, const SessionRecord& session) {
    switch (session.kind) {
        case SessionKind::ticket: return words("A program, with a ticket", language);
        case SessionKind::access_token: return words("A program, with an access token", language);
        case SessionKind::web: break;
    }
    return show_device(language, session.device.empty() ? device_of({}) : session.device);
}

void append_session(Html& out, const SessionRecord& session, bool is_own, std::string_view xsrf_token) {
    const std::string title = title_of(out.language(), session);
    out.raw(R"(<li><div class="what"><h3>)").text(title);
    if (is_own) out.raw(R"( <span class="badge">)").say(label("This one")).raw("</span>");
    out.raw("</h3><dl>");
    append_time_fact(out, label("Last used"), session.last_used);
    append_fact(out, label("Address"), session.source);
    append_time_fact(out, label("Signed in"), session.issued);
    out.raw("</dl></div>");
    if (!is_own) {
        append_form(out, "account/sessions", xsrf_token);
        out.raw(R"(<input type="hidden" name="Session")").attribute("value", hex_encode(session.key)).raw(">");
        // Whoever hears the button alone learns which session it ends.
        out.raw(R"(<button class="second">)").say(label("End"));
        out.raw(R"(<span class="unseen"> ()").text(title);
        if (!session.source.empty()) out.raw(", ").text(session.source);
        out.raw(")</span></button></form>");
    }
    out.raw("</li>");
}

void append_sessions(Html& out, const AccountView& account, const std::optional<Digest>& own,
                     std::string_view xsrf_token) {
    out.raw(R"(<section aria-labelledby="sessions"><h2 id="sessions">)").say(label("Where you are signed in"));
    out.raw("</h2><p>").say("End what you do not know, and change your password then.");
    out.raw(R"(</p><ul class="sessions">)");
    for (const SessionRecord& session : account.sessions)
        if (session.key == own) append_session(out, session, true, xsrf_token);
    bool others = false;
    for (auto at = account.sessions.rbegin(); at != account.sessions.rend(); ++at) {
        if (at->key == own) continue;
        append_session(out, *at, false, xsrf_token);
        others = true;
    }
    out.raw("</ul>");
    if (others) {
        append_form(out, "account/sessions", xsrf_token);
        out.raw(R"(<input type="hidden" name="Session" value="others"><button class="second">)");
        out.say(label("End all others")).raw("</button></form>");
    }
    out.raw("</section>");
}

struct Rule {
    std::int32_t PasswordRules::* least;
    MessageId one;
    MessagePattern<1> many;
};
constexpr std::array<Rule, 5> shown_rules{
    {{&PasswordRules::min_characters, label("At least 1 character"), "At least {0} characters"},
     {&PasswordRules::min_numbers, label("At least 1 digit"), "At least {0} digits"},
     {&PasswordRules::min_lowercase, label("At least 1 lower-case letter"), "At least {0} lower-case letters"},
     {&PasswordRules::min_uppercase, label("At least 1 upper-case letter"), "At least {0} upper-case letters"},
     {&PasswordRules::min_special, label("At least 1 special character"), "At least {0} special characters"}}};

// One's own person, as IsPasswordValidWithReason wants it.
void append_candidate(Html& out, const AssociateRecord& associate) {
    out.raw(R"(<div id="candidate" data-address="../api/v1/Agents/User/IsPasswordValidWithReason")");
    out.raw(R"( data-associate=")").number(associate.id).raw(R"(" data-person=")").number(associate.person_id);
    out.raw(R"("></div>)");
}

}  // namespace

void append_rules(Html& out, const PasswordRules& rules) {
    out.raw(R"(<div class="rules" id="rules"><h2>)").say(label("What a password needs")).raw("</h2><ul>");
    for (const Rule& rule : shown_rules) {
        const std::int32_t least = rules.*rule.least;
        if (least == 1) out.raw("<li>").say(rule.one).raw("</li>");
        if (least > 1) out.raw("<li>").say(rule.many, {least}).raw("</li>");
    }
    out.raw("<li>").say("At most {0} characters, any of them", {max_password_code_points}).raw("</li><li>");
    out.say(
        label("Hard to guess: no common password, no name of yours. A few words that have nothing to do with each "
              "other are good"));
    out.raw("</li><li>").say(label("Another one than now")).raw("</li></ul></div>");
}

Html sign_in_view(Language language, const SignInForm& form, std::string_view xsrf_token,
                  std::span<const Notice> notices) {
    const std::string_view user_name = form.user_name;
    Html out(language);
    out.raw(R"(<section class="narrow">)");
    append_form(out, "sign-in", xsrf_token);
    append_input(out,
                 {"UserName", label("Name or e-mail address"), "text", "username", user_name, {}, user_name.empty()},
                 notices);
    append_input(out, {"Password", label("Password"), "password", "current-password", {}, {}, !user_name.empty()},
                 notices);
    out.raw("<button>").say(label("Sign in")).raw("</button></form>");
    if (form.tells_of_links)
        out.raw("<p>")
            .say(label("If you have not signed in here since users were moved to this server, and your password of "
                       "before does not work: ask your administrator to send you a link to a new one."))
            .raw("</p>");
    out.raw("</section>");
    return out;
}

Html home_view(Language language, const AccountView& account, const std::optional<Digest>& own,
               std::string_view xsrf_token) {
    const Identity& identity = account.user.identity;
    Html out(language);
    out.raw(R"(<section aria-labelledby="you"><h2 id="you">)").say(label("Who you are")).raw("</h2><dl>");
    append_fact(out, label("Name"), full_name(identity.person));
    append_fact(out, label("Associate"), identity.associate.name);
    if (!identity.associate.user_name.empty()) append_fact(out, label("User name"), identity.associate.user_name);
    append_fact(out, label("E-mail address"), identity.person.email);
    append_fact(out, label("Role"), localized(language, identity.role.name));
    append_fact(out, account.user.other_groups.empty() ? label("Group") : label("Groups"),
                groups_of(language, account.user));
    append_time_fact(out, label("Last signed in"), account.user.last_login);
    out.raw(R"(</dl></section><section aria-labelledby="password"><h2 id="password">)").say(label("Password"));
    out.raw("</h2><p>").say("A new password ends all your other sessions.");
    out.raw(R"(</p><p><a class="button" href="account/password">)").say(label("Change password"));
    out.raw("</a></p></section>");
    append_sessions(out, account, own, xsrf_token);
    return out;
}

Html password_view(Language language, const AccountView& account, std::string_view xsrf_token,
                   std::span<const Notice> notices) {
    const AssociateRecord& associate = account.user.identity.associate;
    Html out(language);
    out.raw(R"(<section class="narrow">)");
    const auto& password = account.user.identity.password;
    const bool must_change = password && password->must_change;
    if (must_change)
        out.raw(R"(<p class="must" role="status">)")
            .say("Please choose a password of your own before you go on.")
            .raw("</p>");
    append_form(out, "password", xsrf_token);
    // A password manager learns whose password it is.
    out.raw(R"(<input type="text" hidden autocomplete="username")").attribute("value", associate.name).raw(">");
    append_input(out, {"OldPassword", label("Current password"), "password", "current-password", {}, {}, true},
                 notices);
    append_rules(out, account.rules);
    append_input(out, {"NewPassword", label("New password"), "password", "new-password", {}, "verdict", false},
                 notices);
    // What the script says there; its other words are the server's.
    out.raw(R"(<p class="verdict" id="verdict" aria-live="polite" data-good=")").say("This password is good.");
    out.raw(R"("></p>)");
    append_input(out, {"RepeatPassword", label("New password again"), "password", "new-password", {}, "same", false},
                 notices);
    out.raw(R"(<p class="verdict" id="same" aria-live="polite" data-good=")").say("The two are the same.");
    out.raw(R"(" data-bad=")").say("The two are not the same yet.");
    out.raw(R"("></p><div class="buttons"><button>)").say(label("Change password")).raw("</button>");
    if (!must_change) out.raw(R"(<a href="../account">)").say(label("Cancel")).raw("</a>");
    out.raw("</div></form></section>");
    append_candidate(out, associate);
    return out;
}

Html link_view(Language language, std::string_view address, MessageId name) {
    Html out(language);
    out.raw("<p><a").attribute("href", address).raw(">").say(name).raw("</a></p>");
    return out;
}

}  // namespace uag::ui
