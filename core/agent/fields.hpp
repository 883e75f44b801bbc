// Judges the fields of a carrier and collects what is wrong with them: one text a field, all of them in one
// answer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/error.hpp"
#include "core/security/names.hpp"

namespace uag {

inline constexpr std::size_t max_text = max_name_code_points;             ///< code points of a name or a short text
inline constexpr std::size_t max_description = max_kept_code_points;  ///< code points of a description
inline constexpr std::size_t max_secret = 8000;  ///< code points of what is kept for another system: a private key fits

class FieldErrors {
public:
    /// A field's first text is the one that is kept.
    void add(std::string_view field, Message what);
    /// The text as it is kept: NFC, without white space around it. Adds an error if it is longer than `most` code
    /// points, is ill-formed, has control characters, or is `needed` and empty. One that is far too long is not looked at.
    std::string text(std::string_view field, std::string_view value, std::size_t most, bool needed = false);
    /// A secret is kept as it is: it must be well-formed and have at most `most` code points and no NUL.
    void secret(std::string_view field, std::string_view value, std::size_t most);

    bool empty() const { return messages_.empty(); }
    /// errc::validation with a message a field, unless there is nothing wrong.
    Result<void> result() const;

private:
    std::vector<std::pair<std::string, Message>> messages_;
};

/// errc::invalid_argument about a parameter.
Error wrong_argument(std::string field, Message what);
/// errc::invalid_argument: a parameter has more than `most` code points.
Error too_long(std::string field, std::size_t most);
/// errc::validation about one field.
Error wrong_field(std::string_view field, Message what);
/// errc::validation: a quota of somebody who can take something away to make room; one of the installation.
Error own_quota_reached(std::string_view field, std::int32_t most);
Error quota_reached(std::string_view field, std::int32_t most);

}  // namespace uag
