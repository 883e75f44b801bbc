#include "adapters/client/xml_check.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "adapters/client/field_place.hpp"
#include "adapters/xml/chars.hpp"
#include "adapters/xml/scalars.hpp"
#include "core/base/secret.hpp"
#include "core/base/text.hpp"

namespace uag::client {
namespace {

constexpr std::string_view instance_uri = "http://www.w3.org/2001/XMLSchema-instance";

bool is_blank(std::string_view text) { return xml::trim_space(text).empty(); }

std::string_view prefix_of(std::string_view qualified) {
    const std::size_t colon = qualified.find(':');
    return colon == std::string_view::npos ? std::string_view() : qualified.substr(0, colon);
}

bool is_declaration(std::string_view name) { return name == "xmlns" || name.starts_with("xmlns:"); }

bool has_element(pugi::xml_node element) {
    for (const pugi::xml_node& child : element.children())
        if (child.type() == pugi::node_element) return true;
    return false;
}

// Comes in parts around comments and CDATA sections. It may be a password, so whoever asks wipes it.
std::string joined_text(pugi::xml_node element) {
    std::string text;
    std::size_t size = std::string_view(element.value()).size();
    for (const pugi::xml_node& part : element.children()) size += std::string_view(part.value()).size();
    text.reserve(size);
    text += element.value();
    for (const pugi::xml_node& part : element.children()) text += part.value();
    return text;
}

// The first text of an element is its own value (xml/document.hpp), which only text() can set.
void drop_own_text(pugi::xml_node element) {
    if (*element.value() != '\0') element.text().set("");
}

void make_empty(pugi::xml_node element) {
    drop_own_text(element);
    while (pugi::xml_node child = element.first_child()) element.remove_child(child);
}

// Empty: it has elements.
Secret value_of(pugi::xml_node element) {
    if (has_element(element)) return {};
    std::string text = joined_text(element);
    Secret value = beginning_of(text);
    wipe(text);
    return value;
}

std::string no_value_of(const TypeInfo& type) { return "has no value of the type " + std::string(type.name); }

// Of the element's attributes, texts and elements.
std::size_t digest_below(pugi::xml_node element) {
    std::size_t digest = digest_of(0, element.value());
    for (const pugi::xml_attribute attribute : element.attributes())
        digest = digest_of(digest_of(digest, attribute.name()), attribute.value());
    for (const pugi::xml_node child : element.children()) {
        digest = digest_of(digest, child.name());
        digest = digest_of(digest, std::to_string(digest_below(child)));
    }
    return digest;
}

}  // namespace

std::string_view local_name(std::string_view qualified) { return qualified.substr(qualified.find(':') + 1); }

std::string_view uri_at(pugi::xml_node element, std::string_view prefix) {
    for (; element.type() == pugi::node_element; element = element.parent())
        for (const pugi::xml_attribute& attribute : element.attributes()) {
            const std::string_view name = attribute.name();
            if (is_declaration(name) && name.substr(std::min(name.size(), std::size_t{6})) == prefix)
                return attribute.value();
        }
    return {};
}

bool XmlCheck::message(const TypeInfo& type, pugi::xml_node element, Path& path) {
    const bool unwraps = type.fields.size() == 1 && type.fields.front().name == "Response";
    attributes(type, element, path);
    return members(type, element, path, unwraps);
}

bool XmlCheck::value(const TypeInfo& type, Kind wire, pugi::xml_node element, Path& path) {
    const Nil nil = attributes(type, element, path);
    if (nil == Nil::wrong) return false;
    if (nil == Nil::yes) return true;
    switch (type.kind) {
        case Kind::object: return members(type, element, path, false);
        case Kind::array:
        case Kind::dictionary: return items(type, element, path);
        default: return scalar(type, wire, element, path);
    }
}

// Only nil changes what is read. The others are judged and taken out.
XmlCheck::Nil XmlCheck::attributes(const TypeInfo& type, pugi::xml_node element, Path& path) {
    Nil nil = Nil::no;
    pugi::xml_attribute next;
    for (pugi::xml_attribute attribute = element.first_attribute(); attribute; attribute = next) {
        next = attribute.next_attribute();
        const std::string_view name = attribute.name();
        if (is_declaration(name)) continue;
        const std::string_view prefix = prefix_of(name);
        const std::string_view local = local_name(name);
        const bool is_instance = !prefix.empty() && uri_at(element, prefix) == instance_uri;
        const std::string_view text = xml::trim_space(attribute.value());
        if (is_instance && local == "nil") {
            const auto said = xml::parse_boolean(text);
            if (said == true) nil = Nil::yes;
            if (said) continue;
            findings_.add(FindingKind::wrong_type, path, "has a nil that is no boolean");
        } else if (is_instance && local == "type") {
            if (local_name(text) != type.name)
                findings_.add(FindingKind::wrong_type, path, "says that it is of the type " + shown(text));
        } else if (!is_instance) {
            const Path::Step step(path, "@" + std::string(name));
            findings_.add(FindingKind::unknown_member, path, "is an attribute that the schema does not have",
                          digest_of(0, attribute.value()), beginning_of(attribute.value()));
        }
        element.remove_attribute(attribute);
    }
    if (nil == Nil::no) return nil;
    if (!type.nillable()) {
        findings_.add_lost(FindingKind::wrong_null, path, "is nil, which its type cannot be");
        return Nil::wrong;
    }
    if (element.first_child() || *element.value() != '\0') {
        findings_.add_lost(FindingKind::wrong_type, path, "is nil and has content");
        make_empty(element);
    }
    return nil;
}

// Text between members.
void XmlCheck::elements_only(pugi::xml_node element, const Path& path) {
    bool has_text = !is_blank(element.value());
    drop_own_text(element);
    pugi::xml_node next;
    for (pugi::xml_node child = element.first_child(); child; child = next) {
        next = child.next_sibling();
        if (child.type() == pugi::node_element) continue;
        has_text = has_text || !is_blank(child.value());
        element.remove_child(child);
    }
    if (has_text) findings_.add(FindingKind::wrong_type, path, "has text where only elements can be");
}

// Of siblings that declare nothing themselves it is the same: the way up is gone once.
std::string_view XmlCheck::uri_of(pugi::xml_node child) {
    const std::string_view prefix = prefix_of(child.name());
    for (const pugi::xml_attribute attribute : child.attributes())
        if (is_declaration(attribute.name())) return uri_at(child, prefix);
    if (child.parent() != parent_ || prefix != prefix_) {
        parent_ = child.parent();
        prefix_ = prefix;
        uri_ = uri_at(parent_, prefix);
    }
    return uri_;
}

bool XmlCheck::is_member(const TypeInfo& type, std::string_view name, pugi::xml_node child, Path& path, bool known) {
    const Path::Step step(path, name);
    if (!known) {
        findings_.add(FindingKind::unknown_member, path, "is no member of " + std::string(type.name),
                      digest_below(child), value_of(child));
        return false;
    }
    const auto expected = dialect_.uri_of(type.space);
    if (!expected || uri_of(child) == *expected) return true;
    findings_.add_lost(FindingKind::wrong_namespace, path, "stands in another namespace");
    return false;
}

bool XmlCheck::member(const FieldInfo& field, pugi::xml_node element, Path& path, bool unwraps) {
    if (unwraps) return value(field.type(), dialect_.wire_kind(field), element, path);
    const Path::Step step(path, dialect_.name_of(field));
    return value(field.type(), dialect_.wire_kind(field), element, path);
}

bool XmlCheck::members(const TypeInfo& type, pugi::xml_node element, Path& path, bool unwraps) {
    std::vector<const FieldInfo*> fields;
    for_each_field(type, nullptr, [&](const FieldInfo& field, void*) {
        if (dialect_.has(field)) fields.push_back(&field);
    });
    std::vector<bool> seen(fields.size());
    std::vector<bool> is_there(fields.size());
    elements_only(element, path);
    std::size_t last = 0;
    pugi::xml_node next;
    for (pugi::xml_node child = element.first_child(); child; child = next) {
        next = child.next_sibling();
        const std::string_view name = local_name(child.name());
        const std::size_t at =
            place_of(fields, name, last, [this](const FieldInfo& field) { return dialect_.name_of(field); });
        if (!is_member(type, name, child, path, at != fields.size())) {
            element.remove_child(child);
            continue;
        }
        if (seen[at]) {
            const Path::Step step(path, name);
            findings_.add_lost(FindingKind::repeated_member, path, "stands more than once", digest_below(child),
                               value_of(child));
            element.remove_child(child);
            continue;
        }
        if (dialect_.is_ordered() && at < last) {
            const Path::Step step(path, name);
            findings_.add(FindingKind::wrong_order, path, "stands behind what it comes before");
        }
        last = std::max(last, at);
        seen[at] = true;
        is_there[at] = member(*fields[at], child, path, unwraps);
        if (!is_there[at]) element.remove_child(child);
    }
    bool is_complete = true;
    for (std::size_t at = 0; at < fields.size(); ++at) {
        const FieldInfo& field = *fields[at];
        if (field.is_required && !is_there[at]) is_complete = false;
        if (seen[at] || (!field.is_required && field.type().nillable())) continue;
        const Path::Step step(path, dialect_.name_of(field));
        if (field.is_required)
            findings_.add_lost(FindingKind::missing_member, path, "is required and missing");
        else
            findings_.add(FindingKind::left_out, path, std::string(read_as_first));
    }
    return is_complete;
}

bool XmlCheck::items(const TypeInfo& type, pugi::xml_node element, Path& path) {
    elements_only(element, path);
    const TypeInfo& item = type.item();
    std::set<std::string> keys;
    std::size_t index = 0;
    pugi::xml_node next;
    for (pugi::xml_node child = element.first_child(); child; child = next) {
        next = child.next_sibling();
        const std::string_view name = local_name(child.name());
        if (!is_member(type, name, child, path, name == type.item_name)) {
            element.remove_child(child);
            continue;
        }
        const Path::Step step(path, index++);
        const bool is_good =
            type.kind == Kind::dictionary ? entry(item, child, keys, path) : value(item, item.kind, child, path);
        if (!is_good) element.remove_child(child);
    }
    return true;
}

// An entry is never nil, and its key stands once.
bool XmlCheck::entry(const TypeInfo& type, pugi::xml_node element, std::set<std::string>& keys, Path& path) {
    const Nil nil = attributes(type, element, path);
    if (nil == Nil::yes) findings_.add_lost(FindingKind::wrong_null, path, "is an entry that is nil");
    if (nil != Nil::no || !members(type, element, path, false)) return false;
    const std::string_view name = dialect_.name_of(type.fields.front());
    const pugi::xml_node key =
        element.find_child([&](const pugi::xml_node& child) { return local_name(child.name()) == name; });
    std::string text = joined_text(key);
    if (dialect_.folds_keys()) std::transform(text.begin(), text.end(), text.begin(), ascii_lower);
    if (keys.insert(std::move(text)).second) return true;
    findings_.add_lost(FindingKind::repeated_member, path, "has a key that stands more than once");
    return false;
}

bool XmlCheck::scalar(const TypeInfo& type, Kind wire, pugi::xml_node element, const Path& path) {
    if (has_element(element)) {
        findings_.add_lost(FindingKind::wrong_type, path, "has elements where only text can be");
        return false;
    }
    if (type.kind == Kind::string) return true;
    std::string text = joined_text(element);
    const Fit fit = dialect_.fit(type, wire, text);
    if (fit == Fit::lenient)
        findings_.add(FindingKind::wrong_type, path, no_value_of(type), digest_of(0, text), beginning_of(text));
    if (fit == Fit::none)
        findings_.add_lost(FindingKind::wrong_type, path, no_value_of(type), digest_of(0, text), beginning_of(text));
    wipe(text);
    return fit != Fit::none;
}

}  // namespace uag::client
