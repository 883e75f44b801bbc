#include "adapters/xml/guard.hpp"

#include <algorithm>
#include <array>
#include <boost/container/small_vector.hpp>

#include "adapters/xml/cursor.hpp"
#include "core/base/text.hpp"

namespace uag::xml {
namespace {

constexpr std::string_view xml_namespace = "http://www.w3.org/XML/1998/namespace";
constexpr std::string_view xmlns_namespace = "http://www.w3.org/2000/xmlns/";

struct Binding {
    std::string_view prefix;
    std::string_view uri;
};

struct OpenElement {
    std::string_view name;
    std::size_t bindings;  // how many were in scope outside of it
};

bool is_uri_text(std::string_view uri) {
    return std::all_of(uri.begin(), uri.end(), [](char c) { return has_class(c, uri_char); });
}

// Tells in one look that a name is surely new; only a hit costs a walk over the attributes before it. With at
// most 64 attributes an element the walk is bounded anyway, so chosen collisions buy an attacker little.
class SeenNames {
public:
    bool add(std::string_view name) {
        const auto size = static_cast<std::uint32_t>(name.size());
        const std::uint32_t ends =
            std::uint32_t{static_cast<unsigned char>(name.front())} << 8 | static_cast<unsigned char>(name.back());
        const std::uint32_t hash = (ends ^ size << 16U) * 2'654'435'769U;
        std::uint64_t& word = words_[hash >> 30];
        const std::uint64_t bit = std::uint64_t{1} << (hash >> 24 & 63);
        const bool seen = (word & bit) != 0;
        word |= bit;
        return seen;
    }

private:
    std::array<std::uint64_t, 4> words_{};
};

// Each step answers false once it has refused; the caller passes that on.
class Guard : private Cursor {
public:
    Guard(std::string_view document, const XmlLimits& limits) : Cursor(document), limits_(limits) {}

    bool run() {
        if (looking_at("\xEF\xBB\xBF")) at_ += 3;
        if (is_declaration() && !declaration()) return false;
        while (at_ != end_) {
            if (*at_ == '<') {
                if (!markup()) return false;
            } else if (open_.empty()) {
                if (!has_class(*at_, space)) return refuse("text outside the root element");
                ++at_;
            } else if (!text()) {
                return false;
            }
        }
        if (!open_.empty()) return refuse("the document ends inside an element");
        return seen_root_ || refuse("the document has no root element");
    }

    using Cursor::error;

private:
    bool count_node() { return ++nodes_ <= limits_.nodes || refuse("too many nodes"); }

    // XMLDecl (productions 23 to 26, 32, 77, 80).
    bool is_declaration() const { return looking_at("<?xml") && end_ - at_ > 5 && has_class(at_[5], space); }
    bool declaration() {
        at_ += 5;
        std::string_view value;
        bool found = false;
        if (!pseudo_attribute("version", value, found)) return false;
        if (!found || value != "1.0") return refuse("the XML version is not 1.0");
        if (!pseudo_attribute("encoding", value, found)) return false;
        if (found && !is_encoding_name(value)) return refuse("malformed XML declaration");
        if (!pseudo_attribute("standalone", value, found)) return false;
        if (found && value != "yes" && value != "no") return refuse("malformed XML declaration");
        skip_space();
        if (!looking_at("?>")) return refuse("malformed XML declaration");
        at_ += 2;
        return true;
    }
    bool pseudo_attribute(std::string_view name, std::string_view& value, bool& found) {
        found = false;
        const char* const start = at_;
        if (!skip_space() || !looking_at(name)) {
            at_ = start;
            return true;
        }
        at_ += name.size();
        skip_space();
        if (!at_char('=')) return refuse("malformed XML declaration");
        ++at_;
        skip_space();
        if (!at_char('"') && !at_char('\'')) return refuse("malformed XML declaration");
        const char quote = *at_++;
        const char* const first = at_;
        while (at_ != end_ && (has_class(*at_, name_char))) ++at_;
        if (!at_char(quote)) return refuse("malformed XML declaration");
        value = {first, at_};
        ++at_;
        found = true;
        return true;
    }
    // EncName (production 81): a letter first; what follows has been read as name characters.
    static bool is_encoding_name(std::string_view name) { return !name.empty() && is_ascii_letter(name.front()); }

