#include "core/security/phc.hpp"

#include <charconv>

#include "core/base/encoding.hpp"
#include "core/base/text.hpp"

namespace uag {
namespace {

// Longer than any string within the limits; nothing above it is worth a look.
constexpr std::size_t longest_phc = 256;

// A decimal number without sign and leading zero.
bool take_number(std::string_view& rest, std::uint32_t least, std::uint32_t most, std::uint32_t& value) {
    if (rest.empty() || rest.front() < '1' || rest.front() > '9') return false;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), value);
    if (error != std::errc{}) return false;
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
    return value >= least && value <= most;
}

bool take_settings(std::string_view& rest, HashSettings& settings) {
    if (!take_word(rest, "m=") || !take_number(rest, phc_min_memory_kib, phc_max_memory_kib, settings.memory_kib))
        return false;
    if (!take_word(rest, ",t=") || !take_number(rest, 1, phc_max_passes, settings.passes)) return false;
    return settings.units() <= phc_max_units && take_word(rest, ",p=1");
}

std::optional<std::string> decode_unpadded(std::string_view text, std::size_t least, std::size_t most) {
    std::optional<std::string> bytes = base64_decode_unpadded(text);
    if (!bytes || bytes->size() < least || bytes->size() > most) return std::nullopt;
    return bytes;
}

void append_unpadded(std::string& out, std::string_view bytes) {
    const std::string text = base64_encode(bytes);
    out.append(text, 0, text.find('='));
}

}  // namespace

std::optional<PhcHash> read_phc(std::string_view text) {
    if (text.size() > longest_phc) return std::nullopt;
    PhcHash hash;
    if (!take_word(text, "$argon2id$v=19$") || !take_settings(text, hash.settings) || !take_word(text, "$"))
        return std::nullopt;
    const std::size_t bar = text.find('$');
    if (bar == std::string_view::npos) return std::nullopt;
    std::optional<std::string> salt = decode_unpadded(text.substr(0, bar), phc_min_salt, phc_max_salt);
    std::optional<std::string> tag = decode_unpadded(text.substr(bar + 1), phc_min_tag, phc_max_tag);
    if (!salt || !tag) return std::nullopt;
    hash.salt = std::move(*salt);
    hash.tag = std::move(*tag);
    return hash;
}

std::optional<HashSettings> read_phc_settings(std::string_view text) {
    HashSettings settings;
    if (!take_settings(text, settings) || !text.empty()) return std::nullopt;
    return settings;
}

std::string write_phc_settings(const HashSettings& settings) {
    return "m=" + std::to_string(settings.memory_kib) + ",t=" + std::to_string(settings.passes) + ",p=1";
}

std::string write_phc(const PhcHash& hash) {
    std::string out("$argon2id$v=19$");
    out += write_phc_settings(hash.settings);
    out += '$';
    append_unpadded(out, hash.salt);
    out += '$';
    append_unpadded(out, hash.tag);
    return out;
}

}  // namespace uag
