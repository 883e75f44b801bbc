// What a body becomes while its call waits: the tree over it, and the request that is decoded from it.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace uag {

/// Of a body in XML or JSON, or of a form. Asked before it is parsed, which changes it.
class ParsedSize {
public:
    ParsedSize() = default;
    explicit ParsedSize(std::string_view body) : text_(body.size()) {
        for (const char c : body) values_ += begins_value[static_cast<unsigned char>(c)];
    }

    /// Bytes that tree and request take at most beside the body. `decoded` is the copy of a body that did not come as
    /// UTF-8, else empty.
    std::size_t held_bytes(const std::string& decoded) const {
        if (decoded.empty()) return values_ * bytes_per_value + text_;
        return values_ * bytes_per_value + decoded.size() + decoded.capacity();
    }

private:
    // A node of the tree and the part of a carrier. Texts are copied into the carriers besides.
    static constexpr std::size_t bytes_per_value = 384;

    // 1 for the characters of which each value of a body has one of its own.
    static constexpr std::array<unsigned char, 256> begins_value = [] {
        std::array<unsigned char, 256> table{};
        for (const char c : {'<', '=', ',', ':', '[', '{'}) table[static_cast<unsigned char>(c)] = 1;
        return table;
    }();

    std::size_t values_ = 0;
    std::size_t text_ = 0;
};

}  // namespace uag
