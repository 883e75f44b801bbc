#include <optional>
#include <vector>

#include "adapters/compare/mask_scan.hpp"
#include "adapters/compare/mask_text.hpp"
#include "core/base/text.hpp"

namespace uag::compare {
namespace {

class JsonMask {
public:
    JsonMask(std::string_view text, const Spot& root, const Pseudonyms& pseudonyms, std::string& out, int inside)
        : rest_(text), root_(root), pseudonyms_(pseudonyms), out_(out), inside_(inside) {}

    // Stops where it is no JSON any more; what is left is judged by names.
    void run() {
        while (!rest_.empty() && token()) {
        }
        if (rest_.empty()) return;
        if (is_secret_ && !rest_.empty())
            out_ += pseudonyms_.of(rest_);
        else
            mask_loose(rest_, pseudonyms_, out_);
    }

private:
    struct Frame {
        Spot spot;
        Spot member;  // behind the last key
        bool is_object = false;
        bool wants_key = false;
    };

    void copy(std::size_t size) {
        out_ += rest_.substr(0, size);
        rest_.remove_prefix(size);
    }

    Spot here() const {
        if (frames_.empty()) return root_;
        return frames_.back().is_object ? frames_.back().member : item_spot(frames_.back().spot);
    }

    bool token() {
        switch (rest_.front()) {
            case ' ':
            case '\t':
            case '\r':
            case '\n':
            case ':': copy(1); return true;
            case '{':
            case '[': return open();
            case '}':
            case ']': return close();
            case ',':
                if (frames_.empty()) return false;
                frames_.back().wants_key = frames_.back().is_object;
                copy(1);
                return true;
            case '"': return string();
            default: return literal();
        }
    }

    bool open() {
        if (frames_.size() == deepest_mask) {
            is_secret_ = here().secrecy == Secrecy::all;
            return false;
        }
        const bool is_object = rest_.front() == '{';
        frames_.push_back({here(), {}, is_object, is_object});
        copy(1);
        return true;
    }

    bool close() {
        if (frames_.empty() || frames_.back().is_object != (rest_.front() == '}')) return false;
        frames_.pop_back();
        copy(1);
        return true;
    }

    bool string() {
        std::size_t end = 1;
        while (end < rest_.size() && rest_[end] != '"') end += rest_[end] == '\\' ? 2 : 1;
        const bool is_key = !frames_.empty() && frames_.back().wants_key;
        const bool is_secret = !is_key && here().secrecy != Secrecy::none;
        if (end >= rest_.size()) {  // cut off
            is_secret_ = is_secret;
            if (is_secret) copy(1);
            return false;
        }
        const std::string_view content = rest_.substr(1, end - 1);
        out_ += '"';
        if (is_secret)
            out_ += pseudonyms_.of(json_text(content));
        else if (const auto masked = is_key ? std::nullopt : mask_inside(json_text(content), pseudonyms_, inside_))
            out_ += json_written(*masked);
        else
            out_ += content;
        out_ += '"';
        rest_.remove_prefix(end + 1);
        if (!is_key) return true;
        frames_.back().member = member_spot(frames_.back().spot, json_text(content));
        frames_.back().wants_key = false;
        return true;
    }

    bool literal() {
        const std::size_t end = std::min(rest_.find_first_of(" \t\r\n,:{}[]\""), rest_.size());
        const std::string_view word = rest_.substr(0, end);
        const bool is_word = word == "null" || word == "true" || word == "false";
        const bool is_number = is_ascii_digit(word.back()) && word.find_first_not_of("+-.0123456789eE") == word.npos;
        is_secret_ = here().secrecy != Secrecy::none;
        if (!is_word && !is_number) return false;
        if (!is_word && is_secret_) {
            (out_ += '"') += pseudonyms_.of(word);
            out_ += '"';
            rest_.remove_prefix(end);
        } else {
            copy(end);
        }
        is_secret_ = false;
        return true;
    }

    std::string_view rest_;
    Spot root_;
    const Pseudonyms& pseudonyms_;
    std::string& out_;
    int inside_;
    std::vector<Frame> frames_;
    bool is_secret_ = false;  // of the place where reading stopped
};

}  // namespace

void mask_json(std::string_view text, const Spot& root, const Pseudonyms& pseudonyms, std::string& out, int inside) {
    JsonMask(text, root, pseudonyms, out, inside).run();
}

}  // namespace uag::compare
