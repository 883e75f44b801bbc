#include "core/contract/archive_filter.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "core/base/encoded_value.hpp"
#include "core/base/messages.hpp"
#include "core/base/text.hpp"
#include "core/contract/describe.hpp"

namespace uag {
namespace {

using Op = FilterOperator;
using Node = FilterNode::Kind;
using Piece = FilterToken::Kind;

constexpr unsigned bit(ColumnKind kind) { return 1U << static_cast<unsigned>(kind); }
constexpr unsigned ids = bit(ColumnKind::associate_id) | bit(ColumnKind::associate_name) | bit(ColumnKind::list) |
                         bit(ColumnKind::type) | bit(ColumnKind::group) | bit(ColumnKind::groups);
constexpr unsigned texts = bit(ColumnKind::text) | bit(ColumnKind::associate_name) | bit(ColumnKind::list) |
                           bit(ColumnKind::group);
constexpr unsigned numbers = bit(ColumnKind::number) | bit(ColumnKind::associate_id);
constexpr unsigned associates = bit(ColumnKind::associate_id) | bit(ColumnKind::associate_name);

enum class Takes : std::uint8_t { none, one, two, list };

struct OperatorInfo {
    Op op;
    Takes takes;
    unsigned kinds;
};
constexpr std::array<OperatorInfo, 16> operators{{
    {Op::equal, Takes::one, texts | numbers | ids | bit(ColumnKind::boolean)},
    {Op::not_equal, Takes::one, texts | numbers | ids | bit(ColumnKind::boolean)},
    {Op::less, Takes::one, numbers},
    {Op::less_or_equal, Takes::one, numbers},
    {Op::greater, Takes::one, numbers},
    {Op::greater_or_equal, Takes::one, numbers},
    {Op::between, Takes::two, numbers},
    {Op::is_set, Takes::none, numbers | ids},
    {Op::begins, Takes::one, texts},
    {Op::not_begins, Takes::one, texts},
    {Op::contains, Takes::one, texts},
    {Op::not_contains, Takes::one, texts},
    {Op::ends, Takes::one, texts},
    {Op::one_of, Takes::list, texts | numbers | ids},
    {Op::not_one_of, Takes::list, texts | numbers | ids},
    {Op::current_associate, Takes::none, associates},
}};
const OperatorInfo& info_of(Op op) { return operators.at(static_cast<std::size_t>(op)); }

// The first word of each is the one that is printed.
struct OperatorWord {
    std::string_view word;
    Op op;
    unsigned kinds = ~0U;  // fewer than the operator's own
};
constexpr std::array<OperatorWord, 32> words{{
    {"eq", Op::equal}, {"=", Op::equal}, {"equals", Op::equal}, {"is", Op::equal},
    {"ne", Op::not_equal}, {"<>", Op::not_equal}, {"!=", Op::not_equal}, {"unequals", Op::not_equal},
    {"isNot", Op::not_equal},
    {"lt", Op::less}, {"<", Op::less}, {"less", Op::less},
    {"le", Op::less_or_equal}, {"<=", Op::less_or_equal},
    {"gt", Op::greater}, {">", Op::greater}, {"greater", Op::greater},
    {"ge", Op::greater_or_equal}, {">=", Op::greater_or_equal},
    {"between", Op::between}, {"set", Op::is_set},
    {"begins", Op::begins}, {"notBegins", Op::not_begins},
    {"contains", Op::contains}, {"notContains", Op::not_contains},
    {"oneOf", Op::one_of}, {"in", Op::one_of}, {"associateIsOneOf", Op::one_of, associates},
    {"notOneOf", Op::not_one_of}, {"associateIsNotOneOf", Op::not_one_of, associates},
    {"ends", Op::ends},
    {"currentAssociate", Op::current_associate},
}};

std::string_view word_of(Op op) {
    return std::find_if(words.begin(), words.end(), [&](const OperatorWord& row) { return row.op == op; })->word;
}

// The functions that OData has for texts. substringof names its column last.
struct FunctionWord {
    std::string_view word;
    Op op;
};
constexpr std::array<FunctionWord, 3> functions{
    {{"substringof", Op::contains}, {"startswith", Op::begins}, {"endswith", Op::ends}}};

bool is_word_start(char c) { return is_ascii_letter(c) || c == '_'; }
bool is_word_part(char c) {
    return is_ascii_alphanumeric(c) || c == '_' || c == '-' || c == '/' || c == '.' || c == ':' || c == '$';
}
bool is_symbol(char c) { return c == '=' || c == '<' || c == '>' || c == '!'; }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

// What is echoed of a name that somebody sent: enough to find it again.
std::string shown(std::string_view name) {
    constexpr std::size_t most = 60;
    return name.size() <= most ? std::string(name) : std::string(name.substr(0, utf8_prefix(name.substr(0, most))));
}

Error refused(std::string text) {
    Error error = fail(errc::invalid_argument, std::move(text));
    error.field = "$filter";
    return error;
}

Error unreadable_at(std::size_t place, bool is_text) {
    if (is_text) return refused(sentence("The filter cannot be read at character {}.", {place}));
    return refused(sentence("Restriction {} cannot be read.", {place}));
}

Error too_much() {
    return refused("The filter is too large: at most 8192 bytes, 64 terms, 1000 values and parentheses 16 deep.");
}

Error no_column(std::string_view name) {
    if (const std::string_view near = nearest_archive_column(name); !near.empty())
        return refused(sentence("There is no column {}; the nearest is {}.", {shown(name), near}));
    return refused(sentence("There is no column {}.", {shown(name)}));
}

Error of_order(Error error) {
    error.field = "$orderBy";
    return error;
}

class Lexer {
public:
    explicit Lexer(std::string_view text) : text_(text) {}

