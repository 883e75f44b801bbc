#include "server/http/request_reader.hpp"

#include <algorithm>

#include "core/base/secret.hpp"
#include "core/base/text.hpp"
#include "server/http/inflate.hpp"

namespace uag::http {
namespace {

constexpr std::string_view head_end = "\r\n\r\n";

// The text's size, or where in it a NUL stands first, with that.
std::size_t up_to_nul(std::string_view text) {
    const std::size_t nul = text.find('\0');
    return nul == std::string_view::npos ? text.size() : nul + 1;
}

}  // namespace

RequestReader::RequestReader(const Limits& limits, MemoryBudget& budget, As as)
    : limits_(limits), as_(as), body_memory_(budget) {}

void RequestReader::commit(std::size_t size) {
    unread_.commit(size);
    if (phase_ == Phase::idle && !unread_.empty()) phase_ = Phase::head;
}

void RequestReader::forget() {
    chunks_.reset();
    empty_wiped(head_);
    empty_wiped(path_);
    empty_wiped(body_);
    body_memory_.release();
    fields_.clear();
    for (std::string& value : joined_) wipe(value);
    joined_.clear();
    framing_ = Framing{};
}

void RequestReader::begin() {
    forget();
    phase_ = unread_.empty() ? Phase::idle : Phase::head;
    lines_.restart();
    body_size_ = 0;
    said_continue_ = false;
}

RequestReader::Step RequestReader::read() {
    if (phase_ == Phase::idle) return Step::need_more;
    if (phase_ == Phase::head) {
        const Step step = read_head();
        if (step != Step::complete) return step;
        begin_body();
    }
    return read_body();
}

void RequestReader::refuse(Refusal why) {
    if (phase_ != Phase::body) {
        head_.assign(unread_.text().substr(0, limits_.head.header_bytes));
        framing_.path = path_of_partial_head(head_);
        use_plain_path();
        framing_.content_type = content_type_of_partial_head(head_);
    }
    framing_.status = why.status;
    framing_.problem = why.problem;
}

RequestReader::Step RequestReader::refused(Refusal why) {
    framing_.status = why.status;
    framing_.problem = why.problem;
    return Step::refused;
}

// How many bytes decide what becomes of the head: with the empty line all of it, else up to what may not be. 0: more must
// come.
std::size_t RequestReader::decided_size(std::string_view text) {
    const std::string_view seen = text.substr(0, limits_.head.header_bytes);
    const std::size_t longest_line = limits_.head.request_line_bytes + 2;
    while (true) {
        const bool is_first = lines_.end() == 0;
        const LineScan::Found found = lines_.next(seen);
        if (found == LineScan::Found::empty_line) return lines_.end();
        const std::size_t earliest_end = found == LineScan::Found::nothing ? seen.size() + 1 : lines_.end();
        if (is_first && earliest_end > longest_line) return up_to_nul(text.substr(0, longest_line));
        if (found == LineScan::Found::bare_lf) return up_to_nul(text.substr(0, lines_.end()));
        if (found == LineScan::Found::nothing) break;
    }
    if (seen.find('\0') != std::string_view::npos) return up_to_nul(seen);
    return text.size() > seen.size() ? seen.size() + 1 : 0;
}

RequestReader::Step RequestReader::read_head() {
    // RFC 9112 2.2: an empty line before the request line is skipped.
    while (lines_.end() == 0 && unread_.text().starts_with("\r\n")) {
        unread_.consume(2);
        lines_.restart();
    }
    const std::string_view text = unread_.text();
    const std::size_t size = decided_size(text);
    if (size == 0) return Step::need_more;
    const bool whole = text.substr(0, size).ends_with(head_end);
    head_.assign(
        text.substr(0, whole ? size : std::max(size, std::min(text.find(head_end), limits_.head.header_bytes))));
    framing_ = judge_head(std::string_view(head_).substr(0, size), limits_.head, fields_);
    use_plain_path();
    if (framing_.status != 0) {
        // The refusal is worded in the protocol that was asked, wherever the head says so.
        if (framing_.content_type.empty()) framing_.content_type = content_type_of_partial_head(head_);
        return Step::refused;
    }
    unread_.consume(size);
    if (framing_.content_length.value_or(0) > limits_.body_bytes) return refused({413, "The body is too large."});
    if (framing_.repeats_list && as_ == As::read) join_lists(fields_, joined_);
    return Step::complete;
}

void RequestReader::use_plain_path() {
    if (as_ == As::sent || framing_.path.find("//") == std::string_view::npos) return;
    path_ = without_empty_segments(framing_.path);
    framing_.path = path_;
}

void RequestReader::begin_body() {
    phase_ = Phase::body;
    body_size_ = static_cast<std::size_t>(framing_.content_length.value_or(0));
    if (framing_.chunked) chunks_ = std::make_unique<ChunkedBody>(body_, body_memory_, limits_);
}

RequestReader::Step RequestReader::read_body() {
    Refusal why = take_body();
    if (why) return refused(why);
    if (has_body()) {
        if (as_ == As::read) why = undo_coding();
        return why ? refused(why) : Step::complete;
    }
    if (!framing_.expects_continue || said_continue_) return Step::need_more;
    said_continue_ = true;
    return Step::say_continue;
}

Refusal RequestReader::take_body() {
    if (chunks_ != nullptr) return chunks_->feed(unread_);
    const std::string_view come = unread_.text().substr(0, body_size_ - body_.size());
    if (!append_wiped(body_, come, body_size_, body_memory_)) return out_of_memory;
    unread_.consume(come.size());
    return {};
}

bool RequestReader::has_body() const { return chunks_ != nullptr ? chunks_->is_done() : body_.size() == body_size_; }

// What comes behind this sees the body as if it had come without a coding; of one that is not read here the adapters say so.
Refusal RequestReader::undo_coding() {
    const auto field =
        std::ranges::find_if(fields_, [](const auto& one) { return ascii_iequals(one.first, "Content-Encoding"); });
    if (field == fields_.end()) return {};
    const Coding coding = find_coding(field->second);
    if (coding == Coding::other) return {};
    fields_.erase(field);
    if (coding == Coding::none || body_.empty()) return {};
    switch (inflate_body(body_, coding, limits_.body_bytes, body_memory_)) {
        case Inflated::done: return {};
        case Inflated::too_large: return {413, "The body is too large once it is decompressed."};
        case Inflated::malformed: return {400, "The body cannot be decompressed."};
        case Inflated::no_memory: break;
    }
    return out_of_memory;
}

}  // namespace uag::http
