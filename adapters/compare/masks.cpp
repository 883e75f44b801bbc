#include "adapters/compare/masks.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <span>

#include "adapters/compare/mask_scan.hpp"
#include "adapters/compare/value_text.hpp"
#include "adapters/http/charset.hpp"
#include "adapters/json/guard.hpp"
#include "adapters/xml/chars.hpp"
#include "adapters/xml/guard.hpp"
#include "core/base/text.hpp"

namespace uag::compare {
namespace {

Spot root_of(const MessageKind& kind) {
    if (kind.operation == nullptr) return {nullptr, Secrecy::scalar};
    const TypeInfo& type = kind.is_request ? kind.operation->request() : kind.operation->response();
    if (kind.wire == Wire::soap) return {&type, Secrecy::none};
    const bool is_bare = kind.is_request && kind.operation->rest == RestShape::bare_body;
    const FieldInfo* const only = is_bare ? &type.fields.front() : kind.is_request ? nullptr : only_response(type);
    if (only == nullptr) return {&type, Secrecy::none};
    return {&only->type(), only->is_secret ? Secrecy::all : Secrecy::none};
}

// UTF-16, by its mark or by the zeros beside ASCII characters.
bool may_be_utf16(std::string_view bytes) {
    return has_byte_order_mark(bytes) || bytes.substr(0, 4).find('\0') != std::string_view::npos;
}

// Whether the word, in lower case, stands in the header.
bool says(std::string_view header, std::string_view word) {
    return std::search(header.begin(), header.end(), word.begin(), word.end(),
                       [](char a, char b) { return ascii_lower(a) == b; }) != header.end();
}

enum class BodyForm : std::uint8_t { json, xml, form, multipart, other };

BodyForm body_form(std::string_view content_type, std::string_view text) {
    const std::string_view body = xml::trim_space(text);
    const char first = body.empty() ? ' ' : body.front();
    if (says(content_type, "multipart/")) return BodyForm::multipart;
    if (first == '<') return BodyForm::xml;
    if (says(content_type, "x-www-form-urlencoded")) return BodyForm::form;
    if (first == '{' || first == '[' || first == '"' || says(content_type, "json")) return BodyForm::json;
    return says(content_type, "xml") ? BodyForm::xml : BodyForm::other;
}

// As far as a strict reader goes; a body beyond all limits counts as broken.
bool is_whole(BodyForm form, std::string_view text) {
    constexpr std::size_t any = std::numeric_limits<std::size_t>::max();
    if (form == BodyForm::xml) return xml::guard(text, {deepest_mask, 256, 256, 1024, any, any}).has_value();
    std::string copy(text);
    json::Body body;
    const bool is_read = body.parse(std::span(copy.data(), copy.size()), {deepest_mask, any, any}).has_value();
    wipe(copy);
    return is_read;
}

enum class FieldForm : std::uint8_t { plain, credentials, cookies, set_cookie, secret, address };

struct FieldRow {
    std::string_view name;
    FieldForm form;
};
constexpr std::array<FieldRow, 19> field_rows{{
    {"Authorization", FieldForm::credentials},
    {"Proxy-Authorization", FieldForm::credentials},
    {"Cookie", FieldForm::cookies},
    {"Set-Cookie", FieldForm::set_cookie},
    {"SOTicket", FieldForm::secret},
    {"Location", FieldForm::address},
    {"Content-Location", FieldForm::address},
    {"Referer", FieldForm::address},
    {"Origin", FieldForm::address},
    {"Link", FieldForm::address},
    {"Refresh", FieldForm::address},
    {"SOAPAction", FieldForm::address},
    {"X-Original-URL", FieldForm::address},
    {"X-Original-URI", FieldForm::address},
    {"X-Rewrite-URL", FieldForm::address},
    {"X-Forwarded-Uri", FieldForm::address},
    {"X-Forwarded-Url", FieldForm::address},
    {"WWW-Authenticate", FieldForm::plain},
    {"Proxy-Authenticate", FieldForm::plain},
}};

FieldForm form_of_field(std::string_view name) {
    for (const FieldRow& row : field_rows)
        if (ascii_iequals(row.name, name)) return row.form;
    return is_secret_field(name) ? FieldForm::secret : FieldForm::plain;
}

// "Bearer x": a known scheme stays.
std::string masked_credentials(std::string_view value, const Pseudonyms& pseudonyms) {
    constexpr std::array<std::string_view, 6> schemes{"Basic", "Bearer", "SOTicket", "Digest", "Negotiate", "NTLM"};
    const std::size_t blank = value.find(' ');
    const auto is_it = [&](std::string_view scheme) { return ascii_iequals(scheme, value.substr(0, blank)); };
    if (blank == std::string_view::npos || std::ranges::none_of(schemes, is_it)) return pseudonyms.of(value);
    return std::string(value.substr(0, blank + 1)) + pseudonyms.of(value.substr(blank + 1));
}

// Where another cookie's value begins in an attribute, two fields being joined by a comma; npos: none does.
std::size_t joined_cookie(std::string_view attribute) {
    for (std::size_t comma = attribute.find(','); comma != attribute.npos; comma = attribute.find(',', comma + 1)) {
        const std::size_t name = attribute.find_first_not_of(" \t", comma + 1);
        const std::size_t end = attribute.find_first_of(" \t,=", std::min(name, attribute.size()));
        if (end != attribute.npos && attribute[end] == '=') return end + 1;
    }
    return std::string_view::npos;
}

// `a=1; b=2`: the names stay. Of Set-Cookie only the first pair is the cookie.
std::string masked_cookies(std::string_view value, bool only_first, const Pseudonyms& pseudonyms) {
    std::string out;
    for (bool is_first = true;; is_first = false) {
        const std::size_t end = value.find(';');
        const std::string_view pair = value.substr(0, end);
        const std::size_t equals = pair.find('=');
        std::size_t begin = equals == std::string_view::npos ? pair.find_first_not_of(" \t") : equals + 1;
        if (!is_first && only_first) begin = joined_cookie(pair);
        const bool is_cookie = begin < pair.size();
        out += pair.substr(0, is_cookie ? begin : pair.size());
        if (is_cookie) out += pseudonyms.of(pair.substr(begin));
        if (end == std::string_view::npos) return out;
        out += ';';
        value = value.substr(end + 1);
    }
}

// Compressed although nothing says so (RFC 1950, RFC 1952), or with characters in its beginning that no text has.
bool is_compressed(std::string_view bytes) {
    if (bytes.starts_with("\x1F\x8B")) return true;
    if (bytes.size() < 2 || bytes[0] != 'x') return false;
    const auto second = static_cast<unsigned char>(bytes[1]);
    return second == 0x01 || second == 0x9C || second == 0xDA;
}
bool is_no_text(std::string_view bytes) {
    constexpr std::size_t looked_at = 512;
    return std::ranges::any_of(bytes.substr(0, looked_at), [](char c) {
        return static_cast<unsigned char>(c) < ' ' &&
               std::string_view("\t\r\n\f\x1B").find(c) == std::string_view::npos;
    });
}

}  // namespace

std::string Masks::body(const MessageKind& kind, std::string_view content_type, std::string_view bytes) const {
    if (is_compressed(bytes)) return pseudonyms_.of(bytes);
    std::string copy;
    std::string decoded;
    std::string_view text = bytes;
    if (may_be_utf16(bytes)) {
        copy = bytes;
        // Without a mark only the type tells it from bytes that are no text.
        const bool is_said = !has_byte_order_mark(bytes) && says(content_type, "utf-16");
        const Charset charset = is_said ? Charset::utf16 : Charset::unstated;
        const auto read = to_utf8(std::span(copy.data(), copy.size()), charset, decoded);
        if (!read.has_value()) return pseudonyms_.of(bytes);
        text = std::string_view(read->data(), read->size());
        if (may_be_utf16(text)) return pseudonyms_.of(bytes);
    }
    std::string out;
    out.reserve(text.size());
    const Spot root = root_of(kind);
    const BodyForm form = body_form(content_type, text);
    if (form == BodyForm::other && is_no_text(text)) {
        for (std::string* const plain : {&copy, &decoded}) wipe(*plain);
        return pseudonyms_.of(bytes);
    }
    switch (form) {
        case BodyForm::json: mask_json(text, root, pseudonyms_, out); break;
        case BodyForm::xml: mask_xml(text, root, kind.wire == Wire::soap, pseudonyms_, out); break;
        case BodyForm::form: mask_form(text, root, false, pseudonyms_, out); break;
        case BodyForm::multipart: mask_multipart(content_type, text, pseudonyms_, out); break;
        case BodyForm::other: mask_loose(text, pseudonyms_, out); break;
    }
    std::string scrubbed = pseudonyms_.scrubbed(out);
    if ((form == BodyForm::xml || form == BodyForm::json) && !is_whole(form, text))
        scrubbed = mask_broken(scrubbed, form == BodyForm::xml, pseudonyms_);
    for (std::string* const plain : {&copy, &decoded, &out}) wipe(*plain);
    return scrubbed;
}

std::string Masks::field(std::string_view name, std::string_view value) const {
    switch (form_of_field(name)) {
        case FieldForm::credentials: return masked_credentials(value, pseudonyms_);
        case FieldForm::cookies: return masked_cookies(value, false, pseudonyms_);
        case FieldForm::set_cookie: return masked_cookies(value, true, pseudonyms_);
        case FieldForm::secret: return pseudonyms_.of(value);
        case FieldForm::address: return address(value);
        case FieldForm::plain: break;
    }
    return pseudonyms_.scrubbed(value);
}

std::vector<std::pair<std::string, std::string>> Masks::fields(
    const std::vector<std::pair<std::string, std::string>>& all) const {
    std::vector<std::pair<std::string, std::string>> masked;
    masked.reserve(all.size());
    for (const auto& [name, value] : all) masked.emplace_back(pseudonyms_.scrubbed(name), field(name, value));
    return masked;
}

std::string Masks::address(std::string_view text) const {
    std::string out;
    mask_address(text, pseudonyms_, out);
    return pseudonyms_.scrubbed(out);
}

std::string Masks::text(std::string_view any) const {
    std::string out;
    mask_loose(any, pseudonyms_, out);
    return pseudonyms_.scrubbed(out);
}

}  // namespace uag::compare