    bool markup() {
        const char next = end_ - at_ > 1 ? at_[1] : '\0';
        if (next == '/') return end_tag();
        if (next == '?')
            return refuse(is_declaration() ? label("the XML declaration does not stand at the start")
                                           : label("processing instructions are not accepted"));
        if (next != '!') return start_tag();
        if (looking_at("<!--")) return comment();
        if (looking_at("<![CDATA[")) return cdata();
        return refuse("document type declarations are not accepted");
    }

    bool comment() {
        if (!count_node()) return false;
        at_ += 4;
        while (at_ != end_) {
            if (looking_at("--")) {
                if (!looking_at("-->")) return refuse("'--' inside a comment");
                at_ += 3;
                return true;
            }
            if (has_class(*at_, plain_text)) {
                ++at_;
            } else if (!one_char()) {
                return false;
            }
        }
        return refuse("a comment is not closed");
    }

    bool cdata() {
        if (open_.empty()) return refuse("text outside the root element");
        if (!count_node()) return false;
        at_ += 9;
        const char* const start = at_;
        while (at_ != end_) {
            if (*at_ == ']' && looking_at("]]>")) {
                const bool fits = count_text(start);
                at_ += 3;
                return fits;
            }
            if (has_class(*at_, plain_text)) {
                ++at_;
            } else if (!one_char()) {
                return false;
            }
        }
        return refuse("a CDATA section is not closed");
    }

    bool count_text(const char* start) {
        text_ += static_cast<std::size_t>(at_ - start);
        return text_ <= limits_.text || refuse("a text is too long");
    }

    bool text() {
        const char* const start = at_;
        while (at_ != end_ && *at_ != '<') {
            if (has_class(*at_, plain_text)) {
                skip_class(plain_text);
            } else if (*at_ == '&') {
                if (!reference()) return false;
            } else if (*at_ == ']') {
                if (looking_at("]]>")) return refuse("']]>' in a text");
                ++at_;
            } else if (!one_char()) {
                return false;
            }
        }
        return count_text(start);
    }

    bool start_tag() {
        if (open_.empty() && seen_root_) return refuse("a second root element");
        if (!count_node()) return false;
        if (open_.size() >= limits_.depth) return refuse("the elements are nested too deeply");
        ++at_;
        QName name;
        if (!q_name(name, limits_.name)) return false;
        const std::size_t bindings = bindings_.size();
        attributes_.clear();
        if (!at_char('>') && !attributes()) return false;
        if (!name.prefix.empty() && !is_bound_element(name.prefix)) return false;
        if (!attributes_.empty() && !resolve_attributes()) return false;
        seen_root_ = true;
        text_ = 0;
        if (*at_ == '>') {
            open_.push_back({name.full, bindings});
            ++at_;
        } else {
            bindings_.resize(bindings);
            at_ += 2;
        }
        return true;
    }

    // Up to the tag's end, '>' or '/>'.
    bool attributes() {
        seen_ = {};
        for (;;) {
            const bool separated = skip_space();
            if (at_char('>') || looking_at("/>")) return true;
            if (at_ == end_) return refuse("the document ends inside a tag");
            if (!separated) return refuse("malformed tag");
            if (!attribute()) return false;
        }
    }

    bool end_tag() {
        at_ += 2;
        if (open_.empty()) return refuse("an end tag without a start tag");
        const OpenElement& element = open_.back();
        if (!looking_at(element.name)) return refuse("an end tag that does not match its start tag");
        at_ += element.name.size();
        skip_space();
        if (!at_char('>')) return refuse("an end tag that does not match its start tag");
        ++at_;
        bindings_.resize(element.bindings);
        open_.pop_back();
        text_ = 0;
        return true;
    }

