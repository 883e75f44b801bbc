#include "adapters/mail/message.hpp"

#include <array>
#include <chrono>
#include <cstdio>

#include "core/base/encoding.hpp"
#include "core/base/text.hpp"

namespace uag::mail {
namespace {

constexpr std::size_t longest_line = 76;         // RFC 2045 6.7 (5), RFC 2047 2
constexpr std::size_t longest_name = 256;        // bytes of a name or subject that are worth sending

// What may stand in a header: one line of well-formed text, bounded at a character.
std::string one_line(std::string_view text) {
    std::string clean;
    if (!is_utf8(text)) {
        for (const char c : text) clean += static_cast<unsigned char>(c) < 0x80 ? c : '?';
        text = clean;
    }
    std::string line;
    std::string_view rest = text;
    while (!rest.empty() && line.size() < longest_name) {
        const std::string_view before = rest;
        const char32_t point = take_code_point(rest);
        if (is_unseen(point))
            line += '?';
        else
            line += before.substr(0, before.size() - rest.size());
    }
    return std::string(trim(line));
}

// Words of letters, digits and a few marks need no quotes and are no encoded words.
bool is_plain(std::string_view text) {
    for (const char c : text) {
        if (!is_ascii_alphanumeric(c) && c != ' ' && c != '-' && c != '\'') return false;
    }
    return true;
}

void add_mailbox(std::string& out, std::string_view field, const Address& address) {
    out += field;
    out += ": ";
    const std::string name = one_line(address.name);
    if (name.empty()) {
        ((out += '<') += address.mail) += ">\r\n";
        return;
    }
    out += encode_words(name, field.size() + 2);
    // On a line of its own: an address may be as long as a line.
    ((out += "\r\n <") += address.mail) += ">\r\n";
}

bool is_literal(unsigned char c) { return c >= 0x20 && c <= 0x7E && c != '='; }

// RFC 2045 6.7. Blanks at the end of a line are encoded, and so is a '.' that begins one, for servers that lose it.
void add_quoted_printable(std::string& out, std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::size_t column = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c == '\n') {
            out += "\r\n";
            column = 0;
            continue;
        }
        const bool line_ends = i + 1 == text.size() || text[i + 1] == '\n';
        const bool literal = is_literal(c) && !(c == ' ' && line_ends) && !(c == '.' && column == 0);
        const std::size_t width = literal ? 1 : 3;
        if (column + width > longest_line - (line_ends ? 0U : 1U)) {
            out += "=\r\n";
            column = 0;
        }
        if (literal)
            out += static_cast<char>(c);
        else
            ((out += '=') += digits[c >> 4]) += digits[c & 15];
        column += width;
    }
    if (column != 0) out += "\r\n";
}

}  // namespace

std::string encode_words(std::string_view text, std::size_t column) {
    if (is_plain(text) && column + text.size() <= longest_line) return std::string(text);
    constexpr std::string_view begin = "=?UTF-8?B?";
    constexpr std::string_view end = "?=";
    constexpr std::size_t bytes_a_word = 39;   // 52 letters of base64: a word of 64, with room for a field's name
    std::string out;
    std::string_view rest = text;
    while (!rest.empty()) {
        std::string_view after = rest;
        while (!after.empty()) {
            std::string_view next = after;
            take_code_point(next);
            if (rest.size() - next.size() > bytes_a_word) break;
            after = next;
        }
        const std::string_view word = rest.substr(0, rest.size() - after.size());
        if (!out.empty()) out += "\r\n ";
        ((out += begin) += base64_encode(word)) += end;
        rest = after;
    }
    return out;
}

std::string format_date(TimePoint time) {
    static constexpr std::array<const char*, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(time - day));
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d +0000",
                  days[std::chrono::weekday(day).c_encoding()], static_cast<unsigned>(date.day()),
                  months[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                  static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                  static_cast<int>(clock.seconds().count()));
    return text.data();
}

Secret write_message(const Envelope& envelope, std::string_view text) {
    std::string out;
    // Every byte may take three, and every line an end: no copy of a link stays behind in memory that was given back.
    out.reserve(4 * text.size() + 4096);
    ((out += "Date: ") += format_date(envelope.date)) += "\r\n";
    add_mailbox(out, "From", envelope.from);
    add_mailbox(out, "To", envelope.to);
    ((out += "Message-ID: <") += envelope.message_id) += ">\r\n";
    ((out += "Subject: ") += encode_words(one_line(envelope.subject), 9)) += "\r\n";
    // RFC 3834 5: no out-of-office reply.
    out +=
        "Auto-Submitted: auto-generated\r\n"
        "MIME-Version: 1.0\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n"
        "\r\n";
    add_quoted_printable(out, text);
    return Secret(std::move(out));
}

}  // namespace uag::mail
