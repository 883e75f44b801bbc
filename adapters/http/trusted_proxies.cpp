#include "adapters/http/trusted_proxies.hpp"

#include <algorithm>
#include <charconv>

#include "core/base/text.hpp"

namespace uag::http {
namespace {

using boost::asio::ip::address;

std::array<unsigned char, 16> bytes_of(const address& ip) {
    const auto v6 = ip.is_v6() ? ip.to_v6() : boost::asio::ip::make_address_v6(boost::asio::ip::v4_mapped, ip.to_v4());
    std::array<unsigned char, 16> bytes{};
    std::ranges::copy(v6.to_bytes(), bytes.begin());
    return bytes;
}

std::optional<address> parse_address(std::string_view text) {
    // A zone ("fe80::1%eth0") means something on one machine only.
    if (text.size() > 45 || text.find('%') != std::string_view::npos) return std::nullopt;
    boost::system::error_code error;
    const address ip = boost::asio::ip::make_address(std::string(text), error);
    if (error) return std::nullopt;
    return plain_address(ip);
}

// RFC 7239 section 6 and what proxies write into X-Forwarded-For: an address, with or without brackets and port.
std::optional<address> parse_node(std::string_view text) {
    if (text.starts_with('[')) {
        const std::size_t end = text.find(']');
        if (end == std::string_view::npos) return std::nullopt;
        const std::string_view port = text.substr(end + 1);
        if (!port.empty() && port.front() != ':') return std::nullopt;
        return parse_address(text.substr(1, end - 1));
    }
    if (std::ranges::count(text, ':') == 1) text = text.substr(0, text.find(':'));
    return parse_address(text);
}

std::string scheme_of(std::string_view text) {
    for (const std::string_view known : {"https", "http"})
        if (ascii_iequals(text, known)) return std::string(known);
    return {};
}

std::string clean_host(std::string_view text) {
    const bool clean = std::ranges::all_of(text, [](char c) {
        return is_ascii_alphanumeric(c) || c == '.' || c == '-' || c == '_' || c == ':' || c == '[' || c == ']';
    });
    return clean && text.size() <= 255 ? std::string(text) : std::string{};
}

std::string_view last_item(std::string_view list) {
    const std::size_t comma = list.rfind(',');
    return trim(comma == std::string_view::npos ? list : list.substr(comma + 1));
}

// One element of a Forwarded field.
struct Hop {
    std::string node;
    std::string scheme;
    std::string host;
};

// RFC 7239 section 4. Nothing if the field is malformed: then no element can be told from the next.
class ForwardedReader {
public:
    explicit ForwardedReader(std::string_view text) : rest_(text) {}

    std::optional<std::vector<Hop>> read() {
        std::vector<Hop> hops(1);
        while (true) {
            skip_blanks();
            if (!rest_.empty() && rest_.front() != ';' && rest_.front() != ',' && !read_pair(hops.back()))
                return std::nullopt;
            skip_blanks();
            if (rest_.empty()) return hops;
            const char separator = rest_.front();
            if (separator != ';' && separator != ',') return std::nullopt;
            rest_.remove_prefix(1);
            if (separator == ',') hops.emplace_back();
        }
    }

private:
    void skip_blanks() {
        while (!rest_.empty() && (rest_.front() == ' ' || rest_.front() == '\t')) rest_.remove_prefix(1);
    }

    bool read_pair(Hop& hop) {
        const std::size_t equals = rest_.find('=');
        if (equals == std::string_view::npos) return false;
        const std::string_view name = rest_.substr(0, equals);
        if (name.empty() || name.find_first_of(" \t,;\"") != std::string_view::npos) return false;
        rest_.remove_prefix(equals + 1);
        std::string value;
        if (!read_value(value)) return false;
        if (ascii_iequals(name, "for"))
            hop.node = std::move(value);
        else if (ascii_iequals(name, "proto"))
            hop.scheme = scheme_of(value);
        else if (ascii_iequals(name, "host"))
            hop.host = clean_host(value);
        return true;
    }

