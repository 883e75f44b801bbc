// A user, role or group as members with the contract's paths and texts: what is taken over from another server, and how
// two of them differ. What does not stand here is not taken.
#pragma once

#include <string>
#include <vector>

#include "core/agent/seeding.hpp"

namespace uag {

struct Member {
    std::string path;  ///< "Person.Email", "DataRights.contact.MyOwn"
    std::string text;  ///< numbers as digits, lists with commas
    bool is_shown = true;  ///< false: the text is for comparing only
};
using Members = std::vector<Member>;

Members members_of(const NewAssociate& user);
Members members_of(const PersonRecord& person);
Members members_of(const NewRole& role);
Members members_of(const GroupRecord& group);

struct MemberChange {
    std::string path;
    std::string before;  ///< empty also for a member that is not there
    std::string after;
    bool is_shown = true;
};
/// In the order of `after`; what only `before` has comes last.
std::vector<MemberChange> changes_between(const Members& before, const Members& after);

}  // namespace uag
