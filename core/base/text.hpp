// Unicode text: the only place that asks ICU about characters.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace uag {

/// Well-formed UTF-8 (Unicode 3.9, table 3-7): no overlong form, no surrogate, nothing above U+10FFFF.
bool is_utf8(std::string_view text) noexcept;

/// Number of code points of well-formed UTF-8.
std::size_t code_points(std::string_view text) noexcept;

/// Normalisation form C; nothing if the text is not well-formed UTF-8.
std::optional<std::string> to_nfc(std::string_view text);

/// The form in which names are compared: NFC, full case folding (Unicode 5.18), NFC again. Ill-formed text folds to
/// itself, and so equals nothing that is stored.
std::string fold(std::string_view text);

/// Without leading and trailing white space (Unicode White_Space).
std::string_view trim(std::string_view text) noexcept;

/// True if a code point of category Cc (control) is in it.
bool has_control(std::string_view text) noexcept;

/// ASCII only: protocol keywords, header names, paths.
char ascii_lower(char c) noexcept;
bool ascii_iequals(std::string_view a, std::string_view b) noexcept;

}  // namespace uag
