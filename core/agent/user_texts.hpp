// The texts of a user and of its person: what each is called in the contract, and where it stands in the carrier and in
// the record. One table for all that go from the one to the other.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "core/contract/carriers.hpp"
#include "core/store/records.hpp"

namespace uag {

template <class Record, class Carrier> struct TextMember {
    std::string_view name;
    std::string Record::* kept;
    String Carrier::* told;
};

inline constexpr std::array<TextMember<PersonRecord, Person>, 14> person_texts{{
    {"Firstname", &PersonRecord::first_name, &Person::firstname},
    {"MiddleName", &PersonRecord::middle_name, &Person::middle_name},
    {"Lastname", &PersonRecord::last_name, &Person::lastname},
    {"Email", &PersonRecord::email, &Person::email},
    {"Position", &PersonRecord::position, &Person::position},
    {"Mrmrs", &PersonRecord::mrmrs, &Person::mrmrs},
    {"Title", &PersonRecord::title, &Person::title},
    {"Description", &PersonRecord::description, &Person::description},
    {"DirectPhone", &PersonRecord::direct_phone, &Person::direct_phone},
    {"MobilePhone", &PersonRecord::mobile_phone, &Person::mobile_phone},
    {"FaxPhone", &PersonRecord::fax_phone, &Person::fax_phone},
    {"PersonNumber", &PersonRecord::person_number, &Person::person_number},
    {"Kanafname", &PersonRecord::kana_first_name, &Person::kanafname},
    {"Kanalname", &PersonRecord::kana_last_name, &Person::kanalname},
}};

inline constexpr std::array<TextMember<AssociateRecord, User>, 5> associate_texts{{
    {"Name", &AssociateRecord::name, &User::name},
    {"UserName", &AssociateRecord::user_name, &User::user_name},
    {"Tooltip", &AssociateRecord::tooltip, &User::tooltip},
    {"NickName", &AssociateRecord::nick_name, &User::nick_name},
    {"RequestSignature", &AssociateRecord::request_signature, &User::request_signature},
}};

}  // namespace uag
