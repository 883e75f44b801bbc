// User groups, owner contacts, presence and the commands on users, on a real database file.
#include <doctest/doctest.h>

#include "core/security/identities.hpp"
#include "support/gateway_fixture.hpp"
#include "support/results.hpp"
#include "support/run_task.hpp"

using namespace uag;
using uag::test::adm0_id;
using uag::test::failed_on;
using uag::test::GatewayFixture;
using uag::test::run_task;
using uag::test::tje0_id;

namespace {

constexpr std::int32_t management = 1;  // the groups and associates of samples/demo.toml
constexpr std::int32_t sales = 2;
constexpr std::int32_t support = 3;

struct GroupDesk {
    GatewayFixture gateway;
    Groups& groups = gateway.core().agent.part<Groups>();
    Users& users = gateway.core().agent.part<Users>();
    Context context;

    GroupDesk() {
        context.caller.associate_id = adm0_id;
        context.caller.name = "ADM0";
        context.operation = "Test";
    }
    Identity identity(std::int32_t id) { return **run_task(find_identity(gateway.store(), id)); }
    UserGroup group(std::int32_t id) {
        GetUserGroupRequest request;
        request.user_group_id = id;
        return **run_task(groups.get_user_group(context, request));
    }
    Result<Box<UserGroup>> save(UserGroup group) {
        SaveUserGroupRequest request;
        request.user_group = Box<UserGroup>(std::move(group));
        return run_task(groups.save_user_group(context, request));
    }
    UserGroup added(std::string name) {
        UserGroup group;
        group.value = String(std::move(name));
        return **save(group);
    }
    Result<void> remove(std::int32_t id, std::int32_t target) {
        DeleteUserGroupRequest request;
        request.user_group_to_delete = id;
        request.user_group_to_move_to = target;
        return run_task(groups.delete_user_group(context, request));
    }
    std::vector<std::int32_t> all(bool deleted) {
        GetAllUserGroupsRequest request;
        request.include_deleted = deleted;
        std::vector<std::int32_t> ids;
        const auto found = run_task(groups.get_all_user_groups(context, request));
        for (const auto& group : found->items) ids.push_back(group->id);
        return ids;
    }
    Result<Box<CommandResult>> run(std::string command, CommandActionResult answer, std::int32_t id) {
        ExecuteUserCommandRequest request;
        request.command_name = String(std::move(command));
        request.command_action_result = answer;
        User user;
        user.associate_id = id;
        request.user = Box<User>(user);
        return run_task(users.execute_user_command(context, request));
    }
    Result<Box<UserPresenceStatus>> set_presence(std::int32_t id, EjUserStatus status, std::string message) {
        UserPresenceStatus presence;
        presence.status = status;
        presence.message = String(std::move(message));
        SetUserPresenceStatusRequest request;
        request.associate_id = id;
        request.user_presence_status = Box<UserPresenceStatus>(presence);
        return run_task(users.set_user_presence_status(context, request));
    }
    Result<Box<UserPresenceStatus>> presence(std::int32_t id) {
        AssociateIdRequest request;
        request.associate_id = id;
        return run_task(users.get_user_presence_status(context, request));
    }
};

}  // namespace

TEST_CASE("a group is created with the highest rank, changed and read back") {
    GroupDesk desk;
    const auto unsaved = run_task(desk.groups.create_user_group(desk.context));
    CHECK((*unsaved)->id == 0);
    CHECK((*unsaved)->rank == 4);
    UserGroup wish;
    wish.value = " Legal ";
    wish.tooltip = "Lawyers";
    const auto saved = desk.save(wish);
    REQUIRE(saved.has_value());
    CHECK((*saved)->value.text == "Legal");
    CHECK((*saved)->rank == 4);
    UserGroup changed = desk.group((*saved)->id);
    changed.value = "Law";
    changed.rank = 0;
    REQUIRE(desk.save(changed).has_value());
    CHECK(desk.group((*saved)->id).value.text == "Law");
    CHECK(desk.all(false) == std::vector<std::int32_t>{(*saved)->id, management, sales, support});
    CHECK(desk.gateway.audit.take().size() == 2);
}

