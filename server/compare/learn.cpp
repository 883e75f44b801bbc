#include "server/compare/learn.hpp"

#include <cstddef>
#include <string>

namespace uag::compare {
namespace {

class SecretWalk {
public:
    explicit SecretWalk(const std::function<void(const std::string&)>& visit) : visit_(visit) {}

    void object(const TypeInfo& type, const void* object) const {
        for_each_field(type, const_cast<void*>(object), [&](const FieldInfo& field, const void* owner) {
            slot(field.type(), field.get(owner), field.is_secret);
        });
    }

private:
    void slot(const TypeInfo& type, const void* slot, bool is_secret) const {
        switch (type.kind) {
            case Kind::string:
                if (is_secret) visit_(static_cast<const String*>(slot)->text);
                break;
            case Kind::bytes:
                if (is_secret) visit_(static_cast<const Bytes*>(slot)->data);
                break;
            case Kind::object:
                if (const void* const below = type.slot.object(slot)) object(type, below);
                break;
            case Kind::array:
            case Kind::dictionary: list(type, slot, is_secret); break;
            default: break;
        }
    }

    void list(const TypeInfo& type, const void* list, bool is_secret) const {
        const TypeInfo& item = type.item();
        for (std::size_t i = 0; i < type.slot.size(list); ++i) {
            const void* const each = type.slot.at(list, i);
            if (type.kind == Kind::array)
                slot(item, each, is_secret);
            else
                slot(item.fields.back().type(), item.fields.back().get(each), is_secret);
        }
    }

    const std::function<void(const std::string&)>& visit_;
};

}  // namespace

void for_each_secret(const TypeInfo& type, const void* object, const std::function<void(const std::string&)>& visit) {
    if (object != nullptr) SecretWalk(visit).object(type, object);
}

void learn_secrets(const TypeInfo& type, const void* object, std::string_view name, Pseudonyms& pseudonyms) {
    for_each_secret(type, object, [&](const std::string& text) {
        if (name.empty() || text.find(name) == std::string::npos) pseudonyms.learn(text);
    });
}

}  // namespace uag::compare
