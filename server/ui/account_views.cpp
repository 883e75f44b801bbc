#include "server/ui/account_views.hpp"

#include <algorithm>
#include <array>
#include <chrono>

#include "core/base/datetime.hpp"
#include "core/security/names.hpp"
#include "core/security/password_policy.hpp"

namespace uag::ui {
namespace {

// In UTC; the script writes it in the reader's own zone.
void append_time(std::string& out, TimePoint time) {
    const TimePoint second = std::chrono::floor<std::chrono::seconds>(time);
    const std::string text = format(to_datetime(second));
    ((out += R"(<time datetime=")") += text) += R"(">)";
    ((out += text.substr(0, 10)) += ' ') += text.substr(11, 5);
    out += " UTC</time>";
}

void append_fact(std::string& out, std::string_view name, std::string_view text) {
    ((out += "<div><dt>") += name) += "</dt><dd>";
    append_text(out, text.empty() ? "-" : text);
    out += "</dd></div>";
}

std::string groups_of(const UserEntry& user) {
    std::string text = user.identity.group.name;
    for (const GroupRecord& group : user.other_groups) {
        if (!text.empty()) text += ", ";
        text += group.name;
    }
    return text;
}

std::string title_of(const SessionRecord& session) {
    switch (session.kind) {
        case SessionKind::ticket: return "A program, with a ticket";
        case SessionKind::access_token: return "A program, with an access token";
        case SessionKind::web: break;
    }
    return session.device.empty() ? "A browser" : session.device;
}

void append_session(std::string& out, const SessionRecord& session, bool is_own, std::string_view xsrf_token) {
    const std::string title = title_of(session);
    out += R"(<li><div class="what"><h3>)";
    append_text(out, title);
    if (is_own) out += R"( <span class="badge">This one</span>)";
    out += "</h3><p>Last used ";
    append_time(out, session.last_used);
    out += ", from ";
    append_text(out, session.source.empty() ? "an unknown address" : session.source);
    out += "<br>Signed in ";
    append_time(out, session.issued);
    out += "</p></div>";
    if (!is_own) {
        append_form(out, "account/sessions", xsrf_token);
        ((out += R"(<input type="hidden" name="Session" value=")") += hex_encode(session.key)) += R"(">)";
        out += R"(<button class="second">End<span class="unseen"> the session of: )";
        append_text(out, title);
        out += " from ";
        append_text(out, session.source);
        out += "</span></button></form>";
    }
    out += "</li>";
}

void append_sessions(std::string& out, const AccountView& account, const std::optional<Digest>& own,
                     std::string_view xsrf_token) {
    out +=
        R"(<section aria-labelledby="sessions"><h2 id="sessions">Where you are signed in</h2>)"
        R"(<p>End what you do not know, and change your password then.</p><ul class="sessions">)";
    for (const SessionRecord& session : account.sessions)
        if (session.key == own) append_session(out, session, true, xsrf_token);
    bool others = false;
    for (auto at = account.sessions.rbegin(); at != account.sessions.rend(); ++at) {
        if (at->key == own) continue;
        append_session(out, *at, false, xsrf_token);
        others = true;
    }
    out += "</ul>";
    if (others) {
        append_form(out, "account/sessions", xsrf_token);
        out +=
            R"(<input type="hidden" name="Session" value="others">)"
            R"(<button class="second">End all others</button></form>)";
    }
    out += "</section>";
}

void append_rule(std::string& out, std::int32_t least, std::string_view one, std::string_view many) {
    if (least <= 0) return;
    (out += "<li>At least ") += std::to_string(least);
    ((out += ' ') += least == 1 ? one : many) += "</li>";
}

// One's own person, as IsPasswordValidWithReason wants it.
void append_candidate(std::string& out, const AssociateRecord& associate) {
    out += R"(<div id="candidate" data-address="../api/v1/Agents/User/IsPasswordValidWithReason" data-associate=")";
    (out += std::to_string(associate.id)) += R"(" data-person=")";
    (out += std::to_string(associate.person_id)) += R"("></div>)";
}

}  // namespace

void append_rules(std::string& out, const PasswordRules& rules) {
    out += R"(<div class="rules" id="rules"><h2>What a password needs</h2><ul>)";
    append_rule(out, rules.min_characters, "character", "characters");
    append_rule(out, rules.min_numbers, "digit", "digits");
    append_rule(out, rules.min_lowercase, "lower-case letter", "lower-case letters");
    append_rule(out, rules.min_uppercase, "upper-case letter", "upper-case letters");
    append_rule(out, rules.min_special, "special character", "special characters");
    ((out += "<li>At most ") += std::to_string(max_password_code_points)) += " characters, any of them</li>";
    out +=
        "<li>Hard to guess: no common password, no name of yours. A few words that have nothing to do with each "
        "other are good</li><li>Another one than now</li></ul></div>";
}

std::string sign_in_view(std::string_view user_name, std::string_view xsrf_token, std::span<const Notice> notices) {
    std::string out = R"(<section class="narrow">)";
    append_form(out, "sign-in", xsrf_token);
    append_input(out, {"UserName", "Name or e-mail address", "text", "username", user_name, {}, user_name.empty()},
                 notices);
    append_input(out, {"Password", "Password", "password", "current-password", {}, {}, !user_name.empty()}, notices);
    out += "<button>Sign in</button></form></section>";
    return out;
}

std::string home_view(const AccountView& account, const std::optional<Digest>& own, std::string_view xsrf_token) {
    const Identity& identity = account.user.identity;
    std::string out = R"(<section aria-labelledby="you"><h2 id="you">Who you are</h2><dl>)";
    append_fact(out, "Name", full_name(identity.person));
    append_fact(out, "Associate", identity.associate.name);
    if (!identity.associate.user_name.empty()) append_fact(out, "User name", identity.associate.user_name);
    append_fact(out, "E-mail address", identity.person.email);
    append_fact(out, "Role", identity.role.name);
    append_fact(out, account.user.other_groups.empty() ? "Group" : "Groups", groups_of(account.user));
    out += "<div><dt>Last log-in</dt><dd>";
    if (account.user.last_login)
        append_time(out, *account.user.last_login);
    else
        out += '-';
    out +=
        "</dd></div></dl></section>"
        R"(<section aria-labelledby="password"><h2 id="password">Password</h2>)"
        "<p>A new password ends all your other sessions.</p>"
        R"(<p><a class="button" href="account/password">Change password</a></p></section>)";
    append_sessions(out, account, own, xsrf_token);
    return out;
}

std::string password_view(const AccountView& account, std::string_view xsrf_token, std::span<const Notice> notices) {
    const AssociateRecord& associate = account.user.identity.associate;
    std::string out = R"(<section class="narrow">)";
    const auto& password = account.user.identity.password;
    if (password && password->must_change)
        out += R"(<p class="must" role="status">Please choose a password of your own before you go on.</p>)";
    append_form(out, "password", xsrf_token);
    // A password manager learns whose password it is.
    out += R"(<input type="text" hidden autocomplete="username" value=")";
    append_text(out, associate.name);
    out += R"(">)";
    append_input(out, {"OldPassword", "Current password", "password", "current-password", {}, {}, true}, notices);
    append_rules(out, account.rules);
    append_input(out, {"NewPassword", "New password", "password", "new-password", {}, "verdict", false}, notices);
    out += R"(<p class="verdict" id="verdict" aria-live="polite"></p>)";
    append_input(out, {"RepeatPassword", "New password again", "password", "new-password", {}, "same", false}, notices);
    out += R"(<p class="verdict" id="same" aria-live="polite"></p>)";
    out += R"(<div class="buttons"><button>Change password</button>)";
    if (!password || !password->must_change) out += R"(<a href="../account">Cancel</a>)";
    out += "</div></form></section>";
    append_candidate(out, associate);
    return out;
}

}  // namespace uag::ui
