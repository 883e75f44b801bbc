#include "server/http/framing.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <vector>

#include "adapters/http/own_origin.hpp"
#include "core/base/text.hpp"

namespace uag::http {
namespace {

// Which bytes may stand where: one look a byte.
enum ByteClass : std::uint8_t { token_byte = 1, value_byte = 2, target_byte = 4, host_byte = 8 };
constexpr std::array<std::uint8_t, 256> byte_classes = [] {
    constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    constexpr std::string_view host_marks = "-._~!$&'()*+;=";
    std::array<std::uint8_t, 256> classes{};
    for (std::size_t i = 0; i < classes.size(); ++i) {
        const char c = static_cast<char>(i);
        const bool alphanumeric = is_ascii_alphanumeric(c);
        if (alphanumeric || marks.find(c) != std::string_view::npos) classes[i] |= token_byte;
        if (i == '\t' || (i >= ' ' && i != 0x7F)) classes[i] |= value_byte;
        if (i > ' ' && i < 0x7F && i != '#') classes[i] |= target_byte;
        if (alphanumeric || host_marks.find(c) != std::string_view::npos) classes[i] |= host_byte;
    }
    return classes;
}();

template <ByteClass wanted> bool all_of_class(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return (byte_classes[static_cast<unsigned char>(c)] & wanted) != 0; });
}

bool is_token(std::string_view text) { return !text.empty() && all_of_class<token_byte>(text); }

enum class Field : std::uint8_t {
    host,
    content_length,
    transfer_encoding,
    connection,
    content_type,
    origin,
    accept,
    expect,
    list,
    unread_list,
    single
};

struct KnownField {
    std::string_view name;
    Field field;
};

// Ordered by length. `single` are fields that decide something: sent twice, a proxy and we might each believe
// another one; so with content-type and expect. Lists may stand in several lines, as HAProxy and chains of proxies
// write them; those that nothing here repeats in an answer need not be UTF-8.
constexpr std::array<KnownField, 21> known_fields{{{"via", Field::unread_list},
                                                   {"host", Field::host},
                                                   {"expect", Field::expect},
                                                   {"origin", Field::origin},
                                                   {"accept", Field::accept},
                                                   {"forwarded", Field::list},
                                                   {"connection", Field::connection},
                                                   {"soapaction", Field::single},
                                                   {"content-type", Field::content_type},
                                                   {"x-xsrf-token", Field::single},
                                                   {"authorization", Field::single},
                                                   {"cache-control", Field::unread_list},
                                                   {"content-length", Field::content_length},
                                                   {"accept-language", Field::list},
                                                   {"accept-encoding", Field::unread_list},
                                                   {"x-forwarded-for", Field::list},
                                                   {"content-encoding", Field::single},
                                                   {"x-forwarded-host", Field::list},
                                                   {"x-forwarded-port", Field::list},
                                                   {"x-forwarded-proto", Field::list},
                                                   {"transfer-encoding", Field::transfer_encoding}}};
// Whatever begins like this decides something too.
constexpr std::array<std::string_view, 3> single_prefixes{"so-", "if-", "x-forwarded-"};
static_assert(std::ranges::is_sorted(known_fields, {}, [](const KnownField& known) { return known.name.size(); }));
constexpr std::size_t longest_known = known_fields.back().name.size();

// Where the names of each length begin.
constexpr std::array<std::uint8_t, longest_known + 2> known_by_length = [] {
    std::array<std::uint8_t, longest_known + 2> first{};
    for (std::size_t length = 0; length < first.size(); ++length)
        for (const KnownField& known : known_fields)
            if (known.name.size() < length) ++first[length];
    return first;
}();

// The index in known_fields, or its size.
std::size_t find_known(std::string_view name) {
    if (name.size() > longest_known) return known_fields.size();
    for (std::size_t i = known_by_length[name.size()]; i < known_by_length[name.size() + 1]; ++i)
        if (ascii_iequals(name, known_fields[i].name)) return i;
    return known_fields.size();
}

bool is_list(Field field) { return field == Field::list || field == Field::unread_list || field == Field::accept; }

bool is_single_by_prefix(std::string_view name) {
    return std::any_of(single_prefixes.begin(), single_prefixes.end(), [name](std::string_view prefix) {
        return ascii_iequals(name.substr(0, prefix.size()), prefix);
    });
}

// A proxy that maps '_' to '-' would see a field that decides something where we see nothing.
bool is_twin(std::string_view name) {
    if (name.find('_') == std::string_view::npos) return false;
    std::string mapped(name);
    std::replace(mapped.begin(), mapped.end(), '_', '-');
    if (is_single_by_prefix(mapped)) return true;
    while (mapped.ends_with('-')) mapped.pop_back();
    const std::size_t known = find_known(mapped);
    return known != known_fields.size() && known_fields[known].field != Field::unread_list;
}

// RFC 3986 3.2.2: a registered name or an IPv4 address. No comma: two hosts may have been joined by it.
bool is_host_name(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%') {
            if (i + 2 >= text.size() || !is_hex_digit(text[i + 1]) || !is_hex_digit(text[i + 2])) return false;
            i += 2;
        } else if ((byte_classes[static_cast<unsigned char>(text[i])] & host_byte) == 0) {
            return false;
        }
    }
    return true;
}

