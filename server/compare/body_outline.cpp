#include "server/compare/body_outline.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "adapters/compare/mask_text.hpp"
#include "adapters/compare/pattern.hpp"
#include "adapters/compare/value_text.hpp"
#include "core/base/text.hpp"

namespace uag::compare {
namespace {

constexpr std::string_view blanks = " \t\r\n";

std::string_view local_part(std::string_view name) {
    const std::size_t colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

// Behind the tag that begins at `at`: a '>' in an attribute's value is none.
std::size_t end_of_tag(std::string_view text, std::size_t at) {
    char quote = 0;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (quote != 0)
            quote = c == quote ? char{0} : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (c == '>')
            return at + 1;
    }
    return at;
}

std::size_t behind(std::string_view text, std::string_view what, std::size_t from) {
    const std::size_t at = text.find(what, from);
    return at == std::string_view::npos ? text.size() : at + what.size();
}

// Behind what is no element: a comment, character data, a declaration; `at` itself if it is none of these.
std::size_t behind_other_markup(std::string_view text, std::size_t at) {
    const std::string_view rest = text.substr(at);
    if (rest.starts_with("<!--")) return behind(text, "-->", at);
    if (rest.starts_with("<![CDATA[")) return behind(text, "]]>", at);
    if (rest.starts_with("<?")) return behind(text, "?>", at);
    if (rest.starts_with("<!")) return behind(text, ">", at);
    return at;
}

// Behind the quotation that begins at `at`.
std::size_t behind_string(std::string_view text, std::size_t at) {
    for (++at; at < text.size(); ++at) {
        if (text[at] == '\\')
            ++at;
        else if (text[at] == '"')
            return at + 1;
    }
    return text.size();
}

// The names under which protocols write what an axis of outcomes is.
struct AxisNames {
    std::string_view axis;
    std::vector<std::string_view> names;
};
const std::vector<AxisNames>& axis_names() {
    static const std::vector<AxisNames> all{
        {"$outcome.code", {"ExceptionType", "ErrorType", "faultcode", "Code", "Succeeded"}},
        {"$outcome.type", {"ExceptionType", "ErrorType"}},
        {"$outcome.source", {"ErrorSource", "Source"}},
        {"$outcome.message", {"faultstring", "Reason", "Message", "detail"}},
        {"$outcome.friendly_text", {"FriendlyText"}},
        {"$outcome.messages", {"Messages", "Parameters"}},
        {"$fault.code", {"faultcode", "Code"}},
        {"$fault.subcode", {"Subcode", "faultcode"}},
        {"$time_zone", {"SoTimeZoneLocationCode", "TimeZone"}},
        {"$succeeded", {"Succeeded"}},
        {"$extra_info", {"ExtraInfo"}},
    };
    return all;
}

}  // namespace

BodyOutline::BodyOutline(std::string_view body) : body_(body) {
    const std::size_t first = body.find_first_not_of(std::string(blanks) + "\xEF\xBB\xBF");
    if (first == std::string_view::npos) return;
    is_xml_ = body[first] == '<';
    if (is_xml_)
        read_xml();
    else if (body[first] == '{' || body[first] == '[')
        read_json();
}

std::size_t BodyOutline::add(std::size_t parent, std::string name, std::size_t begin) {
    const std::size_t index = nodes_.size();
    OutlineNode& node = nodes_.emplace_back();
    node.name = std::move(name);
    node.begin = begin;
    node.end = node.tail = node.head_end = body_.size();
    node.parent = parent;
    if (index > 0) {
        node.depth = nodes_[parent].depth + 1;
        nodes_[parent].children.push_back(index);
    }
    return index;
}

void BodyOutline::read_xml() {
    std::vector<std::size_t> open;
    std::size_t at = body_.find('<');
    for (; at < body_.size() && nodes_.size() < most_outline_nodes; at = body_.find('<', at)) {
        if (const std::size_t other = behind_other_markup(body_, at); other != at) {
            at = other;
            continue;
        }
        const std::size_t end = end_of_tag(body_, at);
        const bool closes = body_.substr(at).starts_with("</");
        const std::size_t name_at = at + (closes ? 2 : 1);
        const std::size_t name_end = std::min(body_.find_first_of(" \t\r\n/>", name_at), end);
        const std::string_view name = local_part(body_.substr(name_at, name_end - name_at));
        if (closes) {
            // One that closes nothing that is open is left alone; else what is open inside was never closed.
            const auto opened =
                std::find_if(open.rbegin(), open.rend(), [&](std::size_t one) { return nodes_[one].name == name; });
            if (opened != open.rend()) {
                for (auto inner = open.rbegin(); inner != opened; ++inner)
                    nodes_[*inner].end = nodes_[*inner].tail = at;
                nodes_[*opened].tail = at;
                nodes_[*opened].end = end;
                open.erase(std::prev(opened.base()), open.end());
            }
        } else if (open.empty() && !nodes_.empty()) {
            return;  // behind the root
        } else {
            const std::size_t index = add(open.empty() ? 0 : open.back(), std::string(name), at);
            nodes_[index].head_end = end;
            const bool is_empty = end >= 2 && body_.substr(end - 2, 2) == "/>";
            if (is_empty)
                nodes_[index].end = nodes_[index].tail = end;
            else
                open.push_back(index);
        }
        at = end;
    }
}

void BodyOutline::read_json() {
    std::vector<std::size_t> open;
    std::string key;
    std::size_t key_at = std::string_view::npos;
    std::size_t at = 0;
    while (at < body_.size() && nodes_.size() < most_outline_nodes) {
        const char c = body_[at];
        const bool closes = c == '}' || c == ']';
        if (closes && !open.empty()) {
            nodes_[open.back()].tail = at;
            nodes_[open.back()].end = at + 1;
            open.pop_back();
            key_at = std::string_view::npos;
            if (open.empty()) return;
        }
        if (closes || c == ',' || c == ':' || blanks.find(c) != std::string_view::npos) {
            ++at;
            continue;
        }
        const bool wants_key =
            !open.empty() && key_at == std::string_view::npos && body_[nodes_[open.back()].head_end - 1] == '{';
        if (wants_key) {
            const std::size_t end = c == '"' ? behind_string(body_, at) : at + 1;
            if (c == '"') {
                key = json_text(body_.substr(at + 1, end - at - (end > at + 1 ? 2 : 1)));
                key_at = at;
            }
            at = end;
            continue;
        }
        const std::size_t index =
            add(open.empty() ? 0 : open.back(), std::exchange(key, {}), key_at == std::string_view::npos ? at : key_at);
        key_at = std::string_view::npos;
        if (c == '{' || c == '[') {
            nodes_[index].head_end = ++at;
            open.push_back(index);
            continue;
        }
        const std::size_t end = c == '"' ? behind_string(body_, at) : body_.find_first_of(",]} \t\r\n", at);
        nodes_[index].head_end = at;
        at = std::max(std::min(end, body_.size()), at + 1);
        nodes_[index].end = nodes_[index].tail = at;
    }
}

std::string BodyOutline::text_of(const OutlineNode& node) const {
    return xml_text(body_.substr(node.head_end, std::max(node.tail, node.head_end) - node.head_end));
}

const OutlineNode* BodyOutline::named(const OutlineNode& parent, std::string_view name) const {
    for (const std::size_t child : parent.children)
        if (ascii_iequals(nodes_[child].name, name)) return &nodes_[child];
    return nullptr;
}

const OutlineNode* BodyOutline::anywhere(std::string_view name) const {
    const auto at = std::ranges::find(nodes_, name, &OutlineNode::name);
    return at == nodes_.end() ? nullptr : &*at;
}

// The element in a SOAP Body, else the root.
const OutlineNode* BodyOutline::answer() const {
    if (nodes_.empty()) return nullptr;
    const OutlineNode& root = nodes_.front();
    if (!is_xml_ || root.name != "Envelope") return &root;
    const OutlineNode* const body = named(root, "Body");
    return body == nullptr || body->children.empty() ? nullptr : &nodes_[body->children.front()];
}

const OutlineNode* BodyOutline::entry(const OutlineNode& from, std::string_view step) const {
    for (const std::size_t child : from.children) {
        const OutlineNode& node = nodes_[child];
        const OutlineNode* const key = is_xml_ ? named(node, "Key") : nullptr;
        if (key_step(key != nullptr ? text_of(*key) : node.name) == step) return &node;
    }
    return nullptr;
}

const OutlineNode* BodyOutline::step(const OutlineNode& from, std::string_view step) const {
    if (step.starts_with("[\"")) return entry(from, step);
    if (!step.starts_with('[')) return named(from, step);
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(step.data() + 1, step.data() + step.size(), index);
    if (error != std::errc{} || index >= from.children.size()) return nullptr;
    return &nodes_[from.children[index]];
}

BodyOutline::Found BodyOutline::axis(std::string_view path) const {
    for (const AxisNames& row : axis_names()) {
        if (!path.starts_with(row.axis)) continue;
        for (const std::string_view name : row.names)
            if (const OutlineNode* const node = anywhere(name)) return {node, true};
    }
    return {};
}

BodyOutline::Found BodyOutline::find(std::string_view path) const {
    constexpr std::string_view findings = "$findings.";
    const bool is_finding = path.starts_with(findings);
    if (path.starts_with('$') && !is_finding) return axis(path);
    if (is_finding) path.remove_prefix(findings.size());
    std::vector<std::string_view> steps;
    split_path(path, steps);
    const OutlineNode* at = answer();
    if (steps.empty() || at == nullptr) return {};
    if (steps.front() == "Header" && is_xml_ && is_finding) {
        const OutlineNode* const header = named(nodes_.front(), "Header");
        if (header == nullptr) return {};
        at = header;
    } else if (is_finding && is_xml_ && nodes_.front().name == "Envelope" && at->name != steps.front()) {
        return {};  // of a field of HTTP
    }
    for (std::size_t i = 1; i < steps.size(); ++i) {
        const OutlineNode* next = nullptr;
        // Around an answer stands an element of its own, which has no step.
        const OutlineNode* const wrapper = i == 1 && steps[i] != "Response" ? named(*at, "Response") : nullptr;
        if (wrapper != nullptr) at = wrapper;
        next = step(*at, steps[i]);
        if (next == nullptr) return {at, false};
        at = next;
    }
    if (steps.size() == 1) {
        if (const OutlineNode* const wrapper = named(*at, "Response")) at = wrapper;
    }
    return {at, true};
}

}  // namespace uag::compare