    Result<std::vector<FilterToken>> read() {
        std::vector<FilterToken> tokens;
        while (true) {
            while (at_ < text_.size() && is_space(text_[at_]))
                ++at_;
            FilterToken token;
            token.place = place();
            if (at_ == text_.size()) {
                tokens.push_back(std::move(token));
                return tokens;
            }
            if (!take(token)) return unreadable_at(token.place, true);
            tokens.push_back(std::move(token));
        }
    }

private:
    // Counted on from the last place: all of them together are linear.
    std::size_t place() {
        place_ += code_points(text_.substr(counted_, at_ - counted_));
        counted_ = at_;
        return place_;
    }

    bool take(FilterToken& token) {
        const char c = text_[at_];
        if (c == '\'') return take_text(token);
        if (c == '(' || c == ')' || c == ',') {
            token.kind = c == '(' ? Piece::open : c == ')' ? Piece::close : Piece::comma;
            ++at_;
            return true;
        }
        const std::size_t from = at_;
        if (is_word_start(c)) {
            while (at_ < text_.size() && is_word_part(text_[at_]))
                ++at_;
            token.kind = Piece::word;
        } else if (is_ascii_digit(c) || c == '-') {
            ++at_;
            while (at_ < text_.size() && is_word_part(text_[at_]))
                ++at_;
            token.kind = Piece::number;
        } else {
            while (at_ < text_.size() && at_ - from < 2 && is_symbol(text_[at_]))
                ++at_;
            token.kind = Piece::word;
        }
        token.text = text_.substr(from, at_ - from);
        return at_ != from;
    }

    bool take_text(FilterToken& token) {
        token.kind = Piece::text;
        for (++at_; at_ < text_.size(); ++at_) {
            if (text_[at_] == '\'') {
                if (at_ + 1 == text_.size() || text_[at_ + 1] != '\'') break;
                ++at_;
            }
            token.text += text_[at_];
        }
        if (at_ == text_.size()) return false;
        ++at_;
        return true;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t counted_ = 0;
    std::size_t place_ = 1;
};

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
    Parser(const std::vector<FilterToken>& tokens, bool is_text) : tokens_(tokens), is_text_(is_text) {}

    Result<FilterNode> read() {
        Result<FilterNode> node = any(0);
        if (node.has_value() && now().kind != Piece::end) return unreadable();
        return node;
    }

private:
    const FilterToken& now() const { return tokens_[at_]; }
    const FilterToken& take() { return tokens_[at_++]; }
    Error unreadable() const { return unreadable_at(now().place, is_text_); }
    Error misfit(const FilterToken& token, const ArchiveColumnInfo& column) const {
        return refused(is_text_
            ? sentence("The value at character {} does not fit the column {}.", {token.place, column.name})
            : sentence("A value of restriction {} does not fit the column {}.", {token.place, column.name}));
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
        if (depth == max_filter_depth) return too_much();
        ++at_;
        Result<FilterNode> node = any(depth + 1);
        if (!node.has_value()) return node;
        if (now().kind != Piece::close) return unreadable();
        ++at_;
        return node;
    }

    Result<FilterNode> term() {
        if (now().kind != Piece::word) return unreadable();
        if (++terms_ > max_filter_terms) return too_much();
        const FilterToken& name = take();
        if (now().kind == Piece::open) return function(name);
        const ArchiveColumnInfo* const column = find_archive_column(name.text);
        if (column == nullptr) return no_column(name.text);
        if (now().kind != Piece::word) return unreadable();
        const FilterToken& word = now();
        const auto* const row = std::find_if(words.begin(), words.end(), [&](const OperatorWord& each) {
            return ascii_iequals(each.word, word.text);
        });
        if (row == words.end()) return unreadable();
        ++at_;
        if (!fits(row->op, column->kind) || (row->kinds & bit(column->kind)) == 0)
            return refused(sentence("The operator {} does not fit the column {}.", {shown(word.text), column->name}));
        FilterNode node;
        node.term.column = column->column;
        node.term.op = row->op;
        if (const auto done = values(*column, info_of(row->op).takes, node.term); !done.has_value())
            return done.error();
        return node;
    }

