#include "adapters/bridge/breaker.hpp"

#include <doctest/doctest.h>

using uag::bridge::Breaker;

TEST_CASE("after failures in a row nobody calls for a moment, then one finds out") {
    Breaker breaker;
    const Breaker::Time begun{};
    for (std::uint32_t i = 0; i + 1 < Breaker::most_failures; ++i) breaker.failed(begun);
    CHECK(breaker.admits(begun));
    breaker.answered();
    for (std::uint32_t i = 0; i + 1 < Breaker::most_failures; ++i) breaker.failed(begun);
    CHECK(breaker.admits(begun));
    breaker.failed(begun);
    CHECK_FALSE(breaker.admits(begun));
    CHECK_FALSE(breaker.admits(begun + Breaker::pause - std::chrono::milliseconds(1)));
    const Breaker::Time later = begun + Breaker::pause;
    CHECK(breaker.admits(later));
    CHECK_FALSE(breaker.admits(later));
    breaker.failed(later);
    CHECK_FALSE(breaker.admits(later + std::chrono::milliseconds(1)));
    CHECK(breaker.admits(later + Breaker::pause));
    breaker.answered();
    CHECK(breaker.admits(later + Breaker::pause));
    CHECK(breaker.admits(later + Breaker::pause));
}