TEST_CASE("what cannot be saved as a group names its fields") {
    GroupDesk desk;
    const auto refused = [&](std::string name, std::string tooltip, std::string_view field) {
        UserGroup group;
        group.value = String(std::move(name));
        group.tooltip = String(std::move(tooltip));
        return failed_on(desk.save(group), errc::validation, field);
    };
    CHECK(refused("SALES", "", "Value"));
    CHECK(refused("", "", "Value"));
    CHECK(refused(std::string(255, 'x'), "", "Value"));
    CHECK(refused("a\nb", "", "Value"));
    CHECK(refused("\xFF", "", "Value"));
    CHECK(refused("Fine", std::string(2001, 'x'), "Tooltip"));
    UserGroup unknown;
    unknown.id = 4711;
    unknown.value = "Unknown";
    CHECK(failed_on(desk.save(unknown), errc::not_found, ""));
    CHECK(failed_on(run_task(desk.groups.save_user_group(desk.context, {})), errc::invalid_argument, "UserGroup"));
    UserGroup same = desk.group(sales);
    same.value = "sales";
    CHECK(desk.save(same).has_value());
    CHECK(desk.all(true).size() == 3);
}

TEST_CASE("a deleted group's members move, both kinds of them") {
    GroupDesk desk;
    CHECK(failed_on(desk.remove(sales, 0), errc::validation, "UserGroupToMoveTo"));
    CHECK(failed_on(desk.remove(sales, sales), errc::validation, "UserGroupToMoveTo"));
    CHECK(failed_on(desk.remove(sales, 4711), errc::not_found, ""));
    CHECK(failed_on(desk.remove(4711, sales), errc::not_found, ""));
    CHECK(desk.identity(tje0_id).group.id == sales);

    REQUIRE(desk.remove(sales, support).has_value());
    CHECK(desk.identity(tje0_id).group.id == support);
    CHECK(desk.identity(tje0_id).secondary_groups.empty());
    CHECK(desk.identity(adm0_id).secondary_groups == std::vector<std::int32_t>{support});
    CHECK(desk.all(false) == std::vector<std::int32_t>{management, support});
    CHECK(desk.all(true) == std::vector<std::int32_t>{management, sales, support});
    CHECK(desk.group(sales).deleted);
    CHECK(failed_on(desk.remove(sales, support), errc::validation, "UserGroupToDelete"));
    CHECK(failed_on(desk.remove(support, sales), errc::validation, "UserGroupToMoveTo"));

    const std::int32_t empty = desk.added("SALES").id;  // the name is free again
    UserGroup back = desk.group(sales);
    back.deleted = false;
    CHECK(failed_on(desk.save(back), errc::validation, "Value"));
    CHECK(desk.remove(empty, 0).has_value());
    CHECK(desk.save(back).has_value());
    CHECK_FALSE(desk.group(sales).deleted);
}

TEST_CASE("Deleted marks a group without members only, and one group stays") {
    GroupDesk desk;
    UserGroup used = desk.group(sales);
    used.deleted = true;
    CHECK(failed_on(desk.save(used), errc::validation, "Deleted"));
    UserGroup unused = desk.added("Unused");
    unused.deleted = true;
    REQUIRE(desk.save(unused).has_value());
    CHECK(desk.group(unused.id).deleted);
    REQUIRE(desk.remove(sales, management).has_value());
    REQUIRE(desk.remove(support, management).has_value());
    UserGroup last = desk.group(management);
    last.deleted = true;
    CHECK(failed_on(desk.save(last), errc::validation, "Deleted"));
    CHECK_FALSE(desk.remove(management, 0).has_value());
}

