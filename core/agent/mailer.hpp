// Mail as the core sees it: a port; the adapter writes the message's form and speaks SMTP.
#pragma once

#include <string>

#include "core/base/async.hpp"
#include "core/base/error.hpp"
#include "core/base/secret.hpp"

namespace uag {

/// A mail to one person. The text may hold a link that must not be told.
struct MailMessage {
    std::string to;         ///< the address as it is registered; checked by the mailer
    std::string to_name;    ///< may be empty
    std::string subject;
    Secret text;            ///< plain text, UTF-8, lines end with '\n'
};

class Mailer {
public:
    virtual ~Mailer() = default;
    /// Returns when the mail server has taken the mail, or has not within a time of the mailer's. Blocks no I/O thread.
    /// errc::invalid_argument if the address is none or the server refuses it; errc::server with a public text that
    /// says in general what failed, its detail says what the server said; errc::overloaded.
    virtual Task<Result<void>> send(MailMessage message) = 0;
};

}  // namespace uag
