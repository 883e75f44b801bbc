#include "adapters/http/path_segments.hpp"

namespace uag::http {

std::string_view take_last_segment(std::string_view& path) noexcept {
    const std::size_t slash = path.rfind('/');
    if (slash == std::string_view::npos) {
        path = {};
        return {};
    }
    const std::string_view segment = path.substr(slash + 1);
    path = path.substr(0, slash);
    return segment;
}

PathSegments::PathSegments(std::string_view path) noexcept : path_(path) {
    while (size_ < most && path.find('/') != std::string_view::npos) segments_[size_++] = take_last_segment(path);
}

}  // namespace uag::http