// RFC 9110 7.2: uri-host [":" port]; empty where the target has no authority.
bool is_host_field(std::string_view text) {
    std::string_view rest = text;
    if (text.starts_with('[')) {
        const std::size_t end = text.find(']');
        if (end == std::string_view::npos) return false;
        in6_addr ignored{};
        if (::inet_pton(AF_INET6, std::string(text.substr(1, end - 1)).c_str(), &ignored) != 1) return false;
        rest = text.substr(end + 1);
        if (!rest.empty() && rest.front() != ':') return false;
    } else {
        rest = text.substr(std::min(text.find(':'), text.size()));
        if (!is_host_name(text.substr(0, text.size() - rest.size()))) return false;
    }
    return rest.size() <= 6 && is_all_digits(rest.substr(rest.empty() ? 0 : 1));
}

class Head {
public:
    Head(std::string_view head, const FramingLimits& limits) : head_(head), rest_(head), limits_(limits) {}

    Framing judge() {
        if (read_request_line() && read_fields() && check_together()) return out_;
        // The refusal is worded in the protocol that was asked, whatever came before the mistake.
        if (out_.path.empty()) out_.path = path_of_partial_head(head_);
        if (out_.content_type.empty()) out_.content_type = content_type_of_partial_head(head_);
        return out_;
    }

private:
    bool refuse(unsigned status, std::string_view problem) {
        out_.status = status;
        out_.problem = problem;
        return false;
    }

    // The next line without its CRLF. A bare CR, LF or NUL anywhere is refused.
    bool next_line(std::string_view& line) {
        const std::size_t end = rest_.find('\n');
        if (end == std::string_view::npos || end == 0 || rest_[end - 1] != '\r')
            return refuse(400, "A line does not end with CR LF.");
        line = rest_.substr(0, end - 1);
        rest_.remove_prefix(end + 1);
        return true;
    }

    bool read_request_line() {
        std::string_view line;
        if (!next_line(line)) return false;
        out_.path = path_of_partial_head(line);
        if (line.size() > limits_.request_line_bytes) return refuse(414, "The request line is too long.");
        const std::size_t first = line.find(' ');
        const std::size_t last = line.rfind(' ');
        if (first == std::string_view::npos || first == last) return refuse(400, "The request line is malformed.");
        out_.method = line.substr(0, first);
        out_.target = line.substr(first + 1, last - first - 1);
        const std::string_view version = line.substr(last + 1);
        if (!is_token(out_.method)) return refuse(400, "The request line is malformed.");
        if (version != "HTTP/1.1" && version != "HTTP/1.0")
            return refuse(version.starts_with("HTTP/") ? 505 : 400, "Only HTTP/1.1 and HTTP/1.0 are spoken here.");
        out_.http10 = version == "HTTP/1.0";
        out_.keep_alive = !out_.http10;
        return read_target();
    }

