#include "server/compare/curl_line.hpp"

#include <algorithm>

#include "adapters/compare/pseudonyms.hpp"
#include "core/base/encoding.hpp"
#include "core/base/text.hpp"

namespace uag::compare {
namespace {

std::size_t find_pseudonym(std::string_view text) {
    for (std::size_t at = text.find(pseudonym_mark); at != text.npos; at = text.find(pseudonym_mark, at + 1))
        if (pseudonym_size(text.substr(at)) > 0) return at;
    return text.npos;
}

bool has_secret(std::string_view text) { return find_pseudonym(text) != text.npos; }

// Line ends and tabs are fine between single quotes; what else cannot be seen is written as bash's $'\x07' has it, and so
// are bytes that are no UTF-8, which a page could not show.
bool is_plain(std::string_view text) {
    while (!text.empty()) {
        if (utf8_prefix(text.substr(0, std::min<std::size_t>(text.size(), 4))) == 0) return false;
        const char32_t c = take_code_point(text);
        if (c != '\n' && c != '\t' && is_unseen(c)) return false;
    }
    return true;
}

void append_quoted(std::string& out, std::string_view text) {
    if (text.empty()) return;
    constexpr std::string_view digits = "0123456789abcdef";
    const bool plain = is_plain(text);
    out += plain ? "'" : "$'";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (plain && c == '\'')
            out += "'\\''";
        else if (!plain && (c == '\'' || c == '\\'))
            (out += '\\') += c;
        else if (!plain && (byte < 0x20 || byte > 0x7E))
            ((out += "\\x") += digits[byte >> 4U]) += digits[byte & 15U];
        else
            out += c;
    }
    out += '\'';
}

// One word of the shell.
std::string word(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const std::size_t at = find_pseudonym(text);
        append_quoted(out, text.substr(0, at));
        if (at == text.npos) break;
        const std::size_t size = pseudonym_size(text.substr(at));
        const std::size_t mark = pseudonym_mark.size();
        ((out += "\"$SECRET_") += text.substr(at + mark, size - mark)) += '"';
        text.remove_prefix(at + size);
    }
    return out.empty() ? "''" : out;
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
    const std::string line = std::string(name) + (value.empty() ? ";" : ": " + std::string(value));
    out += has_secret(line) ? " -H @<(printf %s " + word(line) + ')' : " -H " + word(line);
}

// curl would send its own, or one that it takes for a form's.
void append_absent(std::string& out, const KeptMessage& request, std::string_view name) {
    const bool is_there =
        std::ranges::any_of(request.fields, [&](const auto& field) { return ascii_iequals(field.first, name); });
    if (!is_there) out += " -H '" + std::string(name) + ":'";
}

std::string address_of(std::string_view url, std::string_view path) {
    const std::size_t scheme = url.find("://");
    const std::size_t slash = url.find('/', scheme == url.npos ? 0 : scheme + 3);
    return std::string(url.substr(0, slash)) + std::string(path);
}

// In a file of options, `\` and `"` are escaped.
std::string option_text(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\\' || c == '"') out += '\\';
        out += c;
    }
    return out;
}

}  // namespace

std::string curl_line(std::string_view url, const KeptMessage& request) {
    const std::string_view start = request.start;
    const std::size_t method = start.find(' ');
    const std::size_t path = method == start.npos ? start.npos : start.find_last_of(' ');
    const bool is_whole = request.left_off == 0 && !request.is_left_out;
    if (!is_whole || path == start.npos || path <= method || request.body.find('\0') != request.body.npos) return {};
    const std::string address = address_of(url, start.substr(method + 1, path - method - 1));
    std::string out = "curl -sS -i --globoff --path-as-is -X " + word(start.substr(0, method));
    for (const auto& [name, value] : request.fields) {
        if (ascii_iequals(name, "Host") || ascii_iequals(name, "Content-Length")) continue;
        append_field(out, name, value);
    }
    append_absent(out, request, "Accept");
    const std::string_view sent_with = start.substr(0, method);
    if (!request.body.empty() || sent_with == "POST" || sent_with == "PUT" || sent_with == "PATCH") {
        append_absent(out, request, "Content-Type");
        out += " -H 'Expect:'";
        if (has_secret(request.body))
            out += " --data-binary @<(printf %s " + word(request.body) + ')';
        else
            out += " --data-raw " + word(request.body);
    }
    if (has_secret(address)) return out + " -K <(printf %s " + word("url = \"" + option_text(address) + "\"") + ')';
    return out + ' ' + word(address);
}

}  // namespace uag::compare
