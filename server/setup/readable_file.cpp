#include "server/setup/readable_file.hpp"

#include <fstream>

#include "core/base/failures.hpp"

namespace uag {

Result<void> check_readable(const std::string& path, std::string_view setting) {
    if (path.empty() || std::ifstream(path).is_open()) return {};
    return fail_in_english(errc::invalid_argument, path + ": cannot be read (" + std::string(setting) + ")");
}

}  // namespace uag
