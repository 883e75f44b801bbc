// A bare JSON value into a slot of its type, and out of one.
#pragma once

#include <doctest/doctest.h>

#include <string>

#include "adapters/json/codec.hpp"
#include "adapters/json/guard.hpp"
#include "core/contract/describe.hpp"

namespace uag::test {

template <class T> Result<void> read_slot(std::string body, T& slot, const TypeInfo& type = type_of<T>()) {
    json::Body parsed;
    const auto readable = parsed.parse(body, {});
    REQUIRE(readable.has_value());
    return json::decode(type, parsed.root(), &slot);
}

template <class T> std::string written_json(const T& slot) {
    std::string out;
    json::encode(type_of<T>(), &slot, out);
    return out;
}

}  // namespace uag::test