TEST_CASE("a list of groups comes in rank order, each group once") {
    GroupDesk desk;
    GetUserGroupListRequest request;
    request.user_group_ids = List<std::int32_t>({support, 4711, management, support});
    std::vector<std::int32_t> ids;
    const auto found = run_task(desk.groups.get_user_group_list(desk.context, request));
    for (const auto& group : found->items) ids.push_back(group->id);
    CHECK(ids == std::vector<std::int32_t>{management, support});
    GetUserGroupRequest unknown;
    unknown.user_group_id = 4711;
    CHECK(run_task(desk.groups.get_user_group(desk.context, unknown))->presence() == Presence::nil);
}

TEST_CASE("a call names a thousand ids, names or addresses at most, repeated ones counted") {
    GroupDesk desk;
    const auto of_ids = [](std::size_t count) { return List<std::int32_t>(std::vector<std::int32_t>(count, tje0_id)); };
    const auto of_texts = [](std::size_t count) { return List<String>(std::vector<String>(count, String("x"))); };
    const auto infos = [&](std::size_t count) {
        GetUserInfoListRequest request;
        request.user_info_ids = of_ids(count);
        return run_task(desk.users.get_user_info_list(desk.context, request));
    };
    CHECK(infos(1000)->items.size() == 1000);
    CHECK(failed_on(infos(1001), errc::invalid_argument, "UserInfoIds"));
    GetUserGroupListRequest groups;
    groups.user_group_ids = of_ids(1001);
    CHECK(failed_on(run_task(desk.groups.get_user_group_list(desk.context, groups)), errc::invalid_argument,
                    "UserGroupIds"));
    Roles& roles = desk.gateway.core().agent.part<Roles>();
    SetFunctionalRightsRequest rights;
    rights.functional_right_ids = of_ids(1001);
    CHECK(failed_on(run_task(roles.set_functional_rights(desk.context, rights)), errc::invalid_argument,
                    "FunctionalRightIds"));
    ResolveUserFromInfoRequest clues;
    clues.user_type = UserType::internal_associate;
    clues.contact_id = 1;
    clues.person_name = String("Nobody Known");
    clues.emails = of_texts(1001);
    CHECK(
        failed_on(run_task(desk.users.resolve_user_from_info(desk.context, clues)), errc::invalid_argument, "Emails"));
    clues.emails = {};
    clues.phone_numbers = of_texts(1001);
    CHECK(failed_on(run_task(desk.users.resolve_user_from_info(desk.context, clues)), errc::invalid_argument,
                    "PhoneNumbers"));
}

TEST_CASE("owner contacts come and go") {
    GroupDesk desk;
    ContactIdRequest request;
    CHECK(
        failed_on(run_task(desk.groups.add_owner_contact(desk.context, request)), errc::invalid_argument, "ContactId"));
    request.contact_id = 77;
    CHECK(failed_on(run_task(desk.groups.remove_owner_contact(desk.context, request)), errc::not_found, ""));
    CHECK(run_task(desk.groups.add_owner_contact(desk.context, request)).has_value());
    CHECK(run_task(desk.groups.add_owner_contact(desk.context, request)).has_value());
    const auto contacts = run_task(read_rows(desk.gateway.store(), [](Rows& rows) { return rows.owner_contacts(); }));
    CHECK(*contacts == std::vector<std::int32_t>{77});
    CHECK(run_task(desk.groups.remove_owner_contact(desk.context, request)).has_value());
    CHECK(failed_on(run_task(desk.groups.remove_owner_contact(desk.context, request)), errc::not_found, ""));
}

