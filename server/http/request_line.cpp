#include "server/http/request_line.hpp"

#include <algorithm>

#include "core/base/text.hpp"
#include "server/http/head_bytes.hpp"

namespace uag::http {
namespace {

constexpr std::string_view malformed_line = "The request line is malformed.";
constexpr std::string_view malformed_target = "The request target is malformed.";

bool refuse_line(RequestLine& line, unsigned status, std::string_view problem) {
    line.status = status;
    line.problem = problem;
    return false;
}

bool read_target(std::string_view target, RequestLine& line) {
    if (line.method == "CONNECT" || (line.method == "OPTIONS" && target == "*"))
        return refuse_line(line, 405, "This method is not for the server as a whole.");
    if (target.empty() || !all_of_class<target_byte>(target)) return refuse_line(line, 400, malformed_target);
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (!ascii_iequals(target.substr(0, scheme.size()), scheme)) continue;
        target.remove_prefix(scheme.size());
        const std::size_t slash = target.find_first_of("/?");
        line.authority = target.substr(0, slash);
        line.scheme = scheme.substr(0, scheme.find(':'));
        target = slash == std::string_view::npos ? std::string_view("/") : target.substr(slash);
        if (line.authority.empty()) return refuse_line(line, 400, malformed_target);
    }
    if (target.front() != '/') return refuse_line(line, 400, malformed_target);
    const std::size_t mark = target.find('?');
    line.path = target.substr(0, mark);
    if (mark != std::string_view::npos) line.query = target.substr(mark + 1);
    return true;
}

bool read_line(std::string_view text, std::size_t limit, RequestLine& line) {
    if (text.size() > limit) return refuse_line(line, 414, "The request line is too long.");
    const std::size_t first = text.find(' ');
    const std::size_t last = text.rfind(' ');
    // Where a NUL stands, the line may have been cut behind it: what follows in it does not count.
    if (first == std::string_view::npos || first == last || text.find('\0') != std::string_view::npos)
        return refuse_line(line, 400, malformed_line);
    line.method = text.substr(0, first);
    if (!is_token(line.method)) return refuse_line(line, 400, malformed_line);
    const std::string_view version = text.substr(last + 1);
    if (version != "HTTP/1.1" && version != "HTTP/1.0")
        return refuse_line(line, version.starts_with("HTTP/") ? 505 : 400,
                           "Only HTTP/1.1 and HTTP/1.0 are spoken here.");
    line.http10 = version == "HTTP/1.0";
    return read_target(text.substr(first + 1, last - first - 1), line);
}

}  // namespace

RequestLine judge_request_line(std::string_view line, std::size_t limit) {
    RequestLine out;
    if (!read_line(line, limit, out) && out.path.empty()) out.path = path_of_partial_head(line);
    return out;
}

std::string_view path_of_partial_head(std::string_view head) {
    constexpr std::string_view ends("\n\0", 2);
    head = head.substr(0, head.find_first_of(ends));
    const std::size_t space = head.find(' ');
    if (space == std::string_view::npos) return {};
    const std::string_view rest = head.substr(space + 1);
    const auto end =
        std::find_if(rest.begin(), rest.end(), [](char c) { return c == '?' || !is_of_class<target_byte>(c); });
    return rest.substr(0, static_cast<std::size_t>(end - rest.begin()));
}

std::string without_empty_segments(std::string_view path) {
    std::string plain;
    plain.reserve(path.size());
    for (const char c : path)
        if (c != '/' || !plain.ends_with('/')) plain += c;
    return plain;
}

}  // namespace uag::http
