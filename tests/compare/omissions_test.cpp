// What a protocol has no member for: named, and with it only those differences of which there is a sign that they follow.
#include "server/recording/omissions.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>

#include "core/agent/operations.hpp"
#include "core/contract/answers.hpp"
#include "core/contract/requests.hpp"

namespace uag::recording {
namespace {

using compare::Comparison;
using compare::PathResult;
using compare::Status;

constexpr compare::Face soap84{compare::Wire::soap, Version::v84};

struct Saved {
    RecordedSide left;
    User& user;
};

// A recorded SaveUser.
Saved recorded_save() {
    RecordedSide left;
    left.typed.operation = find_operation(Service::user, "SaveUser");
    left.typed.request = make_object(left.typed.operation->request());
    left.typed.sender.evidence.kind = Evidence::Kind::ticket;
    User& user = static_cast<UserRequest*>(left.typed.request.get())->user.emplace();
    return {std::move(left), user};
}

Comparison different(const std::string& path, const std::string& left, const std::string& right) {
    Comparison comparison;
    comparison.add({path, Status::different, compare::Aspect::value, left, right, {}});
    return comparison;
}

struct Player {
    const compare::Pseudonyms pseudonyms{Secret(std::string_view("a key of the test"))};
    Omissions omissions{soap84, pseudonyms};
    client::CallResult right;

