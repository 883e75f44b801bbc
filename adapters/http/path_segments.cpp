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
    std::size_t end = path.size();
    for (std::size_t at = end; at > 0 && size_ < most; --at) {
        if (path[at - 1] != '/') continue;
        segments_[size_++] = path.substr(at, end - at);
        end = at - 1;
    }
}

}  // namespace uag::http
