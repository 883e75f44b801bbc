// The rows of associates: read whole, found, searched, added, changed, removed.
#include <algorithm>

#include "support/store_suite.hpp"

using namespace uag;
using namespace uag::test;

namespace {

AssociateRecord full_record() {
    AssociateRecord record = employee("Straße").associate;
    record.user_name = "Anna@Example.com";
    record.type = UserType::system_associate;
    record.role_id = 15;
    record.ej_user_id = 77;
    record.deleted = true;
    record.retired = true;
    record.waiting_for_approval = true;
    record.rank = -5;
    record.tooltip = "tip";
    record.nick_name = "Änni";
    record.request_signature = "Yours";
    return record;
}

std::vector<std::string> names_of(const std::vector<AssociateSummary>& summaries) {
    std::vector<std::string> names;
    for (const AssociateSummary& summary : summaries) names.push_back(summary.associate.name);
    return names;
}

}  // namespace

TEST_CASE_TEMPLATE("a user is read with everything that its carrier shows", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    Seed seed;
    seed.licenses = {{3, "SuperOffice", "user", "", 5, false, 0}, {4, "SuperOffice", "sales", "", 0, true, 0}};
    done(plant(*f.store, seed));
    const TimePoint then = f.now();
    const std::int32_t id = rows_written(*f.store, [&](Rows& rows) -> Result<std::int32_t> {
        const auto added = rows.insert_associate(full_record(), {then, 8});
        if (!added) return added.error();
        REQUIRE(rows.set_other_groups(*added, {11, 13, 1, 13}).has_value());
        REQUIRE(rows.set_licenses(*added, {4, 3, 4}).has_value());
        REQUIRE(rows.put_linked_credential(*added, {"ldap", "anna", "Anna of LDAP"}).has_value());
        REQUIRE(rows.put_linked_credential(*added, {"AD", "x\\anna", ""}).has_value());
        return added;
    });
    const auto user = rows_read(*f.store, [&](Rows& rows) { return rows.user(id); });
    REQUIRE(user.has_value());
    const AssociateRecord& record = user->identity.associate;
    CHECK(record.id == id);
    CHECK(record.name == "Straße");
    CHECK(record.user_name == "Anna@Example.com");
    CHECK(record.type == UserType::system_associate);
    CHECK(record.ej_user_id == 77);
    CHECK(record.deleted);
    CHECK(record.retired);
    CHECK(record.waiting_for_approval);
    CHECK(record.rank == -5);
    CHECK(record.tooltip == "tip");
    CHECK(record.nick_name == "Änni");
    CHECK(record.request_signature == "Yours");
    CHECK(user->identity.role.name == "Programs");
    CHECK(user->identity.group.name == "Sales");
    CHECK(user->identity.secondary_groups == std::vector<std::int32_t>{1, 11, 13});
    REQUIRE(user->other_groups.size() == 3);
    CHECK(user->other_groups[0].id == 1);  // in order of rank
    CHECK(user->other_groups[1].id == 13);
    CHECK(user->other_groups[2].id == 11);
    REQUIRE(user->credentials.size() == 2);
    CHECK(user->credentials[0].type == "AD");
    CHECK(user->credentials[1].display_value == "Anna of LDAP");
    CHECK(user->licenses == std::vector<std::int32_t>{3, 4});
    CHECK_FALSE(user->last_login.has_value());
    CHECK_FALSE(user->last_logout.has_value());
    CHECK(user->stamps.registered.when == then);
    CHECK(user->stamps.registered.by == 8);
    CHECK(user->stamps.updated.by == 8);

    rows_written(*f.store, [&](Rows& rows) { return rows.set_last_login(id, then + std::chrono::hours{1}); });
    CHECK(rows_read(*f.store, [&](Rows& rows) { return rows.user(id); })->last_login == then + std::chrono::hours{1});
    CHECK_FALSE(rows_read(*f.store, [&](Rows& rows) { return rows.user(id + 1); }).has_value());
    CHECK_FALSE(rows_read(*f.store, [&](Rows& rows) { return rows.user(0); }).has_value());
}

