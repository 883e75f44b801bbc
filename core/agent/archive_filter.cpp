#include "core/agent/archive_filter.hpp"

#include <charconv>
#include <optional>

#include "core/agent/archive_operators.hpp"
#include "core/agent/archive_refusals.hpp"
#include "core/base/encoded_value.hpp"
#include "core/base/text.hpp"
#include "core/contract/describe.hpp"

namespace uag {
namespace {

using Node = FilterNode::Kind;
using Piece = FilterToken::Kind;
using Takes = OperatorInfo::Takes;

std::optional<std::int64_t> number_of(std::string_view text) {
    std::int64_t number = 0;
    const char* const end = text.data() + text.size();
    const auto [at, error] = std::from_chars(text.data(), end, number);
    if (text.empty() || error != std::errc{} || at != end) return std::nullopt;
    return number;
}

// `[I:5]`, and `[A:5]` as ids of associates are written.
std::optional<std::int64_t> encoded_number(std::string_view text) {
    if (!text.starts_with('[')) return std::nullopt;
    const auto value = decode_value(text);
    if (!value) return std::nullopt;
    if (value->marker == Marker::integer) return std::get<std::int64_t>(value->value);
    if (value->marker != Marker::integers) return std::nullopt;
    const auto& list = std::get<EncodedValue::Integers>(value->value);
    if (list.size() != 1) return std::nullopt;
    return list.front();
}

class Parser {
public:
    Parser(const std::vector<FilterToken>& tokens, bool is_text, ArchiveList list)
        : tokens_(tokens), is_text_(is_text), list_(list) {}

    Result<FilterNode> read() {
        Result<FilterNode> node = any(0);
        if (node.has_value() && now().kind != Piece::end) return unreadable();
        return node;
    }

private:
    const FilterToken& now() const { return tokens_[at_]; }
    const FilterToken& take() { return tokens_[at_++]; }
    Error unreadable() const { return filter_unreadable_at(now().place, is_text_); }
    Error misfit(const FilterToken& token, const ArchiveColumnInfo& column) const {
        return filter_refused(
            is_text_ ? sentence("The value at character {0} does not fit the column {1}.", {token.place, column.name})
                     : sentence("A value of restriction {0} does not fit the column {1}.", {token.place, column.name}));
    }
    bool takes_word(std::string_view word) {
        if (now().kind != Piece::word || !ascii_iequals(now().text, word)) return false;
        ++at_;
        return true;
    }

    Result<FilterNode> any(std::size_t depth) { return joined(Node::any, "or", depth); }

    Result<FilterNode> joined(Node kind, std::string_view word, std::size_t depth) {
        FilterNode node;
        node.kind = kind;
        do {
            Result<FilterNode> child = kind == Node::any ? joined(Node::all, "and", depth) : single(depth);
            if (!child.has_value()) return child;
            node.children.push_back(std::move(*child));
        } while (takes_word(word));
        if (node.children.size() > 1) return node;
        FilterNode only = std::move(node.children.front());
        return only;
    }

    Result<FilterNode> single(std::size_t depth) {
        if (now().kind != Piece::open) return term();
        if (depth == max_filter_depth) return filter_too_large();
        ++at_;
        Result<FilterNode> node = any(depth + 1);
        if (!node.has_value()) return node;
        if (now().kind != Piece::close) return unreadable();
        ++at_;
        return node;
    }

    Result<FilterNode> term() {
        if (now().kind != Piece::word) return unreadable();
        if (++terms_ > max_filter_terms) return filter_too_large();
        const FilterToken& name = take();
        if (now().kind == Piece::open) return function(name);
        const ArchiveColumnInfo* const column = find_archive_column(name.text, list_);
        if (column == nullptr) return no_such_column(name.text, list_);
        if (now().kind != Piece::word) return unreadable();
        const FilterToken& word = now();
        const OperatorWord* const row = find_operator(word.text);
        if (row == nullptr) return unreadable();
        ++at_;
        if (!fits(row->op, column->kind) || (row->kinds & bit(column->kind)) == 0)
            return filter_refused(
                sentence("The operator {0} does not fit the column {1}.", {echoed(word.text), column->name}));
        FilterNode node;
        node.term.column = column->column;
        node.term.op = row->op;
        if (const auto done = values(*column, info_of(row->op).takes, node.term); !done.has_value())
            return done.error();
        return node;
    }

    // The column stands where no text does; `eq true` may follow, as OData writes it.
    Result<FilterNode> function(const FilterToken& name) {
        const OperatorWord* const row = find_operator_function(name.text);
        if (row == nullptr) return filter_unreadable_at(name.place, is_text_);
        ++at_;
        const FilterToken& first = take_argument();
        if (now().kind != Piece::comma) return unreadable();
        ++at_;
        const FilterToken& second = take_argument();
        if (now().kind != Piece::close) return unreadable();
        ++at_;
        const bool column_first = first.kind == Piece::word;
        const FilterToken& column_token = column_first ? first : second;
        const FilterToken& text = column_first ? second : first;
        if (column_token.kind != Piece::word || text.kind != Piece::text)
            return filter_unreadable_at(first.place, is_text_);
        const ArchiveColumnInfo* const column = find_archive_column(column_token.text, list_);
        if (column == nullptr) return no_such_column(column_token.text, list_);
        if (!fits(row->op, column->kind))
            return filter_refused(sentence("The operator {0} does not fit the column {1}.", {row->word, column->name}));
        FilterNode node;
        node.term.column = column->column;
        node.term.op = row->op;
        if (const auto done = add_value(*column, text, node.term); !done.has_value()) return done.error();
        if (takes_word("eq") && !takes_word("true")) return unreadable();
        return node;
    }
    const FilterToken& take_argument() {
        const FilterToken& token = now();
        if (token.kind != Piece::end) ++at_;
        return token;
    }

