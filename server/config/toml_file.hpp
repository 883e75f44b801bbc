// The one reader of the service's TOML files (settings, seed, directories): it says where something is wrong, finds
// unknown keys, and judges types and lengths in the same words for all of them.
#pragma once

#include <toml++/toml.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.hpp"
#include "core/base/error.hpp"
#include "server/config/words.hpp"

namespace uag {

/// The whole file. errc::invalid_argument with `path: cannot be read: why`, or where it has more than `most_mebibytes`.
Result<std::string> read_toml_text(const std::string& path, std::size_t most_mebibytes);

/// The root table of a text; `name` stands for the file in errors. errc::invalid_argument with the place of what is
/// no TOML.
Result<toml::table> parse_toml(std::string_view text, const std::string& name);

/// `name:line:column`
std::string toml_place(const std::string& name, const toml::source_position& where);
/// errc::invalid_argument with `name:line:column: what`.
Error toml_error(const std::string& name, const toml::source_position& where, std::string_view what);

/// What a value that is no such thing is told.
inline constexpr std::string_view must_be_flag = "must be true or false";
inline constexpr std::string_view must_be_text = "must be a text in quotes";
inline constexpr std::string_view must_be_time = "must be a time with its zone, as in 2026-01-31T12:00:00Z";
inline constexpr std::string_view must_be_texts = "must be an array of texts";
std::string must_be_number(std::int64_t lowest, std::int64_t highest);

/// What the texts of a file may be.
struct TomlTexts {
    std::size_t most_characters;  ///< code points
    bool refuse_control;  ///< false: whoever stores the text judges it
};

/// The first thing that is wrong with a file; reading goes on with defaults until somebody looks here.
class TomlProblem {
public:
    TomlProblem(std::string name, TomlTexts rule) : name_(std::move(name)), rule_(rule) {}

    void report(const toml::source_region& where, std::string_view what);
    /// "key what"
    void report(const toml::source_region& where, std::string_view key, std::string_view what);
    std::string place(const toml::source_region& where) const { return toml_place(name_, where.begin); }
    const TomlTexts& rule() const { return rule_; }
    const std::optional<Error>& error() const { return error_; }

private:
    const std::string name_;
    const TomlTexts rule_;
    std::optional<Error> error_;
};

/// One table of a file. Every key that is asked for is known; finish() reports the others. Texts are NFC and trimmed.
class TomlTable {
public:
    TomlTable(toml::table& table, TomlProblem& problem) : table_(table), problem_(problem) {}

    toml::node* find(std::string_view key);
    toml::node* require(std::string_view key);

    std::string text(std::string_view key);
    /// A text that must be there and not empty.
    std::string name(std::string_view key);
    std::vector<std::string> texts(std::string_view key);
    /// `otherwise` where the key is not there.
    std::int32_t number(std::string_view key, std::int64_t lowest, std::int64_t highest, std::int32_t otherwise);
    bool flag(std::string_view key);
    /// A moment: a date and time with its zone. Nothing where the key is not there.
    std::optional<TimePoint> time(std::string_view key);
    /// The first word's value where the key is not there.
    template <class Value, std::size_t N> Value word(std::string_view key, const Words<Value, N>& words) {
        toml::node* const node = find(key);
        return node == nullptr ? words.front().value : word_of(*node, key, words);
    }
    /// Calls `visit(node)` for each element of an array.
    template <class Visit> void list(std::string_view key, Visit visit) {
        toml::array* const elements = array(key, "must be a list");
        if (elements == nullptr) return;
        for (toml::node& element : *elements) visit(element);
    }
    /// Calls `visit(table)` for each `[[key]]`, and finishes it.
    template <class Visit> void tables(std::string_view key, Visit visit) {
        const std::string brackets = "[[" + std::string(key) + "]]";
        toml::array* const elements = array(key, "must be " + brackets);
        if (elements == nullptr) return;
        for (toml::node& element : *elements) {
            toml::table* const one = element.as_table();
            if (one == nullptr) return problem_.report(element.source(), key, "must be " + brackets);
            TomlTable table(*one, problem_);
            visit(table);
            table.finish();
        }
    }
    /// Calls `visit(table)` for the section `key`, if it is there, and finishes it.
    template <class Visit> void section(std::string_view key, Visit visit) {
        toml::node* const node = find(key);
        if (node == nullptr) return;
        if (!node->is_table()) return problem_.report(node->source(), key, "must be a table");
        TomlTable table(*node->as_table(), problem_);
        visit(table);
        table.finish();
    }

    std::string text_of(const toml::node& node, std::string_view key);
    std::int32_t number_of(const toml::node& node, std::string_view key, std::int64_t lowest, std::int64_t highest);
    template <class Value, std::size_t N>
    Value word_of(const toml::node& node, std::string_view key, const Words<Value, N>& words) {
        const std::optional<Value> value = value_of(words, text_of(node, key));
        if (!value) problem_.report(node.source(), key, "must be one of " + choices(words, ", "));
        return value.value_or(words.front().value);
    }

    void finish();
    /// Whether a key that must be there is not, so that what was read of the table means nothing; finish() says so.
    bool lacks_key() const { return !missing_.empty(); }

    TomlProblem& problem() { return problem_; }
    const toml::source_region& where() const { return table_.source(); }

private:
    toml::array* array(std::string_view key, std::string_view what);

    toml::table& table_;
    TomlProblem& problem_;
    std::set<std::string_view> known_;
    std::vector<std::string_view> missing_;
};

}  // namespace uag
