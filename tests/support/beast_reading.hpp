// How Boost.Beast reads a request that is there as a whole: what ours is compared with.
#pragma once

#include <boost/beast/http/basic_parser.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace uag::test {

class BeastReading final : public boost::beast::http::basic_parser<true> {
public:
    explicit BeastReading(std::string_view bytes) {
        eager(true);
        header_limit(0xFFFFFFFF);
        body_limit(boost::none);
        while (!is_done() && !bytes.empty()) {
            error_code failed;
            const std::size_t used = put({bytes.data(), bytes.size()}, failed);
            bytes.remove_prefix(used);
            if (failed || used == 0) break;
        }
        rest_ = bytes;
    }

    /// As fields of the head, not of the trailers.
    const std::vector<std::pair<std::string, std::string>>& fields() const { return fields_; }
    const std::string& body() const { return body_; }
    /// What was not taken.
    std::string_view rest() const { return rest_; }

private:
    using error_code = boost::system::error_code;
    using text_view = boost::beast::string_view;

    void on_request_impl(boost::beast::http::verb, text_view, text_view, int, error_code&) override {}
    void on_response_impl(int, text_view, int, error_code&) override {}
    void on_field_impl(boost::beast::http::field, text_view name, text_view value, error_code&) override {
        if (!is_header_done()) fields_.emplace_back(name, value);
    }
    void on_header_impl(error_code&) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
    std::size_t on_body_impl(text_view bytes, error_code&) override {
        body_.append(bytes.data(), bytes.size());
        return bytes.size();
    }
    void on_chunk_header_impl(std::uint64_t, text_view, error_code&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, text_view bytes, error_code& failed) override {
        return on_body_impl(bytes, failed);
    }
    void on_finish_impl(error_code&) override {}

    std::vector<std::pair<std::string, std::string>> fields_;
    std::string body_;
    std::string_view rest_;
};

}  // namespace uag::test
