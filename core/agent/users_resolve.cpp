// ResolveUserFromInfo: the user of whom something is known, made if there is none.
#include <algorithm>

#include "core/agent/fields.hpp"
#include "core/agent/list_limit.hpp"
#include "core/agent/user_drafts.hpp"
#include "core/agent/users.hpp"
#include "core/agent/users_validation.hpp"
#include "core/agent/wanted_user.hpp"
#include "core/base/text.hpp"
#include "core/security/access.hpp"

namespace uag {
namespace {

// Of all addresses, or numbers, of a call together: each is normalised and folded.
constexpr std::size_t most_address_bytes = std::size_t{64} * 1024;

Result<void> judge_addresses(const char* field, const List<String>& list) {
    if (const auto fits = judge_count(field, list.items.size()); !fits.has_value()) return fits.error();
    std::size_t bytes = 0;
    for (const String& text : list.items) bytes += text.text.size();
    if (bytes > most_address_bytes) return too_long(field, most_address_bytes);
    return {};
}

std::vector<std::string> texts_of(const List<String>& list) {
    std::vector<std::string> texts;
    for (const String& text : list.items)
        if (std::string kept = kept_name(text.text); !kept.empty()) texts.push_back(std::move(kept));
    return texts;
}

// What a call knows of somebody.
struct Clues {
    std::int32_t contact_id = 0;
    std::string name;
    std::vector<std::string> emails;
    std::vector<std::string> phones;
    // Made once, and not by whoever has the database to themselves.
    std::vector<std::string> folded_emails;
    std::vector<std::string> phone_digits;
    std::optional<LinkedCredential> credential;
    std::string_view password{};
};

struct Match {
    std::int32_t user_id = 0;             ///< 0: no user
    std::optional<PersonRecord> person;   ///< without a user, if there is no user
};

Result<std::vector<PersonRecord>> persons_by_emails(Rows& rows, const Clues& clues) {
    std::vector<PersonRecord> all;
    for (const std::string& email : clues.folded_emails) {
        auto found = rows.persons_by_email(clues.contact_id, email);
        if (!found.has_value()) return found;
        all.insert(all.end(), found->begin(), found->end());
    }
    return all;
}

Result<std::vector<PersonRecord>> persons_by_phones(Rows& rows, const Clues& clues) {
    std::vector<PersonRecord> all;
    for (const std::string& digits : clues.phone_digits) {
        auto found = rows.persons_by_phone(clues.contact_id, digits);
        if (!found.has_value()) return found;
        all.insert(all.end(), found->begin(), found->end());
    }
    return all;
}

// A name alone tells somebody apart within a contact only.
Result<std::vector<PersonRecord>> persons_by_full_name(Rows& rows, const Clues& clues) {
    if (clues.contact_id == 0 || clues.name.empty()) return std::vector<PersonRecord>{};
    return rows.persons_by_name(clues.contact_id, fold(clues.name));
}

// Of several users of a person the first that is not deleted.
Result<std::int32_t> user_of_person(Rows& rows, std::int32_t person_id) {
    const auto ids = rows.associates_of_person(person_id);
    if (!ids.has_value()) return ids.error();
    for (const std::int32_t id : *ids) {
        const auto user = rows.user(id);
        if (!user.has_value()) return user.error();
        if (user->has_value() && !(*user)->identity.associate.deleted) return id;
    }
    return ids->empty() ? 0 : ids->front();
}

// One user among these persons, else the only person. It is ambiguous where neither is.
Result<Match> one_of(Rows& rows, const std::vector<PersonRecord>& persons, bool& ambiguous) {
    Match match;
    std::vector<std::int32_t> users;
    std::vector<std::int32_t> seen;
    for (const PersonRecord& person : persons) {
        if (std::find(seen.begin(), seen.end(), person.id) != seen.end()) continue;
        seen.push_back(person.id);
        const Result<std::int32_t> user = user_of_person(rows, person.id);
        if (!user.has_value()) return user.error();
        if (*user != 0) users.push_back(*user);
        if (users.size() > 1) break;
    }
    if (users.size() == 1)
        match.user_id = users.front();
    else if (seen.size() == 1)
        match.person = persons.front();
    else
        ambiguous = ambiguous || !seen.empty();
    return match;
}

Result<Match> find_match(Rows& rows, const Clues& clues) {
    if (clues.credential) {
        const auto owner = rows.credential_owner(clues.credential->type, fold(clues.credential->value));
        if (!owner.has_value()) return owner.error();
        if (owner->has_value()) return Match{**owner, std::nullopt};
    }
    bool ambiguous = false;
    for (const auto look : {&persons_by_emails, &persons_by_phones, &persons_by_full_name}) {
        const Result<std::vector<PersonRecord>> persons = look(rows, clues);
        if (!persons.has_value()) return persons.error();
        Result<Match> match = one_of(rows, *persons, ambiguous);
        if (!match.has_value() || match->user_id != 0 || match->person) return match;
    }
    // A user made for the wrong person, or a second person of the same, would be worse than an error.
    if (ambiguous) return wrong_field("Person", "More than one person fits what is known.");
    return Match{};
}

PersonRecord new_person(const Clues& clues) {
    PersonRecord person;
    person.contact_id = clues.contact_id;
    split_name(clues.name, person);
    if (clues.name.empty() && clues.credential) split_name(clues.credential->display_value, person);
    if (!clues.emails.empty()) person.email = clues.emails.front();
    if (person.last_name.empty()) person.last_name = name_from_email(person.email);
    if (!clues.phones.empty()) person.direct_phone = clues.phones[0];
    if (clues.phones.size() > 1) person.mobile_phone = clues.phones[1];
    if (person.last_name.empty()) person.last_name = person.direct_phone;
    return person;
}

Result<WantedUser> new_user(Rows& rows, const Clues& clues, UserType type, std::optional<PersonRecord> person) {
    const Result<UserEntry> draft = draft_of(rows, type);
    if (!draft.has_value()) return draft.error();
    WantedUser wanted;
    wanted.associate = draft->identity.associate;
    wanted.write_person = !person.has_value();
    wanted.person = person ? std::move(*person) : new_person(clues);
    wanted.associate.person_id = wanted.person.id;
    std::string wish = name_from(wanted.person);
    if (wish.empty()) wish = name_from_email(wanted.person.email);
    Result<std::string> name = free_name(rows, wish, 0);
    if (!name.has_value()) return name.error();
    wanted.associate.name = std::move(*name);
    if (clues.credential) wanted.credentials.push_back(*clues.credential);
    wanted.password = clues.password;
    return wanted;
}

Result<Clues> clues_of(const ResolveUserFromInfoRequest& request, const std::vector<LinkedCredentialType>& types) {
    Clues clues;
    clues.contact_id = request.contact_id;
    clues.name = kept_name(request.person_name.text);
    clues.emails = texts_of(request.emails);
    clues.phones = texts_of(request.phone_numbers);
    for (const std::string& email : clues.emails) clues.folded_emails.push_back(fold(email));
    for (const std::string& phone : clues.phones)
        if (std::string digits = ascii_digits_of(phone); !digits.empty())
            clues.phone_digits.push_back(std::move(digits));
    const Credential* const credential = request.credential.get();
    if (credential != nullptr && credential->type.has_value() && !credential->value.blank()) {
        const std::string_view type = trim(credential->type->type.text);
        const LinkedCredentialType* const linked = find_type(types, type);
        // A password finds nobody; it is the new user's, if one is made.
        if (ascii_iequals(type, password_credential_type))
            clues.password = credential->value.text;
        else if (linked == nullptr)
            return wrong_argument("Credential", "There is no such type of credential.");
        else
            clues.credential = LinkedCredential{linked->type, kept_name(credential->value.text),
                                                kept_name(credential->display_value.text)};
    }
    if (clues.credential && clues.credential->display_value.empty())
        clues.credential->display_value = clues.credential->value;
    if (clues.name.empty() && clues.emails.empty() && clues.phones.empty() && !clues.credential)
        return wrong_argument("PersonName", "A name, an e-mail address, a phone number or a credential is needed.");
    return clues;
}

}  // namespace

Task<Result<Box<ResolvedUser>>> Users::resolve_user_from_info(const Context& context,
                                                              const ResolveUserFromInfoRequest& request) {
    if (!role_type_for(request.user_type)) co_return wrong_argument("UserType", "The type of user is not known.");
    if (const auto fit = judge_addresses("Emails", request.emails); !fit.has_value()) co_return fit.error();
    if (const auto fit = judge_addresses("PhoneNumbers", request.phone_numbers); !fit.has_value())
        co_return fit.error();
    const Result<Clues> clues = clues_of(request, types_);
    if (!clues.has_value()) co_return clues.error();

    auto look = [&](Rows& rows) -> Result<Box<User>> {
        const Result<Match> match = find_match(rows, *clues);
        if (!match.has_value()) return match.error();
        if (match->user_id == 0) return Box<User>::nil();
        return show(context, rows, match->user_id);
    };
    Result<Box<User>> user = co_await read_rows(store_, look);
    if (!user.has_value()) co_return user.error();
    ResolvedUser resolved;
    resolved.base.field_properties.presence = Presence::value;
    if (user->has_value()) {
        resolved.user = std::move(*user);
        co_return Box<ResolvedUser>(std::move(resolved));
    }

    // Another call may have made the user meanwhile, so it is looked for again in the transaction, and then
    // left as is.
    Plan plan = [&](Rows& rows) -> Result<WantedUser> {
        Result<Match> match = find_match(rows, *clues);
        if (!match.has_value()) return match.error();
        resolved.person_created = match->user_id == 0 && !match->person;
        if (match->user_id != 0) {
            Result<std::optional<UserEntry>> entry = rows.user(match->user_id);
            if (!entry.has_value()) return entry.error();
            if (entry->has_value()) return wanted_as_stored(std::move(**entry));
        }
        Result<WantedUser> wanted = new_user(rows, *clues, request.user_type, std::move(match->person));
        if (!wanted.has_value()) return wanted;
        const Result<void> allowed = changes_.holding().may_store(rows, context.caller, *wanted);
        if (!allowed.has_value()) return allowed.error();
        FieldErrors errors;
        const Result<void> judged = judge_user(rows, *wanted, types_, errors);
        if (!judged.has_value()) return judged.error();
        const Result<void> fine = errors.result();
        if (!fine.has_value()) return fine.error();
        return wanted;
    };
    user = co_await save(context, std::move(plan));
    if (!user.has_value()) co_return user.error();
    resolved.user = std::move(*user);
    co_return Box<ResolvedUser>(std::move(resolved));
}

}  // namespace uag
