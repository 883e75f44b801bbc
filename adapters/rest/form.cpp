#include "adapters/rest/form.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <string>
#include <utility>

#include "adapters/http/query.hpp"
#include "adapters/json/codec.hpp"
#include "adapters/walk/field_fault.hpp"
#include "core/base/message.hpp"
#include "core/base/text.hpp"

namespace uag::rest {
namespace {

constexpr std::size_t longest_index = 9;  // digits; more is a name

bool is_index(std::string_view name) { return !name.empty() && name.size() <= longest_index && is_all_digits(name); }

std::uint32_t index_of(std::string_view name) {
    std::uint32_t index = 0;
    std::from_chars(name.data(), name.data() + name.size(), index);
    return index;
}

// Cuts the first part off a field's name: `User`, `[Name]` or `.Name`; false if it is none of these. An empty
// part can only come of `[]`.
bool take_part(std::string_view& name, bool is_first, std::string_view& part) {
    if (name.front() == '[') {
        const std::size_t close = name.find(']');
        if (close == std::string_view::npos) return false;
        part = name.substr(1, close - 1);
        name.remove_prefix(close + 1);
        return part.find('[') == std::string_view::npos;
    }
    if (!is_first) {
        if (name.front() != '.') return false;
        name.remove_prefix(1);
    }
    part = name.substr(0, name.find_first_of(".["));
    name.remove_prefix(part.size());
    return !part.empty() && part.find(']') == std::string_view::npos;
}

json::Value text_value(std::string_view text) { return {text.data(), static_cast<rapidjson::SizeType>(text.size())}; }

Error unreadable(MessageId what) { return fail(errc::malformed, sentence("The form cannot be read: {0}.", {what})); }

// `[1,2]`, `["x"]`, `[]`, but not `[0]=1`, `[]=1` or `[Name]=x`.
bool is_json_array(std::string_view text) {
    const std::size_t close = text.find(']');
    const std::size_t inner = text.find_first_not_of(" \t\r\n", 1);
    if (close == std::string_view::npos || inner == std::string_view::npos) return true;
    const std::string_view within = text.substr(1, close - 1);
    return text.find_first_not_of(" \t\r\n", close + 1) == std::string_view::npos ||
           std::string_view("\"{[").find(text[inner]) != std::string_view::npos ||
           within.find(',') != std::string_view::npos;
}

// What a text is that is called a form, as `curl -d` does unless it is told otherwise; nothing if it may be one. Read as a
// form it would be a single field that nobody knows, and all members would count as not sent.
std::optional<MessageId> other_format(std::string_view text) {
    const std::size_t start = text.find_first_not_of(" \t\r\n");
    if (start == std::string_view::npos) return std::nullopt;
    text.remove_prefix(start);
    if (text.front() == '<') return label("The body is XML, but its Content-Type says that it is a form.");
    const bool is_json = text.front() == '{' || text.front() == '"' || (text.front() == '[' && is_json_array(text));
    if (!is_json) return std::nullopt;
    return label("The body is JSON, but its Content-Type says that it is a form.");
}

}  // namespace

std::uint32_t FormBody::append_child(std::uint32_t parent, std::string_view name) {
    const auto child = static_cast<std::uint32_t>(nodes_.size());
    nodes_.emplace_back().name = name;
    Node& above = nodes_[parent];
    if (above.first == 0)
        above.first = child;
    else
        nodes_[above.last].next = child;
    above.last = child;
    if (!name.empty() && !is_index(name)) ++above.members;
    return child;
}

// Children are searched one after another: with so few fields that is at most a million steps a form.
std::optional<MessageId> FormBody::open_child(std::string_view name, const JsonLimits& limits, std::uint32_t& node) {
    if (!name.empty())
        for (std::uint32_t child = nodes_[node].first; child != 0; child = nodes_[child].next)
            if (ascii_iequals(nodes_[child].name, name)) {
                node = child;
                return std::nullopt;
            }
    if (nodes_.size() >= limits.nodes) return label("there are too many values");
    if (nodes_[node].members >= limits.keys) return label("an object has too many members");
    node = append_child(node, name);
    return std::nullopt;
}

std::optional<MessageId> FormBody::find_node(std::string_view name, const JsonLimits& limits, std::uint32_t& node) {
    for (std::size_t depth = 0; !name.empty(); ++depth) {
        if (depth >= limits.depth) return label("it is nested too deeply");
        std::string_view part;
        if (!take_part(name, depth == 0, part)) return label("a name is malformed");
        if (part.empty() && !name.empty()) return label("an item without a number has members");
        if (const auto wrong = open_child(part, limits, node)) return wrong;
    }
    return std::nullopt;
}

std::optional<MessageId> FormBody::add_field(std::span<char> field, const JsonLimits& limits) {
    const auto equals = std::find(field.begin(), field.end(), '=');
    const auto name_size = static_cast<std::size_t>(equals - field.begin());
    const auto name = http::percent_decode_in_place(field.first(name_size));
    const auto value = http::percent_decode_in_place(field.subspan(std::min(name_size + 1, field.size())));
    if (!name || !value) return label("an escape or a text in it is wrong");
    // Percent-encoded it is still no form (`curl --data-urlencode`).
    std::optional<MessageId> other;
    if (nodes_.size() == 1 && !name->starts_with('[')) other = other_format(*name);
    is_wrong_form_ = other.has_value();
    if (is_wrong_form_) return other;
    if (name->size() > max_form_name) return label("a name is too long");

    std::uint32_t node = 0;
    if (const auto wrong = find_node(*name, limits, node)) return wrong;
    // A name once more: further values are items without a number.
    if (nodes_[node].has_value)
        if (const auto wrong = open_child({}, limits, node)) return wrong;
    nodes_[node].value = *value;
    nodes_[node].has_value = true;
    return std::nullopt;
}

Result<void> FormBody::parse(std::span<char> text, const JsonLimits& limits) {
    nodes_.assign(1, Node{});
    if (const auto other = other_format({text.data(), text.size()})) return fail(errc::malformed, *other);
    std::size_t fields = 0;
    std::size_t pairs = 0;  // empty ones too
    for (auto begin = text.begin(); begin != text.end();) {
        const auto end = std::find(begin, text.end(), '&');
        if (++pairs > max_form_fields) return unreadable("there are too many fields");
        if (begin != end) {
            ++fields;
            const auto wrong = add_field({begin, end}, limits);
            if (fields == 1 && is_wrong_form_) return fail(errc::malformed, *wrong);
            if (wrong)
                return fail(errc::malformed, sentence("The form cannot be read: {0} (field {1}).", {*wrong, fields}));
        }
        begin = end == text.end() ? end : end + 1;
    }
    return {};
}

// Gives the tree the shape that the contract expects, as JSON, so that its codec reads the values. What
// cannot have that shape is left to the codec to refuse. Texts stay where they are. Each step answers false
// once there is something wrong.
class FormBody::Shaper {
public:
    explicit Shaper(const std::vector<Node>& nodes) : nodes_(nodes), pool_(bytes_.data(), bytes_.size(), chunk) {}

