#include "server/recording/message_text.hpp"

#include <charconv>
#include <optional>

#include "adapters/client/findings.hpp"
#include "adapters/http/status.hpp"
#include "core/base/text.hpp"

namespace uag::recording {
namespace {

constexpr std::size_t most_recorded_fields = 1000;

void append_fields(const client::Fields& fields, std::string& out) {
    for (const auto& [name, value] : fields) (((out += name) += ": ") += value) += "\r\n";
    out += "\r\n";
}

Error unlike(std::string words) { return fail_in_english(errc::malformed, std::move(words)); }

// The next line without its end; nothing where no line ends any more.
std::optional<std::string_view> take_line(std::string_view& text) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

Result<void> take_fields(std::string_view& text, client::Fields& fields) {
    while (true) {
        const std::optional<std::string_view> line = take_line(text);
        if (!line) return unlike("ends within its head");
        if (line->empty()) return {};
        const std::size_t colon = line->find(':');
        if (colon == 0 || colon == std::string_view::npos)
            return unlike("has a line in its head that is no field: '" + client::shown(*line) + "'");
        if (fields.size() == most_recorded_fields) return unlike("has too many fields in its head");
        fields.emplace_back(line->substr(0, colon), trim(line->substr(colon + 1)));
    }
}

}  // namespace

std::string text_of(const client::Request& request) {
    std::string out = request.method;
    out.reserve(request.body.size() + 1024);
    ((out += " /") += request.path) += " HTTP/1.1\r\n";
    append_fields(request.fields, out);
    return out += request.body;
}

std::string text_of(const client::Response& answer) {
    std::string out = "HTTP/1.1 " + std::to_string(answer.status);
    out.reserve(answer.body.size() + 1024);
    ((out += ' ') += http::reason_of(answer.status)) += "\r\n";
    append_fields(answer.fields, out);
    return out += answer.body;
}

Result<client::Request> read_request_text(std::string_view text) {
    const std::optional<std::string_view> line = take_line(text);
    if (!line) return unlike("ends within its first line");
    const std::size_t method = line->find(' ');
    const std::size_t version = line->rfind(' ');
    const bool is_request = method != 0 && method < version && version != std::string_view::npos &&
                            line->substr(version + 1).starts_with("HTTP/") && (*line)[method + 1] == '/';
    if (!is_request) return unlike("does not begin with a request line: '" + client::shown(*line) + "'");
    client::Request request;
    request.method = line->substr(0, method);
    request.path = line->substr(method + 2, version - method - 2);
    if (const Result<void> read = take_fields(text, request.fields); !read.has_value()) return read.error();
    request.body = text;
    return request;
}

Result<client::Response> read_answer_text(std::string_view text) {
    const std::optional<std::string_view> line = take_line(text);
    if (!line) return unlike("ends within its first line");
    client::Response answer;
    const std::size_t begin = line->find(' ');
    const bool is_answer = line->starts_with("HTTP/") && begin != std::string_view::npos;
    const char* const digits = is_answer ? line->data() + begin + 1 : nullptr;
    const auto read = is_answer ? std::from_chars(digits, line->data() + line->size(), answer.status)
                                : std::from_chars_result{nullptr, std::errc::invalid_argument};
    if (read.ec != std::errc() || answer.status < 100 || answer.status > 999)
        return unlike("does not begin with a status line: '" + client::shown(*line) + "'");
    if (const Result<void> fields = take_fields(text, answer.fields); !fields.has_value()) return fields.error();
    answer.body = text;
    return answer;
}

}  // namespace uag::recording
