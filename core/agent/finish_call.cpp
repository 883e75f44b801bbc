#include "core/agent/finish_call.hpp"

#include "core/contract/answers.hpp"
#include "core/contract/archive.hpp"
#include "core/contract/resource_carriers.hpp"

namespace uag {

template <class T> Task<Result<void>> finish(Task<Result<T>> call, void* response) {
    Result<T> result = co_await std::move(call);
    if (!result.has_value()) co_return result.error();
    if constexpr (!std::is_void_v<T>) ResponseFor<T>::set(response, std::move(*result));
    co_return Result<void>{};
}

template Task<Result<void>> finish(Task<Result<AuthenticateResponse>>, void*);
template Task<Result<void>> finish(Task<Result<Box<AccessGatewayInfo>>>, void*);
template Task<Result<void>> finish(Task<Result<Box<ArchivePage>>>, void*);
template Task<Result<void>> finish(Task<Result<Box<Associate>>>, void*);
template Task<Result<void>> finish(Task<Result<Box<CommandResult>>>, void*);
template Task<Result<void>> finish(Task<Result<Box<CredentialsGroupUsers>>>, void*);
template Task<Result<void>> finish(Task<Result<Box<FieldInfoBase>>>, void*);
template Task<Result<void>> finish(Task<Result<Box<OperationResult>>>, void*);
template Task<Result<void>> finish(Task<Result<Box<ResolvedUser>>>, void*);
template Task<Result<void>> finish(Task<Result<Box<Role>>>, void*);
template Task<Result<void>> finish(Task<Result<Box<RoleEntity>>>, void*);
template Task<Result<void>> finish(Task<Result<Box<ServiceAuth>>>, void*);
template Task<Result<void>> finish(Task<Result<Box<SoPrincipalCarrier>>>, void*);
template Task<Result<void>> finish(Task<Result<Box<TokenManagementInfo>>>, void*);
template Task<Result<void>> finish(Task<Result<Box<UntrustedCredentials>>>, void*);
template Task<Result<void>> finish(Task<Result<Box<User>>>, void*);
template Task<Result<void>> finish(Task<Result<Box<UserGroup>>>, void*);
template Task<Result<void>> finish(Task<Result<Box<UserInfo>>>, void*);
template Task<Result<void>> finish(Task<Result<Box<UserPresenceStatus>>>, void*);
template Task<Result<void>> finish(Task<Result<Box<UserValidationResult>>>, void*);
template Task<Result<void>> finish(Task<Result<GetSystemInfoResponse>>, void*);
template Task<Result<void>> finish(Task<Result<List<Box<ArchiveColumnCarrier>>>>, void*);
template Task<Result<void>> finish(Task<Result<List<Box<ArchiveListItem>>>>, void*);
template Task<Result<void>> finish(Task<Result<List<Box<CredentialType>>>>, void*);
template Task<Result<void>> finish(Task<Result<List<Box<CredentialsGroup>>>>, void*);
template Task<Result<void>> finish(Task<Result<List<Box<ChatPresence>>>>, void*);
template Task<Result<void>> finish(Task<Result<List<Box<CustomCommand>>>>, void*);
template Task<Result<void>> finish(Task<Result<List<Box<FieldInfoBase>>>>, void*);
template Task<Result<void>> finish(Task<Result<List<Box<MDOListItem>>>>, void*);
template Task<Result<void>> finish(Task<Result<List<Box<SelectableMDOListItem>>>>, void*);
template Task<Result<void>> finish(Task<Result<List<Box<UntrustedCredentials>>>>, void*);
template Task<Result<void>> finish(Task<Result<List<Box<User>>>>, void*);
template Task<Result<void>> finish(Task<Result<List<Box<UserGroup>>>>, void*);
template Task<Result<void>> finish(Task<Result<List<Box<UserInfo>>>>, void*);
template Task<Result<void>> finish(Task<Result<List<ChangePasswordType>>>, void*);
template Task<Result<void>> finish(Task<Result<List<String>>>, void*);
template Task<Result<void>> finish(Task<Result<List<StringKeyValuePair>>>, void*);
template Task<Result<void>> finish(Task<Result<List<std::int32_t>>>, void*);
template Task<Result<void>> finish(Task<Result<Secret>>, void*);
template Task<Result<void>> finish(Task<Result<String>>, void*);
template Task<Result<void>> finish(Task<Result<bool>>, void*);
template Task<Result<void>> finish(Task<Result<std::int32_t>>, void*);
template Task<Result<void>> finish(Task<Result<void>>, void*);

}  // namespace uag
