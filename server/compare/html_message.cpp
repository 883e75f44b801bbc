#include "server/compare/html_message.hpp"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>

#include "core/base/text.hpp"
#include "server/compare/body_outline.hpp"
#include "server/compare/html_text.hpp"

namespace uag::compare {
namespace {

/// What a byte of a message is marked as; the greater one wins.
enum class Mark : std::uint8_t { none, accepted, gap, different };

constexpr std::string_view mark_classes[] = {"", "a", "g", "d"};

Mark mark_of(const PathResult& result) { return result.status == Status::different ? Mark::different : Mark::accepted; }

using FieldAxis = std::pair<std::string_view, std::string_view>;
constexpr FieldAxis field_axes[] = {{"$media", "Content-Type"},
                                    {"$language", "Content-Language"},
                                    {"$time_zone", "SO-TimeZone"},
                                    {"$outcome.retry_after", "Retry-After"}};

// Whether a path is about that field of HTTP.
bool is_about(std::string_view path, std::string_view field) {
    constexpr std::string_view findings = "$findings.";
    if (path.starts_with(findings) && ascii_iequals(path.substr(findings.size()), field)) return true;
    return std::ranges::any_of(
        field_axes, [&](const FieldAxis& axis) { return path == axis.first && ascii_iequals(axis.second, field); });
}

Mark mark_of_field(std::string_view name, const std::vector<const PathResult*>& results) {
    Mark mark = Mark::none;
    for (const PathResult* const result : results)
        if (is_about(result->path, name)) mark = std::max(mark, mark_of(*result));
    return mark;
}

Mark mark_of_start(const std::vector<const PathResult*>& results) {
    Mark mark = Mark::none;
    for (const PathResult* const result : results)
        if (result->path == "$status" || result->path == "$outcome") mark = std::max(mark, mark_of(*result));
    return mark;
}

void open_mark(std::string& out, Mark mark) {
    if (mark == Mark::none) return;
    ((out += "<mark class=\"") += mark_classes[static_cast<std::size_t>(mark)]) += "\">";
}
void close_mark(std::string& out, Mark mark) {
    if (mark != Mark::none) out += "</mark>";
}

void append_line(std::string& out, std::string_view text, Mark mark) {
    open_mark(out, mark);
    append_seen(out, text);
    close_mark(out, mark);
    out += '\n';
}

// By byte.
std::vector<Mark> marks_in(const BodyOutline& outline, std::string_view body,
                           const std::vector<const PathResult*>& results) {
    std::vector<Mark> marks(body.size(), Mark::none);
    for (const PathResult* const result : results) {
        const BodyOutline::Found found = outline.find(result->path);
        if (found.node == nullptr) continue;
        const bool is_all = found.is_whole && (found.node->children.empty() || result->aspect == Aspect::presence);
        const std::size_t end = std::min(is_all ? found.node->end : found.node->head_end, body.size());
        const Mark mark = found.is_whole ? mark_of(*result) : Mark::gap;
        for (std::size_t i = found.node->begin; i < end; ++i) marks[i] = std::max(marks[i], mark);
    }
    return marks;
}

struct Break {
    std::size_t at = 0;
    std::size_t depth = 0;
};

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

// Where a line begins that the message does not begin itself: at what stands in something, and where that ends.
std::vector<Break> breaks_in(const BodyOutline& outline, std::string_view body) {
    std::vector<Break> breaks;
    const auto add = [&](std::size_t at, std::size_t depth) {
        if (at > 0 && at < body.size() && !is_blank(body[at - 1])) breaks.push_back({at, depth});
    };
    for (const OutlineNode& node : outline.nodes()) {
        if (node.depth > 0 || (outline.is_xml() && node.begin > 0)) add(node.begin, node.depth);
        if (!node.children.empty() && node.tail < node.end) add(node.tail, node.depth);
    }
    std::ranges::sort(breaks, {}, &Break::at);
    return breaks;
}

constexpr std::size_t deepest_indent = 24;

void append_body(std::string& out, std::string_view body, const std::vector<const PathResult*>& results) {
    const BodyOutline outline(body);
    const std::vector<Mark> marks = marks_in(outline, body, results);
    const std::vector<Break> breaks = breaks_in(outline, body);
    auto next = breaks.begin();
    std::size_t at = 0;
    while (at < body.size()) {
        if (next != breaks.end() && next->at == at) {
            out += "<span class=\"l\">\n";
            out.append(2 * std::min(next->depth, deepest_indent), ' ');
            out += "</span>";
        }
        while (next != breaks.end() && next->at <= at) ++next;
        const Mark mark = marks[at];
        std::size_t end = at + 1;
        const std::size_t most = next != breaks.end() ? std::max(next->at, end) : body.size();
        while (end < most && marks[end] == mark) ++end;
        open_mark(out, mark);
        append_seen(out, body.substr(at, end - at));
        close_mark(out, mark);
        at = end;
    }
}

void append_left_off(std::string& out, const KeptMessage& message) {
    if (message.is_left_out)
        out += "<em>Headers and body are not kept: the report is full.</em>";
    else if (message.left_off > 0)
        (out += "<em>Cut: ") += std::to_string(message.left_off) + " bytes more are not kept.</em>";
}

}  // namespace

void append_message(std::string& out, const KeptMessage& message, const std::vector<const PathResult*>& results) {
    out += "<pre>";
    append_line(out, message.start, mark_of_start(results));
    for (const auto& [name, value] : message.fields)
        append_line(out, name + ": " + value, mark_of_field(name, results));
    if (!message.body.empty()) {
        out += '\n';
        append_body(out, message.body, results);
    }
    out += "</pre>";
    if (message.is_left_out || message.left_off > 0) {
        out += "<p>";
        append_left_off(out, message);
        out += "</p>";
    }
}

void add_marked(const Comparison& comparison, std::vector<const PathResult*>& results) {
    for (const PathResult& result : comparison.results())
        if (result.status != Status::equal && result.status != Status::not_applicable &&
            result.status != Status::varying)
            results.push_back(&result);
}

}  // namespace uag::compare
