// The parameters of a resource: out of its address, its query string and its body into the request of the
// operation that it runs.
#pragma once

#include <functional>
#include <span>
#include <string_view>

#include "adapters/rest/resources.hpp"
#include "core/base/error.hpp"

namespace uag::rest {

/// Reads the body into a slot of that type.
using ReadBody = std::function<Result<void>(const TypeInfo& type, void* slot)>;

/// What a request says, as sent.
struct ResourceRequest {
    std::span<const std::string_view> segments;  ///< what stands for the variables of the path
    std::string_view query;
    const ReadBody& body;
};

/// Fills `request`, an object of the operation's request type. Errors: errc::bad_parameter with the name that
/// the address or the query gives it; errc::malformed for a broken escape; errc::invalid_argument for an id in the
/// body that is not the row's, and for a query parameter that the row does not know where others decide what it is
/// about.
Result<void> read_resource(const RestResource& row, const ResourceRequest& sent, void* request);

/// Reads one text of an address into a number, a text or an enumeration. errc::bad_parameter with what the
/// framework behind the real service says of a parameter that is not there or not a number.
Result<void> read_text(const TypeInfo& type, std::string_view name, std::string_view text, void* slot);

}  // namespace uag::rest
