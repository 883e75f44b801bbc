// Reads a JSON body in place and refuses what RFC 8259 or the limits do not allow, in one pass over the
// bytes. Stricter than the reader alone: a key twice (in any case), U+0000, half a surrogate pair, a NUL
// byte, too deep, too many. Laxer in two things that change no meaning and that Newtonsoft reads: comments, and a
// comma behind the last member or item. Single quotes, unquoted keys and NaN are refused.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "adapters/json/limits.hpp"
#include "adapters/json/rapidjson.hpp"
#include "core/base/error.hpp"

namespace uag::json {

/// Which comments and commas parse() takes beside JSON (RFC 8259), in a text that it takes, without a byte order mark: phrases
/// that go on after what has them. For who judges what another server has written.
std::vector<std::string_view> laxities_in(std::string_view text);

/// A body and the tree over it. Strings of the tree are views into the body, which must outlive it and is
/// changed by parsing. Small bodies need no allocation.
class Body {
public:
    Body();
    Body(const Body&) = delete;
    Body& operator=(const Body&) = delete;

    /// Parses once. `bytes.data()[bytes.size()]` must be a readable '\0'. A UTF-8 BOM is skipped. The error
    /// is errc::malformed with the byte's offset and never a piece of the body.
    Result<void> parse(std::span<char> bytes, const JsonLimits& limits);

    /// The root; JSON null before parse().
    const Value& root() const { return tree_; }
    Value& root() { return tree_; }

private:
    alignas(std::max_align_t) std::array<std::byte, 2048> value_bytes_;
    alignas(std::max_align_t) std::array<std::byte, 2048> stack_bytes_;
    Pool values_;
    Pool stacks_;
    Tree tree_;
};

}  // namespace uag::json
