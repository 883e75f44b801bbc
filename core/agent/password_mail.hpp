// The text of the mail with a link to a new password, in the languages of the service.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "core/agent/mailer.hpp"
#include "core/base/clock.hpp"

namespace uag {

struct PasswordMailFacts {
    std::string_view name;        ///< whose password it is about
    std::string_view asked_by;    ///< who was signed in when the link was asked for
    TimePoint when{};
    std::chrono::minutes life{30};
    std::string_view link;
};

/// Whether the mail is there in the language: en, no, sv, da, de, nl or fr.
bool has_password_mail(std::string_view language);

/// Subject and text, English for a language that it is not there in; the address is the caller's to fill in. Control
/// characters in names become '?'.
MailMessage write_password_mail(std::string_view language, const PasswordMailFacts& facts);

}  // namespace uag