    bool root(const TypeInfo& type, json::Value& out) {
        const Node& node = nodes_.front();
        return (!node.has_value && node.first == 0) || shape(type, node, out);
    }

    Error take_error() && {
        constexpr MessageId wrong = "a value stands twice";
        Error error = unreadable(wrong);
        if (!fault_.path.empty())
            error.public_text = sentence("The form cannot be read: {0} ('{1}').", {wrong, fault_.path});
        error.field = std::move(fault_.path);
        return error;
    }

private:
    static constexpr std::size_t chunk = 4096;

    bool shape(const TypeInfo& type, const Node& node, json::Value& out) {
        if (type.kind == Kind::array) return array(type, node, out);
        if (node.has_value) return scalar(type, node, out);
        if (type.kind == Kind::object) return members(type, node, out);
        return type.kind == Kind::dictionary ? entries(type, node, out) : scalar(type, node, out);
    }

    // Two values, or a value and something below it, are one too many.
    bool scalar(const TypeInfo& type, const Node& node, json::Value& out) {
        if (node.has_value && node.first != 0) return false;
        if (!node.has_value)
            out.SetObject();
        else if (!node.value.empty() || type.kind == Kind::string)
            out = text_value(node.value);
        return true;
    }

    bool members(const TypeInfo& type, const Node& node, json::Value& out) {
        out.SetObject();
        for (std::uint32_t at = node.first; at != 0; at = nodes_[at].next) {
            const Node& child = nodes_[at];
            const auto field = std::find_if(type.fields.begin(), type.fields.end(), [&](const FieldInfo& candidate) {
                return !candidate.is_base && ascii_iequals(candidate.name_in_rest(), child.name);
            });
            if (field == type.fields.end()) continue;
            json::Value value;
            if (!shape(field->type(), child, value)) return fault_.below(field->name_in_rest());
            out.AddMember(text_value(field->name_in_rest()), value, pool_);
        }
        return true;
    }

    bool entries(const TypeInfo& type, const Node& node, json::Value& out) {
        const TypeInfo& content = type.item().fields[1].type();
        out.SetObject();
        for (std::uint32_t at = node.first; at != 0; at = nodes_[at].next) {
            if (nodes_[at].name.empty()) {
                out.SetBool(true);  // no dictionary to anybody
                return true;
            }
            json::Value value;
            if (!shape(content, nodes_[at], value)) return false;
            out.AddMember(text_value(nodes_[at].name), value, pool_);
        }
        return true;
    }

    bool array(const TypeInfo& type, const Node& node, json::Value& out) {
        if (node.has_value && node.value.empty() && node.first == 0) return true;
        std::vector<const Node*> numbered;
        std::vector<const Node*> others;
        for (std::uint32_t at = node.first; at != 0; at = nodes_[at].next)
            (is_index(nodes_[at].name) ? numbered : others).push_back(&nodes_[at]);
        std::stable_sort(numbered.begin(), numbered.end(),
                         [](const Node* a, const Node* b) { return index_of(a->name) < index_of(b->name); });
        if (node.members != 0) {
            out.SetObject();
            return true;
        }
        out.SetArray();
        for (const Node* const item : numbered)
            if (!append(type.item(), *item, out)) return false;
        if (node.has_value) {
            Node own;
            own.value = node.value;
            own.has_value = true;
            if (!append(type.item(), own, out)) return false;
        }
        for (const Node* const item : others)
            if (!append(type.item(), *item, out)) return false;
        return true;
    }

    bool append(const TypeInfo& type, const Node& item, json::Value& out) {
        json::Value value;
        if (!shape(type, item, value)) return fault_.below('[' + std::to_string(out.Size()) + ']');
        out.PushBack(value, pool_);
        return true;
    }

    const std::vector<Node>& nodes_;
    alignas(std::max_align_t) std::array<char, 2048> bytes_;
    json::Pool pool_;
    FieldFault fault_;
};

Result<void> FormBody::decode(const TypeInfo& type, void* slot) const {
    Shaper shaper(nodes_);
    json::Value value;
    if (!shaper.root(type, value)) return std::move(shaper).take_error();
    return json::decode(type, value, slot);
}

Result<void> FormBody::decode_object(const TypeInfo& type, void* object) const {
    Shaper shaper(nodes_);
    json::Value value;
    if (!shaper.root(type, value)) return std::move(shaper).take_error();
    return json::decode_object(type, value, object);
}

}  // namespace uag::rest
