#include "server/importing/lines.hpp"

#include <algorithm>

#include "core/base/text.hpp"

namespace uag::importing {
namespace {

// Of a long text its beginning says enough.
constexpr std::size_t longest_shown = 200;

std::string in_double_quotes(std::string_view text) {
    std::size_t end = std::min(text.size(), longest_shown);
    while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return '"' + std::string(text.substr(0, end)) + (end < text.size() ? "...\"" : "\"");
}

}  // namespace

std::string thing(std::string_view what, std::int32_t id, std::string_view name) {
    return std::string(what) + ' ' + std::to_string(id) + ' ' + std::string(name);
}

std::string changed_line(std::string_view thing, const std::vector<MemberChange>& changes) {
    std::string line = "~ " + std::string(thing);
    std::string_view between = ": ";
    for (const MemberChange& change : changes) {
        (line += between) += change.path;
        between = ", ";
        line += change.is_shown ? ' ' + in_double_quotes(change.before) + " -> " + in_double_quotes(change.after)
                                : " has changed";
    }
    return line;
}

std::string reason_of(const Error& error, std::string_view thing) {
    std::string reason;
    const std::string prefix = std::string(thing) + ": ";
    for (const auto& [field, text] : error.messages) {
        std::string_view about = field;
        take_word(about, prefix);
        if (!reason.empty()) reason += ' ';
        if (!about.empty() && about != thing) (reason += about) += ": ";
        reason += text.english();
    }
    if (!error.messages.empty()) return reason;
    reason = error.public_text.english();
    if (!error.detail.empty() && error.detail != reason) reason += " (" + error.detail + ')';
    return reason;
}

}  // namespace uag::importing
