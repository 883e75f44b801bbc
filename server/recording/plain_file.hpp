// A file of a recording. Somebody else may have made the folder: only regular files are opened, so that no link is
// followed, no pipe waited for and no device read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "server/recording/socket.hpp"

namespace uag::recording {

class PlainFile {
public:
    /// `most`: bytes that it may have. Nothing, with a phrase that goes on after the file's name: there is none, it is no
    /// regular file or too long.
    static std::optional<PlainFile> open(const std::string& path, std::uint64_t most, std::string& problem);

    /// As it was when it was opened, in bytes.
    std::uint64_t size() const noexcept { return size_; }

    /// Fewer bytes than `count` where it ends. Nothing, with a phrase, where it cannot be read.
    std::optional<std::string> read(std::uint64_t from, std::size_t count, std::string& problem) const;

private:
    PlainFile(Descriptor file, std::uint64_t size) : file_(std::move(file)), size_(size) {}

    Descriptor file_;
    std::uint64_t size_ = 0;
};

/// The lines of such a file, one after the other.
class PlainLines {
public:
    /// Longer lines are told and not kept.
    PlainLines(const PlainFile& file, std::size_t longest) : file_(file), longest_(longest) {}

    struct Line {
        std::string text{};  ///< without its end; empty if it is too long
        std::uint64_t offset = 0;
        bool is_whole = false;  ///< it has its end
        bool is_too_long = false;
    };
    /// Nothing at the end, or with a phrase where the file cannot be read.
    std::optional<Line> next(std::string& problem);

private:
    const PlainFile& file_;
    const std::size_t longest_;
    std::uint64_t offset_ = 0;  // of what is kept in ahead_
    std::string ahead_;
    std::size_t taken_ = 0;  // of it
};

}  // namespace uag::recording
