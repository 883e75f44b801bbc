#include "core/agent/fields.hpp"

#include <algorithm>

#include "core/base/messages.hpp"
#include "core/base/text.hpp"

namespace uag {

void FieldErrors::add(std::string_view field, std::string text) {
    const bool known = std::ranges::any_of(messages_, [&](const auto& each) { return each.first == field; });
    if (!known) messages_.emplace_back(field, std::move(text));
}

std::string FieldErrors::text(std::string_view field, std::string_view value, std::size_t most, bool needed) {
    const std::optional<std::string> normal = to_nfc(value);
    if (!normal) {
        add(field, "This is not well-formed text.");
        return {};
    }
    std::string kept(trim(*normal));
    if (needed && kept.empty()) add(field, "A value is needed.");
    if (has_control(kept)) add(field, "Control characters are not allowed.");
    if (code_points(kept) > most)
        add(field, sentence("This is too long: at most {} characters.", {most}));
    return kept;
}

void FieldErrors::secret(std::string_view field, std::string_view value, std::size_t most) {
    if (!is_utf8(value)) return add(field, "This is not well-formed text.");
    if (value.find('\0') != std::string_view::npos) return add(field, "NUL characters are not allowed.");
    if (code_points(value) > most)
        add(field, sentence("This is too long: at most {} characters.", {most}));
}

Result<void> FieldErrors::result() const {
    if (messages_.empty()) return {};
    Error error = fail(errc::validation, messages_.front().second);
    error.field = messages_.front().first;
    error.messages = messages_;
    return error;
}

Error wrong_argument(std::string field, std::string text) {
    Error error = fail(errc::invalid_argument, std::move(text));
    error.field = std::move(field);
    return error;
}

Error wrong_field(std::string_view field, std::string text) {
    FieldErrors errors;
    errors.add(field, std::move(text));
    return errors.result().error();
}

}  // namespace uag
