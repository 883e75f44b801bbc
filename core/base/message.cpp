#include "core/base/message.hpp"

namespace uag {

static_assert(std::is_sorted(std::begin(message_ids), std::end(message_ids)));

Message Message::verbatim(std::string words) {
    Message message;
    message.what_ = std::move(words);
    return message;
}

Message Message::joined(std::vector<Message> parts) {
    Message message;
    message.parts_ = std::move(parts);
    return message;
}

bool Message::empty() const {
    const auto* const words = std::get_if<std::string>(&what_);
    return parts_.empty() && (words != nullptr ? words->empty() : std::get<std::uint16_t>(what_) == no_place);
}

std::string Message::in(std::span<const std::string_view> texts) const {
    std::string out;
    append(texts, out);
    return out;
}

void Message::append(std::span<const std::string_view> texts, std::string& out) const {
    if (const auto* const words = std::get_if<std::string>(&what_)) {
        out += *words;
        return;
    }
    const std::uint16_t place = std::get<std::uint16_t>(what_);
    if (place == no_place) {
        for (const Message& part : parts_) part.append(texts, out);
        return;
    }
    const std::string_view text = texts[place];
    std::size_t from = 0;
    for (std::size_t at = text.find('{'); !parts_.empty() && at != std::string_view::npos; at = text.find('{', from)) {
        out += text.substr(from, at - from);
        parts_[static_cast<std::size_t>(text[at + 1] - '0')].append(texts, out);
        from = at + 3;
    }
    out += text.substr(from);
}

}  // namespace uag
