// How a target writes the contract, and what that way of writing cannot say: the one table of it. What two faces cannot
// both say is no difference between two servers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/contract/operation.hpp"
#include "core/contract/type_info.hpp"

namespace uag::compare {

enum class Wire : std::uint8_t {
    soap,
    json,  ///< the WebAPI's
    xml,  ///< the WebAPI's, too
    form  ///< of the WebAPI's requests only
};

struct Face {
    Wire wire = Wire::json;
    Version version = newest_version;  ///< of SOAP; the WebAPI speaks the newest
    bool is_soap12 = false;  ///< the envelope

    bool is_rest() const noexcept { return wire != Wire::soap; }
    friend bool operator==(const Face&, const Face&) = default;
};

/// "Services84", "the WebAPI".
std::string name_of(Face face);

/// Whether the face has the operation at all: the WebAPI has no SoPrincipal, SOAP no Archive agent.
bool has_operation(Face face, const Operation& operation);

/// Whether the face writes this member at all.
bool has_member(Face face, const FieldInfo& field);

/// Whether `left` in the one face is the same as `right` in the other where at least one of them is no value. Every wire
/// but a form tells null from empty. Two servers of one wire differ where one sends null and the other leaves the member
/// out; between two wires that is each one's word for nothing. `is_empty`: what stands in the one that has a value is
/// an empty text or list.
bool is_same_nothing(Face left, Presence left_presence, Face right, Presence right_presence, bool is_empty);

/// The part of an enumeration's number that the face has words for: of flags the known bits, else the number or nothing.
struct Words {
    std::int32_t known = 0;  ///< flags: these bits can be said
    bool can_say = false;  ///< one word: the number has one
};
Words words_in(Face face, const TypeInfo& type, std::int32_t number);

/// What a server writes in this face for a number without a word: SOAP's schema has no numbers, so the first word.
std::int32_t said_instead(Face face, const TypeInfo& type, std::int32_t number);

/// "Hidden", "Select Update", a number where there is no word.
std::string word_of(const TypeInfo& type, std::int32_t number);

/// The text as the face can carry it: XML has no form for most control characters (XML 1.0, 2.2).
std::string carried_text(Face face, std::string_view text);

}  // namespace uag::compare
