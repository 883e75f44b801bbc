#include "core/security/hash_scheme_text.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

#include "core/base/encoding.hpp"
#include "core/base/text.hpp"

namespace uag::hash_text {
namespace {

constexpr std::uint64_t absurd = std::numeric_limits<std::uint64_t>::max();
constexpr std::size_t most_salt = 64;
constexpr std::size_t least_tag = 16;
constexpr std::size_t most_tag = 64;

// A decimal number from 1 without sign and leading zero, of at most ten digits.
bool take_count(std::string_view& rest, std::uint64_t& value) {
    if (rest.empty() || rest.front() < '1' || rest.front() > '9') return false;
    const char* const last = rest.data() + std::min<std::size_t>(rest.size(), 10);
    const auto [end, error] = std::from_chars(rest.data(), last, value);
    if (error != std::errc{}) return false;
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
    return true;
}

// What stands before the next dollar, which goes too.
std::optional<std::string_view> take_part(std::string_view& rest) {
    const std::size_t end = rest.find('$');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view part = rest.substr(0, end);
    rest.remove_prefix(end + 1);
    return part;
}

// The digits of crypt(3): . / 0-9 A-Z a-z. -1 for what is none.
int crypt_digit(char c) {
    if (c == '.' || c == '/') return c - '.';
    if (c >= '0' && c <= '9') return c - '0' + 2;
    if (c >= 'A' && c <= 'Z') return c - 'A' + 12;
    if (c >= 'a' && c <= 'z') return c - 'a' + 38;
    return -1;
}

// bcrypt's: . / A-Z a-z 0-9. The text is of crypt_digit()s.
int bcrypt_digit(char c) { return c >= '0' && c <= '9' ? c - '0' + 54 : crypt_digit(c) - (c > '9' ? 10 : 0); }

bool all_digits(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return crypt_digit(c) >= 0; });
}

// What crypt(5) lets stand in a salt: printable, without what a line of /etc/shadow or the setting ends with.
bool is_crypt_salt(std::string_view salt, std::size_t most) {
    const auto fits = [](char c) {
        return c > ' ' && c <= '~' && std::string_view("!*:;\\$").find(c) == std::string_view::npos;
    };
    return !salt.empty() && salt.size() <= most && std::ranges::all_of(salt, fits);
}

// Bytes in crypt(3)'s digits, lowest bits first, three bytes in four digits.
std::optional<std::string> decode_crypt(std::string_view text) {
    if (!all_digits(text)) return std::nullopt;
    std::string bytes;
    for (std::size_t at = 0; at < text.size(); at += 4) {
        const std::string_view group = text.substr(at, 4);
        if (group.size() == 1) return std::nullopt;
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < group.size(); ++i)
            value |= static_cast<std::uint32_t>(crypt_digit(group[i])) << (6 * i);
        for (std::size_t i = 0; i + 1 < group.size(); ++i, value >>= 8) bytes += static_cast<char>(value & 0xFF);
        if (value != 0) return std::nullopt;  // bits that belong to no byte
    }
    return bytes;
}

bool set_scrypt_cost(std::uint64_t log2_n, std::uint64_t block, std::uint64_t lanes, SchemeCost& cost) {
    // RFC 7914 section 2: N is above 1 and below 2^(128 * r / 8).
    if (log2_n < 1 || block < 1 || lanes < 1 || log2_n >= 16 * block) return false;
    if (log2_n > 24 || block > 0xFFFF || lanes > 0xFFFF) {
        cost.units = absurd;
        return true;
    }
    cost = {(std::uint64_t{1} << log2_n) * block * lanes, static_cast<std::uint32_t>(log2_n),
            static_cast<std::uint32_t>(block)};
    return true;
}

// Salt and tag in base64 without padding.
bool read_bytes(std::string_view salt, std::string_view tag, ForeignHash& hash) {
    std::optional<std::string> salt_bytes = base64_decode_unpadded(salt);
    std::optional<std::string> tag_bytes = base64_decode_unpadded(tag);
    if (!salt_bytes || salt_bytes->empty() || salt_bytes->size() > most_salt) return false;
    if (!tag_bytes || tag_bytes->size() < least_tag || tag_bytes->size() > most_tag) return false;
    hash.salt = std::move(*salt_bytes);
    hash.tag = std::move(*tag_bytes);
    return true;
}

// "$7$" of crypt(5): a digit of log2 N, five of r, five of p, the salt as it stands, 32 bytes.
bool read_crypt_scrypt(std::string_view rest, ForeignHash& hash) {
    if (rest.size() < 11 || !all_digits(rest.substr(0, 11))) return false;
    const auto number = [&](std::size_t at) {
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < 5; ++i) value |= static_cast<std::uint64_t>(crypt_digit(rest[at + i])) << (6 * i);
        return value;
    };
    if (!set_scrypt_cost(static_cast<std::uint64_t>(crypt_digit(rest[0])), number(1), number(6), hash.cost))
        return false;
    rest.remove_prefix(11);
    const auto salt = take_part(rest);
    if (!salt || !is_crypt_salt(*salt, most_salt)) return false;
    std::optional<std::string> tag = decode_crypt(rest);
    if (!tag || tag->size() != 32) return false;
    hash.salt = *salt;
    hash.tag = std::move(*tag);
    return true;
}

