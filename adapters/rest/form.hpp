// A form as a request's body (application/x-www-form-urlencoded, WHATWG URL 5.1), as jQuery and ASP.NET write
// one: `A=1`, nested `User[Name]=x` or `User.Name=x`, arrays `A[]=1&A[]=2`, `A[0]=1` or the name repeated,
// dictionaries `CustomFields[key]=x`. A body that is an array itself: `=1&=2`, `[]=1` or `[0]=1`.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "adapters/json/limits.hpp"
#include "adapters/json/rapidjson.hpp"
#include "core/base/error.hpp"
#include "core/contract/type_info.hpp"

namespace uag::rest {

/// Most fields of a form, and most bytes of a field's name once decoded; beyond: errc::malformed. Depth,
/// members an object and values are bounded as in JSON.
inline constexpr std::size_t max_form_fields = 1000;
inline constexpr std::size_t max_form_name = 256;

/// The fields as a tree over the body, which outlives it and is changed by parsing.
class FormBody {
public:
    /// Parses once, UTF-8. The error is errc::malformed with the number of the field, and never a piece of
    /// it; JSON and XML under a form's name are told as what they are.
    Result<void> parse(std::span<char> text, const JsonLimits& limits);

    /// Reads the fields as a value of that type, by the rules of json::decode: names in any ASCII case,
    /// unknown ones ignored. No text is null where the member is no text. Numbered items come in the order of
    /// their numbers, gaps closed, before those without. A form without fields is null. Errors:
    /// errc::bad_parameter, errc::malformed for a value that stands twice.
    Result<void> decode(const TypeInfo& type, void* slot) const;

    /// The same into an object of that carrier or request. Members that are not sent stay as they are.
    Result<void> decode_object(const TypeInfo& type, void* object) const;

private:
    class Shaper;

    // A value, or what stands below a part of a name. Children are linked by their indices; 0 is the root,
    // and so nobody's child.
    struct Node {
        std::string_view name;  // empty: an item without a number
        std::string_view value;
        bool has_value = false;
        std::uint32_t first = 0;
        std::uint32_t last = 0;
        std::uint32_t next = 0;
        std::uint32_t members = 0;  // children with a name that is no number
    };

    // Each answers null, or static text that says what is wrong.
    std::optional<MessageId> add_field(std::span<char> field, const JsonLimits& limits);
    std::optional<MessageId> find_node(std::string_view name, const JsonLimits& limits, std::uint32_t& node);
    std::optional<MessageId> open_child(std::string_view name, const JsonLimits& limits, std::uint32_t& node);
    std::uint32_t append_child(std::uint32_t parent, std::string_view name);

    std::vector<Node> nodes_;
    bool is_wrong_form_ = false;  // the first field's name, decoded, is a text of another format
};

}  // namespace uag::rest
