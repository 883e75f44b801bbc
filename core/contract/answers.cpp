#include "core/contract/answers.hpp"

#include <cstdint>

namespace uag {

template <> const TypeInfo& type_of<SecretAnswer>() {
    static constexpr auto fields =
        carrier<SecretAnswer>(field<&SecretAnswer::response>("Response").secret().generated());
    static constexpr TypeInfo info = message_info<SecretAnswer>("Answer", fields);
    return info;
}

const TypeInfo& associate_id_answer() {
    static constexpr auto fields =
        carrier<Answer<std::int32_t>>(field<&Answer<std::int32_t>::response>("Response").id("associate"));
    static constexpr TypeInfo info = message_info<Answer<std::int32_t>>("Answer", fields);
    return info;
}

const TypeInfo& role_ids_answer() {
    using Ids = Answer<List<std::int32_t>>;
    static constexpr auto fields = carrier<Ids>(field<&Ids::response>("Response").id("role"));
    static constexpr TypeInfo info = message_info<Ids>("Answer", fields);
    return info;
}

template <> const TypeInfo& type_of<AuthenticateResponse>() {
    static constexpr auto fields = carrier<AuthenticateResponse>(
        field<&AuthenticateResponse::response>("Response"), field<&AuthenticateResponse::credentials>("Credentials"),
        field<&AuthenticateResponse::authentication_succeeded>("AuthenticationSucceeded"));
    static constexpr TypeInfo info = message_info<AuthenticateResponse>("AuthenticateResponse", fields);
    return info;
}

template <> const TypeInfo& type_of<GetSystemInfoResponse>() {
    static constexpr auto fields =
        carrier<GetSystemInfoResponse>(field<&GetSystemInfoResponse::system_info>("SystemInfo"));
    static constexpr TypeInfo info = message_info<GetSystemInfoResponse>("GetSystemInfoResponse", fields);
    return info;
}

}  // namespace uag
