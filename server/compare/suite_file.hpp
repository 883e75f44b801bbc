// The reader of suites: TOML, as server/docs/compare-suites.md describes it. All that can be wrong before anything is
// sent is found here, with its line and column.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.hpp"
#include "server/compare/suite.hpp"

namespace uag::compare {

/// Largest file of a suite, in MiB, and most steps of one.
inline constexpr std::size_t most_suite_mebibytes = 1;
inline constexpr std::size_t most_suite_steps = 2000;
/// Most identities of a suite beside the three that there always are.
inline constexpr std::size_t most_identities = 50;

/// `file` stands for the text in errors: errc::invalid_argument with `file:line:column: what is wrong`.
Result<Suite> parse_suite(std::string_view text, const std::string& file);

/// The suite in a file. Errors as above; a file that cannot be read is one, too.
Result<Suite> read_suite(const std::string& path);

/// A suite that travels inside the program.
struct EmbeddedSuite {
    std::string_view name;
    std::string_view text;
};
/// In the order in which `all` plays them.
std::span<const EmbeddedSuite> embedded_suites();

/// What a run is told to play: the names of embedded suites, `all` for all of them, and files (what has a '.' or a '/').
/// errc::invalid_argument also for a name that there is not, with the nearest, and for a suite that stands twice.
Result<std::vector<Suite>> load_suites(std::span<const std::string> named);

}  // namespace uag::compare
