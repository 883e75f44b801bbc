#include "server/http/known_fields.hpp"

#include <algorithm>

#include "core/base/text.hpp"

namespace uag::http {
namespace {

constexpr std::array<std::string_view, 3> single_prefixes{"so-", "if-", "x-forwarded-"};
static_assert(std::ranges::is_sorted(known_fields, {}, [](const KnownField& known) { return known.name.size(); }));
constexpr std::size_t longest_known = known_fields.back().name.size();

// Where the names of each length begin.
constexpr std::array<std::uint8_t, longest_known + 2> known_by_length = [] {
    std::array<std::uint8_t, longest_known + 2> first{};
    for (std::size_t length = 0; length < first.size(); ++length)
        for (const KnownField& known : known_fields)
            if (known.name.size() < length) ++first[length];
    return first;
}();

// What nobody here reads decides nothing.
bool may_be_imitated(FieldUse use) {
    return use == FieldUse::unknown || use == FieldUse::unread_list || use == FieldUse::proxy_connection;
}

}  // namespace

std::size_t find_known_field(std::string_view name) {
    if (name.size() > longest_known) return known_fields.size();
    for (std::size_t i = known_by_length[name.size()]; i < known_by_length[name.size() + 1]; ++i)
        if (ascii_iequals(name, known_fields[i].name)) return i;
    return known_fields.size();
}

bool is_single_by_prefix(std::string_view name) {
    return std::any_of(single_prefixes.begin(), single_prefixes.end(), [name](std::string_view prefix) {
        return ascii_iequals(name.substr(0, prefix.size()), prefix);
    });
}

bool imitates_known_field(std::string_view name) {
    if (name.find('_') == std::string_view::npos) return false;
    std::string mapped(name);
    std::replace(mapped.begin(), mapped.end(), '_', '-');
    if (is_single_by_prefix(mapped)) return true;
    while (mapped.ends_with('-')) mapped.pop_back();
    return !may_be_imitated(use_of_field(find_known_field(mapped)));
}

void join_lists(HeaderFields& fields, std::vector<std::string>& storage) {
    storage.clear();
    storage.reserve(known_fields.size());  // a short text moves its bytes with it, and these are looked at
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const std::size_t known = find_known_field(fields[i].first);
        if (!is_list(use_of_field(known))) continue;
        const auto is_same = [&](const auto& field) { return ascii_iequals(field.first, known_fields[known].name); };
        const auto after = fields.begin() + static_cast<std::ptrdiff_t>(i) + 1;
        if (std::find_if(after, fields.end(), is_same) == fields.end()) continue;
        std::string& joined = storage.emplace_back(fields[i].second);
        for (auto field = after; field != fields.end(); ++field)
            if (is_same(*field) && !field->second.empty())
                joined.append(joined.empty() ? "" : ", ").append(field->second);
        fields.erase(std::remove_if(after, fields.end(), is_same), fields.end());
        fields[i].second = joined;
    }
}

}  // namespace uag::http
