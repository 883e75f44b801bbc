// What the tests of a store begin with: a store with some rows in it, and records to store.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/base/text.hpp"
#include "support/store_homes.hpp"
#include "support/store_rows.hpp"

namespace uag::test {

/// Every role that is not deleted with its rights' code names, in order of id.
inline std::vector<NewRole> roles_of(Store& store) {
    return rows_read(store, [](Rows& rows) -> Result<std::vector<NewRole>> {
        const auto rights = rows.functional_rights();
        const auto roles = rows.roles();
        if (!rights || !roles) return rights ? roles.error() : rights.error();
        std::vector<NewRole> found;
        for (const RoleRecord& record : *roles) {
            const auto entry = rows.role(record.id);
            if (!entry) return entry.error();
            if (record.deleted) continue;
            NewRole& role = found.emplace_back();
            role.role = record;
            for (const auto& right : *rights)
                if (std::ranges::count((*entry)->functional_rights, right.id) != 0)
                    role.functional_rights.push_back(right.code);
            std::ranges::sort(role.functional_rights);
        }
        std::ranges::sort(found, {}, [](const NewRole& role) { return role.role.id; });
        return found;
    });
}

/// Every group, deleted ones too, in order of rank, then id.
inline std::vector<GroupRecord> groups_of(Store& store) {
    return rows_read(store, [](Rows& rows) { return rows.groups(); });
}

using Ids = std::vector<std::int32_t>;

template <class Record> Ids ids_of(const std::vector<Record>& records) {
    Ids ids;
    for (const Record& record : records) ids.push_back(record.id);
    return ids;
}

/// A right, roles 11..15 (two for employees, one of each other type) and groups 11..13, beside what is built
/// in.
inline Seed basic_seed() {
    Seed seed;
    seed.rights = {{103, "zoom", "Zoom"}};
    seed.roles = {{{11, "Administrators", "All of it", RoleType::employee}, {"zoom", "admin-users", "admin-all"}},
                  {{12, "Staff", "", RoleType::employee}, {}},
                  {{13, "Customers", "", RoleType::external_user}, {}},
                  {{14, "Visitors", "", RoleType::anonymous}, {}},
                  {{15, "Programs", "", RoleType::system}, {"admin-all"}}};
    seed.groups = {{11, "Board", "Those on top", 5}, {12, "Sales", "", 3}, {13, "Support", "", 4}};
    return seed;
}

/// An internal associate of role Staff and group Sales.
inline NewAssociate employee(std::string name) {
    NewAssociate added;
    added.associate.name = std::move(name);
    added.associate.role_id = 12;
    added.associate.group_id = 12;
    return added;
}

inline NewAssociate employee_with_email(std::string name, std::string email) {
    NewAssociate added = employee(std::move(name));
    added.person.emplace();
    added.person->email = std::move(email);
    return added;
}

inline NewAssociate employee_with_password(std::string name, std::string phc) {
    NewAssociate added = employee(std::move(name));
    added.phc = std::move(phc);
    return added;
}

/// A store with the basic seed in it.
template <class Home> struct StoreFixture {
    explicit StoreFixture(const StoreOptions& options = {}) : store(home.open(options)) {
        done(plant(*store, basic_seed(), {now(), 0}));
    }
    std::int32_t add(const NewAssociate& associate) { return value_of(plant_associate(*store, associate, {now(), 0})); }
    TimePoint now() const { return home.clock.now(); }

    Home home;
    std::unique_ptr<Store> store;
};

/// A log-in of the associate, as audited.
inline AuditEvent login_event(std::int32_t associate_id, TimePoint when) {
    AuditEvent event;
    event.when = when;
    event.kind = AuditKind::login;
    event.operation = "AuthenticateUsernamePassword";
    event.actor_id = associate_id;
    return event;
}

inline Digest key_of(std::uint8_t number) {
    Digest key{};
    key.fill(std::byte{number});
    return key;
}

/// A ticket that expires after an hour and ends after a day.
inline SessionRecord session_of(std::uint8_t number, std::int32_t associate_id, TimePoint now) {
    SessionRecord session;
    session.key = key_of(number);
    session.associate_id = associate_id;
    session.issued = now;
    session.expires = now + std::chrono::hours{1};
    session.ends = now + std::chrono::hours{24};
    session.source = "192.0.2.1";
    session.last_used = now;
    return session;
}

}  // namespace uag::test
