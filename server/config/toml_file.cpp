#include "server/config/toml_file.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <utility>

#include "core/base/nearest.hpp"
#include "core/base/secret.hpp"
#include "core/base/text.hpp"

namespace uag {
namespace {

Error unreadable(const std::string& path, int reason) {
    return fail_in_english(errc::invalid_argument,
                           path + ": cannot be read" + (reason != 0 ? std::string(": ") + std::strerror(reason) : ""));
}

}  // namespace

Result<std::string> read_toml_text(const std::string& path, std::size_t most_mebibytes) {
    const std::size_t most = most_mebibytes << 20;
    errno = 0;
    std::ifstream file(path, std::ios::binary);
    std::string text;
    // A seed file has passwords, and what a growing text leaves behind is not wiped.
    std::error_code unknown;
    const std::uintmax_t size = std::filesystem::file_size(path, unknown);
    if (!unknown) text.reserve(static_cast<std::size_t>(std::min<std::uintmax_t>(size, most)) + 1);
    std::array<char, 65536> piece{};
    while (file && text.size() <= most) {
        file.read(piece.data(), static_cast<std::streamsize>(std::min(piece.size(), most + 1 - text.size())));
        text.append(piece.data(), static_cast<std::size_t>(file.gcount()));
    }
    const int reason = errno;
    wipe(piece.data(), piece.size());
    if (file.is_open() && !file.bad() && text.size() <= most) return text;
    const bool is_read = file.is_open() && !file.bad();
    wipe(text);
    if (!is_read) return unreadable(path, reason);
    return fail_in_english(errc::invalid_argument, path + ": has more than " + std::to_string(most_mebibytes) + " MiB");
}

Result<toml::table> parse_toml(std::string_view text, const std::string& name) {
    try {  // toml++ reports by exception in the library that Debian builds
        return toml::parse(text, name);
    } catch (const toml::parse_error& error) {
        return toml_error(name, error.source().begin, error.description());
    }
}

std::string toml_place(const std::string& name, const toml::source_position& where) {
    return name + ':' + std::to_string(where.line) + ':' + std::to_string(where.column);
}

Error toml_error(const std::string& name, const toml::source_position& where, std::string_view what) {
    return fail_in_english(errc::invalid_argument, toml_place(name, where) + ": " + std::string(what));
}

std::string must_be_number(std::int64_t lowest, std::int64_t highest) {
    return "must be a whole number from " + std::to_string(lowest) + " to " + std::to_string(highest);
}

void TomlProblem::report(const toml::source_region& where, std::string_view what) {
    if (!error_) error_ = toml_error(name_, where.begin, what);
}

void TomlProblem::report(const toml::source_region& where, std::string_view key, std::string_view what) {
    report(where, std::string(key) + ' ' + std::string(what));
}

toml::node* TomlTable::find(std::string_view key) {
    known_.insert(key);
    return table_.get(key);
}

toml::node* TomlTable::require(std::string_view key) {
    toml::node* const node = find(key);
    if (node == nullptr) missing_.push_back(key);
    return node;
}

std::string TomlTable::text(std::string_view key) {
    toml::node* const node = find(key);
    return node == nullptr ? std::string() : text_of(*node, key);
}

std::string TomlTable::name(std::string_view key) {
    toml::node* const node = require(key);
    if (node == nullptr) return {};
    std::string value = text_of(*node, key);
    if (value.empty()) problem_.report(node->source(), key, "must not be empty");
    return value;
}

std::vector<std::string> TomlTable::texts(std::string_view key) {
    std::vector<std::string> values;
    toml::array* const elements = array(key, must_be_texts);
    if (elements == nullptr) return values;
    for (const toml::node& element : *elements) values.push_back(text_of(element, key));
    return values;
}

std::int32_t TomlTable::number(std::string_view key, std::int64_t lowest, std::int64_t highest,
                               std::int32_t otherwise) {
    const toml::node* const node = find(key);
    return node == nullptr ? otherwise : number_of(*node, key, lowest, highest);
}

bool TomlTable::flag(std::string_view key) {
    const toml::node* const node = find(key);
    if (node == nullptr) return false;
    const auto value = node->value_exact<bool>();
    if (!value) problem_.report(node->source(), key, must_be_flag);
    return value.value_or(false);
}

std::optional<TimePoint> TomlTable::time(std::string_view key) {
    const toml::node* const node = find(key);
    if (node == nullptr) return std::nullopt;
    const auto value = node->value_exact<toml::date_time>();
    if (!value || !value->offset) {
        problem_.report(node->source(), key, must_be_time);
        return std::nullopt;
    }
    const auto& [date, time, offset] = *value;
    const std::chrono::year_month_day day{std::chrono::year(date.year), std::chrono::month(date.month),
                                          std::chrono::day(date.day)};
    return std::chrono::sys_days(day) + std::chrono::hours(time.hour) + std::chrono::minutes(time.minute) +
           std::chrono::seconds(time.second) + std::chrono::milliseconds(time.nanosecond / 1'000'000) -
           std::chrono::minutes(offset->minutes);
}

std::string TomlTable::text_of(const toml::node& node, std::string_view key) {
    const auto* const value = node.as_string();
    if (value == nullptr) {
        problem_.report(node.source(), key, must_be_text);
        return {};
    }
    // The parser takes well-formed text only.
    const std::optional<std::string> normal = to_nfc(value->get(), problem_.rule().most_characters);
    if (!normal || code_points(*normal) > problem_.rule().most_characters) {
        problem_.report(node.source(), key,
                        "is longer than " + std::to_string(problem_.rule().most_characters) + " characters");
        return {};
    }
    if (problem_.rule().refuse_control && has_control(*normal))
        problem_.report(node.source(), key, "must not hold control characters");
    return std::string(trim(*normal));
}

std::int32_t TomlTable::number_of(const toml::node& node, std::string_view key, std::int64_t lowest,
                                  std::int64_t highest) {
    const auto value = node.value_exact<std::int64_t>();
    if (value && *value >= lowest && *value <= highest) return static_cast<std::int32_t>(*value);
    problem_.report(node.source(), key, must_be_number(lowest, highest));
    return 0;
}

void TomlTable::finish() {
    for (const auto& [key, node] : table_)
        if (!known_.contains(key.str())) {
            Nearest nearest(key.str());
            for (const std::string_view known : known_) nearest.offer(known);
            problem_.report(key.source(), "unknown key " + printable(key.str()) + nearest.hint());
        }
    // A misspelt key is told before what is missing for it.
    for (const std::string_view key : missing_) problem_.report(table_.source(), key, "is missing");
}

toml::array* TomlTable::array(std::string_view key, std::string_view what) {
    toml::node* const node = find(key);
    if (node == nullptr) return nullptr;
    toml::array* const elements = node->as_array();
    if (elements == nullptr) problem_.report(node->source(), key, what);
    return elements;
}

}  // namespace uag
