#include "adapters/client/findings.hpp"

#include <functional>
#include <utility>

#include "core/base/datetime.hpp"

namespace uag::client {

std::string_view name_of(FindingKind kind) {
    switch (kind) {
        case FindingKind::unknown_member: return "unknown member";
        case FindingKind::missing_member: return "missing member";
        case FindingKind::left_out: return "left out member";
        case FindingKind::repeated_member: return "repeated member";
        case FindingKind::wrong_order: return "wrong order";
        case FindingKind::wrong_namespace: return "wrong namespace";
        case FindingKind::wrong_type: return "wrong type";
        case FindingKind::wrong_null: return "wrong null";
        case FindingKind::wrong_status: return "wrong status";
        case FindingKind::wrong_media: return "wrong media type";
        case FindingKind::wrong_header: return "wrong header";
        case FindingKind::wrong_syntax: return "wrong syntax";
        case FindingKind::contradiction: return "contradiction";
        case FindingKind::unreadable: break;
    }
    return "unreadable";
}

Path::Step::Step(Path& path, std::string_view name) : path_(path), size_(path.text_.size()) {
    if (!path.text_.empty() && !name.starts_with('@')) path.text_ += '.';
    path.text_ += shown(name);
}

Path::Step::Step(Path& path, std::size_t index) : path_(path), size_(path.text_.size()) {
    path.text_ += '[';
    path.text_ += std::to_string(index);
    path.text_ += ']';
}

void Findings::add(Finding finding) {
    if (items_.size() >= most_findings) {
        ++left_off_;
        return;
    }
    items_.push_back(std::move(finding));
}

Secret beginning_of(std::string_view value) {
    constexpr std::size_t longest = 512;
    return Secret(value.substr(0, longest));
}

void Findings::add_lost(FindingKind kind, const Path& path, std::string text, std::size_t digest, Secret value) {
    if (!first_lost_) first_lost_ = Finding{kind, path.text(), text, digest};
    add(kind, path, std::move(text), digest, std::move(value));
}

std::size_t digest_of(std::size_t digest, std::string_view piece) noexcept {
    constexpr std::size_t golden = 0x9E3779B97F4A7C15U;  // of Knuth's multiplicative hashing
    return (digest ^ std::hash<std::string_view>{}(piece)) * golden + 1;
}

// A plus in front of the year is ECMA-262's.
bool is_date_time(std::string_view text) {
    return text.find('T') != std::string_view::npos && !text.starts_with('+') && parse_datetime(text).has_value();
}

std::string shown(std::string_view foreign) {
    constexpr std::size_t longest = 80;
    std::string text(foreign.substr(0, longest));
    for (char& c : text)
        if (c < ' ' || c > '~') c = '?';
    if (foreign.size() > longest) text += "...";
    return text;
}

}  // namespace uag::client