    // The column stands where no text does; `eq true` may follow, as OData writes it.
    Result<FilterNode> function(const FilterToken& name) {
        const auto* const row = std::find_if(functions.begin(), functions.end(), [&](const FunctionWord& each) {
            return ascii_iequals(each.word, name.text);
        });
        if (row == functions.end()) return unreadable_at(name.place, is_text_);
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
            return unreadable_at(first.place, is_text_);
        const ArchiveColumnInfo* const column = find_archive_column(column_token.text);
        if (column == nullptr) return no_column(column_token.text);
        if (!fits(row->op, column->kind))
            return refused(sentence("The operator {} does not fit the column {}.", {row->word, column->name}));
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
        const bool is_value = token.kind == Piece::number || token.kind == Piece::text ||
                              token.kind == Piece::loose || token.kind == Piece::word;
        if (!is_value) return unreadable();
        ++at_;
        return add_value(column, token, term);
    }

    Result<void> add_value(const ArchiveColumnInfo& column, const FilterToken& token, FilterTerm& term) {
        if (++values_ > max_filter_values || token.text.size() > max_filter_text) return too_much();
        if (column.kind == ColumnKind::boolean) {
            const bool yes = ascii_iequals(token.text, "true") || token.text == "1" || token.text == "[I:1]";
            const bool no = ascii_iequals(token.text, "false") || token.text == "0" || token.text == "[I:0]";
            if (!yes && !no) return misfit(token, column);
            term.values.emplace_back(std::int64_t{yes});
            return {};
        }
        if (token.kind == Piece::word) return unreadable_at(token.place, is_text_);
        if (const auto type = type_named(column, token)) {
            term.values.emplace_back(*type);
            return {};
        }
        const bool takes_text = (texts & bit(column.kind)) != 0;
        const bool takes_number = ((numbers | ids) & bit(column.kind)) != 0;
        const bool compares_text = info_of(term.op).kinds == texts;
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

bool fits(FilterOperator op, ColumnKind kind) {
    return kind != ColumnKind::none && (info_of(op).kinds & bit(kind)) != 0;
}

Result<FilterNode> parse_filter(std::string_view text) {
    if (text.size() > max_filter) return too_much();
    const Result<std::vector<FilterToken>> tokens = Lexer(text).read();
    if (!tokens.has_value()) return tokens.error();
    return parse_filter_tokens(*tokens, true);
}

Result<FilterNode> parse_filter_tokens(const std::vector<FilterToken>& tokens, bool is_text) {
    std::size_t bytes = 0;
    for (const FilterToken& token : tokens)
        bytes += token.text.size();
    if (bytes > max_filter) return too_much();
    return Parser(tokens, is_text).read();
}

std::string print_filter(const FilterNode& node) {
    std::string out;
    print(node, out);
    return out;
}

Result<void> add_order(std::string_view name, bool descending, std::vector<ArchiveOrder>& order) {
    const ArchiveColumnInfo* const column = find_archive_column(name);
    if (column == nullptr) return of_order(no_column(name));
    if (!column->sortable)
        return of_order(refused(sentence("Rows cannot be sorted by the column {}.", {column->name})));
    const auto same = [&](const ArchiveOrder& each) { return each.column == column->column; };
    if (std::any_of(order.begin(), order.end(), same)) return {};
    if (order.size() == max_order)
        return of_order(refused(sentence("At most {} columns to sort by.", {max_order})));
    order.push_back({column->column, descending});
    return {};
}

Result<std::vector<ArchiveOrder>> parse_order(std::string_view text) {
    const Error error = of_order(refused("The columns to sort by cannot be read."));
    constexpr std::size_t most = 1024;
    std::vector<ArchiveOrder> order;
    if (text.size() > most) return error;
    if (trim_blanks(text).empty()) return order;
    while (true) {
        const std::size_t end = text.find(',');
        const std::string_view item = trim_blanks(text.substr(0, end));
        const std::size_t space = item.find_first_of(" \t");
        const std::string_view name = item.substr(0, space);
        const std::string_view direction =
            space == std::string_view::npos ? std::string_view("asc") : trim_blanks(item.substr(space));
        const bool descending = ascii_iequals(direction, "desc");
        if (name.empty() || (!descending && !ascii_iequals(direction, "asc"))) return error;
        if (const auto added = add_order(name, descending, order); !added.has_value()) return added.error();
        if (end == std::string_view::npos) return order;
        text.remove_prefix(end + 1);
    }
}

}  // namespace uag
