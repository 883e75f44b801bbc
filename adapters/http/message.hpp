// A request and its answer as the adapters see them. No socket, no HTTP library: bytes and settings.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/http/method.hpp"
#include "core/base/text.hpp"
#include "core/call/call.hpp"

namespace uag {

/// An HTTP request after framing. All views live as long as the exchange.
struct HttpRequest {
    http::Method method = http::Method::get;
    std::string_view path;        ///< percent-decoded? no: as sent, without the query and empty segments
    std::string_view query;       ///< without '?', as sent
    std::span<const std::pair<std::string_view, std::string_view>> headers;
    std::span<char> body;         ///< parsed in place; body.data()[body.size()] is writable and holds '\0'
    Origin origin;
    std::string_view base_url;    ///< "http://host:port", for addresses in answers

    /// The first header of that name (any ASCII case), or an empty view.
    std::string_view header(std::string_view name) const {
        for (const auto& [key, value] : headers)
            if (ascii_iequals(key, name)) return value;
        return {};
    }
};

/// An HTTP answer. `body` is reused between requests: adapters append to it. `file` goes out in its place where it is
/// not empty: bytes of the program, which are never copied.
struct HttpReply {
    unsigned status = 200;
    std::string_view content_type;   ///< static text; empty: no body
    std::vector<std::pair<std::string_view, std::string>> headers;   ///< beside those every answer has
    std::string body;
    std::string_view file{};
    bool may_compress = false;   ///< no secret can be in it: who asks for gzip may get it

    std::string_view content() const { return file.empty() ? std::string_view(body) : file; }

    void reset() {
        status = 200;
        content_type = {};
        file = {};
        may_compress = false;
        headers.clear();
        body.clear();
    }
};

}  // namespace uag
