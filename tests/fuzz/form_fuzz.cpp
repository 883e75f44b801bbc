// Forms: what is read of one is well-formed text within the bounds, whatever type it is read as.
#include "adapters/rest/form.hpp"

#include <string>

#include "core/base/text.hpp"
#include "core/contract/requests.hpp"
#include "fuzz/target.hpp"

namespace {

void check(const uag::Result<void>& result) {
    if (result.has_value()) return;
    const uag::Error error = result.error();
    FUZZ_HOLDS(error.code == uag::errc::malformed || error.code == uag::errc::bad_parameter);
}

}  // namespace

FUZZ_TARGET(form) {
    std::string text(bytes);
    uag::rest::FormBody form;
    const auto parsed = form.parse(text, {});
    check(parsed);
    if (!parsed.has_value()) return;
    uag::SaveUserFromNameRequest save;
    check(form.decode_object(uag::type_of<uag::SaveUserFromNameRequest>(), &save));
    FUZZ_HOLDS(uag::is_utf8(save.user_name.text));
    uag::User user;
    check(form.decode_object(uag::type_of<uag::User>(), &user));
    FUZZ_HOLDS(uag::is_utf8(user.name.text));
    for (const auto& entry : user.custom_fields.items)
        FUZZ_HOLDS(uag::is_utf8(entry.key.text) && uag::is_utf8(entry.value.text));
    FUZZ_HOLDS(user.other_groups.items.size() <= uag::rest::max_form_fields);
    uag::List<std::int32_t> ids;
    check(form.decode(uag::type_of<uag::List<std::int32_t>>(), &ids));
    FUZZ_HOLDS(ids.items.size() <= uag::rest::max_form_fields);
}
