// A line of the log in the making, as JSON or as text.
#pragma once

#include <charconv>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace uag {

enum class LogLevel : std::uint8_t { debug, info, warn, error };
constexpr std::string_view name_of(LogLevel level) {
    constexpr std::string_view names[]{"debug", "info", "warn", "error"};
    return names[static_cast<std::size_t>(level)];
}

/// The text of a line in the making, kept for the next one. Its appending is inlined, which for pieces of a
/// few letters is most of what a string's costs.
class LineText {
public:
    void clear() { size_ = 0; }
    void append(std::string_view piece) {
        if (memory_.size() - size_ < piece.size()) memory_.resize(2 * memory_.size() + piece.size());
        std::memcpy(memory_.data() + size_, piece.data(), piece.size());
        size_ += piece.size();
    }
    void append(char c) { append(std::string_view(&c, 1)); }
    void append(std::int64_t number) {
        char digits[24];
        append({digits, std::to_chars(digits, digits + sizeof digits, number).ptr});
    }
    std::string_view view() const { return {memory_.data(), size_}; }

private:
    std::vector<char> memory_ = std::vector<char>(512);
    std::size_t size_ = 0;
};

/// The buffer is the thread's own and is used again: one line a thread at a time.
class LogLine {
public:
    LogLine(bool json, LogLevel level, std::string_view event);

    void add(std::string_view key, std::string_view value);
    /// A word of our own, as keys are: letters, digits, dots and dashes.
    void add_word(std::string_view key, std::string_view word);
    void add(std::string_view key, std::int64_t value);
    /// Left out where there is nothing to tell.
    void add_if(std::string_view key, std::string_view value);
    /// Without the line's end; good until the thread begins another.
    std::string_view finish();

private:
    static LineText& buffer();
    void begin(std::string_view key);

    const bool json_;
    LineText& out_;
};

}  // namespace uag
