// What a caller may do is asked again in the transaction: while a new password is hashed, the one whose it becomes may get
// rights that the caller lacks, and the caller may lose theirs.
#include <doctest/doctest.h>

#include <functional>

#include "conformance/scenarios.hpp"
#include "support/run_task.hpp"

using namespace uag;
using namespace uag::test;

namespace {

constexpr std::string_view raced_password = "amber-window-77-tide";
constexpr std::int32_t raced_employee = 2;  // tje0
constexpr std::int32_t raced_external = 3;
constexpr std::int32_t raced_person = 50;  // an external one without a user

struct RacedWay {
    std::string_view what;
    AnyRequest (*make)();
    std::int32_t object;  // 0: somebody new
    Version since = Version::v84;
};

String raced_text(std::string_view text) { return String(std::string(text)); }

const RacedWay raced_ways[] = {
    {"SetPassword",
     [] { return AnyRequest("SetPassword", SetPasswordRequest{raced_employee, raced_text(raced_password)}); },
     raced_employee},
    {"SetPasswordFromName",
     [] {
         return AnyRequest("SetPasswordFromName",
                           SetPasswordFromNameRequest{String("tje0"), raced_text(raced_password)});
     },
     raced_employee},
    {"ChangePassword without the old one",
     [] {
         return AnyRequest("ChangePassword",
                           ChangePasswordRequest{raced_employee, String(""), raced_text(raced_password)});
     },
     raced_employee},
    {"SetGeneratedPassword", [] { return AnyRequest("SetGeneratedPassword", AssociateIdRequest{raced_employee}); },
     raced_employee},
    {"SaveCredential of a password",
     [] {
         return AnyRequest("SaveCredential",
                           SaveCredentialRequest{raced_employee, credential_of(password_type_name, raced_password)});
     },
     raced_employee},
    {"SaveUser with a password",
     [] {
         User user;
         user.associate_id = raced_employee;
         user.credentials.presence = Presence::value;
         user.credentials.items.emplace_back(credential_of(password_type_name, raced_password));
         return AnyRequest("SaveUser", UserRequest{std::move(user)});
     },
     raced_employee},
    {"SetExternalUserInfo",
     [] {
         return AnyRequest("SetExternalUserInfo",
                           SetExternalUserInfoRequest{raced_external, String(""), raced_text(raced_password), true, 0,
                                                      ExternalUserInfoModification::password});
     },
     raced_external},
    {"SaveUser of a new one", [] { return AnyRequest("SaveUser", UserRequest{employee("made0")}); }, 0},
    {"CreateExternalUser",
     [] {
         return AnyRequest("CreateExternalUser", CreateExternalUserRequest{raced_person, String("made1"),
                                                                           raced_text(raced_password), 3, true});
     },
     0},
};

std::string raced_phc(GatewayFixture& gateway, std::int32_t id) {
    auto look = [id](Rows& rows) { return rows.user(id); };
    const auto found = run_task(read_rows(gateway.store(), look));
    REQUIRE(found.has_value());
    if (!found->has_value() || !(*found)->identity.password) return {};
    return (*found)->identity.password->phc;
}

// Plays each way while `others` do that, and sees that it is denied and nothing of it is done.
void play_raced(std::string_view what, bool with_new, const std::function<std::string(const RacedWay&)>& others) {
    for (const RacedWay& way : raced_ways) {
        if (way.object == 0 && !with_new) continue;
        INFO(way.what << ", meanwhile " << what);
        GatewayFixture gateway;
        add_cast(gateway);
        const std::string ticket = gateway.ticket("usr0", password_of("usr0"));
        REQUIRE_FALSE(ticket.empty());
        const std::string before = way.object == 0 ? std::string() : raced_phc(gateway, way.object);
        std::string raced;
        gateway.hasher.meanwhile = [&] {
            gateway.sql(others(way));
            raced = gateway.dump();
        };
        const Reply reply = play(gateway, webapi(), ticket, way.make());
        REQUIRE_MESSAGE(!raced.empty(), reply.text(newest_version));
        CHECK_MESSAGE(reply.error == "SoSentryException", reply.text(newest_version));
        CHECK(gateway.dump() == raced);
        if (way.object != 0) CHECK(raced_phc(gateway, way.object) == before);
    }
}

}  // namespace

TEST_CASE("whoever becomes an administrator while their new password is hashed is not taken over") {
    play_raced("they become an administrator", false, [](const RacedWay& way) {
        const std::string id = std::to_string(way.object);
        if (way.object == raced_external)
            return "INSERT OR IGNORE INTO role_right (role_id, right_id) SELECT role_id, 1 FROM associate WHERE id = " +
                   id;
        return "UPDATE associate SET role_id = 1 WHERE id = " + id;
    });
}

TEST_CASE("whoever is sent away while a password is hashed changes nobody any more") {
    play_raced("the caller is retired", true,
               [](const RacedWay&) { return std::string("UPDATE associate SET retired = 1 WHERE name = 'usr0'"); });
}
