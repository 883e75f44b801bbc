#include "adapters/client/sender.hpp"

#include <algorithm>
#include <array>

namespace uag::client {

bool is_field_value(std::string_view text) noexcept {
    const bool blank_at_end = !text.empty() && (text.front() == ' ' || text.back() == ' ');
    return !blank_at_end && std::none_of(text.begin(), text.end(), [](char c) {
        const auto code = static_cast<unsigned char>(c);
        return code < 0x20 || code == 0x7F;
    });
}

std::optional<CannotWrite> judge_sender(const Sender& sender) {
    // Passwords and user names go out as base64 and may be anything.
    const bool is_token = sender.evidence.kind != Evidence::Kind::basic;
    const std::array<std::pair<std::string_view, std::string_view>, 6> texts{{
        {"credentials", is_token ? sender.evidence.secret.reveal() : std::string_view()},
        {"application token", sender.application_token.reveal()},
        {"language", sender.language},
        {"culture", sender.culture},
        {"traceparent", sender.trace},
        {"time zone", sender.time_zone},
    }};
    for (const auto& [name, text] : texts)
        if (!is_field_value(text)) return CannotWrite{std::string(name), "has a character that no header can have"};
    return std::nullopt;
}

}  // namespace uag::client
