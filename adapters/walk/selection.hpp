// What `$select` wants of a result: a tree over the contract's members, made once a request and asked by the
// encoders. Names in any ASCII case, '/' leads into a carrier; arrays and dictionaries are selected from per
// element.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "core/base/error.hpp"
#include "core/contract/type_info.hpp"

namespace uag {

/// Longest list of names, in bytes, and the most members in one path; beyond: errc::malformed.
inline constexpr std::size_t max_selection = 4096;
inline constexpr std::size_t max_selection_depth = 16;

class Selection {
public:
    /// Selects from values of that type. A path with an unknown name is ignored, and so are blanks around
    /// names. Empty text, and a type without carriers, select everything.
    static Result<Selection> parse(std::string_view text, const TypeInfo& type);

    /// True if the value goes out with all its members.
    bool is_whole() const noexcept { return is_whole_; }
    /// What is wanted of a member of a carrier that is not whole; null: nothing, it goes out as null.
    const Selection* below(const FieldInfo& field) const noexcept;

private:
    struct Member;

    Selection& open(const FieldInfo& field);

    bool is_whole_ = false;
    std::vector<Member> members_;
};

struct Selection::Member {
    const FieldInfo* field;
    Selection selection;
};

}  // namespace uag
