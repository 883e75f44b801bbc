// Whose a new file becomes. A command that root runs beside a service of another user must not leave files behind that the
// service cannot open.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>

namespace uag {

struct FileOwner {
    uid_t user = 0;
    gid_t group = 0;
    mode_t mode = 0600;  ///< permissions only
};

/// Of the file at `path`; nothing if there is none.
std::optional<FileOwner> owner_of(const std::string& path);

/// Whose a file that is about to be made at `path` is to be: of `neighbour` (a database, say) if that is there and in the
/// same folder, else of the folder. Its mode is 0600.
FileOwner owner_of_new(const std::string& path, const std::string& neighbour = {});

/// Gives the open file this owner and mode. Who is not root gives what is theirs to give: the mode, and the group where they
/// are in it. False, with errno, if root cannot or the mode cannot be set.
bool give_to(int file, const FileOwner& owner);

}  // namespace uag
