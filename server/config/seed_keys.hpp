// The keys and words of a seed file that its reader and its writer share (server/docs/seed-file.md). For those two only.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "core/store/records.hpp"
#include "server/config/words.hpp"

namespace uag {

inline constexpr std::size_t most_seed_mebibytes = 16;
inline constexpr std::int64_t max_seed_id = std::numeric_limits<std::int32_t>::max();

template <class Record, class Value> struct SeedKey {
    std::string_view name;
    Value Record::* member;
};
template <class Record> using SeedText = SeedKey<Record, std::string>;
template <class Record> using SeedId = SeedKey<Record, std::int32_t>;  ///< from 1; 0 is left out
template <class Record> using SeedFlag = SeedKey<Record, bool>;

inline constexpr std::array<SeedText<PersonRecord>, 14> seed_person_texts{{
    {"first_name", &PersonRecord::first_name},
    {"middle_name", &PersonRecord::middle_name},
    {"last_name", &PersonRecord::last_name},
    {"email", &PersonRecord::email},
    {"position", &PersonRecord::position},
    {"mrmrs", &PersonRecord::mrmrs},
    {"title", &PersonRecord::title},
    {"description", &PersonRecord::description},
    {"direct_phone", &PersonRecord::direct_phone},
    {"mobile_phone", &PersonRecord::mobile_phone},
    {"fax_phone", &PersonRecord::fax_phone},
    {"person_number", &PersonRecord::person_number},
    {"kana_first_name", &PersonRecord::kana_first_name},
    {"kana_last_name", &PersonRecord::kana_last_name},
}};

inline constexpr std::array<SeedId<PersonRecord>, 6> seed_person_ids{{
    {"id", &PersonRecord::id},
    {"contact_id", &PersonRecord::contact_id},
    {"country_id", &PersonRecord::country_id},
    {"home_country_id", &PersonRecord::home_country_id},
    {"business_id", &PersonRecord::business_id},
    {"category_id", &PersonRecord::category_id},
}};

inline constexpr std::array<SeedText<AssociateRecord>, 4> seed_associate_texts{{
    {"user_name", &AssociateRecord::user_name},
    {"tooltip", &AssociateRecord::tooltip},
    {"nick_name", &AssociateRecord::nick_name},
    {"request_signature", &AssociateRecord::request_signature},
}};

inline constexpr std::array<SeedFlag<AssociateRecord>, 3> seed_associate_flags{{
    {"retired", &AssociateRecord::retired},
    {"deleted", &AssociateRecord::deleted},
    {"waiting_for_approval", &AssociateRecord::waiting_for_approval},
}};

inline constexpr std::array<SeedKey<PasswordRules, std::int32_t>, 5> seed_rules{{
    {"min_characters", &PasswordRules::min_characters},
    {"min_numbers", &PasswordRules::min_numbers},
    {"min_lowercase", &PasswordRules::min_lowercase},
    {"min_uppercase", &PasswordRules::min_uppercase},
    {"min_special", &PasswordRules::min_special},
}};

inline constexpr Words<RoleRelationToOwner, 9> relation_words{
    {{"my_own", RoleRelationToOwner::my_own},
     {"primary_group", RoleRelationToOwner::primary_group},
     {"other_groups", RoleRelationToOwner::other_groups},
     {"other_associates", RoleRelationToOwner::other_associates},
     {"external_user", RoleRelationToOwner::external_user},
     {"anonymous", RoleRelationToOwner::anonymous},
     {"my_company", RoleRelationToOwner::my_company},
     {"same_project", RoleRelationToOwner::same_project},
     {"custom_objects", RoleRelationToOwner::custom_objects}}};

inline constexpr Words<EjUserStatus, 7> presence_words{{{"none", EjUserStatus::status_none},
                                                        {"normal", EjUserStatus::status_normal},
                                                        {"not_available", EjUserStatus::status_not_available},
                                                        {"deleted", EjUserStatus::status_deleted},
                                                        {"read_only", EjUserStatus::status_read_only},
                                                        {"spm", EjUserStatus::status_spm},
                                                        {"system", EjUserStatus::status_system}}};

}  // namespace uag
