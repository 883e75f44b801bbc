#include "core/base/messages.hpp"

#include <algorithm>
#include <unordered_map>
#include <vector>

#include "core/base/message_tables.hpp"
#include "core/base/text.hpp"

namespace uag {
namespace {

// The next hole of a sentence from `from` on, and how long it is; npos: there is none.
struct HolePlace {
    std::size_t at = std::string_view::npos;
    std::size_t size = 0;
    bool found() const { return at != std::string_view::npos; }
};

HolePlace next_hole(std::string_view text, std::size_t from) {
    for (std::size_t at = text.find('{', from); at != std::string_view::npos; at = text.find('{', at + 1)) {
        if (text.substr(at).starts_with("{}")) return {at, 2};
        if (text.substr(at).starts_with("{*}")) return {at, 3};
    }
    return {};
}

// A sentence with holes, cut into what stands around them.
struct Pattern {
    const Message* message;
    std::vector<std::string_view> fixed;  // one more than there are holes
    std::vector<bool> is_phrase;

    explicit Pattern(const Message& row) : message(&row) {
        std::size_t from = 0;
        for (HolePlace hole = next_hole(row.english, 0); hole.found(); hole = next_hole(row.english, from)) {
            fixed.push_back(row.english.substr(from, hole.at - from));
            is_phrase.push_back(hole.size == 3);
            from = hole.at + hole.size;
        }
        fixed.push_back(row.english.substr(from));
    }

    // What stands in the holes; false if the text is another one. What is fixed between two holes is taken
    // where it comes first.
    bool match(std::string_view text, std::vector<std::string_view>& values) const {
        const std::string_view last = fixed.back();
        if (!text.starts_with(fixed.front())) return false;
        text.remove_prefix(fixed.front().size());
        if (!text.ends_with(last)) return false;
        text.remove_suffix(last.size());
        for (std::size_t i = 1; i + 1 < fixed.size(); ++i) {
            const std::size_t at = text.find(fixed[i]);
            if (at == std::string_view::npos) return false;
            values.push_back(text.substr(0, at));
            text.remove_prefix(at + fixed[i].size());
        }
        values.push_back(text);
        return true;
    }
};

class Catalogue {
public:
    Catalogue() {
        for (const std::span<const Message> table : message_tables())
            for (const Message& row : table)
                if (next_hole(row.english, 0).found())
                    patterns_.emplace_back(row);
                else
                    plain_.emplace(row.english, &row);
    }

    bool append(Language language, std::string_view english, std::string& out) const {
        if (const auto at = plain_.find(english); at != plain_.end()) {
            out += at->second->in(language);
            return true;
        }
        std::vector<std::string_view> values;
        for (const Pattern& pattern : patterns_) {
            values.clear();
            if (!pattern.match(english, values)) continue;
            fill(language, pattern, values, out);
            return true;
        }
        return false;
    }

private:
    // Holes come in the same order in every language; a test sees to that.
    void fill(Language language, const Pattern& pattern, std::span<const std::string_view> values,
              std::string& out) const {
        const std::string_view text = pattern.message->in(language);
        std::size_t from = 0;
        for (std::size_t i = 0; i < values.size(); ++i) {
            const HolePlace hole = next_hole(text, from);
            out += text.substr(from, hole.at - from);
            const auto phrase = pattern.is_phrase[i] ? plain_.find(values[i]) : plain_.end();
            out += phrase != plain_.end() ? phrase->second->in(language) : values[i];
            from = hole.at + hole.size;
        }
        out += text.substr(from);
    }

    std::unordered_map<std::string_view, const Message*> plain_;
    std::vector<Pattern> patterns_;
};

// "Firstname: " of a text that names a member; empty if none is named.
std::string_view member_named(std::string_view text) {
    const std::size_t end = static_cast<std::size_t>(std::ranges::find_if_not(text, is_ascii_letter) - text.begin());
    return end > 0 && text.substr(end).starts_with(": ") ? text.substr(0, end + 2) : std::string_view{};
}

}  // namespace

std::string_view Message::in(Language language) const {
    switch (language) {
        case Language::no: return norwegian;
        case Language::sw: return swedish;
        case Language::da: return danish;
        case Language::ge:
        case Language::ch: return german;
        case Language::nl: return dutch;
        case Language::fr: return french;
        default: return english;
    }
}

std::span<const std::span<const Message>> message_tables() {
    static const std::array tables{messages_of_accounts,  messages_of_fields,    messages_of_service,
                                   messages_of_protocols, messages_of_resources, messages_of_syntax,
                                   messages_of_labels,    messages_of_pages,     messages_of_lists};
    return tables;
}

std::string sentence(std::string_view english, std::initializer_list<Hole> values) {
    std::string text;
    std::size_t from = 0;
    for (const Hole& value : values) {
        const HolePlace hole = next_hole(english, from);
        text += english.substr(from, hole.at - from);
        text += value.text();
        from = hole.at + hole.size;
    }
    return text += english.substr(from);
}

std::string translate(Language language, std::string_view english) {
    if (language == Language::us || !has_messages(language)) return std::string(english);
    static const Catalogue catalogue;
    std::string out;
    if (catalogue.append(language, english, out)) return out;
    const std::string_view member = member_named(english);
    out = member;
    if (!member.empty() && catalogue.append(language, english.substr(member.size()), out)) return out;
    return std::string(english);
}

}  // namespace uag
