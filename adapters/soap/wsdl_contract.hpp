// What one service has in one version, gathered from the contract's tables: operations, header blocks, types.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/agent/operations.hpp"

namespace uag::soap {

/// The header blocks of a request: ApplicationToken, and where a call needs credentials those and the time
/// zone too.
std::span<const FieldInfo> request_headers(Service service);
/// The header blocks of every answer.
std::span<const FieldInfo> response_headers();

/// The name of an operation's response element (and message).
std::string response_element(const Operation& operation);

/// Everything that the documents of a service and version speak of. Each type stands once, in the order it is
/// met.
class WsdlContract {
public:
    WsdlContract(Service service, Version version);

    Service service() const noexcept { return service_; }
    Version version() const noexcept { return version_; }
    const std::vector<const Operation*>& operations() const noexcept { return operations_; }
    /// One per response element: operations may share it.
    const std::vector<const Operation*>& answers() const noexcept { return answers_; }
    /// Header blocks of requests and answers together, each name once.
    const std::vector<const FieldInfo*>& headers() const noexcept { return headers_; }
    /// The types of a namespace that the service can reach.
    const std::vector<const TypeInfo*>& types(TypeSpace space) const { return types_[static_cast<std::size_t>(space)]; }

private:
    void need(const TypeInfo& type);
    void need_fields(std::span<const FieldInfo> fields);
    void add_headers(std::span<const FieldInfo> fields);

    Service service_;
    Version version_;
    std::vector<const Operation*> operations_;
    std::vector<const Operation*> answers_;
    std::vector<const FieldInfo*> headers_;
    std::array<std::vector<const TypeInfo*>, 4> types_;
};

}  // namespace uag::soap
