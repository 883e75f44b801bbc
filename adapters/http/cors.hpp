// Which pages of other origins may call the WebAPI with a browser, and what a browser is told about it (Fetch standard,
// "CORS protocol"). The only place that knows.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/http/message.hpp"

namespace uag::http {

/// What is wrong with an entry of `cors.origins`; empty if nothing. It is `*`, or `scheme://host` with or without a
/// port, or `scheme://host*` for every port of that host. The star never stands for a part of a host's name: read as a
/// plain prefix, `https://good.com*` would let `https://good.com.evil.net` in.
std::string check_cors_origin(const std::string& entry);

/// What is wrong with an entry of `cors.headers`; empty if nothing. It is the name of a header field.
std::string check_cors_header(const std::string& entry);

/// Credentials that a browser adds by itself are never shared: there is no Access-Control-Allow-Credentials. A page
/// sends its Authorization header itself.
class Cors {
public:
    /// Entries that check_cors_origin() and check_cors_header() take. No origins: none is let in. The headers may be
    /// sent beside those that every client of ours sends.
    explicit Cors(const std::vector<std::string>& origins, const std::vector<std::string>& headers = {});

    bool is_on() const { return any_ || !origins_.empty(); }
    /// Whether pages of this origin (the header's value) may call.
    bool admits(std::string_view origin) const;

    /// Whether the request may be the work of a foreign page behind its user's back: it needs no preflight, yet a
    /// browser would add the user name and password it has stored for us. Origins that are named are trusted; "*" names
    /// none. `request` is a POST, PUT, ... of the WebAPI.
    bool is_forged(const HttpRequest& request) const;

    /// For an answer of the WebAPI to a request with that Origin; nothing is added without one.
    void add_fields(std::string_view origin, HttpReply& reply) const;

    /// Whether the request is a preflight; only with CORS on.
    bool is_preflight(const HttpRequest& request) const;
    /// 204 with what may be sent, or 403 for an origin that is not let in. `methods` are those of the route.
    void answer_preflight(const HttpRequest& request, Methods methods, HttpReply& reply) const;

private:
    bool is_listed(std::string_view origin) const;
    std::string allowed_headers(std::string_view asked) const;

    struct Origin {
        std::string text;  // scheme://host or scheme://host:port, lower case
        bool any_port = false;
    };
    bool any_ = false;
    std::vector<Origin> origins_;
    std::vector<std::string> headers_;  // lower case
};

}  // namespace uag::http
