// Free names for users, made from a wish or from the person's name.
#include <vector>

#include "core/agent/fields.hpp"
#include "core/agent/user_drafts.hpp"
#include "core/agent/users.hpp"
#include "core/base/text.hpp"

namespace uag {
namespace {

// So that a number fits behind it.
constexpr std::size_t longest_stem = max_name_code_points - 12;

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    while (true) {
        text = trim(text);
        if (text.empty()) return words;
        std::string_view rest = text;
        std::size_t length = 0;
        while (!rest.empty()) {
            std::string_view next = rest;
            take_code_point(next);
            const std::string_view point = rest.substr(0, rest.size() - next.size());
            if (trim(point).empty()) break;
            length += point.size();
            rest = next;
        }
        words.push_back(text.substr(0, length));
        text.remove_prefix(length);
    }
}

// As much of a wish as a name can be made of.
std::string_view beginning(std::string_view wish) {
    std::string_view rest = wish;
    for (std::size_t i = 0; i < max_name_code_points && !rest.empty(); ++i) take_code_point(rest);
    return wish.substr(0, wish.size() - rest.size());
}

// Colons become hyphens, control characters go, and white space becomes one blank.
std::string as_name(std::string_view wish) {
    const std::string kept = kept_name(beginning(wish));
    std::string stem;
    if (!is_utf8(kept)) return "user";
    std::size_t taken = 0;
    for (const std::string_view word : words_of(kept)) {
        if (!stem.empty() && taken < longest_stem) stem += ' ', ++taken;
        for (std::string_view rest = word; !rest.empty() && taken < longest_stem;) {
            const std::string_view before = rest;
            take_code_point(rest);
            const std::string_view point = before.substr(0, before.size() - rest.size());
            if (has_control(point)) continue;
            stem += point == ":" ? std::string_view("-") : point;
            ++taken;
        }
    }
    stem = kept_name(stem);
    return judge_name(stem) ? "user" : stem;
}

Result<bool> is_free(Rows& rows, const std::string& name, std::int32_t except) {
    const auto called = rows.associates_called(fold(name));
    if (!called.has_value()) return called.error();
    return !is_in_use(*called, except);
}

PersonRecord person_in(const User& user) {
    PersonRecord person;
    if (!user.person.has_value()) return person;
    person.first_name = kept_name(user.person->firstname.text);
    person.middle_name = kept_name(user.person->middle_name.text);
    person.last_name = kept_name(user.person->lastname.text);
    person.email = kept_name(user.person->email.text);
    return person;
}

// A carrier may name its person by the id alone.
Result<PersonRecord> person_behind(Rows& rows, const User& user) {
    PersonRecord person = person_in(user);
    if (!name_from(person).empty() || !user.person.has_value() || user.person->person_id == 0) return person;
    Result<std::optional<PersonRecord>> stored = rows.person(user.person->person_id);
    if (!stored.has_value()) return stored.error();
    if (!stored->has_value()) return person;
    return std::move(**stored);
}

std::string first_of(std::initializer_list<std::string> wishes) {
    for (const std::string& wish : wishes)
        if (!trim(wish).empty()) return wish;
    return {};
}

}  // namespace

Result<std::string> free_name(Rows& rows, std::string_view wish, std::int32_t except) {
    const std::string stem = as_name(wish);
    std::string name = stem;
    for (std::int32_t number = 2;; ++number) {
        const Result<bool> free = is_free(rows, name, except);
        if (!free.has_value()) return free.error();
        if (*free) return name;
        name = stem + std::to_string(number);
    }
}

std::string name_from(const PersonRecord& person) {
    std::string name;
    for (const std::string* part : {&person.first_name, &person.last_name}) {
        if (!may_fit(*part, max_name_code_points) || !is_utf8(*part)) continue;
        for (const std::string_view word : words_of(*part)) name += (name.empty() ? "" : ".") + fold(word);
    }
    return name;
}

std::string name_from_email(std::string_view email) {
    const std::size_t at = email.rfind('@');
    return at == std::string_view::npos ? std::string() : std::string(email.substr(0, at));
}

void split_name(std::string_view full, PersonRecord& person) {
    if (!may_fit(full, max_text)) return;
    const std::string kept = kept_name(full);
    if (!is_utf8(kept)) return;
    const std::vector<std::string_view> words = words_of(kept);
    if (words.empty()) return;
    person.last_name = words.back();
    if (words.size() > 1) person.first_name = words.front();
    for (std::size_t i = 1; i + 1 < words.size(); ++i)
        person.middle_name += (person.middle_name.empty() ? "" : " ") + std::string(words[i]);
}

Task<Result<String>> Users::get_valid_user_name(const Context&, const UserNameCandidateRequest& request) {
    if (!may_fit(request.user_name.text, max_text)) co_return too_long("UserName", max_text);
    auto read = [&](Rows& rows) -> Result<String> {
        std::string wish = request.user_name.text;
        if (trim(wish).empty() && request.person_id != 0) {
            const Result<std::optional<PersonRecord>> person = rows.person(request.person_id);
            if (!person.has_value()) return person.error();
            if (person->has_value()) wish = first_of({name_from(**person), name_from_email((*person)->email)});
        }
        Result<std::string> name = free_name(rows, wish, request.associate_id);
        if (!name.has_value()) return name.error();
        return String(std::move(*name));
    };
    co_return co_await read_rows(store_, read);
}

// A user name may be an e-mail address, and is best one.
Task<Result<String>> Users::get_valid_user_name_for_new_user(const Context&, const UserRequest& request) {
    if (!request.user.has_value()) co_return wrong_argument("User", "A user is needed.");
    const User& user = *request.user;
    auto read = [&](Rows& rows) -> Result<String> {
        const Result<PersonRecord> person = person_behind(rows, user);
        if (!person.has_value()) return person.error();
        const std::string wish = first_of({user.user_name.text, person->email, user.name.text, name_from(*person)});
        Result<std::string> name = free_name(rows, wish, user.associate_id);
        if (!name.has_value()) return name.error();
        return String(std::move(*name));
    };
    co_return co_await read_rows(store_, read);
}

Task<Result<String>> Users::get_default_associate_user_name(const Context&, const UserRequest& request) {
    if (!request.user.has_value()) co_return wrong_argument("User", "A user is needed.");
    const User& user = *request.user;
    auto read = [&](Rows& rows) -> Result<String> {
        const Result<PersonRecord> person = person_behind(rows, user);
        if (!person.has_value()) return person.error();
        const std::string wish = first_of({user.name.text, name_from(*person), name_from_email(person->email),
                                           name_from_email(user.user_name.text), user.user_name.text});
        Result<std::string> name = free_name(rows, wish, user.associate_id);
        if (!name.has_value()) return name.error();
        return String(std::move(*name));
    };
    co_return co_await read_rows(store_, read);
}

Task<Result<bool>> Users::is_nick_name_unique(const Context&, const IsNickNameUniqueRequest& request) {
    auto read = [&](Rows& rows) -> Result<bool> {
        if (!may_fit(request.nick_name.text, max_text)) return too_long("NickName", max_text);
        const std::string nick_name = kept_name(request.nick_name.text);
        // To have none is no name that another could have.
        if (nick_name.empty()) return true;
        const auto owner = rows.nick_name_owner(fold(nick_name));
        if (!owner.has_value()) return owner.error();
        return !owner->has_value() || **owner == request.associate_id;
    };
    // Not const: a const Result<bool> would be returned as whether it has a value.
    Result<bool> unique = co_await read_rows(store_, read);
    co_return unique;
}

}  // namespace uag
