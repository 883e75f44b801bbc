// Where secrets stand: by the contract's marks where a place is known, else by the names that its secret members have.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/contract/type_info.hpp"

namespace uag::compare {

enum class Secrecy : std::uint8_t {
    none,
    scalar,  ///< the value that stands here; what is below is judged by its own names
    all      ///< and everything below
};

/// A place in a message as it is read: its type, where that is known.
struct Spot {
    const TypeInfo* type = nullptr;
    Secrecy secrecy = Secrecy::none;
};

/// A place by its name only (any ASCII case). A name that is also that of harmless members, such as Value, is secret for
/// its own text; one that the contract does not have is judged by words such as "password".
Spot named_spot(std::string_view name);

/// The same of a parameter in an address or of a field of an unknown form, where more names are usual.
Secrecy secrecy_of_parameter(std::string_view name);

/// The same of a field of HTTP, where they are named after keys, tickets and sessions.
bool is_secret_field(std::string_view name);

/// What names of secrets are, or have in them, that begin with that character in any case; in lower case, the longest
/// first.
const std::vector<std::string>& secret_words(char first);

/// Below an object, by the member's name.
Spot member_spot(const Spot& parent, std::string_view name);
/// Below an array.
Spot item_spot(const Spot& parent);
/// Below an element of XML: a member, an item or an entry.
Spot element_spot(const Spot& parent, std::string_view local);

}  // namespace uag::compare
