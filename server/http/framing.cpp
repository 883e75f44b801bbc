#include "server/http/framing.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "adapters/http/own_origin.hpp"
#include "core/base/text.hpp"
#include "server/http/head_bytes.hpp"
#include "server/http/host_field.hpp"

namespace uag::http {
namespace {

constexpr std::string_view repeated_field = "A header field that may stand once stands twice.";
constexpr std::string_view malformed_request = "The request is malformed.";
constexpr std::string_view bad_line_end = "A line does not end with CR LF.";

// RFC 9110 7.6.1 and 5.6.1: options are tokens, an empty one is none. False: one is no token.
template <class Take> bool take_options(std::string_view value, Take take) {
    while (true) {
        const std::size_t comma = value.find(',');
        const std::string_view option = trim_blanks(value.substr(0, comma));
        if (!option.empty() && !is_token(option)) return false;
        take(option);
        if (comma == std::string_view::npos) return true;
        value.remove_prefix(comma + 1);
    }
}

class Head {
public:
    Head(std::string_view head, const FramingLimits& limits, HeaderFields& fields)
        : head_(head), rest_(head), limits_(limits), fields_(fields) {}

    Framing judge() {
        fields_.clear();
        if (read_request_line() && read_fields() && check_together()) return out_;
        // The refusal is worded in the protocol that was asked, whatever came before the mistake.
        if (out_.path.empty()) out_.path = path_of_partial_head(head_);
        if (out_.content_type.empty()) out_.content_type = content_type_of_partial_head(head_);
        fields_.clear();
        return out_;
    }

private:
    bool refuse(unsigned status, std::string_view problem) {
        out_.status = status;
        out_.problem = problem;
        return false;
    }

    // The next line without its CRLF; what is behind the last one as it is. A bare CR, LF or NUL anywhere is refused.
    bool next_line(std::string_view& line) {
        const std::size_t end = rest_.find('\n');
        if (end == std::string_view::npos && !rest_.empty()) {
            line = std::exchange(rest_, {});
            return true;
        }
        if (end == std::string_view::npos || end == 0 || rest_[end - 1] != '\r') return refuse(400, bad_line_end);
        line = rest_.substr(0, end - 1);
        rest_.remove_prefix(end + 1);
        return true;
    }

    bool read_request_line() {
        std::string_view text;
        if (!next_line(text)) return false;
        line_ = judge_request_line(text, limits_.request_line_bytes);
        out_.method = line_.method;
        out_.path = line_.path;
        out_.query = line_.query;
        out_.http10 = line_.http10;
        out_.keep_alive = !line_.http10;
        return line_.status == 0 || refuse(line_.status, line_.problem);
    }

    bool read_fields() {
        std::string_view line;
        while (true) {
            if (!next_line(line)) return false;
            if (line.empty()) return rest_.empty() || refuse(400, "The head is malformed.");
            if (++out_.fields > limits_.header_fields) return refuse(431, "Too many header fields.");
            if (line.front() == ' ' || line.front() == '\t') return refuse(400, "A header field is folded.");
            const std::size_t colon = line.find(':');
            if (colon == std::string_view::npos || !is_token(line.substr(0, colon)))
                return refuse(400, "A header field is malformed.");
            const std::string_view value = trim_blanks(line.substr(colon + 1));
            if (!all_of_class<value_byte>(value)) return refuse(400, "A control character stands in a header field.");
            if (!read_field(line.substr(0, colon), value)) return false;
            fields_.emplace_back(line.substr(0, colon), value);
        }
    }

    bool read_field(std::string_view name, std::string_view value) {
        if (imitates_known_field(name)) return refuse(400, "A header field imitates another.");
        const std::size_t known = find_known_field(name);
        const FieldUse use = use_of_field(known);
        const bool by_prefix = use == FieldUse::unknown && is_single_by_prefix(name);
        if (use == FieldUse::unknown && !by_prefix) return true;
        // What is read may be quoted in an answer.
        if (use != FieldUse::unread_list && !is_utf8(value)) return refuse(400, "A header field is not UTF-8.");
        if (by_prefix) return read_by_prefix(name);
        if (is_list(use)) return read_list(known, value);
        switch (use) {
            case FieldUse::host: return read_host(value);
            case FieldUse::content_length: return read_length(value);
            case FieldUse::transfer_encoding: return read_transfer_encoding(value);
            case FieldUse::connection: return read_connection(value);
            case FieldUse::proxy_connection: return take_options(value, [](auto) {}) || refuse(400, malformed_request);
            case FieldUse::content_type:
                if (!seen_[known]) out_.content_type = value;
                break;
            case FieldUse::origin:
                // Of two neither is believed, not even for reading the refusal.
                out_.origin = seen_[known] ? std::string_view() : value;
                break;
            default: break;
        }
        if (seen_[known]) return refuse(400, repeated_field);
        seen_[known] = true;
        if (use != FieldUse::expect) return true;
        if (!ascii_iequals(value, "100-continue")) return refuse(417, "This expectation cannot be met.");
        out_.expects_continue = !out_.http10;
        return true;
    }