TEST_CASE_TEMPLATE("a changed associate is found by its new names only", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    AssociateRecord record = full_record();
    record.id = 471;
    const std::int32_t id =
        rows_written(*f.store, [&](Rows& rows) { return rows.insert_associate(record, {f.now(), 1}); });
    CHECK(id == 471);
    record.name = "Bert";
    record.user_name = "BERT";
    record.nick_name = "";
    record.type = UserType::internal_associate;
    record.role_id = 0;
    record.group_id = 0;
    record.ej_user_id = 78;
    record.deleted = false;
    const TimePoint later = f.now() + std::chrono::hours{1};
    rows_written(*f.store, [&](Rows& rows) { return rows.update_associate(record, {later, 2}); });

    rows_read(*f.store, [&](Rows& rows) -> Result<void> {
        CHECK(*rows.name_owner("strasse") == std::nullopt);
        CHECK(*rows.name_owner("anna@example.com") == std::nullopt);
        CHECK(*rows.nick_name_owner(fold("änni")) == std::nullopt);
        CHECK(*rows.nick_name_owner("") == std::nullopt);
        CHECK(*rows.name_owner("bert") == id);
        CHECK(*rows.associate_by_name("bert") == id);
        CHECK(rows.associates_with_ej_user(77)->empty());
        CHECK(*rows.associates_with_ej_user(78) == std::vector<std::int32_t>{id});
        CHECK(rows.associates_with_ej_user(0)->empty());
        const auto user = *rows.user(id);
        CHECK(user->identity.role.id == 0);
        CHECK(user->identity.group.id == 0);
        CHECK(user->stamps.registered.by == 1);
        CHECK(user->stamps.updated.by == 2);
        CHECK(user->stamps.updated.when == later);
        return {};
    });
    record.id = 4711;
    const auto missing = try_write(*f.store, [&](Rows& rows) { return rows.update_associate(record, {later, 2}); });
    REQUIRE_FALSE(missing.has_value());
    CHECK(missing.error().code == errc::not_found);
}

TEST_CASE_TEMPLATE("a user name is not an associate name, and neither is a nick name", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const std::int32_t id =
        rows_written(*f.store, [&](Rows& rows) { return rows.insert_associate(full_record(), {f.now(), 1}); });
    rows_read(*f.store, [&](Rows& rows) -> Result<void> {
        CHECK(*rows.associate_by_name("strasse") == id);
        CHECK(*rows.associate_by_name("anna@example.com") == std::nullopt);
        CHECK(*rows.name_owner("anna@example.com") == id);
        CHECK(*rows.nick_name_owner(fold("ÄNNI")) == id);
        CHECK(*rows.name_owner(fold("ÄNNI")) == std::nullopt);
        return {};
    });
}

TEST_CASE_TEMPLATE("names in use, unknown roles and groups are not stored", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    rows_written(*f.store, [&](Rows& rows) { return rows.insert_associate(full_record(), {f.now(), 1}); });
    const auto refused = [&](auto change) {
        AssociateRecord record = employee("other").associate;
        change(record);
        const auto added = try_write(*f.store, [&](Rows& rows) { return rows.insert_associate(record, {f.now(), 1}); });
        REQUIRE_FALSE(added.has_value());
        CHECK(added.error().code == errc::storage);
    };
    refused([](AssociateRecord& r) { r.name = "STRASSE"; });
    refused([](AssociateRecord& r) { r.user_name = "strasse"; });
    refused([](AssociateRecord& r) { r.name = "anna@EXAMPLE.com"; });
    refused([](AssociateRecord& r) { r.nick_name = "ÄNNI"; });
    refused([](AssociateRecord& r) { r.name = ""; });
    refused([](AssociateRecord& r) { r.role_id = 99; });
    refused([](AssociateRecord& r) { r.group_id = 99; });
    refused([](AssociateRecord& r) { r.person_id = 99; });
    refused([](AssociateRecord& r) { r.type = static_cast<UserType>(9); });
    CHECK(value_of(associates_of(*f.store)).size() == 1);
}

TEST_CASE_TEMPLATE("the id of a removed associate is never given again", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const std::int32_t first = f.add(employee("first"));
    const std::int32_t second = f.add(employee("second"));
    for (const std::int32_t id : {second, first})
        rows_written(*f.store, [id](Rows& rows) { return rows.remove_associate(id); });
    const auto insert = [&](const char* name) {
        return rows_written(*f.store,
                            [&](Rows& rows) { return rows.insert_associate(employee(name).associate, {f.now(), 1}); });
    };
    CHECK(insert("third") == second + 1);
    CHECK(f.add(employee("fourth")) == second + 2);
    const auto is_used = [&](std::int32_t id) {
        return rows_read(*f.store, [&](Rows& rows) { return rows.is_associate_id_used(id); });
    };
    CHECK(is_used(first));
    CHECK(is_used(second + 1));
    CHECK_FALSE(is_used(second + 3));
    CHECK_FALSE(is_used(0));
    CHECK_FALSE(value_of(identity_of(*f.store, first)).has_value());

    const auto missing = try_write(*f.store, [&](Rows& rows) { return rows.remove_associate(first); });
    REQUIRE_FALSE(missing.has_value());
    CHECK(missing.error().code == errc::not_found);
}

