#include "server/recording/index.hpp"

#include <array>
#include <charconv>

#include "adapters/json/guard.hpp"
#include "adapters/json/writer.hpp"
#include "core/base/datetime.hpp"
#include "core/base/text.hpp"

namespace uag::recording {
namespace {

constexpr std::size_t number_digits = 6;
constexpr std::size_t most_notes = 100;
constexpr std::array<std::string_view, 3> part_endings{".request.http", ".answer.http", ".decoded.json"};

Error unlike_index(std::string words) { return fail_in_english(errc::malformed, std::move(words)); }

// An object whose members have the types that they should have.
class Members {
public:
    explicit Members(const json::Value& object) : object_(object) {}

    std::string text(const char* name) {
        const json::Value* const value = find(name);
        if (value == nullptr || !value->IsString()) return miss(name, value, std::string());
        return {value->GetString(), value->GetStringLength()};
    }
    std::int64_t number(const char* name) {
        const json::Value* const value = find(name);
        if (value == nullptr || !value->IsInt64() || value->GetInt64() < 0) return miss(name, value, std::int64_t{0});
        return value->GetInt64();
    }
    bool flag(const char* name) {
        const json::Value* const value = find(name);
        if (value == nullptr || !value->IsBool()) return miss(name, value, false);
        return value->GetBool();
    }
    std::optional<TimePoint> time(const char* name) {
        const std::string written = text(name);
        if (written.empty()) return std::nullopt;
        const auto read = parse_datetime(written);
        if (!read) problem_ = std::string("has no date in \"") + name + '"';
        return read ? std::optional(to_time_point(*read)) : std::nullopt;
    }
    std::vector<std::string> texts(const char* name) {
        std::vector<std::string> all;
        const json::Value* const value = find(name);
        if (value == nullptr || !value->IsArray()) return miss(name, value, all);
        for (const json::Value& item : value->GetArray())
            if (item.IsString() && all.size() < most_notes) all.emplace_back(item.GetString(), item.GetStringLength());
        return all;
    }
    const std::string& problem() const { return problem_; }

private:
    const json::Value* find(const char* name) const {
        const auto at = object_.FindMember(name);
        return at == object_.MemberEnd() ? nullptr : &at->value;
    }
    // Nothing there is the default; something else is a problem.
    template <class Value> Value miss(const char* name, const json::Value* value, Value otherwise) {
        if (value != nullptr) problem_ = std::string("has a wrong \"") + name + '"';
        return otherwise;
    }

    const json::Value& object_;
    std::string problem_;
};

void append_number(std::string& out, std::string_view name, std::int64_t number) {
    json::append_name(out, name);
    json::append_integer(out, number);
}

}  // namespace

std::string file_name(std::uint32_t number, Part part) {
    std::string digits = std::to_string(number);
    if (digits.size() < number_digits) digits.insert(0, number_digits - digits.size(), '0');
    return digits += part_endings[static_cast<std::size_t>(part)];
}

std::optional<FileName> read_file_name(std::string_view name) {
    const std::size_t dot = name.find('.');
    if (dot == std::string_view::npos || dot < number_digits || dot > number_digits + 1) return std::nullopt;
    if (!is_all_digits(name.substr(0, dot))) return std::nullopt;
    FileName file;
    std::from_chars(name.data(), name.data() + dot, file.number);
    for (std::size_t i = 0; i < part_endings.size(); ++i) {
        if (name.substr(dot) != part_endings[i]) continue;
        file.part = static_cast<Part>(i);
        return file.number == 0 || file.number > most_exchanges ? std::nullopt : std::optional(file);
    }
    return std::nullopt;
}

std::string text_of(TimePoint time) { return format(to_datetime(time)); }

std::string text_of(const Manifest& manifest) {
    std::string out = "{";
    append_number(out, "format", recording_format);
    json::append_member(out, "program", manifest.program);
    json::append_member(out, "target", manifest.target);
    json::append_member(out, "began", text_of(manifest.began));
    if (manifest.ended) {
        json::append_member(out, "ended", text_of(*manifest.ended));
        append_number(out, "exchanges", static_cast<std::int64_t>(manifest.exchanges));
        append_number(out, "lost", static_cast<std::int64_t>(manifest.lost));
    }
    return out += "}\n";
}

Result<Manifest> read_manifest(std::string text) {
    json::Body body;
    if (const Result<void> read = body.parse(text, {}); !read.has_value() || !body.root().IsObject())
        return unlike_index("is no JSON object");
    Members members(body.root());
    const std::int64_t format = members.number("format");
    if (format != recording_format)
        return unlike_index("is of format " + std::to_string(format) + "; this program reads format " +
                            std::to_string(recording_format));
    Manifest manifest;
    manifest.program = members.text("program");
    manifest.target = members.text("target");
    manifest.began = members.time("began").value_or(TimePoint{});
    manifest.ended = members.time("ended");
    manifest.exchanges = static_cast<std::size_t>(members.number("exchanges"));
    manifest.lost = static_cast<std::size_t>(members.number("lost"));
    if (!members.problem().empty()) return unlike_index(members.problem());
    return manifest;
}

std::string text_of(const IndexLine& line) {
    std::string out = "{";
    append_number(out, "number", line.number);
    append_number(out, "connection", line.connection);
    json::append_member(out, "began", text_of(line.began));
    append_number(out, "took_us", line.took_us);
    json::append_member(out, "protocol", line.protocol);
    if (!line.operation.empty()) json::append_member(out, "operation", line.operation);
    if (line.request_bytes != 0) append_number(out, "request_bytes", static_cast<std::int64_t>(line.request_bytes));
    if (line.answer_bytes != 0) append_number(out, "answer_bytes", static_cast<std::int64_t>(line.answer_bytes));
    if (line.status != 0) append_number(out, "status", line.status);
    if (line.own_answer) {
        json::append_name(out, "own_answer");
        out += "true";
    }
    if (!line.notes.empty()) {
        json::append_name(out, "notes");
        for (std::size_t i = 0; i < line.notes.size(); ++i) {
            out += i == 0 ? '[' : ',';
            json::append_string(out, line.notes[i]);
        }
        out += ']';
    }
    return out += "}\n";
}

Result<IndexLine> read_index_line(std::string text) {
    json::Body body;
    if (const Result<void> read = body.parse(text, {}); !read.has_value() || !body.root().IsObject())
        return unlike_index("has a line that is no JSON object");
    Members members(body.root());
    IndexLine line;
    line.number = static_cast<std::uint32_t>(members.number("number"));
    line.connection = static_cast<std::uint32_t>(members.number("connection"));
    line.began = members.time("began").value_or(TimePoint{});
    line.took_us = members.number("took_us");
    line.protocol = members.text("protocol");
    line.operation = members.text("operation");
    line.request_bytes = static_cast<std::size_t>(members.number("request_bytes"));
    line.answer_bytes = static_cast<std::size_t>(members.number("answer_bytes"));
    line.status = static_cast<unsigned>(members.number("status"));
    line.own_answer = members.flag("own_answer");
    line.notes = members.texts("notes");
    if (!members.problem().empty()) return unlike_index(members.problem());
    if (line.number == 0 || line.number > most_exchanges) return unlike_index("has a line without a number");
    return line;
}

}  // namespace uag::recording
