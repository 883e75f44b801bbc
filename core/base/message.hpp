// What the service says before anybody has put it into words: the id of a message and its arguments. Whoever writes it to
// somebody makes the words, in their language (core/messages/words.hpp).
#pragma once

#include <concepts>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/message_id.hpp"

namespace uag {

class MessageArgument;

/// A message of the catalogue with its arguments, words that are nobody's to translate, or several of both in a row.
class Message {
public:
    /// Says nothing.
    Message() = default;
    consteval Message(const char* english) : Message(MessageId(english)) {}  // NOLINT: a text of the catalogue is one
    constexpr Message(MessageId id) : what_(id.place()) {}  // NOLINT

    /// Words that stay as they are in every language: a value, a name, what only who starts the program reads.
    static Message verbatim(std::string words);
    /// What is said one after the other with nothing between: "Firstname: " and what is wrong with it.
    static Message joined(std::vector<Message> parts);

    bool empty() const;
    /// In English, for the log and for who starts the program.
    std::string english() const { return in(message_ids); }
    /// In the language of `texts`: one for each of message_ids, in their order, each with the same holes, in any order.
    /// What fills a hole is not searched for holes or messages.
    std::string in(std::span<const std::string_view> texts) const;

    friend bool operator==(const Message&, const Message&) = default;

private:
    static constexpr std::uint16_t no_place = 0xffff;

    template <std::size_t holes>
    friend Message sentence(std::type_identity_t<MessagePattern<holes>> pattern, MessageArgument (&&values)[holes]);

    Message(std::uint16_t place, std::vector<Message> arguments) : what_(place), parts_(std::move(arguments)) {}

    void append(std::span<const std::string_view> texts, std::string& out) const;

    std::variant<std::uint16_t, std::string> what_{no_place};  // a place in message_ids, or words
    std::vector<Message> parts_;  // arguments; without a place, what is said in a row
};

/// What fills a hole: a text or a number, which stays as it is, or what is itself said in the language.
class MessageArgument {
public:
    MessageArgument(std::string_view text) : message(Message::verbatim(std::string(text))) {}  // NOLINT
    MessageArgument(const char* text) : MessageArgument(std::string_view(text)) {}  // NOLINT
    MessageArgument(const std::string& text) : MessageArgument(std::string_view(text)) {}  // NOLINT
    MessageArgument(std::integral auto number) : message(Message::verbatim(std::to_string(number))) {}  // NOLINT
    MessageArgument(MessageId id) : message(id) {}  // NOLINT
    MessageArgument(Message said) : message(std::move(said)) {}  // NOLINT

    Message message;
};

/// A message with its arguments: `sentence("There is no role with the id {0}.", {id})`.
template <std::size_t holes>
Message sentence(std::type_identity_t<MessagePattern<holes>> pattern, MessageArgument (&&values)[holes]) {
    std::vector<Message> arguments;
    arguments.reserve(holes);
    for (MessageArgument& value : values) arguments.push_back(std::move(value.message));
    return Message(pattern.place(), std::move(arguments));
}

}  // namespace uag
