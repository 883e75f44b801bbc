// What a body becomes while its call waits: the tree over it, and the request that is decoded from it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace uag {

/// Of a body in XML or JSON, or of a form. Asked before it is parsed, which changes it.
class ParsedSize {
public:
    ParsedSize() = default;
    explicit ParsedSize(std::string_view body)
        : values_(static_cast<std::size_t>(std::count_if(body.begin(), body.end(), begins_value))),
          text_(body.size()) {}

    /// Bytes that tree and request take at most beside the body. `decoded` is the copy of a body that did not come as
    /// UTF-8, else empty.
    std::size_t held_bytes(const std::string& decoded) const {
        if (decoded.empty()) return values_ * bytes_per_value + text_;
        return values_ * bytes_per_value + decoded.size() + decoded.capacity();
    }

private:
    // A node of the tree and the part of a carrier. Texts are copied into the carriers besides.
    static constexpr std::size_t bytes_per_value = 384;

    // Each value of a body has one of these characters of its own.
    static bool begins_value(char c) { return c == '<' || c == '=' || c == ',' || c == ':' || c == '[' || c == '{'; }

    std::size_t values_ = 0;
    std::size_t text_ = 0;
};

}  // namespace uag
