// Reads the small parts of XML from bytes: space, characters, references, names. The guard builds on it.
#pragma once

#include <algorithm>
#include <cstring>
#include <string_view>

#include "adapters/xml/chars.hpp"
#include "adapters/xml/guard.hpp"

namespace uag::xml {

/// A qualified name and its parts; views into the document.
struct QName {
    std::string_view full;
    std::string_view prefix;  // empty: none
    std::string_view local;
};

/// A place in a document. A reading step that refuses the document answers false; error() says why.
class Cursor {
public:
    const XmlError& error() const { return error_; }

protected:
    explicit Cursor(std::string_view document) : begin_(document.data()), at_(begin_), end_(begin_ + document.size()) {}

    bool refuse(MessageId reason) {
        error_ = {reason, static_cast<std::size_t>(at_ - begin_)};
        return false;
    }
    bool looking_at(std::string_view word) const {
        return static_cast<std::size_t>(end_ - at_) >= word.size() && std::memcmp(at_, word.data(), word.size()) == 0;
    }
    bool at_char(char c) const { return at_ != end_ && *at_ == c; }
    bool skip_space() {
        const char* const start = at_;
        while (at_ != end_ && has_class(*at_, space)) ++at_;
        return at_ != start;
    }
    // The first character from `from` on that is not of the class.
    const char* past_class(const char* from, CharClass which) const {
        return std::find_if_not(from, end_, [which](char c) { return has_class(c, which); });
    }
    void skip_class(CharClass which) { at_ = past_class(at_, which); }

    // One code point above ASCII, or a control.
    bool one_char() {
        const char* next = at_;
        const char32_t code = next_code_point(next, end_);
        if (code == bad_char) return refuse("the text is not valid UTF-8");
        if (!is_xml_char(code)) return refuse("a character that XML does not allow");
        at_ = next;
        return true;
    }

    // EntityRef of the five predefined ones, or CharRef of an allowed character.
    bool reference() {
        if (looking_at("&#")) return character_reference();
        for (const std::string_view known : {"&lt;", "&gt;", "&amp;", "&quot;", "&apos;"}) {
            if (!looking_at(known)) continue;
            at_ += known.size();
            return true;
        }
        return refuse("an entity other than the five of XML");
    }
    bool character_reference() {
        const bool hexadecimal = looking_at("&#x");
        const char* digit = at_ + (hexadecimal ? 3 : 2);
        const char* const first = digit;
        const unsigned base = hexadecimal ? 16 : 10;
        char32_t code = 0;
        for (; digit != end_ && *digit != ';'; ++digit) {
            const unsigned value = digit_value(*digit);
            if (value >= base) return refuse("malformed character reference");
            if (code <= 0x10FFFF) code = code * base + value;
        }
        if (digit == end_ || digit == first) return refuse("malformed character reference");
        if (!is_xml_char(code)) return refuse("a reference to a character that XML does not allow");
        at_ = digit + 1;
        return true;
    }

    // NCName (Namespaces in XML, production 4).
    bool nc_name(std::string_view& name) {
        const char* const start = at_;
        const bool begins_well = at_ != end_ && (has_class(*at_, name_start) || is_above_ascii(*at_));
        if (begins_well) skip_class(name_char);
        while (begins_well && at_ != end_ && is_above_ascii(*at_)) {
            const char* next = at_;
            const char32_t code = next_code_point(next, end_);
            if (code == bad_char) return refuse("the text is not valid UTF-8");
            if (at_ == start ? !is_name_start_above_ascii(code) : !is_name_char_above_ascii(code)) break;
            at_ = past_class(next, name_char);
        }
        if (at_ == start) return refuse("malformed name");
        name = {start, at_};
        return true;
    }
    bool q_name(QName& name, std::size_t limit) {
        const char* const start = at_;
        if (const char* const end = end_of_plain_name(); end != start) {
            at_ = end;
            name.full = name.local = {start, end};
            name.prefix = {};
            return name.full.size() <= limit || refuse("a name is too long");
        }
        name.prefix = {};
        if (!nc_name(name.local)) return false;
        if (at_char(':')) {
            ++at_;
            name.prefix = name.local;
            if (!nc_name(name.local)) return false;
        }
        name.full = {start, at_};
        return name.full.size() <= limit || refuse("a name is too long");
    }

    const char* const begin_;
    const char* at_;
    const char* const end_;

private:
    // Behind a name of ASCII without a prefix, as nearly all are; at_ if it is none.
    const char* end_of_plain_name() const {
        const char* next = at_;
        if (next == end_ || !has_class(*next, name_start)) return at_;
        while (next != end_ && has_class(*next, name_char)) ++next;
        return next != end_ && *next != ':' && !is_above_ascii(*next) ? next : at_;
    }
    static unsigned digit_value(char c) {
        if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
        if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10;
        if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A') + 10;
        return 99;
    }

    XmlError error_;
};

}  // namespace uag::xml
