#include "core/agent/archive_tokens.hpp"

#include "core/agent/archive_refusals.hpp"
#include "core/base/text.hpp"

namespace uag {
namespace {

using Piece = FilterToken::Kind;

bool is_word_start(char c) { return is_ascii_letter(c) || c == '_'; }
bool is_word_part(char c) {
    return is_ascii_alphanumeric(c) || c == '_' || c == '-' || c == '/' || c == '.' || c == ':' || c == '$';
}
bool is_symbol(char c) { return c == '=' || c == '<' || c == '>' || c == '!'; }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

class Lexer {
public:
    explicit Lexer(std::string_view text) : text_(text) {}

    Result<std::vector<FilterToken>> read() {
        std::vector<FilterToken> tokens;
        while (true) {
            while (at_ < text_.size() && is_space(text_[at_])) ++at_;
            FilterToken token;
            token.place = place();
            if (at_ == text_.size()) {
                tokens.push_back(std::move(token));
                return tokens;
            }
            if (!take(token)) return filter_unreadable_at(token.place, true);
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
            while (at_ < text_.size() && is_word_part(text_[at_])) ++at_;
            token.kind = Piece::word;
        } else if (is_ascii_digit(c) || c == '-') {
            ++at_;
            while (at_ < text_.size() && is_word_part(text_[at_])) ++at_;
            token.kind = Piece::number;
        } else {
            while (at_ < text_.size() && at_ - from < 2 && is_symbol(text_[at_])) ++at_;
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

}  // namespace

Result<std::vector<FilterToken>> filter_tokens(std::string_view text) { return Lexer(text).read(); }

}  // namespace uag
