// The fields of an answer that has not been sent.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/http/message.hpp"

namespace uag::test {

inline std::vector<std::string> headers_of(const HttpReply& reply, std::string_view name) {
    std::vector<std::string> all;
    for (const auto& [key, value] : reply.headers)
        if (key == name) all.push_back(value);
    return all;
}

/// The only one of that name; empty if there is none, or more.
inline std::string header_of(const HttpReply& reply, std::string_view name) {
    const auto all = headers_of(reply, name);
    return all.size() == 1 ? all.front() : std::string();
}

}  // namespace uag::test
