#include "adapters/translate.hpp"

#include <algorithm>
#include <array>

#include "core/base/localized_text.hpp"
#include "core/contract/operations.hpp"

namespace uag {
namespace {

// Where labels of this service stand. Elsewhere a text that happens to be one is somebody's data.
struct LabelPlace {
    std::string_view carrier;
    std::string_view field;
    std::string_view operation;  // empty: any
};
constexpr std::array<LabelPlace, 7> label_places{{
    {"CustomCommand", "DisplayName", ""},
    {"RelationToOwner", "Tooltip", ""},
    {"EntityName", "TableDescription", ""},
    {"DataRight", "Description", ""},
    {"CredentialsGroupUsers", "Headings", ""},
    {"SelectableMDOListItem", "Name", "GetAllFunctionalRights"},
    {"SelectableMDOListItem", "Name", "GetFunctionalRights"},
}};

class Walk {
public:
    Walk(std::string_view operation, Language language) : operation_(operation), language_(language) {}

    void object(const TypeInfo& type, void* object) const {
        for_each_field(type, object, [&](const FieldInfo& field, void* owner) {
            if (!field.is_secret) slot(field.type(), field.slot(owner), may_be_label(type, field));
        });
    }

private:
    bool may_be_label(const TypeInfo& type, const FieldInfo& field) const {
        return std::ranges::any_of(label_places, [&](const LabelPlace& place) {
            return place.carrier == type.name && place.field == field.name &&
                   (place.operation.empty() || place.operation == operation_);
        });
    }

    void slot(const TypeInfo& type, void* slot, bool is_label) const {
        switch (type.kind) {
            case Kind::string: return text(static_cast<String*>(slot)->text, is_label);
            case Kind::array: return items(type, slot, is_label);
            case Kind::dictionary: return values(type, slot);
            case Kind::object: break;
            default: return;
        }
        if (const void* carrier = type.slot.object(slot)) object(type, const_cast<void*>(carrier));
    }

    void items(const TypeInfo& type, void* list, bool is_label) const {
        const std::size_t count = type.slot.size(list);
        for (std::size_t i = 0; i < count; ++i)
            slot(type.item(), const_cast<void*>(type.slot.at(list, i)), is_label);
    }

    void values(const TypeInfo& type, void* dictionary) const {
        const std::size_t count = type.slot.size(dictionary);
        const FieldInfo& value = type.item().fields.back();
        for (std::size_t i = 0; i < count; ++i)
            slot(value.type(), value.slot(const_cast<void*>(type.slot.at(dictionary, i))), false);
    }

    void text(std::string& text, bool is_label) const {
        if (text.empty() || localize(text, language_)) return;
        if (is_label || text.back() == '.') text = translate(language_, text);
    }

    std::string_view operation_;
    Language language_;
};

}  // namespace

Language asked_language(const HttpRequest& request) {
    std::string_view accepted;
    for (const auto& [name, value] : request.headers) {
        if (ascii_iequals(name, "SO-Language")) return wanted_language(value);
        if (accepted.empty() && ascii_iequals(name, "Accept-Language")) accepted = value;
    }
    return wanted_language(accepted);
}

void show_language(const Operation& operation, void* response, Language language) {
    if (language != Language::none) Walk(operation.name, language).object(operation.response(), response);
}

Error translated(Error error, Language language) {
    if (language == Language::none) return error;
    error.public_text = translate(language, error.public_text);
    for (auto& [field, text] : error.messages) text = translate(language, text);
    return error;
}

std::string_view message_tag(Language language) {
    if (language == Language::ch) return tag_of(Language::ge);
    return tag_of(has_messages(language) ? language : Language::us);
}

}  // namespace uag
