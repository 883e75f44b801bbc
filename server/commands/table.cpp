#include "server/commands/table.hpp"

#include <rapidjson/ostreamwrapper.h>
#include <rapidjson/prettywriter.h>

#include <algorithm>

#include "adapters/json/writer.hpp"
#include "core/base/text.hpp"

namespace uag {
namespace {

const Value* member(const Record& record, std::string_view key) {
    const auto found = std::ranges::find(record, key, [](const auto& each) { return std::string_view(each.first); });
    return found == record.end() ? nullptr : &found->second;
}

std::string cell_of(const Value& value);

struct CellText {
    std::string operator()(std::monostate) const { return {}; }
    std::string operator()(bool truth) const { return truth ? "yes" : "no"; }
    std::string operator()(std::int64_t number) const { return std::to_string(number); }
    std::string operator()(const std::string& text) const { return printable(text); }
    std::string operator()(const Values& values) const {
        std::string all;
        for (const Value& value : values) all += (all.empty() ? "" : ", ") + cell_of(value);
        return all;
    }
    std::string operator()(const Record& record) const {
        const Value* const name = member(record, "name");
        return name == nullptr ? std::string{} : cell_of(*name);
    }
};

std::string cell_of(const Value& value) { return std::visit(CellText{}, value.held); }

std::string cell_of(const Record& record, std::string_view key) {
    const Value* const value = member(record, key);
    return value == nullptr ? std::string{} : cell_of(*value);
}

// No line ends in blanks: the gap before a cell is written with the cell.
std::string line_of(const std::vector<std::string>& cells, const std::vector<std::size_t>& widths) {
    std::string line;
    std::size_t gap = 0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (!cells[i].empty()) {
            line.append(gap, ' ');
            line += cells[i];
            gap = 0;
        }
        gap += widths[i] - display_width(cells[i]) + 2;
    }
    return line;
}

using JsonWriter = rapidjson::PrettyWriter<rapidjson::OStreamWrapper>;

rapidjson::SizeType size_of(std::string_view text) { return static_cast<rapidjson::SizeType>(text.size()); }

struct JsonText {
    JsonWriter& out;

    void operator()(std::monostate) const { out.Null(); }
    void operator()(bool truth) const { out.Bool(truth); }
    void operator()(std::int64_t number) const { out.Int64(number); }
    void operator()(const std::string& text) const {
        std::string quoted;
        json::append_seen_string(quoted, text);
        out.RawValue(quoted.data(), quoted.size(), rapidjson::kStringType);
    }
    void operator()(const Values& values) const {
        out.StartArray();
        for (const Value& value : values) std::visit(*this, value.held);
        out.EndArray();
    }
    void operator()(const Record& record) const {
        out.StartObject();
        for (const auto& [key, value] : record) {
            out.Key(key.data(), size_of(key));
            std::visit(*this, value.held);
        }
        out.EndObject();
    }
};

}  // namespace

void print_table(std::ostream& out, std::span<const Column> columns, const Values& records) {
    std::vector<std::vector<std::string>> lines(1);
    for (const Column& column : columns) lines[0].emplace_back(column.heading);
    for (const Value& value : records) {
        const Record* const record = std::get_if<Record>(&value.held);
        std::vector<std::string>& line = lines.emplace_back();
        for (const Column& column : columns)
            line.push_back(record == nullptr ? std::string{} : cell_of(*record, column.key));
    }
    std::vector<std::size_t> widths(columns.size(), 0);
    for (const auto& line : lines)
        for (std::size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], display_width(line[i]));
    for (const auto& line : lines) out << line_of(line, widths) << '\n';
}

void print_record(std::ostream& out, std::span<const Column> columns, const Record& record) {
    std::vector<std::size_t> widths(2, 0);
    for (const Column& column : columns) widths[0] = std::max(widths[0], display_width(column.heading));
    for (const Column& column : columns) {
        const std::string cell = cell_of(record, column.key);
        if (cell.empty()) continue;
        widths[1] = display_width(cell);
        out << line_of({std::string(column.heading), cell}, widths) << '\n';
    }
}

void print_json(std::ostream& out, const Value& value) {
    rapidjson::OStreamWrapper stream(out);
    JsonWriter writer(stream);
    std::visit(JsonText{writer}, value.held);
    out << '\n';
}

}  // namespace uag
