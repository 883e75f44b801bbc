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
        if (!is_item && (is_query || root.type == nullptr))
            spot.secrecy = std::max(spot.secrecy, secrecy_of_parameter(step));
        name.remove_prefix(std::min(end + 1, name.size()));
        if (is_item && !is_separator && step.empty() && name.starts_with(']')) name.remove_prefix(1);
    }
    return spot;
}

// What stands in a value: JSON, XML, an address, or a pair that was written as one name. Written as it was, if it can be.
std::string masked_value(std::string_view written, const Pseudonyms& pseudonyms, int inside) {
    if (inside >= most_inside || written.size() < 3) return std::string(written);
    const std::string plain = form_text(written);
    std::optional<std::string> masked = mask_inside(plain, pseudonyms, inside);
    if (!masked && plain.find_first_of("=@") != plain.npos) {
        std::string& out = masked.emplace();
        const bool is_address = plain.find_first_of("?#;") != plain.npos || plain.find("//") != plain.npos;
        if (is_address)
            mask_address(plain, pseudonyms, out, inside + 1);
        else
            mask_form(plain, {}, true, pseudonyms, out, inside + 1);
    }
    if (!masked || *masked == plain) return std::string(written);
    return written.find_first_of("%+") == written.npos ? *masked : percent_written(*masked);
}

// Up to '&': names and values between ';', until one is secret.
void mask_pairs(std::string_view pairs, const Spot& root, bool is_query, const Pseudonyms& pseudonyms, std::string& out,
                int inside) {
    while (!pairs.empty()) {
        const std::size_t end = std::min(pairs.find(';'), pairs.size());
        const std::size_t equals = pairs.substr(0, end).find('=');
        const std::string_view name = pairs.substr(0, equals == pairs.npos ? end : equals);
        if (equals == pairs.npos) {
            out += masked_value(name, pseudonyms, inside);
        } else {
            (out += name) += '=';
            if (spot_at(form_text(name), root, is_query).secrecy != Secrecy::none) {
                out += pseudonyms.of(form_text(pairs.substr(equals + 1)));
                return;
            }
            out += masked_value(pairs.substr(equals + 1, end - equals - 1), pseudonyms, inside);
        }
        pairs.remove_prefix(end);
        if (pairs.empty()) return;
        out += ';';
        pairs.remove_prefix(1);
    }
}

}  // namespace

void mask_form(std::string_view text, const Spot& root, bool is_query, const Pseudonyms& pseudonyms, std::string& out,
               int inside) {
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('&'), text.size());
        mask_pairs(text.substr(0, end), root, is_query, pseudonyms, out, inside);
        text.remove_prefix(end);
        if (text.empty()) return;
        out += '&';
        text.remove_prefix(1);
    }
}

}  // namespace uag::compare
