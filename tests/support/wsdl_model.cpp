#include "support/wsdl_model.hpp"

#include <algorithm>
#include <array>
#include <pugixml.hpp>
#include <stdexcept>
#include <utility>

namespace uag::test {
namespace {

constexpr std::string_view wsdl_uri = "http://schemas.xmlsoap.org/wsdl/";
constexpr std::string_view xsd_uri = "http://www.w3.org/2001/XMLSchema";

// Short names in the text; `tns` is added for each document.
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> known_namespaces{{
    {wsdl_uri, "wsdl"},
    {xsd_uri, "xs"},
    {"http://schemas.xmlsoap.org/wsdl/soap/", "soap"},
    {"http://www.w3.org/2006/05/addressing/wsdl", "wsaw"},
    {"http://schemas.microsoft.com/2003/10/Serialization/", "ser"},
    {"http://schemas.microsoft.com/2003/10/Serialization/Arrays", "arrays"},
    {"http://schemas.datacontract.org/2004/07/System.Security.Cryptography", "dsa"},
}};

// Attributes that refer to something by a qualified name.
constexpr std::array<std::string_view, 7> references{"type",    "base", "element", "message",
                                                     "binding", "ref",  "itemType"};
// Where things are is not what they are.
constexpr std::array<std::string_view, 2> addresses{"location", "schemaLocation"};
// Attributes that say what is the case without them.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> defaults{
    {{"minOccurs", "1"}, {"maxOccurs", "1"}, {"nillable", "false"}, {"mixed", "false"}}};

struct QName {
    std::string_view uri;
    std::string_view local;
};

template <class Set, class Item> bool contains(const Set& set, const Item& item) {
    return std::find(set.begin(), set.end(), item) != set.end();
}

std::string_view uri_of(pugi::xml_node node, std::string_view prefix) {
    const std::string name = prefix.empty() ? "xmlns" : "xmlns:" + std::string(prefix);
    for (; node; node = node.parent())
        if (const pugi::xml_attribute found = node.attribute(name.c_str())) return found.value();
    return {};
}

QName resolve(const pugi::xml_node& node, std::string_view text, bool with_default = true) {
    const std::size_t colon = text.find(':');
    if (colon != std::string_view::npos) return {uri_of(node, text.substr(0, colon)), text.substr(colon + 1)};
    return {with_default ? uri_of(node, {}) : std::string_view{}, text};
}

bool is_named(const pugi::xml_node& node, std::string_view uri, std::string_view local) {
    const QName name = resolve(node, node.name());
    return name.uri == uri && name.local == local;
}

class WsdlReader {
public:
    WsdlModel read(std::string_view xml) {
        pugi::xml_document document;
        const pugi::xml_parse_result parsed = document.load_buffer(xml.data(), xml.size());
        if (!parsed) throw std::runtime_error(std::string("not XML: ") + parsed.description());
        const pugi::xml_node root = document.document_element();
        if (!is_named(root, wsdl_uri, "definitions")) throw std::runtime_error("not a WSDL");
        target_ = root.attribute("targetNamespace").value();
        auto& definitions = section("definitions");
        definitions.push_back("name " + std::string(root.attribute("name").value()));
        definitions.push_back("targetNamespace " + std::string(target_));
        for (const pugi::xml_node child : root.children()) definition(child);
        return std::move(model_);
    }

private:
    // A section that two things claim is marked, so that it cannot equal a section that stands once.
    std::vector<std::string>& section(const std::string& key) {
        const auto [at, is_new] = model_.sections.try_emplace(key);
        if (!is_new) at->second.push_back("twice");
        return at->second;
    }

    static void append(std::vector<std::string>& lines, const std::vector<std::string>& more) {
        lines.insert(lines.end(), more.begin(), more.end());
    }

    std::string short_name(const QName& name) const {
        if (name.uri.empty()) return std::string(name.local);
        return space(name.uri) + ":" + std::string(name.local);
    }
    std::string space(std::string_view uri) const {
        if (uri == target_) return "tns";
        for (const auto& [known, alias] : known_namespaces)
            if (known == uri) return std::string(alias);
        return "{" + std::string(uri) + "}";
    }