    Result<void> values(const ArchiveColumnInfo& column, Takes takes, FilterTerm& term) {
        if (takes == Takes::none) return {};
        if (now().kind != Piece::open) {
            if (takes == Takes::two) return unreadable();
            return one_value(column, term);
        }
        ++at_;
        while (true) {
            if (const auto done = one_value(column, term); !done.has_value()) return done;
            if (now().kind != Piece::comma) break;
            ++at_;
        }
        const std::size_t count = term.values.size();
        if (now().kind != Piece::close) return unreadable();
        if ((takes == Takes::one && count != 1) || (takes == Takes::two && count != 2)) return unreadable();
        ++at_;
        return {};
    }

    Result<void> one_value(const ArchiveColumnInfo& column, FilterTerm& term) {
        const FilterToken& token = now();
        const bool is_value = token.kind == Piece::number || token.kind == Piece::text || token.kind == Piece::loose ||
                              token.kind == Piece::word;
        if (!is_value) return unreadable();
        ++at_;
        return add_value(column, token, term);
    }

    Result<void> add_value(const ArchiveColumnInfo& column, const FilterToken& token, FilterTerm& term) {
        if (++values_ > max_filter_values || token.text.size() > max_filter_text) return filter_too_large();
        if (column.kind == ColumnKind::boolean) {
            const bool yes = ascii_iequals(token.text, "true") || token.text == "1" || token.text == "[I:1]";
            const bool no = ascii_iequals(token.text, "false") || token.text == "0" || token.text == "[I:0]";
            if (!yes && !no) return misfit(token, column);
            term.values.emplace_back(std::int64_t{yes});
            return {};
        }
        if (token.kind == Piece::word) return filter_unreadable_at(token.place, is_text_);
        if (const auto type = type_named(column, token)) {
            term.values.emplace_back(*type);
            return {};
        }
        const bool takes_text = (column_kinds::texts & bit(column.kind)) != 0;
        const bool takes_number = ((column_kinds::numbers | column_kinds::ids) & bit(column.kind)) != 0;
        const bool compares_text = info_of(term.op).kinds == column_kinds::texts;
        if (takes_number && !compares_text) {
            auto number = encoded_number(token.text);
            // Between quotes stands a text, if the column takes one.
            if (!number && (token.kind != Piece::text || !takes_text)) number = number_of(token.text);
            if (number) {
                term.values.emplace_back(*number);
                return {};
            }
        }
        if (!takes_text || token.kind == Piece::number) return misfit(token, column);
        term.values.emplace_back(token.text);
        return {};
    }

    // Types of users have numbers; their words are what is shown.
    static std::optional<std::int64_t> type_named(const ArchiveColumnInfo& column, const FilterToken& token) {
        if (column.kind != ColumnKind::type || token.kind == Piece::number) return std::nullopt;
        for (const EnumMember& member : type_of<UserType>().members)
            if (ascii_iequals(member.name, token.text)) return member.value;
        return std::nullopt;
    }

    const std::vector<FilterToken>& tokens_;
    const bool is_text_;
    const ArchiveList list_;
    std::size_t at_ = 0;
    std::size_t terms_ = 0;
    std::size_t values_ = 0;
};

void print_value(const ArchiveColumnInfo& column, const FilterValue& value, std::string& out) {
    if (const auto* const number = std::get_if<std::int64_t>(&value)) {
        if (column.kind == ColumnKind::boolean)
            out += *number != 0 ? "true" : "false";
        else
            out += std::to_string(*number);
        return;
    }
    out += '\'';
    for (const char c : std::get<std::string>(value)) {
        if (c == '\'') out += c;
        out += c;
    }
    out += '\'';
}

void print_term(const FilterTerm& term, std::string& out) {
    const ArchiveColumnInfo& column = uag::info_of(term.column);
    ((out += column.name) += ' ') += word_of(term.op);
    const Takes takes = info_of(term.op).takes;
    if (takes == Takes::none) return;
    out += takes == Takes::one ? " " : " (";
    for (std::size_t i = 0; i < term.values.size(); ++i) {
        if (i != 0) out += ", ";
        print_value(column, term.values[i], out);
    }
    if (takes != Takes::one) out += ')';
}

void print(const FilterNode& node, std::string& out) {
    if (node.kind == Node::term) return print_term(node.term, out);
    for (std::size_t i = 0; i < node.children.size(); ++i) {
        const FilterNode& child = node.children[i];
        if (i != 0) out += node.kind == Node::all ? " and " : " or ";
        const bool binds_less = child.kind == node.kind || child.kind == Node::any;
        if (binds_less) out += '(';
        print(child, out);
        if (binds_less) out += ')';
    }
}

}  // namespace

Result<FilterNode> parse_filter(std::string_view text, ArchiveList list) {
    if (text.size() > max_filter) return filter_too_large();
    const Result<std::vector<FilterToken>> tokens = filter_tokens(text);
    if (!tokens.has_value()) return tokens.error();
    return parse_filter_tokens(*tokens, true, list);
}

Result<FilterNode> parse_filter_tokens(const std::vector<FilterToken>& tokens, bool is_text, ArchiveList list) {
    std::size_t bytes = 0;
    for (const FilterToken& token : tokens) bytes += token.text.size();
    if (bytes > max_filter) return filter_too_large();
    return Parser(tokens, is_text, list).read();
}

std::string print_filter(const FilterNode& node) {
    std::string out;
    print(node, out);
    return out;
}

}  // namespace uag
