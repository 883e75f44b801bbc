// A folder for data that nobody will miss: in the system's place for such, open to its owner alone, gone with everything in
// it when the object goes.
#pragma once

#include <string>
#include <string_view>

#include "core/base/error.hpp"

namespace uag {

class OwnFolder {
public:
    /// `what_for` goes on in an error: "a deterministic service".
    static Result<OwnFolder> make(std::string_view what_for);
    OwnFolder(OwnFolder&& other) noexcept;
    OwnFolder& operator=(OwnFolder&&) = delete;
    ~OwnFolder();

    std::string file(std::string_view name) const { return path_ + '/' + std::string(name); }

private:
    explicit OwnFolder(std::string path) : path_(std::move(path)) {}
    std::string path_;
};

}  // namespace uag
