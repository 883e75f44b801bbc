// The ids of the service's own messages: their English texts. What a source says so must stand in core/messages/*.po, and
// gets as many arguments as it has holes, or it does not compile.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <message_ids.hpp>
#include <string_view>

namespace uag {

/// How many holes a text has: `{0}`, `{1}` and so on, in this order.
constexpr std::size_t holes_in(std::string_view english) {
    std::size_t holes = 0;
    for (std::size_t at = english.find('{'); at != std::string_view::npos; at = english.find('{', at + 1)) {
        const std::string_view hole = english.substr(at, 3);
        if (hole.size() == 3 && hole[1] == static_cast<char>('0' + holes) && hole[2] == '}') ++holes;
    }
    return holes;
}

namespace message_check {
// Never defined: what the compiler names when it refuses a text.
void no_file_of_core_messages_has_this_text();
void this_text_has_not_as_many_holes_as_arguments();

consteval std::uint16_t place_of_message(std::string_view english, std::size_t arguments) {
    const auto* const at = std::lower_bound(std::begin(message_ids), std::end(message_ids), english);
    if (at == std::end(message_ids) || *at != english) no_file_of_core_messages_has_this_text();
    if (holes_in(english) != arguments) this_text_has_not_as_many_holes_as_arguments();
    return static_cast<std::uint16_t>(at - std::begin(message_ids));
}
}  // namespace message_check

/// A message with `holes` holes, by its place in the sorted catalogue.
template <std::size_t holes> class MessagePattern {
public:
    consteval MessagePattern(const char* english)
        : place_(message_check::place_of_message(english, holes)) {}  // NOLINT

    constexpr std::uint16_t place() const { return place_; }
    constexpr std::string_view english() const { return message_ids[place_]; }
    friend constexpr bool operator==(MessagePattern, MessagePattern) = default;

private:
    std::uint16_t place_;
};

/// A message without arguments: a sentence, a phrase within others, a label.
using MessageId = MessagePattern<0>;

/// Marks a text of the catalogue where a text as such could stand: a heading, a name in a list.
consteval MessageId label(MessageId id) { return id; }

}  // namespace uag
