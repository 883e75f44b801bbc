// A mailer that keeps what it is told to send, and fails as it is told to.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/agent/mailer.hpp"

namespace uag::test {

class KeptMails final : public Mailer {
public:
    Task<Result<void>> send(MailMessage message) override {
        if (failure) co_return *failure;
        mails.push_back(std::move(message));
        co_return Result<void>{};
    }

    /// The token of the newest mail's link; empty if there is none.
    std::string token() const {
        if (mails.empty()) return {};
        const std::string_view text = mails.back().text.reveal();
        const std::size_t at = text.find("?token=");
        if (at == std::string_view::npos) return {};
        const std::string_view rest = text.substr(at + 7);
        return std::string(rest.substr(0, rest.find('\n')));
    }

    std::vector<MailMessage> mails;
    std::optional<Error> failure;
};

}  // namespace uag::test
