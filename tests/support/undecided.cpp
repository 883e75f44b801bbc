#include "support/undecided.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace uag::test {
namespace {

struct Member {
    std::string_view type;
    std::string_view name;
};
// Null where there is none, as the vendor documents it; secrets of others; tokens as they were saved.
constexpr std::array nil_on_purpose{
    Member{"Associate", "UserName"},         Member{"UntrustedCredentials", "SecretValue"},
    Member{"ServiceAuth", "Password"},       Member{"TokenManagementInfo", "RefreshToken"},
    Member{"TokenManagementInfo", "Claims"},
};

std::string in_object(const TypeInfo& type, const void* object, Version version, const std::string& place);

std::string in_slot(const TypeInfo& type, const void* slot, Version version, const std::string& place) {
    if (type.kind == Kind::string) return static_cast<const String*>(slot)->has_value() ? std::string() : place;
    if (type.kind == Kind::object) {
        if (type.slot.presence == nullptr) return in_object(type, slot, version, place);
        const void* const inside = type.slot.object(slot);
        return inside == nullptr ? std::string() : in_object(type, inside, version, place);
    }
    if (type.kind != Kind::array && type.kind != Kind::dictionary) return {};
    if (type.slot.presence(slot) != Presence::value) return place;
    for (std::size_t i = 0; i < type.slot.size(slot); ++i) {
        const void* const item = type.slot.at(slot, i);
        std::string found = type.kind == Kind::dictionary ? in_object(type.item(), item, version, place)
                                                          : in_slot(type.item(), item, version, place);
        if (!found.empty()) return found;
    }
    return {};
}

std::string in_object(const TypeInfo& type, const void* object, Version version, const std::string& place) {
    for (const FieldInfo& field : type.fields) {
        // What a carrier begins with is told, never taken: the channels' decoders leave it out.
        if (field.is_base || !field.in_soap(version)) continue;
        const bool is_meant = std::any_of(nil_on_purpose.begin(), nil_on_purpose.end(), [&](const Member& member) {
            return member.type == type.name && member.name == field.name;
        });
        if (is_meant) continue;
        std::string found = in_slot(field.type(), field.get(object), version, place + "." + std::string(field.name));
        if (!found.empty()) return found;
    }
    return {};
}

}  // namespace

std::string undecided_member(const TypeInfo& response, const void* object, Version version) {
    for (const FieldInfo& field : response.fields) {
        const TypeInfo& type = field.type();
        // A text may be nothing at all: there is no token, no name.
        if (type.kind == Kind::string) continue;
        std::string found = in_slot(type, field.get(object), version, std::string(field.name));
        if (!found.empty()) return found;
    }
    return {};
}

}  // namespace uag::test
