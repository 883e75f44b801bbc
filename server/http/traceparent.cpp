#include "server/http/traceparent.hpp"

#include <algorithm>

#include "core/base/text.hpp"

namespace uag::http {
namespace {

constexpr std::size_t known_size = 55;

bool is_hex(std::string_view text) { return text.find_first_not_of("0123456789abcdef") == std::string_view::npos; }

bool is_id(std::string_view text) { return is_hex(text) && text.find_first_not_of('0') != std::string_view::npos; }

std::string_view valid_part(std::string_view value) {
    if (value.size() < known_size) return {};
    const std::string_view version = value.substr(0, 2);
    if (!is_hex(version) || version == "ff") return {};
    if (value.size() > known_size && (version == "00" || value[known_size] != '-')) return {};
    if (value[2] != '-' || value[35] != '-' || value[52] != '-') return {};
    if (!is_id(value.substr(3, 32)) || !is_id(value.substr(36, 16)) || !is_hex(value.substr(53, 2))) return {};
    return value.substr(0, known_size);
}

}  // namespace

std::string_view traceparent_of(std::span<const std::pair<std::string_view, std::string_view>> fields) {
    const auto is_it = [](const auto& field) { return ascii_iequals(field.first, "traceparent"); };
    const auto first = std::find_if(fields.begin(), fields.end(), is_it);
    if (first == fields.end() || std::any_of(first + 1, fields.end(), is_it)) return {};
    return valid_part(first->second);
}

}  // namespace uag::http
