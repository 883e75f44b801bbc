#include "server/compare/learn.hpp"

#include <cstddef>
#include <string>

namespace uag::compare {
namespace {

class Learning {
public:
    Learning(std::string_view name, Pseudonyms& pseudonyms) : name_(name), pseudonyms_(pseudonyms) {}

    void object(const TypeInfo& type, const void* object) const {
        for_each_field(type, const_cast<void*>(object), [&](const FieldInfo& field, const void* owner) {
            slot(field.type(), field.get(owner), field.is_secret);
        });
    }

private:
    void slot(const TypeInfo& type, const void* slot, bool is_secret) const {
        switch (type.kind) {
            case Kind::string:
                if (is_secret) text(static_cast<const String*>(slot)->text);
                break;
            case Kind::bytes:
                if (is_secret) text(static_cast<const Bytes*>(slot)->data);
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

    void text(const std::string& text) const {
        if (name_.empty() || text.find(name_) == std::string::npos) pseudonyms_.learn(text);
    }

    std::string_view name_;
    Pseudonyms& pseudonyms_;
};

}  // namespace

void learn_secrets(const TypeInfo& type, const void* object, std::string_view name, Pseudonyms& pseudonyms) {
    if (object != nullptr) Learning(name, pseudonyms).object(type, object);
}

}  // namespace uag::compare
