// The WebAPI's pages about itself: what stands at `GET …/api` and `GET …/api/v1`, and what an operation
// takes. None needs credentials.
#pragma once

#include <string>
#include <string_view>

#include "adapters/rest/data_format.hpp"
#include "adapters/rest/settings.hpp"
#include "core/agent/operations.hpp"

namespace uag::rest {

/// Appends the installation's facts as a dictionary of texts; `api` is the address of `…/api` without a slash.
void write_root(const RestIdentity& identity, std::string_view api, DataFormat format, std::string& out);
void write_root_html(const RestIdentity& identity, std::string_view api, std::string_view home, std::string& out);

/// Appends every address as a JSON object: address -> {method: "?arg={arg} summary"}. `api` as above.
void write_addresses(std::string_view api, std::string& out);

/// Appends name, summary, path, parameters with their types (and the words of an enumeration), type of the
/// result and a sample request.
/// `prefix` is what stands before "/api" in the path; `home` leads from the page to the one at `/`.
void write_description_json(const Operation& operation, std::string_view prefix, std::string& out);
void write_description_html(const Operation& operation, std::string_view prefix, std::string_view home,
                            std::string& out);

}  // namespace uag::rest
