#include "adapters/walk/show_language.hpp"

#include <algorithm>
#include <array>

#include "core/contract/describe.hpp"
#include "core/messages/localized_text.hpp"
#include "core/messages/words.hpp"

namespace uag {
namespace {

// Dictionaries whose values are for programs; those see encoded values as they are.
constexpr std::array<std::string_view, 2> for_programs{"ExtraFields", "CustomFields"};

class TextWalk {
public:
    TextWalk(Language language, Culture culture) : language_(language), values_(culture) {}

    void object(const TypeInfo& type, void* object) {
        for_each_field(type, object, [&](const FieldInfo& field, void* owner) {
            const bool is_for_programs = std::ranges::find(for_programs, field.name) != for_programs.end();
            if (!field.is_secret) slot(field.type(), field.slot(owner), is_for_programs);
        });
    }

private:
    void slot(const TypeInfo& type, void* slot, bool is_for_programs) {
        switch (type.kind) {
            case Kind::string: return text(*static_cast<String*>(slot), is_for_programs);
            case Kind::array: return items(type, slot, is_for_programs);
            case Kind::dictionary: return values(type, slot, is_for_programs);
            case Kind::object: break;
            default: return;
        }
        if (const void* carrier = type.slot.object(slot)) object(type, const_cast<void*>(carrier));
    }

    void items(const TypeInfo& type, void* list, bool is_for_programs) {
        const std::size_t count = type.slot.size(list);
        for (std::size_t i = 0; i < count; ++i)
            slot(type.item(), const_cast<void*>(type.slot.at(list, i)), is_for_programs);
    }

    void values(const TypeInfo& type, void* dictionary, bool is_for_programs) {
        const std::size_t count = type.slot.size(dictionary);
        const FieldInfo& value = type.item().fields.back();
        for (std::size_t i = 0; i < count; ++i)
            slot(value.type(), value.slot(const_cast<void*>(type.slot.at(dictionary, i))), is_for_programs);
    }

    void text(String& shown, bool is_for_programs) {
        if (const Message* const message = shown.message.get()) {
            shown.text = words(*message, language_);
            return;
        }
        if (shown.text.empty()) return;
        localize(shown.text, language_);
        if (!is_for_programs) values_.show(shown.text);
    }

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

void show_language(const TypeInfo& type, void* response, Language language, Culture culture) {
    if (language == Language::none) return;
    TextWalk(language, culture).object(type, response);
}

}  // namespace uag
