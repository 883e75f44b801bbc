#include "core/agent/password_link.hpp"

#include "core/agent/password_mail.hpp"
#include "core/agent/passwords.hpp"
#include "core/base/failures.hpp"
#include "core/base/random_text.hpp"
#include "core/base/text.hpp"
#include "core/security/access.hpp"
#include "core/security/throttle_audit.hpp"

namespace uag {
namespace {

Error no_such_link() {
    return fail(errc::not_found, "This link does not work any more: it was used, has expired, or is not complete.");
}

// Base64 without what an address would have to escape (RFC 4648 section 5), without padding.
Secret make_token(Random& random) {
    const Secret random_text = make_random_text(random);
    std::string text(random_text.reveal());
    while (text.ends_with('=')) text.pop_back();
    for (char& c : text) {
        if (c == '+') c = '-';
        if (c == '/') c = '_';
    }
    return Secret(std::move(text));
}

// Nothing for a text that make_token never writes: it is not worth a look-up.
std::optional<Digest> key_of(const Secret& token) {
    constexpr std::size_t longest = 64;
    if (token.reveal().size() > longest) return std::nullopt;
    std::string text;
    // At once: no copy is left behind in memory that was given back.
    text.reserve(longest + 1);
    text = token.reveal();
    for (char& c : text) {
        if (c == '+' || c == '/' || c == '=') c = '?';
        if (c == '-') c = '+';
        if (c == '_') c = '/';
    }
    text += '=';
    const bool good = is_random_text(text);
    wipe(text);
    if (!good) return std::nullopt;
    return sha256(token.reveal());
}

// Of the password that a link replaces. Where there is none yet, the link is good until there is one.
std::int64_t revision_of(const Identity& identity) {
    return identity.password ? identity.password->revision : PasswordLinkRecord::no_password;
}

// Who may not see whether there is an address gets the same text whatever happened.
OperationResult told(const Context& context, bool success, Message what) {
    if (context.caller.rights.users) return {success, String(std::move(what))};
    return {true, String(label("If an e-mail address is registered, a mail with a link is on its way to it."))};
}

// Whom a link may be sent to, as far as the caller's rights tell.
Result<Identity> find_manageable(Rows& rows, const HoldingRules& holding, const Caller& caller,
                                 std::int32_t associate_id) {
    Result<std::optional<UserEntry>> user = rows.user(associate_id);
    if (!user.has_value()) return user.error();
    if (!user->has_value() || (*user)->identity.associate.deleted) return no_such_associate();
    const Result<void> allowed = holding.may_take_over(rows, caller, (*user)->identity);
    if (!allowed.has_value()) return allowed.error();
    return std::move((*user)->identity);
}

OperationResult asked_too_often(std::chrono::seconds wait) {
    const auto minutes = std::chrono::ceil<std::chrono::minutes>(wait).count();
    if (minutes <= 1) return {false, String(label("A link was asked for a moment ago. Try again in a minute."))};
    return {false, String(sentence("Too many links were asked for. Try again in {0} minutes.", {minutes}))};
}

}  // namespace

bool PasswordLinks::can_be_mailed_to(const Identity& identity) const {
    return mailer_ != nullptr && !trim(identity.person.email).empty() && may_have_password(identity.associate) &&
           may_log_in(identity, clock_.now());
}

bool PasswordLinks::is_offered_to(const Identity& identity) const {
    return identity.password && can_be_mailed_to(identity);
}

// The same for everybody, as it tells about the installation only. Nothing is written.
Task<Result<OperationResult>> PasswordLinks::refuse_without_mail(const Caller& caller, std::int32_t associate_id) {
    auto look = [&](Rows& rows) { return find_manageable(rows, changes_.holding(), caller, associate_id); };
    const Result<Identity> found = co_await read_rows(store_, look);
    if (!found.has_value()) co_return found.error();
    co_return OperationResult{false, String(label("No mail server is configured."))};
}

Task<Result<OperationResult>> PasswordLinks::send(const Context& context, std::int32_t associate_id) {
    if (mailer_ == nullptr) co_return co_await refuse_without_mail(context.caller, associate_id);
    const Secret token = make_token(random_);
    const Digest key = *key_of(token);
    // An error of the work undoes it all: nobody's request counts against them while they have to wait.
    Plan planned;
    auto work = [&](Change& change) -> Result<void> {
        Result<Plan> made = plan(change, associate_id, key);
        if (!made.has_value()) return made.error();
        planned = std::move(*made);
        if (planned.asked == Asked::too_often) return fail(errc::throttled, {});
        return {};
    };
    const Result<void> done = co_await changes_.run(context, work);
    if (planned.asked == Asked::too_often) co_return asked_too_often(planned.wait);
    if (!done.has_value()) co_return done.error();
    if (planned.asked == Asked::no_address)
        co_return told(context, false,
                       "No link was sent: the user has no e-mail address, or may not log in with a password.");

    const Identity& identity = planned.identity;
    std::string link = settings_.page + "?token=";
    link.reserve(link.size() + token.reveal().size());
    link += token.reveal();
    MailMessage message = write_password_mail(
        settings_.language, {identity.associate.name, context.caller.name, clock_.now(), settings_.life, link});
    wipe(link);
    message.to = trim(identity.person.email);
    message.to_name = full_name(identity.person);
    const Result<void> sent = co_await mailer_->send(std::move(message));
    if (sent.has_value()) co_return told(context, true, "A mail with a link was sent to the registered address.");
    if (sent.error().code != errc::invalid_argument) co_return sent.error();
    co_return told(context, false, sentence("No link was sent: {0}", {sent.error().public_text}));
}

// What is written does not tell by time or effect whether there is an address: each request counts.
Result<PasswordLinks::Plan> PasswordLinks::plan(Change& change, std::int32_t associate_id, const Digest& key) const {
    Rows& rows = change.rows;
    Result<Identity> found = find_manageable(rows, change.holding, change.context.caller, associate_id);
    if (!found.has_value()) return found.error();

    Plan plan;
    plan.identity = std::move(*found);
    const TimePoint now = change.stamp.when;
    const Result<std::chrono::seconds> wait = wait_before_next(rows, associate_id, now);
    if (!wait.has_value()) return wait.error();
    plan.wait = *wait;
    if (plan.wait > std::chrono::seconds{0}) {
        plan.asked = Asked::too_often;
        return plan;
    }
    Result<void> stored = rows.add_link_request(associate_id, now);
    // A first password is the administrator's to give: nobody gets one beside the way in that they have.
    const bool may_have_link = change.context.caller.rights.users || plan.identity.password;
    if (!may_have_link || !can_be_mailed_to(plan.identity)) plan.asked = Asked::no_address;
    if (stored.has_value() && plan.asked == Asked::mail)
        stored = rows.put_password_link({key, associate_id, revision_of(plan.identity), now + settings_.life});
    if (!stored.has_value()) return stored.error();
    change.done(associate_id, associate_subject(plan.identity.associate.name), "link to a new password asked for");
    return plan;
}

Result<std::chrono::seconds> PasswordLinks::wait_before_next(Rows& rows, std::int32_t associate_id,
                                                             TimePoint now) const {
    const auto requests = rows.link_requests(associate_id, now - link_request_window);
    if (!requests.has_value()) return requests.error();
    TimePoint next = now;
    if (!requests->empty()) next = requests->back() + settings_.pause;
    const auto count = static_cast<std::int32_t>(requests->size());
    if (count >= settings_.an_hour) {
        const auto freed = static_cast<std::size_t>(count - settings_.an_hour);
        next = std::max(next, (*requests)[freed] + link_request_window);
    }
    return std::chrono::ceil<std::chrono::seconds>(std::max(next, now) - now);
}

Result<Identity> PasswordLinks::holder(Rows& rows, const Digest& key) const {
    const TimePoint now = clock_.now();
    const auto link = rows.password_link(key);
    if (!link.has_value()) return link.error();
    if (!link->has_value() || now >= (*link)->expires) return no_such_link();
    Result<std::optional<UserEntry>> user = rows.user((*link)->associate_id);
    if (!user.has_value()) return user.error();
    if (!user->has_value()) return no_such_link();
    Identity& identity = (*user)->identity;
    if (revision_of(identity) != (*link)->revision || !may_have_password(identity.associate) ||
        !may_log_in(identity, now))
        return no_such_link();
    return std::move(identity);
}

Task<Result<Identity>> PasswordLinks::find_holder(const Secret& token) {
    const std::optional<Digest> key = key_of(token);
    if (!key) co_return no_such_link();
    const Result<void> settled = co_await changes_.settle();
    if (!settled.has_value()) co_return settled.error();
    auto work = [&](Rows& rows) { return holder(rows, *key); };
    co_return co_await read_rows(store_, work);
}

Task<Result<PasswordLinkFacts>> PasswordLinks::look(Secret token) {
    const Result<Identity> found = co_await find_holder(token);
    if (!found.has_value()) co_return found.error();
    const Result<PasswordRules> rules = co_await find_password_rules(store_);
    if (!rules.has_value()) co_return rules.error();
    co_return PasswordLinkFacts{found->associate.name, *rules};
}

Task<Result<void>> PasswordLinks::redeem(Secret token, Secret password, Origin origin) {
    constexpr std::string_view operation = "SetPasswordByLink";
    const std::string source = throttle_source(origin.address);
    const std::string links = link_source(source);
    const ThrottleDecision decision = throttle_.check({}, links);
    if (decision.kind != ThrottleDecision::Kind::pass)
        co_return too_many_attempts(errc::throttled, decision.retry_after);
    const Result<Identity> found = co_await find_holder(token);
    if (!found.has_value()) {
        if (found.error().code == errc::not_found) {
            const ThrottleStart start = throttle_.turned_away(links);
            audit_throttling(audit_, start, operation, {}, origin);
            audit_.count(audit_.event(AuditKind::denied, operation, {}, origin));
        }
        co_return found.error();
    }
    const Identity& identity = *found;
    // Compared with no other: who has shown no password is not told which one was right.
    const Result<NewPhc> accepted =
        co_await passwords_.accept(password.reveal(), identity.associate, identity.person, std::nullopt, std::nullopt);
    if (!accepted.has_value()) co_return accepted.error();

    Context context;
    context.caller = caller_of(identity);
    context.origin = origin;
    context.operation = operation;
    const Digest key = *key_of(token);
    // Judged again: of two who use the link at the same moment the second finds it gone.
    auto work = [&](Change& change) -> Result<void> {
        const Result<Identity> still = holder(change.rows, key);
        if (!still.has_value()) return still.error();
        PasswordToStore wanted{*accepted};
        wanted.told = "password set through a mailed link";
        return store_password(change, still->associate.id, wanted);
    };
    Result<void> done = co_await changes_.run(context, work);
    // Whoever reads the mail is who they say: their own failures from here are over.
    if (done.has_value()) throttle_.succeeded(fold(identity.associate.name), source);
    co_return done;
}

}  // namespace uag
