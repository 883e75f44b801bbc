// Dates as tests write them.
#pragma once

#include <doctest/doctest.h>

#include <string_view>

#include "core/base/datetime.hpp"

namespace uag::test {

inline DateTime date_of(std::string_view text) {
    const auto value = parse_datetime(text);
    REQUIRE(value.has_value());
    return *value;
}

}  // namespace uag::test