    void definition(const pugi::xml_node& node) {
        const std::string name = node.attribute("name").value();
        if (is_named(node, wsdl_uri, "types")) return types(node);
        if (is_named(node, wsdl_uri, "message")) return children(node, section("message " + name), 0);
        if (is_named(node, wsdl_uri, "portType")) return with_operations("portType " + name, node);
        if (is_named(node, wsdl_uri, "binding")) return with_operations("binding " + name, node);
        const QName kind = resolve(node, node.name());
        children(node, section((kind.uri == wsdl_uri ? std::string(kind.local) : short_name(kind)) + " " + name), 0);
    }

    // A section for the thing itself and one for each of its operations, whose order means nothing.
    void with_operations(const std::string& key, const pugi::xml_node& node) {
        std::vector<std::string> own;
        if (const std::string about = attributes(node, "name"); !about.empty()) own.push_back(about);
        for (const pugi::xml_node child : node.children()) {
            if (!is_named(child, wsdl_uri, "operation"))
                subtree(child, own, 0);
            else
                children(child, section(key + " operation " + child.attribute("name").value()), 0);
        }
        append(section(key), own);
    }

    void types(const pugi::xml_node& node) {
        for (const pugi::xml_node schema : node.children()) {
            if (!is_named(schema, xsd_uri, "schema")) {
                subtree(schema, section("types"), 0);
                continue;
            }
            const std::string target = space(schema.attribute("targetNamespace").value());
            std::vector<std::string> own{attributes(schema, "targetNamespace")};
            for (const pugi::xml_node child : schema.children()) {
                const QName kind = resolve(child, child.name());
                const std::string_view name = child.attribute("name").value();
                if (name.empty())
                    subtree(child, own, 0);
                else
                    global(std::string(kind.local) + " " + target + ":" + std::string(name), child);
            }
            std::sort(own.begin() + 1, own.end());  // imports have no order
            append(section("schema " + target), own);
        }
    }

    void global(const std::string& key, const pugi::xml_node& node) {
        std::vector<std::string>& lines = section(key);
        const std::string own = attributes(node, "name");
        if (!own.empty()) lines.push_back(own);
        children(node, lines, 0);
    }

    void children(const pugi::xml_node& node, std::vector<std::string>& lines, std::size_t depth) {
        for (const pugi::xml_node child : node.children()) subtree(child, lines, depth);
    }

    void subtree(const pugi::xml_node& node, std::vector<std::string>& lines, std::size_t depth) {
        if (node.type() != pugi::node_element) return;
        if (is_frame(node)) return children(node, lines, depth);
        lines.push_back(std::string(2 * depth, ' ') + line(node));
        if (is_inline(node))
            small_things(node, lines.back());
        else
            children(node, lines, depth + 1);
    }

    static bool says_nothing(const pugi::xml_node& node) {
        for (const pugi::xml_attribute attribute : node.attributes())
            if (!contains(defaults, std::pair<std::string_view, std::string_view>(attribute.name(), attribute.value())))
                return false;
        return true;
    }

    // Elements that say nothing but that there is something in them.
    static bool is_frame(const pugi::xml_node& node) {
        static constexpr std::array<std::string_view, 5> frames{"complexType", "complexContent", "sequence",
                                                                "annotation", "appinfo"};
        const QName name = resolve(node, node.name());
        return name.uri == xsd_uri && contains(frames, name.local) && says_nothing(node) && node.first_child();
    }

    // What has only small things in it stands on one line.
    static bool is_inline(const pugi::xml_node& node) {
        return is_named(node, wsdl_uri, "input") || is_named(node, wsdl_uri, "output") ||
               is_named(node, wsdl_uri, "port");
    }

    // ` | header … part=A part=B | body …`: neighbours that differ only in their part are one.
    void small_things(const pugi::xml_node& node, std::string& text) const {
        std::string last;
        for (const pugi::xml_node child : node.children()) {
            const std::string rest = line(child, "name part");
            if (rest != last || !child.attribute("part")) (text += " | ") += rest;
            if (const pugi::xml_attribute part = child.attribute("part")) (text += " part=") += part.value();
            last = rest;
        }
    }

    std::string line(const pugi::xml_node& node, std::string_view without = "name") const {
        const QName kind = resolve(node, node.name());
        std::string text;
        if (kind.uri == xsd_uri && kind.local == "element")
            text = field(node);
        else {
            text = kind.uri == xsd_uri || kind.uri == wsdl_uri ? std::string(kind.local) : short_name(kind);
            if (const pugi::xml_attribute name = node.attribute("name")) (text += ' ') += name.value();
            const std::string rest = attributes(node, without);
            if (!rest.empty()) (text += ' ') += rest;
        }
        if (node.text()) (text += " = ") += node.text().get();
        return text;
    }

