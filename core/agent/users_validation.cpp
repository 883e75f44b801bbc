#include "core/agent/users_validation.hpp"

#include <algorithm>

#include "core/agent/user_texts.hpp"
#include "core/agent/wanted_user.hpp"
#include "core/base/text.hpp"
#include "core/security/access.hpp"
#include "core/security/names.hpp"

namespace uag {
namespace {

struct Judgement {
    Rows& rows;
    const WantedUser& wanted;
    const std::vector<LinkedCredentialType>& types;
    FieldErrors& errors;

    const AssociateRecord& associate = wanted.associate;
    const AssociateRecord& before = wanted.stored.identity.associate;
    const bool type_changes = wanted.is_new() || associate.type != before.type;

    Result<void> name(std::string_view field, const std::string& text, const std::string& before_text);
    Result<void> email();
    Result<void> nick_name();
    void texts();
    Result<void> role();
    Result<void> group();
    Result<void> other_groups();
    Result<void> one_group(std::string_view field, std::int32_t id, bool had);
    Result<void> person();
    Result<void> owner_contact();
    void password();
    Result<void> linked_credentials();
    Result<void> linked_credential(const LinkedCredential& credential);
    Result<void> licenses();
};

// Nobody is called what another logs in by: not as their name, nor as their address. What an old database has of this
// stays.
Result<void> Judgement::name(std::string_view field, const std::string& text, const std::string& before_text) {
    if (auto reason = judge_name(text)) {
        errors.add(field, std::move(*reason));
        return {};
    }
    const std::string folded = fold(text);
    if (!wanted.is_new() && folded == fold(before_text)) return {};
    const auto called = rows.associates_called(folded);
    if (!called.has_value()) return called.error();
    if (is_in_use(*called, associate.id)) errors.add(field, "The name is already in use.");
    return {};
}

Result<void> Judgement::email() {
    const std::string folded = fold(wanted.person.email);
    if (folded.empty()) return {};
    if (!wanted.is_new() && folded == fold(wanted.stored.identity.person.email)) return {};
    const auto owner = rows.name_owner(folded);
    if (!owner.has_value()) return owner.error();
    if (owner->has_value() && **owner != associate.id)
        errors.add("Person", "The e-mail address is another user's name.");
    return {};
}

Result<void> Judgement::nick_name() {
    if (associate.nick_name.empty()) return {};
    if (auto reason = judge_text(associate.nick_name)) {
        errors.add("NickName", std::move(*reason));
        return {};
    }
    const auto owner = rows.nick_name_owner(fold(associate.nick_name));
    if (!owner.has_value()) return owner.error();
    if (owner->has_value() && **owner != associate.id) errors.add("NickName", "The nick name is already in use.");
    return {};
}

void Judgement::texts() {
    const auto judge = [&](std::string_view field, const std::string& text, std::size_t max,
                           std::string_view member = {}) {
        auto reason = judge_text(text, max);
        if (!reason) return;
        const bool is_whole = member.empty();
        errors.add(field,
                   is_whole ? *reason : Message::joined({Message::verbatim(std::string(member) + ": "), *reason}));
    };
    judge("Tooltip", associate.tooltip, max_description);
    judge("RequestSignature", associate.request_signature, max_description);
    if (!wanted.write_person) return;
    const PersonRecord& person = wanted.person;
    for (const auto& [member, kept, told] : person_texts)
        if (kept != &PersonRecord::description) judge("Person", person.*kept, max_text, member);
    judge("Person", person.description, max_description, "Description");
}

Result<void> Judgement::role() {
    const std::optional<RoleType> fitting = role_type_for(associate.type);
    if (!fitting) errors.add("Type", "The type of user is not known.");
    // A resource never logs in, and needs none.
    if (associate.role_id == 0) {
        if (associate.type != UserType::resource_associate) errors.add("Role", "A role is needed.");
        return {};
    }
    const auto found = rows.role(associate.role_id);
    if (!found.has_value()) return found.error();
    if (!found->has_value()) {
        errors.add("Role", sentence("There is no role with the id {0}.", {associate.role_id}));
        return {};
    }
    const RoleRecord& wanted_role = (*found)->role;
    if (wanted_role.deleted && associate.role_id != before.role_id) errors.add("Role", "The role is deleted.");
    if (fitting && wanted_role.type != *fitting)
        errors.add("Role", "A role of this type is not for this type of user.");
    return {};
}

Result<void> Judgement::one_group(std::string_view field, std::int32_t id, bool had) {
    const auto found = rows.group(id);
    if (!found.has_value()) return found.error();
    if (!found->has_value())
        errors.add(field, sentence("There is no user group with the id {0}.", {id}));
    else if ((*found)->deleted && !had)
        errors.add(field, sentence("The user group with the id {0} is deleted.", {id}));
    return {};
}

Result<void> Judgement::group() {
    if (associate.group_id == 0) return {};
    return one_group("UserGroup", associate.group_id, associate.group_id == before.group_id);
}

Result<void> Judgement::other_groups() {
    std::vector<std::int32_t> seen;
    for (const std::int32_t id : wanted.other_groups) {
        const auto is_it = [id](const GroupRecord& group) { return group.id == id; };
        const auto& had = wanted.stored.other_groups;
        if (id != 0 && id == associate.group_id)
            errors.add("OtherGroups", "The main group is not one of the other groups.");
        if (contains(seen, id)) errors.add("OtherGroups", "A group is listed twice.");
        seen.push_back(id);
        const Result<void> judged = one_group("OtherGroups", id, std::any_of(had.begin(), had.end(), is_it));
        if (!judged.has_value()) return judged;
    }
    return {};
}

// System and anonymous users and resources do without a person. A user of another type that is stored without
// one was made by a command; it may stay so.
Result<void> Judgement::person() {
    const bool needs_person =
        associate.type == UserType::internal_associate || associate.type == UserType::external_associate;
    const bool has_person = associate.person_id != 0 || wanted.write_person;
    if (needs_person && !has_person && type_changes) errors.add("Person", "A user of this type needs a person.");
    if (!has_person) return {};
    if (associate.person_id != 0 && (wanted.is_new() || associate.person_id != before.person_id)) {
        const auto users = rows.associates_of_person(associate.person_id);
        if (!users.has_value()) return users.error();
        for (const std::int32_t user : *users)
            if (user != associate.id) errors.add("Person", "The person has a user already.");
    }
    return owner_contact();
}

// Whoever is stored already stays, also when the contact has been taken from the owners since.
Result<void> Judgement::owner_contact() {
    if (associate.type != UserType::internal_associate) return {};
    const PersonRecord& stored_person = wanted.stored.identity.person;
    const bool same_person =
        associate.person_id == before.person_id && wanted.person.contact_id == stored_person.contact_id;
    if (!type_changes && same_person) return {};
    const auto owners = rows.owner_contacts();
    if (!owners.has_value()) return owners.error();
    if (!owners->empty() && !contains(*owners, wanted.person.contact_id))
        errors.add("Person",
                   "The person's contact is not an owner contact, so the person cannot be an internal associate.");
    return {};
}

void Judgement::password() {
    if (!wanted.password.empty() && !may_have_password(associate))
        errors.add("Credentials", "A user of this type has no password.");
}

Result<void> Judgement::linked_credential(const LinkedCredential& credential) {
    const LinkedCredentialType* const type = find_type(types, credential.type);
    if (type != nullptr && !fits(*type, associate.type))
        errors.add("Credentials",
                   sentence("A user of this type cannot have a credential of the type {0}.", {type->type}));
    if (credential.value.empty())
        errors.add("Credentials", sentence("A credential of the type {0} needs a value.", {credential.type}));
    if (auto reason = judge_text(credential.value)) errors.add("Credentials", std::move(*reason));
    if (auto reason = judge_text(credential.display_value)) errors.add("Credentials", std::move(*reason));
    const auto owner = rows.credential_owner(credential.type, fold(credential.value));
    if (!owner.has_value()) return owner.error();
    if (owner->has_value() && (wanted.is_new() || **owner != associate.id))
        errors.add("Credentials", sentence("Another user has this credential of the type {0}.", {credential.type}));
    return {};
}

Result<void> Judgement::linked_credentials() {
    for (const LinkedCredential& credential : wanted.credentials) {
        const Result<void> judged = linked_credential(credential);
        if (!judged.has_value()) return judged;
    }
    return {};
}

Result<void> Judgement::licenses() {
    if (wanted.licenses == wanted.stored.licenses) return {};
    const auto records = rows.module_licenses();
    if (!records.has_value()) return records.error();
    for (const std::int32_t id : wanted.licenses) {
        if (contains(wanted.stored.licenses, id)) continue;
        const auto is_it = [id](const ModuleLicenseRecord& record) { return record.id == id; };
        const auto record = std::find_if(records->begin(), records->end(), is_it);
        if (record == records->end())
            errors.add("LicenseOwners", sentence("There is no module licence with the id {0}.", {id}));
        else if (!associate.deleted && !record->unrestricted && record->in_use >= record->total)
            errors.add("LicenseOwners", sentence("All licences of the module {0} are in use.", {record->name}));
    }
    return {};
}

}  // namespace

std::optional<Message> judge_text(std::string_view text, std::size_t most) {
    if (text.size() > 4 * most || code_points(text) > most)
        return sentence("The text is too long: at most {0} characters.", {most});
    if (!is_utf8(text)) return label("The text is not well-formed.");
    std::string lines(text);
    if (most > max_text)
        std::replace_if(lines.begin(), lines.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
    if (has_control(lines)) return label("The text must not contain control characters.");
    return std::nullopt;
}

Result<void> judge_user(Rows& rows, const WantedUser& wanted, const std::vector<LinkedCredentialType>& types,
                        FieldErrors& errors) {
    Judgement judgement{rows, wanted, types, errors};
    const AssociateRecord& associate = wanted.associate;
    const AssociateRecord& before = wanted.stored.identity.associate;
    Result<void> judged = judgement.name("Name", associate.name, before.name);
    if (judged.has_value() && !associate.user_name.empty())
        judged = judgement.name("UserName", associate.user_name, before.user_name);
    if (judged.has_value()) judged = judgement.email();
    if (judged.has_value()) judged = judgement.nick_name();
    judgement.texts();
    if (judged.has_value()) judged = judgement.role();
    if (judged.has_value()) judged = judgement.group();
    if (judged.has_value()) judged = judgement.other_groups();
    if (judged.has_value()) judged = judgement.person();
    judgement.password();
    if (judged.has_value()) judged = judgement.linked_credentials();
    if (judged.has_value()) judged = judgement.licenses();
    return judged;
}

}  // namespace uag
