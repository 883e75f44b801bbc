// `${step.Path}`: how texts are cut, and where a path leads by the contract.
#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "core/agent/operations.hpp"
#include "core/base/nearest.hpp"
#include "server/compare/references.hpp"

using namespace uag;
using namespace uag::compare;

namespace {

std::string cut(std::string_view text) {
    std::string out;
    for (const TextPiece& piece : cut_references(text))
        out += (piece.is_reference ? "<" : "(") + std::string(piece.text) + (piece.is_reference ? ">" : ")");
    return out;
}

TypePlace place_in(std::string_view operation, std::string_view path) {
    return type_at(find_operation(Service::user, operation)->response(), path);
}

}  // namespace

TEST_CASE("a text is cut at its references") {
    CHECK(cut("") == "()");
    CHECK(cut("plain") == "(plain)");
    CHECK(cut("${a.B}") == "<a.B>");
    CHECK(cut("x${a.B}y${c}") == "(x)<a.B>(y)<c>");
    CHECK(cut("$${a}") == "($)({)(a})");
    CHECK(cut("$ {a} $a") == "($ {a} $a)");
    for (const std::string_view wrong : {"${", "${}", "a${b", "${a} ${"}) CHECK(cut_references(wrong).empty());
    CHECK(cut_references("${" + std::string(longest_reference + 1, 'a') + "}").empty());
}

TEST_CASE("a reference is the name of an answer and a path in it") {
    for (const auto& [text, head, path] : std::vector<std::array<std::string_view, 3>>{
             {"made", "made", ""}, {"made.Id", "made", "Id"}, {"all[0].Id", "all", "[0].Id"}, {"a.B.C", "a", "B.C"}}) {
        CHECK(split_reference(text).head == head);
        CHECK(split_reference(text).path == path);
    }
}

TEST_CASE("a path leads to a type of the contract, or says why not and what is near") {
    CHECK(place_in("GetUser", "AssociateId").type->name == "int");
    CHECK(place_in("GetUser", "OtherGroups[0].Value").type->name == "string");
    CHECK(place_in("GetUser", "").type->name == "User");
    CHECK(place_in("GetAllUserGroups", "[3].Id").type->name == "int");
    CHECK(place_in("GetUser", "ExtraFields[\"a.b\"]").type->name == "string");
    CHECK(place_in("GetUser", "Persn.PersonId").why == "User has no member Persn; the nearest is Person");
    CHECK(place_in("GetUser", "AssociateId.Id").why == "int has no Id");
    CHECK(place_in("GetUser", "Person[0]").why == "Person has no [0]");
    CHECK(place_in("GetUser", "Person..Id").why == "it is no path");
    CHECK(place_in("DeleteUser", "").type == nullptr);
}

TEST_CASE("the nearest name is at most two letters away") {
    Nearest nearest("getuserr");
    CHECK(nearest.hint().empty());
    for (const std::string_view name : {"GetUsers", "GetUser", "SaveUser"}) nearest.offer(name);
    CHECK(nearest.found() == "GetUsers");
    CHECK(nearest.hint() == "; the nearest is GetUsers");
    Nearest far("GetUser");
    far.offer("GetUserGroup");
    CHECK(far.found().empty());
    CHECK(letters_apart("abc", "") == 3);
    CHECK(letters_apart("kitten", "Sitting") == 3);
}
