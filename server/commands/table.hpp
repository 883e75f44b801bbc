// What commands print: values that become a plain text table, a record of lines, or JSON. One value serves
// all three, so that what `--json` says is what the table says.
#pragma once

#include <cstdint>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace uag {

struct Value;
using Values = std::vector<Value>;
/// Members in the order in which JSON shows them.
using Record = std::vector<std::pair<std::string, Value>>;

struct Value {
    std::variant<std::monostate, bool, std::int64_t, std::string, Values, Record> held;

    Value() = default;                                          ///< JSON's null, an empty cell
    Value(bool truth) : held(truth) {}                          // NOLINT: a plain truth is a value
    Value(std::int32_t number) : held(std::int64_t{number}) {}  // NOLINT
    Value(std::int64_t number) : held(number) {}                // NOLINT
    Value(std::string text) : held(std::move(text)) {}          // NOLINT
    Value(std::string_view text) : held(std::string(text)) {}   // NOLINT
    Value(const char* text) : held(std::string(text)) {}        // NOLINT
    Value(Values values) : held(std::move(values)) {}           // NOLINT
    Value(Record record) : held(std::move(record)) {}           // NOLINT
};

/// A column or line: the member that it shows, and what stands above or before it.
struct Column {
    std::string_view key;
    std::string_view heading;
};

/// A line a record under a line of headings; columns are as wide as their widest cell on a terminal. A truth
/// is "yes" or "no", a list its items with commas, a record in it its "name".
void print_table(std::ostream& out, std::span<const Column> columns, const Values& records);
/// A line a column: heading and value; what is empty is left out.
void print_record(std::ostream& out, std::span<const Column> columns, const Record& record);
/// Indented, UTF-8, with a newline at its end.
void print_json(std::ostream& out, const Value& value);

}  // namespace uag
