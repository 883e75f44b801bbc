#include "core/messages/words.hpp"

#include "core/messages/message_texts.hpp"

namespace uag {

std::string words(const Message& message, Language language) {
    const auto texts = message_texts(message_tag(language));
    return message.in(texts.empty() ? std::span<const std::string_view>(message_ids) : texts);
}

std::string_view message_tag(Language language) {
    if (language == Language::ch) return tag_of(Language::ge);
    return tag_of(has_messages(language) ? language : Language::us);
}

}  // namespace uag