TEST_CASE("presence is stored with its message") {
    GroupDesk desk;
    CHECK((*desk.presence(tje0_id))->status == EjUserStatus::status_none);
    CHECK(desk.presence(4711)->presence() == Presence::nil);
    const auto set = desk.set_presence(tje0_id, EjUserStatus::status_not_available, " At lunch ");
    REQUIRE(set.has_value());
    CHECK((*set)->message.text == "At lunch");
    CHECK((*desk.presence(tje0_id))->status == EjUserStatus::status_not_available);
    CHECK((*desk.presence(tje0_id))->message.text == "At lunch");
    CHECK(failed_on(desk.set_presence(4711, EjUserStatus::status_normal, ""), errc::not_found, ""));
    CHECK(failed_on(desk.set_presence(tje0_id, static_cast<EjUserStatus>(99), ""), errc::validation, "Status"));
    CHECK(failed_on(desk.set_presence(tje0_id, EjUserStatus::status_normal, std::string(255, 'x')), errc::validation,
                    "Message"));
    SetUserPresenceStatusRequest nothing;
    nothing.associate_id = tje0_id;
    CHECK(failed_on(run_task(desk.users.set_user_presence_status(desk.context, nothing)), errc::invalid_argument,
                    "UserPresenceStatus"));
    CHECK((*desk.presence(tje0_id))->message.text == "At lunch");
}

TEST_CASE("commands are offered for saved users and run on them") {
    GroupDesk desk;
    UserRequest request;
    CHECK(run_task(desk.users.get_user_commands(desk.context, request))->items.empty());
    User user;
    user.associate_id = 4711;
    request.user = Box<User>(user);
    CHECK(run_task(desk.users.get_user_commands(desk.context, request))->presence == Presence::value);
    user.associate_id = tje0_id;
    request.user = Box<User>(user);
    const auto commands = run_task(desk.users.get_user_commands(desk.context, request));
    REQUIRE(commands->items.size() == 3);
    CHECK(commands->items[0]->name.text == "unlock");
    CHECK(commands->items[1]->actions == CommandAction::yes_no);

    CHECK(failed_on(desk.run("format-disk", CommandActionResult::ok, tje0_id), errc::invalid_argument, "CommandName"));
    CHECK(failed_on(desk.run("unlock", CommandActionResult::ok, 4711), errc::not_found, ""));
    CHECK(failed_on(desk.run("unlock", CommandActionResult::cancel, 4711), errc::not_found, ""));
    // room1 has no password.
    CHECK(failed_on(desk.run("require-password-change", CommandActionResult::yes, 6), errc::validation, "Credentials"));
}

TEST_CASE("expire-tickets ends sessions, unless it is answered with no") {
    GroupDesk desk;
    const std::string ticket = desk.gateway.ticket("tje0", "Tje0");
    REQUIRE_FALSE(ticket.empty());
    const auto alive = [&] {
        return run_task(desk.gateway.sessions().resolve(SessionKind::ticket, ticket)).has_value();
    };
    const auto refused = desk.run("expire-tickets", CommandActionResult::no, tje0_id);
    REQUIRE(refused.has_value());
    CHECK_FALSE((*refused)->success);
    CHECK((*refused)->result == CommandActionResult::no);
    CHECK(alive());
    const auto done = desk.run("Expire-Tickets", CommandActionResult::yes, tje0_id);
    REQUIRE(done.has_value());
    CHECK((*done)->success);
    CHECK_FALSE(alive());
}

TEST_CASE("unlock ends the throttling of all of a user's names; a password change can be asked for") {
    GroupDesk desk;
    for (int i = 0; i < 6; ++i) {
        CHECK_FALSE(desk.gateway.logs_in("tje0", "wrong"));
        CHECK_FALSE(desk.gateway.logs_in("tina.employee", "wrong"));
    }
    CHECK_FALSE(desk.gateway.logs_in("tje0", "Tje0"));
    REQUIRE(desk.run("unlock", CommandActionResult::implicit, tje0_id).has_value());
    CHECK(desk.gateway.logs_in("tje0", "Tje0"));
    CHECK(desk.gateway.logs_in("tina.employee", "Tje0"));

    CHECK_FALSE(desk.identity(tje0_id).password->must_change);
    REQUIRE(desk.run("require-password-change", CommandActionResult::yes, tje0_id).has_value());
    CHECK(desk.identity(tje0_id).password->must_change);
    CHECK(desk.gateway.logs_in("tje0", "Tje0"));
}
