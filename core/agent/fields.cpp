#include "core/agent/fields.hpp"

#include <algorithm>

#include "core/base/text.hpp"

namespace uag {

void FieldErrors::add(std::string_view field, Message what) {
    const bool known = std::ranges::any_of(messages_, [&](const auto& each) { return each.first == field; });
    if (!known) messages_.emplace_back(field, std::move(what));
}

std::string FieldErrors::text(std::string_view field, std::string_view value, std::size_t most, bool needed) {
    const auto say_too_long = [&] { add(field, sentence("This is too long: at most {0} characters.", {most})); };
    if (!may_fit(value, most)) {
        say_too_long();
        return {};
    }
    const std::optional<std::string> normal = to_nfc(value, most);
    if (!normal) {
        add(field, "This is not well-formed text.");
        return {};
    }
    std::string kept(trim(*normal));
    if (needed && kept.empty()) add(field, "A value is needed.");
    if (has_control(kept)) add(field, "Control characters are not allowed.");
    if (code_points(kept) > most) say_too_long();
    return kept;
}

void FieldErrors::secret(std::string_view field, std::string_view value, std::size_t most) {
    if (value.size() > 4 * most || code_points(value) > most)
        return add(field, sentence("This is too long: at most {0} characters.", {most}));
    if (!is_utf8(value)) return add(field, "This is not well-formed text.");
    if (value.find('\0') != std::string_view::npos) add(field, "NUL characters are not allowed.");
}

Result<void> FieldErrors::result() const {
    if (messages_.empty()) return {};
    Error error = fail(errc::validation, messages_.front().second);
    error.field = messages_.front().first;
    error.messages = messages_;
    return error;
}

Error wrong_argument(std::string field, Message what) {
    Error error = fail(errc::invalid_argument, std::move(what));
    error.field = std::move(field);
    return error;
}

Error too_long(std::string field, std::size_t most) {
    return wrong_argument(std::move(field), sentence("This is too long: at most {0} characters.", {most}));
}

Error wrong_field(std::string_view field, Message what) {
    FieldErrors errors;
    errors.add(field, std::move(what));
    return errors.result().error();
}

Error own_quota_reached(std::string_view field, std::int32_t most) {
    return wrong_field(
        field, sentence("There are {0} already, which is as many as one user may keep. Remove one first.", {most}));
}

Error quota_reached(std::string_view field, std::int32_t most) {
    return wrong_field(field,
                       sentence("There are {0} already, which is as many as may be kept. Whoever runs this service can "
                                "raise the limit.",
                                {most}));
}

}  // namespace uag
