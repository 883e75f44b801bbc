// Values of the contract as text: whole, to be compared and put into another request, or for people.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/datetime.hpp"
#include "core/contract/type_info.hpp"

namespace uag::compare {

/// The number of an int16, an int32 or an enumeration.
std::int32_t number_in(const TypeInfo& type, const void* slot);

/// The whole text of a scalar, as the WebAPI's JSON has it without its quotes; numbers for enumerations, base64 for
/// bytes. Nothing for what has no value, and for carriers and lists.
std::optional<std::string> plain_text(const TypeInfo& type, const void* slot);

/// 100 ns ticks in UTC; a date that does not say its zone is of `zone_minutes` east of it.
std::int64_t instant_of(const DateTime& value, int zone_minutes);

/// In quotes, what cannot be seen escaped as in JSON, cut to some hundred bytes from `from` on.
std::string in_quotes(std::string_view text, std::size_t from = 0);

/// Both quoted from shortly before where they begin to differ.
std::pair<std::string, std::string> quoted_pair(std::string_view left, std::string_view right);

/// What a text reads as, for the matcher `type`.
enum class Sort : std::uint8_t { empty, number, boolean, date, text };
Sort sort_of(std::string_view text);
std::string_view name_of(Sort sort);

/// Where a path leads in a message whose root is called `root`; null slot: nowhere. The only member of an answer is the
/// answer: `GetUser.Person` is in GetUser's Response. An index, a key in quotes, names in any ASCII case.
struct Place {
    const TypeInfo* type = nullptr;
    const void* slot = nullptr;
    bool is_secret = false;
};
Place find_place(const TypeInfo& message, const void* object, std::string_view root, std::string_view path);

/// The only member of an answer, called Response, which is also the whole body in the WebAPI; null: it has others.
const FieldInfo* only_response(const TypeInfo& message);

/// `["a.b"]`: an entry's step of a path, cut where the key is long.
std::string key_step(std::string_view key);

}  // namespace uag::compare
