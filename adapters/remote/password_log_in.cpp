#include "adapters/remote/password_log_in.hpp"

#include "core/contract/requests.hpp"

namespace uag::remote {

PasswordLogIn::PasswordLogIn(std::string_view name, const Secret& password)
    : operation_(*find_operation(Service::so_principal, "AuthenticateUsernamePassword")),
      request_(operation_.request()) {
    auto& parameters = *static_cast<AuthenticateUsernamePasswordRequest*>(request_.get());
    parameters.user_name = name;
    parameters.password = password.reveal();
}

}  // namespace uag::remote
