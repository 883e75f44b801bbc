#include "core/messages/localized_text.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "core/base/text.hpp"
#include "core/messages/words.hpp"

namespace uag {
namespace {

constexpr std::string_view entry_mark = ":\"";
constexpr std::string_view resource_mark = "[SR_";

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

bool is_word(char c) { return is_ascii_alphanumeric(c) || c == '_'; }

// `LL:"` at this place; what is not a language of ours still counts beside one that is.
bool is_entry(std::string_view text, std::size_t at) {
    return text.size() - at > 3 && is_upper(text[at]) && is_upper(text[at + 1]) &&
           text.substr(at + 2).starts_with(entry_mark);
}

// Where the next block begins: an entry with no letter or digit in front.
std::size_t next_block(std::string_view text, std::size_t from) {
    for (std::size_t mark = text.find(entry_mark, from); mark != std::string_view::npos;
         mark = text.find(entry_mark, mark + 1)) {
        if (mark < from + 2 || !is_entry(text, mark - 2)) continue;
        if (mark - 2 == from || !is_word(text[mark - 3])) return mark - 2;
    }
    return std::string_view::npos;
}

// The entry of a block that is shown.
class Choice {
public:
    explicit Choice(Language wanted) : wanted_(wanted) {}

    void offer(std::string_view code, std::string_view text) {
        const Language language = language_of_code(code);
        if (language == Language::none) return;
        const int rank = language == wanted_                                   ? 3
                         : wanted_ == Language::ch && language == Language::ge ? 2
                         : language == Language::us                            ? 1
                                                                               : 0;
        if (rank <= rank_) return;
        rank_ = rank;
        text_ = text;
    }
    std::optional<std::string_view> text() const { return rank_ < 0 ? std::nullopt : std::optional(text_); }

private:
    Language wanted_;
    int rank_ = -1;
    std::string_view text_;
};

// Nothing if an entry is not closed, or no block names a language.
std::optional<std::string> without_blocks(std::string_view text, Language language) {
    std::string out;
    std::size_t from = 0;
    bool found = false;
    for (std::size_t at = next_block(text, 0); at != std::string_view::npos; at = next_block(text, from)) {
        Choice choice(language);
        std::size_t end = at;
        while (end < text.size() && is_entry(text, end)) {
            const std::size_t close = text.find('"', end + 4);
            if (close == std::string_view::npos) return std::nullopt;
            choice.offer(text.substr(end, 2), text.substr(end + 4, close - end - 4));
            end = close + 1;
            if (end < text.size() && text[end] == ';')
                ++end;
            else
                break;
        }
        const auto chosen = choice.text();
        out += text.substr(from, at - from);
        out += chosen.value_or(text.substr(at, end - at));
        found = found || chosen;
        from = end;
    }
    if (!found) return std::nullopt;
    out += text.substr(from);
    return out;
}

// The one that is on record; the number is that of a column, contact.name.
constexpr std::array<std::pair<std::string_view, MessageId>, 1> resources{
    {{"MANDATORY_FIELD_1281", label("Company name")}}};

std::optional<std::string> without_resources(std::string_view text, Language language) {
    std::string out;
    std::size_t from = 0;
    bool found = false;
    for (std::size_t at = text.find(resource_mark); at != std::string_view::npos;
         at = text.find(resource_mark, at + 1)) {
        const std::size_t name = at + resource_mark.size();
        std::size_t end = name;
        while (end < text.size() && is_word(text[end])) ++end;
        if (end == text.size() || text[end] != ']') continue;
        const std::string_view wanted = text.substr(name, end - name);
        const auto known = std::ranges::find(resources, wanted, &decltype(resources)::value_type::first);
        if (known == resources.end()) continue;
        out += text.substr(from, at - from);
        out += words(known->second, language);
        from = end + 1;
        found = true;
    }
    if (!found) return std::nullopt;
    out += text.substr(from);
    return out;
}

}  // namespace

bool localize(std::string& text, Language language) {
    if (language == Language::none) return false;
    bool changed = false;
    if (text.find(entry_mark) != std::string::npos) {
        if (auto one = without_blocks(text, language)) {
            text = std::move(*one);
            changed = true;
        }
    }
    if (text.find(resource_mark) != std::string::npos) {
        if (auto named = without_resources(text, language)) {
            text = std::move(*named);
            changed = true;
        }
    }
    return changed;
}

}  // namespace uag
