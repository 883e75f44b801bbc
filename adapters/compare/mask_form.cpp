#include <algorithm>

#include "adapters/compare/mask_scan.hpp"
#include "adapters/compare/mask_text.hpp"

namespace uag::compare {
namespace {

// `User[Password]`, `User.Password`, `[0].Password`: step by step. A number, or nothing, is an item.
Spot spot_at(std::string_view name, const Spot& root, bool is_query) {
    Spot spot = root;
    while (!name.empty()) {
        const std::size_t end = std::min(name.find_first_of("[]."), name.size());
        const std::string_view step = name.substr(0, end);
        const bool is_item = step.empty() || step.find_first_not_of("0123456789") == step.npos;
        const bool is_separator = step.empty() && end < name.size() && !(name.starts_with("[]"));
        if (!is_separator) spot = is_item ? item_spot(spot) : member_spot(spot, step);
        if (!is_item && is_query) spot.secrecy = std::max(spot.secrecy, secrecy_of_parameter(step));
        name.remove_prefix(std::min(end + 1, name.size()));
        if (is_item && !is_separator && step.empty() && name.starts_with(']')) name.remove_prefix(1);
    }
    return spot;
}

}  // namespace

void mask_form(std::string_view text, const Spot& root, bool is_query, const Pseudonyms& pseudonyms, std::string& out) {
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('&'), text.size());
        const std::string_view pair = text.substr(0, end);
        const std::size_t equals = pair.find('=');
        const std::string_view name = pair.substr(0, equals);
        out += name;
        if (equals != std::string_view::npos) {
            const std::string_view value = pair.substr(equals + 1);
            const Spot spot = spot_at(form_text(name), root, is_query);
            out += '=';
            out += spot.secrecy == Secrecy::none ? std::string(value) : pseudonyms.of(form_text(value));
        }
        text.remove_prefix(end);
        if (text.empty()) return;
        out += '&';
        text.remove_prefix(1);
    }
}

}  // namespace uag::compare
