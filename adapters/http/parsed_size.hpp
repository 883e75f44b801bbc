// What a body becomes while its call waits: the tree over it, and the request that is decoded from it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace uag {

/// Bytes that the tree and the request of a body take at most, XML, JSON or a form, before it is parsed. Each value of a
/// body has one of these characters of its own, and costs no more than this: a node of the tree and the part of a carrier.
inline std::size_t parsed_size(std::string_view body) {
    constexpr std::size_t bytes_per_value = 384;
    const auto values = std::count_if(body.begin(), body.end(), [](char c) {
        return c == '<' || c == '=' || c == ',' || c == ':' || c == '[' || c == '{';
    });
    return static_cast<std::size_t>(values) * bytes_per_value;
}

}  // namespace uag
