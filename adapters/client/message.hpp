// HTTP messages as a client has them: what it sends to another server of the contract, and what comes back.
#pragma once

#include <boost/system/result.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace uag::client {

using Fields = std::vector<std::pair<std::string, std::string>>;

/// A request. It may hold passwords and tickets: path, fields and body are overwritten when it goes.
struct Request {
    std::string method = "POST";
    std::string path;          ///< below the base URL, percent-encoded, with its query: "Remote/Services88/User.svc"
    Fields fields{};           ///< beside Host and Content-Length; no value has a control character
    std::string body;
    bool only_reads = false;   ///< changes nothing, so it may be sent again where a kept connection turns out dead

    Request() = default;
    Request(Request&&) noexcept = default;
    Request& operator=(Request&&) noexcept = default;
    Request(const Request&) = delete;
    Request& operator=(const Request&) = delete;
    ~Request();

    /// The first field of that name (any ASCII case), or an empty view.
    std::string_view field(std::string_view name) const;
};

/// An answer, byte for byte. Its body is overwritten when it goes: there may be a ticket in it.
struct Response {
    unsigned status = 0;
    Fields fields{};   ///< names as sent
    std::string body;

    Response() = default;
    Response(Response&&) noexcept = default;
    Response& operator=(Response&&) noexcept = default;
    Response(const Response&) = delete;
    Response& operator=(const Response&) = delete;
    ~Response();

    std::string_view field(std::string_view name) const;
};

/// Why a request cannot be written: what a header or a format has no form for.
struct CannotWrite {
    std::string path;  ///< `User.OtherGroups`, or the name of a field of HTTP
    std::string text;  ///< one phrase; never quotes a value
};
using Written = boost::system::result<Request, CannotWrite>;

}  // namespace uag::client