TEST_CASE_TEMPLATE("with an associate goes all that hangs on it, and nothing else", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    Seed seed;
    seed.licenses = {{3, "SuperOffice", "user", "", 5, false, 0}};
    done(plant(*f.store, seed));
    NewAssociate added = employee_with_email("anna", "anna@example.com");
    added.phc = "hash";
    const std::int32_t id = f.add(added);
    const std::int32_t other = f.add(employee("bert"));
    const std::int32_t person = value_of(identity_of(*f.store, id))->person.id;
    done(put_session(*f.store, session_of(1, id, f.now())));
    const Stamp stamp{f.now(), id};
    const std::int32_t service = rows_written(*f.store, [&](Rows& rows) -> Result<std::int32_t> {
        for (const std::int32_t each : {id, other}) {
            REQUIRE(rows.set_other_groups(each, {11}).has_value());
            REQUIRE(rows.set_licenses(each, {3}).has_value());
            REQUIRE(rows.put_linked_credential(each, {"ldap", std::to_string(each), ""}).has_value());
            REQUIRE(rows.put_presence(each, {EjUserStatus::status_normal, "here"}).has_value());
            UntrustedRecord mail;
            mail.associate_id = each;
            mail.type = "mail";
            REQUIRE(rows.put_untrusted(mail, stamp).has_value());
            REQUIRE(rows.insert_external_token({key_of(static_cast<std::uint8_t>(each)), each, "p", "s"}, stamp)
                        .has_value());
        }
        REQUIRE(add_event(rows, login_event(id, f.now())).has_value());
        ServiceAuthRecord account;
        account.owner_id = id;
        account.seal_id = "seal";
        return rows.insert_service_auth(account, stamp);
    });
    rows_written(*f.store, [id](Rows& rows) { return rows.remove_associate(id); });

    CHECK_FALSE(value_of(stored_session(*f.store, key_of(1))).has_value());
    rows_read(*f.store, [&](Rows& rows) -> Result<void> {
        CHECK(*rows.name_owner("anna") == std::nullopt);
        CHECK(*rows.credential_owner("ldap", std::to_string(id)) == std::nullopt);
        CHECK(*rows.credential_owner("ldap", std::to_string(other)) == other);
        CHECK(rows.untrusted(id, "mail")->empty());
        CHECK(rows.untrusted(other, "mail")->size() == 1);
        CHECK_FALSE(rows.external_token(key_of(static_cast<std::uint8_t>(id)))->has_value());
        CHECK(rows.external_token(key_of(static_cast<std::uint8_t>(other)))->has_value());
        CHECK_FALSE(rows.presence(id)->has_value());
        CHECK(rows.presence(other)->has_value());
        CHECK(rows.module_licenses()->at(0).in_use == 1);
        CHECK(*rows.group_members(11) == 1);
        // What outlives its associate: the person, the installation's service accounts, the audit trail.
        CHECK(rows.person(person)->has_value());
        CHECK(rows.service_auth(service)->value().owner_id == id);
        CHECK(rows.events({})->size() == 1);
        return {};
    });
    f.add(employee("anna"));
}

TEST_CASE_TEMPLATE("associates are searched by every name, without regard to case", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    NewAssociate cara = employee_with_email("Cara", "boss@example.com");
    cara.person->first_name = "Ünal";
    cara.person->last_name = "STRAßE";
    cara.associate.user_name = "Chief";
    f.add(cara);
    NewAssociate bert = employee("bert");
    bert.associate.group_id = 13;
    bert.secondary_groups = {12};
    f.add(bert);
    NewAssociate anna = employee("ANNA");
    anna.associate.group_id = 13;
    f.add(anna);
    NewAssociate gone = employee("abel");
    gone.associate.deleted = true;
    f.add(gone);

    const auto search = [&](std::string_view text, std::optional<std::int32_t> group = {}, std::int32_t limit = 100) {
        return names_of(
            rows_read(*f.store, [&](Rows& rows) { return rows.search_associates(fold(text), group, limit); }));
    };
    using Names = std::vector<std::string>;
    CHECK(search("") == Names{"ANNA", "bert", "Cara"});
    CHECK(search("", {}, 2) == Names{"ANNA", "bert"});
    CHECK(search("", {}, 0).empty());
    CHECK(search("", {}, -1).empty());
    CHECK(search("AR") == Names{"Cara"});
    CHECK(search("CHIE") == Names{"Cara"});
    CHECK(search("ünal strasse") == Names{"Cara"});
    CHECK(search("BOSS@") == Names{"Cara"});
    CHECK(search("a") == Names{"ANNA", "Cara"});
    CHECK(search("%").empty());
    CHECK(search("", 12) == Names{"bert", "Cara"});
    CHECK(search("", 13) == Names{"ANNA", "bert"});
    CHECK(search("ann", 13, 1) == Names{"ANNA"});
    CHECK(search("ann", 12).empty());
    CHECK(search("", 99).empty());
    const auto found = rows_read(*f.store, [](Rows& rows) { return rows.search_associates("cara", std::nullopt, 1); });
    REQUIRE(found.size() == 1);
    CHECK(found[0].full_name == "Ünal STRAßE");
    CHECK(found[0].email == "boss@example.com");
    CHECK(found[0].role == "Staff");
    CHECK_FALSE(found[0].has_password);
}