std::size_t digest_bytes(HashScheme scheme) {
    if (scheme == HashScheme::pbkdf2_sha1 || scheme == HashScheme::salted_sha1) return 20;
    return scheme == HashScheme::pbkdf2_sha512 ? 64 : 32;
}

}  // namespace

bool read_bcrypt(std::string_view prefix, std::string_view rest, ForeignHash& hash) {
    constexpr std::size_t salt_end = 3 + 22;
    if (rest.size() != salt_end + 31 || rest[2] != '$') return false;
    const auto is_decimal = [](char c) { return c >= '0' && c <= '9'; };
    if (!is_decimal(rest[0]) || !is_decimal(rest[1]) || !all_digits(rest.substr(3))) return false;
    const int log2 = (rest[0] - '0') * 10 + (rest[1] - '0');
    if (log2 < 4 || log2 > 31) return false;
    // 184 bits in 31 digits. The salt's last digit has bits too many as well, which some programs left set.
    if (bcrypt_digit(rest.back()) % 4 != 0) return false;
    hash.cost.units = std::uint64_t{1} << log2;
    hash.salt = prefix;
    hash.salt += rest.substr(0, salt_end);
    hash.tag = rest.substr(salt_end);
    return true;
}

bool read_scrypt(std::string_view prefix, std::string_view rest, ForeignHash& hash) {
    if (prefix == "$7$") return read_crypt_scrypt(rest, hash);
    std::uint64_t log2_n = 0;
    std::uint64_t block = 0;
    std::uint64_t lanes = 0;
    if (!take_word(rest, "ln=") || !take_count(rest, log2_n) || !take_word(rest, ",r=") || !take_count(rest, block) ||
        !take_word(rest, ",p=") || !take_count(rest, lanes) || !take_word(rest, "$"))
        return false;
    if (!set_scrypt_cost(log2_n, block, lanes, hash.cost)) return false;
    const auto salt = take_part(rest);
    return salt && read_bytes(*salt, rest, hash);
}

bool read_pbkdf2(std::string_view, std::string_view rest, ForeignHash& hash) {
    const bool is_phc = take_word(rest, "i=");
    std::uint64_t length = 0;
    if (!take_count(rest, hash.cost.units)) return false;
    if (is_phc && take_word(rest, ",l=") && !take_count(rest, length)) return false;
    if (!take_word(rest, "$")) return false;
    const auto salt = take_part(rest);
    if (!salt) return false;
    if (is_phc) {
        if (!read_bytes(*salt, rest, hash)) return false;
    } else {
        // passlib's base64 has a dot in the place of the plus.
        std::string of_salt(*salt);
        std::string of_tag(rest);
        if ((of_salt + of_tag).find('+') != std::string::npos) return false;
        std::ranges::replace(of_salt, '.', '+');
        std::ranges::replace(of_tag, '.', '+');
        if (!read_bytes(of_salt, of_tag, hash)) return false;
    }
    // More than a digest would cost as often again, and whoever guesses need not compute it.
    return hash.tag.size() <= digest_bytes(hash.scheme) && (length == 0 || length == hash.tag.size());
}

bool read_sha_crypt(std::string_view prefix, std::string_view rest, ForeignHash& hash) {
    const std::string_view whole = rest;
    hash.cost.units = 5000;
    if (take_word(rest, "rounds=")) {
        if (!take_count(rest, hash.cost.units) || !take_word(rest, "$")) return false;
        if (hash.cost.units < 1000 || hash.cost.units > 999'999'999) return false;
    }
    const auto salt = take_part(rest);
    if (!salt || !is_crypt_salt(*salt, 16) || !all_digits(rest)) return false;
    // 32 bytes end with two in three digits, 64 with one in two: four or two bits in the last.
    const bool is_short = hash.scheme == HashScheme::sha256crypt;
    if (rest.size() != (is_short ? 43U : 86U) || crypt_digit(rest.back()) >= (is_short ? 16 : 4)) return false;
    hash.tag = rest;
    hash.salt = prefix;
    hash.salt += whole.substr(0, whole.size() - rest.size());
    return true;
}

bool read_salted(std::string_view, std::string_view rest, ForeignHash& hash) {
    if (rest.size() > 2 * (most_tag + most_salt)) return false;
    const std::optional<std::string> bytes = base64_decode(rest);
    const std::size_t digest = digest_bytes(hash.scheme);
    if (!bytes || bytes->size() <= digest || bytes->size() > digest + most_salt) return false;
    hash.cost.units = 1;
    hash.tag = bytes->substr(0, digest);
    hash.salt = bytes->substr(digest);
    return true;
}

}  // namespace uag::hash_text
