#include "adapters/walk/selection.hpp"

#include <boost/container/static_vector.hpp>
#include <utility>

#include "core/base/text.hpp"

namespace uag {
namespace {

// The carrier that names are looked up in; null for a scalar, or an array of such.
const TypeInfo* carrier_in(const TypeInfo& type) {
    switch (type.kind) {
        case Kind::object: return &type;
        case Kind::array: return carrier_in(type.item());
        case Kind::dictionary: return carrier_in(type.item().fields[1].type());
        default: return nullptr;
    }
}

const FieldInfo* find_field(const TypeInfo& carrier, std::string_view name) {
    const FieldInfo* found = nullptr;
    for_each_field(carrier, nullptr, [&](const FieldInfo& field, void*) {
        if (ascii_iequals(field.name_in_rest(), name)) found = &field;
    });
    return found;
}

// Cuts the part before the separator off the front of `rest`, without blanks.
std::string_view next_part(std::string_view& rest, char separator) {
    const std::size_t at = rest.find(separator);
    std::string_view part = rest.substr(0, at);
    rest = at == std::string_view::npos ? std::string_view{} : rest.substr(at + 1);
    while (part.starts_with(' ')) part.remove_prefix(1);
    while (part.ends_with(' ')) part.remove_suffix(1);
    return part;
}

using Path = boost::container::static_vector<const FieldInfo*, max_selection_depth>;

// Empty if one of the names is unknown. False: too deep.
bool find_path(std::string_view names, const TypeInfo* carrier, Path& path) {
    while (!names.empty()) {
        if (path.size() == path.capacity()) return false;
        const std::string_view name = next_part(names, '/');
        const FieldInfo* const field = carrier == nullptr ? nullptr : find_field(*carrier, name);
        if (field == nullptr) {
            path.clear();
            return true;
        }
        path.push_back(field);
        carrier = carrier_in(field->type());
    }
    return true;
}

}  // namespace

const Selection* Selection::below(const FieldInfo& field) const noexcept {
    for (const Member& member : members_)
        if (member.field == &field) return &member.selection;
    return nullptr;
}

Selection& Selection::open(const FieldInfo& field) {
    for (Member& member : members_)
        if (member.field == &field) return member.selection;
    return members_.emplace_back(Member{&field, {}}).selection;
}

Result<Selection> Selection::parse(std::string_view text, const TypeInfo& type) {
    if (text.size() > max_selection) return fail(errc::malformed, "The value of $select is too long.");
    const TypeInfo* const carrier = carrier_in(type);
    Selection root;
    root.is_whole_ = carrier == nullptr || text.find_first_not_of(", ") == std::string_view::npos;
    while (!root.is_whole_ && !text.empty()) {
        Path path;
        if (!find_path(next_part(text, ','), carrier, path))
            return fail(errc::malformed, "A name in $select leads too deep.");
        if (path.empty()) continue;
        Selection* at = &root;
        for (const FieldInfo* const field : path)
            if (!at->is_whole_) at = &at->open(*field);
        at->is_whole_ = true;
        at->members_.clear();
    }
    return root;
}

}  // namespace uag
