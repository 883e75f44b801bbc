#include "server/recording/lost_members.hpp"

#include <utility>

#include "adapters/compare/value_text.hpp"

namespace uag::recording {
namespace {

// Whether a value is another one than what stands where nothing is said.
bool says_something(const TypeInfo& type, const void* slot) {
    switch (type.kind) {
        case Kind::boolean: return *static_cast<const bool*>(slot);
        case Kind::int16:
        case Kind::int32:
        case Kind::enumeration: return compare::number_in(type, slot) != 0;
        case Kind::datetime: return *static_cast<const DateTime*>(slot) != DateTime{};
        case Kind::string: return !static_cast<const String*>(slot)->text.empty();
        case Kind::bytes: return !static_cast<const Bytes*>(slot)->data.empty();
        case Kind::object: return type.slot.object(slot) != nullptr;
        case Kind::array:
        case Kind::dictionary: return type.slot.size(slot) != 0;
    }
    return false;
}

// Calls visit(field, slot, path) for each member, also of objects in lists; visit says whether to go on below it.
template <class Visit> class MemberWalk {
public:
    explicit MemberWalk(const Visit& visit) : visit_(visit) {}

    void members(const TypeInfo& type, const void* object, const std::string& path) const {
        for_each_field(type, const_cast<void*>(object), [&](const FieldInfo& field, void* owner) {
            const std::string below = (path.empty() ? path : path + '.') + std::string(field.name);
            if (visit_(field, field.get(owner), below)) value(field.type(), field.get(owner), below);
        });
    }

private:
    void value(const TypeInfo& type, const void* slot, const std::string& path) const {
        if (type.kind == Kind::object)
            if (const void* const object = type.slot.object(slot)) members(type, object, path);
        if (type.kind != Kind::array || type.item().kind != Kind::object) return;
        for (std::size_t i = 0; i < type.slot.size(slot); ++i)
            value(type.item(), type.slot.at(slot, i), path + '[' + std::to_string(i) + ']');
    }

    const Visit& visit_;
};

}  // namespace

std::vector<LostMember> lost_members(const TypeInfo& type, const void* object, compare::Face face) {
    std::vector<LostMember> lost;
    const auto visit = [&](const FieldInfo& field, const void* slot, const std::string& path) {
        if (compare::has_member(face, field)) return true;
        if (says_something(field.type(), slot))
            lost.push_back({path, field.name, compare::plain_text(field.type(), slot).value_or(std::string())});
        return false;
    };
    MemberWalk(visit).members(type, object, {});
    return lost;
}

bool says_text(const TypeInfo& type, const void* object, compare::Face face, std::string_view text) {
    bool is_said = false;
    const auto visit = [&](const FieldInfo& field, const void* slot, const std::string&) {
        if (!compare::has_member(face, field)) return false;
        is_said = is_said || (field.type().kind == Kind::string && static_cast<const String*>(slot)->text == text &&
                              !text.empty());
        return !is_said;
    };
    MemberWalk(visit).members(type, object, {});
    return is_said;
}

}  // namespace uag::recording