    bool read_value(std::string& value) {
        if (rest_.empty() || rest_.front() != '"') {
            const std::size_t end = std::min(rest_.find_first_of(" \t,;\""), rest_.size());
            value = rest_.substr(0, end);
            rest_.remove_prefix(end);
            return end != 0;
        }
        rest_.remove_prefix(1);
        while (!rest_.empty() && rest_.front() != '"') {
            if (rest_.front() == '\\') rest_.remove_prefix(1);
            if (rest_.empty()) return false;
            value += rest_.front();
            rest_.remove_prefix(1);
        }
        if (rest_.empty()) return false;
        rest_.remove_prefix(1);
        return true;
    }

    std::string_view rest_;
};

std::vector<Hop> hops_of_list(std::string_view list) {
    std::vector<Hop> hops;
    while (true) {
        const std::size_t comma = list.find(',');
        hops.push_back({std::string(trim(list.substr(0, comma))), {}, {}});
        if (comma == std::string_view::npos) return hops;
        list.remove_prefix(comma + 1);
    }
}

}  // namespace

std::optional<AddressRange> parse_address_range(std::string_view text) {
    const std::size_t slash = text.find('/');
    boost::system::error_code error;
    const address ip = boost::asio::ip::make_address(std::string(text.substr(0, slash)), error);
    if (error || text.find('%') != std::string_view::npos) return std::nullopt;
    AddressRange range{bytes_of(ip), 128};
    if (slash == std::string_view::npos) return range;
    const std::string_view digits = text.substr(slash + 1);
    unsigned bits = 0;
    const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
    if (digits.empty() || failure != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    if (bits > (ip.is_v4() ? 32U : 128U)) return std::nullopt;
    range.bits = ip.is_v4() ? bits + 96 : bits;
    for (unsigned bit = range.bits; bit < 128; ++bit)
        if ((range.network[bit / 8] >> (7 - bit % 8) & 1) != 0) return std::nullopt;
    return range;
}

address plain_address(const address& ip) {
    if (!ip.is_v6() || !ip.to_v6().is_v4_mapped()) return ip;
    return boost::asio::ip::make_address_v4(boost::asio::ip::v4_mapped, ip.to_v6());
}

bool TrustedProxies::contains(const address& ip) const {
    if (ranges_.empty()) return false;
    const auto bytes = bytes_of(ip);
    return std::ranges::any_of(ranges_, [&](const AddressRange& range) {
        const unsigned whole = range.bits / 8;
        if (!std::equal(bytes.begin(), bytes.begin() + whole, range.network.begin())) return false;
        const unsigned left = range.bits % 8;
        return left == 0 || (bytes[whole] ^ range.network[whole]) >> (8 - left) == 0;
    });
}

Sender TrustedProxies::sender_behind(const address& proxy,
                                     std::span<const std::pair<std::string_view, std::string_view>> headers) const {
    const auto header = [&](std::string_view name) -> std::optional<std::string_view> {
        for (const auto& [key, value] : headers)
            if (ascii_iequals(key, name)) return value;
        return std::nullopt;
    };
    Sender sender;
    std::vector<Hop> hops;
    if (fields_ == ProxyFields::forwarded) {
        if (const auto field = header("Forwarded")) hops = ForwardedReader(*field).read().value_or(std::vector<Hop>{});
    } else {
        if (const auto field = header("X-Forwarded-For")) hops = hops_of_list(*field);
        sender.scheme = scheme_of(last_item(header("X-Forwarded-Proto").value_or("")));
        sender.host = clean_host(last_item(header("X-Forwarded-Host").value_or("")));
    }
    address known = proxy;
    for (auto hop = hops.rbegin(); hop != hops.rend() && contains(known); ++hop) {
        if (fields_ == ProxyFields::forwarded) {
            sender.scheme = hop->scheme;
            sender.host = hop->host;
        }
        const std::optional<address> next = parse_node(hop->node);
        if (!next) break;
        known = *next;
    }
    sender.address = known.to_string();
    return sender;
}

}  // namespace uag::http