    bool attribute() {
        if (attributes_.size() >= limits_.attributes) return refuse("too many attributes");
        if (!count_node()) return false;
        QName name;
        if (!q_name(name, limits_.name)) return false;
        if (seen_.add(name.full))
            for (const QName& other : attributes_)
                if (other.full == name.full) return refuse("an attribute stands twice");
        attributes_.push_back(name);
        skip_space();
        if (!at_char('=')) return refuse("malformed attribute");
        ++at_;
        skip_space();
        std::string_view value;
        bool is_uri = false;
        if (!attribute_value(value, is_uri)) return false;
        if (name.prefix == "xmlns") return declare(name.local, value, is_uri);
        if (name.full == "xmlns") return declare({}, value, is_uri);
        return true;
    }
    // `is_uri`: the value is known to be a URI's text; if it is not, it may be one all the same.
    bool attribute_value(std::string_view& value, bool& is_uri) {
        if (!at_char('"') && !at_char('\'')) return refuse("malformed attribute");
        const char quote = *at_++;
        const char* const start = at_;
        skip_class(plain_uri);
        is_uri = at_char(quote);
        for (;;) {
            if (at_ == end_) return refuse("an attribute's value is not closed");
            if (*at_ == quote) break;
            if (has_class(*at_, plain_value)) {
                skip_class(plain_value);
            } else if (*at_ == '"' || *at_ == '\'') {
                ++at_;
            } else if (*at_ == '<') {
                return refuse("'<' in an attribute's value");
            } else if (*at_ == '&' ? !reference() : !one_char()) {
                return false;
            }
        }
        value = {start, at_};
        ++at_;
        return value.size() <= limits_.text || refuse("a text is too long");
    }

    // A namespace name is compared as it stands, so one whose value is not its spelling is refused.
    bool declare(std::string_view prefix, std::string_view uri, bool is_uri) {
        if (bindings_.size() >= limits_.namespaces) return refuse("too many namespace declarations");
        if (prefix == "xml" || prefix == "xmlns" || uri == xml_namespace || uri == xmlns_namespace)
            return refuse("the prefixes xml and xmlns cannot be declared");
        if (!prefix.empty() && uri.empty()) return refuse("a prefix is bound to no namespace");
        if (!is_uri && !is_uri_text(uri)) return refuse("malformed namespace name");
        bindings_.push_back({prefix, uri});
        return true;
    }

    const Binding* lookup(std::string_view prefix) const {
        for (std::size_t i = bindings_.size(); i-- > 0;)
            if (bindings_[i].prefix == prefix) return &bindings_[i];
        return nullptr;
    }

    bool is_bound_element(std::string_view prefix) {
        if (prefix == "xmlns") return refuse("the prefix xmlns on an element");
        return prefix == "xml" || lookup(prefix) != nullptr || refuse("a prefix is not declared");
    }
    bool resolve_attributes() {
        seen_ = {};
        for (std::size_t i = 0; i < attributes_.size(); ++i) {
            const QName& name = attributes_[i];
            if (name.prefix.empty() || name.prefix == "xmlns" || name.prefix == "xml") continue;
            const Binding* const binding = lookup(name.prefix);
            if (binding == nullptr) return refuse("a prefix is not declared");
            if (seen_.add(name.local) && stands_before(i, binding->uri)) return refuse("an attribute stands twice");
        }
        return true;
    }
    bool stands_before(std::size_t index, std::string_view uri) const {
        for (std::size_t i = 0; i < index; ++i) {
            const QName& other = attributes_[i];
            if (other.local != attributes_[index].local || other.prefix.empty()) continue;
            const Binding* const binding = lookup(other.prefix);
            if (binding != nullptr && binding->uri == uri) return true;
        }
        return false;
    }

    const XmlLimits& limits_;
    std::size_t nodes_ = 0;
    std::size_t text_ = 0;
    bool seen_root_ = false;
    SeenNames seen_;
    boost::container::small_vector<OpenElement, 32> open_;
    boost::container::small_vector<Binding, 16> bindings_;
    boost::container::small_vector<QName, 16> attributes_;
};

}  // namespace

boost::system::result<void, XmlError> guard(std::string_view document, const XmlLimits& limits) {
    Guard reader(document, limits);
    if (!reader.run()) return reader.error();
    return {};
}

}  // namespace uag::xml
