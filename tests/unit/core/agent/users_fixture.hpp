// The users' part of the agent alone, over a real database: an administrator, a user administrator, an
// employee, a person without a user and two module licences.
#pragma once

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

#include "core/agent/users.hpp"
#include "core/security/audit.hpp"
#include "support/counting_hasher.hpp"
#include "support/manual_clock.hpp"
#include "support/open_store.hpp"
#include "support/run_task.hpp"
#include "support/seeded_random.hpp"
#include "support/store_rows.hpp"
#include "support/temp_dir.hpp"

namespace uag::test {

class UsersFixture {
public:
    UsersFixture() {
        Seed seed;
        seed.groups = {{2, "Sales", "", 2}, {3, "Support", "", 3}};
        seed.licenses = {{1, "SuperOffice", "user", "", 2, false, 0}, {2, "SuperOffice", "web", "", 0, true, 0}};
        seed.associates = {user(1, "ADM0", 1, "Ada", "Admin"), user(2, "tje0", 2, "Tina", "Employee"),
                           user(3, "usr0", 2, "Ulf", "User")};
        REQUIRE(run_task(plant(*store, seed, {clock.now(), 0})).has_value());
        write([&](Rows& rows) -> Result<void> {
            PersonRecord person;
            person.first_name = "Paul";
            person.last_name = "Person";
            person.email = "paul@example.com";
            person.contact_id = 7;
            const auto id = rows.insert_person(person, {clock.now(), 0});
            if (!id.has_value()) return id.error();
            paul = *id;
            return {};
        });
        context.caller.associate_id = 1;
        context.caller.name = "ADM0";
        context.caller.type = UserType::internal_associate;
        context.caller.rights = {true, true, true};
        context.operation = "SaveUser";
    }

    template <class Work> void write(Work work) {
        const auto done = run_task(store->write(work));
        CHECK_MESSAGE(done.has_value(),
                      (done.has_value() ? std::string() : done.error().public_text.english() + done.error().detail));
    }

    UserEntry entry(std::int32_t id) {
        std::optional<UserEntry> found;
        REQUIRE(run_task(store->read([&](Rows& rows) -> Result<void> {
                    auto read = rows.user(id);
                    if (!read.has_value()) return read.error();
                    found = std::move(*read);
                    return {};
                })).has_value());
        REQUIRE(found.has_value());
        return *found;
    }

    /// As a client reads it before it changes something.
    User get(std::int32_t id) {
        auto got = run_task(users.get_user(context, UserIdRequest{id}));
        REQUIRE(got.has_value());
        REQUIRE(got->has_value());
        return **got;
    }

    Result<Box<User>> save(User carrier) { return run_task(users.save_user(context, UserRequest{std::move(carrier)})); }

    User saved(User carrier) {
        auto done = save(std::move(carrier));
        REQUIRE_MESSAGE(done.has_value(), done.error().public_text.english());
        return **done;
    }

    /// The text of that field, or that there is none.
    static std::string message(const Error& error, std::string_view field) {
        for (const auto& [name, text] : error.messages)
            if (name == field) return text.english();
        return {};
    }

    /// The details of the changes so far, the newest last.
    std::vector<std::string> told() const {
        std::vector<std::string> details;
        for (const AuditEvent& event : sink_.events) details.push_back(event.subject + ": " + event.detail);
        return details;
    }

private:
    struct Sink final : AuditSink {
        void tell(const AuditEvent& event) noexcept override { events.push_back(event); }
        std::vector<AuditEvent> events;
    };

    static NewAssociate user(std::int32_t id, std::string name, std::int32_t role, std::string first,
                             std::string last) {
        NewAssociate added;
        added.associate.id = id;
        added.associate.name = std::move(name);
        added.associate.role_id = role;
        added.associate.group_id = 2;
        added.person.emplace();
        added.person->id = id;
        added.person->first_name = std::move(first);
        added.person->last_name = std::move(last);
        added.phc = "$old";
        return added;
    }

    static LinkedCredentialType badge() {
        LinkedCredentialType type;
        type.type = "Badge";
        type.display_type = "Badge number";
        type.user_types = 1U << static_cast<unsigned>(UserType::internal_associate);
        return type;
    }

    TempDir dir_;
    Sink sink_;

public:
    ManualClock clock;
    SeededRandom random;
    CountingHasher hasher;
    std::unique_ptr<Store> store = open_store(dir_.file("users.db"), clock, true);
    AuditLog audit{clock, sink_};
    Sessions sessions{SessionSettings{}, *store, clock, random};
    BasicCache basic{BasicCacheSettings{}, clock, random};
    Remembered remembered{sessions, basic};
    NameCache names{*store};
    Throttle throttle{ThrottleSettings{}, clock};
    Changes changes{*store, clock, audit, remembered, names};
    NewPasswords passwords{*store, hasher, random, PolicySettings{}, nullptr};
    std::vector<LinkedCredentialType> types{badge()};
    Users users{*store, changes, passwords, names, throttle, types};
    Context context;
    std::int32_t paul = 0;   ///< a person of contact 7 without a user
};

}  // namespace uag::test