    bool read_target() {
        std::string_view target = out_.target;
        if (out_.method == "CONNECT" || (out_.method == "OPTIONS" && target == "*"))
            return refuse(405, "This method is not for the server as a whole.");
        if (target.empty() || !all_of_class<target_byte>(target))
            return refuse(400, "The request target is malformed.");
        for (const std::string_view scheme : {"http://", "https://"}) {
            if (!ascii_iequals(target.substr(0, scheme.size()), scheme)) continue;
            target.remove_prefix(scheme.size());
            const std::size_t slash = target.find_first_of("/?");
            authority_ = target.substr(0, slash);
            scheme_ = scheme.substr(0, scheme.find(':'));
            target = slash == std::string_view::npos ? std::string_view("/") : target.substr(slash);
            if (authority_.empty()) return refuse(400, "The request target is malformed.");
        }
        if (target.front() != '/') return refuse(400, "The request target is malformed.");
        const std::size_t mark = target.find('?');
        out_.path = target.substr(0, mark);
        if (mark != std::string_view::npos) out_.query = target.substr(mark + 1);
        return true;
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
        }
    }

    bool read_field(std::string_view name, std::string_view value) {
        if (is_twin(name)) return refuse(400, "A header field imitates another.");
        const std::size_t known = find_known(name);
        const bool by_prefix = known == known_fields.size() && is_single_by_prefix(name);
        if (known == known_fields.size() && !by_prefix) return true;
        // What is read may be quoted in an answer.
        const bool unread = !by_prefix && known_fields[known].field == Field::unread_list;
        if (!unread && !is_utf8(value)) return refuse(400, "A header field is not UTF-8.");
        if (by_prefix) return read_by_prefix(name);
        if (is_list(known_fields[known].field)) return read_list(known, value);
        switch (known_fields[known].field) {
            case Field::host: return read_host(value);
            case Field::content_length: return read_length(value);
            case Field::transfer_encoding:
                if (out_.chunked || !ascii_iequals(value, "chunked"))
                    return refuse(400, "The only transfer coding taken here is chunked, once.");
                out_.chunked = true;
                return true;
            case Field::connection: return read_connection(value);
            case Field::content_type:
                if (!seen_[known]) out_.content_type = value;
                break;
            case Field::origin:
                // Of two neither is believed, not even for reading the refusal.
                out_.origin = seen_[known] ? std::string_view() : value;
                break;
            default: break;
        }
        if (seen_[known]) return refuse(400, "A header field that may stand once stands twice.");
        seen_[known] = true;
        if (known_fields[known].field != Field::expect) return true;
        if (!ascii_iequals(value, "100-continue")) return refuse(417, "This expectation cannot be met.");
        out_.expects_continue = !out_.http10;
        return true;
    }

    bool read_list(std::size_t known, std::string_view value) {
        // The first line of it will do for a refusal.
        if (known_fields[known].field == Field::accept && out_.accept.empty()) out_.accept = value;
        out_.repeats_list = out_.repeats_list || seen_[known];
        seen_[known] = true;
        return true;
    }

    bool read_by_prefix(std::string_view name) {
        for (const std::string_view seen : seen_by_prefix_)
            if (ascii_iequals(seen, name)) return refuse(400, "A header field that may stand once stands twice.");
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

    bool read_connection(std::string_view value) {
        while (!value.empty()) {
            const std::size_t comma = value.find(',');
            const std::string_view option = trim_blanks(value.substr(0, comma));
            if (ascii_iequals(option, "close")) closes_ = true;
            if (ascii_iequals(option, "keep-alive")) keeps_ = true;
            value = comma == std::string_view::npos ? std::string_view() : value.substr(comma + 1);
        }
        out_.keep_alive = !closes_ && (keeps_ || !out_.http10);
        return true;
    }

    bool check_together() {
        if (out_.chunked && (out_.content_length || out_.http10))
            return refuse(400, "The length of the message is stated in two ways.");
        if (!out_.http10 && hosts_ == 0) return refuse(400, "The Host field is missing.");
        if (!authority_.empty() && hosts_ == 1 &&
            !ascii_iequals(without_default_port(authority_, scheme_), without_default_port(out_.host, scheme_)))
            return refuse(400, "The Host field and the request target name different hosts.");
        return true;
    }

    const std::string_view head_;
    std::string_view rest_;
    const FramingLimits& limits_;
    Framing out_;
    std::string_view authority_;
    std::string_view scheme_;  // of a target that has an authority
    int hosts_ = 0;
    bool closes_ = false;
    bool keeps_ = false;
    std::array<bool, known_fields.size()> seen_{};
    std::vector<std::string_view> seen_by_prefix_;
};

}  // namespace

std::string_view path_of_partial_head(std::string_view head) {
    const std::size_t space = head.find(' ');
    if (space == std::string_view::npos) return {};
    const std::string_view rest = head.substr(space + 1);
    const auto end = std::find_if(rest.begin(), rest.end(), [](char c) {
        return c == '?' || (byte_classes[static_cast<unsigned char>(c)] & target_byte) == 0;
    });
    return rest.substr(0, static_cast<std::size_t>(end - rest.begin()));
}

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

Framing judge_head(std::string_view head, const FramingLimits& limits) {
    if (head.size() > limits.header_bytes) {
        Framing refused;
        const std::size_t line = head.find('\n');
        const bool long_line = line == std::string_view::npos || line > limits.request_line_bytes;
        refused.path = path_of_partial_head(head);
        refused.content_type = content_type_of_partial_head(head);
        refused.status = long_line ? 414 : 431;
        refused.problem = long_line ? "The request line is too long." : "The header fields are too large.";
        return refused;
    }
    return Head(head, limits).judge();
}

void join_lists(std::vector<std::pair<std::string_view, std::string_view>>& fields, std::vector<std::string>& storage) {
    storage.clear();
    storage.reserve(known_fields.size());  // a short text moves its bytes with it, and these are looked at
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const std::size_t known = find_known(fields[i].first);
        if (known == known_fields.size() || !is_list(known_fields[known].field)) continue;
        const auto is_same = [&](const auto& field) { return ascii_iequals(field.first, known_fields[known].name); };
        const auto after = fields.begin() + static_cast<std::ptrdiff_t>(i) + 1;
        if (std::find_if(after, fields.end(), is_same) == fields.end()) continue;
        std::string& joined = storage.emplace_back(fields[i].second);
        for (auto field = after; field != fields.end(); ++field)
            if (is_same(*field) && !field->second.empty())
                joined.append(joined.empty() ? "" : ", ").append(field->second);
        fields.erase(std::remove_if(after, fields.end(), is_same), fields.end());
        fields[i].second = joined;
    }
}

std::string without_empty_segments(std::string_view path) {
    std::string plain;
    plain.reserve(path.size());
    for (const char c : path)
        if (c != '/' || !plain.ends_with('/')) plain += c;
    return plain;
}

bool has_bare_lf(std::string_view text) {
    for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
        if (at == 0 || text[at - 1] != '\r') return true;
    return false;
}

}  // namespace uag::http
