// The directory behind a linked type of credential: groups and people in a TOML file (server/docs/directory-file.md).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/agent/directory.hpp"
#include "server/config/config.hpp"

namespace uag {

/// Reads the file into the type's headings, groups and users. errc::invalid_argument with `file:line:column:
/// what` for an unknown key, a wrong type, a value or group that stands twice, a user of an unknown group,
/// and columns that are not as many as the headings; an unreadable file, or one of more than 256 MiB, likewise.
Result<void> read_directory(const std::string& path, LinkedCredentialType& type);
/// The same from memory; `name` stands for the file in errors.
Result<void> parse_directory(std::string_view text, const std::string& name, LinkedCredentialType& type);

/// The types that the settings name, each with its directory.
Result<std::vector<LinkedCredentialType>> load_credential_types(const Config& config);

}  // namespace uag
