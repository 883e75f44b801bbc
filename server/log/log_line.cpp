#include "server/log/log_line.hpp"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <string>

#include "adapters/json/writer.hpp"

namespace uag {
namespace {

/// UTC with milliseconds. The date is made once a second and thread.
void append_time(LineText& out) {
    struct Second {
        std::time_t at = -1;
        char text[24];
    };
    static thread_local Second cached;
    const auto now = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    const std::int64_t since = now.time_since_epoch().count();
    if (const std::time_t second = since / 1000; second != cached.at) {
        std::tm parts{};
        ::gmtime_r(&second, &parts);
        std::strftime(cached.text, sizeof cached.text, "%Y-%m-%dT%H:%M:%S.", &parts);
        cached.at = second;
    }
    const auto thousandths = static_cast<int>(since % 1000);
    out.append(cached.text);
    out.append(static_cast<char>('0' + thousandths / 100));
    out.append(static_cast<char>('0' + thousandths / 10 % 10));
    out.append(static_cast<char>('0' + thousandths % 10));
    out.append('Z');
}

/// In quotes, with everything escaped that could end the line or the quotes, or that is not seen.
void append_quoted(LineText& out, std::string_view text) {
    const auto plain = [](char c) { return c >= ' ' && c < 0x7F && c != '"' && c != '\\'; };
    if (std::all_of(text.begin(), text.end(), plain)) {  // nearly always
        out.append('"');
        out.append(text);
        out.append('"');
        return;
    }
    std::string quoted;
    json::append_seen_string(quoted, text);
    out.append(quoted);
}

/// A word may stand alone in a text line; everything else is quoted.
bool is_word(std::string_view text) {
    const auto plain = [](char c) { return c > ' ' && c < 0x7F && c != '"' && c != '\\' && c != '='; };
    return !text.empty() && std::all_of(text.begin(), text.end(), plain);
}

}  // namespace

LogLine::LogLine(bool json, LogLevel level, std::string_view event) : json_(json), out_(buffer()) {
    out_.clear();
    if (json_) out_.append("{\"time\":\"");
    append_time(out_);
    if (!json_) {
        out_.append(' ');
        out_.append(name_of(level));
        out_.append(' ');
        out_.append(event);
        return;
    }
    out_.append("\",\"level\":\"");
    out_.append(name_of(level));
    out_.append("\",\"event\":");
    append_quoted(out_, event);
}

void LogLine::add(std::string_view key, std::string_view value) {
    begin(key);
    if (!json_ && is_word(value))
        out_.append(value);
    else
        append_quoted(out_, value);
}

void LogLine::add_word(std::string_view key, std::string_view word) {
    begin(key);
    if (json_) out_.append('"');
    out_.append(word);
    if (json_) out_.append('"');
}

void LogLine::add(std::string_view key, std::int64_t value) {
    begin(key);
    out_.append(value);
}

void LogLine::add_if(std::string_view key, std::string_view value) {
    if (!value.empty()) add(key, value);
}

std::string_view LogLine::finish() {
    if (json_) out_.append('}');
    return out_.view();
}

void LogLine::begin(std::string_view key) {
    // Keys are words of our own; nothing in them needs escaping.
    if (json_) {
        out_.append(",\"");
        out_.append(key);
        out_.append("\":");
    } else {
        out_.append(' ');
        out_.append(key);
        out_.append('=');
    }
}

LineText& LogLine::buffer() {
    static thread_local LineText text;
    return text;
}

}  // namespace uag