TEST_CASE_TEMPLATE("associates of a role come in order of id, so many at a time, deleted ones too", Home,
                   UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const std::int32_t first = f.add(employee("first"));
    NewAssociate gone = employee("gone");
    gone.associate.deleted = true;
    const std::int32_t second = f.add(gone);
    NewAssociate other = employee("other");
    other.associate.role_id = 11;
    f.add(other);
    const std::int32_t third = f.add(employee("third"));
    const auto of_role = [&](std::int32_t after, std::int32_t limit) {
        return rows_read(*f.store, [&](Rows& rows) { return rows.associates_of_role(12, after, limit); });
    };
    CHECK(ids_of(of_role(0, 9)) == Ids{first, second, third});
    CHECK(ids_of(of_role(0, 2)) == Ids{first, second});
    CHECK(ids_of(of_role(second, 2)) == Ids{third});
    CHECK(of_role(third, 2).empty());
    CHECK(of_role(0, 9).at(1).deleted);
}

TEST_CASE_TEMPLATE("a stamp changes nothing else", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const std::int32_t id = f.add(employee("anna"));
    rows_written(*f.store, [&](Rows& rows) { return rows.stamp_associate(id, {f.now() + std::chrono::hours{1}, 9}); });
    const auto user = rows_read(*f.store, [&](Rows& rows) { return rows.user(id); });
    CHECK(user->stamps.updated.when == f.now() + std::chrono::hours{1});
    CHECK(user->stamps.updated.by == 9);
    CHECK(user->stamps.registered.when == f.now());
    CHECK(user->identity.associate.name == "anna");
    CHECK(value_of(identity_called(*f.store, "anna")).has_value());
}

TEST_CASE_TEMPLATE("sessions end but the kept one", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const std::int32_t id = f.add(employee("anna"));
    for (std::uint8_t number = 1; number <= 3; ++number) done(put_session(*f.store, session_of(number, id, f.now())));
    rows_written(*f.store, [&](Rows& rows) { return rows.end_sessions(id, key_of(2)); });
    CHECK_FALSE(value_of(stored_session(*f.store, key_of(1))).has_value());
    CHECK(value_of(stored_session(*f.store, key_of(2))).has_value());
    rows_written(*f.store, [&](Rows& rows) { return rows.end_sessions(id, std::nullopt); });
    CHECK_FALSE(value_of(stored_session(*f.store, key_of(2))).has_value());
    rows_written(*f.store, [&](Rows& rows) { return rows.end_sessions(4711, std::nullopt); });
}

TEST_CASE_TEMPLATE("one session ends for its own associate only", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const std::int32_t anna = f.add(employee("anna"));
    const std::int32_t bert = f.add(employee("bert"));
    done(put_session(*f.store, session_of(1, anna, f.now())));
    const auto ends = [&](std::int32_t id, std::uint8_t number) {
        return rows_written(*f.store, [&](Rows& rows) { return rows.end_session(id, key_of(number)); });
    };
    CHECK_FALSE(ends(bert, 1));
    CHECK_FALSE(ends(anna, 2));
    CHECK(value_of(stored_session(*f.store, key_of(1))).has_value());
    CHECK(ends(anna, 1));
    CHECK_FALSE(ends(anna, 1));
    CHECK_FALSE(value_of(stored_session(*f.store, key_of(1))).has_value());
}

TEST_CASE_TEMPLATE("a log-out is stamped", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const std::int32_t id = f.add(employee("anna"));
    rows_written(*f.store, [&](Rows& rows) { return rows.set_last_logout(id, f.now()); });
    CHECK(rows_read(*f.store, [&](Rows& rows) { return rows.user(id); })->last_logout == f.now());
}
