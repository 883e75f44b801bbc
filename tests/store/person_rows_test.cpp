// The rows of persons, of credentials beside the associate, and of what else a user has.
#include "support/store_suite.hpp"

using namespace uag;
using namespace uag::test;

namespace {

PersonRecord full_person() {
    PersonRecord person{0, "Ünal", "J.", "STRAßE", "Boss@Example.com", 4, 578, 579, 3, 5};
    person.position = "position";
    person.mrmrs = "Ms";
    person.title = "Dr";
    person.description = "long";
    person.direct_phone = "+47 (22) 51-70";
    person.mobile_phone = "004722";
    person.fax_phone = "none";
    person.person_number = "12";
    person.kana_first_name = "か";
    person.kana_last_name = "な";
    person.rank = 6;
    person.retired = true;
    return person;
}

}  // namespace

TEST_CASE_TEMPLATE("a person is stored with every member, and changed with every member", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    PersonRecord person = full_person();
    const auto check_stored = [&] {
        const auto stored = rows_read(*f.store, [&](Rows& rows) { return rows.person(person.id); });
        REQUIRE(stored.has_value());
        CHECK(stored->first_name == person.first_name);
        CHECK(stored->middle_name == person.middle_name);
        CHECK(stored->last_name == person.last_name);
        CHECK(stored->email == person.email);
        CHECK(stored->contact_id == person.contact_id);
        CHECK(stored->country_id == person.country_id);
        CHECK(stored->home_country_id == person.home_country_id);
        CHECK(stored->business_id == person.business_id);
        CHECK(stored->category_id == person.category_id);
        CHECK(stored->position == person.position);
        CHECK(stored->mrmrs == person.mrmrs);
        CHECK(stored->title == person.title);
        CHECK(stored->description == person.description);
        CHECK(stored->direct_phone == person.direct_phone);
        CHECK(stored->mobile_phone == person.mobile_phone);
        CHECK(stored->fax_phone == person.fax_phone);
        CHECK(stored->person_number == person.person_number);
        CHECK(stored->kana_first_name == person.kana_first_name);
        CHECK(stored->kana_last_name == person.kana_last_name);
        CHECK(stored->rank == person.rank);
        CHECK(stored->retired == person.retired);
    };
    person.id = rows_written(*f.store, [&](Rows& rows) { return rows.insert_person(person, {f.now(), 1}); });
    CHECK(person.id > 0);
    check_stored();
    const std::int32_t id = person.id;
    person = PersonRecord{};
    person.id = id;
    person.last_name = "Changed";
    rows_written(*f.store, [&](Rows& rows) { return rows.update_person(person, {f.now(), 1}); });
    check_stored();

    CHECK_FALSE(rows_read(*f.store, [](Rows& rows) { return rows.person(4711); }).has_value());
    person.id = 4711;
    const auto missing = try_write(*f.store, [&](Rows& rows) { return rows.update_person(person, {f.now(), 1}); });
    REQUIRE_FALSE(missing.has_value());
    CHECK(missing.error().code == errc::not_found);
}

TEST_CASE_TEMPLATE("persons are found by e-mail address, phone and name, within a contact or anywhere", Home,
                   UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const auto add = [&](const PersonRecord& person) {
        return rows_written(*f.store, [&](Rows& rows) { return rows.insert_person(person, {f.now(), 1}); });
    };
    const std::int32_t first = add(full_person());
    PersonRecord twin = full_person();
    twin.contact_id = 5;
    const std::int32_t second = add(twin);
    add(PersonRecord{});

    rows_read(*f.store, [&](Rows& rows) -> Result<void> {
        CHECK(ids_of(*rows.persons_by_email(0, "boss@example.com")) == Ids{first, second});
        CHECK(ids_of(*rows.persons_by_email(5, "boss@example.com")) == Ids{second});
        CHECK(rows.persons_by_email(6, "boss@example.com")->empty());
        CHECK(rows.persons_by_email(0, "")->empty());
        CHECK(ids_of(*rows.persons_by_name(0, fold("Ünal J. Strasse"))) == Ids{first, second});
        CHECK(ids_of(*rows.persons_by_name(4, fold("ÜNAL J. STRASSE"))) == Ids{first});
        CHECK(rows.persons_by_name(0, "")->empty());
        CHECK(ids_of(*rows.persons_by_phone(0, "47225170")) == Ids{first, second});
        CHECK(ids_of(*rows.persons_by_phone(4, "004722")) == Ids{first});
        CHECK(rows.persons_by_phone(0, "")->empty());
        CHECK(rows.persons_by_phone(0, "225170")->empty());
        return {};
    });
    twin.id = second;
    twin.direct_phone.clear();
    twin.fax_phone = "99";
    twin.mobile_phone = "99";  // the same twice
    rows_written(*f.store, [&](Rows& rows) { return rows.update_person(twin, {f.now(), 1}); });
    rows_read(*f.store, [&](Rows& rows) -> Result<void> {
        CHECK(ids_of(*rows.persons_by_phone(0, "47225170")) == Ids{first});
        CHECK(ids_of(*rows.persons_by_phone(0, "99")) == Ids{second});
        return {};
    });
}

TEST_CASE_TEMPLATE("the associates of a person", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const std::int32_t id = f.add(employee_with_email("anna", "a@example.com"));
    const std::int32_t person = value_of(identity_of(*f.store, id))->person.id;
    NewAssociate second = employee("anna 2");
    second.associate.person_id = person;
    second.associate.deleted = true;
    const std::int32_t other = f.add(second);
    CHECK(rows_read(*f.store, [&](Rows& rows) { return rows.associates_of_person(person); }) == Ids{id, other});
    CHECK(rows_read(*f.store, [](Rows& rows) { return rows.associates_of_person(0); }).empty());
    CHECK(rows_read(*f.store, [](Rows& rows) { return rows.associates_of_person(4711); }).empty());
}

