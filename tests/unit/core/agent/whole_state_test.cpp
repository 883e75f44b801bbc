// What is stored, written as a seed file and loaded again: nothing is lost on the way, whatever the state.
#include "core/agent/whole_state.hpp"

#include <algorithm>
#include <random>
#include <string>

#include "core/security/phc.hpp"
#include "server/config/seed.hpp"
#include "support/local_changes.hpp"
#include "support/store_suite.hpp"
#include "support/temp_dir.hpp"

using namespace uag;
using namespace uag::test;

namespace {

using Dice = std::mt19937;

bool chance(Dice& dice, unsigned percent) { return dice() % 100 < percent; }

template <class Value> Value one_of(Dice& dice, const std::vector<Value>& values) {
    return values[dice() % values.size()];
}

// What a text may be, with everything that a TOML file has to say in another way.
std::string some_text(Dice& dice) {
    static const std::vector<std::string> pieces{
        "a", "Ærlig", "\"", "\\", "#", "'", "= [", "ß", "日本", "]]", "%", "\xF0\x9F\x98\x80", "{}", "é"};
    std::string text = "t";
    for (auto length = dice() % 6; length > 0; --length) text += one_of(dice, pieces);
    return text;
}

std::string some_lines(Dice& dice) { return some_text(dice) + (chance(dice, 50) ? "\r\n\t" : "") + some_text(dice); }

std::string numbered(std::string_view what, std::int32_t id) { return std::string(what) + std::to_string(id); }

std::string some_phc(Dice& dice) {
    PhcHash hash;
    hash.settings = {8 + static_cast<std::uint32_t>(dice() % 100), 1};
    for (int i = 0; i < 16; ++i) hash.salt += static_cast<char>(dice());
    for (int i = 0; i < 32; ++i) hash.tag += static_cast<char>(dice());
    return write_phc(hash);
}

NewRole some_role(Dice& dice, std::int32_t id) {
    NewRole role;
    role.role = {id,
                 numbered("role", id),
                 some_text(dice),
                 RoleType::employee,
                 static_cast<std::int16_t>(dice()),
                 static_cast<std::int16_t>(dice())};
    if (chance(dice, 40)) role.functional_rights.emplace_back("admin-users");
    if (chance(dice, 40)) role.functional_rights.emplace_back("own-right");
    static const std::vector<std::string> values{"R", "CR", "CRU", "CRUD"};
    for (const std::string table : {"contact", "sale"}) {
        const bool same = chance(dice, 50);
        for (const int relation : {0, 1, 2, 3, 4, 5, 6, 7, 10})
            if (same || chance(dice, 60))
                role.data_rights.push_back(
                    {table, static_cast<RoleRelationToOwner>(relation), same ? "CRU" : one_of(dice, values)});
    }
    return role;
}

PersonRecord some_person(Dice& dice, std::int32_t id) {
    PersonRecord person;
    person.id = id * 3;
    person.last_name = some_text(dice);
    for (std::string PersonRecord::* text :
         {&PersonRecord::first_name, &PersonRecord::middle_name, &PersonRecord::position, &PersonRecord::mrmrs,
          &PersonRecord::title, &PersonRecord::direct_phone, &PersonRecord::mobile_phone, &PersonRecord::fax_phone,
          &PersonRecord::person_number, &PersonRecord::kana_first_name, &PersonRecord::kana_last_name})
        if (chance(dice, 50)) person.*text = some_text(dice);
    if (chance(dice, 70)) person.email = numbered("mail", id) + "@example.com";
    if (chance(dice, 50)) person.description = some_lines(dice);
    for (std::int32_t PersonRecord::* number : {&PersonRecord::country_id, &PersonRecord::home_country_id,
                                                &PersonRecord::business_id, &PersonRecord::category_id})
        if (chance(dice, 50)) person.*number = static_cast<std::int32_t>(dice() % 1000);
    person.contact_id = 5;
    person.rank = static_cast<std::int16_t>(dice());
    person.retired = chance(dice, 20);
    return person;
}

NewAssociate some_associate(Dice& dice, std::int32_t id, const Ids& groups) {
    NewAssociate added;
    AssociateRecord& associate = added.associate;
    associate.id = id;
    associate.name = numbered("näme", id);
    associate.type = one_of<UserType>(
        dice, {UserType::internal_associate, UserType::internal_associate, UserType::external_associate,
               UserType::resource_associate, UserType::system_associate, UserType::anonymous_associate});
    switch (associate.type) {
        case UserType::external_associate: associate.role_id = 3; break;
        case UserType::anonymous_associate: associate.role_id = 4; break;
        case UserType::system_associate: associate.role_id = 5; break;
        default: associate.role_id = one_of<std::int32_t>(dice, {1, 2, 21}); break;
    }
    if (chance(dice, 70)) associate.group_id = one_of(dice, groups);
    for (const std::int32_t group : groups)
        if (group != associate.group_id && chance(dice, 30)) added.secondary_groups.push_back(group);
    if (chance(dice, 40)) associate.user_name = numbered("user", id);
    if (chance(dice, 40)) associate.nick_name = numbered("nick", id);
    if (chance(dice, 40)) associate.tooltip = some_lines(dice);
    if (chance(dice, 40)) associate.request_signature = some_lines(dice);
    associate.rank = static_cast<std::int16_t>(dice());
    associate.ej_user_id = static_cast<std::int32_t>(dice() % 3);
    associate.deleted = chance(dice, 15);
    associate.retired = chance(dice, 15);
    associate.waiting_for_approval = chance(dice, 15);
    if (chance(dice, 80)) added.person = some_person(dice, id);
    const bool may_log_in =
        associate.type != UserType::resource_associate && associate.type != UserType::anonymous_associate;
    if (may_log_in && chance(dice, 70)) {
        added.phc = some_phc(dice);
        added.must_change = chance(dice, 30);
        if (chance(dice, 30)) added.password_expires = TimePoint(std::chrono::milliseconds(dice() * 1009ULL));
    }
    if (chance(dice, 30)) added.licenses = {7};
    if (chance(dice, 30)) added.licenses.push_back(8);
    if (chance(dice, 40)) added.credentials.push_back({"Corp/AD", numbered("ad", id), some_text(dice)});
    if (chance(dice, 40)) added.credentials.push_back({"Mail", numbered("m", id), numbered("m", id)});
    if (chance(dice, 40)) added.presence = PresenceRecord{EjUserStatus::status_spm, some_text(dice)};
    return added;
}

Seed some_seed(Dice& dice) {
    Seed seed;
    if (chance(dice, 50)) seed.password_rules = PasswordRules{static_cast<std::int32_t>(dice() % 9), 1, 0, 2, 0};
    seed.rights = {{200, "own-right", some_text(dice), 3}};
    for (std::int32_t id = 21; id < 24; ++id) seed.roles.push_back(some_role(dice, id));
    Ids groups{1};
    for (std::int32_t id = 31; id < 35; ++id) {
        seed.groups.push_back({id, numbered("group", id), some_text(dice), static_cast<std::int16_t>(dice())});
        groups.push_back(id);
    }
    seed.licenses = {{7, "own", "few", some_text(dice), 40, false}, {8, "", "many", "", 0, true}};
    if (chance(dice, 50)) seed.owner_contacts = {5, 9};
    for (std::int32_t id = 1 + static_cast<std::int32_t>(dice() % 5); id < 25; id += 1 + static_cast<int>(dice() % 3))
        seed.associates.push_back(some_associate(dice, id, groups));
    return seed;
}

// What calls make of it later: built-in roles of another name and other rights, groups with members that are deleted.
void change_more(Store& store, Dice& dice) {
    rows_written(store, [&](Rows& rows) -> Result<void> {
        RoleRecord second = (*rows.role(2))->role;
        second.name = some_text(dice);
        Result<void> done = rows.update_role(second, {});
        if (done.has_value()) done = rows.set_functional_rights(2, {1, 3});
        if (done.has_value()) done = rows.put_data_right(2, {"contact", RoleRelationToOwner::my_own, ""});
        RoleRecord gone = (*rows.role(23))->role;
        gone.deleted = true;
        gone.name = "role22";  // a name that is in use again
        if (done.has_value()) done = rows.update_role(gone, {});
        for (const std::int32_t id : {1, 33}) {
            GroupRecord group = **rows.group(id);
            group.deleted = chance(dice, 50);
            if (group.deleted) group.name = "group31";
            if (done.has_value()) done = rows.update_group(group, {});
        }
        return done;
    });
}

std::string exported(Store& store, bool hashes) {
    return value_of(write_seed(rows_read(store, [&](Rows& rows) { return whole_state(rows, hashes); })));
}

SeedFile read_back(const std::string& text) {
    const TempDir folder;
    auto file = read_seed(folder.write("state.toml", text));
    if (!file.has_value()) FAIL(file.error().public_text.english() << "\n" << text);
    return std::move(*file);
}

std::string problem_of(const Result<SeedCounts>& loaded) {
    if (loaded.has_value()) return {};
    std::string all = loaded.error().public_text.english();
    for (const auto& [field, text] : loaded.error().messages) all += '\n' + field + ": " + text.english();
    return all;
}

std::string loaded_and_exported(const std::string& text, bool hashes) {
    SqliteHome home;
    const auto store = home.open();
    LocalChanges changes(*store, home.clock);
    CHECK(problem_of(changes.load(read_back(text).seed)) == "");
    return exported(*store, hashes);
}

}  // namespace

