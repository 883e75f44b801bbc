// The pieces of a filter, before they are a tree.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.hpp"

namespace uag {

/// A piece of a filter before it is a tree.
struct FilterToken {
    enum class Kind : std::uint8_t {
        open,
        close,
        comma,
        word,
        number,
        text,
        loose,  ///< a value of a restriction, where nothing tells texts from numbers
        end
    };
    Kind kind = Kind::end;
    std::string text{};
    std::size_t place = 0;  ///< character, or number of the restriction; from 1
};

/// The pieces of the text of `$filter`; the last is Kind::end. Errors: errc::invalid_argument that names the place.
Result<std::vector<FilterToken>> filter_tokens(std::string_view text);

}  // namespace uag
