// The query string of a user list. Every parameter decides what the answer is about, so a name that is not known, or stands
// twice, is refused.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "adapters/rest/resources.hpp"
#include "core/contract/archive.hpp"

namespace uag::rest {

/// What a list takes, as the public description names it.
std::span<const RestBinding> archive_parameters();

/// Most bytes of a list's parameters in a form: those of all that have a limit, each byte an escape.
inline constexpr std::size_t max_archive_form = 65536;

/// errc::malformed if the form is longer than that or has more pairs than any form, empty ones counted.
Result<void> judge_archive_form(std::string_view form);

/// Fills `request` from the query string; what of it the address of another page has, up to its `$skip`.
/// errc::bad_parameter, errc::malformed, errc::invalid_argument.
Result<std::string> read_archive_parameters(std::string_view query, ArchiveRequest& request);

}  // namespace uag::rest