TEST_CASE("whole state: seed, export, seed, export is the identity, whatever is stored") {
    for (unsigned number = 1; number <= 40; ++number) {
        CAPTURE(number);
        Dice dice(number);
        SqliteHome home;
        const auto store = home.open();
        LocalChanges changes(*store, home.clock);
        REQUIRE(problem_of(changes.load(some_seed(dice))) == "");
        if (chance(dice, 70)) change_more(*store, dice);
        for (const bool hashes : {true, false}) {
            const std::string first = exported(*store, hashes);
            CHECK(loaded_and_exported(first, hashes) == first);
            CHECK((first.find("$argon2id$") != std::string::npos) == hashes);
        }
    }
}

TEST_CASE("whole state: a database that has nothing but what is built in is exported and loaded too") {
    SqliteHome home;
    const auto store = home.open();
    const std::string first = exported(*store, true);
    CHECK(first.starts_with("whole = true\n"));
    CHECK(loaded_and_exported(first, true) == first);
}

TEST_CASE("whole state: what is written is every member of what was stored") {
    Dice dice(7);
    SqliteHome home;
    const auto store = home.open();
    LocalChanges changes(*store, home.clock);
    const Seed seed = some_seed(dice);
    REQUIRE(problem_of(changes.load(seed)) == "");
    const Seed read = read_back(exported(*store, true)).seed;
    REQUIRE(read.associates.size() == seed.associates.size());
    for (std::size_t i = 0; i < seed.associates.size(); ++i) {
        const NewAssociate& was = seed.associates[i];
        const NewAssociate& is = read.associates[i];
        CAPTURE(was.associate.name);
        CHECK(is.associate.name == was.associate.name);
        CHECK(is.associate.type == was.associate.type);
        CHECK(is.associate.user_name == was.associate.user_name);
        CHECK(is.associate.request_signature == was.associate.request_signature);
        CHECK(is.associate.deleted == was.associate.deleted);
        CHECK(is.phc == was.phc);
        CHECK(is.must_change == was.must_change);
        CHECK(is.password_expires == was.password_expires);
        CHECK(is.secondary_groups == was.secondary_groups);
        CHECK(is.licenses == was.licenses);
        CHECK(is.presence == was.presence);
        CHECK(is.credentials.size() == was.credentials.size());
        if (was.person) CHECK(is.person->description == was.person->description);
    }
}