    // `Name xs:string 0..1 nillable`
    std::string field(const pugi::xml_node& node) const {
        const auto or_one = [&](const char* name) {
            const pugi::xml_attribute found = node.attribute(name);
            return std::string(found ? found.value() : "1");
        };
        std::string text = node.attribute("name").value();
        if (const pugi::xml_attribute type = node.attribute("type"))
            (text += ' ') += short_name(resolve(node, type.value()));
        ((text += ' ') += or_one("minOccurs") + "..") += or_one("maxOccurs");
        const std::string rest = attributes(node, "name type minOccurs maxOccurs");
        if (!rest.empty()) (text += ' ') += rest;
        return text;
    }

    // Sorted, without declarations, addresses, defaults and those named in `without`.
    std::string attributes(const pugi::xml_node& node, std::string_view without) const {
        std::vector<std::string> all;
        for (const pugi::xml_attribute attribute : node.attributes()) {
            const std::string_view name = attribute.name();
            const std::string_view value = attribute.value();
            const bool is_named =
                (" " + std::string(without) + " ").find(" " + std::string(name) + " ") != std::string::npos;
            if (is_named || name == "xmlns" || name.starts_with("xmlns:") || contains(addresses, name)) continue;
            if (contains(defaults, std::pair{name, value})) continue;
            const std::string key = short_name(resolve(node, name, false));
            if (name == "nillable" && value == "true")
                all.push_back(key);
            else
                all.push_back(key + "=" +
                              (contains(references, name) ? short_name(resolve(node, value)) : plain(value)));
        }
        std::sort(all.begin(), all.end());
        std::string text;
        for (const std::string& one : all) (text += text.empty() ? "" : " ") += one;
        return text;
    }

    // A value that is an address below the target namespace, or the name of a namespace.
    std::string plain(std::string_view value) const {
        if (!target_.empty() && value.starts_with(target_)) return "{tns}" + std::string(value.substr(target_.size()));
        for (const auto& [known, alias] : known_namespaces)
            if (known == value) return std::string(alias);
        return std::string(value);
    }

    std::string target_;
    WsdlModel model_;
};

using Lines = std::vector<std::string>;

// The longest common subsequence leaves the lines that only one side has.
void compare_lines(const std::string& key, const Lines& ours, const Lines& theirs, Lines& out) {
    std::vector<std::vector<std::size_t>> common(ours.size() + 1, std::vector<std::size_t>(theirs.size() + 1));
    for (std::size_t i = ours.size(); i-- > 0;)
        for (std::size_t k = theirs.size(); k-- > 0;)
            common[i][k] =
                ours[i] == theirs[k] ? common[i + 1][k + 1] + 1 : std::max(common[i + 1][k], common[i][k + 1]);
    std::size_t i = 0;
    std::size_t k = 0;
    while (i < ours.size() || k < theirs.size()) {
        if (i < ours.size() && k < theirs.size() && ours[i] == theirs[k]) {
            ++i;
            ++k;
        } else if (k == theirs.size() || (i < ours.size() && common[i + 1][k] >= common[i][k + 1])) {
            out.push_back("only ours: " + key + " > " + ours[i++]);
        } else {
            out.push_back("only theirs: " + key + " > " + theirs[k++]);
        }
    }
}

}  // namespace

WsdlModel parse_wsdl(std::string_view xml) { return WsdlReader().read(xml); }

std::string dump(const WsdlModel& model) {
    std::string text;
    for (const auto& [key, lines] : model.sections) {
        (text += key) += '\n';
        for (const std::string& line : lines) ((text += "  ") += line) += '\n';
    }
    return text;
}

WsdlModel parse_dump(std::string_view text) {
    WsdlModel model;
    std::vector<std::string>* lines = nullptr;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (!line.starts_with("  "))
            lines = &model.sections[std::string(line)];
        else if (lines != nullptr)
            lines->emplace_back(line.substr(2));
    }
    return model;
}

std::vector<std::string> differences(const WsdlModel& ours, const WsdlModel& theirs) {
    Lines out;
    for (const auto& [key, lines] : ours.sections) {
        const auto other = theirs.sections.find(key);
        if (other == theirs.sections.end())
            out.push_back("only ours: " + key);
        else
            compare_lines(key, lines, other->second, out);
    }
    for (const auto& [key, lines] : theirs.sections)
        if (!ours.sections.contains(key)) out.push_back("only theirs: " + key);
    return out;
}

}  // namespace uag::test
