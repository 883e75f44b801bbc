// The files of a report in their folder, each whole or not there.
#pragma once

#include <functional>
#include <string>

#include "core/base/error.hpp"
#include "server/compare/coverage.hpp"
#include "server/compare/report_words.hpp"

namespace uag::compare {

/// What `write` gives, in a file beside that takes the path's place once all of it is on disk; what stood there before
/// stays until then, and stays where it fails. errc::storage with one sentence: path and what the system says.
Result<void> write_whole_file(const std::string& path, const std::function<void(const Sink&)>& write);

/// index.html, junit.xml, cases.ndjson and coverage.json in the folder, which is made where there is none. Errors as
/// above, of the first file that cannot be written.
Result<void> write_report(const std::string& folder, const Report& report, const Coverage& coverage);

}  // namespace uag::compare