    bool read_list(std::size_t known, std::string_view value) {
        // The first line of it will do for a refusal.
        if (use_of_field(known) == FieldUse::accept && out_.accept.empty()) out_.accept = value;
        out_.repeats_list = out_.repeats_list || seen_[known];
        seen_[known] = true;
        return true;
    }

    bool read_by_prefix(std::string_view name) {
        for (const std::string_view seen : seen_by_prefix_)
            if (ascii_iequals(seen, name)) return refuse(400, repeated_field);
        seen_by_prefix_.push_back(name);
        return true;
    }

    bool read_host(std::string_view value) {
        if (++hosts_ > 1) return refuse(400, "The Host field stands twice.");
        if (!is_host_field(value)) return refuse(400, "The Host field is malformed.");
        out_.host = value;
        return true;
    }

    bool read_length(std::string_view value) {
        std::uint64_t length = 0;
        const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), length);
        const bool digits = !value.empty() && is_ascii_digit(value.front());
        if (out_.content_length || !digits || error != std::errc{} || end != value.data() + value.size())
            return refuse(400, "The Content-Length is malformed.");
        out_.content_length = length;
        return true;
    }

    bool read_transfer_encoding(std::string_view value) {
        if (out_.chunked || !ascii_iequals(value, "chunked"))
            return refuse(400, "The only transfer coding taken here is chunked, once.");
        out_.chunked = true;
        return true;
    }

    bool read_connection(std::string_view value) {
        const bool good = take_options(value, [this](std::string_view option) {
            if (ascii_iequals(option, "close")) closes_ = true;
            if (ascii_iequals(option, "keep-alive")) keeps_ = true;
        });
        if (!good) return refuse(400, malformed_request);
        out_.keep_alive = !closes_ && (keeps_ || !out_.http10);
        return true;
    }

    bool check_together() {
        if (out_.chunked && (out_.content_length || out_.http10))
            return refuse(400, "The length of the message is stated in two ways.");
        if (!out_.http10 && hosts_ == 0) return refuse(400, "The Host field is missing.");
        if (!line_.authority.empty() && hosts_ == 1 &&
            !ascii_iequals(without_default_port(line_.authority, line_.scheme),
                           without_default_port(out_.host, line_.scheme)))
            return refuse(400, "The Host field and the request target name different hosts.");
        return true;
    }

    const std::string_view head_;
    std::string_view rest_;
    const FramingLimits& limits_;
    HeaderFields& fields_;
    Framing out_;
    RequestLine line_;
    int hosts_ = 0;
    bool closes_ = false;
    bool keeps_ = false;
    std::array<bool, known_fields.size()> seen_{};
    std::vector<std::string_view> seen_by_prefix_;
};

// Nothing of it is looked at but what the refusal is worded by.
Framing refuse_large_head(std::string_view head, const FramingLimits& limits) {
    Framing refused;
    const std::size_t line = head.find('\n');
    const bool long_line = line == std::string_view::npos || line > limits.request_line_bytes + 1;
    refused.path = path_of_partial_head(head);
    refused.content_type = content_type_of_partial_head(head);
    refused.status = long_line ? 414 : 431;
    refused.problem = long_line ? "The request line is too long." : "The header fields are too large.";
    return refused;
}

}  // namespace

std::string_view content_type_of_partial_head(std::string_view head) {
    constexpr std::string_view name = "content-type:";
    for (std::size_t at = head.find('\n'); at != std::string_view::npos; at = head.find('\n', at + 1)) {
        const std::string_view line = head.substr(at + 1, head.find('\n', at + 1) - (at + 1));
        if (!ascii_iequals(line.substr(0, name.size()), name)) continue;
        std::string_view value = line.substr(name.size());
        if (value.ends_with('\r')) value.remove_suffix(1);
        value = trim_blanks(value);
        const std::string_view type = value.substr(0, value.find(';'));
        for (const std::string_view readable : {value, type})
            if (is_utf8(readable) && all_of_class<value_byte>(readable)) return readable;
        return {};
    }
    return {};
}

Framing judge_head(std::string_view head, const FramingLimits& limits, HeaderFields& fields) {
    if (head.size() <= limits.header_bytes) return Head(head, limits, fields).judge();
    fields.clear();
    return refuse_large_head(head, limits);
}

Framing judge_head(std::string_view head, const FramingLimits& limits) {
    HeaderFields fields;
    return judge_head(head, limits, fields);
}

}  // namespace uag::http
