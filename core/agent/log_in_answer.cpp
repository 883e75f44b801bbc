#include "core/agent/log_in_answer.hpp"

#include <utility>

#include "core/base/text.hpp"

namespace uag {

AuthenticateResponse not_logged_in() {
    AuthenticateResponse answer;
    answer.response.clear(Presence::nil);
    answer.credentials.emplace().ticket = "";
    return answer;
}

AuthenticateResponse logged_in(Box<SoPrincipalCarrier> principal, const Secret& ticket) {
    AuthenticateResponse answer;
    answer.response = std::move(principal);
    answer.credentials.emplace().ticket = String(ticket.reveal());
    answer.authentication_succeeded = true;
    return answer;
}

bool is_called(const SoPrincipalCarrier& principal, std::string_view typed) {
    if (principal.user_name.presence != Presence::value) return true;
    const std::string name = folded_name(typed);
    const auto is_it = [&](const String& each) { return !each.blank() && folded_name(each.text) == name; };
    return is_it(principal.associate) || is_it(principal.user_name) || is_it(principal.email_address);
}

const String* generic_value(const AuthenticateGenericRequest& request, std::string_view key) {
    const String* found = nullptr;
    for (const auto& entry : request.authentication_data.items)
        if (ascii_iequals(entry.key.text, key)) found = &entry.value;
    return found;
}

}  // namespace uag
