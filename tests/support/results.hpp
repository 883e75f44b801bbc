// What a call that was to fail came to.
#pragma once

#include <doctest/doctest.h>

#include <string_view>

#include "core/base/error.hpp"

namespace uag::test {

/// The code of a failed result; fails the test if it succeeded.
template <class T> errc code_of(const Result<T>& result) {
    REQUIRE_FALSE(result.has_value());
    return result.error().code;
}

/// Whether it failed with this code, for this field, and says why.
template <class T> bool failed_on(const Result<T>& result, errc code, std::string_view field) {
    if (result.has_value()) return false;
    return result.error().code == code && result.error().field == field && !result.error().public_text.empty();
}

}  // namespace uag::test
