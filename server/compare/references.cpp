#include "server/compare/references.hpp"

#include <algorithm>

#include "adapters/compare/pattern.hpp"
#include "adapters/compare/value_text.hpp"
#include "core/base/nearest.hpp"
#include "core/base/text.hpp"

namespace uag::compare {
namespace {

TypePlace member_type(const TypeInfo& type, std::string_view step) {
    TypePlace found;
    Nearest nearest(step);
    for_each_field(type, nullptr, [&](const FieldInfo& field, void*) {
        if (ascii_iequals(field.name, step)) found.type = &field.type();
        nearest.offer(field.name);
    });
    if (found.type == nullptr)
        found.why = std::string(type.name) + " has no member " + std::string(step) + nearest.hint();
    return found;
}

TypePlace type_below(const TypeInfo& type, std::string_view step) {
    const bool is_index = step.front() == '[';
    const bool is_key = is_index && step.size() > 1 && step[1] == '"';
    switch (type.kind) {
        case Kind::object:
            if (!is_index) return member_type(type, step);
            break;
        case Kind::array:
            if (is_index && !is_key) return {&type.item(), {}};
            break;
        case Kind::dictionary:
            if (is_key) return {&type.item().fields.back().type(), {}};
            break;
        default: break;
    }
    return {nullptr, std::string(type.name) + " has no " + std::string(step)};
}

}  // namespace

std::vector<TextPiece> cut_references(std::string_view text) {
    std::vector<TextPiece> pieces;
    while (!text.empty()) {
        const std::size_t begin = text.find("${");
        if (begin == std::string_view::npos) {
            pieces.push_back({text, false});
            break;
        }
        if (begin > 0 && text[begin - 1] == '$') {
            pieces.push_back({text.substr(0, begin), false});
            pieces.push_back({text.substr(begin + 1, 1), false});
            text.remove_prefix(begin + 2);
            continue;
        }
        if (begin > 0) pieces.push_back({text.substr(0, begin), false});
        text.remove_prefix(begin + 2);
        const std::size_t end = text.find('}');
        if (end == std::string_view::npos || end == 0 || end > longest_reference) return {};
        pieces.push_back({text.substr(0, end), true});
        text.remove_prefix(end + 1);
    }
    if (pieces.empty()) pieces.push_back({});
    return pieces;
}

bool has_reference(std::string_view text) { return text.find("${") != std::string_view::npos; }

Reference split_reference(std::string_view reference) {
    const std::size_t end = std::min(reference.find_first_of(".["), reference.size());
    Reference parts{reference.substr(0, end), reference.substr(end)};
    if (parts.path.starts_with('.')) parts.path.remove_prefix(1);
    return parts;
}

bool is_suite_name(std::string_view name) {
    constexpr std::size_t longest_name = 64;
    return !name.empty() && name.size() <= longest_name &&
           std::ranges::all_of(name, [](char c) { return is_ascii_alphanumeric(c) || c == '-' || c == '_'; });
}

TypePlace type_at(const TypeInfo& message, std::string_view path) {
    std::vector<std::string_view> steps;
    if (!path.empty() && !split_path(path, steps)) return {nullptr, "it is no path"};
    TypePlace place;
    std::size_t next = 0;
    if (const FieldInfo* const only = only_response(message))
        place.type = &only->type();
    else if (steps.empty())
        place.why = "the answer has several members or none";
    else
        place = member_type(message, steps[next++]);
    for (; place.type != nullptr && next < steps.size(); ++next) place = type_below(*place.type, steps[next]);
    return place;
}

}  // namespace uag::compare
