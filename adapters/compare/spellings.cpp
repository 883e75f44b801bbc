#include "adapters/compare/spellings.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <tuple>
#include <utility>

#include "core/base/encoding.hpp"
#include "core/base/normal_forms.hpp"
#include "core/base/secret.hpp"
#include "core/base/text.hpp"

namespace uag::compare {
namespace {

constexpr std::size_t longest_reference = 40;
constexpr std::size_t longest_comment = 256;  // beyond it, what stands before and behind is no one text

struct NamedCharacter {
    std::string_view name;
    char32_t code;
};
constexpr std::array<NamedCharacter, 20> named_characters{
    {{"lt", '<'},     {"gt", '>'},     {"amp", '&'},  {"quot", '"'},  {"apos", '\''},  {"sol", '/'},    {"bsol", '\\'},
     {"plus", '+'},   {"equals", '='}, {"excl", '!'}, {"num", '#'},   {"dollar", '$'}, {"percnt", '%'}, {"ast", '*'},
     {"commat", '@'}, {"colon", ':'},  {"semi", ';'}, {"quest", '?'}, {"lowbar", '_'}, {"euro", 0x20AC}}};

// HTML 4 section 24.2.1, from U+00A0 on.
constexpr std::array<std::string_view, 96> latin1_names{
    "nbsp",   "iexcl",  "cent",   "pound",  "curren", "yen",    "brvbar", "sect",   "uml",    "copy",   "ordf",
    "laquo",  "not",    "shy",    "reg",    "macr",   "deg",    "plusmn", "sup2",   "sup3",   "acute",  "micro",
    "para",   "middot", "cedil",  "sup1",   "ordm",   "raquo",  "frac14", "frac12", "frac34", "iquest", "Agrave",
    "Aacute", "Acirc",  "Atilde", "Auml",   "Aring",  "AElig",  "Ccedil", "Egrave", "Eacute", "Ecirc",  "Euml",
    "Igrave", "Iacute", "Icirc",  "Iuml",   "ETH",    "Ntilde", "Ograve", "Oacute", "Ocirc",  "Otilde", "Ouml",
    "times",  "Oslash", "Ugrave", "Uacute", "Ucirc",  "Uuml",   "Yacute", "THORN",  "szlig",  "agrave", "aacute",
    "acirc",  "atilde", "auml",   "aring",  "aelig",  "ccedil", "egrave", "eacute", "ecirc",  "euml",   "igrave",
    "iacute", "icirc",  "iuml",   "eth",    "ntilde", "ograve", "oacute", "ocirc",  "otilde", "ouml",   "divide",
    "oslash", "ugrave", "uacute", "ucirc",  "uuml",   "yacute", "thorn",  "yuml"};

std::optional<std::uint32_t> code_in(std::string_view digits, int base) {
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
    if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return value;
}

void add_bytes(Readings& found, std::string_view bytes, std::size_t taken) {
    if (found.size + 1 >= found.all.size() || bytes.size() > 4) return;  // one place is the byte's own
    Reading& next = found.all[found.size++];
    std::ranges::copy(bytes, next.bytes.begin());
    next.size = bytes.size();
    next.taken = taken;
}

void add_code(Readings& found, std::uint32_t code, std::size_t taken) {
    if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return;
    std::string bytes;
    append_code_point(bytes, static_cast<char32_t>(code));
    add_bytes(found, bytes, taken);
}

// `\n`, `\/`, `\x3c`, `\u003c`, and each behind more than one backslash, where it was escaped again.
void add_backslash(Readings& found, std::string_view text) {
    constexpr std::size_t most_backslashes = 8;
    constexpr std::string_view letters = "\"'/bfnrt";
    constexpr std::string_view meant = "\"'/\b\f\n\r\t";
    const std::size_t run = std::min(text.find_first_not_of('\\'), text.size());
    for (std::size_t taken = 2; taken <= std::min<std::size_t>(run, 4); taken *= 2) add_bytes(found, "\\", taken);
    if (run > most_backslashes || run == text.size()) return;
    const std::string_view rest = text.substr(run);
    if (const std::size_t at = letters.find(rest.front()); at != std::string_view::npos)
        return add_bytes(found, meant.substr(at, 1), run + 1);
    if (rest.front() == 'x' && rest.size() > 2)
        if (const auto code = code_in(rest.substr(1, 2), 16)) return add_code(found, *code, run + 3);
    const auto code = rest.front() == 'u' && rest.size() > 4 ? code_in(rest.substr(1, 4), 16) : std::nullopt;
    if (!code) return;
    if (*code < 0xD800 || *code > 0xDBFF) return add_code(found, *code, run + 5);
    const std::string_view second = rest.substr(5);
    const bool is_pair = second.size() > run + 4 && second.find_first_not_of('\\') == run && second[run] == 'u';
    const auto low = is_pair ? code_in(second.substr(run + 1, 4), 16) : std::nullopt;
    if (low && *low >= 0xDC00 && *low <= 0xDFFF)
        add_code(found, 0x10000 + ((*code - 0xD800) << 10) + (*low - 0xDC00), 2 * (run + 5));
}

std::optional<std::uint32_t> referred(std::string_view name) {
    if (name.starts_with("#x") || name.starts_with("#X")) return code_in(name.substr(2), 16);
    if (name.starts_with('#')) return code_in(name.substr(1), 10);
    for (const NamedCharacter& row : named_characters)
        if (row.name == name) return row.code;
    const auto at = std::ranges::find(latin1_names, name);
    if (at == latin1_names.end()) return std::nullopt;
    return 0xA0 + static_cast<std::uint32_t>(at - latin1_names.begin());
}

// `&lt;`, `&#60;`, `&#x3c;`; `&amp;lt;` is '<' that was escaped twice, or '&' before "lt;".
void add_reference(Readings& found, std::string_view text) {
    constexpr std::string_view again = "amp;";
    std::size_t begin = 1;
    while (begin < longest_reference && text.substr(begin).starts_with(again)) {
        begin += again.size();
        if (begin <= 1 + 3 * again.size()) add_bytes(found, "&", begin);
    }
    const std::string_view name = text.substr(begin, longest_reference);
    const std::size_t end = name.find(';');
    const auto code = end == std::string_view::npos ? std::nullopt : referred(name.substr(0, end));
    if (code) add_code(found, *code, begin + end + 1);
}

void add_percent(Readings& found, std::string_view text) {
    std::size_t begin = 1;
    while (begin < longest_reference && text.substr(begin).starts_with("25")) begin += 2;
    for (const std::size_t digits : {begin, std::size_t{1}}) {  // `%253C`, and `%25` itself
        const auto byte = digits + 1 < text.size() ? code_in(text.substr(digits, 2), 16) : std::nullopt;
        if (!byte || (found.size > 0 && digits == begin)) continue;
        const char c = static_cast<char>(*byte);
        add_bytes(found, {&c, 1}, digits + 2);
    }
}

// What stands between two pieces of one text: the borders of CDATA, a comment, an instruction.
std::size_t between_size(std::string_view text) {
    for (const std::string_view border : {"]]>", "<![CDATA["})
        if (text.starts_with(border)) return border.size();
    const bool is_comment = text.starts_with("<!--");
    if (!is_comment && !text.starts_with("<?")) return 0;
    const std::string_view close = is_comment ? "-->" : "?>";
    const std::size_t at = text.substr(0, longest_comment).find(close, is_comment ? 4 : 2);
    return at == std::string_view::npos ? 0 : at + close.size();
}

// What base64 tells of the secret alone, behind so many bytes of something else, modulo three.
Encoded base64_behind(std::string_view secret, std::size_t before) {
    std::string all = base64_encode(std::string(before, '\0') + std::string(secret));
    const std::size_t first = (before * 8 + 5) / 6;
    const std::size_t end = (before + secret.size()) * 8 / 6;
    Encoded found{all.substr(first, end - first), all.substr(end)};
    wipe(all);
    return found;
}

std::string for_urls(std::string base64) {
    for (char& c : base64) c = c == '+' ? '-' : c == '/' ? '_' : c;
    return base64;
}

void add_base64(std::vector<Encoded>& all, std::string_view secret) {
    for (const std::size_t before : {0U, 1U, 2U}) {
        all.push_back(base64_behind(secret, before));
        const Encoded& plain = all.back();
        Encoded url{for_urls(plain.text), for_urls(plain.tail)};
        if (url.text != plain.text || url.tail != plain.tail) all.push_back(std::move(url));
    }
}

void add_encodings(std::vector<Encoded>& all, std::string_view secret) {
    add_base64(all, secret);
    const std::string hex = hex_encode(std::as_bytes(std::span(secret.data(), secret.size())));
    all.push_back({hex, {}});
    std::string upper = hex;
    std::ranges::transform(upper, upper.begin(), ascii_upper);
    if (upper != hex) all.push_back({upper, {}});
}

// UTF-16 without a mark, as .NET's Encoding.Unicode gives bytes; nothing for what is no UTF-8.
std::string utf16_of(std::string_view utf8, bool is_big) {
    std::string out;
    out.reserve(2 * utf8.size());
    const auto add = [&](char32_t unit) {
        const char high = static_cast<char>(unit >> 8);
        const char low = static_cast<char>(unit & 0xFF);
        out += is_big ? high : low;
        out += is_big ? low : high;
    };
    if (!is_utf8(utf8)) return out;
    while (!utf8.empty()) {
        const char32_t code = take_code_point(utf8);
        if (code < 0x10000) {
            add(code);
            continue;
        }
        add(0xD800 + ((code - 0x10000) >> 10));
        add(0xDC00 + ((code - 0x10000) & 0x3FF));
    }
    return out;
}

// Nothing where that is the same, or cannot be said.
std::string latin1_of(std::string_view utf8) {
    std::string out;
    for (std::size_t at = 0; at < utf8.size(); ++at) {
        const auto byte = static_cast<unsigned char>(utf8[at]);
        if (byte < 0x80) {
            out += utf8[at];
            continue;
        }
        if ((byte != 0xC2 && byte != 0xC3) || at + 1 == utf8.size()) return {};
        out += static_cast<char>(((byte & 3) << 6) | (static_cast<unsigned char>(utf8[++at]) & 0x3F));
    }
    return out == utf8 ? std::string() : out;
}

}  // namespace

bool may_be_escape(std::string_view text) noexcept {
    switch (text.front()) {
        case '\\':
        case '&':
        case '%':
        case '+': return true;
        case '<': return text.size() > 1 && (text[1] == '!' || text[1] == '?');
        case ']': return text.starts_with("]]>");
        default: return false;
    }
}

Readings readings_of(std::string_view text) {
    Readings found;
    switch (text.front()) {
        case '\\': add_backslash(found, text); break;
        case '&': add_reference(found, text); break;
        case '%': add_percent(found, text); break;
        case '+': add_bytes(found, " ", 1); break;
        case '<':
        case ']':
            if (const std::size_t size = between_size(text); size != 0) add_bytes(found, {}, size);
            break;
        default: break;
    }
    found.all[found.size++] = {{text.front()}, 1, 1};
    return found;
}

std::size_t end_of_spelling(std::string_view text, std::string_view rest) {
    std::size_t same = 0;
    while (same < rest.size() && same < text.size() && text[same] == rest[same] && !may_be_escape(text.substr(same)))
        ++same;
    if (same == rest.size()) return same;
    if (same == text.size() || !may_be_escape(text.substr(same))) return std::string_view::npos;
    // Places of text and secret from where another way is still to be tried; each is tried once.
    std::vector<std::pair<std::size_t, std::size_t>> open{{same, same}};
    std::set<std::pair<std::size_t, std::size_t>> seen;
    while (!open.empty()) {
        auto [at, known] = open.back();
        open.pop_back();
        while (known < rest.size() && at < text.size()) {
            if (!may_be_escape(text.substr(at))) {
                if (text[at++] != rest[known++]) known = std::string_view::npos;
                continue;
            }
            const auto from = std::pair(at, known);
            known = std::string_view::npos;
            if (!seen.insert(from).second) break;
            for (const Reading& reading : readings_of(text.substr(from.first))) {
                if (!rest.substr(from.second).starts_with({reading.bytes.data(), reading.size})) continue;
                const auto next = std::pair(from.first + reading.taken, from.second + reading.size);
                if (known == std::string_view::npos)
                    std::tie(at, known) = next;
                else
                    open.push_back(next);
            }
        }
        if (known == rest.size()) return at;
    }
    return std::string_view::npos;
}

namespace {

// Of one normal form.
void add_form(std::vector<Encoded>& all, std::string_view secret) {
    add_encodings(all, secret);
    for (const bool is_big : {false, true}) {
        std::string wide = utf16_of(secret, is_big);
        add_base64(all, wide);
        wipe(wide);
    }
    if (std::string latin1 = latin1_of(secret); !latin1.empty()) {
        add_encodings(all, latin1);
        all.push_back({std::move(latin1), {}});
    }
}

}  // namespace

std::vector<Encoded> encodings_of(std::string_view secret) {
    std::vector<Encoded> all;
    add_form(all, secret);
    for (std::string& form : normal_forms(secret)) {
        add_form(all, form);
        all.push_back({std::move(form), {}});
    }
    return all;
}

}  // namespace uag::compare
