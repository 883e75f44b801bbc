#include "adapters/walk/translate.hpp"

#include <algorithm>
#include <array>

#include "core/agent/operations.hpp"
#include "core/base/localized_text.hpp"

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

// Dictionaries whose values are for programs; those see encoded values as they are.
constexpr std::array<std::string_view, 2> for_programs{"ExtraFields", "CustomFields"};

// What a text may be beside one of several languages.
struct Place {
    bool is_label = false;
    bool is_for_programs = false;
};

class TextWalk {
public:
    TextWalk(std::string_view operation, Language language, Culture culture)
        : operation_(operation), language_(language), values_(culture) {}

    void object(const TypeInfo& type, void* object) {
        for_each_field(type, object, [&](const FieldInfo& field, void* owner) {
            if (!field.is_secret) slot(field.type(), field.slot(owner), place_of(type, field));
        });
    }

private:
    Place place_of(const TypeInfo& type, const FieldInfo& field) const {
        const bool is_label = std::ranges::any_of(label_places, [&](const LabelPlace& place) {
            return place.carrier == type.name && place.field == field.name &&
                   (place.operation.empty() || place.operation == operation_);
        });
        return {is_label, std::ranges::find(for_programs, field.name) != for_programs.end()};
    }

    void slot(const TypeInfo& type, void* slot, Place place) {
        switch (type.kind) {
            case Kind::string: return text(static_cast<String*>(slot)->text, place);
            case Kind::array: return items(type, slot, place);
            case Kind::dictionary: return values(type, slot, place);
            case Kind::object: break;
            default: return;
        }
        if (const void* carrier = type.slot.object(slot)) object(type, const_cast<void*>(carrier));
    }

    void items(const TypeInfo& type, void* list, Place place) {
        const std::size_t count = type.slot.size(list);
        for (std::size_t i = 0; i < count; ++i) slot(type.item(), const_cast<void*>(type.slot.at(list, i)), place);
    }

    void values(const TypeInfo& type, void* dictionary, Place place) {
        const std::size_t count = type.slot.size(dictionary);
        const FieldInfo& value = type.item().fields.back();
        for (std::size_t i = 0; i < count; ++i)
            slot(value.type(), value.slot(const_cast<void*>(type.slot.at(dictionary, i))), place);
    }

    void text(std::string& text, Place place) {
        if (text.empty()) return;
        const bool is_done = localize(text, language_);
        if (!place.is_for_programs && values_.show(text)) return;
        if (is_done) return;
        if (place.is_label || text.back() == '.') text = translate(language_, text);
    }

    std::string_view operation_;
    Language language_;
    CultureFormat values_;
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

Culture asked_culture(const HttpRequest& request, Language language) {
    if (language == Language::none) return {};
    return wanted_culture(request.header("SO-Culture"), language);
}

void show_language(const Operation& operation, void* response, Language language, Culture culture) {
    if (language == Language::none) return;
    TextWalk(operation.name, language, culture).object(operation.response(), response);
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
