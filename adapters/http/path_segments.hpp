// The path of a request, split once, from its end: whatever stands before our own addresses is the installation's prefix.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace uag::http {

class PathSegments {
public:
    /// None of our addresses is longer, even with a slash at its end.
    static constexpr std::size_t most = 8;

    /// `path` as sent, without the query; it outlives this. What stands before its first slash is no segment.
    explicit PathSegments(std::string_view path) noexcept;

    std::string_view path() const { return path_; }
    /// How many are split off, at most `most`.
    std::size_t size() const { return size_; }
    /// Counted from the end: 0 is the last, empty where the path ends with a slash. Empty beyond size().
    std::string_view operator[](std::size_t index) const {
        return index < size_ ? segments_[index] : std::string_view{};
    }
    /// What of the path stands before that segment and its slash; `index` is below size().
    std::string_view before(std::size_t index) const {
        return path_.substr(0, static_cast<std::size_t>(segments_[index].data() - path_.data()) - 1);
    }
    /// What stands before all that are split off.
    std::string_view earlier() const { return size_ == 0 ? std::string_view{} : before(size_ - 1); }

private:
    std::string_view path_;
    std::array<std::string_view, most> segments_;
    std::size_t size_ = 0;
};

/// Takes the last segment and its slash off the path; what has no slash is gone, and no segment.
std::string_view take_last_segment(std::string_view& path) noexcept;

}  // namespace uag::http
