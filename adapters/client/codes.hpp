// Which of our error codes another server's error may be. Protocols write some of them alike, so it is a set.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>

#include "core/base/error.hpp"

namespace uag::client {

class CodeSet {
public:
    void add(errc code) noexcept { bits_ |= bit(code); }
    bool empty() const noexcept { return bits_ == 0; }
    bool contains(errc code) const noexcept { return (bits_ & bit(code)) != 0; }
    /// Whether two errors, of two protocols or servers, may be the same.
    bool meets(CodeSet other) const noexcept { return (bits_ & other.bits_) != 0; }
    /// The code, where there is no doubt.
    std::optional<errc> only() const noexcept;
    /// The code, or the first of those that it may be, in the order of errc; nothing for an unknown error.
    std::optional<errc> first() const noexcept;
    friend bool operator==(CodeSet, CodeSet) = default;

private:
    static constexpr std::uint32_t bit(errc code) { return std::uint32_t{1} << static_cast<unsigned>(code); }
    std::uint32_t bits_ = 0;
};

/// The codes for which that is true.
CodeSet codes_where(const std::function<bool(errc code)>& is);

}  // namespace uag::client
