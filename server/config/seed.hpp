// The seed file: rights, roles, groups and associates to begin with, as TOML. It is for samples and tests,
// and its passwords are plain text. samples/demo.toml is one.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "core/base/error.hpp"
#include "core/base/secret.hpp"
#include "core/store/store.hpp"

namespace uag {

struct SeedFile {
    Seed seed;
    /// Index into seed.associates, and the password in the form that is hashed (NFC). Whoever loads the seed
    /// hashes it into that associate's `phc`.
    std::vector<std::pair<std::size_t, Secret>> passwords;
};

/// Reads a seed file of at most 16 MiB. errc::invalid_argument with `path:line:column: what is wrong` as its
/// public text for the first thing that is not as follows, an unknown key included; it never quotes a
/// password.
///
///     owner_contacts = [contact ids]
///     [password_rules]     min_characters min_numbers min_lowercase min_uppercase min_special
///     [[right]]            id code* name role_types
///     [[role]]             id* name* description type rank rights
///     [[role.data_right]]  table* relation value*
///     [[group]]            id* name* description rank
///     [[license]]          id* owner name* description total unrestricted
///     [[associate]]        id name* user_name type role group secondary_groups ej_user_id rank tooltip
///     nick_name
///                          retired deleted waiting_for_approval password must_change
///     [associate.person]   id first_name middle_name last_name email contact_id country_id home_country_id
///                          business_id category_id position mrmrs title description direct_phone
///                          mobile_phone fax_phone person_number kana_first_name kana_last_name rank retired
///
/// A key with * must be there; an id that is left out is assigned. A role's type is employee, external_user,
/// anonymous or system, its rights are codes; an associate's type is internal, resource, external, anonymous
/// or system. Roles and groups are referred to by their name in this file (any case) or by id; those that are
/// built in (adapters/sqlite/migrations/0004_built_in.sql) by id. A data right is R, CR, CRU or CRUD for a
/// relation to the owner (my_own, primary_group, other_groups, other_associates, external_user, anonymous,
/// my_company, same_project, custom_objects), or for all of them when none is named.
Result<SeedFile> read_seed(const std::string& path);

}  // namespace uag
