// `${step.Path}` in the texts of a suite: found, cut into its parts, and held against the contract before anything is
// sent.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/contract/type_info.hpp"

namespace uag::compare {

/// Longest text between the braces, in bytes.
inline constexpr std::size_t longest_reference = 256;

/// A stretch of a text: as it stands, or what stands between `${` and `}`.
struct TextPiece {
    std::string_view text;
    bool is_reference = false;
};

/// `$${` stands for `${`. Empty: the text has a `${` without its end, a reference that is empty or too long.
std::vector<TextPiece> cut_references(std::string_view text);
bool has_reference(std::string_view text);

/// `made.Person.Id` leads into the answer kept as `made`, along `Person.Id`. `made[0].Id` and `made` alone, too.
struct Reference {
    std::string_view head;
    std::string_view path;  ///< with its '[' where it begins with one; empty: the whole
};
Reference split_reference(std::string_view reference);

/// The member of a JSON object that stands for all members of what its reference leads to.
inline constexpr std::string_view spread_member = "...";

/// Letters, digits, '-' and '_': what steps, identities, suites and kept answers are called.
bool is_suite_name(std::string_view name);

/// Where a path leads in answers of that type, as find_place() goes there: a type, or why it leads nowhere.
struct TypePlace {
    const TypeInfo* type = nullptr;  ///< null: nowhere
    std::string why{};               ///< one phrase, with the nearest name
};
TypePlace type_at(const TypeInfo& message, std::string_view path);

}  // namespace uag::compare
