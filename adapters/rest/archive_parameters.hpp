// The query string of a user list. Every parameter decides what the answer is about, so a name that is not known, or stands
// twice, is refused.
#pragma once

#include <span>
#include <string_view>

#include "adapters/rest/resources.hpp"
#include "core/contract/archive.hpp"

namespace uag::rest {

/// What a list takes, as the public description names it.
std::span<const RestBinding> archive_parameters();

/// Fills `request` from the query string. errc::bad_parameter, errc::malformed, errc::invalid_argument.
Result<void> read_archive_parameters(std::string_view query, ArchiveRequest& request);

}  // namespace uag::rest
