#include "core/security/new_password.hpp"

#include <functional>
#include <memory>

#include "core/base/failures.hpp"
#include "core/base/text.hpp"
#include "core/security/access.hpp"

namespace uag {
namespace {

Error refused(const PolicyRefusal& refusal) {
    Error error = fail(errc::password_policy, refusal.reason);
    error.messages.emplace_back(refusal.rule, refusal.reason);
    return error;
}

}  // namespace

Result<PasswordRules> password_rules(Rows& rows) {
    const auto rules = rows.password_rules();
    if (!rules.has_value()) return rules.error();
    return rules->value_or(PasswordRules{});
}

Task<Result<PasswordRules>> find_password_rules(Store& store) {
    auto look = [](Rows& rows) { return password_rules(rows); };
    co_return co_await read_rows(store, look);
}

// zxcvbn takes milliseconds: no I/O thread waits for it.
Task<Result<std::optional<PolicyRefusal>>> NewPasswords::judge_by_policy(std::string_view password,
                                                                         std::vector<std::string> own_words,
                                                                         std::int32_t asks) {
    const Result<PasswordRules> rules = co_await find_password_rules(store_);
    if (!rules.has_value()) co_return rules.error();
    if (!may_fit(password, max_password_code_points)) co_return judge_password(password, *rules, policy_, {});
    struct Judgement {
        Secret password;
        PasswordRules rules;
        PolicySettings policy;
        std::vector<std::string> words;
        std::optional<PolicyRefusal> refusal{};
    };
    const auto judgement =
        std::make_shared<Judgement>(Judgement{Secret(password), *rules, policy_, std::move(own_words)});
    std::function<void()> work = [judgement] {
        judgement->refusal =
            judge_password(judgement->password.reveal(), judgement->rules, judgement->policy, judgement->words);
    };
    HashClaim claim(HashPriority::judgement, std::to_string(asks));
    const Result<void> judged = co_await hashing_.judge(std::move(work), std::move(claim));
    if (!judged.has_value()) co_return judged.error();
    co_return std::move(judgement->refusal);
}

Task<Result<std::optional<PolicyRefusal>>> NewPasswords::judge(std::string_view password,
                                                               std::vector<std::string> own_words, std::int32_t asks) {
    Result<std::optional<PolicyRefusal>> judged = co_await judge_by_policy(password, std::move(own_words), asks);
    if (!judged.has_value()) co_return judged.error();
    std::optional<PolicyRefusal> refusal = std::move(*judged);
    if (refusal || breached_ == nullptr) co_return refusal;
    const std::optional<Secret> normal = password_for_hashing(password);
    if (!normal) co_return refusal;
    const Result<bool> known = co_await breached_->contains(*normal);
    if (!known.has_value()) co_return known.error();
    if (*known)
        refusal = PolicyRefusal{"Breached",
                                "This password is on a list of passwords that were stolen somewhere, so others try it. "
                                "Choose one that you use nowhere else."};
    co_return refusal;
}

Task<Result<NewPhc>> NewPasswords::accept(std::string_view password, const AssociateRecord& associate,
                                          const PersonRecord& person, const std::optional<PasswordRecord>& current,
                                          std::optional<std::string_view> proven_old) {
    if (!may_have_password(associate)) co_return no_password_for_type();
    const HashClaim claim(HashPriority::ticket_holder, std::to_string(associate.id));
    const std::optional<Secret> normal = password_for_hashing(password);
    if (current && !proven_old && normal) {
        const Result<Verdict> same = co_await hashing_.verify(current->phc, *normal, claim);
        if (!same.has_value()) co_return same.error();
        if (same->matches) co_return NewPhc{{}, current->revision, {}};
    }
    std::vector<std::string> words = own_words(associate, person);
    const Result<std::optional<PolicyRefusal>> refusal = co_await judge(password, std::move(words), associate.id);
    if (!refusal.has_value()) co_return refusal.error();
    if (refusal->has_value()) co_return refused(**refusal);
    if (!normal) co_return refused({"Characters", "The password is not well-formed text."});
    // A password just proven is compared as text: a second hash of it would tell nothing new.
    if (proven_old) {
        const std::optional<Secret> old = password_for_hashing(*proven_old);
        if (old && equal_constant_time(old->reveal(), normal->reveal()))
            co_return refused({"Current", "The new password must differ from the current one."});
    }
    Result<std::string> phc = co_await hashing_.hash(*normal, claim);
    if (!phc.has_value()) co_return phc.error();
    co_return NewPhc{std::move(*phc), {}, {}};
}

Task<Result<TakenPassword>> NewPasswords::take_over(std::string_view password, const AssociateRecord& associate,
                                                    const PersonRecord& person) {
    const std::optional<Secret> normal = password_for_hashing(password);
    if (!normal) co_return refused({"Characters", "The password is not well-formed text."});
    std::vector<std::string> words = own_words(associate, person);
    const Result<std::optional<PolicyRefusal>> refusal = co_await judge(password, std::move(words), associate.id);
    if (!refusal.has_value()) co_return refusal.error();
    HashClaim claim(HashPriority::ticket_holder, std::to_string(associate.id));
    Result<std::string> phc = co_await hashing_.hash(*normal, std::move(claim));
    if (!phc.has_value()) co_return phc.error();
    co_return TakenPassword{NewPhc{std::move(*phc), {}, {}}, refusal->has_value()};
}

Task<Result<Secret>> NewPasswords::generate(std::int32_t for_associate) {
    const Result<PasswordRules> rules = co_await find_password_rules(store_);
    if (!rules.has_value()) co_return rules.error();
    const auto password = std::make_shared<Secret>();
    std::function<void()> work = [password, rules = *rules, policy = policy_, &random = random_] {
        *password = generate_password(random, rules, policy);
    };
    HashClaim claim(HashPriority::judgement, std::to_string(for_associate));
    const Result<void> made = co_await hashing_.judge(std::move(work), std::move(claim));
    if (!made.has_value()) co_return made.error();
    co_return std::move(*password);
}

}  // namespace uag
