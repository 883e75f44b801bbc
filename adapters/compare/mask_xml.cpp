#include <algorithm>
#include <vector>

#include "adapters/compare/mask_scan.hpp"
#include "adapters/compare/mask_text.hpp"
#include "adapters/xml/chars.hpp"
#include "adapters/xml/writer.hpp"
#include "core/base/text.hpp"
#include "core/contract/carriers.hpp"

namespace uag::compare {
namespace {

bool is_blank(std::string_view text) { return xml::trim_space(text).empty(); }

std::string_view local_of(std::string_view name) {
    const std::size_t colon = name.rfind(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

bool begins_name(char c) { return is_ascii_letter(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80; }

// A value that has no elements of its own, as far as it is known.
bool is_leaf(const TypeInfo* type) {
    return type == nullptr ||
           (type->kind != Kind::object && type->kind != Kind::array && type->kind != Kind::dictionary);
}

// Behind "<!--", "<![CDATA[", "<?" and "<!": how far it goes; npos: to the end and beyond.
std::size_t special_size(std::string_view text) {
    const auto up_to = [&](std::string_view end, std::size_t from) {
        const std::size_t at = text.find(end, from);
        return at == std::string_view::npos ? at : at + end.size();
    };
    if (text.starts_with("<!--")) return up_to("-->", 4);
    if (text.starts_with("<![CDATA[")) return up_to("]]>", 9);
    if (text.starts_with("<?")) return up_to("?>", 2);
    return up_to(">", 2);
}

// What an element's content says: its text, pieces put together; the raw content where elements are in it.
std::string content_text(std::string_view content) {
    std::string out;
    for (std::string_view rest = content; !rest.empty();) {
        const std::size_t at = std::min(rest.find('<'), rest.size());
        out += xml_text(rest.substr(0, at));
        rest.remove_prefix(at);
        if (rest.empty()) break;
        const std::size_t size = special_size(rest);
        if (size == std::string_view::npos || (rest[1] != '!' && rest[1] != '?')) return std::string(content);
        constexpr std::string_view begin = "<![CDATA[";
        if (rest.starts_with(begin)) out += rest.substr(begin.size(), size - begin.size() - 3);
        rest.remove_prefix(size);
    }
    return out;
}

class XmlMask {
public:
    XmlMask(std::string_view text, const Spot& root, bool in_body, const Pseudonyms& pseudonyms, std::string& out,
            int inside)
        : rest_(text), root_(root), in_body_(in_body), pseudonyms_(pseudonyms), out_(out), inside_(inside) {}

    void run() {
        while (!rest_.empty()) {
            const std::size_t at = std::min(find_markup(), rest_.size());
            text(rest_.substr(0, at));
            rest_.remove_prefix(at);
            if (rest_.empty()) return;
            if (rest_[1] == '/')
                end_tag();
            else if (rest_[1] == '!' || rest_[1] == '?')
                special();
            else
                start_tag();
        }
    }

private:
    struct Frame {
        std::string_view local;
        Spot spot;
    };

    bool is_secret() const { return !frames_.empty() && frames_.back().spot.secrecy != Secrecy::none; }

    // A '<' that nothing of XML follows is text.
    std::size_t find_markup() const {
        for (std::size_t at = rest_.find('<'); at != std::string_view::npos; at = rest_.find('<', at + 1)) {
            if (at + 1 == rest_.size()) break;
            const char next = rest_[at + 1];
            if (begins_name(next) || next == '/' || next == '!' || next == '?') return at;
        }
        return std::string_view::npos;
    }

    void text(std::string_view run) {
        if (is_secret() && !is_blank(run))
            out_ += pseudonyms_.of(xml_text(run));
        else if (const auto masked = mask_inside(xml_text(run), pseudonyms_, inside_))
            xml::append_text(out_, *masked);
        else
            out_ += run;
    }

    void special() {
        const std::size_t size = std::min(special_size(rest_), rest_.size());
        const std::string_view all = rest_.substr(0, size);
        rest_.remove_prefix(size);
        if (is_secret())
            text(content_text(all));
        else if (all.starts_with("<![CDATA["))
            cdata(all);
        else
            mask_loose(all, pseudonyms_, out_);
    }

    void cdata(std::string_view all) {
        constexpr std::size_t begin = 9;
        const std::size_t end = all.ends_with("]]>") && all.size() >= begin + 3 ? all.size() - 3 : all.size();
        const auto masked = mask_inside(all.substr(begin, end - begin), pseudonyms_, inside_);
        if (!masked) {
            out_ += all;
            return;
        }
        ((out_ += all.substr(0, begin)) += *masked) += all.substr(end);
    }

    // `<param name="password">x</param>`, `<input type="password" value="x">`: what an attribute says its value is.
    bool names_secret(std::string_view local) const {
        const std::string_view tag = rest_.substr(0, rest_.find('>'));
        for (std::size_t at = tag.find('='); at != tag.npos; at = tag.find('=', at + 1)) {
            const std::string_view before = xml::trim_space(tag.substr(0, at));
            const std::string_view word = before.substr(before.find_last_of(" \t\r\n\"'") + 1);
            const bool is_name = ascii_iequals(word, "name") || ascii_iequals(word, "key") ||
                                 ascii_iequals(word, "id") || (ascii_iequals(word, "type") && local == "input");
            if (!is_name) continue;
            const std::size_t begin = std::min(tag.find_first_not_of(" \t\r\n\"'", at + 1), tag.size());
            const std::string_view value = tag.substr(begin, tag.find_first_of("\"' \t\r\n/", begin) - begin);
            if (secrecy_of_parameter(xml_text(value)) != Secrecy::none) return true;
        }
        return false;
    }

    void end_tag() {
        const std::size_t end = rest_.find('>');
        if (end == std::string_view::npos) return mask_rest();
        const std::string_view local = local_of(xml::trim_space(rest_.substr(2, end - 2)));
        out_ += rest_.substr(0, end + 1);
        rest_.remove_prefix(end + 1);
        const auto open =
            std::find_if(frames_.rbegin(), frames_.rend(), [&](const Frame& frame) { return frame.local == local; });
        if (open != frames_.rend()) frames_.resize(static_cast<std::size_t>(frames_.rend() - open) - 1);
    }

    void mask_rest() {
        mask_loose(rest_, pseudonyms_, out_);
        rest_ = {};
    }

    Spot child(std::string_view local) const {
        if (frames_.empty()) return in_body_ ? named_spot(local) : root_;
        if (in_body_ && frames_.back().local == "Body" && frames_.size() <= 2) return root_;
        // Keys and values of its parameters have the names of secrets.
        const std::string_view parent = frames_.back().local;
        const bool is_error = parent == "Header" || parent == "detail" || parent == "Detail";
        if (in_body_ && is_error && local == "ExceptionInfo") return {&type_of<SoExceptionInfo>(), Secrecy::none};
        return element_spot(frames_.back().spot, local);
    }

    void start_tag() {
        const std::size_t name_end = std::min(rest_.find_first_of(" \t\r\n/>", 1), rest_.size());
        const std::string_view local = local_of(rest_.substr(1, name_end - 1));
        Spot spot = child(local);
        const bool is_leaf_secret = spot.secrecy == Secrecy::all && is_leaf(spot.type);
        out_ += rest_.substr(0, name_end);
        rest_.remove_prefix(name_end);
        const bool is_named = spot.type == nullptr && spot.secrecy == Secrecy::none && names_secret(local);
        const bool is_closed = attributes(is_leaf_secret, is_named);
        if (is_named && local != "input" && local != "meta") spot.secrecy = Secrecy::scalar;
        if (is_closed || rest_.empty()) return;
        if (is_leaf_secret) return secret_content(local);
        if (frames_.size() == deepest_mask) frames_.erase(frames_.begin());
        frames_.push_back({local, spot});
    }

    // Up to and with '>'. True for an element without content.
    bool attributes(bool secret, bool is_named) {
        while (!rest_.empty()) {
            const std::size_t blank = std::min(rest_.find_first_not_of(" \t\r\n"), rest_.size());
            out_ += rest_.substr(0, blank);
            rest_.remove_prefix(blank);
            if (rest_.starts_with("/>") || rest_.starts_with('>')) {
                const bool is_closed = rest_.front() == '/';
                out_ += is_closed ? "/>" : ">";
                rest_.remove_prefix(is_closed ? 2 : 1);
                return is_closed;
            }
            attribute(secret, is_named);
        }
        return false;
    }

    void attribute(bool secret, bool is_named) {
        const std::size_t name_end = std::min(rest_.find_first_of("= \t\r\n>", 1), rest_.size());
        const std::string_view name = rest_.substr(0, name_end);
        rest_.remove_prefix(name_end);
        const std::size_t before = std::min(rest_.find_first_not_of(" \t\r\n="), rest_.size());
        const std::string_view between = rest_.substr(0, before);
        if (between.find('=') == std::string_view::npos) {  // a word without a value
            out_ += secret ? pseudonyms_.of(name) : name;
            return;
        }
        out_ += name;
        out_ += between;
        rest_.remove_prefix(before);
        if (rest_.empty()) return;
        const bool is_quoted = rest_.front() == '"' || rest_.front() == '\'';
        const std::size_t begin = is_quoted ? 1 : 0;
        const std::size_t end =
            std::min(is_quoted ? rest_.find(rest_.front(), 1) : rest_.find_first_of(" \t\r\n>"), rest_.size());
        const std::string_view value = rest_.substr(begin, end - begin);
        const std::string_view local = local_of(name);
        const bool is_markup = name.starts_with("xmlns") || local == "nil" || local == "type";
        const bool is_value = is_named && (ascii_iequals(local, "value") || ascii_iequals(local, "content"));
        const bool is_masked = !is_markup && (secret || is_value || named_spot(local).secrecy != Secrecy::none);
        if (is_quoted) out_ += rest_.front();
        out_ += is_masked ? pseudonyms_.of(xml_text(value)) : value;
        rest_.remove_prefix(end);
        if (!is_quoted || rest_.empty()) return;
        out_ += rest_.front();
        rest_.remove_prefix(1);
    }

    // Everything up to the end tag of that name, whatever it is.
    void secret_content(std::string_view local) {
        std::size_t end = rest_.find("</");
        for (; end != std::string_view::npos; end = rest_.find("</", end + 2)) {
            const std::size_t close = std::min(rest_.find_first_of("> \t\r\n", end), rest_.size());
            if (local_of(rest_.substr(end + 2, close - end - 2)) == local) break;
        }
        end = std::min(end, rest_.size());
        out_ += pseudonyms_.of(content_text(rest_.substr(0, end)));
        rest_.remove_prefix(end);
        if (rest_.empty()) return;
        end = std::min(rest_.find('>'), rest_.size() - 1) + 1;
        out_ += rest_.substr(0, end);
        rest_.remove_prefix(end);
    }

    std::string_view rest_;
    Spot root_;
    bool in_body_;
    const Pseudonyms& pseudonyms_;
    std::string& out_;
    int inside_;
    std::vector<Frame> frames_;
};

}  // namespace

void mask_xml(std::string_view text, const Spot& root, bool in_body, const Pseudonyms& pseudonyms, std::string& out,
              int inside) {
    XmlMask(text, root, in_body, pseudonyms, out, inside).run();
}

}  // namespace uag::compare
