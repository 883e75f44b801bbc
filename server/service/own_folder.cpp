#include "server/service/own_folder.hpp"

#include <stdlib.h>

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

namespace uag {

Result<OwnFolder> OwnFolder::make(std::string_view what_for) {
    std::error_code failed;
    const std::filesystem::path places = std::filesystem::temp_directory_path(failed);
    std::string path = (places / "useragentd-XXXXXX").string();
    if (failed || ::mkdtemp(path.data()) == nullptr)
        return fail_in_english(errc::invalid_argument,
                               places.string() + ": no folder can be made there for " + std::string(what_for) + ": " +
                                   (failed ? failed.message() : std::generic_category().message(errno)));
    return OwnFolder(path);
}

OwnFolder::OwnFolder(OwnFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}

OwnFolder::~OwnFolder() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

}  // namespace uag
