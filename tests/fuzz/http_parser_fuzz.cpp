// A whole request as it comes from the network: what the framing check lets through, Beast reads the same way, whether
// it comes at once or byte by byte.
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/error.hpp>
#include <string>

#include "fuzz/target.hpp"
#include "server/http/framing.hpp"
#include "server/http/request_parser.hpp"

namespace {

struct Read {
    bool good = false;
    std::string body;
    std::size_t fields = 0;
};

Read read_message(std::string_view head, std::string_view rest, std::size_t step) {
    uag::http::HeaderFields fields;
    Read out;
    uag::http::RequestParser parser(fields, out.body);
    parser.eager(true);
    parser.header_limit(16384);
    parser.body_limit(65536);
    boost::system::error_code error;
    parser.put(boost::asio::buffer(head), error);
    if (error || !parser.is_header_done()) return {};
    out.fields = fields.size();
    std::string pending;
    while (!parser.is_done()) {
        if (rest.empty()) return {};
        const std::size_t more = step < rest.size() ? step : rest.size();
        pending.append(rest.substr(0, more));
        rest.remove_prefix(more);
        const std::size_t used = parser.put(boost::asio::buffer(pending), error);
        pending.erase(0, used);
        if (error == boost::beast::http::error::need_more) error = {};
        if (error) return {};
        while (!parser.is_done() && used != 0 && !pending.empty()) {
            const std::size_t again = parser.put(boost::asio::buffer(pending), error);
            pending.erase(0, again);
            if (error == boost::beast::http::error::need_more) error = {};
            if (error) return {};
            if (again == 0) break;
        }
    }
    out.good = true;
    return out;
}

}  // namespace

FUZZ_TARGET(http_parser) {
    const std::size_t end = bytes.find("\r\n\r\n");
    if (end == std::string_view::npos) return;
    const std::string_view head = bytes.substr(0, end + 4);
    const std::string_view rest = bytes.substr(end + 4);
    const uag::http::Framing framing = uag::http::judge_head(head, {});
    if (framing.status != 0) return;
    const Read at_once = read_message(head, rest, rest.size() + 1);
    const Read slowly = read_message(head, rest, 1);
    FUZZ_HOLDS(at_once.good == slowly.good);
    if (!at_once.good) return;
    FUZZ_HOLDS(at_once.body == slowly.body);
    FUZZ_HOLDS(at_once.fields == framing.fields);
    if (framing.content_length) FUZZ_HOLDS(at_once.body.size() == *framing.content_length);
    if (!framing.content_length && !framing.chunked) FUZZ_HOLDS(at_once.body.empty());
}
