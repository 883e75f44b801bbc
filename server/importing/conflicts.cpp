#include "server/importing/conflicts.hpp"

#include <map>
#include <utility>

#include "core/security/names.hpp"

namespace uag::importing {
namespace {

/// What two servers call one thing.
struct Called {
    std::int32_t id = 0;
    std::string name;
    std::int32_t kind = 0;  ///< names are unique in it
    bool is_live = true;  ///< what is deleted keeps nobody from its name and id
};

void compare_names(std::string_view what, const std::vector<Called>& here, const std::vector<Called>& there,
                   bool are_renamed, std::vector<std::string>& conflicts) {
    std::map<std::int32_t, const Called*> by_id;
    std::map<std::pair<std::int32_t, std::string>, const Called*> by_name;
    for (const Called& one : here) {
        by_id.emplace(one.id, &one);
        if (one.is_live) by_name.emplace(std::pair(one.kind, fold(one.name)), &one);
    }
    for (const Called& one : there) {
        const std::string folded = fold(kept_name(one.name));
        const std::string id = std::to_string(one.id);
        if (const auto found = by_id.find(one.id); found != by_id.end()) {
            const Called& same = *found->second;
            if (!same.is_live) continue;
            if (same.kind != one.kind)
                conflicts.push_back(std::string(what) + ' ' + id + " (" + one.name + ") is of another type here");
            else if (!are_renamed && fold(same.name) != folded)
                conflicts.push_back(std::string(what) + ' ' + id + " is \"" + same.name + "\" here and \"" + one.name +
                                    "\" there");
            continue;
        }
        const auto found = by_name.find(std::pair(one.kind, folded));
        if (one.is_live && found != by_name.end())
            conflicts.push_back(std::string(what) + " \"" + one.name + "\" is " + std::to_string(found->second->id) +
                                " here and " + id + " there");
    }
}

Called called(const RoleRecord& role) {
    return {role.id, role.name, static_cast<std::int32_t>(role.type), !role.deleted};
}
Called called(const GroupRecord& group) { return {group.id, group.name, 0, !group.deleted}; }

}  // namespace

Result<std::vector<std::string>> conflicts_of(Rows& rows, const Coming& coming) {
    std::vector<std::string> conflicts;
    const auto associates = rows.associates();
    if (!associates.has_value()) return associates.error();
    if (associates->empty()) return conflicts;
    const auto roles = rows.roles();
    if (!roles.has_value()) return roles.error();
    const auto groups = rows.groups();
    if (!groups.has_value()) return groups.error();

    std::vector<Called> here;
    std::vector<Called> there;
    for (const AssociateSummary& one : *associates) here.push_back({one.associate.id, one.associate.name});
    for (const ListedUser& one : coming.users) there.push_back({one.id, one.name});
    compare_names("associate", here, there, coming.are_renamed, conflicts);
    here.clear();
    there.clear();
    for (const RoleRecord& one : *roles) here.push_back(called(one));
    for (const NewRole& one : coming.roles) there.push_back(called(one.role));
    compare_names("role", here, there, coming.are_renamed, conflicts);
    here.clear();
    there.clear();
    for (const GroupRecord& one : *groups) here.push_back(called(one));
    for (const GroupRecord& one : coming.groups) there.push_back(called(one));
    compare_names("group", here, there, coming.are_renamed, conflicts);
    return conflicts;
}

}  // namespace uag::importing
