#include "core/contract/values.hpp"

namespace uag {

OptionalMessage::OptionalMessage(Message message) : message_(new Message(std::move(message))) {}

Message* OptionalMessage::copy(const Message& message) { return new Message(message); }

void OptionalMessage::Delete::operator()(Message* message) const noexcept { delete message; }

}  // namespace uag
