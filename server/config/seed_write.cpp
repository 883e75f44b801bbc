// A seed as the text of a seed file.
#include <algorithm>
#include <string>
#include <string_view>

#include "core/base/datetime.hpp"
#include "server/config/seed.hpp"
#include "server/config/seed_keys.hpp"
#include "server/config/toml_text.hpp"

namespace uag {
namespace {

/// Lines of one file. What is empty, zero or false is left out: read, it is that again.
class SeedLines {
public:
    void heading(std::string_view table) { ((text += "\n") += table) += '\n'; }
    void line(std::string_view key, std::string_view value) { (((text += key) += " = ") += value) += '\n'; }
    void words(std::string_view key, std::string_view value) {
        if (!value.empty()) line(key, toml_text(value));
    }
    void number(std::string_view key, std::int64_t value) {
        if (value != 0) line(key, std::to_string(value));
    }
    void flag(std::string_view key, bool value) {
        if (value) line(key, "true");
    }
    void list(std::string_view key, const std::vector<std::string>& values) {
        if (!values.empty()) line(key, '[' + joined(values) + ']');
    }
    void numbers(std::string_view key, const std::vector<std::int32_t>& values) {
        std::vector<std::string> texts;
        for (const std::int32_t value : values) texts.push_back(std::to_string(value));
        list(key, texts);
    }
    static std::string joined(const std::vector<std::string>& values) {
        std::string all;
        for (const std::string& value : values) (all += all.empty() ? "" : ", ") += value;
        return all;
    }

    std::string text;
};

void write_right(SeedLines& out, const FunctionalRight& right) {
    out.heading("[[right]]");
    out.number("id", right.id);
    out.words("code", right.code);
    out.words("name", right.name);
    std::vector<std::string> types;
    for (const auto& [word, type] : role_type_words)
        if ((right.role_types >> static_cast<int>(type) & 1) != 0) types.push_back(toml_text(word));
    if (types.size() != role_type_words.size()) out.line("role_types", '[' + SeedLines::joined(types) + ']');
}

// A table whose relations all have the same value is one line.
void write_cells(SeedLines& out, const std::vector<DataRightCell>& cells) {
    if (cells.empty()) return;
    out.text += "data_right = [\n";
    for (auto cell = cells.begin(); cell != cells.end();) {
        const auto end = std::find_if(cell, cells.end(), [&](const DataRightCell& one) {
            return one.table != cell->table || one.value != cell->value;
        });
        const bool all = static_cast<std::size_t>(end - cell) == relation_words.size();
        for (const auto last = all ? end : cell + 1; cell != last; cell = last) {
            out.text += "    {table = " + toml_text(cell->table);
            if (!all) out.text += ", relation = " + toml_text(name_of(relation_words, cell->relation));
            out.text += ", value = " + toml_text(cell->value) + "},\n";
        }
    }
    out.text += "]\n";
}

void write_role(SeedLines& out, const NewRole& role) {
    out.heading("[[role]]");
    out.number("id", role.role.id);
    out.words("name", role.role.name);
    out.words("description", role.role.description);
    out.words("type", name_of(role_type_words, role.role.type));
    out.number("rank", role.role.rank);
    out.number("use_categories", role.role.use_categories);
    out.flag("deleted", role.role.deleted);
    std::vector<std::string> rights;
    for (const std::string& code : role.functional_rights) rights.push_back(toml_text(code));
    out.list("rights", rights);
    write_cells(out, role.data_rights);
}

void write_group(SeedLines& out, const GroupRecord& group) {
    out.heading("[[group]]");
    out.number("id", group.id);
    out.words("name", group.name);
    out.words("description", group.description);
    out.number("rank", group.rank);
    out.flag("deleted", group.deleted);
}

void write_license(SeedLines& out, const ModuleLicenseRecord& license) {
    out.heading("[[license]]");
    out.number("id", license.id);
    out.words("owner", license.owner);
    out.words("name", license.name);
    out.words("description", license.description);
    out.number("total", license.total);
    out.flag("unrestricted", license.unrestricted);
}

void write_person(SeedLines& out, const PersonRecord& person) {
    out.text += "[associate.person]\n";
    for (const auto& [key, member] : seed_person_ids) out.number(key, person.*member);
    for (const auto& [key, member] : seed_person_texts) out.words(key, person.*member);
    out.number("rank", person.rank);
    out.flag("retired", person.retired);
}

void write_associate(SeedLines& out, const NewAssociate& added) {
    const AssociateRecord& associate = added.associate;
    out.heading("[[associate]]");
    out.number("id", associate.id);
    out.words("name", associate.name);
    out.words("type", name_of(user_type_words, associate.type));
    out.number("role", associate.role_id);
    out.number("group", associate.group_id);
    out.numbers("secondary_groups", added.secondary_groups);
    out.number("ej_user_id", associate.ej_user_id);
    out.number("rank", associate.rank);
    for (const auto& [key, member] : seed_associate_texts) out.words(key, associate.*member);
    for (const auto& [key, member] : seed_associate_flags) out.flag(key, associate.*member);
    out.numbers("licenses", added.licenses);
    if (added.phc) out.words("password_hash", *added.phc);
    out.flag("must_change", added.must_change);
    if (added.password_expires != TimePoint::max())
        out.line("password_expires", format(to_datetime(added.password_expires)));
    if (added.person) write_person(out, *added.person);
    if (added.presence) {
        out.text += "[associate.presence]\n";
        out.words("status", name_of(presence_words, added.presence->status));
        out.words("message", added.presence->message);
    }
    for (const LinkedCredential& credential : added.credentials) {
        out.text += "[[associate.credential]]\n";
        out.words("type", credential.type);
        out.words("value", credential.value);
        out.words("display_value", credential.display_value);
    }
}

}  // namespace

Result<std::string> write_seed(const Seed& seed) {
    SeedLines out;
    out.flag("whole", seed.whole);
    out.numbers("owner_contacts", seed.owner_contacts);
    if (seed.password_rules) {
        out.heading("[password_rules]");
        for (const auto& [key, member] : seed_rules) out.line(key, std::to_string((*seed.password_rules).*member));
    }
    for (const FunctionalRight& right : seed.rights) write_right(out, right);
    for (const NewRole& role : seed.roles) write_role(out, role);
    for (const GroupRecord& group : seed.groups) write_group(out, group);
    for (const ModuleLicenseRecord& license : seed.licenses) write_license(out, license);
    for (const NewAssociate& associate : seed.associates) write_associate(out, associate);
    if (out.text.size() > most_seed_mebibytes << 20)
        return fail_in_english(errc::invalid_argument, "a seed file has at most " +
                                                           std::to_string(most_seed_mebibytes) +
                                                           " MiB, and this state is longer; use backup instead");
    return std::move(out.text);
}

}  // namespace uag
