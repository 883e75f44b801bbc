// Restrictions one behind the other, joined by operators and counts of parentheses, as a tree.
#include <algorithm>

#include "core/agent/archive_filter.hpp"
#include "core/agent/archive_request.hpp"
#include "core/agent/archive_tokens.hpp"
#include "core/agent/fields.hpp"

namespace uag {
namespace {

using Piece = FilterToken::Kind;

// More than a filter may have is all the same: the parser refuses it.
std::size_t bounded(std::int64_t parentheses) {
    return static_cast<std::size_t>(std::clamp<std::int64_t>(parentheses, 0, max_filter_depth + 1));
}

void add_pieces(const ArchiveRestrictionInfo& restriction, std::size_t place, std::vector<FilterToken>& tokens) {
    const auto add = [&](Piece kind, std::string text = {}) { tokens.push_back({kind, std::move(text), place}); };
    for (std::size_t i = bounded(restriction.inter_parenthesis); i != 0; --i) add(Piece::open);
    add(Piece::word, restriction.name.text);
    add(Piece::word, restriction.op.text);
    if (!restriction.values.items.empty()) {
        add(Piece::open);
        for (std::size_t i = 0; i < restriction.values.items.size(); ++i) {
            if (i != 0) add(Piece::comma);
            add(Piece::loose, restriction.values.items[i].text);
        }
        add(Piece::close);
    }
    for (std::size_t i = bounded(-std::int64_t{restriction.inter_parenthesis}); i != 0; --i) add(Piece::close);
}

}  // namespace

Result<std::optional<FilterNode>> filter_of(const List<Box<ArchiveRestrictionInfo>>& restrictions) {
    std::vector<FilterToken> tokens;
    RestrictionJoin join = RestrictionJoin::all;
    std::size_t place = 0;
    for (const Box<ArchiveRestrictionInfo>& each : restrictions.items) {
        ++place;
        const auto refused = [&](MessagePattern<1> what) {
            return wrong_argument("Restriction", sentence(what, {place}));
        };
        if (!each.has_value()) return refused("Restriction {0} cannot be read.");
        // What an inactive one would open or close belongs to nobody.
        if (!each->is_active && each->inter_parenthesis != 0)
            return refused("Restriction {0} is inactive and has parentheses.");
        if (!each->is_active) continue;
        if (!each->sub_restrictions.items.empty()) return refused("Restriction {0} has restrictions of its own.");
        if (place > max_filter_terms + 1 || each->values.items.size() > max_filter_values)
            return refused("Restriction {0} is one too many.");
        if (!tokens.empty()) tokens.push_back({Piece::word, join == RestrictionJoin::any ? "or" : "and", place});
        add_pieces(*each, place, tokens);
        join = each->inter_operator;
    }
    if (tokens.empty()) return std::optional<FilterNode>{};
    tokens.push_back({Piece::end, {}, place});
    Result<FilterNode> node = parse_filter_tokens(tokens, false);
    if (!node.has_value()) return node.error();
    return std::optional<FilterNode>(std::move(*node));
}

}  // namespace uag