    // What became of the difference.
    PathResult settled(const RecordedSide& left, const std::string& path, const std::string& shown,
                       const std::string& there = "absent") {
        Comparison comparison = different(path, shown, there);
        omissions.settle("000012 GetUser", left, right, comparison);
        return comparison.results().front();
    }
};

}  // namespace

TEST_CASE("omissions: members that a version lacks are those that say something") {
    Saved saved = recorded_save();
    saved.user.name = "né0";
    saved.user.nick_name = "Né";
    saved.user.extra_fields.presence = Presence::value;
    saved.user.person.emplace().person_number = "7";
    const auto names = [&](compare::Face face) {
        std::string all;
        for (const LostMember& lost :
             lost_members(saved.left.typed.operation->request(), saved.left.typed.request.get(), face))
            all += lost.path + '=' + lost.value + ' ';
        return all;
    };
    CHECK(names(soap84) == "User.Person.PersonNumber=7 User.NickName=Né ");
    CHECK(names({compare::Wire::soap, Version::v87}) == "User.Person.PersonNumber=7 ");
    CHECK(names({compare::Wire::soap, Version::v88}).empty());
    CHECK(names({}).empty());
    CHECK(says_text(saved.left.typed.operation->request(), saved.left.typed.request.get(), soap84, "né0"));
    CHECK_FALSE(says_text(saved.left.typed.operation->request(), saved.left.typed.request.get(), soap84, "Né"));
}

TEST_CASE("omissions: what was left out is told by path, and what shows its value follows from it, nothing else") {
    Player player;
    Saved saved = recorded_save();
    saved.user.user_name = "nelie@example.com";
    Comparison written;
    player.omissions.settle("000011 SaveUser", saved.left, player.right, written);
    REQUIRE(written.results().size() == 1);
    CHECK(written.results().front() == PathResult{"$request.User.UserName", Status::not_applicable,
                                                  compare::Aspect::none, "\"nelie@example.com\"", "",
                                                  "the request leaves it out, for Services84 has no such member"});
    CHECK(player.omissions.told().empty());

    const Saved later = recorded_save();
    const PathResult follows =
        player.settled(later.left, "GetUser.Credentials[0].DisplayValue", "\"nelie@example.com\"", "\"né0\"");
    CHECK(follows.status == Status::consequence);
    CHECK(follows.reason ==
          "may follow from 000011 SaveUser, which leaves out User.UserName: Services84 has no such member");
    for (const char* const other : {"\"nelie@example.co\"", "\"né0\"", "absent", "7"})
        CHECK(player.settled(later.left, "GetUser.Credentials[0].DisplayValue", other).status == Status::different);
    CHECK(player.settled(saved.left, "SaveUser.Credentials[0].DisplayValue", "\"nelie@example.com\"").reason ==
          "may follow from this call, which leaves out User.UserName: Services84 has no such member");
    CHECK(player.omissions.told().find("2 differences are neither agreement nor fault: they may follow") == 0);
    CHECK(player.omissions.told().find("000011 SaveUser, which leaves out User.UserName") != std::string::npos);
}

TEST_CASE("omissions: texts by field follow where the member or its value is in the request") {
    Player player;
    Saved saved = recorded_save();
    saved.user.nick_name = "Né";
    CHECK(player.settled(saved.left, "$outcome.messages[\"NickName\"]", "\"It is taken.\"").status ==
          Status::consequence);
    CHECK(player.settled(saved.left, "$outcome.messages[\"Name\"]", "\"It is taken.\"").status == Status::different);
    CHECK(player.settled(saved.left, "$outcome.message", "\"It is taken.\"").status == Status::different);
    // What the call before has left out stands in this one.
    Saved later = recorded_save();
    CHECK(player.settled(later.left, "$outcome.messages[\"Person\"]", "\"Somebody's name.\"").status ==
          Status::different);
    later.user.person.emplace().email = "Né";
    CHECK(player.settled(later.left, "$outcome.messages[\"Person\"]", "\"Somebody's name.\"").status ==
          Status::consequence);
}

TEST_CASE("omissions: a ticket that only the recorded server ended follows from a call that was not played") {
    Player player;
    Saved saved = recorded_save();
    saved.left.result.emplace();
    saved.left.result->kind = client::CallResult::Kind::error;
    saved.left.result->failure.codes.add(errc::session);
    player.right.kind = client::CallResult::Kind::success;
    CHECK(player.settled(saved.left, "$outcome", "\"error\"", "\"success\"").status == Status::different);
    TypedRequest read;
    read.operation = find_operation(Service::user, "GetUser");
    player.omissions.not_played("000070 GetUser", read);
    CHECK(player.settled(saved.left, "$outcome", "\"error\"", "\"success\"").status == Status::different);
    TypedRequest command;
    command.operation = find_operation(Service::user, "ExecuteUserCommand");
    player.omissions.not_played("000074 ExecuteUserCommand", command);
    const PathResult follows = player.settled(saved.left, "$outcome", "\"error\"", "\"success\"");
    CHECK(follows.status == Status::consequence);
    CHECK(follows.reason == "may follow from 000074 ExecuteUserCommand, which Services84 has no form for");
    CHECK(player.settled(saved.left, "$status", "401", "200").status == Status::different);
}

TEST_CASE("omissions: a value inside a text stays as it is stored where nobody could ask for a culture") {
    Player player;
    Saved saved = recorded_save();
    CHECK(player.settled(saved.left, "GetUserGroup.Tooltip", "\"4,43\"", "\"[F:4.43]\"").status == Status::different);
    saved.left.typed.sender.culture = "nb-NO";
    CHECK(player.settled(saved.left, "GetUserGroup.Tooltip", "\"4,43\"", "\"[F:4.43]\"").status == Status::consequence);
    for (const auto& [shown, stored] :
         {std::pair("28.03.2019", "[D:03/28/2019 00:00:00.0000000]"),
          std::pair("3/28/2019", "[D:03/28/2019 00:00:00.0000000]"), std::pair("1 234,5", "[F:1234.5]")})
        CHECK(player
                  .settled(saved.left, "GetUserGroup.Tooltip", std::string("\"") + shown + '"',
                           std::string("\"") + stored + '"')
                  .status == Status::consequence);
    // Another value, and what is none.
    for (const auto& [shown, stored] :
         {std::pair("4,43", "[F:9.43]"), std::pair("28.04.2019", "[D:03/28/2019]"), std::pair("4,43", "[4.43]")})
        CHECK(player
                  .settled(saved.left, "GetUserGroup.Tooltip", std::string("\"") + shown + '"',
                           std::string("\"") + stored + '"')
                  .status == Status::different);
}

}  // namespace uag::recording