TEST_CASE("whole state: it is for a database without associates, and takes away what it does not name") {
    SqliteHome home;
    const auto store = home.open();
    LocalChanges changes(*store, home.clock);
    const SeedFile file = read_back(R"(
whole = true
[[role]]
id = 2
name = "All"
type = "employee"
rights = ["admin-all"]
[[associate]]
name = "kim"
type = "internal"
role = "all"
)");
    CHECK(problem_of(changes.load(file.seed)) == "");
    const std::vector<NewRole> roles = roles_of(*store);
    REQUIRE(roles.size() == 1);
    CHECK(roles[0].role.id == 2);
    CHECK(roles[0].role.name == "All");
    CHECK(roles[0].functional_rights == std::vector<std::string>{"admin-all"});
    for (const GroupRecord& group : groups_of(*store)) CHECK(group.deleted);
    const Result<SeedCounts> again = changes.load(file.seed);
    CHECK(problem_of(again) == "A whole state is for a database without associates, and this one has some.");
    CHECK(value_of(associates_of(*store)).size() == 1);
}

TEST_CASE("whole state: credentials of a seed are judged as those of a call are") {
    StoreFixture<SqliteHome> f;
    LocalChanges changes(*f.store, f.home.clock);
    const auto refusal = [&](std::vector<LinkedCredential> credentials) {
        Seed seed;
        seed.associates = {employee("kim")};
        seed.associates[0].credentials = std::move(credentials);
        const auto loaded = changes.load(seed);
        return loaded.has_value() ? std::string() : loaded.error().messages.at(0).second.english();
    };
    CHECK(refusal({{"crm5/password", "x", "x"}}) == "A password stands in the associate itself.");
    CHECK(refusal({{"Mail", "x", "x"}, {"MAIL", "y", "y"}}) == "A user has one credential of a type at most.");
    CHECK(refusal({{"", "x", "x"}}) == "A credential needs a type.");
    CHECK(refusal({{"Mail", "", ""}}) == "A credential of the type Mail needs a value.");
    CHECK(refusal({{"Mail", "x", "x"}}) == "");
    Seed other;
    other.associates = {employee("lee")};
    other.associates[0].credentials = {{"mail", "X", "X"}};
    CHECK_FALSE(changes.load(other).has_value());
}