TEST_CASE_TEMPLATE("a linked credential is one of a type, and one person's", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const std::int32_t anna = f.add(employee("anna"));
    const std::int32_t bert = f.add(employee("bert"));
    const auto put = [&](std::int32_t id, const char* type, const char* value) {
        return try_write(*f.store, [&](Rows& rows) { return rows.put_linked_credential(id, {type, value, "shown"}); })
            .has_value();
    };
    const auto owner = [&](std::string_view type, std::string_view value) {
        return rows_read(*f.store, [&](Rows& rows) { return rows.credential_owner(type, fold(value)); });
    };
    CHECK(put(anna, "ldap", "Straße"));
    CHECK(owner("LDAP", "STRASSE") == anna);
    CHECK(owner("ad", "strasse") == std::nullopt);
    CHECK_FALSE(put(bert, "Ldap", "strasse"));
    CHECK(put(bert, "ad", "strasse"));
    CHECK(put(anna, "LDAP", "other"));
    CHECK(owner("ldap", "strasse") == std::nullopt);
    CHECK(owner("ldap", "other") == anna);
    CHECK(rows_read(*f.store, [&](Rows& rows) { return rows.user(anna); })->credentials.size() == 1);
    CHECK_FALSE(put(anna, "ldap", ""));
    CHECK_FALSE(put(4711, "ldap", "x"));

    const auto remove = [&](Rows& rows) { return rows.remove_linked_credential(anna, "lDAP"); };
    CHECK(rows_written(*f.store, remove));
    CHECK_FALSE(rows_written(*f.store, remove));
    CHECK(owner("ldap", "other") == std::nullopt);
}

TEST_CASE_TEMPLATE("licences are counted as they are given and returned", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    Seed seed;
    seed.licenses = {{3, "SuperOffice", "user", "Users", 5, false, 0}, {4, "SuperOffice", "sales", "", 0, true, 0}};
    done(plant(*f.store, seed));
    check_refused(run_task(plant(*f.store, seed)), errc::storage);
    const std::int32_t anna = f.add(employee("anna"));
    const std::int32_t bert = f.add(employee("bert"));
    const auto give = [&](std::int32_t id, const Ids& licenses) {
        return try_write(*f.store, [&](Rows& rows) { return rows.set_licenses(id, licenses); }).has_value();
    };
    const auto in_use = [&] {
        const auto licenses = rows_read(*f.store, [](Rows& rows) { return rows.module_licenses(); });
        return std::pair(licenses.at(0).in_use, licenses.at(1).in_use);
    };
    CHECK(give(anna, {3, 4}));
    CHECK(give(bert, {3, 3}));
    CHECK(in_use() == std::pair(2, 1));
    CHECK(give(anna, {4}));
    CHECK(in_use() == std::pair(1, 1));
    CHECK_FALSE(give(anna, {3, 99}));
    CHECK(in_use() == std::pair(1, 1));
    CHECK(give(bert, {}));
    CHECK(in_use() == std::pair(0, 1));
    const auto licenses = rows_read(*f.store, [](Rows& rows) { return rows.module_licenses(); });
    CHECK(licenses[0].owner == "SuperOffice");
    CHECK(licenses[0].name == "user");
    CHECK(licenses[0].description == "Users");
    CHECK(licenses[0].total == 5);
    CHECK_FALSE(licenses[0].unrestricted);
    CHECK(licenses[1].unrestricted);
}

TEST_CASE_TEMPLATE("presence and owner contacts", Home, UAG_STORE_HOMES) {
    StoreFixture<Home> f;
    const std::int32_t id = f.add(employee("anna"));
    const auto presence = [&] { return rows_read(*f.store, [&](Rows& rows) { return rows.presence(id); }); };
    CHECK_FALSE(presence().has_value());
    rows_written(*f.store, [&](Rows& rows) { return rows.put_presence(id, {EjUserStatus::status_system, "here"}); });
    rows_written(*f.store, [&](Rows& rows) { return rows.put_presence(id, {EjUserStatus::status_spm, "there"}); });
    REQUIRE(presence().has_value());
    CHECK(presence()->status == EjUserStatus::status_spm);
    CHECK(presence()->message == "there");
    CHECK_FALSE(try_write(*f.store, [](Rows& rows) { return rows.put_presence(4711, {}); }).has_value());
    CHECK(rows_read(*f.store, [](Rows& rows) { return rows.associates_with_presence(5); }) ==
          std::vector<std::int32_t>{id});
    CHECK(rows_read(*f.store, [](Rows& rows) { return rows.associates_with_presence(0); }).empty());

    const auto add = [&](std::int32_t contact) {
        return rows_written(*f.store, [&](Rows& rows) { return rows.add_owner_contact(contact, {f.now(), 1}); });
    };
    CHECK(add(9));
    CHECK(add(4));
    CHECK_FALSE(add(9));
    CHECK(rows_read(*f.store, [](Rows& rows) { return rows.owner_contacts(); }) == Ids{4, 9});
    const auto remove = [](Rows& rows) { return rows.remove_owner_contact(9); };
    CHECK(rows_written(*f.store, remove));
    CHECK_FALSE(rows_written(*f.store, remove));
    CHECK(rows_read(*f.store, [](Rows& rows) { return rows.owner_contacts(); }) == Ids{4});
}
