// What an operation answers with: most have one member called Response, which is also the whole body in the WebAPI.
#pragma once

#include "core/base/secret.hpp"
#include "core/contract/carriers.hpp"
#include "core/contract/describe.hpp"
#include "core/contract/requests.hpp"

namespace uag {

/// `<XResponse><Response>…</Response></XResponse>`.
template <class T> struct Answer {
    T response{};
};

/// The same where the text is a secret (a generated password, an access token): wiped once it is sent.
struct SecretAnswer {
    String response;
};
template <> const TypeInfo& type_of<SecretAnswer>();

/// SoPrincipal's four Authenticate operations.
struct AuthenticateResponse {
    Box<SoPrincipalCarrier> response;
    Box<SoCredentials> credentials;
    bool authentication_succeeded = false;
};
template <> const TypeInfo& type_of<AuthenticateResponse>();

struct GetSystemInfoResponse {
    Box<SoSystemInfoCarrier> system_info;
};
template <> const TypeInfo& type_of<GetSystemInfoResponse>();

template <class T> const TypeInfo& answer_type() {
    static constexpr auto fields = carrier<Answer<T>>(field<&Answer<T>::response>("Response"));
    static constexpr TypeInfo info = message_info<Answer<T>>("Answer", fields);
    return info;
}

/// The same where the numbers are those that the server gives to objects, and so another server's are others.
const TypeInfo& associate_id_answer();  ///< of Answer<std::int32_t>
const TypeInfo& role_ids_answer();      ///< of Answer<List<std::int32_t>>

/// Which response struct stands for the result of a core function.
template <class T> struct ResponseFor {
    using Type = Answer<T>;
    static const TypeInfo& type() { return answer_type<T>(); }
    static void set(void* response, T&& result) { static_cast<Type*>(response)->response = std::move(result); }
};
template <class T> struct WholeResponse {
    using Type = T;
    static const TypeInfo& type() { return type_of<T>(); }
    static void set(void* response, T&& result) { *static_cast<T*>(response) = std::move(result); }
};
template <> struct ResponseFor<AuthenticateResponse> : WholeResponse<AuthenticateResponse> {};
template <> struct ResponseFor<GetSystemInfoResponse> : WholeResponse<GetSystemInfoResponse> {};
template <> struct ResponseFor<Secret> {
    using Type = SecretAnswer;
    static const TypeInfo& type() { return type_of<SecretAnswer>(); }
    static void set(void* response, Secret&& result) {
        static_cast<Type*>(response)->response = String(result.reveal());
    }
};
template <> struct ResponseFor<void> {
    using Type = Empty;
    static const TypeInfo& type() { return type_of<Empty>(); }
};

}  // namespace uag
