// The list of stolen passwords as a file, in the form of the Pwned Passwords download ordered by hash: a line is the
// SHA-1 of a password in 40 hexadecimal digits, then perhaps a colon and how often it was seen.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/error.hpp"
#include "core/security/breached_passwords.hpp"

namespace uag {

/// Looks into an open file of any size by binary search, a few hundred bytes a look; safe from any thread.
class HashFile {
public:
    /// errc::invalid_argument if it cannot be read, is empty, or is not in that form and order: all lines of a file of
    /// up to 16 MiB are looked at, of a larger one some thousand all over it.
    static Result<HashFile> open(const std::string& path);
    ~HashFile();
    HashFile(HashFile&& other) noexcept;
    HashFile& operator=(HashFile&&) = delete;
    HashFile(const HashFile&) = delete;
    HashFile& operator=(const HashFile&) = delete;

    /// Whether the password's hash is in it. errc::storage if the file cannot be read or is not what it was.
    Result<bool> contains(std::string_view password) const;

private:
    struct Line;
    HashFile(int file, std::int64_t size, std::string path) : file_(file), size_(size), path_(std::move(path)) {}

    Result<Line> line_after(std::int64_t offset) const;
    Result<void> check_order() const;
    Error broken(std::int64_t offset) const;

    int file_;
    std::int64_t size_;
    std::string path_;
};

/// The port over such a file, with a thread of its own: no other waits for the disk. It must go before the io_contexts of
/// those who ask.
std::unique_ptr<BreachedPasswords> make_breached_passwords(HashFile file);

}  // namespace uag
