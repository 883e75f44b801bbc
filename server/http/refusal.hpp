// Why a request is not read any further.
#pragma once

#include <string_view>

namespace uag::http {

struct Refusal {
    unsigned status = 0;         ///< 0: it is not refused; else what to answer with, and the connection closes
    std::string_view problem{};  ///< static text for people

    explicit operator bool() const { return status != 0; }
};

/// There is no memory left for it.
inline constexpr Refusal out_of_memory{503, "The service is busy; try again in a moment."};

}  // namespace uag::http
