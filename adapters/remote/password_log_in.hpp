// AuthenticateUsernamePassword, as every caller of a server's SOAP asks it.
#pragma once

#include <string_view>

#include "core/agent/operations.hpp"
#include "core/base/secret.hpp"
#include "core/contract/type_info.hpp"

namespace uag::remote {

/// The operation with its parameters, whose password is wiped when this goes. The evidence of a log-in is in them: the
/// request shows no other.
class PasswordLogIn {
public:
    PasswordLogIn(std::string_view name, const Secret& password);

    const Operation& operation() const noexcept { return operation_; }
    const void* request() const noexcept { return request_.get(); }

private:
    const Operation& operation_;
    WipedObject request_;
};

}  // namespace uag::remote
