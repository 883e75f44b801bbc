// Values inside texts, in the vendor's form `[marker:value]` (`[I:3]`, `[D:03/28/2019 00:00:00.0000000]`):
// which markers there are, reading and writing. How people see them is culture.hpp's.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/datetime.hpp"

namespace uag {

/// I, F, M, D, DT, T, TS, A and B, in this order.
enum class Marker : std::uint8_t { integer, decimal, money, date, datetime, time, timespan, integers, binary };

struct EncodedValue {
    using Integers = std::vector<std::int32_t>;

    Marker marker = Marker::integer;
    /// A number for integer (32 bits) and timespan (seconds, as many as .NET's TimeSpan holds); for decimal
    /// and money the digits as they stand (`-4.43`, `1E-7`), so that nothing is rounded; for binary the
    /// bytes; an unspecified DateTime for date, datetime and time (there: of the first day).
    std::variant<std::int64_t, std::string, DateTime, Integers> value{};

    friend bool operator==(const EncodedValue&, const EncodedValue&) = default;
};

/// Longest digits of a decimal, in bytes, and largest exponent of ten, of either sign.
inline constexpr std::size_t max_decimal = 40;
inline constexpr int max_exponent = 308;

/// What a text that is one encoded value says; nothing for any other text, and for a bad value. Dates may
/// lack their time, and times their seconds. Linear.
std::optional<EncodedValue> decode_value(std::string_view text);

/// The value of a text that is known to hold one of the kind, with marker or bare: `[I:123]` and `123`.
std::optional<EncodedValue> decode_value(std::string_view text, Marker marker);

/// With its marker; dates and times as servers send them, `MM/dd/yyyy HH:mm:ss.fffffff`. Decodes to the same,
/// if the value was decoded or keeps the limits above.
std::string encode_value(const EncodedValue& value);

}  // namespace uag
